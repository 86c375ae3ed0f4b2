# What the module of each persona gives: ARNs, names and policy documents.

output "cross_account_lifecycle_role" {
  description = "Lifecycle role in another account"
  value       = module.cross_account_lifecycle_role
}

output "distribution_role" {
  description = "Distribution role in another account"
  value       = module.distribution_role
}

output "events_role" {
  description = "Events role"
  value       = module.events_role
}

output "execution_role" {
  description = "Execution role"
  value       = module.execution_role
}

output "execution_role_managed" {
  description = "Execution role with AWS's policy"
  value       = module.execution_role_managed
}

output "instance_role" {
  description = "Build instance with AWS's policies"
  value       = module.instance_role
}

output "instance_role_tight" {
  description = "Build instance without managed policies"
  value       = module.instance_role_tight
}

output "lifecycle_role" {
  description = "Lifecycle role"
  value       = module.lifecycle_role
}

output "vm_export_role" {
  description = "VM export role"
  value       = module.vm_export_role
}

output "vm_import_role" {
  description = "VM import role"
  value       = module.vm_import_role
}
