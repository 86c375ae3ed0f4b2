# What the module reads.

variable "status_topic" {
  description = "Name of the topic for build notifications."
  type        = string
  default     = "image-builder-status"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9 _.:/=+@,~#-]+$", var.status_topic))
    error_message = "Use letters, digits, spaces, the characters _.:/=+@,~#-."
  }
}
