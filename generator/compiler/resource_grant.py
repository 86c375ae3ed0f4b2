"""A grant of a resource's policy → atoms on the resource and on what is in it, and on nothing else."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase

from generator.compiler.arn import own_arns
from generator.compiler.clause import Atom, Clause, Selected
from generator.compiler.cover import covers
from generator.compiler.expand import Expander
from generator.compiler.problems import Problems
from generator.compiler.scope import ANY_RESOURCE, scope
from generator.model.pattern import Pattern, TargetValue, join
from generator.model.policy import Effect
from generator.model.profile import Grant, ResourceClause, Word
from generator.model.resource_policy import DeniedActions, Holder, Spelling
from generator.reference.conditions import find_global_key
from generator.reference.lookup import find_resource_type
from generator.reference.services import find_service


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantCompiler:
    """`resource` is the name of the resource, `*` where the policy cannot say it."""

    holder: Holder
    resource: Pattern
    problems: Problems

    def atoms(self, grant: Grant, effect: Effect) -> tuple[Atom, ...]:
        """What is allowed or denied; without `resources`, on the resource and on all that is in it."""
        expander = Expander(capabilities={}, home=self.holder.service, problems=self.problems)
        if self.holder.spelling is Spelling.NONE and grant.resources:
            message = f"in the policy of a {self.holder.word}, the resource is always this {self.holder.word}"
            self.problems.error("outside-resource", message, grant.at, "leave `resources` out")
            grant = replace(grant, resources=())
        clauses = [self._scoped(clause, grant) for clause in expander.expand(grant, effect)]
        found = scope(clauses, self.problems)
        return tuple(self._spelled(self._within(one), grant) for one in found)

    def arns(self) -> Iterator[Pattern]:
        """The resource itself, and all that is in it."""
        service = find_service(self.holder.service)
        assert service is not None, f"{self.holder.service} is a service"
        for type_name, suffix in self.holder.types:
            type_ = find_resource_type(service, type_name)
            assert type_ is not None, f"{type_name} is a type of {self.holder.service}"
            yield from own_arns(type_, join(self.resource, suffix), join(TargetValue.ACCOUNT))

    def _scoped(self, clause: Clause, grant: Grant) -> Clause:
        kept = tuple(one for one in clause.selected if self._acts(one, grant))
        names = self.holder.types
        whole = tuple(ResourceClause(type=Word(text=one), names=(join(self.resource, end),)) for one, end in names)
        return replace(clause, selected=kept, resources=clause.resources or self._acted_on(whole, kept))

    @staticmethod
    def _acted_on(whole: tuple[ResourceClause, ...], selected: tuple[Selected, ...]) -> tuple[ResourceClause, ...]:
        types = {one.type for each in selected for one in each.action.resources}
        return tuple(one for one in whole if one.type.text in types)

    def _acts(self, selected: Selected, grant: Grant) -> bool:
        """Whether an action is used on such a resource; one that is named and is not is an error."""
        own = {name for name, _ in self.holder.types}
        types = {one.type for one in selected.action.resources}
        needed = {one.type for one in selected.action.resources if one.required}
        if selected.service.prefix == self.holder.service and types & own and needed <= own:
            return True
        if str(selected.action).casefold() in self._named(grant):
            message = f"`{selected.action}` does not act on a {self.holder.word}, whose policy this is"
            self.problems.error("outside-resource", message, grant.at, "leave it out")
        return False

    def _named(self, grant: Grant) -> set[str]:
        """The actions that a grant names one by one."""
        words = (one.text if ":" in one.text else f"{self.holder.service}:{one.text}" for one in grant.actions)
        return {one.casefold() for one in words if "*" not in one and "?" not in one}

    def _within(self, atom: Atom) -> Atom:
        if self.holder.spelling is Spelling.NONE:
            return replace(atom, resources=ANY_RESOURCE, types=(self.holder.word,))
        wide = tuple(self.arns())
        for one in atom.resources:
            if not any(covers(each, one) for each in wide):
                message = f"`{one}` is neither the {self.holder.word} nor in it"
                hint = f"a policy speaks of its own resource: {' and '.join(f'`{each}`' for each in wide)}"
                self.problems.error("outside-resource", message, min(atom.origins), hint)
        return atom

    def _spelled(self, atom: Atom, grant: Grant) -> Atom:
        """A deny under no condition, or one on every request, keeps its wildcard: it also means tomorrow's actions."""
        fits = atom.effect is Effect.DENY and self.holder.denied is DeniedActions.WILDCARDS and not grant.exclude
        if not fits or not all(find_global_key(str(one.key)) for one in grant.conditions):
            return atom
        for word in grant.actions:
            name = word.text.rpartition(":")[2]
            if ("*" in name or "?" in name) and _means(name, atom.action):
                return replace(atom, action=f"{self.holder.service}:{name}")
        return atom


def _means(pattern: str, action: str) -> bool:
    """Whether a pattern of names means an action, in any case."""
    return fnmatchcase(action.partition(":")[2].casefold(), pattern.casefold())
