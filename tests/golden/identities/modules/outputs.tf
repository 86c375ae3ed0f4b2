# What the module of each persona gives: ARNs, names and policy documents.

output "build_host" {
  description = "Build host"
  value       = module.build_host
}

output "deployer" {
  description = "Deployer"
  value       = module.deployer
}

output "guest" {
  description = "Guest"
  value       = module.guest
}

output "operator" {
  description = "Operator"
  value       = module.operator
}

output "service_role" {
  description = "Service role"
  value       = module.service_role
}

output "watcher" {
  description = "Watcher"
  value       = module.watcher
}
