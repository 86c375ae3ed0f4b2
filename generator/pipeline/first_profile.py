"""A service → its first profile: personas by access level, with tests and rules that are expected to hold.

A viewer looks, a service user changes what is their own team's, a service administrator changes everything. Nobody
shares with others, and nobody gets an action that is only ever granted by name.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from generator.model.profile import Expectation
from generator.model.reference import AccessLevel, Action, Service
from generator.pipeline.first_tests import MOST_NAMED, allowed_test, denied_test, simplest
from generator.profiles.language_words import ACCESS_WORDS
from generator.reference.conditions import supports_key
from generator.reference.lookup import actions_with_levels, leading_level
from generator.renderer.first_profile import FirstGrant, FirstPersona, FirstProfile, FirstTest

_TEAM, _OWN_TEAM = "aws:ResourceTag/Team", "${principal.tag.Team}"
_CALLERS_TEAM = "aws:PrincipalTag/Team"
_DELETING, _MAKING = "Delete", "Create"
_PASS_ROLE = "iam:PassRole"
_VIEWER, _USER, _ADMIN = "viewer", "service-user", "service-admin"


def first_profile(service: Service, capabilities: int) -> FirstProfile:
    """A service and the number of capabilities that are shipped for it → its first profile."""
    personas = tuple(_personas(service))
    names = [one.name for one in personas]
    return FirstProfile(
        service=service.prefix,
        title=service.name,
        prefix=f"{service.prefix}-",
        path=f"/{service.prefix}/",
        personas=personas,
        rules=(
            *(f"{less} within {more}" for less, more in pairwise(names)),
            *(f"{one} cannot {_PASS_ROLE}" for one in names),
            *(f"{one} cannot escalate" for one in names),
        ),
        comments=tuple(_finer(service, capabilities)),
    )


def _finer(service: Service, capabilities: int) -> Iterator[str]:
    if capabilities:
        yield f"For this service {capabilities} capabilities are shipped, which say more than levels do:"
        yield f"`iam-personas capabilities {service.prefix}` lists them, and `- capability: NAME` grants one."


def _personas(service: Service) -> Iterator[FirstPersona]:
    reading = _held(service, AccessLevel.LIST, AccessLevel.READ)
    writing = _held(service, AccessLevel.WRITE)
    changing = _held(service, AccessLevel.WRITE, AccessLevel.TAGGING)
    below = _VIEWER if reading else ""
    if reading:
        yield _viewer(service, reading, changing)
    used = [one for one in writing if _knows_team(service, one)]
    if used:
        yield _team_user(service, below, writing, used)
    elif writing:
        used = [one for one in writing if not one.name.startswith(_DELETING)] or writing
        yield _plain_user(service, below, writing, used)
    if changing:
        yield _admin(service, below, changing, [one for one in changing if one not in used] or changing)
    elif not reading:
        yield _admin(service, below, _sharing(service), _sharing(service))


def _viewer(service: Service, reading: Sequence[Action], changing: Sequence[Action]) -> FirstPersona:
    return FirstPersona(
        name=_VIEWER,
        title="Viewer",
        description=f"Looks at everything of {service.name} and changes nothing.",
        grant=_grant(
            service, reading, comments=("Reading is also reading what is stored; `resources` can narrow it.",)
        ),
        tests=_tests(allowed_test(service, reading), *_denied(service, changing, _sharing(service))),
    )


def _team_user(service: Service, below: str, writing: Sequence[Action], own: Sequence[Action]) -> FirstPersona:
    """Who writes what carries the own team's tag."""
    allowed = allowed_test(service, own, ((_TEAM, "blue"), (_CALLERS_TEAM, "blue")))
    foreign = allowed and replace(
        allowed,
        expected=Expectation.DENY,
        context=((_TEAM, "red"), (_CALLERS_TEAM, "blue")),
        comments=("Another team's.",),
    )
    comments = (
        "Only what carries the tag `Team` with the value that the person's own role has. Actions that do not know",
        "that tag are left out; and what is new carries no tag yet, so the service administrator makes it.",
    )
    exclude = (f"{_MAKING}*",) if any(one.name.startswith(_MAKING) for one in writing) else ()
    return FirstPersona(
        name=_USER,
        title="Service user",
        description=f"Changes what the own team has in {service.name}.",
        extends=below,
        grant=_grant(service, writing, exclude=exclude, conditions=((_TEAM, _OWN_TEAM),), comments=comments),
        tests=_tests(allowed, foreign, *_denied(service, _held(service, AccessLevel.TAGGING), _sharing(service))),
    )


