# What the module of each persona gives: ARNs, names and policy documents.

output "pipeline_runner" {
  description = "Pipeline runner"
  value       = module.pipeline_runner
}

output "service_user_sign_in" {
  description = "Service user's permission set"
  value       = module.service_user_sign_in
}

output "viewer" {
  description = "Viewer"
  value       = module.viewer
}

output "viewer_sign_in" {
  description = "Viewer's permission set"
  value       = module.viewer_sign_in
}
