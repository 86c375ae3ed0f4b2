"""What is said of a raw statement: what it means, and what of it nobody knows."""

from collections.abc import Iterator

from generator.compiler.problems import Problems, did_you_mean
from generator.diagnostics import Position
from generator.diagnostics.nearest import nearest
from generator.model.policy import Effect
from generator.model.profile import RawStatement, Word
from generator.reference.lookup import find_action, matching_actions
from generator.reference.services import find_service, service_prefixes


def note_raw(raw: RawStatement, effect: Effect, grant: Position, problems: Problems) -> None:
    """Says what a raw statement means where it allows, and which of its actions the Reference does not have.

    `grant` is the place of the grant that holds it.
    """
    origins = (grant,)
    if effect is Effect.ALLOW:
        message = "this raw statement is kept as it is written: iam-personas neither narrows nor completes it"
        hint = "write `actions` with `resources` to have them checked and narrowed"
        problems.note("raw-statement", message, raw.at, hint, origins)
    if effect is Effect.ALLOW and raw.not_actions:
        spared = ", ".join(f"`{one}`" for one in raw.not_actions[:3]) + (", …" if len(raw.not_actions) > 3 else "")
        message = f"`NotAction` allows all but {spared}: every other action of AWS, also those that AWS adds later"
        problems.warning("raw-not-action", message, raw.at, "name what is needed under `Action`", origins)
    for word, hint in _unknown(raw):
        message = f"AWS has no action `{word}` that we know; it is kept as written"
        problems.note("raw-unknown", message, word.at, hint, origins)


def _unknown(raw: RawStatement) -> Iterator[tuple[Word, str]]:
    """Actions that match none of the Reference, each with a hint."""
    for word in (*raw.actions, *raw.not_actions):
        prefix, _, name = word.text.partition(":")
        service = find_service(prefix.lower())
        if not name:
            continue
        if service is None:
            yield word, did_you_mean(f"{one}:{name}" for one in nearest(prefix, service_prefixes()))
        elif not (find_action(service, name) or matching_actions(service, name)):
            names = (one.name for one in service.actions)
            yield word, did_you_mean(f"{service.prefix}:{one}" for one in nearest(name, names))
