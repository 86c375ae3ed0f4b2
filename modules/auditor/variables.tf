variable "description" {
  description = "Description of what this module makes."
  type        = string
  default     = "Sees every resource, who may do what with it and who did what; changes nothing."
  nullable    = false
}

variable "name" {
  description = "Name of the role and policies."
  type        = string
  default     = "image-builder-auditor"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9+=,.@_-]{1,64}$", var.name))
    error_message = "Use 1 to 64 letters, digits and the characters +=,.@_-."
  }
}

variable "path" {
  description = "IAM path that everything lives under."
  type        = string
  default     = "/image-builder/"
  nullable    = false

  validation {
    condition     = can(regex("^/([A-Za-z0-9.,+@=_-]+/)*$", var.path))
    error_message = "An IAM path begins and ends with a slash."
  }
}

variable "use_name_prefix" {
  description = "Whether the names start with name and end in a unique suffix."
  type        = bool
  default     = false
  nullable    = false
}

variable "permissions_boundary" {
  description = "ARN of the policy that is the role's permissions boundary; null for none."
  type        = string
  default     = null
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

variable "audit_account" {
  description = "Number of the account that auditors sign in to."
  type        = string
  default     = "222233334444"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9 _.:/=+@,~#-]+$", var.audit_account))
    error_message = "Use letters, digits, spaces, the characters _.:/=+@,~#-."
  }
}
