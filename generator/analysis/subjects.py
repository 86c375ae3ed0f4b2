"""A persona's module in a place → the policies that count for its requests, and who asks."""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.access import NamedPolicy, Policies
from generator.model.module import PERMISSION_SET, Module, NamedDocument
from generator.model.pattern import bind
from generator.model.policy import bind_document
from generator.model.policy_json import decode_document
from generator.model.target import Bindings
from generator.reference.managed import managed_document


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where personas are asked: a target by its name, or the made-up place of profiles without targets."""

    name: str
    bindings: Bindings

    def __str__(self) -> str:
        return f" in `{self.name}`" if self.name else ""

    def blinded(self, text: str) -> str:
        """A text without what differs from place to place, to be compared with that of another place."""
        for value in (str(self), self.bindings.account, self.bindings.region, f"arn:{self.bindings.partition}:"):
            text = text.replace(value, "")
        return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """A persona in one place.

    `role` is the ARN of its role, empty where it has none; `unseen` are AWS managed policies that are attached and
    whose contents we do not have.
    """

    persona: str
    place: Place
    policies: Policies
    role: str
    unseen: tuple[str, ...] = ()

    @property
    def context(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The condition keys that every request of the persona carries.

        Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
        """
        account = ("aws:PrincipalAccount", (self.place.bindings.account,))
        return (account, ("aws:PrincipalArn", (self.role,))) if self.role else (account,)


def subject_of(module: Module, place: Place, modules: Iterable[Module] = ()) -> Subject:
    """A module in a place; AWS managed policies that it attaches count like its own.

    `modules` are those that its permissions boundary can come from.
    """
    bindings = place.bindings
    arns = [arn for one in module.managed_policies for arn in bind(one, bindings)]
    managed = {arn.rpartition("/")[2]: managed_document(arn.rpartition("/")[2], bindings.partition) for arn in arns}
    own = (NamedPolicy(name=one.name, document=bind_document(one.document, bindings)) for one in granting(module))
    attached = (
        NamedPolicy(name=name, document=decode_document(value)) for name, value in managed.items() if value is not None
    )
    return Subject(
        persona=module.persona,
        place=place,
        policies=Policies(identity=(*own, *attached), boundary=_boundary(module, bindings, modules)),
        role=role_arn(module, bindings) if module.trust is not None else "",
        unseen=tuple(sorted(name for name, value in managed.items() if value is None)),
    )


def granting(module: Module) -> tuple[NamedDocument, ...]:
    """The documents that say what the persona may do: a permission set says the same as the policies."""
    if module.policies or module.permission_set is None or module.permission_set.document is None:
        return module.policies
    return (NamedDocument(name=PERMISSION_SET, document=module.permission_set.document),)


def boundary_arn(module: Module, bindings: Bindings) -> str:
    """The ARN of a module's permissions boundary; empty without one."""
    return bind(module.boundary.arn, bindings)[0] if module.boundary is not None else ""


def policy_arns(module: Module, bindings: Bindings) -> tuple[str, ...]:
    """The ARNs of a module's policies under its default name, in their order."""
    start = f"arn:{bindings.partition}:iam::{bindings.account}:policy{module.path}{module.name}"
    return tuple(f"{start}{one.suffix}" for one in module.policies)


def _boundary(module: Module, bindings: Bindings, modules: Iterable[Module]) -> NamedPolicy | None:
    """A boundary as far as its text is known: the module's own, another module's only policy, or AWS's."""
    if module.boundary is None:
        return None
    arn = boundary_arn(module, bindings)
    name = arn.partition(":policy/")[2]
    if module.boundary.document is not None:
        return NamedPolicy(name=name, document=bind_document(module.boundary.document, bindings))
    for one in modules:
        if policy_arns(one, bindings) == (arn,):
            return NamedPolicy(name=name, document=bind_document(one.policies[0].document, bindings))
    value = managed_document(name.rpartition("/")[2], bindings.partition) if ":iam::aws:" in arn else None
    return NamedPolicy(name=name, document=decode_document(value)) if value is not None else None


def role_arn(module: Module, bindings: Bindings) -> str:
    """The ARN of a module's role under its default name."""
    return f"arn:{bindings.partition}:iam::{bindings.account}:role{module.path}{module.name}"


def not_seen(subject: Subject) -> str:
    """Why something about a persona cannot be told."""
    named = " and ".join(f"`{one}`" for one in subject.unseen)
    return f"{named} is attached to it, and its text is not known here"
