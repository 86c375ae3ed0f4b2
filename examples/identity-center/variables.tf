variable "dev_account" {
  description = "Number of the account that images are made in."
  type        = string
}

variable "prod_account" {
  description = "Number of the account that images are used in."
  type        = string
}

variable "viewers" {
  description = "Id of the group of those who look, in the identity store."
  type        = string
}

variable "service_users" {
  description = "Id of the group of those who run pipelines, in the identity store."
  type        = string
}
