"""What a node may look like: the vocabulary in which the profile language is declared.

One declaration serves the loader's checks, the JSON Schema and the reference in docs.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A text; `pattern` must match all of it and `expected` says in words what the pattern means."""

    pattern: str = ""
    expected: str = "text"
    max_chars: int = 2048
    examples: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One word of a closed set."""

    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Whole:
    """A whole number."""

    least: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """`true` or `false`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AnyScalar:
    """A text, a whole number, `true` or `false`."""


ANY_TEXT = Text(pattern=r"[^\x00-\x1f\x7f-\x9f]*", expected="text without control characters")
"""The texts among the values of AnyScalar."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListOf:
    item: "Shape"
    least: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class OneOrMany:
    """A value, or a list of such values."""

    item: "Shape"


@dataclass(frozen=True, slots=True, kw_only=True)
class MapOf:
    """A mapping with free keys."""

    key: Text
    value: "Shape"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    name: str
    shape: "Shape"
    description: str
    required: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A mapping with named keys; `one_of` are keys of which exactly one must be given, and so are `and_one_of`.

    `refused` are keys that people look for, each with the reason why there is none.
    """

    name: str
    description: str
    fields: tuple[Field, ...]
    one_of: tuple[str, ...] = ()
    and_one_of: tuple[str, ...] = ()
    refused: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Either:
    """A text, a list or a mapping: the kind of node decides which of the shapes counts."""

    options: tuple["Shape", ...]


Shape = Text | Choice | Whole | Truth | AnyScalar | ListOf | OneOrMany | MapOf | Record | Either
