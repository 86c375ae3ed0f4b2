"""Whether the actions of a statement carry the keys that it tests.

Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from generator.analysis.evaluation.operators import Absence, Family, Polarity
from generator.analysis.lint.actions import actions_of
from generator.analysis.lint.finding import Check, FindingType, Problem, each_statement
from generator.analysis.lint.keys import KeyState, owner_of, state_of
from generator.analysis.lint.operators import family_of
from generator.analysis.lint.policy import Condition, Statement
from generator.analysis.lint.tree import TextNode
from generator.analysis.lint.wildcards import has_wildcard
from generator.analysis.lint.wording import said
from generator.model.policy import Effect
from generator.model.reference import Action
from generator.reference.conditions import supports_key
from generator.reference.services import find_service

MOST_KEYS = 32
"""Of a statement with more keys than anybody tests, the first are looked at."""
_TAG = "aws:resourcetag/"


@lru_cache(maxsize=65536)
def carries(action: Action, key: str) -> bool:
    """Whether a request for an action can carry a key, on one of its resource types at least."""
    service = find_service(action.service)
    assert service is not None, f"the action {action} has a service"
    types = (None, *(one.type for one in action.resources))
    return any(supports_key(service, action, one, key) for one in types)


def needs_key(condition: Condition) -> bool:
    """Whether a condition fails, or says nothing, where the request lacks the key."""
    operation = condition.operation
    if operation is None or not condition.tested.key.is_known:
        return False
    return operation.absence is Absence.DECIDES and family_of(condition) is not Family.NULL


def _service_keys(statement: Statement) -> Iterator[Condition]:
    """The conditions on known keys of services, within bounds."""
    found = (one for one in statement.conditions if needs_key(one) and owner_of(one.key) and _is_own(one.key))
    return islice((one for one in found if state_of(one.key) is KeyState.KNOWN), MOST_KEYS)


def _is_own(key: str) -> bool:
    return not key.casefold().startswith("aws:")


def _named_actions(statement: Statement) -> list[tuple[TextNode, Action]]:
    """The actions that stand in `Action` without wildcards."""
    found: list[tuple[TextNode, Action]] = []
    for text in statement.texts("Action"):
        if not has_wildcard(text.value):
            found += ((text, action) for action in actions_of(text.value)[:1])
    return found


def unsupported_actions(statement: Statement) -> Iterator[Problem]:
    """Actions that do not carry a key which others of the statement carry."""
    named = _named_actions(statement)
    for condition in _service_keys(statement):
        without = [text for text, action in named if not carries(action, condition.key)]
        for text in without if len(without) < len(statement.texts("Action")) else ():
            message = f"{said(text)} does not carry {said(condition.tested.key)}"
            yield Problem(text.at, message, "move it to a statement without this key")


def missing_actions(statement: Statement) -> Iterator[Problem]:
    """Keys that no action of the statement carries."""
    element = statement.element("Action")
    if element is None or not element.is_complete or not element.texts:
        return
    actions = [actions_of(text.value) for text in element.texts]
    for condition in _service_keys(statement) if all(actions) else ():
        if not any(carries(one, condition.key) for some in actions for one in some):
            message = f"no action of the statement carries {said(condition.tested.key)}"
            yield Problem(condition.tested.key.at, message, "add the action that it is meant for, or remove the key")


def _tag_conditions(statement: Statement, effect: Effect) -> Iterator[Condition]:
    """The conditions by which a statement speaks of resources with a tag only."""
    for one in statement.conditions if statement.effect is effect else ():
        positive = one.operation is not None and one.operation.operator.polarity is Polarity.POSITIVE
        if one.folded.startswith(_TAG) and needs_key(one) and positive:
            yield one


def _untagged(effect: Effect, outcome: str):
    """A search for actions that know no tags of resources."""

    def find(statement: Statement) -> Iterator[Problem]:
        for condition in islice(_tag_conditions(statement, effect), MOST_KEYS):
            for text in statement.texts("Action"):
                actions = actions_of(text.value)
                if actions and not any(carries(one, condition.key) for one in actions):
                    message = f"{said(text)} does not carry {said(condition.tested.key)}, so it is {outcome}"
                    yield Problem(text.at, message, "move it to a statement that names its resources")

    return each_statement(find)


def _untagged_rest(effect: Effect, outcome: str):
    """A search for `NotAction` beside the tags of resources."""

    def find(statement: Statement) -> Iterator[Problem]:
        excepted = statement.element("NotAction")
        for condition in _tag_conditions(statement, effect) if excepted else ():
            message = f"actions that do not carry {said(condition.tested.key)} are {outcome}"
            yield Problem(condition.tested.key.at, message, "list the actions under `Action`")

    return each_statement(find)


CHECKS = (
    Check(
        "UNSUPPORTED_ACTION_FOR_CONDITION_KEY",
        FindingType.ERROR,
        "an action without wildcard does not carry a service's key that other actions of the statement may carry",
        each_statement(unsupported_actions),
    ),
    Check(
        "MISSING_ACTION_FOR_CONDITION_KEY",
        FindingType.ERROR,
        "no action of the statement carries a service's key that it tests",
        each_statement(missing_actions),
    ),
    Check(
        "ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
        FindingType.SUGGESTION,
        "an allow demands `aws:ResourceTag/…`, and an action does not carry it",
        _untagged(Effect.ALLOW, "never allowed"),
    ),
    Check(
        "DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
        FindingType.SECURITY_WARNING,
        "a deny demands `aws:ResourceTag/…`, and an action does not carry it",
        _untagged(Effect.DENY, "never denied"),
    ),
    Check(
        "ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
        FindingType.SUGGESTION,
        "an allow with `NotAction` demands `aws:ResourceTag/…`",
        _untagged_rest(Effect.ALLOW, "not allowed"),
    ),
    Check(
        "DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
        FindingType.SECURITY_WARNING,
        "a deny with `NotAction` demands `aws:ResourceTag/…`",
        _untagged_rest(Effect.DENY, "not denied"),
    ),
)
