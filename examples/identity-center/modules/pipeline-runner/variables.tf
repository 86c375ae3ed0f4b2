variable "description" {
  description = "Description of what this module makes."
  type        = string
  default     = "Runs the pipelines of the own team; looks at nothing."
  nullable    = false
}

variable "name" {
  description = "Name of the  and policies."
  type        = string
  default     = "image-builder-pipeline-runner"
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

variable "tags" {
  description = "Tags of everything that has tags."
  type        = map(string)
  nullable    = false

  default = {
    Application = "image-builder"
    ManagedBy   = "iam-personas"
  }
}
