"""YAML text → Node, with YAML's traps closed.

Events are read one by one, so that aliases cannot explode, keys are text and unique, and
nothing is resolved behind our back.

Source: https://yaml.org/spec/1.1/ (what PyYAML implements)
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import cast

import yaml

from generator.diagnostics import Diagnostic, DiagnosticError, Position
from generator.profiles.check import shorten
from generator.profiles.node import Entry, MappingNode, Node, ScalarNode, SequenceNode

MAX_NODES = 100_000
MAX_DEPTH = 40
MAX_SCALAR_CHARS = 10_000

_LOADER: type[yaml.SafeLoader] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FLOW_HINT = 'quote it: inside `{ }` and `[ ]` an unquoted `${…}` is not YAML, write "${…}"'
_SYNTAX_HINTS = (
    ("mapping values are not allowed", "write `key: value` with a space; a text with `: ` in it needs quotes"),
    ("cannot start any token", "a text that starts with this character needs quotes"),
    ("did not find expected key", "the keys of a mapping start in one column, and nothing follows a closing quote"),
    ("did not find expected '-'", "the entries of one list start in the same column"),
    ("did not find expected ','", "entries are parted by `,`, and every `{` and `[` has its `}` or `]`"),
    ("could not find expected ':'", "write `key: value`, with a space behind the colon"),
    ("expected node content", "a `{`, `[`, `,` or `:` waits for its value"),
    ("unexpected end of stream", "the quote that opens here is never closed"),
    ("unknown escape", "in double quotes `\\` starts an escape: write two, or use single quotes"),
)
_LINE_BREAK = re.compile("\r\n|\n|\r")
# No control characters (YAML allows none), and none of those that make a line look other than
# it is: the line breaks that editors don't show, marks of direction, a byte order mark.
# Source: https://trojansource.codes
_DECEPTIVE = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202f-\u2065\u206a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"
)


def parse(text: str, file: str) -> Node | None:
    """One YAML document → Node; None for a document that says nothing.

    Raises: DiagnosticError for text that is not one well-formed document.
    """
    builder = _Builder(file=file, lines=tuple(_LINE_BREAK.split(text)))
    if found := _DECEPTIVE.search(text):
        raise DiagnosticError([builder.deceptive(text[: found.start()], found.group())])
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
            written = shorten(tag.replace("tag:yaml.org,2002:", "!!"))
            raise self._stop(event, "yaml-tag", f"the tag `{written}` has no meaning here", "leave the tag out")
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
                raise self._stop(event, "duplicate-key", f"the key `{shorten(key.text)}` stands twice", hint)
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
            raise self._stop(event, "yaml-alias", f"the alias `*{shorten(event.anchor)}` names no anchor above")
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
        at, problem = self._mark(error), str(error.problem or error.context or "unreadable")
        indentation = at.quote[: len(at.quote) - len(at.quote.lstrip())]
        if "\t" in indentation or at.quote[at.column - 1 : at.column] == "\t":
            message = "YAML does not allow tabs for indentation"
            return Diagnostic(code="yaml-tab", message=message, at=at, hint="use spaces")
        hint = next((hint for start, hint in _SYNTAX_HINTS if start in problem), "")
        if at.quote[at.column - 2 : at.column] == "${":
            width = len(at.quote[at.column - 2 :].partition("}")[0]) + 1
            at, hint = replace(at, column=at.column - 1, width=width), _FLOW_HINT
        return Diagnostic(code="yaml-syntax", message=f"this is not YAML: {problem}", at=at, hint=hint)

    def _mark(self, error: yaml.MarkedYAMLError) -> Position:
        """Where PyYAML stumbled; at the end of the file, where the unfinished thing starts or the text ends."""
        last = max((number for number, line in enumerate(self.lines) if line.strip()), default=0)
        marks = [mark for mark in (error.problem_mark, error.context_mark) if mark is not None]
        inside = (self.place(mark.line, mark.column) for mark in marks if mark.line <= last)
        return next(inside, self.place(last, max(len(self.lines[last]) - 1, 0)))

    def deceptive(self, before: str, char: str) -> Diagnostic:
        """A character that no profile may hold, behind a text."""
        lines = _LINE_BREAK.split(before)
        message = f"the character U+{ord(char):04X} is not allowed in a profile"
        hint = "it is invisible, or makes a line look other than it is: delete it"
        return Diagnostic(
            code="yaml-character", message=message, at=self.place(len(lines) - 1, len(lines[-1])), hint=hint
        )
