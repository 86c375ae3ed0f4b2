variable "name" {
  description = "Name of what this module creates."
  type        = string
  default     = "sample-operator"
}

variable "use_name_prefix" {
  description = "Whether the name is only the start of the names."
  type        = bool
  default     = false
}

variable "path" {
  description = "Path of what this module creates."
  type        = string
  default     = "/sample/"
}

variable "description" {
  description = "Description of what this module creates."
  type        = string
  default     = "Runs pipelines."
}

variable "tags" {
  description = "Tags of what this module creates."
  type        = map(string)
  default = {
    "Application" = "sample"
  }
}

variable "permissions_boundary" {
  description = "ARN of the policy that bounds the role."
  type        = string
  default     = null
}

variable "pipelines" {
  description = "Names of the pipelines."
  type        = list(string)
  default     = ["*"]
}
