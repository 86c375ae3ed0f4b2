resource "aws_iam_role_policy" "queue" {
  name = "queue"
  role = "worker"

  policy = <<-POLICY
    {
      "Version": "2012-10-17",
      "Statement": [{
        "Effect": "Allow",
        "Action": ["sqs:ReceiveMessage", "sqs:DeleteMessage"],
        "Resource": "arn:aws:sqs:eu-west-1:111122223333:jobs"
      }]
    }
  POLICY
}
