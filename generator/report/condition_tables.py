"""Condition keys and operators in words. What is not here is said as it stands in the policy.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

from collections.abc import Mapping

SUBJECTS: Mapping[str, str] = {
    "aws:calledvia": "service that calls for them",
    "aws:calledviafirst": "first service that calls for them",
    "aws:calledvialast": "last service that calls for them",
    "aws:currenttime": "time",
    "aws:ec2instancesourcevpc": "VPC of the instance whose role calls",
    "aws:epochtime": "time",
    "aws:federatedprovider": "identity provider that they signed in with",
    "aws:multifactorauthage": "number of seconds since they signed in with MFA",
    "aws:principalaccount": "caller's account",
    "aws:principalarn": "caller's ARN",
    "aws:principalorgid": "caller's organisation",
    "aws:principalorgpaths": "organizational unit of the caller",
    "aws:principaltype": "kind of caller",
    "aws:referer": "HTTP referer",
    "aws:requestedregion": "Region",
    "aws:resourceaccount": "account of the resource",
    "aws:resourceorgid": "organisation of the resource",
    "aws:resourceorgpaths": "organizational unit of the resource",
    "aws:sourceaccount": "account that the service acts for",
    "aws:sourcearn": "ARN of the resource that the service acts for",
    "aws:sourceidentity": "source identity",
    "aws:sourceip": "caller's IP address",
    "aws:sourceorgid": "organisation that the service acts for",
    "aws:sourcevpc": "caller's VPC",
    "aws:sourcevpce": "caller's VPC endpoint",
    "aws:tagkeys": "tag key of the request",
    "aws:tokenissuetime": "time at which the credentials were issued",
    "aws:useragent": "client's name for itself",
    "aws:userid": "caller's unique ID",
    "aws:username": "caller's user name",
    "aws:vpcsourceip": "caller's IP address in its VPC",
    "iam:associatedresourcearn": "ARN of what the role is passed for",
    "iam:awsservicename": "service that the role is linked to",
    "iam:passedtoservice": "service that the role is passed to",
    "iam:permissionsboundary": "permissions boundary",
    "iam:policyarn": "policy's ARN",
    "s3:resourceaccount": "account of the resource",
    "sts:externalid": "external ID",
    "sts:rolesessionname": "name of the session",
    "sts:transitivetagkeys": "session tag key that is handed on",
}
"""What a key is about, by its name in small letters; without its article."""

TAGS: Mapping[str, str] = {
    "principaltag": "caller's tag",
    "requesttag": "request's tag",
    "resourcetag": "resource's tag",
}
"""Keys that end in the key of a tag, by the part of their names behind the service."""

NULLS: Mapping[str, Mapping[str, str]] = {
    "principaltag": {"true": "the caller has no tag", "false": "the caller has the tag"},
    "requesttag": {"true": "the request does not set the tag", "false": "the request sets the tag"},
    "resourcetag": {"true": "the resource has no tag", "false": "the resource has the tag"},
}
"""`Null` of such a key, by its value."""

NULL_KEYS: Mapping[str, Mapping[str, str]] = {
    "aws:tagkeys": {"true": "the request names no tag keys", "false": "the request names tag keys"},
}
"""`Null` of keys that can have many values."""

OWN: Mapping[str, str] = {
    "aws:principalaccount": "their own account",
    "aws:principalarn": "their own ARN",
    "aws:principalorgid": "their own organisation",
    "aws:userid": "their own unique ID",
    "aws:username": "their own user name",
}
"""Policy variables that are what the caller is."""

BOOLS: Mapping[str, Mapping[str, str]] = {
    "aws:multifactorauthpresent": {"true": "they signed in with MFA", "false": "they signed in without MFA"},
    "aws:principalisawsservice": {"true": "an AWS service calls", "false": "the caller is no AWS service"},
    "aws:securetransport": {"true": "the connection is encrypted", "false": "the connection is not encrypted"},
    "aws:viaawsservice": {"true": "an AWS service calls for them", "false": "no AWS service calls for them"},
}
"""Keys that are true or false."""

OPERATORS: Mapping[str, str] = {
    "ArnEquals": "is like",
    "ArnLike": "is like",
    "ArnNotEquals": "is not like",
    "ArnNotLike": "is not like",
    "Bool": "is",
    "DateEquals": "is",
    "DateGreaterThan": "is after",
    "DateGreaterThanEquals": "is not before",
    "DateLessThan": "is before",
    "DateLessThanEquals": "is not after",
    "DateNotEquals": "is not",
    "IpAddress": "is in",
    "NotIpAddress": "is not in",
    "NumericEquals": "is",
    "NumericGreaterThan": "is more than",
    "NumericGreaterThanEquals": "is at least",
    "NumericLessThan": "is less than",
    "NumericLessThanEquals": "is at most",
    "NumericNotEquals": "is not",
    "StringEquals": "is",
    "StringEqualsIgnoreCase": "is, in capital or small letters,",
    "StringLike": "is like",
    "StringNotEquals": "is not",
    "StringNotEqualsIgnoreCase": "is not, in capital or small letters,",
    "StringNotLike": "is not like",
}
"""What an operator says between a key and its values; `Null` has words of its own."""
