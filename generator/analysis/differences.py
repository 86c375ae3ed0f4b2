"""Two sets of policies → what the one allows and the other does not, action by action."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.comparison.search import Nothing, Unknown, Witness, search
from generator.analysis.granted import about, granted, unchanged
from generator.analysis.questions import just
from generator.model.access import Policies
from generator.model.reference import Action
from generator.reference.services import find_service, service_prefixes


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """An action, and a request for it that only one of two allows; or why nobody can tell."""

    action: Action
    found: Witness | Unknown


def differences(more: Policies, less: Policies) -> tuple[Difference, ...]:
    """Every action of the Reference for which `more` allows some request that `less` does not, sorted."""
    return tuple(_differences(more, less))


def _differences(more: Policies, less: Policies) -> Iterator[Difference]:
    for action in _actions(more):
        name = str(action)
        left, right = about(more, name, unchanged), about(less, name, unchanged)
        found = search([left, just([name])], [right]) if left != right else Nothing()
        if not isinstance(found, Nothing):
            yield Difference(action=action, found=found)


def _actions(policies: Policies) -> Iterator[Action]:
    allowing = granted(one for named in policies.identity for one in named.document.statements if one.effect == "Allow")
    for prefix in sorted(allowing.services() or service_prefixes()):
        service = find_service(prefix)
        yield from (one for one in (service.actions if service is not None else ()) if str(one) in allowing)
