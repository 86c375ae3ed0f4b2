variable "name" {
  description = "Name of the role and its policies."
  type        = string
  default     = "models-sagemaker-platform"
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
  default     = "/models/"
  nullable    = false

  validation {
    condition     = can(regex("^/([A-Za-z0-9.,+@=_-]+/)*$", var.path))
    error_message = "An IAM path begins and ends with a slash."
  }
}

variable "description" {
  description = "Description of what this module makes."
  type        = string
  default     = "Owns models and endpoints, without passing roles."
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
