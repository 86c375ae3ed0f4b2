"""The context of an access test → the context of a request; keys and values that no request carries are told.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
"""

from collections.abc import Callable, Iterable

from generator.analysis.evaluation.operators import address_of, instant_of, number_of
from generator.compiler.problems import Problems, did_you_mean
from generator.diagnostics.nearest import nearest
from generator.model.access import Context
from generator.model.profile import Word
from generator.model.reference import ConditionKey, KeyType, Service
from generator.reference.conditions import FEDERATION, find_condition_key, find_listed_key, global_keys
from generator.reference.services import find_service

_READABLE: dict[KeyType, tuple[Callable[[str], object], str]] = {
    KeyType.BOOL: (lambda text: text.lower() in ("true", "false") or None, "`true` or `false`"),
    KeyType.NUMERIC: (number_of, "a number"),
    KeyType.DATE: (instant_of, "a date such as `2030-01-31T00:00:00Z`"),
    KeyType.IP_ADDRESS: (address_of, "an IP address"),
}
Given = Iterable[tuple[Word, tuple[str, ...]]]
"""Keys as written, each with its values."""


def check_context(given: Given, service: Service, problems: Problems) -> None:
    """Complains of keys that neither the service nor anybody else has, and of values that no such key can have."""
    first: dict[str, Word] = {}
    for key, values in given:
        other = first.setdefault(key.text.casefold(), key)
        if other is not key:
            message = f"`{key}` stands twice in this context, the other time as `{other}`"
            problems.error("conflict", message, key.at, "condition keys are the same in any case")
        known = _known(key.text, service)
        if known is None:
            near = nearest(key.text, _names(service))
            message = f"no request carries a condition key `{key}`"
            problems.error("unknown-condition-key", message, key.at, did_you_mean(near))
        else:
            _check_values(key, known, values, problems)


def complete(given: Context, own: Context) -> Context:
    """What was given, and what every request of the persona carries beside it, sorted by key."""
    folded = {key.casefold() for key, _ in given}
    return tuple(sorted((*given, *(one for one in own if one[0].casefold() not in folded))))


def _check_values(key: Word, known: ConditionKey, values: Iterable[str], problems: Problems) -> None:
    if known.type not in _READABLE:
        return
    read, wanted = _READABLE[known.type]
    for value in values:
        if read(value) is None:
            message = f"`{value}` cannot be a value of `{key}`, which is {wanted}"
            problems.error("context-value", message, key.at)


def _known(key: str, service: Service) -> ConditionKey | None:
    owners = (service, find_service(key.partition(":")[0]), find_service(FEDERATION))
    found = (find_condition_key(one, key) for one in owners if one is not None)
    return next((one for one in (*found, find_listed_key(key)) if one is not None), None)


def _names(service: Service) -> list[str]:
    return [one.name for one in (*service.condition_keys, *global_keys())]
