"""An access test of a resource's policy → its cases: a principal asks, and both sides' policies count.

A persona asks with its own policies. Everybody else asks as somebody whose own policies allow everything, so that only
the resource's policy is put to the test; so does a service-linked role, whose policies are AWS's.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from generator.analysis.access_tests.cases import Case, Reach, cases_of
from generator.analysis.subjects import Place, Subject
from generator.compiler.problems import Problems, did_you_mean
from generator.compiler.resource_grant import GrantCompiler
from generator.compiler.resource_principals import persona_role
from generator.diagnostics.nearest import nearest
from generator.model.access import Caller, CallerKind, NamedPolicy, Policies
from generator.model.module import RESOURCE, Module
from generator.model.pattern import Pattern, bind, literal
from generator.model.policy import BoundDocument, BoundStatement, bind_document
from generator.model.profile import IdentityKind, Profiles, RequestedResource
from generator.model.resource_policy import HOLDERS, ResourcePolicyClause, ResourceTest, Spelling
from generator.model.sharing import share_document

_EVERYTHING = BoundStatement(sid="", effect="Allow", actions=("*",), resources=("*",))
_ALLOWED = NamedPolicy(name="AdministratorAccess", document=BoundDocument(statements=(_EVERYTHING,)))
_ANY_KEY = literal("key/1234abcd-12ab-34cd-56ef-1234567890ab")
_OF_THE_CALLER = ("aws:principalaccount", "aws:principalarn")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asking:
    """Who asks, and the policies of its side."""

    caller: Caller
    policies: Policies
    unseen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ResourceTests:
    """The tests of one resource's policy, or of one share, in a place; `subjects` are the place's personas by name."""

    profiles: Profiles
    clause: ResourcePolicyClause
    module: Module
    place: Place
    subjects: Mapping[str, Subject]
    problems: Problems

    def cases(self) -> Iterator[Case]:
        """Every case; what cannot be asked is a problem."""
        for one in self.clause.tests:
            if not one.test.targets or self.place.name in {each.text for each in one.test.targets}:
                for text in bind(one.principal, self.place.bindings):
                    yield from self._cases(one, text)

    def _cases(self, written: ResourceTest, text: str) -> Iterator[Case]:
        asking = self._asking(text, written)
        if asking is None:
            return
        subject = Subject(
            persona=f"{text} at {self.clause.name}",
            place=self.place,
            policies=replace(asking.policies, resource=NamedPolicy(name=RESOURCE, document=self._document())),
            role="",
            unseen=asking.unseen,
        )
        test = written.test if written.test.resources else replace(written.test, resources=tuple(self._own()))
        if not test.resources:
            self.problems.error("test-resource", "the test of a share names a resource", test.at, "add `resource: …`")
            return
        for case in cases_of(test, subject, self._service(), self.problems):
            if case.reach is Reach.EVERY:
                message = f"a principal asks for one resource, not for `{case.request.resource}`"
                self.problems.error("test-resource", message, test.at, "name one, without wildcards")
                return
            yield self._asked(case, asking)

    def _asked(self, case: Case, asking: _Asking) -> Case:
        """A case whose request says who asks, and who owns the resource."""
        context = tuple(one for one in case.request.context if one[0].casefold() not in _OF_THE_CALLER)
        owner = self.place.bindings.account if self.module.share is None else ""
        return replace(
            case, request=replace(case.request, context=context, caller=asking.caller, resource_account=owner)
        )

    def _service(self) -> str:
        return HOLDERS[self.clause.kind].service if self.clause.kind in HOLDERS else self.profiles.service

    def _own(self) -> Iterator[RequestedResource]:
        """The resource that a test means which names none."""
        holder = HOLDERS.get(self.clause.kind)
        if holder is not None and holder.spelling is Spelling.NONE:
            yield RequestedResource(name=_ANY_KEY, at=self.clause.at)
        elif holder is not None:
            compiler = GrantCompiler(holder=holder, resource=self.clause.resource, problems=self.problems)
            yield RequestedResource(name=next(compiler.arns()), at=self.clause.at)

    def _document(self) -> BoundDocument:
        if self.module.share is not None:
            return bind_document(share_document(self.module.share), self.place.bindings)
        assert self.module.resource_policy is not None, f"{self.module.persona} has a policy"
        return bind_document(self.module.resource_policy.document, self.place.bindings)

    def _asking(self, text: str, written: ResourceTest) -> _Asking | None:
        if text in self.subjects:
            return self._persona(text)
        caller = _caller(text, self.place.bindings.partition)
        if caller is None:
            message = f"`{text}` is no persona, no account, no ARN of a role or user and no service principal"
            hint = did_you_mean(nearest(text, self.subjects))
            self.problems.error("unknown-principal", message, written.principal_at, hint)
            return None
        return _Asking(caller=caller, policies=Policies(identity=(_ALLOWED,)))

    def _persona(self, name: str) -> _Asking:
        persona = next(one for one in self.profiles.personas if one.name == name)
        subject = self.subjects[name]
        role = persona_role(persona, self.profiles.naming)
        is_aws = persona.identity(IdentityKind.SERVICE_LINKED_ROLE) is not None
        return _Asking(
            caller=_session(_bound(role, self.place) if role is not None else "", self.place),
            policies=Policies(identity=(_ALLOWED,)) if is_aws else subject.policies,
            unseen=() if is_aws else subject.unseen,
        )


def _bound(role: Pattern, place: Place) -> str:
    """The ARN of a role; of a permission set's, whose name ends in what nobody knows, one that it could have."""
    return bind(role, place.bindings)[0].replace("*", "")


def _session(role: str, place: Place) -> Caller:
    bindings = place.bindings
    start = f"arn:{bindings.partition}:sts::{bindings.account}"
    if not role:
        return Caller(kind=CallerKind.USER, id=f"arn:{bindings.partition}:iam::{bindings.account}:user/somebody")
    name = role.rpartition("/")[2]
    return Caller(kind=CallerKind.ROLE_SESSION, id=f"{start}:assumed-role/{name}/session", issuer=role)


def _caller(text: str, partition: str) -> Caller | None:
    """An account means one of its roles."""
    if re.fullmatch(r"[0-9]{12}", text):
        return Caller(kind=CallerKind.ROLE, id=f"arn:{partition}:iam::{text}:role/somebody")
    for kind, form in _ARNS.items():
        if re.fullmatch(form, text):
            return Caller(kind=kind, id=text)
    return None


_ARNS = {
    CallerKind.ROLE: r"arn:[^:]+:iam::[0-9]{12}:role/[^*?]+",
    CallerKind.USER: r"arn:[^:]+:iam::[0-9]{12}:user/[^*?]+",
    CallerKind.ROOT: r"arn:[^:]+:iam::[0-9]{12}:root",
    CallerKind.SERVICE: r"[a-z0-9.-]+\.amazonaws\.com(\.cn)?",
}
