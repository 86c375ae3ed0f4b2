"""What can be left out without changing anything.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
"""

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal

from generator.analysis.evaluation.operators import Quantifier, number_of
from generator.analysis.lint.arn import covers_arn
from generator.analysis.lint.condition_values import spell
from generator.analysis.lint.finding import Check, FindingType, Problem, each_condition, each_statement
from generator.analysis.lint.operators import name_of, quantifier_of
from generator.analysis.lint.policy import Condition, Policy, Statement
from generator.analysis.lint.tree import ArrayNode, EncodedNode, HeredocNode, Node, ObjectNode, TextNode, UnknownNode
from generator.analysis.lint.wildcards import covers, has_wildcard
from generator.analysis.lint.wording import said

MOST_COMPARED_CHARS = 32_768
"""The largest policy that a service takes; what is longer is not compared entry by entry."""
_ORDERED: dict[str, Callable[[Sequence[Decimal]], Decimal]] = {
    "NumericLessThan": max,
    "NumericLessThanEquals": max,
    "NumericGreaterThan": min,
    "NumericGreaterThanEquals": min,
}


def _covers_action(wide: str, narrow: str) -> bool:
    return covers(wide.casefold(), narrow.casefold())


def _covered(names: tuple[str, ...], wider: Callable[[str, str], bool]):
    """A search for entries that another entry of the list covers; of equal ones the first stays."""

    def find(statement: Statement) -> Iterator[Problem]:
        for name in names:
            texts = statement.texts(name)
            if sum(len(one.value) for one in texts) > MOST_COMPARED_CHARS:
                continue
            wild = [(at, one) for at, one in enumerate(texts) if has_wildcard(one.value)]
            first: dict[str, int] = {}
            for at, text in enumerate(texts):
                earlier = first.setdefault(text.value, at)
                other = _cover_of(at, text, wild, wider)
                if earlier != at:
                    yield Problem(text.at, f"{said(text)} stands twice in one list", "remove one of them")
                elif other is not None:
                    yield Problem(text.at, f"{said(other)} includes {said(text)}", f"remove {said(text)}")

    return each_statement(find)


def _cover_of(
    at: int, text: TextNode, wild: Sequence[tuple[int, TextNode]], wider: Callable[[str, str], bool]
) -> TextNode | None:
    for other_at, other in wild:
        if other_at != at and wider(other.value, text.value):
            equal = wider(text.value, other.value)
            if not equal or other_at < at:
                return other
    return None


def repeated_statements(policy: Policy) -> Iterator[Problem]:
    """Statements that say what an earlier one says, in whatever order."""
    seen: dict[object, int] = {}
    for number, statement in enumerate(policy.statements, start=1):
        meaning = _meaning(statement.node)
        if meaning is None:
            continue
        if meaning in seen:
            message = f"statement {number} says the same as statement {seen[meaning]}"
            yield Problem(statement.at, message, "remove one of them")
        seen.setdefault(meaning, number)


def _meaning(node: Node) -> object:
    """A value without what does not count: the order, the Sid, a list of one. None for what is not known."""
    match node:
        case ObjectNode(members=members):
            pairs = [(one.key.value, _meaning(one.value)) for one in members if one.key.value != "Sid"]
            known = all(one.key.is_known for one in members) and all(meaning is not None for _, meaning in pairs)
            return ("object", frozenset(pairs)) if known else None
        case ArrayNode(items=items):
            meanings = [_meaning(one) for one in items]
            return None if None in meanings else _single(frozenset(meanings))
        case UnknownNode() | EncodedNode() | HeredocNode():
            return None
        case _:
            text = spell(node)
            return None if text is None else ("text", text)


def _single(meanings: frozenset[object]) -> object:
    return next(iter(meanings)) if len(meanings) == 1 else ("list", meanings)


def idle_numbers(condition: Condition) -> Iterator[Problem]:
    """Bounds that another bound of the same key makes idle."""
    widest = _ORDERED.get(name_of(condition))
    if widest is None or quantifier_of(condition) is not Quantifier.SINGLE:
        return
    numbers = [(node, number_of(text)) for node in condition.tested.nodes if (text := spell(node)) is not None]
    known = [(node, number) for node, number in numbers if number is not None]
    bound = widest([number for _, number in known]) if known else None
    for node, number in known:
        if number != bound:
            message = f"{said(str(number))} is included in {said(str(bound))}"
            yield Problem(node.at, message, f"remove {said(str(number))}")


CHECKS = (
    Check(
        "REDUNDANT_ACTION",
        FindingType.SUGGESTION,
        "an action is included in another entry of the same list",
        _covered(("Action", "NotAction"), _covers_action),
    ),
    Check(
        "REDUNDANT_RESOURCE",
        FindingType.SUGGESTION,
        "a resource is included in another entry of the same list",
        _covered(("Resource", "NotResource"), covers_arn),
    ),
    Check(
        "REDUNDANT_STATEMENT",
        FindingType.SUGGESTION,
        "a statement says the same as an earlier one, their Sids apart",
        repeated_statements,
    ),
    Check(
        "REDUNDANT_CONDITION_VALUE_NUM",
        FindingType.SUGGESTION,
        "one of several numeric bounds of a key includes another",
        each_condition(idle_numbers),
    ),
)
