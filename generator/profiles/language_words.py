"""The texts of the profile language: what a name, an action or a condition key looks like.

Sources of the patterns:
https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateRole.html (names, paths, descriptions, tags)
https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreatePolicy.html (the stricter path of policies)
https://developer.hashicorp.com/terraform/language/syntax/configuration#identifiers
"""

from generator.model.reference import AccessLevel
from generator.profiles.shape import AnyScalar, Choice, OneOrMany, Text

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
PREFIX = Text(pattern=r"[a-z][a-z0-9-]*", expected="a service prefix such as `s3`", max_chars=64)
TITLE = Text(pattern=_AWS_LINE, expected="one line of Latin-1 text", max_chars=100)
PROSE = Text(pattern=_AWS_PROSE, expected="Latin-1 text, as AWS descriptions allow", max_chars=900)
PLAIN = Text(pattern=_PLAIN, expected="text without control characters")
ACTION = Text(
    pattern=r"([A-Za-z][A-Za-z0-9-]*:)?[A-Za-z0-9*?-]+",
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
IAM_NAME = Text(pattern=r"[A-Za-z0-9+=,.@_-]{1,64}", expected="up to 64 letters, digits or `+=,.@_-`")
IAM_PATH = Text(pattern=r"/([A-Za-z0-9.,+@=_-]+/)*", expected="an IAM path such as `/teams/web/`", max_chars=512)
SERVICE_PRINCIPAL = Text(
    pattern=r"[a-z0-9.-]+[.]amazonaws[.]com([.]cn)?", expected="a service principal such as `ec2.amazonaws.com`"
)
TAG_KEY = Text(pattern=r"[\w .:/=+\-@]{1,128}", expected="a tag key of up to 128 letters, digits, spaces or `.:/=+-@_`")
TAG_VALUE = Text(
    pattern=r"[\w .:/=+\-@]{0,256}", expected="a tag value of up to 256 letters, digits, spaces or `.:/=+-@_`"
)

VALUES = OneOrMany(item=AnyScalar())


def choice(*words: str) -> Choice:
    """A closed set of words."""
    return Choice(values=words)
