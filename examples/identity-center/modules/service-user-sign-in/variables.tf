variable "description" {
  description = "Description of what this module makes."
  type        = string
  default     = "Looks at every Image Builder resource and runs the pipelines of the own team."
  nullable    = false
}

variable "permission_set_name" {
  description = "Name of the permission set."
  type        = string
  default     = "ImageBuilderServiceUser"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9+=,.@_-]{1,32}$", var.permission_set_name))
    error_message = "Use 1 to 32 letters, digits and the characters +=,.@_-."
  }
}

variable "instance_arn" {
  description = "ARN of the IAM Identity Center instance."
  type        = string
  nullable    = false
}

variable "account_assignments" {
  description = "Who gets the permission set in which account: principal_type is GROUP or USER."
  type        = map(object({ account = string, principal_id = string, principal_type = string }))
  default     = {}
  nullable    = false
}

variable "tags" {
  description = "Tags of everything that has tags."
  type        = map(string)
  nullable    = false

  default = {
    Application = "image-builder"
    ManagedBy   = "iam-personas"
  }
}