def _plain_user(service: Service, below: str, writing: Sequence[Action], kept: Sequence[Action]) -> FirstPersona:
    """Who writes, where no action knows a team's tag; deleting is somebody else's."""
    deleting = [one for one in writing if one not in kept]
    comments = (
        "No writing action of this service can be bound to a team by a tag: `resources` can name what is theirs.",
        *(("Deleting is left to the service administrator.",) if deleting else ()),
    )
    return FirstPersona(
        name=_USER,
        title="Service user",
        description=f"Works with {service.name}.",
        extends=below,
        grant=_grant(service, writing, exclude=(f"{_DELETING}*",) if deleting else (), comments=comments),
        tests=_tests(
            allowed_test(service, kept),
            *_denied(service, deleting, _held(service, AccessLevel.TAGGING), _sharing(service)),
        ),
    )


def _admin(service: Service, below: str, changing: Sequence[Action], own: Sequence[Action]) -> FirstPersona:
    """Who changes everything; `own` is what nobody else may."""
    shut = [one for one in _sharing(service) if one not in changing]
    return FirstPersona(
        name=_ADMIN,
        title="Service administrator",
        description=f"Owns everything of {service.name} but who may use it.",
        extends=below,
        grant=_grant(service, changing, comments=tuple(_left_out(service, changing, shut))),
        tests=_tests(allowed_test(service, own), *_denied(service, shut)),
    )


def _left_out(service: Service, changing: Sequence[Action], shut: Sequence[Action]) -> Iterator[str]:
    """What an administrator does not get, in comments."""
    if shut:
        more = f" and {len(shut) - MOST_NAMED} more" if len(shut) > MOST_NAMED else ""
        yield "Changing who may do what is left out, the level permissions-management:"
        yield f"{', '.join(one.name for one in shut[:MOST_NAMED])}{more}."
    if _guarded(service):
        yield "The excluded actions are only ever granted by `actions`, on named resources and for a stated use."
    if any(each.action == _PASS_ROLE for one in changing for each in one.dependents or ()):
        yield "Some actions also need iam:PassRole: grant it by `actions`, with the role under `resources` and the"
        yield "service that gets it under the condition `iam:PassedToService`."


def _grant(
    service: Service,
    held: Sequence[Action],
    *,
    exclude: tuple[str, ...] = (),
    conditions: tuple[tuple[str, str], ...] = (),
    comments: tuple[str, ...] = (),
) -> FirstGrant:
    """Every action of the levels that these actions have, without the guarded ones."""
    levels = {leading_level(one) for one in held}
    guarded = (one.name for one in _guarded(service) if leading_level(one) in levels)
    return FirstGrant(
        access=tuple(word for word, level in ACCESS_WORDS.items() if level in levels),
        exclude=(*exclude, *guarded),
        conditions=conditions,
        comments=comments,
    )


def _held(service: Service, *levels: AccessLevel) -> list[Action]:
    """The actions of levels that can be granted without naming them."""
    return [one for one in actions_with_levels(service, levels) if not _is_guarded(one)]


def _sharing(service: Service) -> list[Action]:
    return _held(service, AccessLevel.PERMISSIONS_MANAGEMENT)


def _guarded(service: Service) -> list[Action]:
    return [one for one in service.actions if _is_guarded(one)]


def _is_guarded(action: Action) -> bool:
    return action.named_only or bool(action.demanded_keys)


def _knows_team(service: Service, action: Action) -> bool:
    """Whether an action can be bound to a team's resources, of whatever type they are; what is new has no tag yet."""
    known = [supports_key(service, action, one.type, _TEAM) for one in action.resources]
    return bool(known) and all(known) and not action.name.startswith(_MAKING)


def _denied(service: Service, *groups: Sequence[Action]) -> Iterator[FirstTest]:
    """The first of each group is denied, and to everybody what is guarded, of this service or another."""
    yield from (denied_test(simplest(one)) for one in groups if one)
    guarded = [str(one) for one in _guarded(service)]
    yield denied_test(tuple(dict.fromkeys((*guarded, _PASS_ROLE))))


def _tests(*found: FirstTest | None) -> tuple[FirstTest, ...]:
    return tuple(one for one in found if one is not None)
