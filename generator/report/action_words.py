"""Actions and what they are used on → verbs with their objects."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.model.phrase import Phrase, chained, exact, listed, say
from generator.model.reference import AccessLevel, Action, ResourceType, Service
from generator.reference.lookup import SENSITIVITY, find_action, find_resource_type, leading_level
from generator.reference.services import find_service
from generator.report.resource_words import EVERYTHING, Things, noun, things_of, type_words
from generator.report.wording import Wording, singular, words_of

_BESIDE = {"attach": "to", "add": "to", "put": "for", "detach": "from", "remove": "from"}
"""What stands between a verb's object and what it belongs to; `of` for all other verbs."""
_LEADING = ("for", "from", "in", "of", "to")
"""Words that can stand before what an action is used on."""
_ANY = "resource"
"""What actions call what they are used on, where that can be of any type."""
_ON = " on"
_LIKE = (
    {AccessLevel.PERMISSIONS_MANAGEMENT: "manage who may use"},
    {AccessLevel.TAGGING: "tag"},
    {AccessLevel.WRITE: "change"},
    {AccessLevel.READ: "look at", AccessLevel.LIST: "look at"},
)
"""What many actions of a level do; levels that do alike are told together."""
_NOT_ONE = "account-wide lists and settings"
"""What actions act on that take no resource.

Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Use:
    """An action; what it says before its object, and the object, None where it takes none."""

    name: str
    level: AccessLevel
    before: Phrase
    object: Phrase | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OfService:
    """The clauses about one service; `mark` names it, where it does not go without saying."""

    clauses: tuple[Phrase, ...]
    mark: str


def clauses_of(actions: Iterable[str], resources: Sequence[str], wording: Wording) -> tuple[OfService, ...]:
    """Actions on resources → a clause for each group that belongs together, by service."""
    by_service: dict[str, list[str]] = {}
    for one in sorted(set(actions)):
        by_service.setdefault(one.partition(":")[0].lower() if ":" in one else EVERYTHING, []).append(one)
    return tuple(_of_service(prefix, names, resources, wording) for prefix, names in by_service.items())


def _of_service(prefix: str, names: Sequence[str], resources: Sequence[str], wording: Wording) -> OfService:
    service = find_service(prefix)
    if service is None:
        return OfService(clauses=(_unknown(names, resources, wording),), mark="")
    found = {one: find_action(service, one.partition(":")[2]) for one in names}
    known = [one for one in found.values() if one is not None]
    wild = [name for name, one in found.items() if one is None]
    clauses = tuple(_known(service, known, resources, wording)) if known else ()
    clauses += (_wild(service, wild, resources, wording),) if wild else ()
    return OfService(clauses=clauses, mark=short_name(service) if known and prefix != wording.service else "")


def short_name(service: Service) -> str:
    """A service's name; its abbreviation where it has one."""
    head, opened, tail = service.name.partition(" (")
    return tail.removesuffix(")") if opened else head


def _unknown(names: Sequence[str], resources: Sequence[str], wording: Wording) -> Phrase:
    if names == [EVERYTHING]:
        return say("do everything", _on(things_of(resources, ()), wording))
    return say(
        "use ",
        listed([exact(one) for one in names], wording.most, wording.last),
        _on(things_of(resources, ()), wording),
    )


def _wild(service: Service, names: Sequence[str], resources: Sequence[str], wording: Wording) -> Phrase:
    """Actions by wildcards, and names that the Reference does not have."""
    on = _on(things_of(resources, service.resource_types), wording)
    if any(one.partition(":")[2] == EVERYTHING for one in names):
        return say("do everything in ", service.name, on)
    return say("use every action like ", listed([exact(one) for one in names], wording.most, "or"), on)


def _on(things: Sequence[Things], wording: Wording) -> Phrase:
    if any(EVERYTHING in one.names and not one.families for one in things):
        return say()
    return say(" on ", listed([noun(one, wording) for one in things], wording.most, wording.last))


def _known(service: Service, actions: Sequence[Action], resources: Sequence[str], wording: Wording) -> Iterator[Phrase]:
    if EVERYTHING in resources:
        uses = [_anywhere(service, one) for one in actions]
        objects = {one.object for one in uses}
        if len(uses) > wording.most and len(objects) > 1:
            uses = [_use(one, _before(one, None), say("any resource")) for one in actions]
    else:
        uses = [_somewhere(service, one, resources, wording) for one in actions]
        if len({one.object for one in uses}) > wording.most:
            uses = _together(service, actions, resources, wording)
    groups: dict[Phrase | None, list[_Use]] = {}
    for one in uses:
        groups.setdefault(one.object, []).append(one)
    for object_, group in groups.items():
        yield from _grouped(object_, group, wording)
    yield from _left_over(service, actions, resources, wording)


