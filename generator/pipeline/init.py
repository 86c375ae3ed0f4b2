"""A service prefix → the text of a first profile, whose tests and rules were proved."""

from collections.abc import Iterator
from dataclasses import replace

from generator.compiler.problems import did_you_mean
from generator.diagnostics import Diagnostic, DiagnosticError, Position
from generator.diagnostics.nearest import nearest
from generator.model.reference import Service
from generator.pipeline.first_profile import first_profile
from generator.pipeline.prove import prove_profiles
from generator.profiles.check import shorten
from generator.profiles.shipped import shipped_capabilities
from generator.reference.services import find_service, is_retired_service, service_prefixes
from generator.renderer.first_profile import FirstProfile
from generator.renderer.render import render_first_profile

_AT = Position(file="SERVICE", line=0, column=0)
_LONGEST_WORD = 64


def init(prefix: str) -> str:
    """The prefix of a service → a first profile; only rules that hold are in it.

    Raises: DiagnosticError where AWS has no such service.
    """
    service = _service(prefix)
    first = first_profile(service, len(tuple(shipped_capabilities([service.prefix]))))
    text = render_first_profile(first)
    proofs = prove_profiles([prefix], lambda _: text)
    broken = {one.rule.text for one in proofs.rules if one.problem is not None}
    return render_first_profile(_without(first, broken)) if broken else text


def services() -> Iterator[Service]:
    """Every service that has a first profile, by prefix."""
    return (found for one in service_prefixes() if (found := find_service(one)) is not None)


def _without(first: FirstProfile, broken: set[str]) -> FirstProfile:
    """A profile without the rules that do not hold; what they said is told in a comment."""
    return replace(
        first,
        rules=tuple(one for one in first.rules if one not in broken),
        remarks=(
            *(f"not held: {one}" for one in first.rules if one in broken),
            "`iam-personas validate` names the ways; take away what opens them, or `accept` them with a reason.",
        ),
    )


def _service(prefix: str) -> Service:
    found = find_service(prefix) if prefix in service_prefixes() else None
    if found is None:
        retired = is_retired_service(prefix)
        message = "is retired" if retired else "is no service prefix of AWS"
        hint = did_you_mean(_near(prefix)) or "`iam-personas init` lists all services"
        raise DiagnosticError(
            [Diagnostic(code="unknown-service", message=f"`{shorten(prefix)}` {message}", at=_AT, hint=hint)]
        )
    return found


def _near(prefix: str) -> tuple[str, ...]:
    """The nearest prefix, or the service that is called so: `cloudwatch logs` is `logs`."""
    if len(prefix) > _LONGEST_WORD:
        return ()
    called = {one.name.removeprefix("AWS ").removeprefix("Amazon "): one.prefix for one in services()}
    named = nearest(prefix, called)
    return nearest(prefix, service_prefixes()) or tuple(called[one] for one in named)
