output "policy_documents" {
  description = "Every policy document as JSON, by name."
  value = {
    permissions            = data.aws_iam_policy_document.permissions.json
    permissions_01         = data.aws_iam_policy_document.permissions_01.json
    permissions_011        = data.aws_iam_policy_document.permissions_011.json
    permissions_01111      = data.aws_iam_policy_document.permissions_01111.json
    permissions_1          = data.aws_iam_policy_document.permissions_1.json
    permissions_87fadb9d_1 = data.aws_iam_policy_document.permissions_87fadb9d_1.json
    trust                  = data.aws_iam_policy_document.trust.json
  }
}

output "policy_arns" {
  description = "ARNs of the customer managed policies, by document."
  value = {
    permissions            = aws_iam_policy.permissions.arn
    permissions_01         = aws_iam_policy.permissions_01.arn
    permissions_011        = aws_iam_policy.permissions_011.arn
    permissions_01111      = aws_iam_policy.permissions_01111.arn
    permissions_1          = aws_iam_policy.permissions_1.arn
    permissions_87fadb9d_1 = aws_iam_policy.permissions_87fadb9d_1.arn
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
