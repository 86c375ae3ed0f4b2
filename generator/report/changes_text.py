"""Changes → text for a terminal: module by module, what is new and dangerous first."""

from collections import Counter
from collections.abc import Iterator, Sequence

from generator.analysis.changes.action_change import ChangeKind
from generator.analysis.changes.claim import Changes, Claim, Told, Topic
from generator.analysis.changes.fail import Stop
from generator.report.change_words import sentence_of
from generator.report.diagnostics_text import printable
from generator.report.summary import count

NOTHING = "no access changed"
_WORDS = {
    ChangeKind.GAINED: "gained",
    ChangeKind.WIDENED: "widened",
    ChangeKind.CHANGED: "changed",
    ChangeKind.LATER: "widened for later actions",
    ChangeKind.UNKNOWN: "not to be told",
    ChangeKind.NARROWED: "narrowed",
    ChangeKind.LOST: "lost",
    ChangeKind.NO_LONGER_LATER: "narrowed for later actions",
}


def changes_text(changes: Changes) -> str:
    """All changes with their details; nothing but one line where there are none."""
    return "".join(f"{line}\n" for line in _lines(changes))


def summary_of(changes: Changes) -> str:
    """How much changed, in one sentence."""
    if not changes.told:
        return NOTHING
    counted = Counter(one.kind for each in changes.told for one in each.claims if one.topic is not Topic.SETTING)
    settings = sum(one.topic is Topic.SETTING for each in changes.told for one in each.claims)
    kinds = [f"{counted[kind]} {word}" for kind, word in _WORDS.items() if counted[kind]]
    kinds += [count(settings, "other change")] if settings else []
    modules = count(len(changes.told), "module")
    return f"{', '.join(kinds)}, in {modules}"


def title_of(told: Told) -> str:
    """A module's name, what it is if it is no persona, and what it was called before."""
    kind = "" if told.kind == "persona" else f" ({told.kind})"
    return f"{told.name}{kind}{f', formerly {told.formerly}' if told.formerly else ''}"


def stop_lines(stops: Sequence[Stop]) -> str:
    """What failed, and on what; empty where nothing did."""
    if not stops:
        return ""
    by_kind = Counter(one.on for one in stops)
    said = ", ".join(
        f"{number} on `{one.value}`" for one, number in sorted(by_kind.items(), key=lambda pair: pair[0].value)
    )
    names = ", ".join(dict.fromkeys(printable(one.name) for one in stops))
    claims = {(one.name, id(one.claim)) for one in stops}
    return f"failed: {count(len(claims), 'change')} not wanted ({said}): {names}\n"


def _lines(changes: Changes) -> Iterator[str]:
    yield printable(f"{changes.old} → {changes.new}: {summary_of(changes)}")
    yield from (printable(f"note: {one}") for one in changes.doubts)
    for told in changes.told:
        yield ""
        yield printable(title_of(told))
        for one in told.claims:
            yield from _claim(one, told, changes.service)


def _claim(claim: Claim, told: Told, service: str) -> Iterator[str]:
    sentence = sentence_of(claim, told, service)
    level = f"[{sentence.level}] " if sentence.level else ""
    where = f"{sentence.where}: " if sentence.where.pieces else ""
    yield printable(f"  {sentence.mark} {level}{where}{sentence.said}")
    yield from (printable(f"      {one}") for one in sentence.details)
