"""Conditions → components of keys, each with the classes of values that the conditions tell apart.

What a class means for a condition is what the evaluator says of its representative, so that both agree.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from generator.analysis.comparison.classes import Fragment, Spread, spread
from generator.analysis.comparison.problem import Check, Problem, Saying
from generator.analysis.comparison.solve import Possible, Term, classes_in
from generator.analysis.comparison.values import Coverage, variables_in
from generator.analysis.comparison.variables import Case, InResources, Value
from generator.analysis.evaluation.conditions import Met, prepare_condition
from generator.analysis.evaluation.variables import has_many_values


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """Keys that hang together, and the classes of their values; a class that stands for no values is None.

    The classes of `holding` are those for which a condition holds, as bits.
    """

    keys: tuple[str, ...]
    classes: tuple[Fragment | None, ...]
    holding: Mapping[int, int]
    agreed: dict[tuple[str, Value | str], int] = field(default_factory=dict[tuple[str, Value | str], int])

    @property
    def everything(self) -> int:
        """All classes, as bits."""
        return (1 << len(self.classes)) - 1

    def agreeing(self, key: str, value: Value | str) -> int:
        """The classes in which a key is what a variable in a resource is taken for, as bits; found out once."""
        if (key, value) not in self.agreed:
            self.agreed[key, value] = self._agreeing(key, value)
        return self.agreed[key, value]

    def _agreeing(self, key: str, value: Value | str) -> int:
        if has_many_values(key):
            # a key of many values is no variable, whatever the request carries
            return self.everything if value is Value.NONE else 0
        agreeing = (_agrees(dict(one or ()).get(key, ()), value) for one in self.classes)
        return sum(1 << number for number, one in enumerate(agreeing) if one)


@dataclass(frozen=True, slots=True, kw_only=True)
class Space:
    """Components, and where each condition is looked up."""

    components: tuple[Component, ...]
    places: Mapping[int, int]

    @property
    def keys(self) -> frozenset[str]:
        """All keys, in lower case."""
        return frozenset(key for one in self.components for key in one.keys)

    def term(self, saying: Saying) -> Term | None:
        """The conditions of a saying; None where they contradict each other."""
        masks: dict[int, int] = {}
        for check in saying.checks:
            place = self.places[check]
            masks[place] = masks.get(place, -1) & self.components[place].holding[check]
        if not all(masks.values()):
            return None
        return tuple(
            (place, mask) for place, mask in sorted(masks.items()) if mask != self.components[place].everything
        )

    def possible(self, case: Case) -> Possible:
        """The classes that agree with what a case says of the variables in resources."""
        return tuple(_possible(one, case) for one in self.components)

    def context(self, chosen: Possible) -> Iterator[tuple[str, tuple[str, ...]]]:
        """The first possible class of each component → keys, in lower case, with their values."""
        for component, mask in zip(self.components, chosen, strict=True):
            yield from component.classes[next(classes_in(mask))] or ()

    def values(self, key: str) -> tuple[str | None, ...]:
        """The single values that a key takes; None for no value, or for several."""
        component = next(one for one in self.components if key in one.keys)
        given = (dict(one or ()).get(key, ()) for one in component.classes)
        return tuple(dict.fromkeys(one[0] if len(one) == 1 else None for one in given))


def spaces(problem: Problem, named: InResources) -> tuple[Space, Space]:
    """A problem's conditions → the space to prove in and the space to find requests in.

    They are the same where the classes are complete. Where they are a sample only, each condition is a component
    of its own in the space of the proof, and holds or not as it likes.
    """
    found: list[Component] = []
    proof: list[Component] = []
    for keys, numbers in _linked(problem.checks, named.keys):
        checks = {number: problem.checks[number] for number in numbers}
        classes = spread(keys, tuple(checks.values()), named)
        component = _component(keys, checks, classes)
        free = [Component(keys=(), classes=(None, None), holding={number: 2}) for number in numbers]
        found.append(component)
        proof += [component] if classes.coverage is Coverage.COMPLETE else free
    return _space(proof), _space(found)


def _space(components: Sequence[Component]) -> Space:
    places = {number: place for place, one in enumerate(components) for number in one.holding}
    return Space(components=tuple(components), places=places)


def _component(keys: tuple[str, ...], checks: Mapping[int, Check], classes: Spread) -> Component:
    """Classes for which all conditions say the same are one."""
    met = {number: prepare_condition(one.condition, one.version) for number, one in checks.items()}
    kept: dict[tuple[int, object], Fragment] = {}
    for fragment, mark in classes.marked:
        kept.setdefault((_held(met, dict(fragment)), mark), fragment)
    holding = dict.fromkeys(checks, 0)
    for number, (held, _) in enumerate(kept):
        for place, check in enumerate(checks):
            holding[check] |= (held >> place & 1) << number
    return Component(keys=keys, classes=tuple(kept.values()), holding=holding)


def _held(met: Mapping[int, Met], values: Mapping[str, tuple[str, ...]]) -> int:
    return sum(1 << place for place, test in enumerate(met.values()) if test(values))


def _linked(checks: Sequence[Check], in_resources: frozenset[str]) -> Iterator[tuple[tuple[str, ...], list[int]]]:
    """Keys that policy variables tie together, with the numbers of their conditions."""
    groups: dict[str, set[str]] = {key: {key} for key in in_resources}
    for check in checks:
        keys = {check.condition.key, *variables_in(check)}
        merged = keys.union(*(groups[key] for key in keys if key in groups))
        groups.update(dict.fromkeys(merged, merged))
    for keys in sorted({tuple(sorted(one)) for one in groups.values()}):
        yield keys, [number for number, check in enumerate(checks) if check.condition.key in keys]


def _possible(component: Component, case: Case) -> int:
    mask = component.everything
    for key in component.keys:
        if key in case:
            mask &= component.agreeing(key, case[key])
    return mask


def _agrees(given: tuple[str, ...], value: Value | str) -> bool:
    match value:
        case str():
            return given == (value,)
        case Value.NONE:
            return len(given) != 1
        case Value.ANY:
            return len(given) == 1
        case Value.NAME:
            return len(given) == 1 and ":" not in given[0]
        case Value.TEXT:
            return len(given) == 1 and ":" in given[0]
