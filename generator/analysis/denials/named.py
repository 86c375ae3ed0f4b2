"""What a message says of the resource."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedResource:
    """A resource as it is written, where the text goes on, and what makes it doubtful."""

    written: str = ""
    end: int = 0
    doubt: str = ""
