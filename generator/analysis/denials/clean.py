"""A pasted text becomes what a person saw: no colours, margins, carriage returns, and no long runs of space.

Everything that reads the result relies on this: words are parted by one space or one line feed, and blank lines
never follow each other.
"""

import re

_COLOURS = re.compile(r"\x1b(?:\[[0-9;?]*+[ -/]*+[@-~]|\][^\x07\x1b\n]*+(?:\x07|\x1b\\)|[@-Z\\-_])")
"""Source: https://ecma-international.org/publications-and-standards/standards/ecma-48/ (5.4, control sequences)"""
_BREAKS = re.compile(r"\r\n?|[\v\f\x85\u2028\u2029]")
_LOST_COLOURS = re.compile(r"^[ \t]*+(?:\[[0-9;]{1,8}m)++", re.MULTILINE)
"""What copying leaves of a colour: `[31m│`."""
_MARGINS = re.compile(r"^[ \t]*+(?:[│┃╷╵|>][ \t]*+)++", re.MULTILINE)
"""Terraform's margins, and those of a quotation.

Source: https://github.com/hashicorp/terraform/blob/main/internal/command/format/diagnostic.go
"""
_LOST = dict.fromkeys([0, 0xFEFF, 0x200B, 0xAD])
"""Nothing that a person saw: what is left of UTF-16, a byte order mark, a zero-width space, a soft hyphen."""
_CONTROLS = dict.fromkeys((*range(1, 9), 11, 12, *range(14, 32), *range(127, 160), 160), " ")
_SPACES = re.compile(r"[ \t]++")
_AROUND_BREAKS = re.compile(r" ?\n ?")
_BLANKS = re.compile(r"\n{3,}+")


def clean(text: str) -> str:
    """The text as it is read further on; ARNs and words stay as they are."""
    seen = _COLOURS.sub("", text.translate(_LOST))
    seen = _BREAKS.sub("\n", seen)
    seen = _MARGINS.sub("", _LOST_COLOURS.sub("", seen))
    seen = _SPACES.sub(" ", seen.translate(_CONTROLS))
    return _BLANKS.sub("\n\n", _AROUND_BREAKS.sub("\n", seen)).strip()
