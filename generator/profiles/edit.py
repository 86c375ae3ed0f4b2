"""A profile's text and one change → the new text, in which everything else stays byte for byte.

Every change proves itself: what is parsed from the new text is what was parsed from the old one with exactly
this change. Where that cannot be had, nothing is changed.
"""

from collections.abc import Callable
from dataclasses import dataclass

from generator.diagnostics import DiagnosticError
from generator.profiles.edit_find import node_of
from generator.profiles.edit_layout import Item, Pairs, Value
from generator.profiles.edit_splice import CannotEdit, Splice, added_key, appended, removed
from generator.profiles.edit_spots import Place, Spot, find, locate
from generator.profiles.node import MappingNode, Node, ScalarNode, SequenceNode

__all__ = ["AddKey", "Append", "CannotEdit", "Change", "Item", "Pairs", "Place", "Remove", "Value", "edit"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Append:
    """An item behind the last one of a list; a lone text becomes a list with it."""

    place: Place
    value: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class AddKey:
    """A key of a mapping with its value, behind the last of those `after` which it stands; else behind all."""

    place: Place
    key: str
    value: Value
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove:
    """An item of a list, or a key of a mapping with its value; never the only one."""

    place: Place


Change = Append | AddKey | Remove

Tree = str | tuple["Tree", ...] | dict[str, "Tree"]
"""What a text says, without places: texts, lists, and mappings in their order."""


def edit(text: str, change: Change) -> str:
    """A text that `parse` takes → the text with the change.

    Raises: CannotEdit where the layout leaves no safe place for it, such as a value that several places share.
    """
    root = node_of(text)
    assert root is not None, "a profile that was loaded says something"
    splice = _splice(text, locate(text), change)
    made = text[: splice.start] + splice.text + text[splice.end :]
    try:
        changed = node_of(made)
    except DiagnosticError as error:
        raise CannotEdit(f"it would not be YAML any more: {error.diagnostics[0].message}") from None
    if changed is None or _ordered(tree_of(changed)) != _ordered(intended(tree_of(root), change)):
        raise CannotEdit("more than this would change: the value is shared with other places, or laid out unusually")
    return made


def _splice(text: str, root: Spot, change: Change) -> Splice:
    match change:
        case Append(place=place, value=value):
            return appended(text, root, _found(root, place), value)
        case AddKey(place=place, key=key, value=value, after=after):
            return added_key(text, root, _found(root, place), Item(key=key, value=value, after=after))
        case Remove(place=place):
            return removed(text, _found(root, place[:-1]), place[-1])


def _found(root: Spot, place: Place) -> Spot:
    spot = find(root, place)
    if spot is None:
        raise CannotEdit("the value is shared with other places by an alias")
    return spot


def tree_of(node: Node) -> Tree:
    """What a node says."""
    match node:
        case ScalarNode(text=text):
            return text
        case SequenceNode(items=items):
            return tuple(map(tree_of, items))
        case MappingNode(entries=entries):
            return {one.key.text: tree_of(one.value) for one in entries}


def intended(tree: Tree, change: Change) -> Tree:
    """What is said after a change."""
    match change:
        case Append(place=place, value=value):
            return _at(tree, place, lambda old: (*(old if isinstance(old, tuple) else (old,)), _said(value)))
        case AddKey(place=place, key=key, value=value, after=after):
            return _at(tree, place, lambda old: _with_key(old, Item(key=key, value=value, after=after)))
        case Remove(place=place):
            return _at(tree, place[:-1], lambda old: _without(old, place[-1]))


def _at(tree: Tree, place: Place, change: Callable[[Tree], Tree]) -> Tree:
    if not place:
        return change(tree)
    step, rest = place[0], place[1:]
    if isinstance(tree, dict) and isinstance(step, str):
        return {key: _at(value, rest, change) if key == step else value for key, value in tree.items()}
    assert isinstance(tree, tuple), "a place leads through lists and mappings"
    return tuple(_at(one, rest, change) if number == step else one for number, one in enumerate(tree))


def _with_key(old: Tree, item: Item) -> Tree:
    assert isinstance(old, dict), "only a mapping has keys"
    keys = list(old)
    number = item.number(keys)
    pairs = list(old.items())
    return dict([*pairs[:number], (item.key, _said(item.value)), *pairs[number:]])


def _without(old: Tree, step: str | int) -> Tree:
    if isinstance(old, dict):
        return {key: value for key, value in old.items() if key != step}
    return tuple(one for number, one in enumerate(old) if number != step)


def _said(value: Value) -> Tree:
    match value:
        case str():
            return _normal(value)
        case tuple():
            return tuple(map(_said, value))
        case Pairs(entries=entries):
            return {_normal(key): _said(one) for key, one in entries}


def _normal(text: str) -> str:
    import unicodedata

    return unicodedata.normalize("NFC", text)


def _ordered(tree: Tree) -> object:
    """A tree that is equal only to one with the same order of keys."""
    if isinstance(tree, dict):
        return ("mapping", *((key, _ordered(value)) for key, value in tree.items()))
    return tree if isinstance(tree, str) else ("list", *map(_ordered, tree))
