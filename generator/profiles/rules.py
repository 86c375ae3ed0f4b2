"""A rule as a sentence → Rule.

A within B
A and B disjoint [on [LEVELS or ACTIONS]]
A and B separate on [SERVICE LEVEL, SERVICE LEVEL]
A cannot escalate
A cannot ACTION [on RESOURCE]
A only via CONDITION_KEY [= VALUE] [on SERVICE]
"""

import re
from dataclasses import dataclass, replace

from generator.diagnostics import Diagnostic, Position
from generator.model.profile import Rule, RuleKind, Word
from generator.profiles.check import shorten

_PERSONA = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_LIST = r"\[(?P<objects>[^\[\]]+)\]"
_ONE = rf"(?P<a>{_PERSONA})"
_TWO = rf"(?P<a>{_PERSONA}) and (?P<b>{_PERSONA})"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Form:
    kind: RuleKind
    pattern: str
    picture: str


_FORMS = (
    _Form(kind=RuleKind.WITHIN, pattern=rf"{_ONE} within (?P<b>{_PERSONA})", picture="A within B"),
    _Form(kind=RuleKind.DISJOINT, pattern=rf"{_TWO} disjoint(?: on {_LIST})?", picture="A and B disjoint on [write]"),
    _Form(
        kind=RuleKind.SEPARATE,
        pattern=rf"{_TWO} separate on {_LIST}",
        picture="A and B separate on [imagebuilder write, iam write]",
    ),
    _Form(kind=RuleKind.CANNOT_ESCALATE, pattern=rf"{_ONE} cannot escalate", picture="A cannot escalate"),
    _Form(
        kind=RuleKind.CANNOT,
        pattern=rf"{_ONE} cannot (?P<action>[A-Za-z0-9:*?-]+)(?: on (?P<resource>\S+))?",
        picture="A cannot iam:PassRole",
    ),
    _Form(
        kind=RuleKind.ONLY_VIA,
        pattern=rf"{_ONE} only via (?P<key>[A-Za-z0-9-]+:\S+)(?: = (?P<value>\S+))?(?: on (?P<service>[a-z0-9-]+))?",
        picture="A only via aws:MultiFactorAuthPresent = true",
    ),
)


def parse_rule(text: str, at: Position) -> Rule | Diagnostic:
    """One sentence → Rule, or what is wrong with it."""
    for form in _FORMS:
        if found := re.fullmatch(form.pattern, " ".join(text.split())):
            return _rule(form.kind, found, at)
    pictures = "; ".join(f"`{form.picture}`" for form in _FORMS)
    message = f"`{shorten(text)}` is not a rule"
    return Diagnostic(code="bad-rule", message=message, at=at, hint=f"rules read {pictures}")


def _rule(kind: RuleKind, found: re.Match[str], at: Position) -> Rule:
    words = {key: _word(found, key, at) for key, value in found.groupdict().items() if value}
    listed = (part.strip() for part in words["objects"].text.split(",")) if "objects" in words else ()
    single = (words[key] for key in ("action", "resource", "key", "value", "service") if key in words)
    objects = (*(Word(text=part, at=words["objects"].at) for part in listed if part), *single)
    return Rule(kind=kind, subjects=tuple(words[key] for key in ("a", "b") if key in words), objects=objects, at=at)


def _word(found: re.Match[str], key: str, at: Position) -> Word:
    """A part of the sentence with its own place, where the sentence stands on the line as it was understood."""
    text, start = found[key], at.quote.find(found.string, at.column - 1)
    own = replace(at, column=start + found.start(key) + 1, width=len(text)) if 0 <= start <= at.column else at
    return Word(text=text, at=own)
