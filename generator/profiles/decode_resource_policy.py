"""A checked Node → ResourcePolicyClause."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from generator.diagnostics import Diagnostic, Position
from generator.model.pattern import InputValue, Literal, Pattern, TargetValue, join
from generator.model.profile import Word
from generator.model.resource_policy import (
    Principals,
    PrincipalScope,
    ResourceGrant,
    ResourcePolicyClause,
    ResourcePolicyKind,
    ResourceTest,
    ShareClause,
    ShareWith,
)
from generator.profiles.check import shorten
from generator.profiles.decode_grant import GrantDecoder, words
from generator.profiles.decode_test import decode_test
from generator.profiles.node import (
    Entry,
    MappingNode,
    Node,
    ScalarNode,
    child_of,
    entries_of,
    items_of,
    prose_of,
    scalar_of,
    texts_of,
)

_BUCKET, _TOPIC, _KEY, _SHARE = ResourcePolicyKind
MEANINGS: Mapping[str, tuple[ResourcePolicyKind, ...]] = {
    "resource": (_BUCKET, _TOPIC, _KEY),
    "can": (_BUCKET, _TOPIC, _KEY),
    "cannot": (_BUCKET, _TOPIC, _KEY),
    "shares": (_SHARE,),
    "with": (_SHARE,),
}
"""The kinds that each field has a meaning for."""
_NEEDED = ("resource", "shares", "with")
"""The fields without which a kind that they have a meaning for says nothing."""

_FORMS: Mapping[str, tuple[re.Pattern[str], str]] = {
    "accounts": (re.compile(r"[0-9]{12}|\0"), "a 12-digit account number or an input"),
    "roles": (
        re.compile(r"arn:[^:*?]+:iam::([0-9]{12}|\0):role/.+"),
        "the ARN of a role with its account, such as `arn:${partition}:iam::${account}:role/web-*`",
    ),
    "services": (
        re.compile(r"[a-z0-9.\0-]+\.(amazonaws\.com(\.cn)?|\0)"),
        "a service principal such as `delivery.logs.amazonaws.com`",
    ),
    "organization": (re.compile(r"o-[a-z0-9]{10,32}|\0"), "the id of an organisation such as `o-a1b2c3d4e5`"),
    "shared organization": (
        re.compile(r"arn:[^:]+:organizations::[0-9]{12}:organization/o-[a-z0-9]{10,32}|\0"),
        "an organisation's ARN such as `arn:aws:organizations::111122223333:organization/o-a1b2c3d4e5`, or an input",
    ),
    "organizational_units": (
        re.compile(r"arn:[^:]+:organizations::[0-9]{12}:ou/o-[a-z0-9]{10,32}/ou-[0-9a-z]{4,32}-[a-z0-9]{8,32}|\0"),
        "an organizational unit's ARN: `arn:aws:organizations::111122223333:ou/o-a1b2c3d4e5/ou-ab12-34cd56ef`",
    ),
}
"""What a principal looks like, an input or a target's value being `\\0`.

