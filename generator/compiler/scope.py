"""Pass 2, scope: a clause → atoms, each an action on the resources that it supports.

An action without resource types gets `*`. A required resource type that the clause leaves
out is an error, never a wider grant. A condition lands only where action and resource
support its key.

Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from generator.compiler.arn import EVERY_NAME, SELF, account_of, fits, is_open, own_arns
from generator.compiler.clause import Atom, Clause, Coverage, Selected
from generator.compiler.conditions import ConditionCompiler, check_variable, variables_of
from generator.compiler.expand import type_for
from generator.compiler.problems import Problems
from generator.model.pattern import Pattern, literal
from generator.model.policy import Condition, Effect
from generator.model.profile import ConditionClause, ResourceClause, ResourceScope, UnsupportedConditions
from generator.model.reference import AccessLevel, ActionResource, ResourceType
from generator.reference.conditions import supports_key
from generator.reference.lookup import find_resource_type

ANY_RESOURCE = (literal("*"),)
_READING = {AccessLevel.LIST, AccessLevel.READ}
_EXACT_OPERATORS = ("StringEquals", "ArnEquals", "StringEqualsIgnoreCase")

Conditions = tuple[tuple[ConditionClause, Condition], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoper:
    problems: Problems

    def scope(self, clause: Clause) -> tuple[Atom, ...]:
        """One clause → its atoms."""
        conditions = ConditionCompiler(problems=self.problems).compile(clause)
        atoms = [atom for one in clause.selected for atom in self._action(clause, one, conditions)]
        self._check_conditions_used(clause, conditions, atoms)
        return tuple(atoms)

    def _action(self, clause: Clause, selected: Selected, conditions: Conditions) -> Iterator[Atom]:
        scoped = tuple(self._types(clause, selected))
        fitting = [
            (type_, found)
            for type_, _ in scoped
            if (found := self._supported(clause, selected, type_, conditions)) is not None
        ]
        if len(fitting) < len(scoped):
            return
        for (type_, resources), (_, found) in zip(scoped, fitting, strict=True):
            atom = Atom(
                effect=clause.effect,
                service=selected.service.prefix,
                action=selected.spelled,
                types=(type_.family or type_.name,) if type_ is not None else (),
                resources=resources,
                conditions=tuple(sorted(found)),
                origins=(clause.at,),
            )
            self._check_guards(clause, selected, atom)
            yield atom

    # resources

    def _types(self, clause: Clause, selected: Selected) -> Iterator[tuple[ResourceType | None, tuple[Pattern, ...]]]:
        required = [one for one in selected.action.resources if one.required]
        if clause.resources is ResourceScope.ANY and required:
            self._cannot_be_any(clause, selected, required)
        elif _is_for_any(clause, selected):
            yield None, ANY_RESOURCE
        else:
            yield from self._named_types(clause, selected)

    def _named_types(
        self, clause: Clause, selected: Selected
    ) -> Iterator[tuple[ResourceType | None, tuple[Pattern, ...]]]:
        named = tuple(clause.resources) if isinstance(clause.resources, tuple) else ()
        missing: list[str] = []
        found = 0
        for supported in selected.action.resources:
            type_ = find_resource_type(selected.service, supported.type)
            assert type_ is not None, f"{selected.action} names the unknown type {supported.type}"
            resources = self._resources(clause, selected, type_, named)
            if resources:
                found += 1
                yield type_, resources
            elif supported.required:
                missing.append(type_.name)
        if missing or not found:
            self._missing_resource(clause, selected, missing or [one.type for one in selected.action.resources])

    def _resources(
        self, clause: Clause, selected: Selected, type_: ResourceType, named: tuple[ResourceClause, ...]
    ) -> tuple[Pattern, ...]:
        speaking = [one for one in named if type_for(selected, one, type_)]
        own = [one for one in speaking if one.type.text.rpartition(":")[2].casefold() == type_.name.casefold()]
        made = [arn for one in own or speaking for arn in self._arns(one, selected, type_)]
        if not speaking and clause.coverage is Coverage.EVERYTHING:
            owners = self._owners((), selected, type_, EVERY_NAME)
            made = [arn for owner in owners for arn in own_arns(type_, EVERY_NAME, account_of(owner))]
        return tuple(sorted(set(made)))

    def _arns(self, clause: ResourceClause, selected: Selected, type_: ResourceType) -> Iterator[Pattern]:
        for variable in variables_of(clause.names):
            check_variable(variable, clause.at, self.problems)
        for name in clause.names:
            text = str(name)
            if text.startswith("arn:") or (text == "*" and type_.arn == "*"):
                yield self._whole(clause, type_, name)
            elif ":" in re.sub(r"\$\{[^}]*\}", "", text):
                message = f"`{text}` is neither a name of a resource of the type `{type_.name}` nor an ARN"
                self.problems.error("bad-resource", message, clause.at, f"ARNs look like `{type_.arn}`")
            else:
                for owner in self._owners(clause.owners, selected, type_, name):
                    yield from own_arns(type_, name, account_of(owner))

    def _whole(self, clause: ResourceClause, type_: ResourceType, arn: Pattern) -> Pattern:
        if not fits(type_, arn):
            message = f"`{arn}` is not the ARN of a resource of the type `{type_.name}`"
            self.problems.error("bad-arn", message, clause.at, f"its ARNs look like `{type_.arn}`")
        return arn

    def _owners(
        self, given: tuple[Pattern, ...], selected: Selected, type_: ResourceType, name: Pattern
    ) -> Iterator[Pattern]:
        """The accounts whose resources are meant: AWS's own too where an action only reads everything."""
        if given:
            yield from given
            return
        yield literal(SELF)
        if name == EVERY_NAME and set(selected.action.levels) <= _READING:
            yield from map(literal, type_.owners)

    def _missing_resource(self, clause: Clause, selected: Selected, types: list[str]) -> None:
        names = ", ".join(f"`{one}`" for one in types)
        message = f"`{selected.action}` acts on {names}, which this grant's `resources` leaves out"
        hint = f'add `{types[0]}: "*"` for all of them, or leave the action out'
        self.problems.error("missing-resource", message, clause.at, hint)

    def _cannot_be_any(self, clause: Clause, selected: Selected, required: list[ActionResource]) -> None:
        message = f'`{selected.action}` always acts on a resource, so `resources: "*"` would grant too much'
        hint = f"leave `resources` out for all of the account, or name `{required[0].type}`"
        self.problems.error("any-resource", message, clause.at, hint)

    # conditions

    def _supported(
        self, clause: Clause, selected: Selected, type_: ResourceType | None, conditions: Conditions
    ) -> list[Condition] | None:
        """The conditions that count for an action on a type; None when the action is left out for one that does not."""
        found: list[Condition] = []
        for written, condition in conditions:
            if self._supports(selected, type_, condition.key):
                found.append(condition)
            elif clause.unsupported_conditions is UnsupportedConditions.SKIP:
                return None
            elif clause.unsupported_conditions is UnsupportedConditions.REFUSE:
                on = f" on `{type_.name}`" if type_ is not None else ""
                message = f"`{selected.action}`{on} does not support the condition key `{condition.key}`"
                hint = "set `unsupported_conditions` to `skip` (not granted) or `unconditioned` (granted without it)"
                self.problems.error("unsupported-condition", message, written.at, hint)
        return found

    @staticmethod
    def _supports(selected: Selected, type_: ResourceType | None, key: str) -> bool:
        return supports_key(selected.service, selected.action, type_.name if type_ is not None else None, key)

    def _check_conditions_used(self, clause: Clause, conditions: Conditions, atoms: list[Atom]) -> None:
        used = {condition for atom in atoms for condition in atom.conditions}
        refused = clause.unsupported_conditions is UnsupportedConditions.REFUSE
        for written, condition in conditions:
            if clause.selected and condition not in used and not refused:
                message = f"no action of this grant supports the condition key `{condition.key}`"
                self.problems.error("unsupported-condition", message, written.at)

    # guards

    def _check_guards(self, clause: Clause, selected: Selected, atom: Atom) -> None:
        """Some actions hand on power: only on named resources, only for a stated use."""
        if clause.effect is Effect.DENY:
            return
        action = selected.action
        if action.named_only and any(is_open(one) for one in atom.resources):
            kind = action.resources[0].type
            message = f"`{action}` is only granted on named resources, without `*` or `?`"
            self.problems.error(
                "unnamed-resource", message, clause.at, f"name them: `resources: {{{kind}: my-{kind}}}`"
            )
        for key in action.demanded_keys:
            if not any(
                one.key.casefold() == key.casefold() and one.operator in _EXACT_OPERATORS for one in atom.conditions
            ):
                message = f"`{action}` is only granted with the condition `{key}`"
                self.problems.error("missing-condition", message, clause.at, f"add `conditions: {{{key}: …}}`")


def _is_for_any(clause: Clause, selected: Selected) -> bool:
    """Whether a clause means any resource: it says so, the action has no types, or a deny names none."""
    if clause.resources is ResourceScope.ANY or not selected.action.resources:
        return True
    return clause.effect is Effect.DENY and not clause.resources
