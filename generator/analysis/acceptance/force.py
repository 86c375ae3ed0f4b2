"""Acceptances and the day → which of them count, and what is to be said about them."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta

from generator.analysis.acceptance.codes import CodeKind, faults, kind_of, near
from generator.diagnostics import Diagnostic, Position, Severity
from generator.model.profile import Acceptance

NOTICE = timedelta(days=30)
"""For how long before its end an acceptance is told to expire."""
Key = tuple[Position, str]
"""An entry of `accept` and one of its findings."""


def key_of(acceptance: Acceptance) -> Key:
    """What tells an acceptance from all others."""
    return acceptance.at, acceptance.finding.text


def in_force(acceptances: Iterable[Acceptance], today: date | None) -> tuple[Acceptance, ...]:
    """Those that still count; without a day none has expired."""
    return tuple(one for one in acceptances if not _is_over(one, today))


def about(acceptances: Iterable[Acceptance], code: str, origins: Collection[Position]) -> tuple[Acceptance, ...]:
    """Those that name a finding, and stand next to its persona or next to one of the grants that it comes from."""
    return tuple(one for one in acceptances if one.finding.text == code and (one.grant is None or one.grant in origins))


def standing(acceptances: Iterable[Acceptance], met: Collection[Key], today: date | None) -> Iterator[Diagnostic]:
    """What is said about each acceptance that can be one; `met` are those whose finding was found, covered or not."""
    for one in {key_of(each): each for each in acceptances if not any(faults(each))}.values():
        if key_of(one) not in met:
            yield _unused(one)
        elif _is_over(one, today):
            yield _expired(one)
        elif one.expires is not None and today is not None and one.expires - today <= NOTICE:
            yield _expiring(one, one.expires, today)


def _is_over(one: Acceptance, today: date | None) -> bool:
    return one.expires is not None and today is not None and one.expires < today


def _unused(one: Acceptance) -> Diagnostic:
    name, kind = one.finding.text, kind_of(one.finding.text)
    by = " by what this grant gives" if one.grant is not None else ""
    hint = "delete the entry: it would hide the finding if a later change brought it"
    match kind:
        case None:
            named = "check" if name.isupper() else "path"
            message, hint = f"no {named} is called `{name}`", near(name)
        case CodeKind.PATH:
            hint = "delete the entry: it would hide the path if a later change opened it"
            message = f"path `{name}` is accepted here, but it is not open{by}"
        case _:
            message = f"`{name}` is accepted here, but it is not found{' in it' if by else ''}"
    return Diagnostic(
        code="unused-acceptance", message=message, at=one.finding.at, severity=Severity.WARNING, hint=hint
    )


def _expired(one: Acceptance) -> Diagnostic:
    return Diagnostic(
        code="expired-acceptance",
        message=f"`{one.finding}` was accepted{_by(one)} until {one.expires}, and is no longer",
        at=one.expires_at,
        severity=Severity.WARNING,
        hint="look at the finding again, then repair it or write a new day",
    )


def _expiring(one: Acceptance, expires: date, today: date) -> Diagnostic:
    days = (expires - today).days
    left = "ends today" if not days else f"ends in {days} day{'s' if days > 1 else ''}"
    return Diagnostic(
        code="expiring-acceptance",
        message=f"`{one.finding}` is accepted{_by(one)} until {expires}, which {left}",
        at=one.expires_at,
        severity=Severity.NOTE,
        hint="look at the finding again, then repair it or write a new day",
    )


def _by(one: Acceptance) -> str:
    return f" by `{one.owner}`" if one.owner else ""
