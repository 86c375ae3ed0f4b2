"""Phrases of a message → patterns that match them across the end of a line.

A text is cleaned before: one space or one line feed stands between words, so that nothing here can backtrack far.
"""

import re

GAP = r"[ \n]"


def phrase(text: str) -> str:
    """The pattern of words that stand one after the other, on one line or wrapped."""
    return GAP.join(re.escape(word) for word in text.split())


def unwrapped(text: str) -> str:
    """A piece of text on one line."""
    return " ".join(text.split())
