"""The raw statements of grants → statements that are kept as they are written.

No pass rewrites them: they are never merged with others, never shortened and never cut. Checked is what IAM itself
would refuse; what only we do not know is said in a note.
"""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace

from generator.compiler.arn import spell
from generator.compiler.conditions import find_operator, refuse_operator
from generator.compiler.problems import Problems
from generator.compiler.raw_notes import note_raw
from generator.model.pattern import Pattern
from generator.model.policy import Condition, Effect, Form, Statement
from generator.model.profile import Grant, RawStatement

_DIGEST_CHARS = 6
_MOST_WORDS = 2
_ARN = re.compile(r"arn:[^:]+:[^:]*:[^:]*:[^:]*:.+")


def compiled_grants(grants: Iterable[Grant]) -> tuple[Grant, ...]:
    """The grants that are no raw statements."""
    return tuple(one for one in grants if one.raw is None)


def raw_statements(grants: Iterable[Grant], effect: Effect, problems: Problems) -> tuple[Statement, ...]:
    """The raw statements among grants, each once, sorted by Sid."""
    found: dict[Statement, Statement] = {}
    for grant in grants:
        if grant.raw is None:
            continue
        note_raw(grant.raw, effect, grant.at, problems)
        made = _statement(grant.raw, effect, problems)
        first = found.setdefault(made, made)
        found[made] = replace(first, origins=tuple(sorted({*first.origins, grant.at})))
    count = Counter(one.subject for one in found.values())
    named = (one if count[one.subject] == 1 else _told_apart(one) for one in found.values())
    return tuple(sorted(named, key=lambda one: one.sid))


def with_raw(compiled: Iterable[Statement], raw: Iterable[Statement]) -> tuple[Statement, ...]:
    """Compiled statements and raw ones, allows before denies, the raw ones last of each."""
    return tuple(sorted((*compiled, *raw), key=lambda one: one.effect is Effect.DENY))


def _statement(raw: RawStatement, effect: Effect, problems: Problems) -> Statement:
    for arn in (*raw.resources, *raw.not_resources):
        _check_arn(arn, raw, problems)
    subject = _subject(raw, effect)
    return Statement(
        sid=subject,
        effect=effect,
        actions=tuple(sorted({one.text for one in raw.actions})),
        not_actions=tuple(sorted({one.text for one in raw.not_actions})),
        resources=tuple(sorted(set(raw.resources))),
        not_resources=tuple(sorted(set(raw.not_resources))),
        conditions=_conditions(raw, problems),
        form=Form.VERBATIM,
        subject=subject,
    )


def _check_arn(arn: Pattern, raw: RawStatement, problems: Problems) -> None:
    if arn.literal != "*" and not _ARN.fullmatch(spell(arn)):
        hint = "ARNs look like `arn:aws:s3:::bucket/key`: partition, service, Region, account and resource"
        problems.error("bad-arn", f"`{arn}` is neither an ARN nor `*`", raw.at, hint)


def _conditions(raw: RawStatement, problems: Problems) -> tuple[Condition, ...]:
    found: dict[tuple[str, str], Condition] = {}
    for one in raw.conditions:
        base = find_operator(one.operator)
        if not base or base not in one.operator:
            refuse_operator(one, problems)
        key = one.key.literal
        if key is None:
            problems.error("condition-key", "a condition key must be plain text", one.at)
            continue
        made = Condition(operator=one.operator, key=key, values=one.values)
        if found.setdefault((one.operator, key.casefold()), made) is not made:
            message = f"`{one.operator}` on `{key}` stands twice"
            hint = "IAM knows one list of values for each operator and key"
            problems.error("conflicting-condition", message, one.at, hint)
    return tuple(sorted(found.values()))


def _subject(raw: RawStatement, effect: Effect) -> str:
    """`RawDenyAllButIamOrganizationsIfRequestedRegion`: what a statement is about, in letters and digits."""
    deny = "Deny" if effect is Effect.DENY else ""
    actions = "AllBut" if raw.not_actions else ""
    services = {one.text.partition(":")[0] for one in (*raw.actions, *raw.not_actions)}
    where = "Elsewhere" if raw.not_resources else ""
    keys = _some({one.key.literal.partition(":")[2] for one in raw.conditions if one.key.literal})
    return "Raw" + deny + actions + (_some(services) or "Anything") + where + (f"If{keys}" if keys else "")


def _some(words: set[str]) -> str:
    """The first words A to Z, and how many more there are."""
    spelled = sorted({_camel(one) for one in words} - {""})
    more = len(spelled) - _MOST_WORDS
    return "".join(spelled[:_MOST_WORDS]) + (f"And{more}More" if more > 0 else "")


def _camel(text: str) -> str:
    return "".join(word[0].upper() + word[1:] for word in re.findall(r"[A-Za-z0-9]+", text))


def _told_apart(statement: Statement) -> Statement:
    """A statement with a digest of what it says, where another is about the same."""
    said = (
        *statement.actions,
        *statement.not_actions,
        *map(str, (*statement.resources, *statement.not_resources)),
        *(f"{one.operator} {one.key} {[*map(str, one.values)]}" for one in statement.conditions),
    )
    digest = hashlib.sha256("\n".join(said).encode()).hexdigest()[:_DIGEST_CHARS].upper()
    return replace(statement, sid=statement.sid + digest)
