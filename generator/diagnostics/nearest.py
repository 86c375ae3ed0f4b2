"""A misspelt word becomes the nearest right ones, for hints."""

from collections.abc import Iterable

ALIKE = 0.6


def nearest(word: str, candidates: Iterable[str], most: int = 1) -> tuple[str, ...]:
    """At most `most` candidates that look like the word, the nearest first; case counts last.

    Equal candidates stand A to Z, so that the same hint is given every time.
    """
    from difflib import SequenceMatcher  # only needed when something is wrong

    folded = word.casefold()
    matcher = SequenceMatcher(autojunk=False)
    matcher.set_seq2(folded)
    scored: list[tuple[float, str]] = []
    for candidate in sorted(set(candidates)):
        matcher.set_seq1(candidate.casefold())
        if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE and matcher.ratio() >= ALIKE:
            scored.append((-matcher.ratio(), candidate))
    return tuple(candidate for _, candidate in sorted(scored)[:most])
