"""Text → Markdown that shows exactly this text. All quoting of Markdown is here.

Source: https://spec.commonmark.org/0.31.2/#backslash-escapes, https://github.github.com/gfm/#tables-extension-
"""

import re
from html import escape

_PUNCTUATION = re.compile(r"([\\`*_{}\[\]()#+!|~$^=-])")


def prose(text: str) -> str:
    """Text → Markdown text without markup, links or HTML, on one line."""
    line = " ".join(text.split())
    return re.sub(r"(?<![\w])([0-9]+)\.", r"\1\\.", _PUNCTUATION.sub(r"\\\1", escape(line, quote=False))).replace(
        "://", ":\\//"
    )


def code(text: str) -> str:
    """Text → inline code for a table cell: a code span, or HTML where the text itself has backticks."""
    line = " ".join(text.split())
    if "`" in line or line.startswith("\\") or line.endswith("\\") or not line:
        return "<code>" + "".join(f"&#{ord(char)};" if not char.isalnum() else char for char in line) + "</code>"
    return "`" + line.replace("|", "\\|") + "`"
