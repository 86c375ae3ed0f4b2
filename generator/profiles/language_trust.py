"""The part of the profile language that says who may assume a role."""

from generator.model.trust import Mfa
from generator.profiles.language_words import PLAIN, TAG_KEY, choice
from generator.profiles.shape import Field, OneOrMany, Record, Text

SOURCE_IDENTITY = Field(
    name="source_identity",
    shape=OneOrMany(item=PLAIN),
    description='Source identities of which a session must set one; patterns, and `"*"` for any.',
)
SESSION_TAGS = Field(
    name="session_tags", shape=OneOrMany(item=TAG_KEY), description="Keys of the session tags that may be passed."
)
SAML = Record(
    name="saml",
    description="SAML providers.",
    fields=(
        Field(name="providers", shape=OneOrMany(item=PLAIN), required=True, description="Provider names or ARNs."),
        Field(name="audience", shape=PLAIN, description="The SAML:aud value; the AWS sign-in page by default."),
        SOURCE_IDENTITY,
        SESSION_TAGS,
    ),
)
OIDC = Record(
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
        SOURCE_IDENTITY,
        SESSION_TAGS,
    ),
)
TRUST = Record(
    name="trust",
    description="Who may assume the role.",
    fields=(
        Field(name="accounts", shape=OneOrMany(item=PLAIN), description="`self` and account numbers."),
        Field(
            name="roles",
            shape=OneOrMany(item=PLAIN),
            description="Roles as `account:path/name`, the account `self` or a number; patterns allowed.",
        ),
        Field(
            name="external_id",
            shape=PLAIN,
            description="The external ID that other accounts and their roles must send.",
        ),
        Field(name="organization", shape=PLAIN, description="The ID of the organization of accounts and roles."),
        Field(
            name="mfa", shape=choice(*(one.value for one in Mfa)), description="Whether accounts' principals need MFA."
        ),
        SOURCE_IDENTITY,
        SESSION_TAGS,
        Field(
            name="services",
            shape=OneOrMany(item=PLAIN),
            description="Service principals such as `ec2.amazonaws.com`, whatever the partition.",
        ),
        Field(
            name="source_account",
            shape=OneOrMany(item=PLAIN),
            description="The accounts for whose resources the services act: `self` and account numbers.",
        ),
        Field(
            name="source_arn",
            shape=OneOrMany(item=PLAIN),
            description="ARNs of the resources for which the services act; patterns allowed.",
        ),
        Field(name="saml", shape=SAML, description="Users of SAML providers."),
        Field(name="oidc", shape=OneOrMany(item=OIDC), description="Tokens of OpenID Connect providers."),
    ),
)
