"""What was found and is meant, as reports show it."""

from dataclasses import dataclass, field
from datetime import date

from generator.diagnostics import NOWHERE, Position


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptedFinding:
    """A finding that a profile accepts, and that was proved to be about nothing but what the acceptance names.

    `code` is the name of an escalation path, the code of a check or that of a warning or note, `title` says in words
    what was found. `contained_to` are the ARNs in the place where it was proved, `actions` the actions; both empty
    means that nothing bounds it. `at` is the entry of `accept`, `found_at` the grant that is found fault with.
    """

    persona: str
    code: str
    title: str
    contained_to: tuple[str, ...]
    reason: str
    actions: tuple[str, ...] = ()
    owner: str = ""
    expires: date | None = None
    at: Position = field(default=NOWHERE, compare=False)
    found_at: Position = field(default=NOWHERE, compare=False)
