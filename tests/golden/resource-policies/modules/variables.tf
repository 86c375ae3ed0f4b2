# What the modules of all personas read.

variable "tags" {
  description = "Tags of everything that has tags."
  type        = map(string)
  nullable    = false

  default = {
    Application = "image-builder"
  }
}

variable "permissions_boundary" {
  description = "ARN of the policy that is every role's permissions boundary, but for roles whose profile names one; null for none."
  type        = string
  default     = null
}

variable "create_image_builder" {
  description = "Whether the role of the persona image-builder is made; false where the account has it."
  type        = bool
  default     = true
  nullable    = false
}

variable "log_bucket" {
  description = "Name of the bucket for build logs."
  type        = string
  nullable    = false
}

variable "source_bucket" {
  description = "Name of the bucket that components come from."
  type        = string
  nullable    = false
}
