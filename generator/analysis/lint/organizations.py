"""Service and resource control policies.

Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
"""

from collections.abc import Callable, Iterator

from generator.analysis.lint.condition_values import spell
from generator.analysis.lint.finding import Check, FindingType, Problem, each_statement
from generator.analysis.lint.kind import Kind
from generator.analysis.lint.policy import Condition, Policy, Statement
from generator.analysis.lint.tree import UnknownNode
from generator.analysis.lint.wildcards import is_star
from generator.analysis.lint.wording import said
from generator.model.policy import Effect

_BY_SERVICE = "aws:PrincipalIsAWSService"
_OF_PRINCIPALS = ("aws:PrincipalOrgID", "aws:PrincipalOrgPaths", "aws:PrincipalAccount")
_OF_SOURCES = ("aws:SourceOrgID", "aws:SourceOrgPaths", "aws:SourceAccount")
_PRESENCE = ("aws:SourceAccount", "aws:SourceArn")


def _of(kind: Kind, find: Callable[[Statement], Iterator[Problem]]) -> Callable[[Policy], Iterator[Problem]]:
    search = each_statement(find)

    def guarded(policy: Policy) -> Iterator[Problem]:
        if policy.kind is kind:
            yield from search(policy)

    return guarded


def scp_principals(statement: Statement) -> Iterator[Problem]:
    """Principals, which are those of the accounts that an SCP is attached to."""
    for name in ("Principal", "NotPrincipal"):
        if found := statement.element(name):
            yield Problem(found.key.at, f"an SCP has no `{name}`", "test `aws:PrincipalArn` in `Condition`")


def rcp_principals(statement: Statement) -> Iterator[Problem]:
    """Principals other than everyone."""
    if found := statement.element("NotPrincipal"):
        yield Problem(found.key.at, "an RCP has no `NotPrincipal`", 'write `"Principal": "*"`, and test a key')
    found = statement.principals()
    if found and not found.is_everyone and not isinstance(found.element.value, UnknownNode):
        message = "an RCP is about every principal"
        yield Problem(found.element.value.at, message, 'write `"Principal": "*"`, and test a key')


def rcp_allows(statement: Statement) -> Iterator[Problem]:
    """Allows with conditions or on some resources: only AWS's own RCP allows, and it allows everything."""
    if statement.effect is not Effect.ALLOW:
        return
    if condition := statement.element("Condition"):
        yield Problem(condition.key.at, "an RCP cannot allow under conditions", "use `Deny`")
    for text in statement.texts("Resource"):
        if not is_star(text.value):
            yield Problem(text.at, "an RCP cannot allow on some resources only", "use `Deny`")


def rcp_not_actions(statement: Statement) -> Iterator[Problem]:
    """`NotAction`."""
    if found := statement.element("NotAction"):
        yield Problem(found.key.at, "an RCP has no `NotAction`", "list the actions under `Action`")


def _denies_by(statement: Statement, keys: tuple[str, ...]) -> Condition | None:
    """The condition on the first of some keys by which a deny spares its own."""
    denies = statement.effect is Effect.DENY and statement.is_closed
    return next(iter(statement.tests(*keys)), None) if denies else None


def _says(statement: Statement, key: str, value: str) -> bool:
    return any(spell(node) in (value, None) for one in statement.tests(key) for node in one.tested.nodes)


def forgotten_services(statement: Statement) -> Iterator[Problem]:
    """Denies of strangers that hit AWS services too."""
    found = _denies_by(statement, _OF_PRINCIPALS)
    if found and not _says(statement, _BY_SERVICE, "false"):
        message = f"services carry no {said(found.tested.key)}, so they are denied too"
        yield Problem(found.tested.key.at, message, f'add `"BoolIfExists": {{"{_BY_SERVICE}": "false"}}`')


def forgotten_principals(statement: Statement) -> Iterator[Problem]:
    """Denies of services for strangers that hit principals too."""
    found = _denies_by(statement, _OF_SOURCES)
    if found and not _says(statement, _BY_SERVICE, "true"):
        message = f"principals carry no {said(found.tested.key)}, so they are denied too"
        yield Problem(found.tested.key.at, message, f'add `"Bool": {{"{_BY_SERVICE}": "true"}}`')


def forgotten_presence(statement: Statement) -> Iterator[Problem]:
    """Denies of services that hit those which act for no resource."""
    found = _denies_by(statement, _OF_SOURCES)
    asked = [one for one in statement.tests(*_PRESENCE) if one.operation and one.operation.operator.name == "Null"]
    if found and found not in asked and not asked:
        message = f"services that act for no resource carry no {said(found.tested.key)}, so they are denied too"
        yield Problem(found.tested.key.at, message, 'add `"Null": {"aws:SourceAccount": "false"}`')


CHECKS = (
    Check(
        "SCP_SYNTAX_ERROR_PRINCIPAL",
        FindingType.ERROR,
        "an SCP has `Principal` or `NotPrincipal`",
        _of(Kind.SCP, scp_principals),
    ),
    Check(
        "RCP_SYNTAX_ERROR_PRINCIPAL",
        FindingType.ERROR,
        '`Principal` of an RCP is not `"*"`, or it has `NotPrincipal`',
        _of(Kind.RCP, rcp_principals),
    ),
    Check(
        "RCP_SYNTAX_ERROR_ALLOW",
        FindingType.ERROR,
        "an RCP allows under a condition, or on some resources only",
        _of(Kind.RCP, rcp_allows),
    ),
    Check("RCP_SYNTAX_ERROR_NOTACTION", FindingType.ERROR, "an RCP has `NotAction`", _of(Kind.RCP, rcp_not_actions)),
    Check(
        "RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY",
        FindingType.WARNING,
        "an RCP denies by the principal's organization or account and does not spare services",
        _of(Kind.RCP, forgotten_services),
    ),
    Check(
        "RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY",
        FindingType.WARNING,
        "an RCP denies by the source's organization or account and does not spare principals",
        _of(Kind.RCP, forgotten_principals),
    ),
    Check(
        "RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK",
        FindingType.WARNING,
        "an RCP denies by the source's organization or account and does not ask whether there is a source",
        _of(Kind.RCP, forgotten_presence),
    ),
)
