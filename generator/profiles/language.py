"""The profile language: what may stand in profiles.yaml, declared once."""

from generator.model.profile import (
    Dependents,
    InputType,
    PersonaKind,
    UnsupportedConditions,
    Wildcards,
)
from generator.profiles.language_guardrail import guardrail_shape
from generator.profiles.language_identity import IDENTITY, boundary_shape
from generator.profiles.language_raw import RAW
from generator.profiles.language_resource_policy import SHARING, resource_policy_shape
from generator.profiles.language_tests import ACCEPT, TEST
from generator.profiles.language_words import (
    ACCESS_WORDS,
    ACCOUNT,
    ACTION,
    CONDITION_KEY,
    IAM_PATH,
    INPUT_NAME,
    NAME,
    OPERATOR,
    PLAIN,
    PREFIX,
    PROSE,
    RESOURCE_TYPE,
    TAG_KEY,
    TAG_VALUE,
    TITLE,
    VALUES,
    choice,
)
from generator.profiles.shape import (
    AnyScalar,
    Choice,
    Either,
    Field,
    ListOf,
    MapOf,
    OneOrMany,
    Record,
    Shape,
    Text,
    Truth,
    Whole,
)

CONDITIONS = MapOf(
    key=CONDITION_KEY,
    value=Either(options=(AnyScalar(), ListOf(item=AnyScalar(), least=1), MapOf(key=OPERATOR, value=VALUES))),
)
RESOURCES = Either(
    options=(
        choice("*"),
        MapOf(
            key=RESOURCE_TYPE,
            value=Either(
                options=(
                    PLAIN,
                    ListOf(item=PLAIN, least=1),
                    Record(
                        name="resources",
                        description="Names and owners of resources of one type.",
                        fields=(
                            Field(
                                name="names",
                                shape=OneOrMany(item=PLAIN),
                                required=True,
                                description="Names, patterns or ARNs.",
                            ),
                            Field(
                                name="owners",
                                shape=OneOrMany(item=PLAIN),
                                description="Account numbers that own the resources, `self`, `aws` or a like word.",
                            ),
                        ),
                    ),
                )
            ),
        ),
    )
)
GRANT = Record(
    name="grant",
    description="What a persona may do, or may never do.",
    one_of=("capability", "access", "actions", "raw"),
    fields=(
        Field(name="capability", shape=OneOrMany(item=NAME), description="Capabilities by name."),
        Field(
            name="access",
            shape=OneOrMany(item=Choice(values=tuple(ACCESS_WORDS))),
            description="Every action of these access levels.",
        ),
        Field(
            name="actions",
            shape=OneOrMany(item=ACTION),
            description="Actions by name; `*` and `?` match today's actions.",
        ),
        Field(name="service", shape=PREFIX, description="The service of short action names and of `access`."),
        Field(name="exclude", shape=OneOrMany(item=ACTION), description="Actions that are left out again."),
        Field(name="resources", shape=RESOURCES, description="Resource type to names, patterns or ARNs."),
        Field(
            name="conditions", shape=CONDITIONS, description="Condition key to value, values, or operator and values."
        ),
        Field(
            name="unsupported_conditions",
            shape=choice(*(one.value for one in UnsupportedConditions)),
            description="For actions that do not support a condition: `refuse` the profile (default), "
            "`skip` the action, or grant it `unconditioned`.",
        ),
        Field(
            name="dependents",
            shape=choice(*(one.value for one in Dependents)),
            description="Only `note` actions that a granted one needs beside itself (default), or grant them `scoped`.",
        ),
        Field(
            name="with", shape=MapOf(key=INPUT_NAME, value=VALUES), description="Values of the capability's parameters."
        ),
        Field(name="accept", shape=ListOf(item=ACCEPT), description="Findings of this grant that are meant."),
        Field(name="raw", shape=RAW, description="A statement in IAM's own words, beside which only `accept` stands."),
    ),
)
GRANTS = ListOf(item=GRANT)
_NO_RAW = "who uses a capability can narrow it, and a raw statement is kept as it is written: put it under `can`"
CAPABILITY_GRANT = Record(
    name="capability grant",
    description="What a capability grants.",
    one_of=tuple(one for one in GRANT.one_of if one != "raw"),
    refused=(("raw", _NO_RAW),),
    fields=tuple(one for one in GRANT.fields if one.name != "raw"),
)
INPUT_TYPE = choice(*(one.value for one in InputType))
INPUT = Record(
    name="input",
    description="A Terraform variable of the modules that use it.",
    fields=(
        Field(name="type", shape=INPUT_TYPE, required=True, description="Terraform's type."),
        Field(name="description", shape=PROSE, required=True, description="What the variable is for."),
        Field(name="default", shape=VALUES, description="The value where none is given."),
    ),
)
PARAMETER = Record(
    name="parameter",
    description="A parameter of a capability.",
    fields=(
        Field(name="type", shape=INPUT_TYPE, required=True, description="Terraform's type."),
        Field(name="description", shape=PROSE, required=True, description="What the parameter is for."),
        Field(name="required", shape=Truth(), description="False when the capability also works without it."),
        Field(name="default", shape=VALUES, description="The value where none is given."),
    ),
)
CAPABILITY = Record(
    name="capability",
    description="A named, reusable bundle of grants.",
    fields=(
        Field(
            name="service",
            shape=PREFIX,
            description="The service of short action names; the profile's service by default.",
        ),
        Field(name="title", shape=TITLE, required=True, description="A few words."),
        Field(name="description", shape=PROSE, required=True, description="A sentence that a manager understands."),
        Field(name="source", shape=OneOrMany(item=PLAIN), description="Where the grants are documented."),
        Field(name="parameters", shape=MapOf(key=INPUT_NAME, value=PARAMETER), description="Values that `with` gives."),
        Field(
            name="grants", shape=ListOf(item=CAPABILITY_GRANT, least=1), required=True, description="What it grants."
        ),
    ),
)
PERSONA = Record(
    name="persona",
    description="A person's or a machine's job with the service.",
    fields=(
        Field(name="title", shape=TITLE, required=True, description="A few words."),
        Field(name="description", shape=PROSE, required=True, description="One or two sentences."),
        Field(
            name="kind",
            shape=choice(*(one.value for one in PersonaKind)),
            description="`human` (default), `machine`, or `boundary` for a policy that limits the roles of others.",
        ),
        Field(name="identity", shape=IDENTITY, description="How the persona is embodied; a policy by default."),
        Field(
            name="boundary",
            shape=boundary_shape(GRANTS),
            description="The permissions boundary of its role or permission set: a policy's name or ARN, or grants.",
        ),
        Field(
            name="formerly",
            shape=NAME,
            description="The persona's name before: it keeps what was made under that name.",
        ),
        Field(name="extends", shape=OneOrMany(item=NAME), description="Personas whose `can` and `cannot` it inherits."),
        Field(name="can", shape=GRANTS, description="What it may do."),
        Field(name="cannot", shape=GRANTS, description="What it may never do, whatever else allows it."),
        Field(
            name="wildcards",
            shape=choice(*(one.value for one in Wildcards)),
            description="Spell every action out (`none`, default), or shorten reading actions that are all "
            "of one verb, such as `Get*` (`verbs`).",
        ),
        Field(name="tests", shape=ListOf(item=TEST), description="Requests and expected decisions."),
        Field(name="accept", shape=ListOf(item=ACCEPT), description="Findings that are meant."),
    ),
)
TARGET = Record(
    name="target",
    description="A place that JSON policies are made for.",
    fields=(
        Field(name="name", shape=NAME, required=True, description="The folder's name."),
        Field(name="account", shape=ACCOUNT, required=True, description="The account number, in quotes."),
        Field(
            name="region",
            shape=Text(pattern=r"[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}", expected="a Region such as `eu-west-1`"),
            required=True,
            description="The Region.",
        ),
        Field(name="inputs", shape=MapOf(key=INPUT_NAME, value=VALUES), description="Values of inputs here."),
    ),
)
NAMING = Record(
    name="naming",
    description="How things are named in AWS.",
    fields=(
        Field(
            name="prefix",
            shape=Text(pattern=r"[A-Za-z0-9+=,.@_-]{1,40}", expected="up to 40 letters, digits or `+=,.@_-`"),
            description="What every name starts with.",
        ),
        Field(
            name="path",
            shape=IAM_PATH,
            description="The IAM path of roles, policies and instance profiles.",
        ),
    ),
)
PROFILES: Shape = Record(
    name="profiles",
    description="Personas of an AWS service, from which iam-personas makes Terraform modules and IAM policies.",
    fields=(
        Field(
            name="version", shape=Whole(least=1, most=1), required=True, description="The version of this language: 1."
        ),
        Field(name="service", shape=PREFIX, description="Short action names mean this service."),
        Field(name="include", shape=OneOrMany(item=PLAIN), description="More files, relative to this one."),
        Field(name="naming", shape=NAMING, description="How things are named in AWS."),
        Field(name="tags", shape=MapOf(key=TAG_KEY, value=TAG_VALUE), description="Tags of everything that has tags."),
        Field(name="inputs", shape=MapOf(key=INPUT_NAME, value=INPUT), description="Terraform variables by name."),
        Field(name="targets", shape=ListOf(item=TARGET), description="Places that JSON policies are made for."),
        Field(
            name="capabilities",
            shape=MapOf(key=NAME, value=CAPABILITY),
            description="Capabilities of your own, or in place of shipped ones.",
        ),
        Field(name="personas", shape=MapOf(key=NAME, value=PERSONA), description="Personas by name."),
        Field(
            name="guardrails",
            shape=MapOf(key=NAME, value=guardrail_shape(GRANTS)),
            description="What the accounts of an organisation may never do, by name.",
        ),
        Field(
            name="resource_policies",
            shape=MapOf(key=NAME, value=resource_policy_shape(GRANT)),
            description="Policies of resources, and shares of them, by name.",
        ),
        Field(name="rules", shape=ListOf(item=PLAIN), description="Relations between personas."),
    ),
)
CATALOGUE: Shape = Record(
    name="catalogue",
    description="A shipped catalogue of capabilities.",
    fields=(
        Field(
            name="capabilities",
            shape=MapOf(key=NAME, value=CAPABILITY),
            description="Capabilities by name.",
        ),
        Field(name="sharing", shape=SHARING, description="Resource types that can be shared."),
    ),
)
