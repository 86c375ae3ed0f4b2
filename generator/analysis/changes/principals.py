"""Documents that name principals → how the access of each principal changes.

For one principal such a document says what a policy of its own would: the statements that speak of it, without their
principals. An account stands for everybody in it whom no statement names, and everyone for whom none names at all.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.analysis.changes.action_change import ActionChange, ChangeKind, action_changes
from generator.analysis.evaluation.evaluator import context_of
from generator.analysis.evaluation.principals import Standing
from generator.analysis.evaluation.statements import prepare_statements
from generator.analysis.questions import fixed, just
from generator.analysis.subjects import Place
from generator.model.access import Caller, CallerKind, NamedPolicy, Policies, PolicyKind, Request
from generator.model.policy import BoundCondition, BoundDocument, BoundStatement
from generator.model.policy_json import EVERYONE

_NOBODYS_ACCOUNT = "999999999999"
_SOMEBODY = "role/somebody"
_OF_THE_CALLER = ("aws:PrincipalAccount", "aws:PrincipalArn")
"""What a request says of its caller without saying it."""
_UNCONFIRMED = "no request was found that shows it for this principal"
_ARNS = (
    (CallerKind.ROLE, r"arn:[^:]+:iam::[0-9]{12}:role/.+"),
    (CallerKind.USER, r"arn:[^:]+:iam::[0-9]{12}:user/.+"),
    (CallerKind.ROLE_SESSION, r"arn:[^:]+:sts::[0-9]{12}:assumed-role/.+"),
    (CallerKind.FEDERATED_USER, r"arn:[^:]+:sts::[0-9]{12}:federated-user/.+"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Principal:
    """A principal as it is written, who it is to the evaluator, and what its requests carry."""

    written: tuple[str, str]
    caller: Caller
    carries: tuple[BoundCondition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrincipalChange:
    """A change of what a principal may do by the documents, which for it are these policies."""

    principal: tuple[str, str]
    change: ActionChange
    old: Policies
    new: Policies


def principal_changes(
    old: tuple[BoundDocument, ...], new: tuple[BoundDocument, ...], place: Place
) -> Iterator[PrincipalChange]:
    """Every change for every principal that either side names."""
    for one in _principals((*old, *new), place):
        if one is not None:
            yield from _changes_of(one, old, new)


def unreadable_principals(documents: Iterable[BoundDocument], place: Place) -> tuple[str, ...]:
    """The principals that are no account, ARN, service or provider: what they may do is not compared."""
    pairs = {pair for one in documents for pair in _named(one)}
    return tuple(sorted(text for kind, text in pairs if _principal((kind, text), place) is None))


def _changes_of(
    one: Principal, old: tuple[BoundDocument, ...], new: tuple[BoundDocument, ...]
) -> Iterator[PrincipalChange]:
    before, after = _own(old, one.caller), _own(new, one.caller)
    for change in action_changes(before, after, just(["*"], conditions=one.carries)):
        confirmed = _confirmed(change, one, old, new)
        yield PrincipalChange(principal=one.written, change=confirmed, old=before, new=after)


def _confirmed(
    change: ActionChange, one: Principal, old: tuple[BoundDocument, ...], new: tuple[BoundDocument, ...]
) -> ActionChange:
    """The change as it is when the principal itself asks."""
    more, less = _shown(change.more, one, new, old), _shown(change.less, one, old, new)
    if (more is None) is not (change.more is None) or (less is None) is not (change.less is None):
        return replace(change, kind=ChangeKind.UNKNOWN, reason=_UNCONFIRMED, more=None, less=None)
    return replace(change, more=more, less=less)


def _shown(
    request: Request | None, one: Principal, allowing: tuple[BoundDocument, ...], refusing: tuple[BoundDocument, ...]
) -> Request | None:
    """The request in the person of the principal, as the one side allows it and the other does not."""
    asked = _asked_by(request, one) if request is not None else ()
    return next((each for each in asked if _lets(allowing, each) and not _lets(refusing, each)), None)


def _asked_by(request: Request, one: Principal) -> Iterator[Request]:
    """The request of the principal itself; who stands for others is anybody, or whom the request names."""
    kept = tuple(pair for pair in request.context if pair[0] not in _OF_THE_CALLER)
    yield replace(request, caller=one.caller, context=kept)
    given = dict(request.context).get("aws:PrincipalArn", ())
    if one.caller.id.endswith(_SOMEBODY) and len(given) == 1:
        yield replace(request, caller=replace(one.caller, id=given[0]), context=kept)


def _lets(documents: Iterable[BoundDocument], request: Request) -> bool:
    """Whether the documents allow a request of its caller, whatever else may be needed."""
    values = context_of(request)
    statements = [one for each in documents for one in prepare_statements(each, PolicyKind.RESOURCE, "")]
    applying = [one for one in statements if one.speaks_of(request.action.lower()) and one.applies(request, values)]
    return bool(applying) and not any(one.is_deny for one in applying)


def _own(documents: Iterable[BoundDocument], caller: Caller) -> Policies:
    """What documents say of a caller, as if the statements were of its own policy."""
    request = Request(action="", caller=caller)
    named = (replace(one, statements=tuple(_speaking(one, request))) for one in documents)
    return Policies(identity=tuple(NamedPolicy(name="", document=one) for one in named))


def _speaking(document: BoundDocument, request: Request) -> Iterator[BoundStatement]:
    prepared = prepare_statements(document, PolicyKind.RESOURCE, "")
    for one in prepared:
        if one.standing(request) is not Standing.NONE:
            statement = replace(one.at.statement, principals=(), not_principals=())
            unbound = not statement.resources and not statement.not_resources
            yield replace(statement, resources=("*",)) if unbound else statement


def _principals(documents: Iterable[BoundDocument], place: Place) -> Iterator[Principal | None]:
    pairs = {pair for one in documents for pair in _named(one)}
    found: dict[str, Principal] = {}
    for pair in sorted(pairs):
        one = _principal(pair, place)
        if one is not None:
            found.setdefault(one.caller.id, one)
    yield from found.values()


def _named(document: BoundDocument) -> Iterator[tuple[str, str]]:
    """Whom statements name, also only to deny: an allow for everyone may mean them."""
    for one in document.statements:
        yield from (EVERYONE, *one.not_principals) if one.not_principals else one.principals


def _principal(pair: tuple[str, str], place: Place) -> Principal | None:
    kind, text = pair
    match kind:
        case "*" | "AWS" if text == "*":
            somebody = f"arn:{place.bindings.partition}:iam::{_NOBODYS_ACCOUNT}:{_SOMEBODY}"
            return Principal(written=EVERYONE, caller=Caller(kind=CallerKind.ROLE, id=somebody))
        case "AWS":
            return _account(text, place) or _arn(text)
        case "Service":
            return Principal(written=pair, caller=Caller(kind=CallerKind.SERVICE, id=text), carries=_OUTSIDE)
        case "Federated":
            return Principal(written=pair, caller=Caller(kind=CallerKind.IDENTITY_PROVIDER, id=text), carries=_OUTSIDE)
        case _:
            return None


_OUTSIDE = tuple(sorted(fixed((("aws:PrincipalAccount", ()), ("aws:PrincipalArn", ())))))


def _account(text: str, place: Place) -> Principal | None:
    found = re.fullmatch(r"(?:arn:([^:]+):iam::)?([0-9]{12})(?::root)?", text)
    if found is None:
        return None
    start = f"arn:{found[1] or place.bindings.partition}:iam::{found[2]}:"
    carried = (*fixed((("aws:PrincipalAccount", (found[2],)),)), _like("aws:PrincipalArn", f"{start}*"))
    caller = Caller(kind=CallerKind.ROLE, id=f"{start}{_SOMEBODY}")
    return Principal(written=("AWS", f"{start}root"), caller=caller, carries=carried)


def _arn(text: str) -> Principal | None:
    kind = next((kind for kind, form in _ARNS if re.fullmatch(form, text)), None)
    if kind is None:
        return None
    account = ("aws:PrincipalAccount", (text.split(":")[4],))
    own = (("aws:PrincipalArn", (text,)),) if kind in (CallerKind.ROLE, CallerKind.USER) else ()
    return Principal(written=("AWS", text), caller=Caller(kind=kind, id=text), carries=tuple(fixed((account, *own))))


def _like(key: str, pattern: str) -> BoundCondition:
    return BoundCondition(operator="StringLike", key=key, values=(pattern,))
