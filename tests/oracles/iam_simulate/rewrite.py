"""A case with every document, statement or condition of its policies in other words."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from generator.model.access import NamedPolicy, PolicyKind, Request
from generator.model.policy import BoundCondition, BoundDocument, BoundStatement
from tests.analysis.cases import Case
from tests.analysis.naive.statement import ask
from tests.analysis.naive.text import Context


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What a change can look at: the request with its whole context, and the document's kind and version."""

    request: Request
    context: Context
    kind: PolicyKind
    version: str


OfCase = Callable[[Case], Case]
OfDocument = Callable[[BoundDocument, Around], BoundDocument]
OfStatement = Callable[[BoundStatement, Around], BoundStatement]
OfCondition = Callable[[BoundCondition, Around], BoundCondition]


def conditions(change: OfCondition) -> OfCase:
    """A change of a condition → a change of a case."""

    def of_statement(one: BoundStatement, around: Around) -> BoundStatement:
        return replace(one, conditions=tuple(change(each, around) for each in one.conditions))

    return statements(of_statement)


def statements(change: OfStatement) -> OfCase:
    """A change of a statement → a change of a case."""

    def of_document(one: BoundDocument, around: Around) -> BoundDocument:
        return replace(one, statements=tuple(change(each, around) for each in one.statements))

    return documents(of_document)


def documents(change: OfDocument) -> OfCase:
    """A change of a document → a change of a case."""

    def of_case(case: Case) -> Case:
        context = ask(case.request, has_boundary=False).context

        def of_policy(one: NamedPolicy, kind: PolicyKind) -> NamedPolicy:
            around = Around(request=case.request, context=context, kind=kind, version=one.document.version)
            return replace(one, document=change(one.document, around))

        def of_all(policies: tuple[NamedPolicy, ...], kind: PolicyKind) -> tuple[NamedPolicy, ...]:
            return tuple(of_policy(one, kind) for one in policies)

        there = case.policies
        changed = replace(
            there,
            identity=of_all(there.identity, PolicyKind.IDENTITY),
            sessions=of_all(there.sessions, PolicyKind.SESSION),
            boundary=there.boundary and of_policy(there.boundary, PolicyKind.BOUNDARY),
            resource=there.resource and of_policy(there.resource, PolicyKind.RESOURCE),
            scps=tuple(of_all(level, PolicyKind.SCP) for level in there.scps),
            rcps=tuple(of_all(level, PolicyKind.RCP) for level in there.rcps),
        )
        return replace(case, policies=changed)

    return of_case
