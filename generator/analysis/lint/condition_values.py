"""Whether the values of conditions are of the type that their operator compares.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

import re
from collections.abc import Callable, Iterator

from generator.analysis.evaluation.operators import Family, instant_of, number_of
from generator.analysis.lint.finding import Check, FindingType, Problem, each_condition
from generator.analysis.lint.operators import family_of, name_of
from generator.analysis.lint.policy import Condition
from generator.analysis.lint.regions import EVERY_REGION
from generator.analysis.lint.tree import Node, NumberNode, TextNode, TruthNode
from generator.analysis.lint.variables import variables_in
from generator.analysis.lint.wildcards import has_wildcard
from generator.analysis.lint.wording import did_you_mean, said

_EPOCH = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_REGION_KEYS = ("aws:requestedregion", "ec2:region")
_GLOBAL_REGIONS = ("aws-global", "aws-cn-global", "aws-us-gov-global")
_VPC = re.compile(r"vpc-([0-9a-z]{8}|[0-9a-z]{17})")
_VPCE = re.compile(r"vpce-([0-9a-z]{8}|[0-9a-z]{17})")
_KMS_KEYS = ("s3:x-amz-server-side-encryption-aws-kms-key-id",)
_KMS_ARN = re.compile(r"arn:[^:]+:kms:[^:]+:[^:]+:(key|alias)/.+")
_PRINCIPAL_KEYS = (
    *("aws:principalservicename", "aws:principalservicenameslist", "aws:calledvia", "aws:calledviafirst"),
    *("aws:calledvialast", "iam:passedtoservice", "iam:awsservicename", "kms:viaservice"),
)
_SERVICE_PRINCIPAL = re.compile(
    r"[a-z0-9-]+(\.[a-z0-9-]+)*\.(amazonaws\.com(\.cn)?|amazon\.com|amazonaws\.eu|c2s\.ic\.gov|sc2s\.sgov\.gov)"
)
_VIA_SERVICE = re.compile(r"[a-z0-9-]+\.[a-z]+(-[a-z]+)+-[0-9]\.amazonaws\.com(\.cn)?")


def spell(node: Node) -> str | None:
    """A value as IAM compares it; None for what has no known text."""
    match node:
        case TextNode(value=value):
            return value if node.is_known else None
        case NumberNode(literal=literal):
            return literal
        case TruthNode(value=value):
            return "true" if value else "false"
        case _:
            return None


def has_variable(text: str) -> bool:
    """Whether a value is filled in when IAM decides."""
    return any(variables_in(text))


def _typed(family: Family, wrong: Callable[[Node, str], bool], wanted: str, hint: str):
    """A search for values of one family of operators that are not of its type."""

    def find(condition: Condition) -> Iterator[Problem]:
        if family_of(condition) is not family:
            return
        for node in condition.tested.nodes:
            text = spell(node)
            if text is not None and not has_variable(text) and wrong(node, text):
                yield Problem(node.at, f"`{name_of(condition)}` compares {wanted}, found {said(text)}", hint)

    return each_condition(find)


def _no_truth(_: Node, text: str) -> bool:
    return text.lower() not in ("true", "false")


def _no_number(_: Node, text: str) -> bool:
    return number_of(text) is None


def _no_date(_: Node, text: str) -> bool:
    return not _EPOCH.fullmatch(text) and instant_of(text) is None


def _is_epoch(_: Node, text: str) -> bool:
    return bool(_EPOCH.fullmatch(text))


def _no_text(node: Node, _: str) -> bool:
    return not isinstance(node, TextNode)


def mixed_types(condition: Condition) -> Iterator[Problem]:
    """Values of several JSON types in one list."""
    kinds = [type(one) for one in condition.tested.nodes if isinstance(one, TextNode | NumberNode | TruthNode)]
    odd = next((at for at, one in enumerate(kinds) if one is not kinds[0]), None)
    if odd is not None:
        message = f"the values of {said(condition.tested.key)} are of several JSON types"
        yield Problem(condition.tested.nodes[odd].at, message, "write all of them as texts")


def wrong_regions(condition: Condition) -> Iterator[Problem]:
    """Regions that there are not, where a key holds one."""
    for text in _plain_values(condition, _REGION_KEYS):
        if text.value not in EVERY_REGION and text.value not in _GLOBAL_REGIONS:
            hint = did_you_mean(text.value, EVERY_REGION, "write the code of a Region")
            yield Problem(text.at, f"there is no Region {said(text)}", hint)


def _formed(keys: tuple[str, ...], form: re.Pattern[str], wanted: str, hint: str):
    """A search for values of some keys that lack their form."""

    def find(condition: Condition) -> Iterator[Problem]:
        for text in _plain_values(condition, keys):
            if not form.fullmatch(text.value):
                yield Problem(text.at, f"{said(text)} is no {wanted}", hint)

    return each_condition(find)


def wrong_service_principals(condition: Condition) -> Iterator[Problem]:
    """Service principals that are none, where a key holds one."""
    form = _VIA_SERVICE if condition.folded == "kms:viaservice" else _SERVICE_PRINCIPAL
    for text in _plain_values(condition, _PRINCIPAL_KEYS):
        if not form.fullmatch(text.value):
            example = "s3.eu-west-1.amazonaws.com" if form is _VIA_SERVICE else "ec2.amazonaws.com"
            yield Problem(text.at, f"{said(text)} is no service principal", f"write it like `{example}`")


def _plain_values(condition: Condition, keys: tuple[str, ...]) -> Iterator[TextNode]:
    """The values of a key that a String or Arn operator compares, without variables and wildcards."""
    if condition.folded in keys and family_of(condition) in (Family.STRING, Family.ARN):
        for text in condition.tested.texts:
            if not has_variable(text.value) and not has_wildcard(text.value):
                yield text


CHECKS = (
    Check(
        "INVALID_CONDITION_DATA_TYPE",
        FindingType.ERROR,
        "the values of one key are of several JSON types",
        each_condition(mixed_types),
    ),
    Check(
        "TYPE_MISMATCH_BOOLEAN",
        FindingType.WARNING,
        "a value under `Bool` is neither true nor false",
        _typed(Family.BOOL, _no_truth, "truth values", "write `true` or `false`"),
    ),
    Check(
        "TYPE_MISMATCH_NUMBER",
        FindingType.WARNING,
        "a value under a Numeric operator is no number",
        _typed(Family.NUMERIC, _no_number, "numbers", "write a number"),
    ),
    Check(
        "TYPE_MISMATCH_DATE",
        FindingType.WARNING,
        "a value under a Date operator is no date",
        _typed(Family.DATE, _no_date, "dates", "write it like `2030-01-31T00:00:00Z`"),
    ),
    Check(
        "INVALID_DATE_VALUE",
        FindingType.WARNING,
        "a value under a Date operator is a number of seconds",
        _typed(Family.DATE, _is_epoch, "dates", "write it like `2030-01-31T00:00:00Z`"),
    ),
    Check(
        "TYPE_MISMATCH_STRING",
        FindingType.WARNING,
        "a value under a String operator is a JSON number or truth value",
        _typed(Family.STRING, _no_text, "texts", "put it in double quotes"),
    ),
    Check(
        "INVALID_REGION",
        FindingType.ERROR,
        "a value of `aws:RequestedRegion` or `ec2:Region` is no Region",
        each_condition(wrong_regions),
    ),
    Check(
        "INVALID_VPC_FORMAT",
        FindingType.ERROR,
        "a value of `aws:SourceVpc` is not `vpc-` and 8 or 17 letters and digits",
        _formed(("aws:sourcevpc",), _VPC, "VPC ID", "write `vpc-` and 8 or 17 letters and digits"),
    ),
    Check(
        "INVALID_VPCE_FORMAT",
        FindingType.ERROR,
        "a value of `aws:SourceVpce` is not `vpce-` and 8 or 17 letters and digits",
        _formed(("aws:sourcevpce",), _VPCE, "ID of a VPC endpoint", "write `vpce-` and 8 or 17 letters and digits"),
    ),
    Check(
        "INVALID_KMS_KEY_VALUE",
        FindingType.ERROR,
        "a value of `s3:x-amz-server-side-encryption-aws-kms-key-id` is no ARN of a KMS key",
        _formed(_KMS_KEYS, _KMS_ARN, "ARN of a KMS key", "write `arn:aws:kms:region:account:key/id`"),
    ),
    Check(
        "INVALID_SERVICE_PRINCIPAL_FORMAT",
        FindingType.ERROR,
        "a value of a key such as `iam:PassedToService` or `kms:ViaService` is no service principal",
        each_condition(wrong_service_principals),
    ),
)
