"""The values that a target puts into conditions: each must be one that the operator can compare with.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

from collections.abc import Iterable, Iterator

from generator.compiler.conditions import value_problem
from generator.compiler.problems import Problems
from generator.model.pattern import PolicyVariable, bind
from generator.model.policy import Condition, PolicyDocument, Statement
from generator.model.target import Target


def check_bound_values(documents: Iterable[PolicyDocument], targets: Iterable[Target], problems: Problems) -> None:
    """Complains of what an input, an account or a Region becomes in a condition of another type."""
    places = tuple(targets)
    for statement, condition in _conditions(documents):
        for target in places:
            for text in _bound(condition, target):
                if wanted := value_problem(condition.operator, text):
                    message = f"in `{target.name}`, `{condition.operator}` on `{condition.key}` needs {wanted}"
                    problems.error("condition-value", f"{message}, found `{text}`", min(statement.origins))


def _conditions(documents: Iterable[PolicyDocument]) -> Iterator[tuple[Statement, Condition]]:
    for document in documents:
        for statement in document.statements:
            yield from ((statement, one) for one in statement.conditions)


def _bound(condition: Condition, target: Target) -> Iterator[str]:
    """The texts of values that a target fills in; IAM's own variables are filled in later."""
    for value in condition.values:
        if value.literal is None and not any(isinstance(part, PolicyVariable) for part in value.parts):
            yield from bind(value, target.bindings)
