variable "description" {
  description = "Description of what this module makes."
  type        = string
  default     = "Says \"hello\" to $ and % and \\ at 50% {braces} [brackets](x) and Größe."
  nullable    = false
}

variable "name" {
  description = "Name of the role and policies."
  type        = string
  default     = "all+in,one@everybody"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9+=,.@_-]{1,64}$", var.name))
    error_message = "Use 1 to 64 letters, digits and the characters +=,.@_-."
  }
}

variable "path" {
  description = "IAM path that everything lives under."
  type        = string
  default     = "/a/b/"
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

variable "permissions_boundary" {
  description = "ARN of the policy that is the role's permissions boundary; null for none."
  type        = string
  default     = null
}

variable "tags" {
  description = "Tags of everything that has tags."
  type        = map(string)
  nullable    = false

  default = {
    Team          = "web"
    "cost center" = "Größe: 50/x@y = +z"
  }
}

variable "age" {
  description = "Longest age of MFA in seconds."
  type        = number
  default     = 3600
  nullable    = false
}

variable "buckets" {
  description = "Buckets."
  type        = list(string)
  default     = ["logs-*", "data.files"]
  nullable    = false

  validation {
    condition     = alltrue([for value in var.buckets : can(regex("^[*?A-Za-z0-9 _.:/=+@,~#-]+$", value))])
    error_message = "Use letters, digits, spaces, the characters _.:/=+@,~#-, and the wildcards * and ?."
  }
}

variable "customer" {
  description = "External ID of the customer."
  type        = string
  default     = "id:1/2=3"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9 _.:/=+@,~#-]+$", var.customer))
    error_message = "Use letters, digits, spaces, the characters _.:/=+@,~#-."
  }
}

variable "partner" {
  description = "Account of the partner."
  type        = string
  default     = "999988887777"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9 _.:/=+@,~#-]+$", var.partner))
    error_message = "Use letters, digits, spaces, the characters _.:/=+@,~#-."
  }
}

variable "pipelines" {
  description = "Pipelines, with \"quotes\", $${'$'} and % signs: no, just \\ here."
  type        = list(string)
  nullable    = false

  validation {
    condition     = alltrue([for value in var.pipelines : can(regex("^[*?A-Za-z0-9 _.:/=+@,~#-]+$", value))])
    error_message = "Use letters, digits, spaces, the characters _.:/=+@,~#-, and the wildcards * and ?."
  }
}

variable "role" {
  description = "Role."
  type        = string
  default     = "a/b/role"
  nullable    = false

  validation {
    condition     = can(regex("^[A-Za-z0-9 _.:/=+@,~#-]+$", var.role))
    error_message = "Use letters, digits, spaces, the characters _.:/=+@,~#-."
  }
}

variable "secure" {
  description = "Whether TLS is demanded."
  type        = bool
  default     = true
  nullable    = false
}
