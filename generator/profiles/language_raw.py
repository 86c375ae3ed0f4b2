"""The part of the profile language that is IAM's own: a statement that is kept as it is written.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html
"""

from generator.profiles.language_words import CONDITION_KEY, OPERATOR, PLAIN, VALUES
from generator.profiles.shape import Field, MapOf, OneOrMany, Record, Text

_ACTION = Text(
    pattern=r"[*]|[A-Za-z][A-Za-z0-9-]*:[A-Za-z0-9*?-]+",
    expected="`*`, or an action with its service such as `s3:GetObject` or `iam:*`",
    max_chars=128,
    examples=("iam:*",),
)
_OF_THE_ENTRY = "the entry says it: `can` allows, `cannot` denies"
_NO_PRINCIPAL = "the statement is for whoever holds the policy, so it names nobody"

RAW = Record(
    name="raw statement",
    description="A statement in IAM's own words, kept as it is written.",
    one_of=("Action", "NotAction"),
    and_one_of=("Resource", "NotResource"),
    refused=(
        ("Effect", _OF_THE_ENTRY),
        ("Sid", "the Sid is made from what the statement is about, so that it stays the same"),
        ("Principal", _NO_PRINCIPAL),
        ("NotPrincipal", _NO_PRINCIPAL),
    ),
    fields=(
        Field(name="Action", shape=OneOrMany(item=_ACTION), description="The actions."),
        Field(name="NotAction", shape=OneOrMany(item=_ACTION), description="Every action of AWS but these."),
        Field(name="Resource", shape=OneOrMany(item=PLAIN), description="The resources by ARN, or `*`."),
        Field(name="NotResource", shape=OneOrMany(item=PLAIN), description="Every resource but these."),
        Field(
            name="Condition",
            shape=MapOf(key=OPERATOR, value=MapOf(key=CONDITION_KEY, value=VALUES)),
            description="Operator to condition key to value or values.",
        ),
    ),
)
"""One statement under `raw`."""
