"""Compiled modules → what Access Analyzer's checks say of their policies, at the lines of the profile."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.analysis.acceptance.concern import Bound, Concern
from generator.analysis.lint.finding import SEVERITIES, Finding, FindingType
from generator.analysis.lint.kind import Kind
from generator.analysis.lint.lint import lint
from generator.analysis.lint.read_json import read_json
from generator.analysis.lint.tree import ArrayNode, Node, ObjectNode, Span
from generator.analysis.subjects import Place
from generator.diagnostics import Diagnostic, Position
from generator.model.guardrail import GuardrailKind
from generator.model.module import BOUNDARY, GUARDRAIL, RESOURCE, TRUST, Module, bound_documents
from generator.model.policy import BoundDocument, BoundStatement
from generator.model.policy_json import document_json
from generator.model.profile import Attachment, Profiles
from generator.pipeline.places import places_asked

_ORGANIZATION = {
    GuardrailKind.SERVICE_CONTROL_POLICY: Kind.SCP,
    GuardrailKind.RESOURCE_CONTROL_POLICY: Kind.RCP,
}
_SERVICE_LINKED_ROLES = "CREATE_SLR_"
"""How the codes begin of warnings that are about how far a grant reaches, as security warnings are."""

_MANAGED_SIZE = "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA"
"""The size of managed policies. Inline ones have quotas of their own, by which the compiler measures them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LintedConcern(Concern):
    """What a check finds, with the type that Access Analyzer gives it."""

    type: FindingType


def lint_modules(profiles: Profiles, modules: tuple[Module, ...]) -> tuple[LintedConcern, ...]:
    """Every policy of every module in every target → each finding once, in the order of the profile."""
    declared = {one.name: one.at for one in (*profiles.personas, *profiles.guardrails, *profiles.resource_policies)}
    places = places_asked(profiles)
    found: dict[tuple[object, ...], LintedConcern] = {}
    for place in places:
        for module in modules:
            for one in _of_module(module, place, declared[module.persona]):
                key = (one.persona, one.code, one.origins, place.blinded(one.said.message))
                known = found.get(key)
                found[key] = one if known is None else replace(known, statements=known.statements + one.statements)
    told = (_in_places(one, len(places)) for one in found.values())
    return tuple(sorted(told, key=lambda one: (one.said.at, one.code, one.said.message)))


def _of_module(module: Module, place: Place, at: Position) -> Iterator[LintedConcern]:
    seen: set[tuple[str, str, BoundStatement]] = set()
    for name, document in bound_documents(module, place.bindings):
        root = read_json(json.dumps(document_json(document)))
        for one in lint(root, _kind(module, name)):
            if one.code == _MANAGED_SIZE and _is_inline(module, name):
                continue
            statement = _statement(one.problem.at, root, document)
            if statement is not None:
                key = (one.code, one.problem.message, statement)
                if key in seen:  # a permission set says the same as the policies beside it
                    continue
                seen.add(key)
            yield _concern(one, module, name, statement, place, at)


def _concern(
    finding: Finding, module: Module, name: str, statement: BoundStatement | None, place: Place, at: Position
) -> LintedConcern:
    origins = statement.origins if statement is not None else ()
    mark = "security: " if finding.type is FindingType.SECURITY_WARNING else ""
    where = f"statement `{statement.sid}`" if statement is not None and statement.sid else f"`{name}`"
    return LintedConcern(
        persona=module.persona,
        title=finding.problem.message,
        said=Diagnostic(
            code=finding.code,
            message=f"{mark}{where} of `{module.persona}`: {finding.problem.message}",
            at=min(origins, default=at),
            severity=SEVERITIES[finding.type],
            hint=finding.problem.hint,
        ),
        bound=_bound(finding, statement),
        origins=origins,
        statements=((place, statement),) if statement is not None else (),
        type=finding.type,
    )


def _bound(finding: Finding, statement: BoundStatement | None) -> Bound:
    """What is granted too widely is accepted as far as it goes; a deny grants nothing."""
    wide = finding.type is FindingType.SECURITY_WARNING or finding.code.startswith(_SERVICE_LINKED_ROLES)
    return Bound.NEEDED if wide and statement is not None and statement.effect == "Allow" else Bound.FREE


def _in_places(one: LintedConcern, places: int) -> LintedConcern:
    """A finding that some targets do not have says which have it."""
    names = sorted({place.name for place, _ in one.statements})
    if not names or len(names) == places:
        return one
    listed = ", ".join(f"`{name}`" for name in names)
    return replace(one, said=replace(one.said, message=f"{one.said.message} (in {listed})"))


def _kind(module: Module, name: str) -> Kind:
    if name == GUARDRAIL and module.organization_policy is not None:
        return _ORGANIZATION[module.organization_policy.kind]
    if name == TRUST:
        return Kind.TRUST
    return Kind.RESOURCE if name == RESOURCE or module.share is not None else Kind.IDENTITY


def _is_inline(module: Module, name: str) -> bool:
    is_managed = module.attachment is Attachment.MANAGED and name in {one.name for one in module.policies}
    return name != BOUNDARY and not is_managed


def _statement(at: Span, root: Node, document: BoundDocument) -> BoundStatement | None:
    """The statement that a span lies in; None where a finding is about the policy."""
    assert isinstance(root, ObjectNode)
    listed = next((one.value for one in root.members if one.key.value == "Statement"), None)
    nodes = listed.items if isinstance(listed, ArrayNode) else ()
    pairs = zip(nodes, document.statements, strict=True)
    return next((one for node, one in pairs if node.at.start <= at.start and at.end <= node.at.end), None)
