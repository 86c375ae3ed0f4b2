# What the modules of all personas read.

variable "tags" {
  description = "Tags of everything that has tags."
  type        = map(string)
  nullable    = false

  default = {
    Application   = "image-builder"
    "cost center" = "Größe: 50/x@y"
  }
}

variable "permissions_boundary" {
  description = "ARN of the policy that is every role's permissions boundary, but for roles whose profile names one; null for none."
  type        = string
  default     = null
}

variable "instance_arn" {
  description = "ARN of the IAM Identity Center instance."
  type        = string
  nullable    = false
}

variable "operator_users" {
  description = "Names of the IAM users that get the policies of operator."
  type        = set(string)
  default     = []
  nullable    = false
}

variable "deployer_account_assignments" {
  description = "Groups and users that get the permission set of deployer, each in an account."
  type        = map(object({ account = string, principal_id = string, principal_type = string }))
  default     = {}
  nullable    = false
}

variable "guest_account_assignments" {
  description = "Groups and users that get the permission set of guest, each in an account."
  type        = map(object({ account = string, principal_id = string, principal_type = string }))
  default     = {}
  nullable    = false
}

variable "create_service_role" {
  description = "Whether the role of the persona service-role is made; false where the account has it."
  type        = bool
  default     = true
  nullable    = false
}

variable "pipelines" {
  description = "Pipelines that operators may run."
  type        = list(string)
  nullable    = false
}

variable "secure" {
  description = "Whether TLS is demanded."
  type        = bool
  default     = true
  nullable    = false
}
