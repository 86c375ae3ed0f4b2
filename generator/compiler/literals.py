"""The last look at every text of a policy: nothing that a policy or HCL could take for more than text.

Texts are checked one by one when they are read; capabilities put several together.
"""

from collections.abc import Iterable

from generator.compiler.problems import Problems
from generator.diagnostics import Position
from generator.model.pattern import InputValue, Literal, Pattern
from generator.model.policy import PolicyDocument, patterns_of


def check_literals(documents: Iterable[PolicyDocument], problems: Problems) -> None:
    """Complains of texts that together open a `${…}`, and of two list inputs in one text."""
    for document in documents:
        for statement in document.statements:
            for pattern in patterns_of(statement):
                _check(pattern, min(statement.origins), problems)


def _check(pattern: Pattern, at: Position, problems: Problems) -> None:
    texts = [part.text for part in pattern.parts if isinstance(part, Literal)]
    if any(opening in text for text in texts for opening in ("${", "&{")):
        problems.error("unknown-reference", f"`{pattern}` opens a reference that nobody declared", at)
    if sum(isinstance(part, InputValue) and part.each for part in pattern.parts) > 1:
        hint = "give one of them as `string`, or write a grant for each"
        problems.error("two-lists", f"`{pattern}` reads two list inputs in one text", at, hint)
