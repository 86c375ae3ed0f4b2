"""The part of the profile language that says how a persona is embodied in AWS, and what bounds it."""

from generator.model.profile import Attachment, IdentityKind
from generator.profiles.language_trust import TRUST
from generator.profiles.language_words import DURATION, IAM_NAME, IAM_PATH, PLAIN, SERVICE_PRINCIPAL, choice
from generator.profiles.shape import Either, Field, ListOf, OneOrMany, Record, Shape, Truth

_IDENTITY = Record(
    name="identity",
    description="How the persona is embodied in AWS.",
    fields=(
        Field(
            name="kind",
            shape=choice(*(one.value for one in IdentityKind)),
            required=True,
            description="The kind of identity; `user` attaches the policies to users that a variable names.",
        ),
        Field(name="name", shape=IAM_NAME, description="Its name in AWS; `naming.prefix` and the persona by default."),
        Field(name="path", shape=IAM_PATH, description="Its IAM path; `naming.path` by default."),
        Field(name="trust", shape=TRUST, description="Who may assume the role."),
        Field(
            name="max_session",
            shape=DURATION,
            description="The longest session of a role or permission set, `1h` to `12h`.",
        ),
        Field(
            name="managed_policies",
            shape=OneOrMany(item=PLAIN),
            description="AWS managed policies to attach, by name.",
        ),
        Field(
            name="customer_managed_policies",
            shape=OneOrMany(item=PLAIN),
            description="Policies that every account of a permission set has, by path and name.",
        ),
        Field(
            name="policies",
            shape=choice(*(one.value for one in Attachment)),
            description="Whether a role or group gets its policies as `managed` ones (default) or `inline`.",
        ),
        Field(
            name="adopt",
            shape=Truth(),
            description="True for a role, group or instance profile that exists: the root module imports it.",
        ),
        Field(
            name="service",
            shape=SERVICE_PRINCIPAL,
            description="The service principal that a service-linked role is for.",
        ),
    ),
)
IDENTITY = Either(options=(_IDENTITY, ListOf(item=_IDENTITY, least=1)))
"""One identity or a list of them."""


def boundary_shape(grants: Shape) -> Shape:
    """A policy by name or ARN, or the grants that one is made of."""
    own = Record(
        name="boundary",
        description="The policy that is made and set as the boundary.",
        fields=(
            Field(name="can", shape=grants, required=True, description="What the persona can have at most."),
            Field(name="cannot", shape=grants, description="What it can never have."),
        ),
    )
    return Either(options=(PLAIN, own))
