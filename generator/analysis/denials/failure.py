"""The log of a machine's work → what it lacks, by the table of known failures."""

from collections.abc import Iterator
from string import ascii_lowercase, ascii_uppercase

from generator.analysis.denials.unrecognised import shortened
from generator.model.access import CallerKind
from generator.model.denial import BuildFailure, Denial
from generator.reference.build_failures import ANY_ACTION, KnownFailure, known_failures

MOST_BETWEEN = 400
"""Characters in which all fragments of a symptom stand."""

_FOLDED = str.maketrans(ascii_uppercase + "\n", ascii_lowercase + " ")
"""Small letters, and one line; of the same length, so that places stay."""


def find_failures(text: str) -> Iterator[tuple[int, int, BuildFailure]]:
    """Each row of the table that a cleaned text shows, at its first place and where that ends."""
    folded = text.translate(_FOLDED)
    for row in known_failures():
        places = [place for fragments in row.any_of if (place := _place(folded, fragments)) is not None]
        if places and _is_about(row, folded, min(places)):
            start, end = min(places)
            yield start, end, BuildFailure(symptom=row.id, line=shortened(_line(text, start, end)))


def symptom_of(denial: Denial) -> str:
    """The row of the table that a denial is; empty where none fits."""
    return next((row.id for row in known_failures() if row.actions and _fits(row, denial)), "")


def _fits(row: KnownFailure, denial: Denial) -> bool:
    if denial.caller is None or denial.caller.kind is not CallerKind.ROLE_SESSION:
        return False
    _, *path, session = denial.caller.id.split("/")
    return (
        (denial.action in row.actions or ANY_ACTION in row.actions)
        and session.startswith(row.session)
        and row.role in ("", path[-1])
        and (not row.denied_by or denial.denied_by in row.denied_by)
        and denial.resource.endswith(row.resource_ends)
    )


def _place(folded: str, fragments: tuple[str, ...]) -> tuple[int, int] | None:
    """Where all fragments stand in order, near enough."""
    first, *others = (one.lower() for one in fragments)
    start = folded.find(first)
    while start >= 0:
        end = start + len(first)
        for one in others:
            found = folded.find(one, end, start + MOST_BETWEEN)
            if found < 0:
                break
            end = found + len(one)
        else:
            return start, end
        start = folded.find(first, start + 1)
    return None


def _is_about(row: KnownFailure, folded: str, place: tuple[int, int]) -> bool:
    """Whether the log is of the work that the row is about, or is nothing but the symptom."""
    start, end = place
    is_alone = len(folded) <= 2 * (end - start)
    return not row.only_with or is_alone or any(word in folded for word in row.only_with)


def _line(text: str, start: int, end: int) -> str:
    """The lines on which a symptom stands."""
    after = text.find("\n", end)
    return text[text.rfind("\n", 0, start) + 1 : after if after >= 0 else len(text)]
