"""How iam-simulate reads a case, as the same case in words that our evaluator reads alike."""

import re
from dataclasses import replace
from datetime import UTC, datetime

from generator.model.access import CallerKind, NamedPolicy, PolicyKind
from generator.model.policy import BoundCondition, BoundDocument, BoundStatement
from tests.analysis.cases import Case
from tests.analysis.naive.compare import COMPARISONS
from tests.analysis.naive.conditions import NEGATED, take_apart
from tests.analysis.naive.statement import owner_of
from tests.analysis.naive.text import NEW_VERSION, tokens_of
from tests.oracles.iam_simulate import rewrite
from tests.oracles.iam_simulate.rewrite import Around

NEVER = BoundCondition(operator="StringEquals", key="aws:NoSuchKey", values=("x",))
"""A condition that no request meets."""
NOWHERE = "arn:aws:none:::nothing"
_VARIABLE = re.compile(r"\$\{[^}]*\}")
EVERY_ARN = "*:*:*:*:*:*"


def session_policy_limits_all(case: Case) -> Case:
    """A session policy is one more level that must allow."""
    sessions = (case.policies.sessions,) if case.policies.sessions else ()
    return replace(case, policies=replace(case.policies, scps=(*case.policies.scps, *sessions)))


def root_is_a_user(case: Case) -> Case:
    """The root user is somebody in the account, whom NotPrincipal spares by the account's ARN."""
    caller = case.request.caller
    if caller is None or caller.kind is not CallerKind.ROOT:
        return case
    user = replace(caller, kind=CallerKind.USER, id=f"arn:aws:iam::{caller.account}:user/root")

    def of_statement(one: BoundStatement, around: Around) -> BoundStatement:
        spared = (("AWS", user.id),) if ("AWS", caller.id) in one.not_principals else ()
        return replace(one, not_principals=(*one.not_principals, *spared))

    return replace(rewrite.statements(of_statement)(case), request=replace(case.request, caller=user))


def account_is_trusted(case: Case) -> Case:
    """A role without a trust policy trusts its account."""
    request, policies = case.request, case.policies
    if policies.resource is not None or not request.action.startswith("sts:"):
        return case
    statement = BoundStatement(sid="", effect="Allow", actions=("sts:*",), principals=(("AWS", owner_of(request)),))
    trust = NamedPolicy(name="trust", document=BoundDocument(statements=(statement,)))
    return replace(case, policies=replace(policies, resource=trust))


def has_variables(document: BoundDocument, around: Around) -> BoundDocument:
    return replace(document, version=NEW_VERSION)


def epoch_in_milliseconds(case: Case) -> Case:
    context = tuple((key, tuple(map(_milliseconds, values))) for key, values in case.request.context)
    return replace(rewrite.conditions(_date)(case), request=replace(case.request, context=context))


def _date(one: BoundCondition, around: Around) -> BoundCondition:
    return replace(one, values=tuple(map(_milliseconds, one.values))) if "Date" in one.operator else one


def _milliseconds(text: str) -> str:
    """Epoch seconds, ten digits, read as milliseconds."""
    return datetime.fromtimestamp(int(text) / 1000, UTC).isoformat() if text.isdigit() and len(text) == 10 else text


def any_value_before_if_exists(condition: BoundCondition, around: Around) -> BoundCondition:
    if condition.operator.startswith("ForAnyValue:"):
        return replace(condition, operator=condition.operator.removesuffix("IfExists"))
    return condition


def empty_value_is_a_value(condition: BoundCondition, around: Around) -> BoundCondition:
    """ForAllValues with one empty value asks what ForAnyValue asks."""
    if around.context.get(condition.key.lower()) != ("",):
        return condition
    return replace(condition, operator=condition.operator.replace("ForAllValues:", "ForAnyValue:"))


def empty_key_is_present(condition: BoundCondition, around: Around) -> BoundCondition:
    if condition.operator != "Null" or around.context.get(condition.key.lower()) != ():
        return condition
    return NEVER if condition.values == ("true",) else replace(condition, values=("true",))


def no_value_equals_every_value(condition: BoundCondition, around: Around) -> BoundCondition:
    """Under a negated operator, a variable that has no value; within an ARN, whatever could stand there."""
    unread = [one for one in condition.values if not _has_value(one, around)]
    if unread and "Arn" not in condition.operator:
        return _never_unequal(condition)
    if "ArnNot" not in condition.operator:
        return condition
    return replace(
        condition, values=tuple(_VARIABLE.sub("*", one) if one in unread else one for one in condition.values)
    )


