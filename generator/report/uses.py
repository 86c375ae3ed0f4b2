"""Actions on resources → their verbs, and what these are about."""

from collections.abc import Sequence
from dataclasses import dataclass

from generator.model.phrase import Phrase, listed, say
from generator.model.reference import AccessLevel, Action, ResourceType, Service
from generator.reference.lookup import find_resource_type, leading_level
from generator.report.resource_words import EVERYTHING, noun, things_of, type_words
from generator.report.wording import Wording, singular, words_of

ON = " on"
_BESIDE = {"attach": "to", "add": "to", "put": "for", "detach": "from", "remove": "from"}
"""What stands between a verb's object and what it belongs to; `of` for all other verbs."""
_LEADING = ("for", "from", "in", "of", "to")
"""Words that can stand before what an action is used on."""
_ANY = "resource"
"""What actions call what they are used on, where that can be of any type."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Use:
    """An action; what it says before its object, and the object, None where it takes none."""

    name: str
    level: AccessLevel
    before: Phrase
    object: Phrase | None


def uses_of(service: Service, actions: Sequence[Action], resources: Sequence[str], wording: Wording) -> list[Use]:
    """Each action with what it is used on; where that is too much to read, all with the same."""
    if EVERYTHING in resources:
        uses = [_anywhere(service, one) for one in actions]
        if len(uses) > wording.spelled and len({one.object for one in uses}) > 1:
            uses = [_use(one, _before(one, None), say("any resource")) for one in actions]
        return uses
    uses = [_somewhere(service, one, resources, wording) for one in actions]
    too_many = len({one.object for one in uses}) > wording.spelled
    return _together(service, actions, resources, wording) if too_many else uses


def types_of(service: Service, action: Action) -> tuple[ResourceType, ...]:
    """The resource types that an action supports."""
    found = (find_resource_type(service, one.type) for one in action.resources)
    return tuple(one for one in found if one is not None)


def _together(service: Service, actions: Sequence[Action], resources: Sequence[str], wording: Wording) -> list[Use]:
    """All actions with all resources, where each has so many of its own that nobody would read them."""
    types = tuple({type_.name: type_ for one in actions for type_ in types_of(service, one)}.values())
    object_ = listed([noun(one, wording) for one in things_of(resources, types)], wording.most, wording.last)
    return [_use(one, _before(one, None), object_) for one in actions]


def _anywhere(service: Service, action: Action) -> Use:
    """An action on `*`."""
    families = sorted({one.family or one.name for one in types_of(service, action)})
    if not families:
        return _use(action, say(" ".join(words_of(action.name))), None)
    if len(families) > 1:
        return _use(action, _before(action, None), say("any resource"))
    return _use(action, _before(action, families[0]), say("any ", " ".join(type_words(families[0]))))


def _somewhere(service: Service, action: Action, resources: Sequence[str], wording: Wording) -> Use:
    """An action on named resources: on those that it supports, on all of them where it supports none."""
    things = things_of(resources, types_of(service, action))
    own = tuple(one for one in things if one.families) or things
    families = {family for one in own for family in one.families}
    object_ = listed([noun(one, wording) for one in own], wording.most, wording.last)
    return _use(action, _before(action, families.pop() if len(families) == 1 else None), object_)


def _use(action: Action, before: Phrase, object_: Phrase | None) -> Use:
    return Use(name=action.name, level=leading_level(action), before=before, object=object_)


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
    return say(" ".join((verb, *rest)), ON)


def _verb_of(words: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """The verb of an action's name, which is two words for `BatchGet…`, and the rest."""
    length = 2 if words[0] == "batch" else 1
    return " ".join(words[:length]), words[length:]
