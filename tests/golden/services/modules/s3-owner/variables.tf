variable "name" {
  description = "Name of the role and its policies."
  type        = string
  default     = "reports-s3-owner"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9+=,.@_-]{1,64}$", var.name))
    error_message = "Use 1 to 64 letters, digits and the characters +=,.@_-."
  }
}

variable "use_name_prefix" {
  description = "Whether the names start with name and end in a unique suffix."
  type        = bool
  default     = false
  nullable    = false
}

variable "path" {
  description = "IAM path that everything lives under."
  type        = string
  default     = "/reports/"
  nullable    = false

  validation {
    condition     = can(regex("^/([A-Za-z0-9.,+@=_-]+/)*$", var.path))
    error_message = "An IAM path begins and ends with a slash."
  }
}

variable "description" {
  description = "Description of what this module makes."
  type        = string
  default     = "Owns the bucket and all in it, but who else may come in."
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

  default = {}
}

variable "report_bucket" {
  description = "Name of the bucket."
  type        = string
  default     = "example-reports"
  nullable    = false

  validation {
    condition     = can(regex("^[*?A-Za-z0-9 _.:/=+@,~#-]+$", var.report_bucket))
    error_message = "Use letters, digits, spaces, the characters _.:/=+@,~#-, and the wildcards * and ?."
  }
}
