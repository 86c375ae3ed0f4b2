"""A tree → the policy that it spells, as far as it spells one.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.analysis.evaluation.operators import Operation, find_operation
from generator.analysis.lint.kind import Kind
from generator.analysis.lint.tree import ArrayNode, Member, Node, ObjectNode, Span, TextNode
from generator.model.policy import VERSION, Effect


@dataclass(frozen=True, slots=True)
class Element:
    """A key with its value, and what the value lists."""

    key: TextNode
    value: Node

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The entries of a list, or the one value."""
        return self.value.items if isinstance(self.value, ArrayNode) else (self.value,)

    @property
    def texts(self) -> tuple[TextNode, ...]:
        """The entries that are texts without an unknown part."""
        return tuple(one for one in self.nodes if isinstance(one, TextNode) and one.is_known)

    @property
    def is_complete(self) -> bool:
        """Whether every entry is a text without an unknown part."""
        return len(self.texts) == len(self.nodes)


@dataclass(frozen=True, slots=True)
class Condition:
    """One operator on one key; `operation` is None where IAM has no such operator, or none is known."""

    operator: TextNode
    operation: Operation | None
    tested: Element
    effect: Effect | None

    @property
    def key(self) -> str:
        """The key as the policy spells it."""
        return self.tested.key.value

    @property
    def folded(self) -> str:
        """The key in lower case: keys are not case-sensitive."""
        return self.tested.key.value.casefold()


@dataclass(frozen=True, slots=True)
class Principals:
    """`Principal` or `NotPrincipal`: `"*"`, or groups by type."""

    element: Element
    groups: tuple[Element, ...]

    @property
    def is_everyone(self) -> bool:
        """Whether it is the bare `"*"`."""
        return isinstance(self.element.value, TextNode) and self.element.value.value == "*"

    def of_type(self, name: str) -> tuple[TextNode, ...]:
        """The known identifiers of a type."""
        return tuple(text for group in self.groups if group.key.value == name for text in group.texts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """`at` is where it begins; `conditions` are those of every operator, in order."""

    at: Span
    kind: Kind
    node: ObjectNode
    elements: tuple[Element, ...]
    effect: Effect | None
    conditions: tuple[Condition, ...]

    def element(self, name: str) -> Element | None:
        """The element of a name; of two the first."""
        return next((one for one in self.elements if one.key.value == name), None)

    def texts(self, name: str) -> tuple[TextNode, ...]:
        """The known texts of an element; none where there is no such element."""
        found = self.element(name)
        return found.texts if found else ()

    def principals(self, name: str = "Principal") -> Principals | None:
        """Who the statement is about."""
        found = self.element(name)
        return Principals(found, tuple(_members(found.value))) if found else None

    def tests(self, *keys: str) -> tuple[Condition, ...]:
        """The conditions on any of these keys."""
        folded = {one.casefold() for one in keys}
        return tuple(one for one in self.conditions if one.folded in folded)

    @property
    def is_closed(self) -> bool:
        """Whether every condition is known, so that what is missing is truly missing."""
        found = self.element("Condition")
        if found is None:
            return True
        blocks = tuple(_members(found.value))
        keys = [one.key for one in blocks] + [one.tested.key for one in self.conditions]
        known = all(isinstance(one.value, ObjectNode) for one in blocks) and all(one.is_known for one in keys)
        return isinstance(found.value, ObjectNode) and known


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """`at` is where the policy begins; `elements` are those beside the statements."""

    kind: Kind
    root: Node
    elements: tuple[Element, ...]
    statements: tuple[Statement, ...]

    @property
    def at(self) -> Span:
        """Where the policy begins."""
        return self.root.at

    def element(self, name: str) -> Element | None:
        """The element of a name; of two the first."""
        return next((one for one in self.elements if one.key.value == name), None)

    @property
    def reads_variables(self) -> bool | None:
        """Whether `${…}` is a variable in this policy's version; None where the version is unknown.

        Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html
        """
        version = self.element("Version")
        if version is None:
            return False
        return version.texts[0].value == VERSION if version.texts else None


def decode_policy(root: Node, kind: Kind) -> Policy:
    """A tree → its policy."""
    elements = tuple(_members(root))
    statement = next((one for one in elements if one.key.value == "Statement"), None)
    nodes = statement.nodes if statement else ()
    return Policy(
        kind=kind,
        root=root,
        elements=elements,
        statements=tuple(_statement(one, kind) for one in nodes if isinstance(one, ObjectNode)),
    )


def _statement(node: ObjectNode, kind: Kind) -> Statement:
    elements = tuple(_members(node))
    effect = next((_effect(one.value) for one in elements if one.key.value == "Effect"), None)
    conditions = tuple(found for one in elements if one.key.value == "Condition" for found in _conditions(one, effect))
    return Statement(at=node.at, kind=kind, node=node, elements=elements, effect=effect, conditions=conditions)


def _conditions(element: Element, effect: Effect | None) -> Iterator[Condition]:
    for block in _members(element.value):
        operation = find_operation(block.key.value) if block.key.is_known else None
        for tested in _members(block.value):
            yield Condition(block.key, operation, tested, effect)


def _effect(node: Node) -> Effect | None:
    found = node.value if isinstance(node, TextNode) else ""
    return next((one for one in Effect if one.value == found), None)


def _members(node: Node) -> Iterator[Element]:
    members: tuple[Member, ...] = node.members if isinstance(node, ObjectNode) else ()
    return (Element(one.key, one.value) for one in members)
