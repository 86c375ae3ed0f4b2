"""A checked Node → RawStatement."""

from collections.abc import Iterator

from generator.model.pattern import Pattern
from generator.model.profile import ConditionClause, RawStatement, Word
from generator.profiles.node import Entry, Node, child_of, entries_of, texts_of
from generator.profiles.reading import Reading


def decode_raw(entry: Entry, read: Reading) -> RawStatement:
    """The entry `raw` of a grant → its statement; `read` knows IAM's policy variables."""
    body = entry.value
    return RawStatement(
        actions=_words(child_of(body, "Action")),
        not_actions=_words(child_of(body, "NotAction")),
        resources=_texts(child_of(body, "Resource"), read),
        not_resources=_texts(child_of(body, "NotResource"), read),
        conditions=tuple(_conditions(child_of(body, "Condition"), read)),
        at=entry.key.at,
    )


def _conditions(node: Node | None, read: Reading) -> Iterator[ConditionClause]:
    for operator in entries_of(node):
        for one in entries_of(operator.value):
            values = _texts(one.value, read)
            yield ConditionClause(key=read.text(one.key), operator=operator.key.text, values=values, at=one.key.at)


def _words(node: Node | None) -> tuple[Word, ...]:
    return tuple(Word(text=one.text, at=one.at) for one in texts_of(node))


def _texts(node: Node | None, read: Reading) -> tuple[Pattern, ...]:
    return tuple(read.text(one) for one in texts_of(node))
