variable "description" {
  description = "Description of what this module makes."
  type        = string
  default     = "Builds images, reads components and writes logs."
  nullable    = false
}

variable "name" {
  description = "Name of the role, instance profile and policies."
  type        = string
  default     = "image-builder-instance-role"
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
  }
}

variable "log_bucket" {
  description = "Name of the bucket for build logs."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[*?A-Za-z0-9 _.:/=+@,~#-]+$", var.log_bucket))
    error_message = "Use letters, digits, spaces, the characters _.:/=+@,~#-, and the wildcards * and ?."
  }
}

variable "source_bucket" {
  description = "Name of the bucket that components come from."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[*?A-Za-z0-9 _.:/=+@,~#-]+$", var.source_bucket))
    error_message = "Use letters, digits, spaces, the characters _.:/=+@,~#-, and the wildcards * and ?."
  }
}
