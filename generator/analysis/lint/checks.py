"""Every check, theme by theme, and those that are not made.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from generator.analysis.lint import (
    actions,
    addresses,
    arns,
    condition_keys,
    condition_values,
    dynamodb,
    elements,
    federation,
    operators,
    organizations,
    pass_role,
    presence,
    principals,
    redundancy,
    service_principals,
    size,
    subject,
    supported_keys,
    syntax,
    trust,
    variables,
    weak_conditions,
)
from generator.analysis.lint.finding import Check, FindingType, Unchecked

CHECKS: tuple[Check, ...] = (
    *syntax.CHECKS,
    *elements.CHECKS,
    *actions.CHECKS,
    *arns.CHECKS,
    *variables.CHECKS,
    *condition_keys.CHECKS,
    *operators.CHECKS,
    *condition_values.CHECKS,
    *addresses.CHECKS,
    *presence.CHECKS,
    *supported_keys.CHECKS,
    *weak_conditions.CHECKS,
    *pass_role.CHECKS,
    *redundancy.CHECKS,
    *size.CHECKS,
    *principals.CHECKS,
    *service_principals.CHECKS,
    *subject.CHECKS,
    *trust.CHECKS,
    *federation.CHECKS,
    *organizations.CHECKS,
    *dynamodb.CHECKS,
)

UNCHECKED = (
    Unchecked(
        "SCP_SYNTAX_ERROR_ACTION_WILDCARD",
        FindingType.ERROR,
        "AWS Organizations takes wildcards anywhere in the actions of SCPs since it speaks the full policy language "
        "(AWS Security Blog, “AWS Organizations service control policy now supports full IAM language”), so this "
        "would call right policies wrong",
    ),
    Unchecked(
        "RCP_SYNTAX_ERROR_ACTION",
        FindingType.ERROR,
        "which services take part in RCPs changes, and the Service Authorization Reference does not say",
    ),
    Unchecked(
        "USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES",
        FindingType.WARNING,
        "which services fill in keys such as `aws:VpceAccount` changes, and the Reference calls these keys global",
    ),
)
