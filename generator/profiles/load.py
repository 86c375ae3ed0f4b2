"""The texts of one or more files → Profiles.

Includes are followed, everything is checked against the one declared shape, and what two
files both say is a conflict that names both places.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import TypeVar

from generator.diagnostics import Diagnostic, DiagnosticError, Position
from generator.model.guardrail import Guardrail
from generator.model.profile import Capability, Input, Naming, Persona, Profiles, Rule
from generator.model.resource_policy import ResourcePolicyClause
from generator.model.target import Target
from generator.profiles.check import check, shorten
from generator.profiles.decode import Decoder, prefix_and_path, tags_of
from generator.profiles.decode_grant import GrantDecoder
from generator.profiles.decode_guardrail import GuardrailDecoder
from generator.profiles.decode_resource_policy import ResourcePolicyDecoder
from generator.profiles.former_names import check_former_names
from generator.profiles.language import PROFILES
from generator.profiles.node import Entry, MappingNode, Node, ScalarNode, entries_of, items_of, texts_of
from generator.profiles.parse import parse
from generator.profiles.rules import parse_rule
from generator.profiles.shipped import shipped_capabilities, shipped_shareables

Read = Callable[[str], str]
"""A path as given → the file's text. Raises: DiagnosticError for a file that cannot be read as text."""

_LONE_KEYS = ("service", "naming")
_FOLDERS = {"personas": "persona", "guardrails": "guardrail", "resource_policies": "resource policy"}
"""The sections whose entries become folders of modules, and what an entry is called."""
_Named = TypeVar("_Named", Input, Target, Persona, Capability, Guardrail, ResourcePolicyClause)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Document:
    path: str
    root: MappingNode


def load(paths: Sequence[str], read: Read) -> Profiles:
    """Files and what they include → Profiles, in an order that does not depend on the order of files.

    Raises: DiagnosticError with every problem of the first phase that has any.
    """
    documents = sorted(_documents(paths, read), key=lambda one: one.path)
    _raise(problem for one in documents for problem in check(one.root, PROFILES))
    _raise(_conflicts(documents))
    return _Loader(documents).profiles()


def _documents(paths: Sequence[str], read: Read) -> list[_Document]:
    found: dict[str, _Document] = {}
    problems: list[Diagnostic] = []
    seen: set[str] = set()
    waiting: deque[tuple[str, Position | None]] = deque((path, None) for path in paths)
    while waiting:
        given, at = waiting.popleft()
        path = str(PurePosixPath(given))
        if path in seen:
            continue
        seen.add(path)
        try:
            found[path] = _document(path, _reading(read, at))
            waiting += _includes(found[path])
        except DiagnosticError as error:
            problems += error.diagnostics
    _raise(problems)
    return list(found.values())


def _reading(read: Read, at: Position | None) -> Read:
    """Reads, and blames the place that includes a file when that cannot be read."""

    def blaming(path: str) -> str:
        try:
            return read(path)
        except DiagnosticError as error:
            if at is None:
                raise
            raise DiagnosticError(
                replace(one, at=at, message=f"`{shorten(path)}` is included here: {one.message}")
                for one in error.diagnostics
            ) from None

    return blaming


def _document(path: str, read: Read) -> _Document:
    root = parse(read(path), path)
    if root is None:
        at = Position(file=path, line=1, column=1)
        hint = "start with `version: 1`, or run `iam-personas schema` for the whole language"
        raise DiagnosticError([Diagnostic(code="empty-file", message="the file says nothing", at=at, hint=hint)])
    if not isinstance(root, MappingNode):
        raise DiagnosticError(check(root, PROFILES))
    return _Document(path=path, root=root)


def _includes(document: _Document) -> list[tuple[str, Position]]:
    folder = PurePosixPath(document.path).parent
    nodes = tuple(texts_of(document.root.get("include")))
    _raise(
        Diagnostic(
            code="include-path",
            message=f"`{shorten(node.text)}` leads out of this file's folder",
            at=node.at,
            hint="include files in this folder or below it",
        )
        for node in nodes
        if _leads_out(node.text)
    )
    return [(str(folder / node.text), node.at) for node in nodes]


def _leads_out(path: str) -> bool:
    pure = PurePosixPath(path)
    return pure.is_absolute() or ".." in pure.parts or "\\" in path or path.startswith("~")


def _conflicts(documents: Sequence[_Document]) -> Iterator[Diagnostic]:
    for section in ("inputs", "capabilities", "personas", "guardrails", "resource_policies", "tags"):
        yield from _twice(_keys(documents, section), section)
    taken: dict[str, tuple[str, ScalarNode]] = {}
    for section, called in _FOLDERS.items():
        yield from _shared(_keys(documents, section), called, taken)
    names = (
        item.get("name")
        for one in documents
        for item in items_of(one.root.get("targets"))
        if isinstance(item, MappingNode)
    )
    yield from _twice((name for name in names if isinstance(name, ScalarNode)), "targets")
    for key in _LONE_KEYS:
        given = [entry.key for one in documents for entry in one.root.entries if entry.key.text == key]
        yield from _twice(given, "the files")


def _keys(documents: Sequence[_Document], section: str) -> tuple[ScalarNode, ...]:
    return tuple(entry.key for one in documents for entry in entries_of(one.root.get(section)))


