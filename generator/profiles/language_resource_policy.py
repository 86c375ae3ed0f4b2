"""The part of the profile language that says who may use a resource, and who gets a share of it."""

from generator.model.resource_policy import ResourcePolicyKind
from generator.profiles.language_tests import TEST
from generator.profiles.language_words import ACTION, NAME, PLAIN, PROSE, RESOURCE_TYPE, TITLE, choice
from generator.profiles.shape import Either, Field, ListOf, MapOf, OneOrMany, Record, Shape

_ACCOUNTS = "Account numbers; `self` is the own account."
PRINCIPALS = Record(
    name="principals",
    description="Who a grant is for.",
    fields=(
        Field(name="personas", shape=OneOrMany(item=NAME), description="Personas of this profile that have a role."),
        Field(name="roles", shape=OneOrMany(item=PLAIN), description="ARNs of roles, `*` and `?` allowed in the name."),
        Field(name="accounts", shape=OneOrMany(item=PLAIN), description=_ACCOUNTS),
        Field(name="services", shape=OneOrMany(item=PLAIN), description="Service principals."),
        Field(name="organization", shape=PLAIN, description="The id of an organisation, all of whose accounts count."),
    ),
)
SHARE_WITH = Record(
    name="share_with",
    description="Who gets the share.",
    fields=(
        Field(name="accounts", shape=OneOrMany(item=PLAIN), description="Account numbers."),
        Field(name="organization", shape=OneOrMany(item=PLAIN), description="The ARN of an organisation."),
        Field(name="organizational_units", shape=OneOrMany(item=PLAIN), description="ARNs of organizational units."),
    ),
)
_LEFT_OUT = ("capability", "with", "service", "dependents", "raw")
"""Keys of a persona's grant that a resource's policy has no meaning for: its service is the resource's."""
_NO_RAW = "a raw statement is for whoever holds the policy, and a resource's policy names who may: write `actions`"

RESOURCE_TEST = Record(
    name="resource_test",
    description="Requests of a principal and the expected decision.",
    one_of=TEST.one_of,
    fields=(
        Field(
            name="principal",
            shape=PLAIN,
            required=True,
            description="Who asks: a persona, an account number, an ARN or a service principal.",
        ),
        *TEST.fields,
    ),
)
SHARING = MapOf(
    key=RESOURCE_TYPE,
    value=Record(
        name="shareable",
        description="A resource type that can be shared.",
        fields=(
            Field(name="actions", shape=OneOrMany(item=ACTION), required=True, description="What consumers get."),
            Field(name="name", shape=PLAIN, required=True, description="What an exact ARN's last part looks like."),
            Field(name="ram_type", shape=PLAIN, required=True, description="The type as AWS RAM calls it."),
            Field(name="ram_permission", shape=PLAIN, required=True, description="AWS RAM's managed permission."),
            Field(name="command", shape=NAME, required=True, description="The AWS CLI's command for its policy."),
            Field(name="argument", shape=NAME, required=True, description="The command's argument for the ARN."),
            Field(name="source", shape=OneOrMany(item=PLAIN), required=True, description="Where it is documented."),
        ),
    ),
)


def resource_policy_shape(grant: Record) -> Shape:
    """One entry of `resource_policies`; `grant` is the shape of a persona's grant."""
    grants = ListOf(item=_with_principals(grant))
    return Record(
        name="resource_policy",
        description="The policy of a resource, or a share of resources.",
        fields=(
            Field(name="title", shape=TITLE, required=True, description="A few words."),
            Field(name="description", shape=PROSE, required=True, description="One or two sentences."),
            Field(
                name="kind",
                shape=choice(*(one.value for one in ResourcePolicyKind)),
                required=True,
                description="What it is the policy of, or `share`.",
            ),
            Field(name="resource", shape=PLAIN, description="The bucket's or the topic's name; of a key policy `*`."),
            Field(name="can", shape=grants, description="Who may do what with the resource."),
            Field(name="cannot", shape=grants, description="Who may never do what, whatever else allows it."),
            Field(
                name="shares",
                shape=MapOf(key=RESOURCE_TYPE, value=OneOrMany(item=PLAIN)),
                description="What a share gives: resource type to exact ARNs.",
            ),
            Field(name="with", shape=SHARE_WITH, description="Who gets the share."),
            Field(name="tests", shape=ListOf(item=RESOURCE_TEST), description="Requests and expected decisions."),
        ),
    )


def _with_principals(grant: Record) -> Record:
    return Record(
        name="resource_grant",
        description="What somebody may do with a resource, or may never do.",
        one_of=tuple(one for one in grant.one_of if one not in _LEFT_OUT),
        refused=(("raw", _NO_RAW),),
        fields=(
            Field(
                name="principals",
                shape=Either(options=(choice("*"), PRINCIPALS)),
                required=True,
                description='Who; `"*"` is anybody.',
            ),
            *(one for one in grant.fields if one.name not in _LEFT_OUT),
        ),
    )
