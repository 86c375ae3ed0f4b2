"""A resource type's ARN format and a name → the Pattern of an ARN.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html
"""

import re
from collections.abc import Iterator

from generator.model.pattern import Literal, Part, Pattern, PolicyVariable, TargetValue, join, literal
from generator.model.reference import ResourceType

SELF = "self"
_PLACEHOLDER = re.compile(r"\$\{[^}]*\}")
_HOLE = "\0"


def own_arns(type_: ResourceType, name: Pattern, owner: Pattern) -> Iterator[Pattern]:
    """The ARNs of a type's resources by name, owned by an account or an owner word; one for each format.

    A name fills the format's placeholders from the left, `/` leading to the next one; what
    is left open matches everything: `web` of `component/${Name}/${Version}/${Build}` is
    `component/web/*`, and `web/day` of `table/${Table}/index/${Index}` is `table/web/index/day`.
    No wildcard may stand for a service, so resources of any service are `*`.
    """
    for arn in type_.arns:
        _, partition, service, region, account, rest = arn.split(":", 5)
        if _PLACEHOLDER.fullmatch(service):
            yield literal("*")
            continue
        yield join(
            "arn:",
            _segment(partition, TargetValue.PARTITION),
            f":{service}:",
            _segment(region, TargetValue.REGION),
            ":",
            _segment(account, owner),
            ":",
            *_resource(rest, name),
        )


def fits(type_: ResourceType, arn: Pattern) -> bool:
    """Whether a whole ARN can only name resources of the type."""
    return any(_fits(one, spell(arn).split(":", 5)) for one in type_.arns)


def _fits(arn_format: str, given: list[str]) -> bool:
    wanted = arn_format.split(":", 5)
    if len(given) != 6 or given[0] != "arn" or not _is_service(wanted[2], given[2]):
        return False
    segments = all(wanted[one] == "*" or bool(given[one]) == bool(wanted[one]) for one in (1, 3, 4))
    return segments and given[5].startswith(_PLACEHOLDER.split(wanted[5])[0]) and given[5] != ""


def _is_service(wanted: str, given: str) -> bool:
    return given == wanted or (bool(_PLACEHOLDER.fullmatch(wanted)) and re.fullmatch(r"[a-z0-9-]+", given) is not None)


def has_names(type_: ResourceType) -> bool:
    """Whether a name makes an ARN of a type; where the service is open too, only a whole ARN does."""
    return not any(_PLACEHOLDER.fullmatch(arn.split(":", 5)[2]) for arn in type_.arns)


def is_open(arn: Pattern) -> bool:
    """Whether an ARN names more than one resource: a wildcard in its account or resource segment, or a variable."""
    segments = spell(arn).split(":", 5)
    variable = any(isinstance(part, PolicyVariable) for part in arn.parts)
    return variable or any(mark in "".join(segments[4:] or segments) for mark in "*?")


def is_owner(owner: Pattern) -> bool:
    """Whether a text can stand in an ARN's account segment: a number, a word, `*`, or one hole."""
    return len(owner.parts) == 1 and re.fullmatch(rf"[0-9]{{12}}|[a-z]+(-[a-z]+)*|\*|{_HOLE}", spell(owner)) is not None


def has_owner(type_: ResourceType) -> bool:
    """Whether every ARN of a type names the account that owns the resource."""
    return all(_PLACEHOLDER.fullmatch(arn.split(":", 5)[4]) for arn in type_.arns)


def spell(pattern: Pattern) -> str:
    """A Pattern as text in which every hole is one character that no profile can write."""
    return "".join(part.text if isinstance(part, Literal) else _HOLE for part in pattern.parts)


def _segment(spelled: str, value: TargetValue | Pattern) -> TargetValue | Pattern | str:
    return value if _PLACEHOLDER.fullmatch(spelled) else spelled


def _resource(spelled: str, name: Pattern) -> tuple[Pattern | str, ...]:
    head = _PLACEHOLDER.split(spelled)[0]
    slots = spelled[len(head) :].split("/")
    if all(_PLACEHOLDER.fullmatch(slot) or slot == "*" for slot in slots):
        return head, _fill(name, len(slots), starts_type=bool(head))
    if all(_PLACEHOLDER.fullmatch(slot) or not _PLACEHOLDER.search(slot) for slot in slots):
        return head, _fill_between(name, slots)
    return head, name, _PLACEHOLDER.sub("*", _PLACEHOLDER.sub("", spelled[len(head) :], count=1))


def _fill(name: Pattern, slots: int, *, starts_type: bool) -> Pattern:
    """A name in the first slots, `*` in the others; behind a type's own prefix one `*` covers them all."""
    given = spell(name).count("/") + 1
    if given >= slots:
        return name
    if name.literal == "*" and starts_type:
        return name
    return join(name, "/*" if starts_type else "/*" * (slots - given))


def _fill_between(name: Pattern, slots: list[str]) -> Pattern:
    """A name in the slots between words of the format, the last one taking the rest; `*` in those that are left."""
    names = iter(_divide(name, sum(_PLACEHOLDER.fullmatch(slot) is not None for slot in slots)))
    first, *more = (next(names, EVERY_NAME) if _PLACEHOLDER.fullmatch(slot) else slot for slot in slots)
    return join(first, *(part for one in more for part in ("/", one)))


def _divide(name: Pattern, most: int) -> tuple[Pattern, ...]:
    """A name at its `/`, in so many pieces at most."""
    pieces: list[list[Part | str]] = [[]]
    for part in name.parts:
        first, *more = part.text.split("/", most - len(pieces)) if isinstance(part, Literal) else (part,)
        pieces[-1].append(first)
        pieces.extend([one] for one in more)
    return tuple(join(*one) for one in pieces)


def account_of(owner: Pattern) -> Pattern:
    """An owner as a profile writes it → the account segment."""
    return join(TargetValue.ACCOUNT) if owner.literal == SELF else owner


EVERY_NAME = literal("*")
"""The name that every resource has."""
