output "role_arns" {
  description = "What people assume, by persona."
  value = {
    auditor       = module.image_builder.auditor.role_arn
    iam-admin     = module.image_builder.iam_admin.role_arn
    service-admin = module.image_builder.service_admin.role_arn
    service-user  = module.image_builder.service_user.role_arn
    viewer        = module.image_builder.viewer.role_arn
  }
}

output "instance_profile" {
  description = "What goes into an infrastructure configuration of Image Builder."
  value       = module.image_builder.instance_role.instance_profile_name
}
