# What the module reads.

variable "source_bucket" {
  description = "Name of the bucket that components come from."
  type        = string
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9 _.:/=+@,~#-]+$", var.source_bucket))
    error_message = "Use letters, digits, spaces, the characters _.:/=+@,~#-."
  }
}
