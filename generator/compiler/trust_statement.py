"""The parts that the statements of trust policies share: conditions, and what sessions may bring along.

Sources:
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_temp_control-access_monitor.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/id_session-tags.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.diagnostics import Position
from generator.model.pattern import Literal, Pattern, literal
from generator.model.policy import Condition, Effect, Principal, PrincipalType, Statement
from generator.model.trust import SessionTrust
from generator.reference.conditions import supports_key
from generator.reference.lookup import find_action
from generator.reference.services import find_service

ANY = literal("*")
_IDENTIFY, _TAG = "sts:SetSourceIdentity", "sts:TagSession"


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Who assumes a role by which action, and what their sessions may bring along."""

    sid: str
    action: str
    type: PrincipalType
    identifiers: tuple[Pattern, ...]
    session: SessionTrust
    further_actions: tuple[str, ...] = ()
    at: Position


def statements_of(way: Way, conditions: Iterable[Condition]) -> Iterator[Statement]:
    """A way into a role, under conditions → its statements.

    STS asks for each action, and denies the request unless it may do them all: a source identity and session tags have
    statements of their own, with those of the conditions that their actions carry, so that none waits for a key which
    never comes. Where the conditions are the same, one statement is enough.
    """
    identity = tuple(_source_identity(way.session))
    main = tuple(sorted((*conditions, *identity)))
    carried = _carried(_IDENTIFY, main) if identity else ()
    shared = {_IDENTIFY} if identity and carried == main else set[str]()
    yield _statement(way, way.sid, {way.action, *way.further_actions, *shared}, main)
    if identity and not shared:
        yield _statement(way, f"{way.sid}Identity", {_IDENTIFY}, carried)
    if way.session.tag_keys:
        yield _statement(way, f"{way.sid}Tags", {_TAG}, sorted((*_carried(_TAG, main), _tags(way.session))))


def _statement(way: Way, sid: str, actions: Iterable[str], conditions: Iterable[Condition]) -> Statement:
    return Statement(
        sid=sid,
        effect=Effect.ALLOW,
        actions=tuple(sorted(actions)),
        principals=(Principal(type=way.type, identifiers=tuple(sorted(set(way.identifiers)))),),
        conditions=tuple(conditions),
        origins=(way.at,),
    )


def equals(key: str, *values: Pattern) -> Condition:
    """A condition that a key has one of the texts, which are patterns where one has a wildcard."""
    operator = "StringLike" if any(has_wildcard(one) for one in values) else "StringEquals"
    return Condition(operator=operator, key=key, values=tuple(sorted(set(values))))


def arn_equals(key: str, *values: Pattern) -> Condition:
    """A condition that a key has one of the ARNs."""
    operator = "ArnLike" if any(has_wildcard(one) for one in values) else "ArnEquals"
    return Condition(operator=operator, key=key, values=tuple(sorted(set(values))))


def has_wildcard(pattern: Pattern) -> bool:
    """Whether a text holds `*` or `?`; what inputs hold in a trust policy is always exact."""
    return any(mark in part.text for part in pattern.parts if isinstance(part, Literal) for mark in "*?")


def _source_identity(session: SessionTrust) -> Iterator[Condition]:
    if ANY in session.source_identities:
        yield Condition(operator="Null", key="sts:SourceIdentity", values=(literal("false"),))
    elif session.source_identities:
        yield equals("sts:SourceIdentity", *session.source_identities)


def _tags(session: SessionTrust) -> Condition:
    """No tag but these. ForAllValues also holds without any, and then there is nothing to pass."""
    keys = tuple(literal(one) for one in session.tag_keys)
    return Condition(operator="ForAllValues:StringEquals", key="aws:TagKeys", values=keys)


def _carried(action: str, conditions: Iterable[Condition]) -> tuple[Condition, ...]:
    """The conditions that can hold when STS asks for an action; claims of identity providers always can.

    Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html
    Source: https://docs.aws.amazon.com/cognito/latest/developerguide/using-afac-with-cognito-identity-pools.html
    """
    service = find_service("sts")
    assert service is not None, "the Reference has no STS"
    found = find_action(service, action.partition(":")[2])
    assert found is not None, f"the Reference has no {action}"
    return tuple(
        one
        for one in conditions
        if not one.key.startswith(("aws:", "sts:")) or supports_key(service, found, None, one.key)
    )
