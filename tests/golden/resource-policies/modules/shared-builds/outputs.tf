output "policy_documents" {
  description = "Every policy document as JSON, by name."
  value       = {}
}

output "resource_share_arn" {
  description = "ARN of the resource share."
  value       = aws_ram_resource_share.this.arn
}
