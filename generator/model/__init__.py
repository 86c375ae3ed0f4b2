"""IAM's and Terraform's values: frozen, standard library only."""
