"""The text of a policy_sentry template → what it asks for, with its places.

Source: https://policy-sentry.readthedocs.io/en/latest/user-guide/write-policy.html
"""

from dataclasses import dataclass

from generator.diagnostics import Diagnostic, DiagnosticError, Position
from generator.diagnostics.nearest import nearest
from generator.model.profile import Word
from generator.model.reference import AccessLevel
from generator.profiles.language_words import ACCESS_WORDS
from generator.profiles.node import MappingNode, Node, child_of, entries_of, texts_of, word_of
from generator.profiles.parse import parse

CRUD, ACTIONS = "crud", "actions"
_WILDCARD_ONLY, _SINGLE, _SERVICE = "wildcard-only", "single-actions", "service-"
_SKIP, _EXCLUDE = "skip-resource-constraints", "exclude-actions"
_KEYS = {
    CRUD: ("mode", "name", *ACCESS_WORDS, _WILDCARD_ONLY, _SKIP, _EXCLUDE),
    ACTIONS: ("mode", "name", "actions", _EXCLUDE),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SentryTemplate:
    """`arns` are asked for by access level, `services` for the actions of a level that act on nothing particular."""

    name: str
    at: Position
    arns: tuple[tuple[AccessLevel, Word], ...] = ()
    actions: tuple[Word, ...] = ()
    single: tuple[Word, ...] = ()
    services: tuple[tuple[AccessLevel, Word], ...] = ()
    unconstrained: tuple[Word, ...] = ()
    excluded: tuple[Word, ...] = ()


def read_policy_sentry(text: str, file: str) -> SentryTemplate:
    """A template's text → what it asks for.

    Raises: DiagnosticError for what is no such template.
    """
    root = parse(text, file)
    mode = word_of(root, "mode", "") if root is not None else ""
    if not isinstance(root, MappingNode) or mode not in _KEYS:
        at = root.at if root is not None else Position(file=file, line=1, column=1)
        message = "this is no policy_sentry template: it has no `mode: crud` and no `mode: actions`"
        raise DiagnosticError([Diagnostic(code="no-policy", message=message, at=at)])
    _check(root, _KEYS[mode])
    only = child_of(root, _WILDCARD_ONLY)
    return SentryTemplate(
        name=word_of(root, "name", ""),
        at=root.at,
        arns=tuple((level, one) for word, level in ACCESS_WORDS.items() for one in _words(root, word)),
        actions=_words(root, "actions"),
        single=_words(only, _SINGLE),
        services=tuple((level, one) for word, level in ACCESS_WORDS.items() for one in _words(only, _SERVICE + word)),
        unconstrained=_words(root, _SKIP),
        excluded=_words(root, _EXCLUDE),
    )


def _words(node: Node | None, key: str) -> tuple[Word, ...]:
    """The texts under a key; policy_sentry's own examples leave empty ones."""
    return tuple(Word(text=one.text, at=one.at) for one in texts_of(child_of(node, key)) if one.text)


def _check(root: MappingNode, known: tuple[str, ...]) -> None:
    inner = entries_of(child_of(root, _WILDCARD_ONLY))
    within = (_SINGLE, *(_SERVICE + one for one in ACCESS_WORDS))
    unknown = [(one.key, known) for one in root.entries if one.key.text not in known]
    unknown += [(one.key, within) for one in inner if one.key.text not in within]
    if unknown:
        raise DiagnosticError(
            Diagnostic(
                code="unknown-key",
                message=f"a policy_sentry template has no key `{key.text}` that can be imported",
                at=key.at,
                hint=next((f"did you mean `{one}`?" for one in nearest(key.text, names)), ""),
            )
            for key, names in unknown
        )