def no_value_is_every_resource(statement: BoundStatement, around: Around) -> BoundStatement:
    """In NotResource, a variable that has no value: whatever has the service, place and type that the pattern has."""

    def read(pattern: str) -> str:
        if _has_value(pattern, around):
            return pattern
        *heads, tail = pattern.split(":", 5)
        return ":".join((*heads, "*" if heads[2] == "s3" else f"{tail.partition('/')[0]}/*"))

    return _with_patterns(statement, statement.resources, tuple(map(read, statement.not_resources)))


def _has_value(text: str, around: Around) -> bool:
    return tokens_of(text, around.context, around.version) is not None


def special_characters_equal_nothing(condition: BoundCondition, around: Around) -> BoundCondition:
    """Under an operator without wildcards, `${*}`, `${?}` and `${$}`."""
    if "String" not in condition.operator or "Like" in condition.operator:
        return condition
    values = tuple("(nothing)" if any(f"${{{one}}}" in value for one in "*?$") else value for value in condition.values)
    return replace(condition, values=values)


def lone_star_equals_every_arn(condition: BoundCondition, around: Around) -> BoundCondition:
    """Under a negated operator, a * where an ARN is wanted."""
    is_arn = "Arn" in condition.operator
    return _never_unequal(condition) if is_arn and "*" in condition.values else condition


def _never_unequal(condition: BoundCondition) -> BoundCondition:
    """A negated operator whose values every value equals; another operator is left alone."""
    prefix, operator, if_exists = take_apart(condition.operator)
    if operator not in NEGATED:
        return condition
    name, value = ("ArnNotLike", EVERY_ARN) if operator.startswith("Arn") else ("StringNotLike", "*")
    colon, suffix = ":" if prefix else "", "IfExists" if if_exists else ""
    return replace(condition, operator=f"{prefix}{colon}{name}{suffix}", values=(value,))


def all_addresses_are_none(condition: BoundCondition, around: Around) -> BoundCondition:
    return _addresses(condition, {"0.0.0.0/0": ("192.0.2.255/32",)})


def capitals_are_another_address(condition: BoundCondition, around: Around) -> BoundCondition:
    return _addresses(condition, {"2001:DB8::7": ("2001:db8:ffff::1",)})


def address_of_another_family(condition: BoundCondition, around: Around) -> BoundCondition:
    """NotIpAddress with one address is not met by any address of the other family."""
    if "NotIpAddress" not in condition.operator:
        return condition
    other = {one: (one, "0.0.0.0/0" if ":" in one else "::/0") for one in condition.values if "/" not in one}
    return _addresses(condition, other)


def _addresses(condition: BoundCondition, read: dict[str, tuple[str, ...]]) -> BoundCondition:
    if "IpAddress" not in condition.operator:
        return condition
    return replace(condition, values=tuple(each for one in condition.values for each in read.get(one, (one,))))


def no_wildcard_in_the_type(statement: BoundStatement, around: Around) -> BoundStatement:
    def read(pattern: str) -> str:
        return NOWHERE if _has_wild_type(pattern) else pattern

    return _with_patterns(statement, tuple(map(read, statement.resources)), tuple(map(read, statement.not_resources)))


def _has_wild_type(pattern: str) -> bool:
    """Whether a wildcard stands before the first slash of the part that names the resource."""
    parts = pattern.split(":", 5)
    if len(parts) < 6 or parts[2] == "s3" or "/" not in parts[5]:
        return False
    return any(wild in parts[5].partition("/")[0] for wild in "*?")


def segments_stay_apart(statement: BoundStatement, around: Around) -> BoundStatement:
    """A pattern matches segment by segment, or ends with its last `*`; NotResource takes a shorter one for `*`,
    but for one without `*` in a resource-based policy.
    """

    def is_read(pattern: str) -> bool:
        ends = pattern == "*" or (pattern.endswith("*") and around.kind is not PolicyKind.RCP)
        tokens = tokens_of(pattern, around.context, around.version)
        return ends or (tokens is not None and COMPARISONS["ArnLike"](tokens, around.request.resource))

    def read_not_resource(pattern: str) -> str:
        if pattern.count(":") >= 5:
            return pattern if is_read(pattern) else NOWHERE
        return "*" if "*" in pattern or around.kind is not PolicyKind.RESOURCE else NOWHERE

    return _with_patterns(
        statement,
        tuple(one if is_read(one) else NOWHERE for one in statement.resources),
        tuple(map(read_not_resource, statement.not_resources)),
    )


def _with_patterns(
    statement: BoundStatement, resources: tuple[str, ...], not_resources: tuple[str, ...]
) -> BoundStatement:
    return replace(statement, resources=resources, not_resources=not_resources)
