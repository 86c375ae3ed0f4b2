"""What embodies a persona beside its role: a permission set, a service-linked role, a permissions boundary.

Sources:
https://docs.aws.amazon.com/singlesignon/latest/userguide/permissionsetcustom.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
"""

import re
from dataclasses import dataclass

from generator.compiler.every_account import check_kept_as_written, in_every_account
from generator.compiler.identity import permission_set_name
from generator.compiler.problems import Problems
from generator.model.module import Boundary, PermissionSet, PolicyReference, ServiceLinkedRole
from generator.model.pattern import Literal, Pattern, TargetValue, join
from generator.model.policy import PolicyDocument, Statement
from generator.model.profile import IdentityKind, Naming, Persona, Word

_POLICY_NAME = re.compile(r"(?:[A-Za-z0-9.,+@=_-]+/)*[A-Za-z0-9+=,.@_-]{1,128}")
_OWN_POLICY = ":policy/"


@dataclass(frozen=True, slots=True, kw_only=True)
class Embodiment:
    """A persona with the statements of its grants and of its boundary's."""

    persona: Persona
    naming: Naming
    statements: tuple[Statement, ...]
    bounds: tuple[Statement, ...]
    problems: Problems

    def boundary(self, name: str, path: str) -> Boundary | None:
        """The boundary that the profile names or describes; `name` and `path` are the module's."""
        clause = self.persona.boundary
        if clause is None:
            return None
        if clause.arn is not None:
            return Boundary(arn=clause.arn)
        own = join("arn:", TargetValue.PARTITION, ":iam::", TargetValue.ACCOUNT, f":policy{path}{name}-boundary")
        return Boundary(arn=own, document=PolicyDocument(statements=self.bounds))

    def permission_set(self) -> PermissionSet | None:
        """The permission set, with all of the persona's statements inline."""
        identity = self.persona.identity(IdentityKind.PERMISSION_SET)
        if identity is None:
            return None
        check_kept_as_written(self.statements, self.problems)
        found = [self._reference(one) for one in identity.customer_managed_policies]
        return PermissionSet(
            name=permission_set_name(self.persona, identity, self.naming),
            session_s=identity.max_session_s,
            document=PolicyDocument(statements=in_every_account(self.statements)) if self.statements else None,
            customer_managed=tuple(sorted((one for one in found if one), key=lambda one: (one.path, one.name))),
            boundary=self._bound_of_set(),
        )

    def service_linked_role(self) -> ServiceLinkedRole | None:
        """The service-linked role that the module makes or refers to."""
        identity = self.persona.identity(IdentityKind.SERVICE_LINKED_ROLE)
        return ServiceLinkedRole(service=identity.service, name=identity.name) if identity is not None else None

    def _bound_of_set(self) -> PolicyReference | Pattern | None:
        clause = self.persona.boundary
        if clause is None or clause.arn is None:
            return None
        account, name = _account_and_name(clause.arn)
        if name is None or account not in ((TargetValue.ACCOUNT,), (Literal(text="aws"),)):
            message = "a permission set's boundary is an AWS managed policy, or one of the account by a plain name"
            self.problems.error("boundary-in-place", message, clause.at, "write its name, without `${…}`")
            return None
        return clause.arn if account == (Literal(text="aws"),) else _reference(name)

    def _reference(self, word: Word) -> PolicyReference | None:
        if _POLICY_NAME.fullmatch(word.text):
            return _reference(word.text)
        message = f"expected the path and name of a policy, found `{word}`"
        self.problems.error("bad-value", message, word.at, "such as `teams/web/deploy`")
        return None


def _reference(text: str) -> PolicyReference:
    path, _, name = text.rpartition("/")
    return PolicyReference(name=name, path=f"/{path}/" if path else "/")


def _account_and_name(arn: Pattern) -> tuple[tuple[object, ...], str | None]:
    """The parts of an ARN's account segment, and the policy's path and name if it has no holes."""
    *head, tail = arn.parts
    if not isinstance(tail, Literal) or _OWN_POLICY not in tail.text:
        return (), None
    start, _, name = tail.text.partition(_OWN_POLICY)
    account = start.rpartition(":")[2]
    return ((Literal(text=account),) if account else tuple(head[-1:])), name
