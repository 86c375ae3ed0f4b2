"""The messages of tests/cases/denials, and readings as plain text."""

from collections.abc import Iterator
from pathlib import Path

from generator.model.denial import BuildFailure, Denial, DeniedBy, DenyEffect, EncodedDenial, Reading, Unrecognised

CASES = Path(__file__).parents[2] / "cases" / "denials"
MESSAGES = tuple(sorted((CASES / "messages").glob("*.txt")))


def message(path: Path) -> str:
    """A message without the line that says where it is from."""
    source, _, text = path.read_text(encoding="utf-8", errors="surrogatepass").partition("\n")
    assert source.startswith("# source: "), path.name
    return text


def printed(reading: Reading) -> str:
    return "".join(f"  {name}: {value}\n" for name, value in _fields(reading) if value)


def _fields(reading: Reading) -> Iterator[tuple[str, str]]:
    match reading:
        case Denial():
            yield from _denial(reading)
        case EncodedDenial():
            yield from (("encoded", reading.message[:40]), ("action", reading.action), ("operation", reading.operation))
        case BuildFailure():
            yield from (("failure", reading.symptom), ("line", reading.line))
        case Unrecognised():
            yield from (("unrecognised", reading.reason), ("hint", reading.hint), ("text", reading.text[:80]))


def _denial(one: Denial) -> Iterator[tuple[str, str]]:
    yield "action", one.action
    if one.caller:
        yield "caller", f"{one.caller.kind.value} {one.caller.id}"
        yield "issuer", one.caller.issuer
    yield "resource", one.resource
    yield "as written", one.resource_as_written if one.resource_as_written != one.resource else ""
    if one.effect is not DenyEffect.UNTOLD:
        yield "effect", one.effect.value
    yield "denied by", one.denied_by.value
    yield "through", one.through.value if one.through is not DeniedBy.UNTOLD else ""
    for name in ("policy_arn", "authorization_id", "error_code", "operation", "region", "symptom", "doubt"):
        yield name.replace("_", " "), getattr(one, name)
    yield "encoded", one.encoded[:40]
    yield from ((f"context {key}", ", ".join(values)) for key, values in one.context)
