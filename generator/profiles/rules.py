"""A rule as a sentence → Rule.

A within B
A and B disjoint [on [DUTY, …]]
A and B separate on [DUTY, DUTY, …]
A cannot escalate
A cannot ACTION [on RESOURCE]
A only via CONDITION_KEY [= VALUE] [on SERVICE]

A DUTY is `LEVEL`, `SERVICE LEVEL` or `ACTION`; `except ACTION …` leaves actions out again.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from generator.diagnostics import Diagnostic, Position
from generator.diagnostics.nearest import nearest
from generator.model.pattern import Pattern
from generator.model.profile import Demanded, Duty, RequestedResource, Rule, RuleKind, Word
from generator.profiles.check import shorten
from generator.profiles.language_words import ACCESS_WORDS

_PERSONA = r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*"
_ACTION = r"[A-Za-z0-9:*?-]+"
_KEY = r"(?P<key>[A-Za-z0-9-]+:[^\s=]+)(?: ?= ?(?P<value>[^\s=]+))?"
_LIST = r"\[(?P<duties>[^\[\]]+)\]"
_ONE = rf"(?P<a>{_PERSONA})"
_TWO = rf"(?P<a>{_PERSONA}) and (?P<b>{_PERSONA})"
_LEVEL = "|".join(ACCESS_WORDS)
_DUTY = re.compile(
    rf"(?:(?P<service>[a-z][a-z0-9-]*) )?(?P<level>{_LEVEL})(?: except (?P<but>{_ACTION}(?: {_ACTION})*))?"
    rf"|(?P<action>{_ACTION})(?: except (?P<without>{_ACTION}(?: {_ACTION})*))?"
)


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
        picture="A and B separate on [s3 write, iam write]",
    ),
    _Form(kind=RuleKind.CANNOT_ESCALATE, pattern=rf"{_ONE} cannot escalate", picture="A cannot escalate"),
    _Form(
        kind=RuleKind.CANNOT,
        pattern=rf"{_ONE} cannot (?P<action>{_ACTION})(?: on (?P<resource>\S+))?",
        picture="A cannot iam:PassRole",
    ),
    _Form(
        kind=RuleKind.ONLY_VIA,
        pattern=rf"{_ONE} only via {_KEY}(?: on (?P<service>[a-z0-9-]+))?",
        picture="A only via aws:MultiFactorAuthPresent = true",
    ),
)
_LEAST_DUTIES = {RuleKind.SEPARATE: 2}
_ESCALATE = "escalate"
Read = Callable[[Word], Pattern]
"""A text of a request, with its place → Pattern."""


def parse_rule(text: str, at: Position, read: Read) -> Rule | Diagnostic:
    """One sentence → Rule, or what is wrong with it; `read` reads the texts of resources and values."""
    for form in _FORMS:
        if found := re.fullmatch(form.pattern, " ".join(text.split())):
            return _rule(form.kind, found, at, read)
    pictures = "; ".join(f"`{form.picture}`" for form in _FORMS)
    return _bad(f"`{shorten(text)}` is not a rule", at, f"rules read {pictures}")


def _bad(message: str, at: Position, hint: str) -> Diagnostic:
    return Diagnostic(code="bad-rule", message=message, at=at, hint=hint)


def _rule(kind: RuleKind, found: re.Match[str], at: Position, read: Read) -> Rule | Diagnostic:
    words = {key: _word(found, key, at) for key, value in found.groupdict().items() if value}
    duties = tuple(_duties(words))
    wrong = next((one for one in duties if isinstance(one, Diagnostic)), None)
    if wrong is not None:
        return wrong
    if wrong := _senseless(kind, words, {one.text for one in duties if isinstance(one, Duty)}):
        return wrong
    value, resource = words.get("value"), words.get("resource")
    return Rule(
        kind=kind,
        text=found.string,
        subjects=tuple(words[key] for key in ("a", "b") if key in words),
        duties=tuple(one for one in duties if isinstance(one, Duty)),
        resource=RequestedResource(name=read(resource), at=resource.at) if resource is not None else None,
        demanded=Demanded(key=words["key"], value=read(value) if value else None) if "key" in words else None,
        service=words.get("service"),
        at=at,
    )


def _senseless(kind: RuleKind, words: dict[str, Word], duties: set[str]) -> Diagnostic | None:
    """What no rule means: a persona beside itself, one duty beside none, an action that is nearly `escalate`."""
    if len(duties) < _LEAST_DUTIES.get(kind, 0):
        return _bad("duties are separate from each other: at least two are needed", words["duties"].at, "add another")
    if "b" in words and words["a"].text == words["b"].text and kind is not RuleKind.SEPARATE:
        return _bad(f"the rule compares `{words['a']}` with itself", words["b"].at, "name another persona")
    if kind is RuleKind.CANNOT and nearest(words["action"].text, [_ESCALATE]):
        return _bad(f"`{words['action']}` is no action", words["action"].at, f"did you mean `cannot {_ESCALATE}`?")
    return None


def _duties(words: dict[str, Word]) -> Iterator[Duty | Diagnostic]:
    if "action" in words:
        yield Duty(text=words["action"].text, action=words["action"])
    if "duties" not in words:
        return
    listed = words["duties"]
    for part in re.finditer(r"[^,\s][^,]*", listed.text):
        text = part.group().rstrip()
        found = _DUTY.fullmatch(text)
        at = _part_of(listed, part.start(), len(text)).at
        hint = f"a duty is a level ({', '.join(ACCESS_WORDS)}), a service and a level, or an action"
        near = nearest(text, ACCESS_WORDS) if text.islower() else ()
        if found is None or (found["action"] and near):
            yield _bad(f"`{shorten(text)}` is no duty", at, f"did you mean `{near[0]}`?" if near else hint)
        else:
            yield _duty(found, at)


def _duty(found: re.Match[str], at: Position) -> Duty:
    whole = Word(text=found.string, at=at)

    def word(key: str) -> Word | None:
        return _part_of(whole, found.start(key), len(found[key])) if found[key] else None

    kept = "but" if found["but"] else "without"
    parts = re.finditer(r"\S+", found[kept] or "")
    return Duty(
        text=found.string,
        level=ACCESS_WORDS.get(found["level"]),
        action=word("action"),
        service=word("service"),
        exceptions=tuple(_part_of(whole, found.start(kept) + one.start(), len(one.group())) for one in parts),
    )


def _part_of(word: Word, start: int, length: int) -> Word:
    """A part of a word, with its place where the word has one of its own."""
    at = word.at
    own = replace(at, column=at.column + start, width=length) if at.width == len(word.text) else at
    return Word(text=word.text[start : start + length], at=own)


def _word(found: re.Match[str], key: str, at: Position) -> Word:
    """A part of the sentence with its own place, where the sentence stands on the line as it was understood."""
    text, start = found[key], at.quote.find(found.string, at.column - 1)
    own = replace(at, column=start + found.start(key) + 1, width=len(text)) if 0 <= start <= at.column else at
    return Word(text=text, at=own)