def _left_over(
    service: Service, actions: Sequence[Action], resources: Sequence[str], wording: Wording
) -> Iterator[Phrase]:
    """Nothing is kept quiet: what the statement names and none of its actions of this service acts on, is said by its
    ARN, where the service has such resources at all.
    """
    if EVERYTHING in resources or not any(_types(service, one) for one in actions):
        return
    types = [type_ for one in actions for type_ in _types(service, one)]
    strange = [one for one in things_of(resources, types) if not one.families]
    named = {name for one in strange for name in one.names}
    if strange and len(named) < len(set(resources)):
        yield say("use the same on ", listed([noun(one, wording) for one in strange], wording.most, wording.last))


def _together(service: Service, actions: Sequence[Action], resources: Sequence[str], wording: Wording) -> list[_Use]:
    """All actions with all resources, where each has so many of its own that nobody would read them."""
    types = tuple({type_.name: type_ for one in actions for type_ in _types(service, one)}.values())
    object_ = listed([noun(one, wording) for one in things_of(resources, types)], wording.most, wording.last)
    return [_use(one, _before(one, None), object_) for one in actions]


def _anywhere(service: Service, action: Action) -> _Use:
    """An action on `*`."""
    families = sorted({one.family or one.name for one in _types(service, action)})
    if not families:
        return _use(action, say(" ".join(words_of(action.name))), None)
    if len(families) > 1:
        return _use(action, _before(action, None), say("any resource"))
    return _use(action, _before(action, families[0]), say("any ", " ".join(type_words(families[0]))))


def _somewhere(service: Service, action: Action, resources: Sequence[str], wording: Wording) -> _Use:
    """An action on named resources: on those that it supports, on all of them where it supports none."""
    things = things_of(resources, _types(service, action))
    own = tuple(one for one in things if one.families) or things
    families = {family for one in own for family in one.families}
    object_ = listed([noun(one, wording) for one in own], wording.most, wording.last)
    return _use(action, _before(action, families.pop() if len(families) == 1 else None), object_)


def _use(action: Action, before: Phrase, object_: Phrase | None) -> _Use:
    return _Use(name=action.name, level=leading_level(action), before=before, object=object_)


def _types(service: Service, action: Action) -> tuple[ResourceType, ...]:
    found = (find_resource_type(service, one.type) for one in action.resources)
    return tuple(one for one in found if one is not None)


def _before(action: Action, family: str | None) -> Phrase:
    """What an action's name says before what it is used on: `list packages of` for ListImagePackages on images."""
    verb, rest = _verb_of(words_of(action.name))
    wanted = "".join(type_words(family)).lower() if family is not None else None
    for length in range(1, len(rest) + 1):
        head, tail = rest[:-length], singular("".join(rest[-length:]).lower())
        if tail in (wanted, _ANY) and (not head or head[-1] in _LEADING):
            return say(" ".join((verb, *head)))
        if singular("".join(rest[:length]).lower()) == wanted:
            return say(" ".join((verb, *rest[length:])), f" {_BESIDE.get(verb, 'of')}")
    return say(" ".join((verb, *rest)), _ON)


def _verb_of(words: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The verb of an action's name, which is two words for `BatchGet…`, and the rest."""
    length = 2 if words[0] == "batch" else 1
    return " ".join(words[:length]), words[length:]


def _grouped(object_: Phrase | None, group: Sequence[_Use], wording: Wording) -> Iterator[Phrase]:
    """The uses that share an object: each in words, or many of one level by what they do."""
    uses = sorted(group, key=lambda one: (SENSITIVITY.index(one.level), one.name))
    if len(uses) <= wording.most:
        yield _spelled(object_, uses, wording)
        return
    for alike in _LIKE:
        some = [one for one in uses if one.level in alike]
        if len(some) > wording.most:
            names = listed([exact(one.name) for one in some], wording.most, wording.last)
            what = object_ if object_ is not None else say(_NOT_ONE)
            yield say(f"{alike[some[0].level]} ", what, f" ({len(some)} actions: ", names, ")")
        elif some:
            yield _spelled(object_, some, wording)


def _spelled(object_: Phrase | None, uses: Sequence[_Use], wording: Wording) -> Phrase:
    if object_ is None:
        return chained([one.before for one in uses], ", ", f" {wording.last} ")
    befores = [one.before for one in uses]
    if all(str(one).endswith(_ON) for one in befores):
        verbs = chained([say(str(one).removesuffix(_ON)) for one in befores], ", ", f" {wording.last} ")
        return say(verbs, _ON, " ", object_)
    return say(chained(befores, ", ", f" {wording.last} "), " ", object_)
