"""The profile language: what may stand in profiles.yaml, declared once.

Sources of the patterns:
https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html (names, paths, descriptions, tags)
https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html (the stricter path of policies)
https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers
"""

from generator.model.profile import (
    Dependents,
    Expectation,
    IdentityKind,
    InputType,
    Mfa,
    PersonaKind,
    UnsupportedConditions,
)
from generator.model.reference import AccessLevel
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

ACCESS_WORDS = {level.value.lower().replace(" ", "-"): level for level in AccessLevel}

_PLAIN = r"[^\x00-\x1f\x7f-\x9f]+"
_AWS_LINE = r"\x20*[\x21-\x7e\xa1-\xff][\x20-\x7e\xa1-\xff]*"
_AWS_PROSE = r"[\t\n\r\x20]*[\x21-\x7e\xa1-\xff][\t\n\r\x20-\x7e\xa1-\xff]*"

NAME = Text(
    pattern=r"[a-z][a-z0-9]*(-[a-z0-9]+)*",
    expected="lower-case words joined by `-`",
    max_chars=50,
    examples=("service-user",),
)
INPUT_NAME = Text(
    pattern=r"[a-z][a-z0-9_]*",
    expected="a Terraform variable name in lower case",
    max_chars=64,
    examples=("pipelines",),
)
PREFIX = Text(pattern=r"[a-z][a-z0-9-]*", expected="a service prefix such as `imagebuilder`", max_chars=64)
TITLE = Text(pattern=_AWS_LINE, expected="one line of Latin-1 text", max_chars=100)
PROSE = Text(pattern=_AWS_PROSE, expected="Latin-1 text, as AWS descriptions allow", max_chars=900)
PLAIN = Text(pattern=_PLAIN, expected="text without control characters")
ACTION = Text(
    pattern=r"([A-Za-z][A-Za-z0-9-]*:)?[A-Za-z0-9*?]+",
    expected="an action such as `GetImage`, `s3:GetObject` or `Get*`",
    max_chars=128,
)
ACCOUNT = Text(pattern=r"[0-9]{12}", expected="a 12-digit account number in quotes")
RESOURCE_TYPE = Text(
    pattern=r"([a-z][a-z0-9-]*:)?[A-Za-z][A-Za-z0-9 _./-]*",
    expected="a resource type such as `imagePipeline`",
    max_chars=128,
)
CONDITION_KEY = Text(
    pattern=r"[A-Za-z][A-Za-z0-9.-]*:[^\x00-\x1f\x7f-\x9f\x22\\]+",
    expected="a condition key such as `aws:ResourceTag/Team`",
    max_chars=200,
)
OPERATOR = Text(
    pattern=r"((ForAllValues|ForAnyValue):)?[A-Za-z]+",
    expected="a condition operator such as `StringEquals`",
    max_chars=64,
)
DURATION = Text(pattern=r"[0-9]{1,6}(s|m|h)", expected="a duration such as `4h`, `90m` or `3600s`")
TAG_KEY = Text(pattern=r"[\w .:/=+\-@]{1,128}", expected="a tag key of up to 128 letters, digits, spaces or `.:/=+-@_`")
TAG_VALUE = Text(
    pattern=r"[\w .:/=+\-@]{0,256}", expected="a tag value of up to 256 letters, digits, spaces or `.:/=+-@_`"
)

VALUES = OneOrMany(item=AnyScalar())