Source: https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html
Source: https://docs.aws.amazon.com/organizations/latest/APIReference/API_OrganizationalUnit.html
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""
_OWN = "self"


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourcePolicyDecoder:
    """How grants and texts are read, and where complaints go."""

    grants: GrantDecoder
    text: Callable[[Node], Pattern]
    request_text: Callable[[Node], Pattern]
    complain: Callable[[Diagnostic], None]

    def resource_policy(self, entry: Entry) -> ResourcePolicyClause:
        """One entry of `resource_policies`."""
        body = entry.value
        kind = ResourcePolicyKind(scalar_of(body, "kind").text)
        for problem in _misplaced(body, kind, entry.key.at):
            self.complain(problem)
        resource, shared_with = child_of(body, "resource"), child_of(body, "with")
        return ResourcePolicyClause(
            name=entry.key.text,
            title=prose_of(body, "title"),
            description=prose_of(body, "description"),
            kind=kind,
            resource=self.text(resource) if resource is not None else Pattern(()),
            can=tuple(self._grant(one) for one in items_of(child_of(body, "can"))),
            cannot=tuple(self._grant(one) for one in items_of(child_of(body, "cannot"))),
            shares=tuple(self._share(one) for one in entries_of(child_of(body, "shares"))),
            shared_with=self._shared_with(shared_with) if shared_with is not None else ShareWith(),
            tests=tuple(self._test(one) for one in items_of(child_of(body, "tests"))),
            at=resource.at if resource is not None else entry.key.at,
        )

    def _grant(self, node: Node) -> ResourceGrant:
        principals = child_of(node, "principals")
        assert isinstance(node, MappingNode)
        assert principals is not None
        grant = self.grants.grant(node)
        if isinstance(principals, ScalarNode):
            return ResourceGrant(principals=PrincipalScope.ANYBODY, grant=grant)
        return ResourceGrant(principals=self._principals(principals), grant=grant)

    def _principals(self, node: Node) -> Principals:
        found = Principals(
            personas=words(child_of(node, "personas")),
            roles=self._patterns(node, "roles", "roles"),
            accounts=self._patterns(node, "accounts", "accounts"),
            services=self._patterns(node, "services", "services"),
            organization=next(iter(self._patterns(node, "organization", "organization")), None),
        )
        if found == Principals():
            message = "`principals` names nobody"
            hint = "give `personas`, `roles`, `accounts`, `services` or `organization`"
            self.complain(Diagnostic(code="missing-principal", message=message, at=node.at, hint=hint))
        return found

    def _patterns(self, node: Node, key: str, form: str) -> tuple[Pattern, ...]:
        return tuple(self._pattern(one, form) for one in texts_of(child_of(node, key)))

    def _pattern(self, node: ScalarNode, form: str) -> Pattern:
        if form == "accounts" and node.text == _OWN:
            return join(TargetValue.ACCOUNT)
        found = self.text(node)
        pattern, expected = _FORMS[form]
        if found.parts and not pattern.fullmatch(_sample(found)):
            message = f"expected {expected}, found `{shorten(node.text)}`"
            self.complain(Diagnostic(code="bad-value", message=message, at=node.at))
        return found

    def _share(self, entry: Entry) -> ShareClause:
        return ShareClause(
            type=Word(text=entry.key.text, at=entry.key.at),
            arns=tuple(self.text(one) for one in texts_of(entry.value)),
            at=entry.value.at,
        )

    def _shared_with(self, node: Node) -> ShareWith:
        organizations = self._patterns(node, "organization", "shared organization")
        units = self._patterns(node, "organizational_units", "organizational_units")
        found = ShareWith(accounts=self._patterns(node, "accounts", "accounts"), organizations=organizations + units)
        if found == ShareWith():
            message = "`with` names nobody"
            hint = "give `accounts`, `organization` or `organizational_units`"
            self.complain(Diagnostic(code="missing-principal", message=message, at=node.at, hint=hint))
        return found

    def _test(self, node: Node) -> ResourceTest:
        principal = scalar_of(node, "principal")
        return ResourceTest(
            principal=self.request_text(principal),
            principal_at=principal.at,
            test=decode_test(node, self.request_text),
        )


def _misplaced(node: Node, kind: ResourcePolicyKind, at: Position) -> Iterator[Diagnostic]:
    """What a kind needs and lacks, and what has no meaning for it."""
    for field, kinds in MEANINGS.items():
        given = child_of(node, field)
        if given is not None and kind not in kinds:
            message = f"`{field}` has no meaning for the kind `{kind.value}`"
            hint = f"it is for {', '.join(f'`{one.value}`' for one in kinds)}"
            yield Diagnostic(code="resource-policy-field", message=message, at=given.at, hint=hint)
        if given is None and kind in kinds and field in _NEEDED:
            message = f"a `{kind.value}` needs `{field}`"
            yield Diagnostic(code="resource-policy-field", message=message, at=at)


def _sample(pattern: Pattern) -> str:
    """A Pattern as text; a hole is a character that no profile can write, and a partition stands for itself."""
    return "".join(_sampled(part) for part in pattern.parts)


def _sampled(part: object) -> str:
    match part:
        case Literal(text=text):
            return text
        case InputValue() | TargetValue():
            return "\0"
        case _:
            return "?"
