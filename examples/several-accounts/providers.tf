terraform {
  required_version = ">= 1.5.0"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = ">= 5.40.0, < 7.0.0"
    }
  }
}

# One provider for each account, from profiles of the AWS configuration.
provider "aws" {
  alias   = "build"
  region  = "eu-west-1"
  profile = "build"
}

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