def choice(*words: str) -> Choice:
    """A closed set of words."""
    return Choice(values=words)


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
    one_of=("capability", "access", "actions"),
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
    ),
)
GRANTS = ListOf(item=GRANT)
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
        Field(name="grants", shape=ListOf(item=GRANT, least=1), required=True, description="What it grants."),
    ),
)
TRUST = Record(
    name="trust",
    description="Who may assume the role.",
    fields=(
        Field(name="accounts", shape=OneOrMany(item=PLAIN), description="`self` and account numbers."),
        Field(name="external_id", shape=PLAIN, description="The external ID that other accounts must send."),
        Field(
            name="mfa", shape=choice(*(one.value for one in Mfa)), description="Whether accounts' principals need MFA."
        ),
        Field(
            name="saml",
            shape=Record(
                name="saml",
                description="SAML providers.",
                fields=(
                    Field(
                        name="providers",
                        shape=OneOrMany(item=PLAIN),
                        required=True,
                        description="Provider names or ARNs.",
                    ),
                    Field(
                        name="audience", shape=PLAIN, description="The SAML:aud value; the AWS sign-in page by default."
                    ),
                ),
            ),
            description="Users of SAML providers.",
        ),
        Field(
            name="oidc",
            shape=Record(
                name="oidc",
                description="An OpenID Connect provider.",
                fields=(
                    Field(
                        name="provider",
                        shape=Text(
                            pattern=r"[a-z0-9.-]+(/[A-Za-z0-9._~-]+)*",
                            expected="a provider's host and path without `https://`",
                        ),
                        required=True,
                        description="The provider's URL without `https://`.",
                    ),
                    Field(name="audience", shape=PLAIN, description="The `aud` claim; `sts.amazonaws.com` by default."),
                    Field(
                        name="subjects",
                        shape=OneOrMany(item=PLAIN),
                        required=True,
                        description="`sub` claims, `*` and `?` allowed.",
                    ),
                ),
            ),
            description="Tokens of an OpenID Connect provider.",
        ),
    ),
)
IDENTITY = Record(
    name="identity",
    description="How the persona is embodied in AWS.",
    fields=(
        Field(
            name="kind",
            shape=choice(*(one.value for one in IdentityKind)),
            required=True,
            description="The kind of identity.",
        ),
        Field(name="trust", shape=TRUST, description="Who may assume the role."),
        Field(name="max_session", shape=DURATION, description="The longest session, `1h` to `12h`."),
        Field(
            name="managed_policies", shape=OneOrMany(item=PLAIN), description="AWS managed policies to attach, by name."
        ),
    ),
)
REQUEST = OneOrMany(item=ACTION)
CONTEXT = MapOf(key=CONDITION_KEY, value=VALUES)
TEST = Record(
    name="test",
    description="Requests and the expected decision: each action on each resource in each context.",
    one_of=tuple(one.value for one in Expectation),
    fields=(
        Field(name="allow", shape=REQUEST, description="Actions that must be allowed."),
        Field(name="deny", shape=REQUEST, description="Actions that must be denied."),
        Field(
            name="resource",
            shape=OneOrMany(item=PLAIN),
            description="Resources, short (`image-pipeline/web`) or as ARNs; what is denied can have wildcards.",
        ),
        Field(
            name="context",
            shape=Either(options=(CONTEXT, ListOf(item=CONTEXT, least=1))),
            description="Condition keys of the request; a list is several contexts.",
        ),
        Field(
            name="targets", shape=OneOrMany(item=NAME), description="The targets where it must hold; all by default."
        ),
    ),
)
ACCEPT = Record(
    name="accept",
    description="An open escalation path that is meant.",
    fields=(
        Field(
            name="finding",
            shape=Text(
                pattern=r"[a-z][a-z0-9-]*(:[A-Za-z0-9-]+)*",
                expected="the name of an escalation path such as `imagebuilder-001`",
                max_chars=128,
            ),
            required=True,
            description="The name of the path.",
        ),
        Field(
            name="contained_to",
            shape=MapOf(
                key=Text(pattern="role|user|group|policy", expected="`role`, `user`, `group` or `policy`"),
                value=OneOrMany(item=PLAIN),
            ),
            description="What the path may reach, and nothing else: IAM resources by path and name, or ARNs.",
        ),
        Field(name="reason", shape=PROSE, required=True, description="Why it is meant."),
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
            description="`human` (default) or `machine`.",
        ),
        Field(name="identity", shape=IDENTITY, description="How the persona is embodied; a policy by default."),
        Field(name="extends", shape=OneOrMany(item=NAME), description="Personas whose `can` and `cannot` it inherits."),
        Field(name="can", shape=GRANTS, description="What it may do."),
        Field(name="cannot", shape=GRANTS, description="What it may never do, whatever else allows it."),
        Field(name="tests", shape=ListOf(item=TEST), description="Requests and expected decisions."),
        Field(name="accept", shape=ListOf(item=ACCEPT), description="Open escalation paths that are meant."),
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
            shape=Text(
                pattern=r"/([A-Za-z0-9.,+@=_-]+/)*", expected="an IAM path such as `/image-builder/`", max_chars=512
            ),
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
            required=True,
            description="Capabilities by name.",
        ),
    ),
)
