output "policy_documents" {
  description = "Every policy document as JSON, by name."
  value = {
    permissions = data.aws_iam_policy_document.permissions.json
    boundary    = data.aws_iam_policy_document.boundary.json
    trust       = data.aws_iam_policy_document.trust.json
  }
}

output "policy_arns" {
  description = "ARNs of the customer managed policies, by document."
  value = {
    permissions = aws_iam_policy.permissions.arn
  }
}

output "boundary_arn" {
  description = "ARN of the permissions boundary."
  value       = aws_iam_policy.boundary.arn
}

output "role_arn" {
  description = "ARN of the role."
  value       = aws_iam_role.this.arn
}

output "role_name" {
  description = "Name of the role."
  value       = aws_iam_role.this.name
}

output "group_arn" {
  description = "ARN of the group."
  value       = aws_iam_group.this.arn
}

output "group_name" {
  description = "Name of the group."
  value       = aws_iam_group.this.name
}
