# The policies, in every account that people work in.
module "dev_viewer" {
  source    = "./modules/viewer"
  providers = { aws = aws.dev }
}

module "dev_pipeline_runner" {
  source    = "./modules/pipeline-runner"
  providers = { aws = aws.dev }
}

module "prod_viewer" {
  source    = "./modules/viewer"
  providers = { aws = aws.prod }
}

module "prod_pipeline_runner" {
  source    = "./modules/pipeline-runner"
  providers = { aws = aws.prod }
}

# The permission sets. The keys of the assignments name them in Terraform's state: they stay when a number changes.
module "viewer_sign_in" {
  source = "./modules/viewer-sign-in"

  instance_arn = one(data.aws_ssoadmin_instances.this.arns)

  account_assignments = {
    dev  = { account = var.dev_account, principal_id = var.viewers, principal_type = "GROUP" }
    prod = { account = var.prod_account, principal_id = var.viewers, principal_type = "GROUP" }
  }

  # An assignment fails where the account lacks one of the policies.
  depends_on = [module.dev_viewer, module.prod_viewer]
}

module "service_user_sign_in" {
  source = "./modules/service-user-sign-in"

  instance_arn = one(data.aws_ssoadmin_instances.this.arns)

  account_assignments = {
    dev = { account = var.dev_account, principal_id = var.service_users, principal_type = "GROUP" }
  }

  depends_on = [module.dev_viewer, module.dev_pipeline_runner]
}

data "aws_ssoadmin_instances" "this" {}
