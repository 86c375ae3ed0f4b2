# What the module of each persona gives: ARNs, names and policy documents.

output "image_builder" {
  description = "Image Builder"
  value       = module.image_builder
}

output "instance_role" {
  description = "Build instance"
  value       = module.instance_role
}

output "service_admin" {
  description = "Service administrator"
  value       = module.service_admin
}
