variable "source_bucket" {
  description = "Name of the S3 bucket from which components are imported."
  type        = string
}

variable "log_bucket" {
  description = "Name of the S3 bucket to which build instances write their logs."
  type        = string
}
