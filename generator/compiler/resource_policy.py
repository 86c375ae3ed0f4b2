"""A resource's policy in a profile → its module, with one statement for each kind of principals."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.compiler.arn import spell
from generator.compiler.bound_values import check_bound_values
from generator.compiler.clause import Atom
from generator.compiler.inputs import input_uses
from generator.compiler.literals import check_literals
from generator.compiler.merge import merge, subsume
from generator.compiler.name import name
from generator.compiler.problems import Problems
from generator.compiler.quotas import RESOURCE_POLICIES
from generator.compiler.resource_grant import GrantCompiler
from generator.compiler.resource_principals import ANYBODY, PrincipalCompiler, Who, is_bounded
from generator.compiler.share import ShareCompiler
from generator.compiler.size import size_chars
from generator.model.module import InputUse, Module, ResourcePolicy
from generator.model.pattern import Pattern, inputs_of
from generator.model.policy import Effect, PolicyDocument, Statement
from generator.model.profile import PersonaKind, Profiles
from generator.model.resource_policy import (
    HOLDERS,
    Holder,
    ResourceGrant,
    ResourcePolicyClause,
    ResourcePolicyKind,
    Spelling,
)
from generator.model.target import Bindings, Target

_DIGEST_CHARS = 6
_DENY = "Deny"
_SESSION_S = 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourcePolicyCompiler:
    """`targets` are those that give a value to every input."""

    profiles: Profiles
    problems: Problems
    places: tuple[Bindings, ...]
    targets: tuple[Target, ...]

    def module(self, clause: ResourcePolicyClause) -> Module:
        """One entry of `resource_policies` → its module."""
        bare = self._bare(clause)
        if clause.kind is ResourcePolicyKind.SHARE:
            compiler = ShareCompiler(profiles=self.profiles, problems=self.problems, targets=self.targets)
            share = compiler.share(clause)
            read = (pattern for one in share.types for pattern in one.arns)
            return replace(bare, share=share, inputs=self._exactly([*read, *share.principals], ()))
        holder = HOLDERS[clause.kind]
        grants = GrantCompiler(holder=holder, resource=clause.resource, problems=self.problems)
        self._check_resource(clause, holder)
        document = PolicyDocument(statements=tuple(_ordered(self._statements(clause, grants))))
        self._check(document, clause, holder)
        held = ResourcePolicy(kind=clause.kind, holder=_holder(grants), document=document)
        used = input_uses([document], {one.name: one for one in self.profiles.inputs})
        return replace(bare, resource_policy=held, inputs=self._exactly([clause.resource], used))

    def _bare(self, clause: ResourcePolicyClause) -> Module:
        is_share = clause.kind is ResourcePolicyKind.SHARE
        return Module(
            persona=clause.name,
            kind=PersonaKind.MACHINE,
            title=clause.title,
            description=clause.description,
            service=self.profiles.service if is_share else HOLDERS[clause.kind].service,
            name=self.profiles.naming.prefix + clause.name,
            path=self.profiles.naming.path,
            tags=self.profiles.tags,
            identities=(),
            policies=(),
            trust=None,
            max_session_s=_SESSION_S,
            managed_policies=(),
            inputs=(),
        )

    def _exactly(self, patterns: Iterable[Pattern], used: Iterable[InputUse]) -> tuple[InputUse, ...]:
        """The inputs that are used, those in the patterns by exact values only."""
        exact = {one.name for pattern in patterns for one in inputs_of(pattern)}
        found = {one.input.name: one for one in used}
        for one in self.profiles.inputs:
            if one.name in exact:
                found[one.name] = InputUse(input=one, exact=True)
        return tuple(found[name] for name in sorted(found))

    def _statements(self, clause: ResourcePolicyClause, grants: GrantCompiler) -> Iterator[Statement]:
        principals = PrincipalCompiler(
            personas={one.name: one for one in self.profiles.personas},
            naming=self.profiles.naming,
            problems=self.problems,
        )
        by_who: dict[Who, list[Atom]] = defaultdict(list)
        for effect, written in ((Effect.ALLOW, clause.can), (Effect.DENY, clause.cannot)):
            for one in written:
                atoms = grants.atoms(one.grant, effect)
                for who in principals.who(one.principals, effect, one.grant.conditions):
                    self._check_anybody(who, atoms, one)
                    self._check_conditions(who, atoms)
                    by_who[who] += atoms
        for who, atoms in by_who.items():
            for statement in name(merge(subsume(atoms)), grants.holder.service):
                conditions = tuple(sorted({*statement.conditions, *who.conditions}))
                denies = _DENY if statement.effect is Effect.DENY else ""
                sid = denies + who.label + statement.sid.removeprefix(denies)
                yield replace(statement, sid=sid, principals=who.principals, conditions=conditions)

    def _check_anybody(self, who: Who, atoms: Iterable[Atom], grant: ResourceGrant) -> None:
        """An allow for everybody on Earth needs a condition that leaves an account or an organisation."""
        open_ = [one for one in atoms if one.effect is Effect.ALLOW and not is_bounded(one.conditions)]
        if who.principals == (ANYBODY,) and not who.conditions and open_:
            message = f"this lets anybody use `{open_[0].action}`, with or without an account of AWS"
            hint = "name `organization`, `accounts` or `personas`, or add a condition such as `aws:PrincipalOrgID`"
            self.problems.error("open-principal", message, grant.grant.at, hint)

    def _check_conditions(self, who: Who, atoms: Iterable[Atom]) -> None:
        added = {(one.operator, one.key.casefold()) for one in who.conditions}
        for atom in atoms:
            for one in atom.conditions:
                if (one.operator, one.key.casefold()) in added and one not in who.conditions:
                    message = f"`{one.operator}` on `{one.key}` already says who these principals are"
                    hint = "name the principals, or use `accounts` with this condition"
                    self.problems.error("conflicting-condition", message, min(atom.origins), hint)

    def _check_resource(self, clause: ResourcePolicyClause, holder: Holder) -> None:
        text = spell(clause.resource)
        if holder.spelling is Spelling.NONE and text != "*":
            message = f"a {holder.word} policy says `*`, which means the {holder.word} that it is put on"
            self.problems.error("policy-holder", message, clause.at, 'write `resource: "*"`')
        elif holder.spelling is not Spelling.NONE and any(mark in text for mark in "*?:/$ "):
            message = f"expected the name of one {holder.word}, found `{clause.resource}`"
            self.problems.error("policy-holder", message, clause.at, "write the name alone, no ARN and no wildcards")

    def _check(self, document: PolicyDocument, clause: ResourcePolicyClause, holder: Holder) -> None:
        if not document.statements and not self.problems.has_errors:
            message = f"the resource policy `{clause.name}` says nothing"
            self.problems.error("empty-resource-policy", message, clause.at, "add grants under `can` or `cannot`")
        check_literals([document], self.problems)
        if self.problems.has_errors:
            return
        check_bound_values([document], self.targets, self.problems)
        quota = RESOURCE_POLICIES[holder.service]
        size = size_chars(quota, document, self.places)
        if size > quota.chars:
            message = f"`{clause.name}` takes {size} bytes, and the policy of a {holder.word} holds {quota.chars}"
            self.problems.error("policy-too-large", message, clause.at, "name fewer resources or use patterns")


def _holder(grants: GrantCompiler) -> Pattern:
    match grants.holder.spelling:
        case Spelling.NAME:
            return grants.resource
        case Spelling.ARN:
            return next(grants.arns())
        case Spelling.NONE:
            return Pattern(())


def _ordered(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Allows before denies, by Sid; statements that are about the same thing get a digest of who they are for."""
    found = tuple(statements)
    count: Mapping[str, int] = Counter(one.sid for one in found)
    named = (replace(one, sid=one.sid + _digest(one)) if count[one.sid] > 1 else one for one in found)
    yield from sorted(named, key=lambda one: (one.effect is Effect.DENY, one.sid))


def _digest(statement: Statement) -> str:
    who = [str(one) for each in statement.principals for one in each.identifiers]
    who += (f"{one.operator} {one.key} {[*map(str, one.values)]}" for one in statement.conditions)
    return hashlib.sha256("\n".join(who).encode()).hexdigest()[:_DIGEST_CHARS].upper()
