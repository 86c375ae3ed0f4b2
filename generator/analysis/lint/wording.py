"""What a person wrote → what a message can quote."""

from collections.abc import Iterable

from generator.analysis.lint.tree import HOLE, TextNode
from generator.diagnostics.nearest import nearest
from generator.profiles.check import shorten

MOST_NAMED = 3


def said(text: TextNode | str) -> str:
    """A text in backticks, shortened; `${…}` stands for what only Terraform knows."""
    return f"`{shorten((text if isinstance(text, str) else text.value).replace(HOLE, '${…}'))}`"


def did_you_mean(word: str, candidates: Iterable[str], otherwise: str) -> str:
    """A hint with the nearest right word, or another hint."""
    near = nearest(word, candidates)
    return f"did you mean `{near[0]}`?" if near else otherwise


def listed(words: Iterable[str], joint: str = "or") -> str:
    """Words → `a`, `b` or `c`; of many the first few."""
    found = list(words)
    shown = [said(one) for one in found[:MOST_NAMED]]
    if len(found) > MOST_NAMED:
        return f"{', '.join(shown)} and {len(found) - MOST_NAMED} more"
    return f" {joint} ".join([", ".join(shown[:-1]), shown[-1]] if len(shown) > 1 else shown)
