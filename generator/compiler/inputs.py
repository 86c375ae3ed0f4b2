"""Which inputs a module reads, and where a wildcard in a value would grant too much."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.compiler.problems import Problems
from generator.model.module import InputUse
from generator.model.pattern import inputs_of
from generator.model.policy import Effect, PolicyDocument, Statement
from generator.model.profile import Input, Profiles
from generator.model.target import InputContent, spell_input
from generator.reference.lookup import find_action
from generator.reference.services import find_service


def input_uses(documents: Iterable[PolicyDocument], inputs: Mapping[str, Input]) -> tuple[InputUse, ...]:
    """The inputs that documents read, sorted by name."""
    exact: dict[str, bool] = {}
    for document in documents:
        for statement in document.statements:
            for name, is_exact in _uses(statement):
                exact[name] = exact.get(name, False) or is_exact
    return tuple(InputUse(input=inputs[name], exact=exact[name]) for name in sorted(exact))


def _read_beside(profiles: Profiles) -> Iterator[str]:
    """The inputs that access tests and acceptances read."""
    tests = [test for each in (*profiles.personas, *profiles.guardrails) for test in each.tests]
    asked = [one for policy in profiles.resource_policies for one in policy.tests]
    tests += (one.test for one in asked)
    patterns = [one.name for test in tests for one in test.resources]
    patterns += (one for test in tests for context in test.contexts for _, values in context for one in values)
    patterns += (one.principal for one in asked)
    patterns += (one for persona in profiles.personas for each in persona.accept for one in each.contained_to)
    yield from (one.name for pattern in patterns for one in inputs_of(pattern))


def _uses(statement: Statement) -> Iterator[tuple[str, bool]]:
    guarded = statement.effect is Effect.ALLOW and any(_named_only(action) for action in statement.actions)
    equal = statement.effect is Effect.ALLOW
    for pattern in statement.resources:
        yield from ((one.name, guarded) for one in inputs_of(pattern))
    yield from ((one.name, False) for pattern in statement.not_resources for one in inputs_of(pattern))
    for principal in statement.principals:
        yield from ((one.name, equal) for pattern in principal.identifiers for one in inputs_of(pattern))
    for condition in statement.conditions:
        exact = bool(statement.principals) or "Like" not in condition.operator
        yield from ((one.name, exact and equal) for pattern in condition.values for one in inputs_of(pattern))


def _named_only(action: str) -> bool:
    prefix, _, name = action.partition(":")
    service = find_service(prefix)
    found = find_action(service, name) if service is not None else None
    return found is not None and found.named_only


@dataclass(frozen=True, slots=True, kw_only=True)
class InputChecks:
    """Complains of input values that do not suit their uses."""

    profiles: Profiles
    problems: Problems

    def check(self, uses: Iterable[InputUse]) -> None:
        """All modules' uses, and those of access tests and acceptances, against defaults and targets."""
        by_name: dict[str, bool] = dict.fromkeys(_read_beside(self.profiles), False)
        for use in uses:
            by_name[use.input.name] = by_name.get(use.input.name, False) or use.exact
        for one in self.profiles.inputs:
            if one.name not in by_name:
                self.problems.warning("unused-input", f"nothing reads the input `{one.name}`", one.at, "leave it out")
            elif one.default is not None and by_name[one.name]:
                self._exact(one, one.default, "default")
        self._check_targets(by_name)

    def _check_targets(self, by_name: Mapping[str, bool]) -> None:
        for target in self.profiles.targets:
            given = dict(target.bindings.inputs)
            for one in self.profiles.inputs:
                if one.name in by_name and one.name not in given:
                    message = (
                        f"the target `{target.name}` gives no value for the input `{one.name}`, which has no default"
                    )
                    self.problems.error("missing-input", message, target.at, f"add `inputs: {{{one.name}: …}}`")
                elif one.name in given and by_name.get(one.name):
                    self._exact(one, given[one.name], f"value in `{target.name}`")

    def _exact(self, one: Input, value: InputContent, where: str) -> None:
        if any(mark in text for text in spell_input(value) for mark in "*?"):
            message = f"the {where} of the input `{one.name}` has a wildcard, where exact names are wanted"
            self.problems.error("unnamed-resource", message, one.at, "name the resource in full")
