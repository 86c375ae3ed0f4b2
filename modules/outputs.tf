# What the module of each persona gives: ARNs, names and policy documents.

output "auditor" {
  description = "Auditor"
  value       = module.auditor
}

output "boundary" {
  description = "Permissions boundary"
  value       = module.boundary
}

output "cross_account_lifecycle_role" {
  description = "Lifecycle role for another account's images"
  value       = module.cross_account_lifecycle_role
}

output "distribution_role" {
  description = "Distribution role for another account"
  value       = module.distribution_role
}

output "execution_role" {
  description = "Execution role"
  value       = module.execution_role
}

output "iam_admin" {
  description = "IAM administrator"
  value       = module.iam_admin
}

output "instance_role" {
  description = "Build instance"
  value       = module.instance_role
}

output "lifecycle_role" {
  description = "Lifecycle role"
  value       = module.lifecycle_role
}

output "service_admin" {
  description = "Service administrator"
  value       = module.service_admin
}

output "service_linked_role" {
  description = "Service-linked role"
  value       = module.service_linked_role
}

output "service_user" {
  description = "Service user"
  value       = module.service_user
}

output "viewer" {
  description = "Viewer"
  value       = module.viewer
}
