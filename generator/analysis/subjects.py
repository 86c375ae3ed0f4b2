"""A persona's module in a place → the policies that count for its requests, and who asks."""

from dataclasses import dataclass

from generator.model.access import NamedPolicy, Policies
from generator.model.module import Module
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


def subject_of(module: Module, place: Place) -> Subject:
    """A module in a place; AWS managed policies that it attaches count like its own."""
    bindings = place.bindings
    arns = [arn for one in module.managed_policies for arn in bind(one, bindings)]
    managed = {arn.rpartition("/")[2]: managed_document(arn.rpartition("/")[2], bindings.partition) for arn in arns}
    own = (NamedPolicy(name=one.name, document=bind_document(one.document, bindings)) for one in module.policies)
    attached = (
        NamedPolicy(name=name, document=decode_document(value)) for name, value in managed.items() if value is not None
    )
    return Subject(
        persona=module.persona,
        place=place,
        policies=Policies(identity=(*own, *attached)),
        role=role_arn(module, bindings) if module.trust is not None else "",
        unseen=tuple(sorted(name for name, value in managed.items() if value is None)),
    )


def role_arn(module: Module, bindings: Bindings) -> str:
    """The ARN of a module's role under its default name."""
    return f"arn:{bindings.partition}:iam::{bindings.account}:role{module.path}{module.name}"


def not_seen(subject: Subject) -> str:
    """Why something about a persona cannot be told."""
    named = " and ".join(f"`{one}`" for one in subject.unseen)
    return f"{named} is attached to it, and its text is not known here"
