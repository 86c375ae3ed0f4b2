"""Whether a policy is made of the elements and JSON values that the grammar knows.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

from collections.abc import Iterator

from generator.analysis.lint.finding import Check, FindingType, Problem
from generator.analysis.lint.policy import Element, Policy, Statement
from generator.analysis.lint.tree import (
    ArrayNode,
    EncodedNode,
    HeredocNode,
    Node,
    NullNode,
    ObjectNode,
    Span,
    TextNode,
    UnknownNode,
    describe,
)
from generator.analysis.lint.wording import did_you_mean, said
from generator.model.policy import VERSION
from generator.model.policy_json import FIRST_VERSION

SYNTAX = "JSON_SYNTAX_ERROR"
POLICY_ELEMENTS = ("Version", "Id", "Statement")
STATEMENT_ELEMENTS = (
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
)
_EXCLUSIVE = (("Principal", "NotPrincipal"), ("Action", "NotAction"), ("Resource", "NotResource"))
_UNKNOWN = (UnknownNode, EncodedNode, HeredocNode)
_TEXT, _TEXTS = (TextNode,), (TextNode, ArrayNode)
_SHAPES: dict[str, tuple[tuple[type[Node], ...], str]] = {
    "Version": (_TEXT, "a text"),
    "Id": (_TEXT, "a text"),
    "Statement": ((ObjectNode, ArrayNode), "an object or a list of objects"),
    "Sid": (_TEXT, "a text"),
    "Effect": (_TEXT, "a text"),
    "Action": (_TEXTS, "a text or a list of texts"),
    "NotAction": (_TEXTS, "a text or a list of texts"),
    "Resource": (_TEXTS, "a text or a list of texts"),
    "NotResource": (_TEXTS, "a text or a list of texts"),
    "Condition": ((ObjectNode,), "an object"),
}


def repeated_keys(policy: Policy) -> Iterator[Problem]:
    """Keys that stand twice in one object; IAM refuses such a text.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_policies.html
    """
    waiting: list[Node] = [policy.root]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ArrayNode):
            waiting += node.items
        elif isinstance(node, ObjectNode):
            waiting += (one.value for one in node.members)
            yield from _repeated(node)


def _repeated(node: ObjectNode) -> Iterator[Problem]:
    seen: set[str] = set()
    for member in node.members:
        if member.key.is_known and member.key.value in seen:
            message = f"the key {said(member.key)} stands twice in one object"
            yield Problem(member.key.at, message, "put the values under one key")
        seen.add(member.key.value)


def wrong_types(policy: Policy) -> Iterator[Problem]:
    """Elements whose JSON values are of another type than the grammar's."""
    if not isinstance(policy.root, ObjectNode | UnknownNode):
        yield _wrong(policy.root, "a policy", "an object")
    for element in (*policy.elements, *(one for statement in policy.statements for one in statement.elements)):
        yield from _wrong_type(element)
    for statement in policy.statements:
        yield from _wrong_conditions(statement)


def _wrong_type(element: Element) -> Iterator[Problem]:
    wanted = _SHAPES.get(element.key.value)
    if wanted is None or isinstance(element.value, _UNKNOWN):
        return
    if not isinstance(element.value, wanted[0]):
        yield _wrong(element.value, f"`{element.key.value}`", wanted[1])
    elif isinstance(element.value, ArrayNode):
        inner = (ObjectNode,) if element.key.value == "Statement" else _TEXT
        for one in element.value.items:
            if not isinstance(one, inner + _UNKNOWN):
                what = "an object" if inner == (ObjectNode,) else "a text"
                yield _wrong(one, f"an entry of `{element.key.value}`", what)


