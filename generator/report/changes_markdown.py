"""Changes → Markdown for a pull request's comment: what changed at a glance, and all else folded away.

The marker on the first line tells a later run which comment is its own. GitHub takes 65,536 characters.

Source: https://docs.github.com/en/rest/issues/comments (the limit is told by the error of the API)
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.analysis.changes.claim import Changes, Told
from generator.analysis.changes.fail import Stop
from generator.model.phrase import Exact, Phrase
from generator.renderer.markdown import code, prose
from generator.report.change_words import Sentence, sentence_of
from generator.report.changes_text import stop_lines, summary_of, title_of
from generator.report.diagnostics_text import printable
from generator.report.summary import count

MARKER = "<!-- iam-personas diff -->"
MOST_CHARS = 65_536
_ROOM_CHARS = 400
"""What the last sentence may take."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A claim's line, and its lines in the folded part."""

    line: str
    details: str


def changes_markdown(changes: Changes, stops: Sequence[Stop]) -> str:
    """All changes; where there are too many for a comment, first the details go, then the last rows."""
    head = "".join(f"{line}\n" for line in _head(changes, stops))
    blocks = [(_title(told), _rows(told, changes.service)) for told in changes.told]
    whole = head + "".join(_block(title, rows) for title, rows in blocks)
    if len(whole) <= MOST_CHARS:
        return whole
    return head + _fitted(blocks, MOST_CHARS - len(head) - _ROOM_CHARS)


def _head(changes: Changes, stops: Sequence[Stop]) -> Iterator[str]:
    yield MARKER
    yield f"### Access: {_code(changes.old)} → {_code(changes.new)}"
    yield ""
    yield f"**{prose(summary_of(changes))}**"
    if stops:
        yield ""
        yield f"⛔ {_prose(stop_lines(stops))}"
    for one in changes.doubts:
        yield ""
        yield f"> {_prose(one)}"


def _title(told: Told) -> str:
    return f"\n#### {_prose(title_of(told))}\n\n| | what changed | where |\n|---|---|---|\n"


def _rows(told: Told, service: str) -> list[_Row]:
    return [_row(sentence_of(one, told, service)) for one in told.claims]


def _row(one: Sentence) -> _Row:
    mark = f"{code(one.mark)} {one.level}".rstrip()
    said = _phrase(one.said)
    where = _phrase(one.where).removeprefix("in ") or "everywhere"
    details = "".join(f"  - {_phrase(each)}\n" for each in one.details)
    return _Row(line=f"| {mark} | {said} | {where} |\n", details=f"- {said}\n{details}" if details else "")


def _block(title: str, rows: Sequence[_Row]) -> str:
    folded = "".join(one.details for one in rows)
    lines = title + "".join(one.line for one in rows)
    return f"{lines}\n<details><summary>Actions and examples</summary>\n\n{folded}\n</details>\n" if folded else lines


def _fitted(blocks: Sequence[tuple[str, Sequence[_Row]]], room: int) -> str:
    """As many rows as there is room for, without details, and how many there are beside them."""
    text, left_out = "", 0
    for title, rows in blocks:
        part = ""
        for row in rows:
            wanted = (part or title) + row.line
            if len(text) + len(wanted) > room:
                left_out += 1
            else:
                part = wanted
        text += part
    more = f"{count(left_out, 'more change')} and all " if left_out else "All "
    return (
        f"{text}\n{more}details are left out here, because a comment is too short for them: run `iam-personas diff`.\n"
    )


def _phrase(phrase: Phrase) -> str:
    return "".join(_code(one.text) if isinstance(one, Exact) else _words(one) for one in phrase.pieces)


def _words(text: str) -> str:
    """Words with the spaces at their ends, which stand beside what is exact."""
    start, end = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :] if text.strip() else ""
    return f"{start and ' '}{_prose(text)}{end and ' '}"


def _prose(text: str) -> str:
    return prose(printable(text.strip()))


def _code(text: str) -> str:
    return code(printable(text))
