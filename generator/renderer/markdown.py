"""Text → Markdown that shows exactly this text. All quoting of Markdown is here.

Source: https://spec.commonmark.org/0.31.2/#backslash-escapes, https://github.github.com/gfm/#tables-extension-
https://github.github.com/gfm/#autolinks-extension-
"""

import re
from html import escape

from generator.model.phrase import Exact, Phrase

_PUNCTUATION = re.compile(r"([\\`*_{}\[\]()#+!|~$^=-])")
# GitHub makes links of bare addresses, even of such that have a backslash before the `@`
_ADDRESSES = ((r"(?i)(www)\.", r"\1\\."), (r"(?<=\S)@(?=\S)", "<!-- -->@"), ("://", r":\\//"))
_ASCII_PUNCTUATION = re.compile(r"[ -/:-@\[-`{-~]")
_LIST_NUMBER = re.compile(r"(?<![\w])([0-9]+)\.")


def prose(text: str) -> str:
    """Text → Markdown text without markup, links or HTML, on one line."""
    line = _PUNCTUATION.sub(r"\\\1", escape(" ".join(text.split()), quote=False))
    for address, broken in _ADDRESSES:
        line = re.sub(address, broken, line)
    return _LIST_NUMBER.sub(r"\1\\.", line)


def code(text: str) -> str:
    """Text → inline code for a table cell: a code span, or HTML where the text itself has backticks."""
    line = " ".join(text.split())
    if "`" in line or line.startswith("\\") or line.endswith("\\") or not line:
        return f"<code>{_ASCII_PUNCTUATION.sub(lambda one: f'&#{ord(one.group())};', line)}</code>"
    return "`" + line.replace("|", "\\|") + "`"


def phrase(value: Phrase) -> str:
    """A phrase → Markdown: its words as text, what is exact as inline code."""
    return "".join(code(one.text) if isinstance(one, Exact) else _spaced(one) for one in value.pieces)


def _spaced(words: str) -> str:
    """Words as `prose` has them, with the spaces around them."""
    start, end = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    return f"{' ' if start else ''}{prose(words)}{' ' if end and words.strip() else ''}"
