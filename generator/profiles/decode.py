"""A checked Node → the typed parts of Profiles.

The shape is known to be right (check.py), so that only meaning is left to complain about.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.diagnostics import Diagnostic, Position
from generator.model.pattern import Pattern, PolicyVariable
from generator.model.profile import (
    Input,
    InputType,
    Persona,
    PersonaKind,
    Wildcards,
    Word,
)
from generator.model.target import INPUT_CHARS, WILDCARD_CHARS, Bindings, InputContent, Target, partition_of
from generator.profiles.check import describe, shorten
from generator.profiles.decode_acceptance import decode_acceptances
from generator.profiles.decode_grant import GrantDecoder, words
from generator.profiles.decode_identity import IdentityDecoder
from generator.profiles.decode_test import decode_test
from generator.profiles.node import (
    Entry,
    Node,
    ScalarNode,
    SequenceNode,
    child_of,
    entries_of,
    items_of,
    prose_of,
    scalar_of,
    texts_of,
)
from generator.profiles.reading import Reading
from generator.profiles.text import Scope, parse_text

_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_WANTED = {
    InputType.STRING: "give one text",
    InputType.NUMBER: "write a whole number without quotes",
    InputType.BOOL: "write `true` or `false` without quotes",
    InputType.LIST_OF_STRING: "write a list: `[…]`",
}


@dataclass(slots=True, kw_only=True)
class Decoder:
    """Decodes nodes in the scope of the declared inputs and collects what has no meaning."""

    inputs: Mapping[str, Input] = field(default_factory=dict[str, Input])
    problems: list[Diagnostic] = field(default_factory=list[Diagnostic])

    def complain(self, code: str, message: str, at: Position, hint: str = "") -> None:
        self.problems.append(Diagnostic(code=code, message=message, at=at, hint=hint))

    def text(self, node: Node) -> Pattern:
        assert isinstance(node, ScalarNode)
        return parse_text(node.text, node.at, Scope(inputs=self.inputs), self.problems.append)

    def request_text(self, node: Node) -> Pattern:
        """A text of a request, which has no policy variables: IAM fills those in in policies."""
        found = self.text(node)
        variable = next((one for one in found.parts if isinstance(one, PolicyVariable)), None)
        if variable is not None:
            message = f"a request carries values, not the policy variable `${{{variable.key}}}`"
            self.complain("unknown-reference", message, node.at, "write a value, or `${input.…}`")
        return found

    def request_word(self, word: Word) -> Pattern:
        """As `request_text`, for a word of a sentence."""
        return self.request_text(ScalarNode(text=word.text, plain=False, at=word.at))

    @property
    def _reading(self) -> Reading:
        return Reading(text=self.text, complain=self.problems.append)

    # inputs and targets

    def input(self, entry: Entry) -> Input:
        type_ = InputType(_text(entry.value, "type"))
        default = child_of(entry.value, "default")
        return Input(
            name=entry.key.text,
            type=type_,
            description=prose_of(entry.value, "description"),
            default=self.content(default, type_) if default is not None else None,
            at=entry.key.at,
        )

    def content(self, node: Node, type_: InputType) -> InputContent:
        """A value as written → the value of an input of that type."""
        match type_:
            case InputType.LIST_OF_STRING if isinstance(node, SequenceNode) and node.items:
                return tuple(self._safe(item) for item in texts_of(node))
            case InputType.STRING if isinstance(node, ScalarNode):
                return self._safe(node)
            case InputType.NUMBER if isinstance(node, ScalarNode) and node.plain and _NUMBER.fullmatch(node.text):
                return int(node.text)
            case InputType.BOOL if isinstance(node, ScalarNode) and node.plain and node.text in ("true", "false"):
                return node.text == "true"
            case _:
                message = f"expected a value of the type `{type_.value}`, found {describe(node)}"
                self.complain("wrong-type", message, node.at, _WANTED[type_])
                return ""

    def _safe(self, node: ScalarNode) -> str:
        if not re.fullmatch(f"[{WILDCARD_CHARS}{INPUT_CHARS}]+", node.text):
            hint = "letters, digits, spaces and `_.:/=+@,~#-*?` can"
            self.complain("bad-value", f"`{shorten(node.text)}` cannot be the value of an input", node.at, hint)
        return node.text

    def target(self, node: Node) -> Target:
        region = _text(node, "region")
        inputs = tuple(self._target_input(entry) for entry in entries_of(child_of(node, "inputs")))
        given = {name for name, _ in inputs}
        defaults = tuple(
            (name, one.default) for name, one in self.inputs.items() if name not in given and one.default is not None
        )
        return Target(
            name=_text(node, "name"),
            bindings=Bindings(
                partition=partition_of(region),
                region=region,
                account=_text(node, "account"),
                inputs=tuple(sorted(inputs + defaults)),
            ),
            at=scalar_of(node, "name").at,
        )

    def _target_input(self, entry: Entry) -> tuple[str, InputContent]:
        declared = self.inputs.get(entry.key.text)
        if declared is None:
            names = ", ".join(f"`{name}`" for name in self.inputs)
            hint = f"the inputs are {names}" if names else "this profile declares no `inputs`"
            self.complain("unknown-input", f"no input is called `{shorten(entry.key.text)}`", entry.key.at, hint)
            return entry.key.text, ""
        return entry.key.text, self.content(entry.value, declared.type)

    # personas

    def persona(self, entry: Entry, grants: GrantDecoder) -> Persona:
        body, reading = entry.value, self._reading
        identity = IdentityDecoder(reading=reading)
        kind = PersonaKind(_text(body, "kind", PersonaKind.HUMAN.value))
        return Persona(
            name=entry.key.text,
            title=prose_of(body, "title"),
            description=prose_of(body, "description"),
            kind=kind,
            identities=identity.identities(child_of(body, "identity"), entry.key.at),
            extends=words(child_of(body, "extends")),
            can=tuple(grants.grant(node) for node in items_of(child_of(body, "can"))),
            cannot=tuple(grants.grant(node) for node in items_of(child_of(body, "cannot"))),
            wildcards=Wildcards(_text(body, "wildcards", Wildcards.NONE.value)),
            tests=tuple(decode_test(node, self.request_text) for node in items_of(child_of(body, "tests"))),
            boundary=identity.boundary(child_of(body, "boundary"), grants),
            formerly=_text(body, "formerly", ""),
            accept=tuple(
                one for node in items_of(child_of(body, "accept")) for one in decode_acceptances(node, reading)
            ),
            at=entry.key.at,
        )


def tags_of(node: Node | None) -> tuple[tuple[str, str], ...]:
    """A mapping of tags → sorted pairs."""
    pairs = ((entry.key.text, entry.value.text) for entry in entries_of(node) if isinstance(entry.value, ScalarNode))
    return tuple(sorted(pairs))


def prefix_and_path(node: Node | None) -> tuple[str, str]:
    """`naming` → the prefix of names and the IAM path."""
    return (_text(node, "prefix", ""), _text(node, "path", "/")) if node is not None else ("", "/")


def _text(node: Node | None, key: str, default: str | None = None) -> str:
    child = child_of(node, key)
    if child is None and default is not None:
        return default
    assert isinstance(child, ScalarNode)
    return child.text
