"""Whether resource patterns meet: the patterns of a policy and the ARN formats of the Reference.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
"""

import re
from collections.abc import Iterator

from generator.compiler.arn import fits
from generator.compiler.cover import covers
from generator.model.pattern import literal
from generator.model.reference import ResourceType

SEGMENTS = 6
_PLACEHOLDER = re.compile(r"\$\{[^}]*\}")
_VARIABLE = re.compile(r"\$\{[^}]*\}")
_NAMES_WITHOUT_SLASH = {
    ("s3", "bucket"): "https://docs.aws.amazon.com/AmazonS3/latest/userguide/bucketnamingrules.html",
    ("dynamodb", "table"): "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/"
    "HowItWorks.NamingRulesDataTypes.html",
}
"""Types whose names hold no `/`, each with its source: `bucket/*` names objects and no bucket."""


class Inexpressible(Exception):
    """A pattern that meets a type's ARNs in a way that a profile cannot write."""


def is_everything(pattern: str) -> bool:
    """Whether a pattern matches any resource, also none in particular."""
    return bool(pattern) and not pattern.strip("*")


def format_globs(type_: ResourceType, partition: str) -> Iterator[str]:
    """The ARNs of a type as patterns, whatever the account and the Region."""
    for arn in type_.arns:
        yield _PLACEHOLDER.sub("*", arn.replace("${Partition}", partition))


def no_names(service: str, type_: str, partition: str) -> tuple[str, ...]:
    """The patterns that the ARNs of a type never match although its format does."""
    if (service, type_) not in _NAMES_WITHOUT_SLASH:
        return ()
    return (f"arn:{partition}:s3:::*/*",) if service == "s3" else (f"arn:{partition}:dynamodb:*:*:table/*/*",)


def arns_meet(one: str, other: str) -> bool:
    """Whether two patterns of whole ARNs may name the same resource."""
    return all(map(_globs_meet, one.split(":", SEGMENTS - 1), other.split(":", SEGMENTS - 1)))


def meet(pattern: str, service: str, type_: ResourceType, partition: str) -> frozenset[str]:
    """The ARNs of a type that a pattern matches, as patterns; none where it matches no such resource.

    Raises: Inexpressible.
    """
    return frozenset(
        found for one in format_globs(type_, partition) for found in _meet_one(pattern, one, service, type_)
    )


def _meet_one(pattern: str, known: str, service: str, type_: ResourceType) -> Iterator[str]:
    if is_everything(pattern) or pattern == known:
        yield known
        return
    mine, other = pattern.split(":", SEGMENTS - 1), known.split(":", SEGMENTS - 1)
    if len(other) < SEGMENTS:
        raise Inexpressible(f"`{pattern}` names resources of a type that has no ARN format of its own")
    if len(mine) < SEGMENTS:
        yield from _meet_short(pattern, known)
        return
    if not all(map(_globs_meet, _blind(mine), _blind(other))) or _is_misplaced(mine, service, type_):
        return
    if any(bool(want) and not have for have, want in zip(mine[1:5], other[1:5], strict=True)):
        return
    narrowed = [want if "*" not in want else have for have, want in zip(mine[:5], other[:5], strict=True)]
    text = ":".join((*narrowed, mine[5]))
    if fits(type_, literal(text)):
        yield text
    elif covers(literal(text), literal(":".join((*narrowed, other[5])))):
        yield ":".join((*narrowed, other[5]))
    else:
        raise Inexpressible(f"`{pattern}` meets `{known}` in a way that no list of names can write")


def _meet_short(pattern: str, known: str) -> Iterator[str]:
    """A pattern that ends before the sixth segment: its last `*` reaches over the rest."""
    head = pattern.rstrip("*")
    if not pattern.endswith("*") or "*" in head or "?" in head:
        raise Inexpressible(f"`{pattern}` is no ARN of six segments")
    if known.startswith(head):
        yield known
    elif _globs_meet(pattern, known):
        raise Inexpressible(f"`{pattern}` meets `{known}` in a way that no list of names can write")


def _is_misplaced(segments: list[str], service: str, type_: ResourceType) -> bool:
    """Whether a pattern names something inside of what the type names."""
    if (service, type_.name) not in _NAMES_WITHOUT_SLASH:
        return False
    return "/" in segments[5].removeprefix("table/")


def _blind(segments: list[str]) -> list[str]:
    """Segments in which a policy variable can be anything."""
    return [_VARIABLE.sub("*", one) for one in segments]


def _globs_meet(one: str, other: str) -> bool:
    """Whether some text matches both of two patterns."""
    reached = {(0, 0)}
    waiting = [(0, 0)]
    while waiting:
        left, right = waiting.pop()
        if left == len(one) and right == len(other):
            return True
        for step in _steps(one, left, other, right):
            if step not in reached:
                reached.add(step)
                waiting.append(step)
    return False


def _steps(one: str, left: int, other: str, right: int) -> Iterator[tuple[int, int]]:
    mine, its = one[left : left + 1], other[right : right + 1]
    if mine == "*":
        yield left + 1, right
    if its == "*":
        yield left, right + 1
    if mine and its and (mine == its or "?" in (mine, its) or "*" in (mine, its)):
        yield left + (mine != "*"), right + (its != "*")
