"""A checked Node → the identities of a persona, and its permissions boundary."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.diagnostics import Diagnostic, Position
from generator.model.pattern import Pattern, TargetValue, join
from generator.model.profile import Adoption, Attachment, BoundaryClause, Identity, IdentityKind
from generator.profiles.decode_grant import GrantDecoder, words
from generator.profiles.decode_trust import decode_trust
from generator.profiles.node import Node, ScalarNode, SequenceNode, child_of, items_of, scalar_of, word_of
from generator.profiles.reading import Reading

SESSION_LEAST_S, SESSION_MOST_S = 3600, 43200
_UNIT_S = {"s": 1, "m": 60, "h": 3600}

_ROLE, _GROUP, _PROFILE = IdentityKind.ROLE, IdentityKind.GROUP, IdentityKind.INSTANCE_PROFILE
_SET, _LINKED, _USER, _POLICY = (
    IdentityKind.PERMISSION_SET,
    IdentityKind.SERVICE_LINKED_ROLE,
    IdentityKind.USER,
    IdentityKind.POLICY,
)
MEANINGS: Mapping[str, tuple[IdentityKind, ...]] = {
    "name": (_ROLE, _PROFILE, _GROUP, _POLICY, _SET, _LINKED),
    "path": (_ROLE, _PROFILE, _GROUP, _POLICY, _USER),
    "trust": (_ROLE,),
    "max_session": (_ROLE, _PROFILE, _SET),
    "managed_policies": (_ROLE, _PROFILE, _GROUP, _USER, _SET),
    "customer_managed_policies": (_SET,),
    "policies": (_ROLE, _PROFILE, _GROUP),
    "adopt": (_ROLE, _PROFILE, _GROUP),
    "service": (_LINKED,),
}
"""The kinds of identities that each field has a meaning for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Needed:
    """A field that a kind of identity cannot do without, and how to say so."""

    kind: IdentityKind
    called: str
    field: str
    code: str
    hint: str


NEEDED = (
    Needed(
        kind=_ROLE,
        called="a role",
        field="trust",
        code="missing-trust",
        hint="say who may assume it: `trust: {accounts: [self], mfa: required}`",
    ),
    Needed(
        kind=_LINKED,
        called="a service-linked role",
        field="service",
        code="missing-service",
        hint="name the service that it is for: `service: ….amazonaws.com`",
    ),
    Needed(
        kind=_LINKED,
        called="a service-linked role",
        field="name",
        code="missing-service",
        hint="name the role as AWS does: `name: AWSServiceRoleFor…`",
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityDecoder:
    """How texts are read, and where complaints go."""

    reading: Reading

    def identities(self, node: Node | None, at: Position) -> tuple[Identity, ...]:
        """One identity, a list of them, or none, which means a policy."""
        if node is None:
            return (Identity(kind=IdentityKind.POLICY, at=at),)
        nodes = node.items if isinstance(node, SequenceNode) else (node,)
        found = tuple(self._identity(one) for one in nodes)
        for problem in _twice(found):
            self.reading.complain(problem)
        return found

    def boundary(self, node: Node | None, grants: GrantDecoder) -> BoundaryClause | None:
        """A policy by name or ARN, or grants."""
        match node:
            case None:
                return None
            case ScalarNode():
                return BoundaryClause(arn=_policy_arn(self.reading.text(node), node.text), at=node.at)
            case _:
                can = tuple(grants.grant(one) for one in items_of(child_of(node, "can")))
                cannot = tuple(grants.grant(one) for one in items_of(child_of(node, "cannot")))
                return BoundaryClause(can=can, cannot=cannot, at=node.at)

    def _identity(self, node: Node) -> Identity:
        kind, trust = scalar_of(node, "kind"), child_of(node, "trust")
        identity = Identity(
            kind=IdentityKind(kind.text),
            name=word_of(node, "name", ""),
            path=word_of(node, "path", ""),
            trust=decode_trust(trust, self.reading) if trust is not None else None,
            max_session_s=self._session(child_of(node, "max_session")),
            managed_policies=words(child_of(node, "managed_policies")),
            customer_managed_policies=words(child_of(node, "customer_managed_policies")),
            attachment=Attachment(word_of(node, "policies", Attachment.MANAGED.value)),
            adoption=Adoption.ADOPTED if word_of(node, "adopt", "false") == "true" else Adoption.MADE,
            service=word_of(node, "service", ""),
            at=kind.at,
        )
        for problem in _misplaced(node, identity):
            self.reading.complain(problem)
        return identity

    def _session(self, node: Node | None) -> int:
        if not isinstance(node, ScalarNode):
            return SESSION_LEAST_S
        seconds = int(node.text[:-1]) * _UNIT_S[node.text[-1]]
        if not SESSION_LEAST_S <= seconds <= SESSION_MOST_S:
            message = f"a session of `{node.text}` is not between 1 and 12 hours"
            self.reading.complain(Diagnostic(code="session-length", message=message, at=node.at))
        return seconds


def _misplaced(node: Node, identity: Identity) -> Iterator[Diagnostic]:
    """What a kind needs and lacks, and what has no meaning for it."""
    for one in NEEDED:
        if identity.kind is one.kind and child_of(node, one.field) is None:
            message = f"{one.called} needs `{one.field}`"
            yield Diagnostic(code=one.code, message=message, at=identity.at, hint=one.hint)
    for field, kinds in MEANINGS.items():
        given = child_of(node, field)
        if given is not None and identity.kind not in kinds:
            message = f"`{field}` has no meaning for the identity kind `{identity.kind.value}`"
            hint = f"it is for {', '.join(f'`{one.value}`' for one in kinds)}"
            yield Diagnostic(code="identity-field", message=message, at=given.at, hint=hint)


def _twice(identities: tuple[Identity, ...]) -> Iterator[Diagnostic]:
    """An instance profile has a role of its own, so that both count as one kind."""
    seen: dict[IdentityKind, Identity] = {}
    for one in identities:
        kind = _ROLE if one.kind is _PROFILE else one.kind
        if kind in seen:
            message = f"a persona has one identity of the kind `{kind.value}`, and this is the second"
            hint = "write another persona; an instance profile brings its role"
            yield Diagnostic(code="identity-twice", message=message, at=one.at, hint=hint)
        seen.setdefault(kind, one)


def _policy_arn(pattern: Pattern, text: str) -> Pattern:
    """The ARN of a policy; one by name is the account's own."""
    if text.startswith("arn:"):
        return pattern
    return join("arn:", TargetValue.PARTITION, ":iam::", TargetValue.ACCOUNT, ":policy/", pattern)
