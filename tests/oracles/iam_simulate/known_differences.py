"""All that iam-simulate 0.1.173 decides otherwise than AWS's pages say.

A difference is the way in which iam-simulate reads a case: the same case in other words, upon which our evaluator
decides as iam-simulate does. So a difference explains a disagreement exactly or not at all.
"""

from dataclasses import dataclass

from tests.analysis.cases import Case
from tests.oracles.iam_simulate import readings, rewrite
from tests.oracles.iam_simulate.rewrite import OfCase

_GUIDE = "https://docs.aws.amazon.com/IAM/latest/UserGuide/"
_OPERATORS = f"{_GUIDE}reference_policies_elements_condition_operators.html"
_DENY_ALLOW = f"{_GUIDE}reference_policies_evaluation-logic_policy-eval-denyallow.html"
_VARIABLES = f"{_GUIDE}reference_policies_variables.html"
_RESOURCE = f"{_GUIDE}reference_policies_elements_resource.html"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """`sentence` is AWS's, on the page `source`, and our evaluator's; `reading` is iam-simulate's."""

    name: str
    sentence: str
    source: str
    reading: OfCase


DIFFERENCES = (
    Difference(
        name="variables in documents of version 2008-10-17",
        sentence="Earlier versions of the policy language don't support policy variables.",
        source=_VARIABLES,
        reading=rewrite.documents(readings.has_variables),
    ),
    Difference(
        name="epoch times are milliseconds",
        sentence="You must specify date/time values with one of the W3C implementations of the ISO 8601 date formats"
        " or in epoch (UNIX) time.",
        source=_OPERATORS,
        reading=readings.epoch_in_milliseconds,
    ),
    Difference(
        name="a session policy limits what names the session itself, or everyone",
        sentence="Permissions granted directly to a session are not limited by an implicit deny in an identity-based"
        " policy, a permissions boundary, or session policy.",
        source=_DENY_ALLOW,
        reading=readings.session_policy_limits_all,
    ),
    Difference(
        name="the root user has no access of its own",
        sentence="By default, all requests are implicitly denied with the exception of the AWS account root user,"
        " which has full access.",
        source=_DENY_ALLOW,
        reading=readings.root_is_a_user,
    ),
    Difference(
        name="a role without a trust policy trusts its account",
        sentence="IAM role trust policies and KMS key policies are exceptions to this logic, because they must"
        " explicitly allow access for principals.",
        source=_DENY_ALLOW,
        reading=readings.account_is_trusted,
    ),
    Difference(
        name="ForAnyValue comes before IfExists",
        sentence="You can add IfExists to the end of any condition operator name except the Null condition … If the"
        " key is not present, evaluate the condition element as true.",
        source=_OPERATORS,
        reading=rewrite.conditions(readings.any_value_before_if_exists),
    ),
    Difference(
        name="ForAllValues looks at an empty value",
        sentence="The ForAllValues qualifier returns true if there are no context keys in the request or if the context"
        " key value resolves to a null dataset, such as an empty string.",
        source=_OPERATORS,
        reading=rewrite.conditions(readings.empty_value_is_a_value),
    ),
    Difference(
        name="a key without values is there",
        sentence="use either true (the key doesn't exist — it is null) or false (the key exists and its value is not"
        " null)",
        source=_OPERATORS,
        reading=rewrite.conditions(readings.empty_key_is_present),
    ),
    Difference(
        name="a variable without a value equals every value",
        sentence="Inverted condition operators like StringNotEquals or StringNotLike do match against a null value,"
        " as the value of the condition key they are testing against is not equal to or like the effectively null"
        " value.",
        source=_VARIABLES,
        reading=rewrite.conditions(readings.no_value_equals_every_value),
    ),
    Difference(
        name="a variable without a value is every resource in NotResource",
        sentence="If a variable that has no value in the authorization context is used as part of the Resource or"
        " NotResource element of a policy, the resource that includes a policy variable with no value will not match"
        " any resource.",
        source=_VARIABLES,
        reading=rewrite.statements(readings.no_value_is_every_resource),
    ),
    Difference(
        name="special characters equal nothing under an operator without wildcards",
        sentence="These predefined policy variables can be used in any string where you can use regular policy"
        " variables.",
        source=_VARIABLES,
        reading=rewrite.conditions(readings.special_characters_equal_nothing),
    ),
    Difference(
        name="a lone * equals every ARN under a negated operator, and none under another",
        sentence="Each of the six colon-delimited components of the ARN is checked separately and each can include"
        " multi-character match wildcards (*) or single-character match wildcards (?).",
        source=_OPERATORS,
        reading=rewrite.conditions(readings.lone_star_equals_every_arn),
    ),
    Difference(
        name="the range of all IPv4 addresses is empty",
        sentence="The value must be in the standard CIDR format (for example, 203.0.113.0/24 or"
        " 2001:DB8:1234:5678::/64).",
        source=_OPERATORS,
        reading=rewrite.conditions(readings.all_addresses_are_none),
    ),
    Difference(
        name="NotIpAddress with an address is not met by an address of the other family",
        sentence="NotIpAddress: All IP addresses except the specified IP address or range",
        source=_OPERATORS,
        reading=rewrite.conditions(readings.address_of_another_family),
    ),
    Difference(
        name="an IPv6 address in capitals is another address",
        sentence="The value must be in the standard CIDR format (for example, 203.0.113.0/24 or"
        " 2001:DB8:1234:5678::/64).",
        source=_OPERATORS,
        reading=rewrite.conditions(readings.capitals_are_another_address),
    ),
    Difference(
        name="no wildcard in a resource's type",
        sentence="The asterisk (*) character can expand to replace everything within a segment, including characters"
        " like a forward slash (/) that may otherwise appear to be a delimiter within a given service namespace.",
        source=_RESOURCE,
        reading=rewrite.statements(readings.no_wildcard_in_the_type),
    ),
    Difference(
        name="a * at the end of a segment stays in the segment",
        sentence="If the * wildcard is the last character of a resource ARN segment, it can expand to match beyond the"
        " colon boundaries.",
        source=_RESOURCE,
        reading=rewrite.statements(readings.segments_stay_apart),
    ),
)


def as_simulated(case: Case) -> Case:
    """The case as iam-simulate reads it."""
    for one in DIFFERENCES:
        case = one.reading(case)
    return case
