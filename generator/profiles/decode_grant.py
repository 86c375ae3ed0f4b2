"""A checked Node → Grant and Capability."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator.diagnostics import Diagnostic
from generator.model.pattern import Pattern
from generator.model.profile import (
    Argument,
    Capability,
    ConditionClause,
    Dependents,
    Grant,
    Input,
    InputType,
    Parameter,
    RawStatement,
    ResourceClause,
    ResourceScope,
    UnsupportedConditions,
    Word,
)
from generator.profiles.decode_raw import decode_raw
from generator.profiles.language_words import ACCESS_WORDS
from generator.profiles.node import (
    Entry,
    MappingNode,
    Node,
    ScalarNode,
    child_of,
    entries_of,
    items_of,
    texts_of,
    word_of,
)
from generator.profiles.reading import Reading
from generator.profiles.text import Scope, Variables, parse_text


@dataclass(frozen=True, slots=True, kw_only=True)
class GrantDecoder:
    """Decodes grants whose texts may read the inputs and, inside a capability, its parameters."""

    inputs: Mapping[str, Input]
    complain: Callable[[Diagnostic], None]
    parameters: frozenset[str] = frozenset()

    def grant(self, node: Node) -> Grant:
        service = words(child_of(node, "service"))
        return Grant(
            capabilities=words(child_of(node, "capability")),
            access=tuple(
                sorted(
                    (ACCESS_WORDS[one.text] for one in texts_of(child_of(node, "access"))), key=lambda one: one.value
                )
            ),
            actions=words(child_of(node, "actions")),
            service=service[0] if service else None,
            exclude=words(child_of(node, "exclude")),
            resources=self._resources(child_of(node, "resources")),
            conditions=tuple(self._conditions(child_of(node, "conditions"))),
            unsupported_conditions=UnsupportedConditions(
                word_of(node, "unsupported_conditions", UnsupportedConditions.REFUSE.value)
            ),
            dependents=Dependents(word_of(node, "dependents", Dependents.NOTE.value)),
            arguments=tuple(
                Argument(name=_word_of(entry.key), values=self._texts(entry.value))
                for entry in entries_of(child_of(node, "with"))
            ),
            raw=self._raw(node),
            at=node.entries[0].key.at if isinstance(node, MappingNode) else node.at,
        )

    def _raw(self, node: Node) -> RawStatement | None:
        entries = {one.key.text: one for one in entries_of(node)}
        found = entries.get("raw")
        if found is None:
            return None
        for one in entries.values():
            if one is not found:
                message = f"a raw statement is kept as it is written, and `{one.key.text}` would change it"
                hint = "write `Resource`, `NotResource` and `Condition` under `raw`"
                self.complain(Diagnostic(code="raw-alone", message=message, at=one.key.at, hint=hint))
        return decode_raw(found, Reading(text=self._iam_text, complain=self.complain))

    def capability(self, entry: Entry, default_service: str) -> Capability:
        body = entry.value
        parameters = tuple(self._parameter(one) for one in entries_of(child_of(body, "parameters")))
        inner = GrantDecoder(
            inputs=self.inputs, complain=self.complain, parameters=frozenset(one.name for one in parameters)
        )
        return Capability(
            name=entry.key.text,
            service=word_of(body, "service", default_service),
            title=" ".join(word_of(body, "title", "").split()),
            description=" ".join(word_of(body, "description", "").split()),
            parameters=parameters,
            grants=tuple(inner.grant(node) for node in items_of(child_of(body, "grants"))),
            at=entry.key.at,
        )

    def _parameter(self, entry: Entry) -> Parameter:
        default = child_of(entry.value, "default")
        return Parameter(
            name=entry.key.text,
            type=InputType(word_of(entry.value, "type", InputType.STRING.value)),
            description=" ".join(word_of(entry.value, "description", "").split()),
            required=word_of(entry.value, "required", "true") == "true",
            default=self._texts(default) if default is not None else None,
            at=entry.key.at,
        )

    def _text(self, node: ScalarNode) -> Pattern:
        return parse_text(node.text, node.at, Scope(inputs=self.inputs, parameters=self.parameters), self.complain)

    def _iam_text(self, node: ScalarNode) -> Pattern:
        return parse_text(node.text, node.at, Scope(inputs=self.inputs, variables=Variables.ALL), self.complain)

    def _texts(self, node: Node | None) -> tuple[Pattern, ...]:
        return tuple(self._text(item) for item in texts_of(node))

    def _resources(self, node: Node | None) -> tuple[ResourceClause, ...] | ResourceScope:
        if isinstance(node, ScalarNode):
            return ResourceScope.ANY
        return tuple(self._resource(entry) for entry in entries_of(node))

    def _resource(self, entry: Entry) -> ResourceClause:
        names = child_of(entry.value, "names") if isinstance(entry.value, MappingNode) else entry.value
        return ResourceClause(
            type=_word_of(entry.key),
            names=self._texts(names),
            owners=self._texts(child_of(entry.value, "owners")),
            at=names.at if isinstance(names, ScalarNode) else entry.key.at,
        )

    def _conditions(self, node: Node | None) -> Iterator[ConditionClause]:
        for entry in entries_of(node):
            key = self._text(entry.key)
            by_operator = entries_of(entry.value)
            for one in by_operator:
                yield ConditionClause(key=key, operator=one.key.text, values=self._texts(one.value), at=one.key.at)
            if not by_operator:
                yield ConditionClause(key=key, operator="", values=self._texts(entry.value), at=entry.key.at)


def words(node: Node | None) -> tuple[Word, ...]:
    """A text or a list of texts → words with their places."""
    return tuple(_word_of(item) for item in texts_of(node))


def _word_of(node: ScalarNode) -> Word:
    return Word(text=node.text, at=node.at)
