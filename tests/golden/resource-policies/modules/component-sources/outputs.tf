output "policy_documents" {
  description = "Every policy document as JSON, by name."
  value = {
    resource = data.aws_iam_policy_document.resource.json
  }
}
