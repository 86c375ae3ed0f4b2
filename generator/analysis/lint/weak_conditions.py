"""Conditions that protect less than they seem to.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

from collections.abc import Callable, Iterator

from generator.analysis.evaluation.operators import Family, Polarity
from generator.analysis.lint.finding import Check, FindingType, Problem, each_statement
from generator.analysis.lint.operators import family_of, name_of
from generator.analysis.lint.policy import Condition, Statement
from generator.analysis.lint.variables import variables_in
from generator.analysis.lint.wildcards import covers, has_wildcard, without_variables
from generator.analysis.lint.wording import listed, said
from generator.model.policy import Effect

_SPOOFED = ("aws:Referer", "aws:UserAgent")
_PAIRS = (
    ("aws:VpcSourceIp", ("aws:SourceVpc", "aws:SourceVpcArn", "aws:SourceVpce")),
    ("aws:Ec2InstanceSourcePrivateIPv4", ("aws:Ec2InstanceSourceVpc",)),
)
_PREFIX, _LIST = "s3:prefix", ("s3:listbucket", "s3:listbucketversions")
_USER_ID = "aws:userid"
_PATTERNS = ("StringLike", "StringNotLike")


def spoofed_keys(statement: Statement) -> Iterator[Problem]:
    """Allows by what the caller says of itself."""
    for condition in statement.tests(*_SPOOFED) if statement.effect is Effect.ALLOW else ():
        message = f"every caller can choose its {said(condition.tested.key)}"
        yield Problem(condition.tested.key.at, message, "test a key that AWS fills in, such as `aws:SourceArn`")


def unpaired_keys(statement: Statement) -> Iterator[Problem]:
    """Private addresses without the network that they are of."""
    for key, partners in _PAIRS:
        for condition in statement.tests(key) if statement.is_closed else ():
            if not statement.tests(*partners):
                message = f"every network can have the addresses of {said(condition.tested.key)}"
                yield Problem(condition.tested.key.at, message, f"also test {listed(partners)}")


def bypassed_prefixes(statement: Statement) -> Iterator[Problem]:
    """Prefixes that are not to be listed, which a shorter prefix lists all the same."""
    listing = any(covers(one.value.casefold(), each) for one in statement.texts("Action") for each in _LIST)
    for condition in statement.tests(_PREFIX) if listing and statement.effect else ():
        if _excludes(condition):
            message = f"a request with a shorter prefix gets around this condition on {said(condition.tested.key)}"
            hint = "allow with `StringLike`, or deny with `StringNotLike`, the prefixes that may be listed"
            yield Problem(condition.tested.key.at, message, hint)


def _excludes(condition: Condition) -> bool:
    """Whether the values are those that must not be asked for."""
    if family_of(condition) is not Family.STRING or condition.operation is None:
        return False
    negated = condition.operation.operator.polarity is Polarity.NEGATED
    return negated is (condition.effect is Effect.ALLOW)


def _open_user_ids(is_open: Callable[[str], bool], what: str, hint: str):
    """A search for values of `aws:userid` that leave open who it is."""

    def find(statement: Statement) -> Iterator[Problem]:
        for condition in statement.tests(_USER_ID):
            for text in condition.tested.texts if name_of(condition) in _PATTERNS else ():
                if is_open(text.value):
                    yield Problem(text.at, f"{said(text)} has {what} for the ID of a role or user", hint)

    return each_statement(find)


def _wild_id(text: str) -> bool:
    """Whether a wildcard stands in the part before the colon and is not all of it."""
    head, colon, _ = text.partition(":")
    return "${" not in text and has_wildcard(head) and not (colon and head == "*")


def _variable_id(text: str) -> bool:
    """Whether a variable stands in the part before the colon and is not all of it."""
    if not any(variables_in(text)):
        return False
    masked = without_variables(text)
    head, colon, _ = masked.partition(":")
    return "*" in head and not has_wildcard(text.partition("${")[0]) and not (colon and head == "*")


CHECKS = (
    Check(
        "UNTRUSTWORTHY_CONDITION_KEY",
        FindingType.SECURITY_WARNING,
        "an allow tests `aws:Referer` or `aws:UserAgent`",
        each_statement(spoofed_keys),
    ),
    Check(
        "MISSING_PAIRED_CONDITION_KEYS",
        FindingType.SECURITY_WARNING,
        "`aws:VpcSourceIp` or `aws:Ec2InstanceSourcePrivateIPv4` is tested without its network",
        each_statement(unpaired_keys),
    ),
    Check(
        "S3_PREFIX_IN_NEGATIVE_CONTEXT",
        FindingType.SECURITY_WARNING,
        "listing a bucket is denied by `s3:prefix`, or allowed by a negated operator on it",
        each_statement(bypassed_prefixes),
    ),
    Check(
        "WILDCARD_USAGE_TOO_PERMISSIVE",
        FindingType.ERROR,
        "a pattern for `aws:userid` has a wildcard before the colon, or no colon "
        "(AWS's other two messages are about a list of sensitive keys that it does not publish)",
        _open_user_ids(_wild_id, "a wildcard", "write `AROA…:*`, or `*:session`"),
    ),
    Check(
        "VARIABLE_USAGE_TOO_PERMISSIVE",
        FindingType.ERROR,
        "a pattern for `aws:userid` has a variable before the colon, or no colon "
        "(AWS's other two messages are about a list of sensitive keys that it does not publish)",
        _open_user_ids(_variable_id, "a variable", "write `AROA…:${aws:userid}`, or `${aws:userid}:*`"),
    ),
)
