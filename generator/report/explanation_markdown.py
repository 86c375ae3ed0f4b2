"""Explanations → Markdown, for an issue or a pull request."""

from collections.abc import Iterable, Iterator

from generator.model.phrase import Exact
from generator.renderer.markdown import code, prose
from generator.report.diagnostics_text import printable, quote_lines
from generator.report.sentence import Block, Bullets, Code, Facts, Paragraph, Quote, Section, Sentence


def sections_markdown(sections: Iterable[Section]) -> str:
    """Sections, one under the other."""
    return "\n".join("".join(f"{line}\n" for line in _section(one)) for one in sections)


def _section(section: Section) -> Iterator[str]:
    yield f"{'#' * (section.level + 1)} {marked(section.title)}"
    for block in section.blocks:
        yield ""
        yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Paragraph(sentence=sentence):
            yield marked(sentence)
        case Bullets(sentences=sentences):
            yield from (f"- {marked(one)}" for one in sentences)
        case Facts(rows=rows):
            yield "| | |"
            yield "|---|---|"
            yield from (f"| {prose(label)} | {marked(sentence)} |" for label, sentence in rows)
        case Quote(at=at):
            yield from _fenced((printable(str(at)), *quote_lines(at)), "")
        case Code(text=text, language=language):
            yield from _fenced(text.splitlines(), language)


def marked(sentence: Sentence) -> str:
    """A sentence on one line, its Terms as code."""
    return "".join(code(printable(one.text)) if isinstance(one, Exact) else _spaced(one) for one in sentence)


def _spaced(text: str) -> str:
    """Our words, with the spaces that part them from their neighbours."""
    inner = prose(printable(text))
    start = " " if text[:1].isspace() else ""
    end = " " if text[-1:].isspace() and text.strip() else ""
    return f"{start}{inner}{end}"


def _fenced(lines: Iterable[str], language: str) -> Iterator[str]:
    """A fence that is longer than any run of backticks inside."""
    found = list(lines)
    longest = max((len(run) for line in found for run in _runs(line)), default=0)
    fence = "`" * max(3, longest + 1)
    yield f"{fence}{language}"
    yield from found
    yield fence


def _runs(line: str) -> Iterator[str]:
    kept = "".join(char if char == "`" else " " for char in line)
    yield from kept.split()
