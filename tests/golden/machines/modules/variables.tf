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

variable "disk_bucket" {
  description = "Name of the bucket of disk images."
  type        = string
  default     = "example-disks"
  nullable    = false
}

variable "export_role" {
  description = "Path and name of the role that writes exported disks."
  type        = string
  default     = "image-builder/image-builder-vm-export-role"
  nullable    = false
}

variable "instance_role" {
  description = "Path and name of the build instances' role."
  type        = string
  default     = "image-builder/image-builder-instance-role-tight"
  nullable    = false
}

variable "log_bucket" {
  description = "Name of the bucket of the build logs."
  type        = string
  default     = "example-logs"
  nullable    = false
}

variable "source_account" {
  description = "The account that builds images."
  type        = string
  default     = "111122223333"
  nullable    = false
}

variable "target_accounts" {
  description = "The accounts that images go to."
  type        = list(string)
  default     = ["444455556666"]
  nullable    = false
}
