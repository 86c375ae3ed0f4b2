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

variable "instance_arn" {
  description = "ARN of the IAM Identity Center instance."
  type        = string
  nullable    = false
}

variable "service_user_sign_in_account_assignments" {
  description = "Groups and users that get the permission set of service-user-sign-in, each in an account."
  type        = map(object({ account = string, principal_id = string, principal_type = string }))
  default     = {}
  nullable    = false
}

variable "viewer_sign_in_account_assignments" {
  description = "Groups and users that get the permission set of viewer-sign-in, each in an account."
  type        = map(object({ account = string, principal_id = string, principal_type = string }))
  default     = {}
  nullable    = false
}
