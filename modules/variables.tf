# What the modules of all personas read.

variable "tags" {
  description = "Tags of everything that has tags."
  type        = map(string)
  nullable    = false

  default = {
    Application = "image-builder"
    ManagedBy   = "iam-personas"
  }
}

variable "permissions_boundary" {
  description = "ARN of the policy that is every role's permissions boundary, but for roles whose profile names one; null for none."
  type        = string
  default     = null
}

variable "create_service_linked_role" {
  description = "Whether the role of the persona service-linked-role is made; false where the account has it."
  type        = bool
  default     = true
  nullable    = false
}

variable "audit_account" {
  description = "Number of the account that auditors sign in to."
  type        = string
  default     = "222233334444"
  nullable    = false
}

variable "build_account" {
  description = "Number of the account that builds the images that others receive."
  type        = string
  default     = "111122223333"
  nullable    = false
}

variable "distribution_accounts" {
  description = "Numbers of the accounts that images are distributed to."
  type        = list(string)
  default     = ["888899990000"]
  nullable    = false
}

variable "execution_role" {
  description = "Path and name of the role that Image Builder runs workflows and distribution with."
  type        = string
  default     = "image-builder/image-builder-execution-role"
  nullable    = false
}

variable "instance_role" {
  description = "Path and name of the build instances' role, which is also their instance profile's."
  type        = string
  default     = "image-builder/image-builder-instance-role"
  nullable    = false
}

variable "lifecycle_role" {
  description = "Path and name of the role that Image Builder cleans up old images with."
  type        = string
  default     = "image-builder/image-builder-lifecycle-role"
  nullable    = false
}

variable "log_bucket" {
  description = "Name of the S3 bucket to which build instances write their logs."
  type        = string
  nullable    = false
}

variable "pipelines" {
  description = "Names or patterns of the pipelines that service users may run."
  type        = list(string)
  default     = ["*"]
  nullable    = false
}

variable "source_bucket" {
  description = "Name of the S3 bucket from which components are imported."
  type        = string
  nullable    = false
}

variable "status_topic" {
  description = "Name of the SNS topic for build notifications."
  type        = string
  default     = "image-builder-status"
  nullable    = false
}
