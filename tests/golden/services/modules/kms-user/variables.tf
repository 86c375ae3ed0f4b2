variable "name" {
  description = "Name of the policy."
  type        = string
  default     = "keys-kms-user"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9+=,.@_-]{1,64}$", var.name))
    error_message = "Use 1 to 64 letters, digits and the characters +=,.@_-."
  }
}

variable "use_name_prefix" {
  description = "Whether the names start with name and end in a unique suffix."
  type        = bool
  default     = false
  nullable    = false
}

variable "path" {
  description = "IAM path that everything lives under."
  type        = string
  default     = "/keys/"
  nullable    = false

  validation {
    condition     = can(regex("^/([A-Za-z0-9.,+@=_-]+/)*$", var.path))
    error_message = "An IAM path begins and ends with a slash."
  }
}

variable "description" {
  description = "Description of what this module makes."
  type        = string
  default     = "Encrypts and decrypts with one key, through S3 only."
  nullable    = false
}

variable "tags" {
  description = "Tags of everything that has tags."
  type        = map(string)
  nullable    = false

  default = {}
}

variable "key_id" {
  description = "ID of the key."
  type        = string
  default     = "1234abcd-12ab-34cd-56ef-1234567890ab"
  nullable    = false

  validation {
    condition     = can(regex("^[*?A-Za-z0-9 _.:/=+@,~#-]+$", var.key_id))
    error_message = "Use letters, digits, spaces, the characters _.:/=+@,~#-, and the wildcards * and ?."
  }
}
