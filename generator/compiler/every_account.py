"""Statements for the account that Terraform works in → statements for every account that a permission set comes to.

IAM Identity Center keeps one policy for all accounts, and IAM takes no policy variable for the account of an ARN. So an
allow on the own account's resources is one on those of any account whose owner is the caller's account.

Sources:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html (where variables can stand)
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourceaccount
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.compiler.problems import Problems
from generator.model.pattern import Part, Pattern, PolicyVariable, TargetValue, join
from generator.model.policy import Condition, Effect, Form, Statement, patterns_of

_CALLERS_ACCOUNT = PolicyVariable(key="aws:PrincipalAccount")
_OWNER = "aws:ResourceAccount"
_OPERATORS = ("StringEquals", "StringLike", "StringEqualsIgnoreCase")
"""Any of them compares account numbers; the first that does not test the owner yet is taken."""


def in_every_account(statements: Iterable[Statement]) -> tuple[Statement, ...]:
    """Statements that name no account where they named the one that they are made in; those kept as written stay."""
    return tuple(each for one in statements for each in _everywhere(one))


def check_kept_as_written(statements: Iterable[Statement], problems: Problems) -> None:
    """Complains of a statement that names the account that it is made in, and that nothing may rewrite."""
    for one in statements:
        if one.form is Form.VERBATIM and any(map(_names_account, patterns_of(one))):
            message = "a permission set comes to every account, and a raw statement names the one of Terraform"
            hint = "write `*`, or compare `aws:ResourceAccount` with `${aws:PrincipalAccount}`"
            problems.error("raw-place", message, min(one.origins), hint)


def _everywhere(statement: Statement) -> Iterator[Statement]:
    if statement.form is Form.VERBATIM:
        yield statement
    else:
        yield from _apart(_conditioned(statement))


def _apart(statement: Statement) -> Iterator[Statement]:
    """What is on the own account's resources apart from the rest, which has no such owner."""
    own = tuple(one for one in statement.resources if _names_account(one))
    rest = tuple(one for one in statement.resources if not _names_account(one))
    anywhere = tuple(sorted({_with(one, "*") for one in own}))
    if statement.effect is Effect.DENY:
        yield replace(statement, resources=tuple(sorted({*rest, *anywhere})))
        return
    condition = _owned_by_caller(statement)
    if not own or condition is None:
        yield statement
        return
    sid = f"{statement.sid}OfOwnAccount" if rest else statement.sid
    if rest:
        yield replace(statement, resources=rest)
    yield replace(statement, sid=sid, resources=anywhere, conditions=tuple(sorted((*statement.conditions, condition))))


def _owned_by_caller(statement: Statement) -> Condition | None:
    """The test of the owner, beside those that the statement has; None where no operator is left for it.

    Such a statement stays as it is: it grants nothing in other accounts.
    """
    taken = {one.operator for one in statement.conditions if one.key.casefold() == _OWNER.casefold()}
    free = next((one for one in _OPERATORS if one not in taken), None)
    return Condition(operator=free, key=_OWNER, values=(join(_CALLERS_ACCOUNT),)) if free is not None else None


def _conditioned(statement: Statement) -> Statement:
    conditions = tuple(
        replace(one, values=tuple(_with(value, _CALLERS_ACCOUNT) for value in one.values))
        for one in statement.conditions
    )
    return replace(statement, conditions=conditions)


def _names_account(pattern: Pattern) -> bool:
    return TargetValue.ACCOUNT in pattern.parts


def _with(pattern: Pattern, account: Part | str) -> Pattern:
    return join(*(account if part is TargetValue.ACCOUNT else part for part in pattern.parts))
