"""Pass 2, scope: a clause → atoms, each an action on the resources that it supports.

An action without resource types gets `*`. A required resource type that a grant leaves out
is an error, never a wider grant; the clauses of one grant may share an action's types between
them, so that each has its own conditions. A condition lands only where action and resource
support its key.

Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.compiler.arn import EVERY_NAME, SELF, account_of, fits, has_names, has_owner, is_open, is_owner, own_arns
from generator.compiler.clause import Atom, Clause, Coverage, Demand, Selected
from generator.compiler.conditions import ConditionCompiler, check_variable, variables_of
from generator.compiler.cover import covers
from generator.compiler.expand import names_type, type_for
from generator.compiler.problems import Problems
from generator.diagnostics import Position
from generator.model.pattern import Pattern, PolicyVariable, literal
from generator.model.policy import Condition, Effect
from generator.model.profile import ResourceClause, ResourceScope, UnsupportedConditions
from generator.model.reference import AccessLevel, Action, ActionResource, ResourceType
from generator.reference.conditions import supports_key
from generator.reference.lookup import find_resource_type

ANY_RESOURCE = (literal("*"),)
_READING = {AccessLevel.LIST, AccessLevel.READ}
_EXACT_OPERATORS = ("StringEquals", "ArnEquals", "StringEqualsIgnoreCase")

Conditions = tuple[tuple[Demand, Condition], ...]
Scoped = tuple[ResourceType | None, tuple[Pattern, ...]]


Spoken = frozenset[tuple[Position, Effect, str, str]]
"""The place of a grant, an action and a type that one of the grant's clauses names for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scoper:
    problems: Problems
    spoken: Spoken

    def scope(self, clauses: Iterable[Clause]) -> tuple[Atom, ...]:
        """Clauses → their atoms."""
        made = [(clause, *self._clause(clause)) for clause in clauses]
        for at in sorted({clause.at for clause, *_ in made}):
            self._check_conditions_used([one for one in made if one[0].at == at])
        return tuple(atom for *_, atoms in made for atom in atoms)

    def _clause(self, clause: Clause) -> tuple[Conditions, list[Atom]]:
        conditions = ConditionCompiler(problems=self.problems).compile(clause)
        return conditions, [atom for one in clause.selected for atom in self._action(clause, one, conditions)]

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
                conditions=tuple(sorted(set(found))),
                origins=(clause.at,),
            )
            if clause.effect is not Effect.DENY:
                check_guards(selected.action, atom, clause.at, self.problems)
            yield atom

    # resources

    def _types(self, clause: Clause, selected: Selected) -> Iterator[Scoped]:
        required = [one for one in selected.action.resources if one.required]
        named = self._is_named(clause, selected)
        if not selected.action.resources or (clause.effect is Effect.DENY and not named):
            yield None, ANY_RESOURCE
        elif clause.resources is ResourceScope.ANY and required:
            self._cannot_be_any(clause, selected, required)
        elif clause.resources is ResourceScope.ANY and not named:
            yield None, ANY_RESOURCE
        else:
            yield from self._named_types(clause, selected)

    @staticmethod
    def _is_named(clause: Clause, selected: Selected) -> bool:
        """Whether a clause says which resources of an action it means; its own words must name them all."""
        types = (find_resource_type(selected.service, one.type) for one in selected.action.resources)
        on_top = [one for layer in clause.narrowing for one in layer]
        return clause.coverage is Coverage.NOTHING or any(
            type_ is not None and names_type(selected, on_top, type_) for type_ in types
        )

    def _named_types(self, clause: Clause, selected: Selected) -> Iterator[Scoped]:
        missing: list[str] = []
        found = 0
        for supported in selected.action.resources:
            type_ = find_resource_type(selected.service, supported.type)
            assert type_ is not None, f"{selected.action} names the unknown type {supported.type}"
            resources = self._resources(clause, selected, type_)
            if resources:
                found += 1
                yield type_, resources
            elif supported.required and (clause.at, clause.effect, str(selected.action), type_.name) not in self.spoken:
                missing.append(type_.name)
        if missing or not found:
            self._missing_resource(clause, selected, missing or [one.type for one in selected.action.resources])

    def _resources(self, clause: Clause, selected: Selected, type_: ResourceType) -> tuple[Pattern, ...]:
        """The ARNs of a type that a clause means, then what each layer on top leaves of them.

        A capability that names its resources bounds the layers; `*` leaves the choice to them.
        """
        own = clause.resources if isinstance(clause.resources, tuple) else ()
        bounded = any(one.names != (EVERY_NAME,) for one in own if type_for(selected, one, type_))
        made = set(self._layer(own, selected, type_))
        if not own:
            owners = self._owners((), selected, type_, EVERY_NAME)
            made = {arn for owner in owners for arn in own_arns(type_, EVERY_NAME, account_of(owner))}
        for layer in clause.narrowing if made else ():
            narrower = set(self._layer(layer, selected, type_))
            for arn in sorted(narrower) if bounded else ():
                if not any(covers(wide, arn) for wide in made):
                    self._wider(arn, next(one for one in layer if type_for(selected, one, type_)))
            made = narrower or made
        return tuple(sorted(made))

    def _layer(self, named: tuple[ResourceClause, ...], selected: Selected, type_: ResourceType) -> Iterator[Pattern]:
        """The ARNs that resource clauses give a type: those by its own name, else those by its family's."""
        speaking = [one for one in named if type_for(selected, one, type_)]
        own = [one for one in speaking if one.type.text.rpartition(":")[2].casefold() == type_.name.casefold()]
        for one in own or speaking:
            yield from self._arns(one, selected, type_)

    def _arns(self, clause: ResourceClause, selected: Selected, type_: ResourceType) -> Iterator[Pattern]:
        for variable in variables_of(clause.names):
            check_variable(variable, clause.at, self.problems)
        for name in clause.names:
            text = str(name)
            if text.startswith("arn:") or (text == "*" and type_.arn == "*"):
                yield self._whole(clause, type_, name)
            elif (not has_names(type_) and name != EVERY_NAME) or ":" in re.sub(r"\$\{[^}]*\}", "", text):
                message = f"`{text}` is neither a name of a resource of the type `{type_.name}` nor an ARN"
                self.problems.error("bad-resource", message, clause.at, f"ARNs look like `{type_.arn}`")
            else:
                self._check_owners(clause, type_)
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

    def _check_owners(self, clause: ResourceClause, type_: ResourceType) -> None:
        if clause.owners and not has_owner(type_):
            message = f"the ARNs of the type `{type_.name}` name no account, so `owners` would bound nothing"
            self.problems.error("no-owner", message, clause.at, "leave `owners` out")
        for one in clause.owners:
            if not is_owner(one):
                message = f"`{one}` is not an owner of resources"
                hint = "owners are account numbers, `self`, and words such as `aws`"
                self.problems.error("bad-owner", message, clause.at, hint)

    def _wider(self, arn: Pattern, clause: ResourceClause) -> None:
        message = f"`{arn}` reaches beyond the resources that the capability grants"
        hint = "`resources` can only narrow a capability; write `${region}` and `${account}` in ARNs as it does"
        self.problems.error("wider-resource", message, clause.at, hint)

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
        for demand, condition in conditions:
            if self._supports(clause, selected, type_, condition.key):
                found.append(condition)
            elif demand.unsupported is UnsupportedConditions.SKIP:
                return None
            elif demand.unsupported is UnsupportedConditions.REFUSE:
                on = f" on `{type_.name}`" if type_ is not None else ""
                message = f"`{selected.action}`{on} does not support the condition key `{condition.key}`"
                hint = "set `unsupported_conditions` to `skip` (not granted) or `unconditioned` (granted without it)"
                self.problems.error("unsupported-condition", message, demand.written.at, hint)
        return found

    @staticmethod
    def _supports(clause: Clause, selected: Selected, type_: ResourceType | None, key: str) -> bool:
        """Whether a key counts; a deny on `*` is on all of the action's types."""
        names: list[str | None] = [type_.name if type_ is not None else None]
        if type_ is None and clause.effect is Effect.DENY:
            names += (one.type for one in selected.action.resources)
        return any(supports_key(selected.service, selected.action, one, key) for one in names)

    def _check_conditions_used(self, made: list[tuple[Clause, Conditions, list[Atom]]]) -> None:
        """The clauses of one grant: a condition that none of their actions supports is a mistake."""
        used = {condition for *_, atoms in made for atom in atoms for condition in atom.conditions}
        for clause, conditions, _ in made:
            for demand, condition in conditions:
                refused = demand.unsupported is UnsupportedConditions.REFUSE
                if clause.selected and condition not in used and not refused:
                    message = f"no action of this grant supports the condition key `{condition.key}`"
                    self.problems.error("unsupported-condition", message, demand.written.at)


