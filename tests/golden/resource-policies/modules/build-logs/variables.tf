# What the module reads.

variable "log_bucket" {
  description = "Name of the bucket for build logs."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9 _.:/=+@,~#-]+$", var.log_bucket))
    error_message = "Use letters, digits, spaces, the characters _.:/=+@,~#-."
  }
}
