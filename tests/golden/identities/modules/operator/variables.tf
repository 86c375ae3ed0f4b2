variable "description" {
  description = "Description of what this module makes."
  type        = string
  default     = "Runs pipelines, within a boundary that the module makes."
  nullable    = false
}

variable "name" {
  description = "Name of the role, group and policies."
  type        = string
  default     = "ib-operator"
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

variable "users" {
  description = "Names of the IAM users that get the policies."
  type        = set(string)
  default     = []
  nullable    = false
}

variable "tags" {
  description = "Tags of everything that has tags."
  type        = map(string)
  nullable    = false

  default = {
    Application   = "image-builder"
    "cost center" = "Größe: 50/x@y"
  }
}

variable "pipelines" {
  description = "Pipelines that operators may run."
  type        = list(string)
  nullable    = false

  validation {
    condition     = alltrue([for value in var.pipelines : can(regex("^[*?A-Za-z0-9 _.:/=+@,~#-]+$", value))])
    error_message = "Use letters, digits, spaces, the characters _.:/=+@,~#-, and the wildcards * and ?."
  }
}

variable "secure" {
  description = "Whether TLS is demanded."
  type        = bool
  default     = true
  nullable    = false
}
