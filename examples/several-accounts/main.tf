# The build account has every persona.
module "build" {
  source    = "../../modules"
  providers = { aws = aws.build }

  source_bucket         = var.source_bucket
  log_bucket            = var.log_bucket
  build_account         = var.build_account
  distribution_accounts = [var.dev_account, var.prod_account]
}

# The accounts that images go to have those who look, those who audit, and the roles that the build account acts with.
module "dev_viewer" {
  source    = "../../modules/viewer"
  providers = { aws = aws.dev }
}

module "dev_auditor" {
  source    = "../../modules/auditor"
  providers = { aws = aws.dev }
}

module "dev_distribution_role" {
  source    = "../../modules/distribution-role"
  providers = { aws = aws.dev }

  build_account = var.build_account
}

module "dev_lifecycle_role" {
  source    = "../../modules/cross-account-lifecycle-role"
  providers = { aws = aws.dev }

  build_account = var.build_account
}

module "prod_viewer" {
  source    = "../../modules/viewer"
  providers = { aws = aws.prod }
}

module "prod_auditor" {
  source    = "../../modules/auditor"
  providers = { aws = aws.prod }
}

module "prod_distribution_role" {
  source    = "../../modules/distribution-role"
  providers = { aws = aws.prod }

  build_account = var.build_account
}

module "prod_lifecycle_role" {
  source    = "../../modules/cross-account-lifecycle-role"
  providers = { aws = aws.prod }

  build_account = var.build_account
}
