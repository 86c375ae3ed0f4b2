# All personas of profiles.yaml in one account.
module "image_builder" {
  source = "../../modules"

  source_bucket = var.source_bucket
  log_bucket    = var.log_bucket
  pipelines     = ["web-*", "batch-*"]
}
