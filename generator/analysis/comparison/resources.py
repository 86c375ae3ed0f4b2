"""Resource patterns → every combination of them that some ARN matches, each with an ARN.

The six segments of an ARN are looked at for themselves: a wildcard does not reach across the colons between them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.analysis.comparison.letters import ANY_TEXT, Letters
from generator.analysis.comparison.variables import Case, Reading, Segments, Value, segments_of
from generator.analysis.comparison.words import TooMany, Word, fuller, matched, words
from generator.analysis.evaluation.globs import ARN_SEGMENTS
from generator.analysis.evaluation.variables import Template

MOST_COMBINATIONS = 4000
_USUAL = ("arn", "aws", "s3", "eu-west-1", "111122223333")
"""What stands in the first five segments of an ARN where nothing else has to."""

Asked = tuple[int, Reading]
"""A pattern's number and how it is read."""


@dataclass(slots=True)
class Resources:
    """The resource patterns of a problem in one case of its variables; it keeps what it has found."""

    templates: Sequence[Template]
    case: Case
    _segments: dict[Asked, Segments | None] = field(default_factory=dict[Asked, Segments | None])
    _words: dict[tuple[int, tuple[Letters, ...]], tuple[Word, ...]] = field(
        default_factory=dict[tuple[int, tuple[Letters, ...]], tuple[Word, ...]]
    )

    @property
    def has_symbols(self) -> bool:
        """Whether variables stand for themselves."""
        return any(isinstance(one, Value) and one is not Value.NONE for one in self.case.values())

    def arns(self, asked: Sequence[Asked], formats: Sequence[Segments] = ()) -> dict[int, str]:
        """Patterns → the combinations that ARNs match, as bits in the order of `asked` and of `formats`, each with one.

        Raises: TooMany.
        """
        segments = [*(self._segments_of(one) for one in asked), *formats]
        named = {number: one for number, one in enumerate(segments) if one is not None}
        found = {sum(1 << number for number in named): ""}
        for place in range(ARN_SEGMENTS):
            letters = {number: one[place] for number, one in named.items()}
            found = _joined(found, self._parts(place, letters), ":" if place else "")
        return found

    def _segments_of(self, asked: Asked) -> Segments | None:
        if asked not in self._segments:
            number, reading = asked
            self._segments[asked] = segments_of(self.templates[number], self.case, reading)
        return self._segments[asked]

    def _parts(self, place: int, letters: Mapping[int, Letters]) -> list[tuple[int, str]]:
        """The combinations that texts of one segment match, as bits of the patterns."""
        bits: dict[Letters, int] = {}
        for number, one in letters.items():
            bits[one] = bits.get(one, 0) | 1 << number
        always = bits.pop(ANY_TEXT, 0)
        kept = tuple(bits)
        return [
            (always | _bits_of(word.matched, bits.values()), word.text) for word in self._words_of(place, kept)
        ]

    def _words_of(self, place: int, globs: tuple[Letters, ...]) -> tuple[Word, ...]:
        found = self._words.get((place, globs))
        if found is None:
            found = self._words[place, globs] = _pleasant(globs, place)
        return found


def _pleasant(globs: tuple[Letters, ...], place: int) -> tuple[Word, ...]:
    """The words of a segment's globs; a usual one takes the place of the one that it is as good as."""
    found = words(globs)
    if place == len(_USUAL):
        return tuple(fuller(globs, one) for one in found)
    usual = Word(matched(globs, _USUAL[place]), _USUAL[place])
    return tuple(usual if one.matched == usual.matched else one for one in found)


def _bits_of(matched_globs: int, bits: Iterable[int]) -> int:
    found = 0
    for number, one in enumerate(bits):
        if matched_globs >> number & 1:
            found |= one
    return found


def _joined(heads: Mapping[int, str], parts: Sequence[tuple[int, str]], colon: str) -> dict[int, str]:
    found: dict[int, str] = {}
    for head, text in heads.items():
        for part, word in parts:
            longer = text + colon + word
            known = found.get(head & part)
            if known is None or len(longer) < len(known):
                found[head & part] = longer
    if len(found) > MOST_COMBINATIONS:
        raise TooMany
    return found
