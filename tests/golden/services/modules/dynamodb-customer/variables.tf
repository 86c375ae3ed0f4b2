variable "name" {
  description = "Name of the policy."
  type        = string
  default     = "orders-dynamodb-customer"
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
  default     = "/orders/"
  nullable    = false

  validation {
    condition     = can(regex("^/([A-Za-z0-9.,+@=_-]+/)*$", var.path))
    error_message = "An IAM path begins and ends with a slash."
  }
}

variable "description" {
  description = "Description of what this module makes."
  type        = string
  default     = "Reads and writes the rows whose leading key is the customer's own name."
  nullable    = false
}

variable "tags" {
  description = "Tags of everything that has tags."
  type        = map(string)
  nullable    = false

  default = {}
}

variable "orders_table" {
  description = "Name of the table."
  type        = string
  default     = "orders"
  nullable    = false

  validation {
    condition     = can(regex("^[*?A-Za-z0-9 _.:/=+@,~#-]+$", var.orders_table))
    error_message = "Use letters, digits, spaces, the characters _.:/=+@,~#-, and the wildcards * and ?."
  }
}
