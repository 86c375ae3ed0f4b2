terraform {
  required_version = ">= 1.5.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.40.0, < 7.0.0"
    }
  }
}

# The account that IAM Identity Center is managed in, and the Region of its instance.
provider "aws" {
  region  = "eu-west-1"
  profile = "identity-center"
}

# The accounts that people work in.
provider "aws" {
  alias   = "dev"
  region  = "eu-west-1"
  profile = "dev"
}

provider "aws" {
  alias   = "prod"
  region  = "eu-west-1"
  profile = "prod"
}
