output "policy_documents" {
  description = "Every policy document as JSON, by name."
  value = {
    permissions            = data.aws_iam_policy_document.permissions.json
    permissions_1          = data.aws_iam_policy_document.permissions_1.json
    permissions_101        = data.aws_iam_policy_document.permissions_101.json
    permissions_1011       = data.aws_iam_policy_document.permissions_1011.json
    permissions_1011001    = data.aws_iam_policy_document.permissions_1011001.json
    permissions_11         = data.aws_iam_policy_document.permissions_11.json
    permissions_5d904fe9_1 = data.aws_iam_policy_document.permissions_5d904fe9_1.json
  }
}

output "policy_arns" {
  description = "ARNs of the customer managed policies, by document."
  value = {
    permissions            = aws_iam_policy.permissions.arn
    permissions_1          = aws_iam_policy.permissions_1.arn
    permissions_101        = aws_iam_policy.permissions_101.arn
    permissions_1011       = aws_iam_policy.permissions_1011.arn
    permissions_1011001    = aws_iam_policy.permissions_1011001.arn
    permissions_11         = aws_iam_policy.permissions_11.arn
    permissions_5d904fe9_1 = aws_iam_policy.permissions_5d904fe9_1.arn
  }
}