def check_guards(action: Action, atom: Atom, at: Position, problems: Problems) -> None:
    """Some actions hand on power: only on named resources, only for a stated use."""
    if action.named_only and any(is_open(one) for one in atom.resources):
        kind = action.resources[0].type
        message = f"`{action}` is only granted on named resources, without `*`, `?` or a policy variable"
        problems.error("unnamed-resource", message, at, f"name them: `resources: {{{kind}: my-{kind}}}`")
    for key in action.demanded_keys:
        if not any(one.key.casefold() == key.casefold() and _is_exact(one) for one in atom.conditions):
            message = f"`{action}` is only granted with the condition `{key}`"
            problems.error("missing-condition", message, at, f"add `conditions: {{{key}: …}}`")


def scope(clauses: Iterable[Clause], problems: Problems) -> tuple[Atom, ...]:
    """Clauses → their atoms."""
    taken = tuple(clauses)
    return Scoper(problems=problems, spoken=spoken_types(taken)).scope(taken)


def spoken_types(clauses: Iterable[Clause]) -> Spoken:
    """The types that clauses name, for the other clauses of the same grant."""
    return frozenset(_spoken(clauses))


def _spoken(clauses: Iterable[Clause]) -> Iterator[tuple[Position, Effect, str, str]]:
    for clause in clauses:
        own = clause.resources if isinstance(clause.resources, tuple) else ()
        for one in clause.selected if own else ():
            for supported in one.action.resources:
                type_ = find_resource_type(one.service, supported.type)
                if type_ is not None and names_type(one, own, type_):
                    yield clause.at, clause.effect, str(one.action), type_.name


def _is_exact(condition: Condition) -> bool:
    """Whether a condition holds for the written values only: a policy variable could be the caller's to choose."""
    variable = any(isinstance(part, PolicyVariable) for one in condition.values for part in one.parts)
    return condition.operator in _EXACT_OPERATORS and not variable
