"""Stretches of HCL that need not be understood are stepped over.

Source: https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md
"""

import re

_OPENING = {"{": "}", "[": "]", "(": ")"}
_COMMENT = re.compile(r"#[^\n]*|//[^\n]*|/\*(?:.*?\*/|.*)", re.DOTALL)
_PLAIN = re.compile(r'[^"\\$%\n]+')
_HEREDOC = re.compile(r"<<-?([A-Za-z_][A-Za-z0-9_-]*)\r?\n")
_QUIET = re.compile(r'[^\[\](){}"#/<,\n]+')
MOST_LEVELS = 100


def skip_comment(text: str, at: int) -> int | None:
    """The end of the comment that begins here; None where none does."""
    found = _COMMENT.match(text, at)
    return found.end() if found else None


def skip_quoted(text: str, at: int, level: int = 0) -> int | None:
    """The end of the quoted text that begins here; None where it is not closed."""
    at += 1
    while at < len(text):
        char = text[at]
        if char == '"':
            return at + 1
        if char == "\n":
            return None
        if found := _PLAIN.match(text, at):
            at = found.end()
        elif char == "\\" or text.startswith(char * 2 + "{", at):
            at += 2
        elif char in "$%" and text.startswith("{", at + 1):
            end = skip_interpolation(text, at, level + 1)
            if end is None:
                return None
            at = end
        else:
            at += 1
    return None


def heredoc_body(text: str, at: int) -> tuple[int, int, int] | None:
    """The start and end of the body of the heredoc that begins here, and the end of all; None where none does.

    The closing word stands alone on its line; a heredoc that nothing closes takes the rest of the text.
    """
    opening = _HEREDOC.match(text, at)
    if opening is None:
        return None
    closing = re.compile(rf"^[ \t]*{opening.group(1)}(?=[ \t]*\r?$)", re.MULTILINE)
    found = closing.search(text, opening.end())
    return (opening.end(), found.start(), found.end()) if found else (opening.end(), len(text), len(text))


def skip_interpolation(text: str, at: int, level: int = 0) -> int | None:
    """The end of the `${…}` or `%{…}` that begins here; None where it is not closed."""
    return skip_balanced(text, at + 1, level)


def skip_balanced(text: str, at: int, level: int = 0) -> int | None:
    """The end of the brackets that open here, whatever they hold; None where they are not closed."""
    waiting = list[str]()
    while at < len(text) and level + len(waiting) <= MOST_LEVELS:
        char = text[at]
        if char in _OPENING:
            waiting.append(_OPENING[char])
            at += 1
        elif char in "}])":
            if not waiting or waiting.pop() != char:
                return None
            at += 1
            if not waiting:
                return at
        else:
            end = skip_piece(text, at, level + len(waiting))
            if end is None:
                return None
            at = end
    return None


def skip_piece(text: str, at: int, level: int) -> int | None:
    """The end of a quoted text, heredoc, comment or run of plain signs; None where one is not closed."""
    if text[at] == '"':
        return skip_quoted(text, at, level)
    if (end := skip_comment(text, at)) is not None:
        return end
    if (body := heredoc_body(text, at)) is not None:
        return body[2]
    found = _QUIET.match(text, at)
    return found.end() if found else at + 1
