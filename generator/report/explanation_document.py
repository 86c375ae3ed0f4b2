"""Everything that a text was answered with → text or Markdown."""

from collections.abc import Iterable, Iterator

from generator.analysis.explanation.explanation import BuildAdvice, Explained, Explanation
from generator.analysis.explanation.known import Known
from generator.model.denial import EncodedDenial, Unrecognised
from generator.report.explanation_build import build_sections
from generator.report.explanation_markdown import sections_markdown
from generator.report.explanation_others import details_section, encoded_section, unrecognised_section
from generator.report.explanation_sections import sections_of
from generator.report.explanation_text import sections_text
from generator.report.sentence import Section


def document_text(explained: Iterable[Explained], known: Known) -> str:
    """Each explanation below the one before, and how many there are where there are several."""
    return sections_text(_sections(tuple(explained), known))


def document_markdown(explained: Iterable[Explained], known: Known) -> str:
    """The same for an issue or a pull request."""
    return sections_markdown(_sections(tuple(explained), known))


def _sections(explained: tuple[Explained, ...], known: Known) -> Iterator[Section]:
    total = sum(_times(one) for one in explained)
    if total > 1:
        different = f", {len(explained)} of them different" if 1 < len(explained) < total else ""
        same = ", all the same" if len(explained) == 1 else ""
        yield Section((f"{total} refusals{different}{same}",), (), level=1)
    for one in explained:
        match one:
            case Explanation():
                yield from sections_of(one, known)
                yield from details_section(one.denial)
            case BuildAdvice():
                yield from build_sections(one)
            case EncodedDenial():
                yield encoded_section(one)
            case Unrecognised():
                yield unrecognised_section(one)


def _times(one: Explained) -> int:
    return one.times if isinstance(one, Explanation | BuildAdvice) else 1
