"""A grant's view → the grant that the loader would read from its text."""

from collections.abc import Callable, Iterable

from generator.diagnostics import NOWHERE, Diagnostic
from generator.model.pattern import Pattern
from generator.model.profile import Argument, ConditionClause, Grant, ResourceClause, ResourceScope, Word
from generator.profiles.language_words import ACCESS_WORDS
from generator.profiles.text import Scope, parse_text
from generator.renderer.imported_profile import ImportedGrant

_NOTHING = Scope(inputs={})
Complain = Callable[[Diagnostic], None]


def grant_of(shown: ImportedGrant, complain: Complain) -> Grant:
    """A grant that is not raw, as a value; what no profile can say is complained of."""
    return Grant(
        capabilities=_words((shown.capability,) if shown.capability else ()),
        access=tuple(sorted((ACCESS_WORDS[one] for one in shown.access), key=lambda one: one.value)),
        actions=_words(shown.actions),
        service=Word(text=shown.service) if shown.service else None,
        resources=ResourceScope.ANY if shown.is_anywhere else tuple(_resources(shown, complain)),
        conditions=tuple(
            ConditionClause(key=_text(one.key, complain), operator=test.operator, values=_texts(test.values, complain))
            for one in shown.conditions
            for test in one.tests
        ),
        arguments=tuple(
            Argument(name=Word(text=one.name), values=_texts(one.texts, complain)) for one in shown.arguments
        ),
    )


def _resources(shown: ImportedGrant, complain: Complain) -> Iterable[ResourceClause]:
    return (
        ResourceClause(type=Word(text=one.type), names=_texts(one.names, complain), owners=_texts(one.owners, complain))
        for one in shown.resources
    )


def _words(texts: Iterable[str]) -> tuple[Word, ...]:
    return tuple(Word(text=one) for one in texts)


def _texts(texts: Iterable[str], complain: Complain) -> tuple[Pattern, ...]:
    return tuple(_text(one, complain) for one in texts)


def _text(text: str, complain: Complain) -> Pattern:
    return parse_text(text, NOWHERE, _NOTHING, complain)
