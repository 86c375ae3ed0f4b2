"""What may stand under `tests` and `accept`."""

from generator.model.profile import Expectation
from generator.profiles.language_words import ACTION, CONDITION_KEY, NAME, PLAIN, PROSE, TITLE, VALUES
from generator.profiles.shape import Day, Either, Field, ListOf, MapOf, OneOrMany, Record, Text

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
    description="A finding that is meant.",
    fields=(
        Field(
            name="finding",
            shape=OneOrMany(
                item=Text(
                    pattern=r"[a-z][a-z0-9-]*(:[A-Za-z0-9-]+)*|[A-Z][A-Z0-9_]*",
                    expected="the code of a finding such as `iam-005` or `PASS_ROLE_WITH_STAR_IN_RESOURCE`",
                    max_chars=128,
                )
            ),
            required=True,
            description="Names of escalation paths, codes of checks, codes of warnings and notes.",
        ),
        Field(
            name="contained_to",
            shape=MapOf(
                key=Text(
                    pattern="arn|role|user|group|policy|actions",
                    expected="`role`, `user`, `group`, `policy`, `arn` or `actions`",
                ),
                value=OneOrMany(item=PLAIN),
            ),
            description="What they may reach, and nothing else: IAM resources by path and name, or any by `arn`; "
            "of a check also `actions`.",
        ),
        Field(name="reason", shape=PROSE, required=True, description="Why it is meant."),
        Field(name="owner", shape=TITLE, description="Who answers for it."),
        Field(name="expires", shape=Day(), description="The last day on which it counts."),
    ),
)
