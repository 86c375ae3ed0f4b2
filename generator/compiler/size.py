"""How large IAM will find a policy.

IAM does not count white space. A policy is measured under every target, and under the
inputs' defaults; the largest counts.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
"""

import json
from collections.abc import Sequence
from functools import cache

from generator.compiler.problems import Problems
from generator.diagnostics import Position
from generator.model.module import Module
from generator.model.policy import BoundStatement, PolicyDocument, Statement, bind_document
from generator.model.policy_json import statement_json
from generator.model.target import Bindings

MANAGED_POLICY_CHARS = 6144
TRUST_POLICY_CHARS = 2048
ATTACHED_POLICIES = 10

_EMPTY = len('{"Version":"2012-10-17","Statement":[]}')


def document_size(statements: Sequence[Statement], places: tuple[Bindings, ...]) -> int:
    """The characters that IAM counts for a policy of these statements, where it is largest."""
    return max(
        _EMPTY + sum(one + 1 for one in sizes) - 1
        for sizes in zip(*(_sizes(one, places) for one in statements), strict=True)
    )


@cache
def _sizes(statement: Statement, places: tuple[Bindings, ...]) -> tuple[int, ...]:
    return tuple(_size(bind_document(PolicyDocument(statements=(statement,)), one).statements[0]) for one in places)


def _size(statement: BoundStatement) -> int:
    return len("".join(json.dumps(statement_json(statement), ensure_ascii=False, separators=(",", ":")).split()))


def check_sizes(module: Module, at: Position, places: tuple[Bindings, ...], problems: Problems) -> None:
    """Complains of a module that outgrows IAM's quotas, with the figures."""
    for one in module.policies:
        size = document_size(one.document.statements, places)
        if size > MANAGED_POLICY_CHARS:
            message = (
                f"`{module.persona}` has a statement of {size} characters, and a policy holds {MANAGED_POLICY_CHARS}"
            )
            problems.error("policy-too-large", message, at, "name fewer resources or use patterns")
    if module.trust is not None and (size := document_size(module.trust.statements, places)) > TRUST_POLICY_CHARS:
        message = f"the trust policy of `{module.persona}` takes {size} characters of {TRUST_POLICY_CHARS}"
        problems.error("policy-too-large", message, at, "trust fewer principals")
    attached = len(module.policies) + len(module.managed_policies)
    if module.trust is not None and attached > ATTACHED_POLICIES:
        message = f"`{module.persona}` needs {attached} policies, and {ATTACHED_POLICIES} can be attached to a role"
        problems.error("too-many-policies", message, at, "divide the persona, or grant fewer actions")
