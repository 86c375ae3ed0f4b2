"""YAML text → Node, with YAML's traps closed.

Events are read one by one, so that aliases cannot explode, keys are text and unique, and
nothing is resolved behind our back.

Source: https://yaml.org/spec/1.1/ (what PyYAML implements)
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import cast

import yaml

from generator.diagnostics import Diagnostic, DiagnosticError, Position
from generator.profiles.node import Entry, MappingNode, Node, ScalarNode, SequenceNode

MAX_NODES = 100_000
MAX_DEPTH = 40
MAX_SCALAR_CHARS = 10_000

_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FLOW_HINT = 'quote it: inside `{ }` and `[ ]` an unquoted `${…}` is not YAML, write "${…}"'


def parse(text: str, file: str) -> Node | None:
    """One YAML document → Node; None for a document that says nothing.

    Raises: DiagnosticError for text that is not one well-formed document.
    """
    builder = _Builder(file=file, lines=tuple(text.splitlines()) or ("",))
    try:
        return builder.document(cast("Iterator[yaml.Event]", yaml.parse(text, Loader=_LOADER)))
    except yaml.MarkedYAMLError as error:
        raise DiagnosticError([builder.syntax_error(error)]) from None
    except (yaml.YAMLError, ValueError) as error:
        message = f"this is not YAML: {str(error).splitlines()[0]}"
        raise DiagnosticError([Diagnostic(code="yaml-syntax", message=message, at=builder.place(0, 0))]) from None


@dataclass(slots=True)
class _Builder:
    """Builds the tree from events; its only state is what anchors name and how much was built."""

    file: str
    lines: tuple[str, ...]
    anchors: dict[str, tuple[Node, int]] = field(default_factory=dict[str, tuple[Node, int]])
    built: int = 0

    def document(self, events: Iterator[yaml.Event]) -> Node | None:
        root: Node | None = None
        for event in events:
            match event:
                case yaml.DocumentStartEvent() if root is not None:
                    raise self._stop(
                        event, "yaml-second-document", "a second document starts here", "use one file for each"
                    )
                case yaml.DocumentStartEvent():
                    root = self._node(next(events), events, 0)
                case _:
                    pass
        if isinstance(root, ScalarNode) and root.plain and not root.text:
            return None
        return root

    def _node(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        if isinstance(event, yaml.AliasEvent):
            return self._alias(event)
        before = self.built
        self._count(event, 1)
        if depth > MAX_DEPTH:
            raise self._stop(event, "yaml-too-deep", f"nested more than {MAX_DEPTH} levels deep")
        node = self._new(event, events, depth)
        anchor = getattr(event, "anchor", None)
        if anchor is not None:
            self.anchors[anchor] = (node, self.built - before)
        return node

    def _new(self, event: yaml.Event, events: Iterator[yaml.Event], depth: int) -> Node:
        tag = getattr(event, "tag", None)
        if tag is not None and tag != "!":
            raise self._stop(event, "yaml-tag", f"the tag `{tag}` has no meaning here", "leave the tag out")
        match event:
            case yaml.ScalarEvent():
                return self._scalar(event)
            case yaml.SequenceStartEvent():
                return SequenceNode(items=tuple(self._items(events, depth)), at=self._at(event))
            case yaml.MappingStartEvent():
                return MappingNode(entries=tuple(self._entries(events, depth)), at=self._at(event))
            case _:
                raise AssertionError(f"unexpected event {event!r}")

    def _items(self, events: Iterator[yaml.Event], depth: int) -> Iterator[Node]:
        while not isinstance(event := next(events), yaml.SequenceEndEvent):
            yield self._node(event, events, depth + 1)

    def _entries(self, events: Iterator[yaml.Event], depth: int) -> Iterator[Entry]:
        seen: dict[str, Position] = {}
        while not isinstance(event := next(events), yaml.MappingEndEvent):
            key = self._node(event, events, depth + 1)
            if not isinstance(key, ScalarNode):
                raise self._stop(event, "yaml-key", "a key must be text, not a list or a mapping")
            if key.plain and key.text == "<<":
                raise self._stop(
                    event, "yaml-merge-key", "merge keys (`<<`) are not supported", "use `extends` instead"
                )
            if key.text in seen:
                hint = f"it was first given in line {seen[key.text].line}"
                raise self._stop(event, "duplicate-key", f"the key `{key.text}` stands twice", hint)
            seen[key.text] = key.at
            yield Entry(key=key, value=self._node(next(events), events, depth + 1))

    def _scalar(self, event: yaml.ScalarEvent) -> ScalarNode:
        text: str = event.value
        if len(text) > MAX_SCALAR_CHARS:
            message = f"a text of {len(text)} characters is too long, {MAX_SCALAR_CHARS} is the most"
            raise self._stop(event, "yaml-too-large", message)
        normal = text if text.isascii() else unicodedata.normalize("NFC", text)
        return ScalarNode(text=normal, plain=event.style is None or event.style == "", at=self._at(event))

    def _alias(self, event: yaml.AliasEvent) -> Node:
        if event.anchor not in self.anchors:
            raise self._stop(event, "yaml-alias", f"the alias `*{event.anchor}` names no anchor above")
        node, size = self.anchors[event.anchor]
        self._count(event, size)
        return node

    def _count(self, event: yaml.Event, size: int) -> None:
        self.built += size
        if self.built > MAX_NODES:
            raise self._stop(
                event, "yaml-too-large", f"the file has more than {MAX_NODES} values, aliases counted in full"
            )

    def _at(self, event: yaml.Event) -> Position:
        start, end = event.start_mark, event.end_mark
        width = end.column - start.column if end.line == start.line else 1
        return self.place(start.line, start.column, max(width, 1))

    def place(self, line: int, column: int, width: int = 1) -> Position:
        """A 0-based place of PyYAML → Position."""
        quote = self.lines[line] if line < len(self.lines) else ""
        return Position(file=self.file, line=line + 1, column=column + 1, width=width, quote=quote)

    def _stop(self, event: yaml.Event, code: str, message: str, hint: str = "") -> DiagnosticError:
        return DiagnosticError([Diagnostic(code=code, message=message, at=self._at(event), hint=hint)])

    def syntax_error(self, error: yaml.MarkedYAMLError) -> Diagnostic:
        """What PyYAML stumbled over, in words that help."""
        mark = error.problem_mark or error.context_mark
        at = self.place(mark.line, mark.column) if mark is not None else self.place(0, 0)
        if "\t" in at.quote[: at.column]:
            return Diagnostic(
                code="yaml-tab", message="YAML does not allow tabs for indentation", at=at, hint="use spaces"
            )
        message = f"this is not YAML: {error.problem or error.context or 'unreadable'}"
        hint = _FLOW_HINT if "${" in at.quote and ("{" in at.quote.replace("${", "") or "[" in at.quote) else ""
        return Diagnostic(code="yaml-syntax", message=message, at=at, hint=hint)
