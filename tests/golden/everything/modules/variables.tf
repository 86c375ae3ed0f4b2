# What the modules of all personas read.

variable "tags" {
  description = "Tags of everything that has tags."
  type        = map(string)
  nullable    = false

  default = {
    Team          = "web"
    "cost center" = "Größe: 50/x@y = +z"
  }
}

variable "permissions_boundary" {
  description = "ARN of the policy that is every role's permissions boundary, but for roles whose profile names one; null for none."
  type        = string
  default     = null
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
}

variable "customer" {
  description = "External ID of the customer."
  type        = string
  default     = "id:1/2=3"
  nullable    = false
}

variable "partner" {
  description = "Account of the partner."
  type        = string
  default     = "999988887777"
  nullable    = false
}

variable "pipelines" {
  description = "Pipelines, with \"quotes\", $${'$'} and % signs: no, just \\ here."
  type        = list(string)
  nullable    = false
}

variable "role" {
  description = "Role."
  type        = string
  default     = "a/b/role"
  nullable    = false
}

variable "secure" {
  description = "Whether TLS is demanded."
  type        = bool
  default     = true
  nullable    = false
}
