# What the module reads.

variable "name" {
  description = "Name of the resource share."
  type        = string
  default     = "image-builder-shared-builds"
  nullable    = false
}

variable "tags" {
  description = "Tags of everything that has tags."
  type        = map(string)
  nullable    = false

  default = {
    Application = "image-builder"
  }
}

variable "components" {
  description = "Build version ARNs of the components that are shared."
  type        = list(string)
  nullable    = false

  validation {
    condition     = alltrue([for value in var.components : can(regex("^[A-Za-z0-9 _.:/=+@,~#-]+$", value))])
    error_message = "Use letters, digits, spaces, the characters _.:/=+@,~#-."
  }
}

variable "consumers" {
  description = "Accounts that AMIs are distributed to and that get the share."
  type        = list(string)
  nullable    = false

  validation {
    condition     = alltrue([for value in var.consumers : can(regex("^[A-Za-z0-9 _.:/=+@,~#-]+$", value))])
    error_message = "Use letters, digits, spaces, the characters _.:/=+@,~#-."
  }
}
