output "auditor_role_arns" {
  description = "What auditors assume, by account."
  value = {
    build = module.build.auditor.role_arn
    dev   = module.dev_auditor.role_arn
    prod  = module.prod_auditor.role_arn
  }
}

output "viewer_role_arns" {
  description = "What viewers assume, by account."
  value = {
    build = module.build.viewer.role_arn
    dev   = module.dev_viewer.role_arn
    prod  = module.prod_viewer.role_arn
  }
}
