"""The schema of AWS provider 6.x, served to Terraform by a stand-in: what may be written, not what it does."""
