"""Explanations → text for a terminal."""

import textwrap
from collections.abc import Iterable, Iterator

from generator.model.phrase import Exact
from generator.report.diagnostics_text import printable, quote_lines
from generator.report.sentence import Block, Bullets, Code, Facts, Paragraph, Quote, Section, Sentence

_WIDTH = 100
_RULER = "- - - - -"
_KEPT = "\x00"
"""A space at which no line is broken; no printable text has it."""


def sections_text(sections: Iterable[Section]) -> str:
    """Sections, one under the other."""
    return "\n".join("".join(f"{line}\n" for line in _section(one)) for one in sections)


def _section(section: Section) -> Iterator[str]:
    title = plain(section.title)
    yield title
    yield ("=" if section.level == 1 else "-") * min(len(title), _WIDTH)
    for block in section.blocks:
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(sentence=sentence):
            yield from _wrapped(_whole(sentence), "", "")
        case Bullets(sentences=sentences):
            for one in sentences:
                yield from _wrapped(_whole(one), "  - ", "    ")
        case Facts(rows=rows):
            width = max(len(label) for label, _ in rows) + 2
            for label, sentence in rows:
                yield from _wrapped(_whole(sentence), label.ljust(width), " " * width)
        case Quote(at=at):
            yield f"  {printable(str(at))}"
            yield from quote_lines(at)
        case Code(text=text):
            yield _RULER
            yield from text.splitlines()
            yield _RULER


def plain(sentence: Sentence) -> str:
    """A sentence on one line, its Terms in backticks."""
    return _whole(sentence).replace(_KEPT, " ")


def _whole(sentence: Sentence) -> str:
    """A sentence whose Terms no line break can part."""
    return "".join(
        f"`{printable(one.text)}`".replace(" ", _KEPT) if isinstance(one, Exact) else printable(one) for one in sentence
    )


def _wrapped(text: str, first: str, rest: str) -> list[str]:
    lines = textwrap.wrap(
        text,
        width=_WIDTH,
        initial_indent=first,
        subsequent_indent=rest,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [one.replace(_KEPT, " ") for one in lines]
