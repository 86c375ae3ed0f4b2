variable "source_bucket" {
  description = "Name of the S3 bucket from which components are imported."
  type        = string
}

variable "log_bucket" {
  description = "Name of the S3 bucket to which build instances write their logs."
  type        = string
}

variable "build_account" {
  description = "Number of the account that builds images."
  type        = string
}

variable "dev_account" {
  description = "Number of the account in which images are tried."
  type        = string
}

variable "prod_account" {
  description = "Number of the account in which images are used."
  type        = string
}
