output "permission_set_arns" {
  description = "The permission sets, by persona."
  value = {
    service-user = module.service_user_sign_in.permission_set_arn
    viewer       = module.viewer_sign_in.permission_set_arn
  }
}
