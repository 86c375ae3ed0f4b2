data "aws_caller_identity" "current" {}

data "aws_partition" "current" {}

data "aws_service" "imagebuilder" {
  service_id = "imagebuilder"
}

locals {
  account   = data.aws_caller_identity.current.account_id
  partition = data.aws_partition.current.partition
  region    = data.aws_service.imagebuilder.region
}

data "aws_iam_policy_document" "permissions" {
  statement {
    sid    = "RunPipelines"
    effect = "Allow"
    actions = [
      "imagebuilder:GetImagePipeline",
      "imagebuilder:StartImagePipelineExecution",
    ]
    resources = [for name in var.pipelines : "arn:${local.partition}:imagebuilder:${local.region}:${local.account}:image-pipeline/${name}"]

    condition {
      test     = "StringEquals"
      variable = "aws:ResourceTag/Team"
      values   = ["&{aws:PrincipalTag/Team}", "shared"]
    }
  }

  statement {
    sid       = "View"
    effect    = "Allow"
    actions   = ["imagebuilder:ListImagePipelines"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "permissions_2" {
  statement {
    sid       = "NeverDelete"
    effect    = "Deny"
    actions   = ["imagebuilder:DeleteImage", "imagebuilder:DeleteImagePipeline"]
    resources = ["*"]
  }
}

data "aws_iam_policy_document" "trust" {
  statement {
    sid     = "AssumeRole"
    effect  = "Allow"
    actions = ["sts:AssumeRole", "sts:TagSession"]

    principals {
      type        = "AWS"
      identifiers = ["arn:${local.partition}:iam::${local.account}:root"]
    }

    condition {
      test     = "Bool"
      variable = "aws:MultiFactorAuthPresent"
      values   = ["true"]
    }
  }
}

resource "aws_iam_policy" "permissions" {
  name        = var.use_name_prefix ? null : var.name
  name_prefix = var.use_name_prefix ? "${var.name}-" : null
  path        = var.path
  description = var.description
  policy      = data.aws_iam_policy_document.permissions.json
  tags        = var.tags
}

resource "aws_iam_policy" "permissions_2" {
  name        = var.use_name_prefix ? null : "${var.name}-2"
  name_prefix = var.use_name_prefix ? "${var.name}-2-" : null
  path        = var.path
  description = var.description
  policy      = data.aws_iam_policy_document.permissions_2.json
  tags        = var.tags
}

resource "aws_iam_role" "this" {
  name                 = var.use_name_prefix ? null : var.name
  name_prefix          = var.use_name_prefix ? "${var.name}-" : null
  path                 = var.path
  description          = var.description
  assume_role_policy   = data.aws_iam_policy_document.trust.json
  max_session_duration = 14400
  permissions_boundary = var.permissions_boundary
  tags                 = var.tags
}

resource "aws_iam_role_policy_attachment" "permissions" {
  role       = aws_iam_role.this.name
  policy_arn = aws_iam_policy.permissions.arn
}

resource "aws_iam_role_policy_attachment" "permissions_2" {
  role       = aws_iam_role.this.name
  policy_arn = aws_iam_policy.permissions_2.arn
}
