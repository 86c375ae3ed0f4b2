"""A guardrail → the module of a service control policy or a resource control policy.

Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html
Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from generator.compiler.bound_values import check_bound_values
from generator.compiler.clause import Atom, Clause
from generator.compiler.expand import Expander
from generator.compiler.guardrail_size import check_guardrail_size
from generator.compiler.inputs import input_uses
from generator.compiler.literals import check_literals
from generator.compiler.merge import merge, subsume
from generator.compiler.name import name
from generator.compiler.problems import Problems
from generator.compiler.raw import compiled_grants, raw_statements, with_raw
from generator.compiler.raw_rcp import check_raw_of_rcp
from generator.compiler.scope import scope
from generator.model.guardrail import Guardrail, GuardrailKind
from generator.model.module import Module, OrganizationPolicy
from generator.model.pattern import Pattern, TargetValue, join, literal
from generator.model.policy import Condition, Effect, PolicyDocument, Principal, PrincipalType, Statement
from generator.model.profile import Grant, PersonaKind, Profiles
from generator.model.target import Bindings, Target
from generator.reference.conditions import find_global_key
from generator.reference.resource_control import is_beyond_rcps, rcp_services

_OF_A_PLACE = (TargetValue.PARTITION, TargetValue.REGION, TargetValue.ACCOUNT)
_EVERYONE = Principal(type=PrincipalType.EVERYONE, identifiers=(literal("*"),))
_SPARES = ("ArnNotLike", "aws:PrincipalArn")


@dataclass(frozen=True, slots=True, kw_only=True)
class GuardrailCompiler:
    """Compiles guardrails of profiles; sizes are measured in `places`, and `targets` give every input a value."""

    profiles: Profiles
    problems: Problems
    places: tuple[Bindings, ...]
    targets: tuple[Target, ...]

    def module(self, guardrail: Guardrail) -> Module:
        document = PolicyDocument(statements=self._statements(guardrail))
        check_literals([document], self.problems)
        if not self.problems.has_errors:
            check_bound_values([document], self.targets, self.problems)
        check_guardrail_size(guardrail, document, self.places, self.problems)
        return Module(
            persona=guardrail.name,
            kind=PersonaKind.MACHINE,
            title=guardrail.title,
            description=guardrail.description,
            service=self.profiles.service,
            name=self.profiles.naming.prefix + guardrail.name,
            path=self.profiles.naming.path,
            tags=self.profiles.tags,
            identities=(),
            policies=(),
            trust=None,
            max_session_s=0,
            managed_policies=(),
            inputs=input_uses([document], {one.name: one for one in self.profiles.inputs}),
            organization_policy=OrganizationPolicy(kind=guardrail.kind, document=document),
        )

    def _statements(self, guardrail: Guardrail) -> tuple[Statement, ...]:
        written = compiled_grants(guardrail.cannot)
        clauses = tuple(clause for grant in written for clause in self._clauses(grant, guardrail))
        atoms = scope(clauses, self.problems)
        spared = tuple(self._sparing(_widened(one), guardrail) for one in atoms)
        raw = raw_statements(guardrail.cannot, Effect.DENY, self.problems)
        named = with_raw(name(merge(subsume(spared)), self.profiles.service), raw)
        if guardrail.kind is GuardrailKind.SERVICE_CONTROL_POLICY:
            return named
        check_raw_of_rcp(guardrail.cannot, self.problems)
        return tuple(replace(one, principals=(_EVERYONE,)) for one in named)

    def _clauses(self, grant: Grant, guardrail: Guardrail) -> Iterator[Clause]:
        expander = Expander(
            capabilities={one.name: one for one in self.profiles.capabilities},
            home=self.profiles.service,
            problems=self.problems,
        )
        clauses = expander.expand(grant, Effect.DENY)
        if grant.conditions and all(_is_on_every_request(one) for one in clauses):
            bare = expander.expand(replace(grant, conditions=()), Effect.DENY)
            clauses = tuple(replace(one, selected=other.selected) for one, other in zip(clauses, bare, strict=True))
        if guardrail.kind is GuardrailKind.RESOURCE_CONTROL_POLICY:
            self._check_services(grant, clauses)
        yield from clauses

    def _check_services(self, grant: Grant, clauses: tuple[Clause, ...]) -> None:
        """What no RCP would deny is refused, so that nobody relies on it."""
        services = {one.service.prefix for clause in clauses for one in clause.selected}
        for prefix in sorted(services - rcp_services()):
            message = f"resource control policies do not bind the resources of `{prefix}`"
            hint = "use `kind: service-control-policy`, which binds the principals of the organisation"
            self.problems.error("rcp-service", message, grant.at, hint)
        words = {one.text.rpartition(":")[2].casefold(): one for one in grant.actions}
        for action in sorted({str(one.action) for clause in clauses for one in clause.selected}):
            word = words.get(action.rpartition(":")[2].casefold())
            if word is not None and is_beyond_rcps(action):
                message = f"no resource control policy denies `{action}`"
                self.problems.error("rcp-service", message, word.at, "leave it out")

    def _sparing(self, atom: Atom, guardrail: Guardrail) -> Atom:
        """An atom that leaves alone whom the guardrail spares; services and sessions without a role stay denied."""
        if not guardrail.spared:
            return atom
        operator, key = _SPARES
        if any((one.operator, one.key.casefold()) == (operator, key.casefold()) for one in atom.conditions):
            message = f"`except` and a condition both test `{key}` by `{operator}`"
            hint = "name the roles of both under `except`"
            self.problems.error("conflicting-condition", message, min(atom.origins), hint)
        spares = Condition(operator=operator, key=key, values=tuple(sorted(set(guardrail.spared))))
        return replace(atom, conditions=tuple(sorted({*atom.conditions, spares})))


def _widened(atom: Atom) -> Atom:
    """An atom on the same resources of every account, Region and partition: a deny that is wider never grants."""
    return replace(atom, resources=tuple(sorted({_anywhere(one) for one in atom.resources})))


def _anywhere(arn: Pattern) -> Pattern:
    return join(*("*" if part in _OF_A_PLACE else part for part in arn.parts))


def _is_on_every_request(clause: Clause) -> bool:
    """Whether every condition is on a key that counts for every action; wildcards then stay as they are written."""
    return all(find_global_key(one.written.key.literal or "") is not None for one in clause.conditions)
