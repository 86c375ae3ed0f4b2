"""What AWS provider 6.69.1 deprecates in the types that our modules may use.

The package that carries the schema leaves deprecations out, so they are written down here, each with its source.
"""

from collections.abc import Mapping

RESOURCES: Mapping[tuple[str, ...], str] = {
    # Source: https://github.com/hashicorp/terraform-provider-aws/blob/v6.69.1/website/docs/r/iam_role.html.markdown
    ("aws_iam_role", "inline_policy"): "Use the aws_iam_role_policy resource instead.",
    ("aws_iam_role", "managed_policy_arns"): "Use the aws_iam_role_policy_attachment resource instead.",
    # Source: https://github.com/hashicorp/terraform-provider-aws/blob/v6.69.1/website/docs/r/ssoadmin_application.html.markdown
    ("aws_ssoadmin_application", "application_arn"): "Use `arn` instead.",
}

DATA_SOURCES: Mapping[tuple[str, ...], str] = {
    # Source: https://github.com/hashicorp/terraform-provider-aws/blob/v6.69.1/website/docs/d/iam_policy_document.html.markdown
    ("aws_iam_policy_document", "override_json"): "Use `override_policy_documents` instead.",
    ("aws_iam_policy_document", "source_json"): "Use `source_policy_documents` instead.",
    # Source: https://github.com/hashicorp/terraform-provider-aws/blob/v6.69.1/website/docs/d/partition.html.markdown
    ("aws_partition", "id"): "Use `partition` instead.",
    # Source: https://github.com/hashicorp/terraform-provider-aws/issues/42131 (name, since 6.0.0)
    ("aws_region", "name"): "Use `region` instead.",
    # Source: https://github.com/hashicorp/terraform-provider-aws/pull/48036 (id, since 6.47.0)
    ("aws_region", "id"): "Use `region` instead.",
    # Source: https://github.com/hashicorp/terraform-provider-aws/blob/v6.69.1/website/docs/d/service.html.markdown
    ("aws_service", "id"): "Use `reverse_dns_name` instead.",
}