def _shared(keys: Iterable[ScalarNode], called: str, taken: dict[str, tuple[str, ScalarNode]]) -> Iterator[Diagnostic]:
    """What is called as something else is: all of them become folders of modules."""
    for one in keys:
        other, first = taken.setdefault(one.text, (called, one))
        if other != called:
            message = f"the {called} `{shorten(one.text)}` is called as a {other} is"
            hint = f"the {other} is at {first.at}"
            yield Diagnostic(code="conflict", message=message, at=one.at, hint=hint)


def _twice(keys: Iterable[ScalarNode], section: str) -> Iterator[Diagnostic]:
    first: dict[str, ScalarNode] = {}
    for key in keys:
        folded = key.text.casefold()
        if folded in first:
            message = f"`{shorten(key.text)}` stands twice in {section}"
            other = first[folded]
            spelled = f", `{shorten(other.text)}`," if other.text != key.text else ""
            hint = f"the other one{spelled} is at {other.at}"
            yield Diagnostic(code="conflict", message=message, at=key.at, hint=hint)
        first.setdefault(folded, key)


@dataclass(frozen=True, slots=True)
class _Loader:
    documents: Sequence[_Document]

    def profiles(self) -> Profiles:
        decoder = Decoder()
        decoder.inputs = _by_name(decoder.input(entry) for entry in self._entries("inputs"))
        service = self._lone("service")
        home = service.text if isinstance(service, ScalarNode) else ""
        grants = GrantDecoder(inputs=decoder.inputs, complain=decoder.problems.append)
        own = tuple(grants.capability(entry, home) for entry in self._entries("capabilities"))
        personas = tuple(decoder.persona(entry, grants) for entry in self._entries("personas"))
        guardrails = _guardrails(self._entries("guardrails"), decoder, grants)
        resource_policies = _resource_policies(self._entries("resource_policies"), decoder, grants)
        targets = tuple(decoder.target(node) for node in self._items("targets"))
        rules = [
            parse_rule(node.text, node.at, decoder.request_word)
            for node in self._items("rules")
            if isinstance(node, ScalarNode)
        ]
        prefix, path = prefix_and_path(self._lone("naming"))
        _raise(decoder.problems + [one for one in rules if isinstance(one, Diagnostic)])
        _raise(_said_twice(one for one in rules if isinstance(one, Rule)))
        _raise(check_former_names(self._entries("personas")))
        return Profiles(
            service=home,
            naming=Naming(prefix=prefix, path=path),
            tags=tuple(sorted(pair for one in self.documents for pair in tags_of(one.root.get("tags")))),
            inputs=_sorted(decoder.inputs.values()),
            targets=_sorted(targets),
            personas=_sorted(personas),
            guardrails=_sorted(guardrails),
            resource_policies=_sorted(resource_policies),
            shareables=tuple(shipped_shareables((home,))),
            capabilities=_sorted(
                {**_by_name(shipped_capabilities(_services(home, personas, guardrails))), **_by_name(own)}.values()
            ),
            rules=tuple(
                sorted((one for one in rules if isinstance(one, Rule)), key=lambda one: (one.text, str(one.at)))
            ),
            at=self.documents[0].root.at,
        )

    def _entries(self, section: str) -> Iterator[Entry]:
        return (entry for one in self.documents for entry in entries_of(one.root.get(section)))

    def _items(self, section: str) -> Iterator[Node]:
        return (item for one in self.documents for item in items_of(one.root.get(section)))

    def _lone(self, key: str) -> Node | None:
        return next((value for one in self.documents if (value := one.root.get(key)) is not None), None)


def _said_twice(rules: Iterable[Rule]) -> Iterator[Diagnostic]:
    first: dict[str, Rule] = {}
    for rule in rules:
        other = first.setdefault(rule.text, rule)
        if other is not rule:
            message = f"the rule `{shorten(rule.text)}` stands twice"
            yield Diagnostic(code="conflict", message=message, at=rule.at, hint=f"the other one is at {other.at}")


def _guardrails(entries: Iterable[Entry], decoder: Decoder, grants: GrantDecoder) -> tuple[Guardrail, ...]:
    guardrail = GuardrailDecoder(
        grants=grants, text=decoder.text, request_text=decoder.request_text, complain=decoder.problems.append
    )
    return tuple(guardrail.guardrail(one) for one in entries)


def _resource_policies(
    entries: Iterable[Entry], decoder: Decoder, grants: GrantDecoder
) -> tuple[ResourcePolicyClause, ...]:
    policy = ResourcePolicyDecoder(
        grants=grants, text=decoder.text, request_text=decoder.request_text, complain=decoder.problems.append
    )
    return tuple(policy.resource_policy(one) for one in entries)


def _services(home: str, personas: Iterable[Persona], guardrails: Iterable[Guardrail]) -> tuple[str, ...]:
    grants = [grant for one in personas for grant in one.can + one.cannot]
    grants += (grant for one in guardrails for grant in one.cannot)
    return tuple(sorted({home} | {one.service.text for one in grants if one.service is not None}))


def _by_name(values: Iterable[_Named]) -> dict[str, _Named]:
    return {one.name: one for one in values}


def _sorted(values: Iterable[_Named]) -> tuple[_Named, ...]:
    return tuple(sorted(values, key=lambda one: one.name))


def _raise(problems: Iterable[Diagnostic]) -> None:
    if found := tuple(problems):
        raise DiagnosticError(found)
