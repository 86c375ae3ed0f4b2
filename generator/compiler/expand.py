"""Pass 1, expand: a grant → clauses whose words are looked up.

Capabilities become their clauses with the grant's parameters, resources and conditions put
in; access levels and wildcards become actions. A deny keeps the profile's wildcard, which
also covers actions that AWS adds later.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.compiler.clause import Clause, Coverage, Selected
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Expander:
    capabilities: Mapping[str, Capability]
    home: str
    problems: Problems

    def expand(self, grant: Grant, effect: Effect) -> tuple[Clause, ...]:
        """One grant of a persona → its clauses."""
        clauses = tuple(self._clauses(grant, effect, self.home, {}, grant.at, 0))
        self._check_types(grant, clauses)
        return clauses

    def _clauses(
        self,
        grant: Grant,
        effect: Effect,
        home: str,
        arguments: Mapping[str, tuple[Pattern, ...]],
        at: Position,
        depth: int,
    ) -> Iterator[Clause]:
        if grant.capabilities:
            yield from self._capabilities(grant, effect, arguments, at, depth)
            return
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
            coverage=Coverage.NOTHING if resources else Coverage.EVERYTHING,
            conditions=fill_conditions(grant.conditions, arguments),
            unsupported_conditions=grant.unsupported_conditions,
            dependents=grant.dependents,
            at=at,
        )

    def _capabilities(
        self, grant: Grant, effect: Effect, outer: Mapping[str, tuple[Pattern, ...]], at: Position, depth: int
    ) -> Iterator[Clause]:
        if depth >= MAX_DEPTH:
            self.problems.error("cyclic-capability", "capabilities use each other in a circle", at)
            return
        known = [one for word in grant.capabilities if (one := self._capability(word)) is not None]
        given = {one.name.text: fill_words(one.values, outer) for one in grant.arguments}
        self._check_arguments(grant, known)
        for word, capability in zip(grant.capabilities, known, strict=False):
            arguments = arguments_of(capability, given, word.at, self.problems)
            for inner in capability.grants:
                for clause in self._clauses(inner, effect, capability.service, arguments, at, depth + 1):
                    yield self._narrowed(clause, grant)

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

    @staticmethod
    def _narrowed(clause: Clause, grant: Grant) -> Clause:
        """A capability's clause with the grant's own resources and conditions on top."""
        resources = clause.resources
        if isinstance(resources, tuple) and isinstance(grant.resources, tuple):
            named = tuple(one for one in grant.resources if any(_supports(item, one) for item in clause.selected))
            kept = tuple(one for one in resources if not any(_same_type(one, other) for other in named))
            resources = kept + named
        return replace(
            clause,
            resources=resources,
            conditions=clause.conditions + grant.conditions,
            unsupported_conditions=grant.unsupported_conditions if grant.conditions else clause.unsupported_conditions,
            dependents=grant.dependents,
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
        selected = [one for clause in clauses for one in clause.selected]
        for resource in grant.resources if isinstance(grant.resources, tuple) else ():
            if selected and not any(_supports(one, resource) for one in selected):
                types = sorted({type_.type for one in selected for type_ in one.action.resources})
                near = did_you_mean(nearest(resource.type.text, types))
                hint = near or (
                    f"they act on {', '.join(f'`{one}`' for one in types[:6])}" if types else "leave `resources` out"
                )
                message = f"no action of this grant acts on the resource type `{resource.type}`"
                self.problems.error("unsupported-resource-type", message, resource.type.at, hint)
        if grant.access and grant.resources and not selected and clauses:
            self.problems.error(
                "empty-grant", "no action of these access levels acts on these resource types", grant.at
            )


def type_for(selected: Selected, clause: ResourceClause, type_: ResourceType) -> bool:
    """Whether a resource clause speaks of a type, by its own name or as the type's family."""
    service, _, name = clause.type.text.rpartition(":")
    if service and service != selected.service.prefix:
        return False
    return name.casefold() in (type_.name.casefold(), (type_.family or type_.name).casefold())


def _supports(selected: Selected, clause: ResourceClause) -> bool:
    types = (find_resource_type(selected.service, one.type) for one in selected.action.resources)
    return any(type_ is not None and type_for(selected, clause, type_) for type_ in types)


def _same_type(one: ResourceClause, other: ResourceClause) -> bool:
    return one.type.text.rpartition(":")[2].casefold() == other.type.text.rpartition(":")[2].casefold()


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
