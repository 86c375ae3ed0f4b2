"""Portions of a policy → few words that grant them: capabilities, access levels, and actions where neither fits.

Each word is compiled on trial; one that reaches beyond the policy is not taken.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.compiler.cover import covers
from generator.model.profile import Capability
from generator.model.reference import AccessLevel, Action
from generator.pipeline.importing.parameters import arguments_for
from generator.pipeline.importing.portions import Portion, meant_by
from generator.pipeline.importing.spell import spell_conditions, spell_resource
from generator.pipeline.importing.trial import Piece, Trials
from generator.profiles.language_words import ACCESS_WORDS
from generator.reference.lookup import find_resource_type, leading_level
from generator.renderer.imported_profile import ImportedGrant, ImportedResource

LEAST_SAVED = 2
"""How many lines a capability or a level must save; what saves less is said by the names of its actions."""

Unit = tuple[int, str]
"""The number of a portion and one of its actions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A grant and the units that it covers."""

    grant: ImportedGrant
    covered: frozenset[Unit]

    @property
    def rank(self) -> tuple[bool, str, str]:
        """Which of two that cover equally much is taken: the capability."""
        return (not self.grant.capability, self.grant.capability, ",".join(self.grant.access))


@dataclass(frozen=True, slots=True, kw_only=True)
class Chooser:
    """What is wanted, piece by piece, and which words could say it."""

    trials: Trials
    portions: Sequence[Portion]

    def grants(self) -> tuple[ImportedGrant, ...]:
        """The words that save most first, then what is left by its actions."""
        wanted = dict(self._wanted())
        candidates = list(self._candidates(wanted))
        left = set(wanted)
        chosen: list[ImportedGrant] = []
        while candidates:
            saved, best = min(
                ((-self._saved(one, left), one) for one in candidates), key=lambda two: (two[0], two[1].rank)
            )
            if -saved < LEAST_SAVED:
                break
            chosen.append(best.grant)
            left -= best.covered
            candidates.remove(best)
        return (*sorted(chosen, key=lambda one: not one.capability), *self._by_name(left))

    def _saved(self, candidate: Candidate, left: set[Unit]) -> int:
        """How many lines shorter a grant is than the names of the actions that it newly covers."""
        return sum(map(_lines, self._by_name(candidate.covered & left))) - _lines(candidate.grant)

    def _wanted(self) -> Iterator[tuple[Unit, frozenset[Piece]]]:
        for number, portion in enumerate(self.portions):
            pieces = defaultdict[str, set[Piece]](set)
            for one in self.trials.attempt(by_actions(portion, portion.actions, self.trials)).pieces:
                pieces[one.action].add(one)
            yield from (((number, str(one)), frozenset(pieces[str(one)])) for one in portion.actions)

    def _candidates(self, wanted: dict[Unit, frozenset[Piece]]) -> Iterator[Candidate]:
        allowed = defaultdict[str, set[Piece]](set)
        for (_, action), pieces in wanted.items():
            allowed[action] |= pieces
        for grant in (*self._capabilities(), *self._levels()):
            made = self.trials.attempt(grant).pieces
            if not made or not all(any(_within(one, each) for each in allowed[one.action]) for one in made):
                continue
            offered = defaultdict[str, list[Piece]](list)
            for one in made:
                offered[one.action].append(one)
            covered = (
                unit
                for unit, pieces in wanted.items()
                if pieces and all(any(_within(one, each) for each in offered[unit[1]]) for one in pieces)
            )
            yield Candidate(grant=grant, covered=frozenset(covered))

    def _capabilities(self) -> Iterator[ImportedGrant]:
        for capability in self.trials.capabilities.values():
            catalogue = self.trials.catalogues[capability.name]
            service = "" if catalogue == self.trials.home else catalogue
            bare = ImportedGrant(capability=capability.name, service=service)
            for arguments in arguments_for(capability, self.portions, self.trials.place):
                given = replace(bare, arguments=arguments)
                yield given
                yield from self._narrowed(given, capability)

    def _narrowed(self, bare: ImportedGrant, capability: Capability) -> Iterator[ImportedGrant]:
        """A capability on the resources and under the conditions of a portion."""
        for portion in self.portions:
            if portion.service.prefix == capability.service:
                reached = {one.type for each in self._spoken(bare, portion) for one in each.resources}
                resources = tuple(one for one in resources_of(portion, self.trials) if one.type in reached)
                conditions = spell_conditions(portion.conditions, portion.service, self.trials.place)
                if resources or conditions:
                    yield replace(bare, resources=resources, conditions=conditions)

    def _spoken(self, bare: ImportedGrant, portion: Portion) -> Iterator[Action]:
        named = {one.action for one in self.trials.attempt(bare).pieces}
        return (one for one in portion.service.actions if str(one) in named)

    def _levels(self) -> Iterator[ImportedGrant]:
        for portion in self.portions:
            single = [one for level in AccessLevel if (one := self._level(portion, (level,))) is not None]
            yield from single
            levels = tuple(ACCESS_WORDS[one.access[0]] for one in single if self._is_within(one, portion))
            together = self._level(portion, levels) if len(levels) > 1 else None
            if together is not None:
                yield together

    def _level(self, portion: Portion, levels: tuple[AccessLevel, ...]) -> ImportedGrant | None:
        if not any(leading_level(one) in levels for one in portion.actions):
            return None
        named = {name for name, _ in portion.arns}
        reached = {
            each.type
            for one in portion.service.actions
            if leading_level(one) in levels and all(each.type in named for each in one.resources if each.required)
            for each in one.resources
        }
        shown = by_actions(portion, (), self.trials)
        words = tuple(word for word, level in ACCESS_WORDS.items() if level in levels)
        return replace(shown, access=words, resources=tuple(one for one in shown.resources if one.type in reached))

    def _is_within(self, grant: ImportedGrant, portion: Portion) -> bool:
        made = {one.action for one in self.trials.attempt(grant).pieces}
        return bool(made) and made <= {str(one) for one in portion.actions}

    def _by_name(self, left: Collection[Unit]) -> Iterator[ImportedGrant]:
        for number, portion in enumerate(self.portions):
            actions = tuple(one for one in portion.actions if (number, str(one)) in left)
            if actions:
                yield by_actions(portion, actions, self.trials)


def _lines(grant: ImportedGrant) -> int:
    """About how many lines a grant takes."""
    return 1 + len(grant.actions) + len(grant.resources) + len(grant.conditions) + len(grant.arguments)


def by_actions(portion: Portion, actions: Iterable[Action], trials: Trials) -> ImportedGrant:
    """Some actions of a portion by name; without any, what else a grant of the portion says."""
    named = tuple(actions)
    is_home = portion.service.prefix == trials.home
    reached = {each.type for one in named or portion.actions for each in one.resources}
    return ImportedGrant(
        actions=_spelled(portion, {str(one) for one in named}, trials.home),
        service="" if is_home or named else portion.service.prefix,
        resources=tuple(one for one in resources_of(portion, trials) if one.type in reached),
        is_anywhere=not portion.arns,
        conditions=spell_conditions(portion.conditions, portion.service, trials.place),
    )


def _spelled(portion: Portion, names: set[str], home: str) -> tuple[str, ...]:
    """Names of actions, as far as none of the policy's own wildcards means just them."""
    found: list[str] = []
    left = set(names)
    for word in portion.words:
        meant = {str(one) for _, one in meant_by((word,)).actions}
        if meant & left and meant <= names:
            found.append(f"{portion.service.prefix}:{word.partition(':')[2]}")
            left -= meant
    return tuple(one.removeprefix(f"{home}:") for one in sorted((*found, *left)))


def resources_of(portion: Portion, trials: Trials) -> tuple[ImportedResource, ...]:
    """The resources of a portion, type by type."""
    found = ((find_resource_type(portion.service, name), arns) for name, arns in portion.arns)
    return tuple(spell_resource(type_, arns, trials.place) for type_, arns in found if type_ is not None)


def _within(one: Piece, other: Piece) -> bool:
    """Whether all that a piece allows another allows, as far as that is plain to see."""
    return other.conditions <= one.conditions and covers(other.resource, one.resource)
