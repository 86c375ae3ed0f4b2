"""Proposals → what they change, what else they allow, what they break; and the change as a diff that git applies.

Source: https://git-scm.com/docs/git-apply
"""

import re
from collections.abc import Iterator
from difflib import unified_diff

from generator.model.proposal import FileChange, Gain, NoProposal, Proposal
from generator.report.diagnostics_text import printable
from generator.report.sentence import Block, Bullets, Code, Paragraph, Sentence, quoted, say

_MOST_GAINS = 8
_MOST_BREAKS = 5
_NO_NEWLINE = "\\ No newline at end of file"


def change_blocks(proposals: tuple[Proposal, ...] | NoProposal) -> Iterator[Block]:
    """What would help, or why nothing in the profile would."""
    if isinstance(proposals, NoProposal):
        yield Paragraph(say("No change of the profile is proposed: {}.", quoted(_plain(proposals.reason))))
        if proposals.hint:
            yield Paragraph(quoted(_sentence(proposals.hint)))
        return
    first = proposals[0]
    yield Paragraph(quoted(_sentence(first.summary)))
    if first.breaks:
        yield Code(inert(diff_of(first)), "diff")
    else:
        yield Paragraph(("The lines to change stand at the end of the text to send, below.",))
    yield from _gains(first.gains)
    yield from _breaks(first)
    others = dict.fromkeys(_sentence(one.summary) for one in proposals[1:] if one.summary != first.summary)
    if others:
        yield Paragraph(("Other changes would do it too:",))
        yield Bullets(tuple(quoted(one) for one in others))


def diff_of(proposal: Proposal) -> str:
    """A proposal → one unified diff of all its files."""
    return "".join(_diff(one) for one in proposal.changes)


def inert(diff: str) -> str:
    """A diff without characters that a terminal would obey; tabs stay, or the change would not apply."""
    return "".join(one if one in "\t\n" else printable(one) for one in diff)


def _gains(gains: tuple[Gain, ...]) -> Iterator[Block]:
    if not gains:
        yield Paragraph(("It allows no other action, and nothing on other resources.",))
        return
    yield Paragraph(("Besides the refused request it also allows, for example:",))
    more = len(gains) - _MOST_GAINS
    shown = tuple(_gain(one) for one in gains[:_MOST_GAINS])
    yield Bullets((*shown, (f"and {more} more",)) if more > 0 else shown)


def _gain(one: Gain) -> Sentence:
    on = say(" on {}", one.example.resource) if one.example.resource != "*" else ()
    where = say(" in {}", one.target) if one.target else ()
    return say("{}: {}{}{}", one.persona, one.example.action, on, where)


def _breaks(proposal: Proposal) -> Iterator[Block]:
    if not proposal.breaks:
        yield Paragraph(("Every access test and every rule of the profile still holds with it.",))
        return
    yield Paragraph(
        ("It breaks what the profile itself demands, so that somebody has to decide which of both is meant:",)
    )
    more = len(proposal.breaks) - _MOST_BREAKS
    shown = tuple(quoted(_plain(one)) for one in proposal.breaks[:_MOST_BREAKS])
    yield Bullets((*shown, (f"and {more} more",)) if more > 0 else shown)


def _diff(change: FileChange) -> str:
    path = printable(re.sub(r"^(\./)+", "", change.path))
    lines = unified_diff(
        change.old.splitlines(keepends=True),
        change.new.splitlines(keepends=True),
        f"a/{path.removeprefix('/')}",
        f"b/{path.removeprefix('/')}",
    )
    return "".join(one if one.endswith("\n") else f"{one}\n{_NO_NEWLINE}\n" for one in lines)


def _plain(text: str) -> str:
    return " ".join(text.split()).rstrip(".")


def _sentence(text: str) -> str:
    """A complaint's wording, which starts in lower case and has no full stop, → a sentence."""
    plain = _plain(text)
    return f"{plain[:1].upper()}{plain[1:]}." if plain else ""
