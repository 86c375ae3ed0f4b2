variable "description" {
  description = "Description of what this module makes."
  type        = string
  default     = "The role that EC2 Image Builder works with."
  nullable    = false
}

variable "create" {
  description = "Whether the role is made; false where the account has it."
  type        = bool
  default     = true
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
