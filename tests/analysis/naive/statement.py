"""Whether the elements of a statement match a request."""

from dataclasses import dataclass

from generator.analysis.evaluation.evaluation import Element
from generator.model.access import CallerKind, PolicyKind, Request
from generator.model.policy import BoundStatement
from tests.analysis.naive.conditions import holds
from tests.analysis.naive.principals import is_denied_by_not_principal, ways_named
from tests.analysis.naive.text import Context, Token, Tokens, Wild, fits, tokens_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request with the context that AWS fills in, and whether its caller has a permissions boundary."""

    request: Request
    context: Context
    has_boundary: bool


def ask(request: Request, *, has_boundary: bool) -> Asked:
    """A request → the request with its whole context.

    aws:PrincipalArn: "For IAM roles, the request context returns the ARN of the role, not the ARN of the user that
    assumed the role."

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
    """
    filled: dict[str, tuple[str, ...]] = {}
    caller, owner = request.caller, owner_of(request)
    if caller is not None and caller.kind not in (CallerKind.SERVICE, CallerKind.IDENTITY_PROVIDER):
        is_role_session = caller.kind is CallerKind.ROLE_SESSION
        filled["aws:principalarn"] = (caller.issuer if is_role_session else caller.id,)
        filled["aws:principalaccount"] = (caller.account,)
    if owner:
        filled["aws:resourceaccount"] = (owner,)
    given = {key.lower(): values for key, values in request.context}
    return Asked(request=request, context={**filled, **given}, has_boundary=has_boundary)


def owner_of(request: Request) -> str:
    """The account that owns the requested resource; empty where nothing tells it.

    An ARN of an AWS managed policy "includes the word aws" where others have an account.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_managed-vs-inline.html
    """
    account = request.resource.split(":", 5)[4:5]
    return account[0] if account and account[0].isdigit() else request.resource_account


def applies(statement: BoundStatement, version: str, kind: PolicyKind, asked: Asked) -> bool:
    return all(matches(element, statement, version, kind, asked) for element in Element)


def matches(element: Element, statement: BoundStatement, version: str, kind: PolicyKind, asked: Asked) -> bool:
    match element:
        case Element.PRINCIPAL:
            return kind not in (PolicyKind.RESOURCE, PolicyKind.RCP) or _principal(statement, asked)
        case Element.ACTION:
            return _action(statement, asked)
        case Element.RESOURCE:
            return _resource(statement, version, asked)
        case Element.CONDITION:
            return all(holds(one, asked.context, version) for one in statement.conditions)


def _principal(statement: BoundStatement, asked: Asked) -> bool:
    caller = asked.request.caller
    assert caller is not None
    if statement.not_principals:
        return is_denied_by_not_principal(statement.not_principals, caller, has_boundary=asked.has_boundary)
    return bool(ways_named(statement.principals, caller))


def _action(statement: BoundStatement, asked: Asked) -> bool:
    """ "The prefix and the action name are case insensitive." "You can use multi-character match wildcards (*) and
    single-character match wildcards (?)." NotAction "matches everything except the specified list of actions".

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
    """
    if statement.not_actions:
        return not any(_names_action(one, asked) for one in statement.not_actions)
    return any(_names_action(one, asked) for one in statement.actions)


def _names_action(pattern: str, asked: Asked) -> bool:
    tokens = tokens_of(pattern.lower(), {}, version="")
    assert tokens is not None
    return fits(tokens, asked.request.action.lower())


def _resource(statement: BoundStatement, version: str, asked: Asked) -> bool:
    """A role trust policy has no Resource element: it is about its role.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notresource.html
    """
    if statement.not_resources:
        return not any(_names_resource(one, version, asked) for one in statement.not_resources)
    return not statement.resources or any(_names_resource(one, version, asked) for one in statement.resources)


def _names_resource(pattern: str, version: str, asked: Asked) -> bool:
    """ "the resource that includes a policy variable with no value will not match any resource"

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
    """
    tokens = tokens_of(pattern, asked.context, version)
    return tokens is not None and fits(confined(tokens), asked.request.resource)


def confined(tokens: Tokens) -> Tokens:
    """The wildcards of an ARN pattern, each within its segment or not.

    "You can use wildcard characters (* and ?) within the individual segments of an ARN (the parts separated by
    colons)"; "If the * wildcard is the last character of a resource ARN segment, it can expand to match beyond the
    colon boundaries." The last of the six segments holds colons itself.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
    """
    found: list[Token] = []
    for at, one in enumerate(tokens):
        ends_segment = tokens[at + 1 : at + 2] in ((), (":",))
        if tokens[:at].count(":") >= 5:
            found.append(one)
        elif one is Wild.MANY:
            found.append(Wild.MANY if ends_segment else Wild.MANY_CONFINED)
        else:
            found.append(Wild.ONE_CONFINED if one is Wild.ONE else one)
    return tuple(found)
