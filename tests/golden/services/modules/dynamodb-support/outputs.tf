output "policy_documents" {
  description = "Every policy document as JSON, by name."
  value = {
    permissions = data.aws_iam_policy_document.permissions.json
    trust       = data.aws_iam_policy_document.trust.json
  }
}

output "policy_arns" {
  description = "ARNs of the customer managed policies, by document."
  value = {
    permissions = aws_iam_policy.permissions.arn
  }
}

output "role_arn" {
  description = "ARN of the role."
  value       = aws_iam_role.this.arn
}

output "role_name" {
  description = "Name of the role."
  value       = aws_iam_role.this.name
}
