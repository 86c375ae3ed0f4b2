"""The part of the profile language that says what an organisation's accounts may never do."""

from generator.model.guardrail import GuardrailKind
from generator.profiles.language_tests import TEST
from generator.profiles.language_words import PLAIN, TITLE, choice
from generator.profiles.shape import Field, ListOf, OneOrMany, Record, Shape, Text

_DESCRIPTION = Text(
    pattern=r"[\t\n\r\x20]*[\x21-\x7e\xa1-\xff][\t\n\r\x20-\x7e\xa1-\xff]*",
    expected="Latin-1 text, as AWS descriptions allow",
    max_chars=512,
)
"""Source: https://docs.aws.amazon.com/organizations/latest/APIReference/API_CreatePolicy.html"""

_EXCEPT = Record(
    name="except",
    description="Who a guardrail leaves alone.",
    fields=(
        Field(
            name="roles",
            shape=OneOrMany(item=PLAIN),
            required=True,
            description="Roles of any account by path and name, or by ARN, `*` and `?` allowed.",
        ),
    ),
)


def guardrail_shape(grants: Shape) -> Shape:
    """One guardrail; `grants` is the shape of what it denies."""
    return Record(
        name="guardrail",
        description="What the accounts of an organisation may never do, whatever their own policies allow.",
        refused=(("can", "a guardrail only denies: what it leaves alone is up to the personas"),),
        fields=(
            Field(name="title", shape=TITLE, required=True, description="A few words."),
            Field(name="description", shape=_DESCRIPTION, required=True, description="One or two sentences."),
            Field(
                name="kind",
                shape=choice(*(one.value for one in GuardrailKind)),
                required=True,
                description="Whether it binds the principals of its accounts, or the resources.",
            ),
            Field(name="cannot", shape=grants, required=True, description="What it denies."),
            Field(name="except", shape=_EXCEPT, description="Who it leaves alone."),
            Field(
                name="tests",
                shape=ListOf(item=TEST),
                description="Requests: `deny` for what it denies, `allow` for what it leaves alone.",
            ),
        ),
    )
