"""A statement → what of it a profile says in its own words, and what stays as it was."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.model.policy import BoundStatement, Effect
from generator.pipeline.importing.choose import by_actions
from generator.pipeline.importing.meeting import is_everything
from generator.pipeline.importing.place import portable_arn
from generator.pipeline.importing.portions import (
    MOST_ACTIONS,
    Leftover,
    Meant,
    Portion,
    Taken,
    is_wild,
    meant_by,
    names_every_service,
    portions_of,
    whole,
    without,
)
from generator.pipeline.importing.trial import Trials
from generator.renderer.imported_profile import ImportedGrant, ImportedOperator, ImportedRaw, ImportedTexts

_EXCLUSIONS = {
    "not_actions": "`NotAction` means every other action of every service, also those that AWS will add",
    "not_resources": "`NotResource` means every other resource, which no list of names can say",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What becomes of a statement. `words` are grants that say an explicit deny, or all of a statement at once."""

    statement: BoundStatement
    portions: tuple[Portion, ...] = ()
    words: tuple[ImportedGrant, ...] = ()
    leftovers: tuple[Leftover, ...] = ()
    inert: tuple[str, ...] = ()
    expanded: int = 0


def kept_whole(statement: BoundStatement, reason: str) -> Wording:
    """A statement that stays as it was, for a reason."""
    return Wording(statement=statement, leftovers=(Leftover(reason=reason),))


def allowed(statement: BoundStatement, trials: Trials) -> Wording:
    """An Allow → its portions."""
    taken = _excluding(statement) or _spelled_out(statement, trials)
    return _tried(statement, taken, trials, Effect.ALLOW)


def denied(statement: BoundStatement, trials: Trials) -> Wording:
    """A Deny → grants for `cannot`. Wildcards are kept, if need be with the whole statement: they mean tomorrow too."""
    if taken := _excluding(statement):
        return kept_whole(statement, taken.leftovers[0].reason)
    everywhere = any(map(is_everything, statement.resources))
    wild = any(map(is_wild, statement.actions))
    if wild and everywhere and not statement.conditions:
        return _denied_everywhere(statement, trials)
    if wild:
        reason = "spelled out, the wildcards of this denial would leave out what AWS adds later"
        return kept_whole(statement, reason)
    meant = meant_by(statement.actions)
    partition = trials.place.partition
    taken = _denied_by_name(statement, meant) if everywhere else portions_of(statement, meant, partition)
    found = _tried(statement, taken, trials, Effect.DENY)
    return replace(found, portions=(), words=tuple(_denial(one, trials) for one in found.portions))


def raw_of(statement: BoundStatement, actions: Sequence[str], trials: Trials) -> ImportedRaw:
    """A statement as it is, or of its actions only some."""
    place = trials.place
    elements = (
        ("Action", tuple(actions) or statement.actions),
        ("NotAction", statement.not_actions),
        ("Resource", tuple(portable_arn(one, place) for one in statement.resources)),
        ("NotResource", tuple(portable_arn(one, place) for one in statement.not_resources)),
    )
    tests: dict[str, list[ImportedTexts]] = {}
    for one in statement.conditions:
        values = tuple(portable_arn(value, place) for value in one.values)
        tests.setdefault(one.operator, []).append(ImportedTexts(name=one.key, texts=values))
    return ImportedRaw(
        elements=tuple(ImportedTexts(name=name, texts=texts) for name, texts in elements if texts),
        conditions=tuple(ImportedOperator(name=operator, keys=tuple(keys)) for operator, keys in tests.items()),
    )


def _excluding(statement: BoundStatement) -> Taken | None:
    """A statement that says what it is not about."""
    reason = next((reason for name, reason in _EXCLUSIONS.items() if getattr(statement, name)), "")
    return whole(reason) if reason else None


def _spelled_out(statement: BoundStatement, trials: Trials) -> Taken:
    wide = next((one for one in statement.actions if names_every_service(one) or ":" not in one), "")
    if wide:
        return whole(f"`{wide}` means actions of every service, which do not fit into policies one by one")
    meant = meant_by(statement.actions)
    if len(meant.actions) > MOST_ACTIONS:
        return whole(f"it means {len(meant.actions)} actions of today, too many to be spelled out one by one")
    return portions_of(statement, meant, trials.place.partition)


def _tried(statement: BoundStatement, taken: Taken, trials: Trials, effect: Effect) -> Wording:
    """Portions without the actions that the compiler refuses; those are left over, with its reason."""
    kept: list[Portion] = []
    refused: dict[str, list[str]] = {}
    for portion in taken.portions:
        reasons = dict(_refusals(portion, trials, effect))
        for name, reason in reasons.items():
            refused.setdefault(reason, []).append(name)
        left = without(portion, frozenset(reasons))
        kept += [left] if left is not None else []
    leftovers = (*taken.leftovers, *(Leftover(reason=why, actions=tuple(names)) for why, names in refused.items()))
    expanded = sum(len(one.actions) for one in kept) if any(map(is_wild, statement.actions)) else 0
    return Wording(statement=statement, portions=tuple(kept), leftovers=leftovers, inert=taken.inert, expanded=expanded)


def _refusals(portion: Portion, trials: Trials, effect: Effect) -> Iterator[tuple[str, str]]:
    for one in portion.actions:
        shown = by_actions(portion, (one,), trials)
        tried = trials.attempt(_denying(shown) if effect is Effect.DENY else shown, effect)
        if tried.problem:
            yield str(one), tried.problem


def _denial(portion: Portion, trials: Trials) -> ImportedGrant:
    return _denying(by_actions(portion, portion.actions, trials))


def _denying(shown: ImportedGrant) -> ImportedGrant:
    """A denial without resources is on all of them."""
    return replace(shown, is_anywhere=False)


def _denied_everywhere(statement: BoundStatement, trials: Trials) -> Wording:
    words = statement.actions
    wide = next((one for one in words if names_every_service(one) or ":" not in one), "")
    if wide:
        return kept_whole(statement, f"`{wide}` means actions of every service")
    unknown = meant_by(words).unknown
    if unknown:
        return kept_whole(statement, f"AWS's Reference has no action `{unknown[0]}` today")
    prefix = f"{trials.home}:"
    spelled = tuple(one.removeprefix(prefix) for one in words)
    grant = ImportedGrant(actions=spelled)
    problem = trials.attempt(grant, Effect.DENY).problem
    return kept_whole(statement, problem) if problem else Wording(statement=statement, words=(grant,))


def _denied_by_name(statement: BoundStatement, meant: Meant) -> Taken:
    """A denial on every resource: each action is denied whatever it acts on."""
    unknown = (Leftover(reason="AWS's Reference has no such action today", actions=meant.unknown),)
    services = {service.prefix: service for service, _ in meant.actions}
    portions = tuple(
        Portion(
            service=service,
            actions=tuple(one for each, one in meant.actions if each.prefix == prefix),
            arns=(),
            conditions=statement.conditions,
        )
        for prefix, service in sorted(services.items())
    )
    return Taken(portions=portions, leftovers=unknown if meant.unknown else ())
