"""A statement and what it may allow at most → why it allows more."""

from collections.abc import Iterable

from generator.analysis.comparison.compare import within
from generator.analysis.comparison.search import Nothing, Unknown, Witness
from generator.analysis.questions import just
from generator.analysis.subjects import Place
from generator.model.access import NamedPolicy, Policies
from generator.model.pattern import bind
from generator.model.policy import BoundDocument, BoundStatement
from generator.model.profile import Acceptance

_ANY = ("*",)


def contained_to(acceptance: Acceptance, place: Place) -> tuple[str, ...]:
    """The ARNs that an acceptance names, in a place."""
    return tuple(sorted({arn for one in acceptance.contained_to for arn in bind(one, place.bindings)}))


def is_bounded(acceptance: Acceptance) -> bool:
    """Whether an acceptance says how far it goes."""
    return bool(acceptance.contained_to or acceptance.actions)


def excess(statement: BoundStatement, place: Place, acceptances: Iterable[Acceptance]) -> str:
    """Why a statement allows more than the acceptances name together; empty where that is proved not to be so."""
    if statement.effect != "Allow":
        return ""
    if statement.principals:
        return "nobody knows how much comes with those whom it lets in"
    bounds = tuple(_named(one, place) for one in acceptances)
    own = Policies(identity=(_policy((statement,)),))
    match within(own, Policies(identity=(_policy(bounds),))):
        case Nothing():
            return ""
        case Unknown(reason=reason):
            return f"nobody knows how far it goes: {reason}"
        case Witness(request=request):
            return f"it also allows `{request.action}` on `{request.resource}`"


def _named(acceptance: Acceptance, place: Place) -> BoundStatement:
    arns = contained_to(acceptance, place) if acceptance.contained_to else _ANY
    return just(acceptance.actions or _ANY, arns).identity[0].document.statements[0]


def _policy(statements: tuple[BoundStatement, ...]) -> NamedPolicy:
    return NamedPolicy(name="statement", document=BoundDocument(statements=statements))
