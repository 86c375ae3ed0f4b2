# All personas of profiles.yaml in one account, every role within the boundary that is made beside it.
module "image_builder" {
  source = "../../modules"

  source_bucket        = var.source_bucket
  log_bucket           = var.log_bucket
  pipelines            = ["web-*", "batch-*"]
  permissions_boundary = module.image_builder.boundary.policy_arns.permissions
}
