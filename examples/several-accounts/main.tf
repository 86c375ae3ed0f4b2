# The build account has every persona.
module "build" {
  source    = "../../modules"
  providers = { aws = aws.build }

  source_bucket = var.source_bucket
  log_bucket    = var.log_bucket
}

# The accounts that images are shared with have those who look, and those who audit.
module "dev_viewer" {
  source    = "../../modules/viewer"
  providers = { aws = aws.dev }
}

module "dev_auditor" {
  source    = "../../modules/auditor"
  providers = { aws = aws.dev }
}

module "prod_viewer" {
  source    = "../../modules/viewer"
  providers = { aws = aws.prod }
}

module "prod_auditor" {
  source    = "../../modules/auditor"
  providers = { aws = aws.prod }
}
