"""A policy's text → what it is probably attached to.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html
"""

from generator.analysis.lint.kind import Kind
from generator.analysis.lint.policy import Statement, decode_policy
from generator.analysis.lint.tree import Node

TRUST_ACTIONS = ("sts:assumerole", "sts:tagsession", "sts:setsourceidentity", "sts:setcontext")
"""What the names of all actions of trust policies begin with, in lower case."""
_STS = "sts:"


def guess_kind(root: Node) -> Kind:
    """Principals and nothing but assuming a role → trust; principals → resource; else identity.

    A statement about any actions of STS and no resource is one about assuming a role.
    """
    statements = decode_policy(root, Kind.IDENTITY).statements
    if not any(one.principals("Principal") or one.principals("NotPrincipal") for one in statements):
        return Kind.IDENTITY
    return Kind.TRUST if all(map(_assumes_roles, statements)) else Kind.RESOURCE


def _assumes_roles(statement: Statement) -> bool:
    actions = [one.value.casefold() for one in statement.texts("Action")]
    named = statement.element("Resource") or statement.element("NotResource")
    return bool(actions) and all(one.startswith(TRUST_ACTIONS if named else _STS) for one in actions)


def is_policy(root: Node) -> bool:
    """Whether a JSON value is a policy at all, and not another file's content."""
    return decode_policy(root, Kind.IDENTITY).element("Statement") is not None
