"""Pass 1, expand: a grant → clauses whose words are looked up.

Capabilities become their clauses with the grant's parameters, resources and conditions put
in; access levels and wildcards become actions. A deny keeps the profile's wildcard, which
also covers actions that AWS adds later, and leaves out a capability's own conditions: denied is
all of it, not only the safe use that the capability grants.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice

from generator.compiler.clause import Clause, Demand, Selected
from generator.compiler.lookup import Lookup
from generator.compiler.parameters import arguments_of, fill_conditions, fill_resources, fill_words
from generator.compiler.problems import Problems, did_you_mean
from generator.diagnostics import Position
from generator.diagnostics.nearest import nearest
from generator.model.pattern import Pattern
from generator.model.policy import Effect
from generator.model.profile import Capability, Grant, ResourceClause, ResourceScope, Word
from generator.model.reference import ResourceType
from generator.reference.lookup import actions_with_levels, find_resource_type

MAX_DEPTH = 8
MOST_CLAUSES = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Expander:
    capabilities: Mapping[str, Capability]
    home: str
    problems: Problems

    def expand(self, grant: Grant, effect: Effect) -> tuple[Clause, ...]:
        """One grant of a persona → its clauses."""
        clauses = tuple(islice(self._clauses(grant, effect, self.home, {}, grant.at, ()), MOST_CLAUSES + 1))
        if len(clauses) > MOST_CLAUSES:
            message = f"the capabilities of this grant have more than {MOST_CLAUSES} grants"
            self.problems.error("too-many-grants", message, grant.at, "divide it")
        self._check_types(grant, clauses)
        return clauses

    def _clauses(
        self,
        grant: Grant,
        effect: Effect,
        home: str,
        arguments: Mapping[str, tuple[Pattern, ...]],
        at: Position,
        path: tuple[str, ...],
    ) -> Iterator[Clause]:
        if grant.capabilities:
            yield from self._capabilities(grant, effect, home, arguments, at, path)
            return
        self._check_arguments(grant, ())
        service = grant.service.text if grant.service is not None else home
        resources = fill_resources(grant.resources, arguments)
        if resources is None:
            return
        selected = self._excluding(grant, service, self._selected(grant, effect, service))
        if isinstance(resources, tuple) and resources and grant.access:
            selected = tuple(one for one in selected if _is_covered(one, resources))
        yield Clause(
            effect=effect,
            selected=selected,
            resources=resources,
            conditions=() if path and effect is Effect.DENY else _demands(grant, arguments),
            unsupported_conditions=grant.unsupported_conditions,
            dependents=grant.dependents,
            at=at,
        )

    def _capabilities(
        self,
        grant: Grant,
        effect: Effect,
        home: str,
        outer: Mapping[str, tuple[Pattern, ...]],
        at: Position,
        path: tuple[str, ...],
    ) -> Iterator[Clause]:
        known = {word: one for word in grant.capabilities if (one := self._capability(word)) is not None}
        given = {one.name.text: fill_words(one.values, outer, one.name.at) for one in grant.arguments}
        self._check_arguments(grant, known.values())
        top = self._top(grant, home, outer)
        if top is None:
            return
        for word, capability in known.items():
            if capability.name in path or len(path) >= MAX_DEPTH:
                self.problems.error("cyclic-capability", "capabilities use each other in a circle", at)
                continue
            arguments = arguments_of(capability, given, word.at, self.problems)
            for inner in capability.grants:
                within = (*path, capability.name)
                for clause in self._clauses(inner, effect, capability.service, arguments, at, within):
                    yield _narrowed(clause, top)

    def _capability(self, word: Word) -> Capability | None:
        found = self.capabilities.get(word.text)
        if found is None:
            hint = did_you_mean(nearest(word.text, self.capabilities)) or "`iam-personas capabilities` lists them"
            self.problems.error("unknown-capability", f"no capability is called `{word}`", word.at, hint)
        return found

    def _check_arguments(self, grant: Grant, known: Iterable[Capability]) -> None:
        declared = {parameter.name for capability in known for parameter in capability.parameters}
        for argument in grant.arguments:
            if argument.name.text not in declared:
                hint = did_you_mean(nearest(argument.name.text, declared))
                message = f"no capability of this grant has the parameter `{argument.name}`"
                self.problems.error("unknown-parameter", message, argument.name.at, hint)

    def _top(self, grant: Grant, home: str, outer: Mapping[str, tuple[Pattern, ...]]) -> "_Top | None":
        """What a grant of capabilities says on top of them; None where that reads a value that is not given."""
        resources = fill_resources(grant.resources, outer)
        if resources is None:
            return None
        service = grant.service.text if grant.service is not None else home
        excluded = Lookup(problems=self.problems).selected(grant.exclude, service)
        return _Top(
            excluded=frozenset(str(one.action) for one in excluded),
            resources=resources if isinstance(resources, tuple) else (),
            conditions=_demands(grant, outer),
            grant=grant,
        )

    def _selected(self, grant: Grant, effect: Effect, home: str) -> tuple[Selected, ...]:
        lookup = Lookup(problems=self.problems)
        if grant.access:
            service = lookup.service(home, grant.at)
            found = actions_with_levels(service, grant.access) if service is not None else ()
            return tuple(
                Selected(service=service, action=one, spelled=str(one)) for one in found if service is not None
            )
        selected: list[Selected] = []
        for word in grant.actions:
            keep = effect is Effect.DENY and not grant.exclude and not grant.conditions and not grant.resources
            for service, action in lookup.actions(word, home):
                name = word.text.rpartition(":")[2]
                wild = keep and ("*" in name or "?" in name)
                selected.append(
                    Selected(
                        service=service, action=action, spelled=f"{service.prefix}:{name}" if wild else str(action)
                    )
                )
        return tuple(selected)

    def _excluding(self, grant: Grant, home: str, selected: tuple[Selected, ...]) -> tuple[Selected, ...]:
        excluded = {str(one.action) for one in Lookup(problems=self.problems).selected(grant.exclude, home)}
        return tuple(one for one in selected if str(one.action) not in excluded)

    def _check_types(self, grant: Grant, clauses: tuple[Clause, ...]) -> None:
        pairs = [(clause, one) for clause in clauses for one in clause.selected]
        for resource in grant.resources if isinstance(grant.resources, tuple) else ():
            if pairs and not any(_speaks(resource, clause, one) for clause, one in pairs):
                self._unsupported_type(resource, pairs)
        if grant.access and grant.resources and not pairs and clauses:
            self.problems.error(
                "empty-grant", "no action of these access levels acts on these resource types", grant.at
            )

    def _unsupported_type(self, resource: ResourceClause, pairs: list[tuple[Clause, Selected]]) -> None:
        reached = {type_.name for clause, one in pairs for type_ in _reached(clause, one)}
        types = sorted(reached or {type_.type for _, one in pairs for type_ in one.action.resources})
        some = ", ".join(f"`{one}`" for one in types[:6])
        near = did_you_mean(nearest(resource.type.text, types))
        hint = near or (f"they act on {some}" if types else "leave `resources` out")
        message = f"no action of this grant acts on the resource type `{resource.type}`"
        self.problems.error("unsupported-resource-type", message, resource.type.at, hint)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Top:
    excluded: frozenset[str]
    resources: tuple[ResourceClause, ...]
    conditions: tuple[Demand, ...]
    grant: Grant


def _narrowed(clause: Clause, top: _Top) -> Clause:
    """A capability's clause with what the grant says on top: fewer actions and resources, more conditions.

    A deny's wildcard would reach beyond what is left, so it gives way to names.
    """
    narrows = bool(top.excluded or top.resources or top.conditions)
    kept = (one for one in clause.selected if str(one.action) not in top.excluded)
    return replace(
        clause,
        selected=tuple(replace(one, spelled=str(one.action)) if narrows else one for one in kept),
        narrowing=(*clause.narrowing, top.resources) if top.resources else clause.narrowing,
        conditions=clause.conditions + top.conditions,
        unsupported_conditions=top.grant.unsupported_conditions,
        dependents=top.grant.dependents,
    )


def _demands(grant: Grant, arguments: Mapping[str, tuple[Pattern, ...]]) -> tuple[Demand, ...]:
    written = fill_conditions(grant.conditions, arguments)
    return tuple(Demand(written=one, unsupported=grant.unsupported_conditions) for one in written)


def type_for(selected: Selected, clause: ResourceClause, type_: ResourceType) -> bool:
    """Whether a resource clause speaks of a type, by its own name or as the type's family."""
    service, _, name = clause.type.text.rpartition(":")
    if service and service != selected.service.prefix:
        return False
    return name.casefold() in (type_.name.casefold(), (type_.family or type_.name).casefold())


def names_type(selected: Selected, clauses: Iterable[ResourceClause], type_: ResourceType) -> bool:
    """Whether any of the resource clauses speaks of a type."""
    return any(type_for(selected, one, type_) for one in clauses)


def _speaks(resource: ResourceClause, clause: Clause, selected: Selected) -> bool:
    return any(type_for(selected, resource, type_) for type_ in _reached(clause, selected))


def _reached(clause: Clause, selected: Selected) -> Iterator[ResourceType]:
    """The types that a clause lets an action be used on."""
    own = clause.resources if isinstance(clause.resources, tuple) else ()
    for one in selected.action.resources:
        type_ = find_resource_type(selected.service, one.type)
        if type_ is not None and (not own or names_type(selected, own, type_)):
            yield type_


def _is_covered(selected: Selected, resources: tuple[ResourceClause, ...] | ResourceScope) -> bool:
    """Whether an action can be used with nothing but the named resources."""
    if not isinstance(resources, tuple):
        return True
    named = [
        (supported, any(type_for(selected, clause, type_) for clause in resources))
        for supported in selected.action.resources
        if (type_ := find_resource_type(selected.service, supported.type)) is not None
    ]
    return any(covered for _, covered in named) and all(covered for supported, covered in named if supported.required)
