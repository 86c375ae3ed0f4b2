"""iam-personas: persona profiles in YAML become proved Terraform modules and IAM policies."""

__version__ = "0.1.0"
