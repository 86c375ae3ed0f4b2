"""What personas were called before: nothing can have gone by two names of today, and no two by one of before."""

from collections.abc import Iterable, Iterator

from generator.diagnostics import Diagnostic
from generator.profiles.node import Entry, MappingNode, ScalarNode

_KEY = "formerly"


def check_former_names(personas: Iterable[Entry]) -> Iterator[Diagnostic]:
    """The `formerly` of personas that contradict one another."""
    entries = tuple(personas)
    today = {one.key.text for one in entries}
    first: dict[str, ScalarNode] = {}
    for entry, former in _former_names(entries):
        if former.text == entry.key.text:
            yield _problem(former, f"`{former.text}` is still the persona's name", "leave `formerly` out")
        elif former.text in today:
            message = f"`{former.text}` is another persona of this profile, and keeps what was made under its name"
            yield _problem(former, message, "leave `formerly` out, or remove that persona")
        elif former.text in first:
            hint = f"the other one is at {first[former.text].at}"
            yield _problem(former, f"two personas were formerly `{former.text}`", hint)
        first.setdefault(former.text, former)


def _former_names(entries: Iterable[Entry]) -> Iterator[tuple[Entry, ScalarNode]]:
    for entry in entries:
        former = entry.value.get(_KEY) if isinstance(entry.value, MappingNode) else None
        if isinstance(former, ScalarNode):
            yield entry, former


def _problem(former: ScalarNode, message: str, hint: str) -> Diagnostic:
    return Diagnostic(code="former-name", message=message, at=former.at, hint=hint)
