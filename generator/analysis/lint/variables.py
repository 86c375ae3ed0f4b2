"""Policy variables: how they are spelled, and where they count.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
"""

import re
from collections.abc import Callable, Iterator

from generator.analysis.evaluation.operators import Family
from generator.analysis.lint.finding import Check, FindingType, Problem, each_condition
from generator.analysis.lint.policy import Condition, Policy, Statement
from generator.analysis.lint.tree import TextNode
from generator.analysis.lint.wording import said

_HINT = "write `${key}`, or `${key, 'default'}`"
_VARIABLE = re.compile(r"\$\{([^{}]*)\}")
_ESCAPES = ("*", "?", "$")
"""`${*}` is the sign itself, not a variable."""
_OPEN = re.compile(r"\$\{[^{}]*(?:\$\{|$)|\$[A-Za-z][\w-]*:[\w/-]+\}")
_PLAIN_ELEMENTS = ("Sid", "Effect", "Action", "NotAction")
_TYPED = (Family.NUMERIC, Family.DATE, Family.BINARY, Family.IP_ADDRESS, Family.NULL)


def _condition_texts(statement: Statement) -> Iterator[TextNode]:
    for condition in statement.conditions:
        yield from condition.tested.texts


def _variable_texts(policy: Policy) -> Iterator[TextNode]:
    """The texts in which a variable counts."""
    for statement in policy.statements:
        yield from (*statement.texts("Resource"), *statement.texts("NotResource"), *_condition_texts(statement))


def variables_in(text: str) -> Iterator[str]:
    """What stands between the braces of each variable."""
    return (one for one in _VARIABLE.findall(text) if one not in _ESCAPES)


def missing_braces(policy: Policy) -> Iterator[Problem]:
    """A variable whose brace is not opened or not closed."""
    for text in _variable_texts(policy):
        if _OPEN.search(text.value):
            yield Problem(text.at, f"a variable in {said(text)} lacks a brace", _HINT)


def _name_of(inside: str) -> str:
    return inside.partition(",")[0]


def _missing_quote(inside: str) -> bool:
    _, comma, default = inside.partition(",")
    return bool(comma) and not re.fullmatch(r"\s*'[^']*'\s*", default)


def _space_in_name(inside: str) -> bool:
    name = _name_of(inside)
    is_tag = "/" in name
    return bool(name.strip()) and (" " in (name.partition("/")[0] if is_tag else name) or name != name.strip())


def _is_empty(inside: str) -> bool:
    return not _name_of(inside).strip()


def _spelled(wrong: Callable[[str], bool], message: str) -> Callable[[Policy], Iterator[Problem]]:
    def find(policy: Policy) -> Iterator[Problem]:
        for text in _variable_texts(policy):
            for inside in variables_in(text.value):
                if wrong(inside):
                    yield Problem(text.at, f"the variable {said('${' + inside + '}')} {message}", _HINT)

    return find


def unread_variables(policy: Policy) -> Iterator[Problem]:
    """Variables in a policy of 2008, which are plain text."""
    if policy.reads_variables is False:
        for text in _variable_texts(policy):
            if any(_VARIABLE.finditer(text.value)):
                message = f"{said(text)} is plain text in a policy of this version"
                yield Problem(text.at, message, 'write `"Version": "2012-10-17"`')


def misplaced_variables(policy: Policy) -> Iterator[Problem]:
    """Variables in elements that IAM takes as they stand."""
    for statement in policy.statements:
        for name in _PLAIN_ELEMENTS:
            for text in statement.texts(name):
                if any(variables_in(text.value)):
                    message = f"`{name}` holds no variables, found {said(text)}"
                    yield Problem(text.at, message, "variables count in `Resource` and in conditions")


def variables_of_typed_operators(condition: Condition) -> Iterator[Problem]:
    """Variables where numbers, dates, addresses or bytes are compared."""
    if condition.operation is None or condition.operation.operator.family not in _TYPED:
        return
    for text in condition.tested.texts:
        if any(variables_in(text.value)):
            name = condition.operation.operator.name
            message = f"`{name}` reads no variables, found {said(text)}"
            yield Problem(text.at, message, "variables count under String and Arn operators")


CHECKS = (
    Check(
        "MISSING_BRACE_IN_VARIABLE",
        FindingType.ERROR,
        "`${` is not closed, or `$key}` is not opened, in a resource or condition value",
        missing_braces,
    ),
    Check(
        "MISSING_QUOTE_IN_VARIABLE",
        FindingType.ERROR,
        "the default value of a variable does not stand in single quotes",
        _spelled(_missing_quote, "has a default value without single quotes"),
    ),
    Check(
        "UNSUPPORTED_SPACE_IN_VARIABLE",
        FindingType.ERROR,
        "the name of a variable holds a space",
        _spelled(_space_in_name, "has a space in its name"),
    ),
    Check("EMPTY_VARIABLE", FindingType.ERROR, "a variable has no name: `${}`", _spelled(_is_empty, "names nothing")),
    Check(
        "VARIABLE_UNSUPPORTED_IN_VERSION",
        FindingType.ERROR,
        "a variable stands in a policy whose `Version` is 2008-10-17 or missing",
        unread_variables,
    ),
    Check(
        "VARIABLE_UNSUPPORTED_IN_ELEMENT",
        FindingType.ERROR,
        "a variable stands in `Sid`, `Effect`, `Action` or `NotAction`",
        misplaced_variables,
    ),
    Check(
        "INVALID_VARIABLE_FOR_OPERATOR",
        FindingType.ERROR,
        "a variable is a value of a Numeric, Date, Binary, IpAddress or Null operator (Bool reads variables)",
        each_condition(variables_of_typed_operators),
    ),
)
