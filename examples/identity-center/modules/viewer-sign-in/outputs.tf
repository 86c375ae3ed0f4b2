output "policy_documents" {
  description = "Every policy document as JSON, by name."
  value       = {}
}

output "permission_set_arn" {
  description = "ARN of the permission set."
  value       = aws_ssoadmin_permission_set.this.arn
}

output "permission_set_name" {
  description = "Name of the permission set."
  value       = aws_ssoadmin_permission_set.this.name
}
