"""A duty → the actions that it means.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_understand-policy-summary-access-level-summaries.html
"""

from collections.abc import Iterable

from generator.model.access import Policies
from generator.model.profile import Duty
from generator.model.reference import AccessLevel, Action, Service
from generator.reference.lookup import actions_with_levels, find_action, matching_actions
from generator.reference.services import find_service, service_prefixes


def actions_of(duty: Duty, home: str, asked: Iterable[Policies]) -> tuple[str, ...]:
    """The actions of a duty; a level without a service means those of every service that the policies speak of.

    A name or wildcard stays as it is written, so that it also means actions that AWS adds later, unless
    something is left out of it.
    """
    excepted = {str(one) for word in duty.exceptions for one in _matching(word.text, _home(duty, home))}
    if duty.action is not None:
        spelled = duty.action.text if ":" in duty.action.text else f"{home}:{duty.action}"
        named = _names(spelled) if excepted else (spelled,)
    else:
        assert duty.level is not None
        services = (duty.service.text,) if duty.service is not None else _spoken_of(asked)
        named = tuple(one for prefix in services for one in _of_level(prefix, duty.level))
    return tuple(sorted(set(named) - excepted))


def pairs_of(spelled: str) -> tuple[tuple[Service, Action], ...]:
    """An action, or the actions of a wildcard, each with its service."""
    service = find_service(spelled.partition(":")[0])
    return tuple((service, one) for one in _matching(spelled, "")) if service is not None else ()


def _home(duty: Duty, home: str) -> str:
    return duty.service.text if duty.service is not None else home


def _names(spelled: str) -> tuple[str, ...]:
    return tuple(str(one) for one in _matching(spelled, ""))


def _matching(word: str, home: str) -> tuple[Action, ...]:
    prefix, _, name = word.rpartition(":")
    service = find_service(prefix or home)
    if service is None:
        return ()
    if "*" in name or "?" in name:
        return matching_actions(service, name)
    found = find_action(service, name)
    return (found,) if found is not None else ()


def _of_level(prefix: str, level: AccessLevel) -> tuple[str, ...]:
    service = find_service(prefix)
    return tuple(map(str, actions_with_levels(service, (level,)))) if service is not None else ()


def _spoken_of(asked: Iterable[Policies]) -> tuple[str, ...]:
    """The services that may be allowed something; all of them where a policy leaves that open."""
    statements = [
        one
        for policies in asked
        for named in policies.identity
        for one in named.document.statements
        if one.effect == "Allow"
    ]
    prefixes = {action.partition(":")[0].lower() for one in statements for action in one.actions}
    if any(one.not_actions for one in statements) or any("*" in one or "?" in one for one in prefixes):
        return service_prefixes()
    return tuple(sorted(prefixes))
