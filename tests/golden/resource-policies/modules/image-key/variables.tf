# What the module reads.

variable "consumers" {
  description = "Accounts that AMIs are distributed to and that get the share."
  type        = list(string)
  nullable    = false

  validation {
    condition     = alltrue([for value in var.consumers : can(regex("^[A-Za-z0-9 _.:/=+@,~#-]+$", value))])
    error_message = "Use letters, digits, spaces, the characters _.:/=+@,~#-."
  }
}
