# What the module of each persona gives: ARNs, names and policy documents.

output "everybody" {
  description = "Every <b>body</b> | `x` *y*"
  value       = module.everybody
}

output "machine" {
  description = "A machine"
  value       = module.machine
}

output "plain_policy" {
  description = "A policy alone"
  value       = module.plain_policy
}
