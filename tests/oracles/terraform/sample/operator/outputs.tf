output "policy_documents" {
  description = "The policy documents, as JSON."
  value = {
    "permissions"   = data.aws_iam_policy_document.permissions.json
    "permissions-2" = data.aws_iam_policy_document.permissions_2.json
    "trust"         = data.aws_iam_policy_document.trust.json
  }
}

output "policy_arns" {
  description = "ARNs of the policies."
  value = {
    "permissions"   = aws_iam_policy.permissions.arn
    "permissions-2" = aws_iam_policy.permissions_2.arn
  }
}

output "role_name" {
  description = "Name of the role."
  value       = aws_iam_role.this.name
}

output "role_arn" {
  description = "ARN of the role."
  value       = aws_iam_role.this.arn
}
