"""What policies are called → names of personas, valid and each its own."""

import re
from collections.abc import Iterable

_WORD = re.compile(r"[A-Z]+(?![a-z])[0-9]*|[A-Z]?[a-z]+[0-9]*|[0-9]+")
_MOST_CHARS = 46
_LATIN = re.compile(r"[^\x20-\x7e\xa1-\xff]+")


def persona_names(labels: Iterable[str]) -> tuple[str, ...]:
    """Labels → persona names in the same order; those that would be alike are numbered."""
    taken: set[str] = set()
    found: list[str] = []
    for label in labels:
        name = persona_name(label)
        number = 2
        unique = name
        while unique in taken:
            unique, number = f"{name}-{number}", number + 1
        taken.add(unique)
        found.append(unique)
    return tuple(found)


def persona_name(label: str) -> str:
    """`AmazonS3ReadOnlyAccess` → `amazon-s3-read-only-access`."""
    words = [one.lower() for one in _WORD.findall(label)]
    if not words or words[0].isdigit():
        words = ["policy", *words]
    return "-".join(words)[:_MOST_CHARS].rstrip("-")


def plain_line(text: str, most: int) -> str:
    """A text → one line of the characters that AWS takes in descriptions, so long at most."""
    line = " ".join(_LATIN.sub(" ", text).split())
    return line if len(line) <= most else line[: most - 3].rstrip() + "..."
