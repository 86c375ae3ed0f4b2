"""How access is put into words: where it stands, which service goes without saying, how long lists may be."""

import re
import sys
from dataclasses import dataclass

from generator.model.target import Bindings

_MOST = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """`service` is the prefix of the service that is not named; what lies in the account and the Region of `place` is
    not said to lie there. Of a list with more than `most` items the first ones are named and the others counted; more
    than `spelled` actions of a kind are told by what they do, and not each in its words. `last` stands before the last
    item: `and` of what is allowed, `or` of what is not.
    """

    service: str = ""
    place: Bindings | None = None
    most: int = _MOST
    spelled: int = _MOST
    last: str = "and"

    @property
    def everything(self) -> str:
        """What is given whole; whoever may not do everything could still do some of it."""
        return "everything" if self.last == "and" else "anything"

    @property
    def every(self) -> str:
        return "every" if self.last == "and" else "any"

    @property
    def account(self) -> str:
        return self.place.account if self.place is not None else ""

    @property
    def region(self) -> str:
        return self.place.region if self.place is not None else ""


SHORT = Wording()
IN_FULL = sys.maxsize - 1
"""The length of lists that are never shortened."""

_WORD = re.compile(r"IPv[46]|[A-Z][A-Z0-9]*(?![a-z])|[A-Z]?[a-z]+[0-9]*|[0-9]+")


def words_of(name: str) -> tuple[str, ...]:
    """`StartImagePipelineExecution` or `image-pipeline` → its words, in small letters but for abbreviations."""
    found: list[str] = _WORD.findall(name)
    return tuple(one if len(one) > 1 and not one[1:].islower() else one.lower() for one in found)


def plural(words: tuple[str, ...]) -> str:
    """The words of a noun → its plural."""
    text = " ".join(words)
    if re.search(r"[^aeiou]y$", text):
        return f"{text[:-1]}ies"
    return f"{text}es" if re.search(r"(s|x|z|ch|sh)$", text) else f"{text}s"


def singular(text: str) -> str:
    """A noun → its singular, as far as the last letters tell."""
    if text.endswith("ies"):
        return f"{text[:-3]}y"
    if re.search(r"(ss|x|z|ch|sh)es$", text):
        return text[:-2]
    return text[:-1] if re.search(r"[^su]s$", text) else text