def _wrong_conditions(statement: Statement) -> Iterator[Problem]:
    found = statement.element("Condition")
    blocks = found.value.members if found and isinstance(found.value, ObjectNode) else ()
    for block in blocks:
        if not isinstance(block.value, (ObjectNode, *_UNKNOWN)):
            yield _wrong(block.value, said(block.key), "an object of condition keys and values")
    for condition in statement.conditions:
        for one in condition.tested.nodes:
            if isinstance(one, ObjectNode | ArrayNode | NullNode):
                yield _wrong(one, f"a value of {said(condition.key)}", "a text")


def _wrong(node: Node, what: str, wanted: str) -> Problem:
    return Problem(node.at, f"{what} is {wanted}, not {describe(node)}", f"write {wanted}")


def unknown_elements(policy: Policy) -> Iterator[Problem]:
    """Keys that are no elements of policies or statements; a trailing wrong case counts as a misspelling."""
    for element in policy.elements:
        yield from _unknown(element, POLICY_ELEMENTS, "a policy")
    for statement in policy.statements:
        for element in statement.elements:
            yield from _unknown(element, STATEMENT_ELEMENTS, "a statement")


def _unknown(element: Element, known: tuple[str, ...], what: str) -> Iterator[Problem]:
    if element.key.value not in known and element.key.is_known:
        hint = did_you_mean(element.key.value, known, "remove it")
        yield Problem(element.key.at, f"{what} has no element {said(element.key)}", hint)


def missing_version(policy: Policy) -> Iterator[Problem]:
    """Policies without `Version`, which are read as the language of 2008."""
    if isinstance(policy.root, ObjectNode) and policy.element("Version") is None:
        message = f"without `Version` this is a policy of {FIRST_VERSION}, which knows no policy variables"
        yield Problem(_first(policy), message, f'add `"Version": "{VERSION}"`')


def invalid_version(policy: Policy) -> Iterator[Problem]:
    """Versions that the policy language never had."""
    version = policy.element("Version")
    for text in version.texts if version else ():
        if text.value not in (VERSION, FIRST_VERSION):
            yield Problem(text.at, f"the policy language has no version {said(text)}", f"write `{VERSION}`")


def missing_statement(policy: Policy) -> Iterator[Problem]:
    """Policies that say nothing."""
    found = policy.element("Statement")
    empty = found is not None and isinstance(found.value, ArrayNode) and not found.value.items
    if isinstance(policy.root, ObjectNode) and (found is None or empty):
        yield Problem(found.value.at if found else _first(policy), "the policy has no statement", "add a statement")


def exclusive_elements(policy: Policy) -> Iterator[Problem]:
    """An element beside its own negation."""
    for statement in policy.statements:
        for plain, negated in _EXCLUSIVE:
            second = statement.element(negated)
            if statement.element(plain) is not None and second is not None:
                message = f"`{plain}` and `{negated}` stand in one statement"
                yield Problem(second.key.at, message, "keep one of them, or make two statements")


def _first(policy: Policy) -> Span:
    """The sign that opens the policy."""
    return Span(policy.at.start, policy.at.start + 1)


CHECKS = (
    Check(SYNTAX, FindingType.ERROR, "the text is not JSON, or a key stands twice in one object", repeated_keys),
    Check("DATA_TYPE_MISMATCH", FindingType.ERROR, "an element holds a JSON value of another type", wrong_types),
    Check("INVALID_POLICY_ELEMENT", FindingType.ERROR, "a key is no element of IAM's grammar", unknown_elements),
    Check("MISSING_VERSION", FindingType.WARNING, "there is no `Version`", missing_version),
    Check("INVALID_VERSION", FindingType.ERROR, "`Version` is neither 2012-10-17 nor 2008-10-17", invalid_version),
    Check("MISSING_STATEMENT", FindingType.ERROR, "there is no statement", missing_statement),
    Check(
        "UNSUPPORTED_ELEMENT_COMBINATION",
        FindingType.ERROR,
        "`Action` stands beside `NotAction`, `Resource` beside `NotResource`, or `Principal` beside `NotPrincipal`",
        exclusive_elements,
    ),
)
