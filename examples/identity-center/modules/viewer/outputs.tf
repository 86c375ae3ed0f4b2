output "policy_documents" {
  description = "Every policy document as JSON, by name."
  value = {
    permissions = data.aws_iam_policy_document.permissions.json
  }
}

output "policy_arns" {
  description = "ARNs of the customer managed policies, by document."
  value = {
    permissions = aws_iam_policy.permissions.arn
  }
}
