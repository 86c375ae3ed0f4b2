"""AWS's managed policies: the reference of the checks names those that have a finding.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

import json
from functools import cache

import pytest
from moto.iam.aws_managed_policies import aws_managed_policies_data

from generator.analysis.lint.kind import Kind
from generator.analysis.lint.lint import lint_json

NAMED = {
    "PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE": ("AdministratorAccess", "IAMFullAccess"),
    "CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE": ("AdministratorAccess", "IAMFullAccess"),
    "CREATE_SLR_WITH_STAR_IN_RESOURCE": ("PowerUserAccess", "AWSOrganizationsServiceTrustPolicy"),
    "STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS": (
        "AmazonSecurityLakeAdministrator",
        "AWSCodePipeline_FullAccess",
        "AWSCodePipeline_ReadOnlyAccess",
        "S3UnlockBucketPolicy",
        "SQSUnlockQueuePolicy",
    ),
}
SILENT = (
    "AmazonS3ReadOnlyAccess",
    "SecurityAudit",
    "AmazonEC2ContainerRegistryReadOnly",
    "AWSLambdaBasicExecutionRole",
)
GRAMMAR = (
    *("JSON_SYNTAX_ERROR", "DATA_TYPE_MISMATCH", "INVALID_POLICY_ELEMENT", "INVALID_EFFECT", "MISSING_EFFECT"),
    *("MISSING_ACTION", "MISSING_RESOURCE", "MISSING_STATEMENT", "UNSUPPORTED_ELEMENT_COMBINATION", "UNSUPPORTED_SID"),
)
SOME = 150


@cache
def documents() -> dict[str, str]:
    data = json.loads(aws_managed_policies_data)
    return {name: json.dumps(one["Document"], indent=2) for name, one in data.items()}


def codes(name: str) -> set[str]:
    return {one.code for one in lint_json(documents()[name], Kind.IDENTITY)}


@pytest.mark.parametrize(("code", "name"), [(code, name) for code, names in NAMED.items() for name in names])
def test_a_policy_that_aws_names_has_the_finding(code: str, name: str) -> None:
    assert code in codes(name)


@pytest.mark.parametrize("name", SILENT)
def test_plain_policies_have_no_finding_beyond_their_size(name: str) -> None:
    errors = {one for one in codes(name) if not one.startswith(("POLICY_SIZE", "INVALID_SERVICE_IN", "INVALID_ACTION"))}
    assert errors == set()


def test_no_managed_policy_breaks_the_grammar() -> None:
    names = sorted(documents())[:: max(1, len(documents()) // SOME)]
    assert {code for name in names for code in codes(name)} & set(GRAMMAR) == set()
