output "policy_documents" {
  description = "Every policy document as JSON, by name."
  value = {
    guardrail = data.aws_iam_policy_document.guardrail.json
  }
}

output "policy_arn" {
  description = "ARN of the organization policy."
  value       = aws_organizations_policy.this.arn
}

output "policy_id" {
  description = "ID of the organization policy."
  value       = aws_organizations_policy.this.id
}
