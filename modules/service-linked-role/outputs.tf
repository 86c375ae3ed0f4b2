output "policy_documents" {
  description = "Every policy document as JSON, by name."
  value       = {}
}

output "role_arn" {
  description = "ARN of the role."
  value       = "arn:${local.partition}:iam::${local.account_id}:role/aws-service-role/imagebuilder.amazonaws.com/AWSServiceRoleForImageBuilder"
}

output "role_name" {
  description = "Name of the role."
  value       = "AWSServiceRoleForImageBuilder"
}
