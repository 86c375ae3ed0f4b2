"""Text → YAML scalars that mean exactly this text. All quoting of YAML is here.

Sources: https://yaml.org/spec/1.2.2/#57-escaped-characters, https://yaml.org/type/
"""

import re

# No `:` before a space, no `#`, no comma or bracket: plain in a block, in `[ ]` and in `{ }` alike.
_WORD = r"[A-Za-z/][A-Za-z0-9_/.*-]*(:[A-Za-z0-9_/.*-]+)*"
_PLAIN = re.compile(f"{_WORD}( {_WORD})*")
_WORDS_OF_ITS_OWN = {"y", "n", "yes", "no", "on", "off", "true", "false", "null"}
_MOST_FLOW_CHARS = 90
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t"}


def scalar(text: str) -> str:
    """Text → a plain scalar where that is safe everywhere, else a double-quoted one."""
    if _PLAIN.fullmatch(text) and text.lower() not in _WORDS_OF_ITS_OWN:
        return text
    return quoted(text)


def quoted(text: str) -> str:
    """Text → a double-quoted scalar."""
    return '"' + "".join(map(_escaped, text)) + '"'


def lines(texts: tuple[str, ...], indent: int) -> str:
    """What stands behind a key's colon: a scalar or a flow sequence that fits the line, else a block below it."""
    flow = sequence(texts)
    if len(texts) == 1 or len(flow) <= _MOST_FLOW_CHARS:
        return f" {flow}"
    return "".join(f"\n{' ' * indent}- {scalar(one)}" for one in texts)


def sequence(texts: tuple[str, ...]) -> str:
    """One text → a scalar; several → a flow sequence."""
    return scalar(texts[0]) if len(texts) == 1 else "[" + ", ".join(map(scalar, texts)) + "]"


def mapping(pairs: tuple[tuple[str, str], ...]) -> str:
    """Pairs of texts → a flow mapping."""
    return "{" + ", ".join(f"{scalar(key)}: {scalar(value)}" for key, value in pairs) + "}"


def _escaped(char: str) -> str:
    if char in _ESCAPES:
        return _ESCAPES[char]
    if " " <= char <= "~":
        return char
    code = ord(char)
    return f"\\U{code:08x}" if code > 0xFFFF else f"\\u{code:04x}"
