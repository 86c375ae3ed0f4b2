"""A rule as a sentence → Rule.

A within B
A and B disjoint [on [LEVELS or ACTIONS]]
A and B separate on [SERVICE LEVEL, SERVICE LEVEL]
A cannot escalate
A cannot ACTION [on RESOURCE]
A only via CONDITION_KEY [= VALUE] [on SERVICE]
"""

import re
from dataclasses import dataclass

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
            return _rule(form.kind, found.groupdict(), at)
    pictures = "; ".join(f"`{form.picture}`" for form in _FORMS)
    message = f"`{shorten(text)}` is not a rule"
    return Diagnostic(code="bad-rule", message=message, at=at, hint=f"rules read {pictures}")


def _rule(kind: RuleKind, groups: dict[str, str | None], at: Position) -> Rule:
    subjects = tuple(Word(text=name, at=at) for key in ("a", "b") if (name := groups.get(key)))
    listed = tuple(part.strip() for part in (groups.get("objects") or "").split(",") if part.strip())
    single = tuple(value for key in ("action", "resource", "key", "value", "service") if (value := groups.get(key)))
    return Rule(kind=kind, subjects=subjects, objects=tuple(Word(text=text, at=at) for text in listed + single), at=at)
