"""Small profiles in many layouts: block and flow style, comments, other line breaks, no end of the last line."""

from collections.abc import Sequence

from hypothesis import strategies as st

GRANTS = (
    ("actions: [GetObject]", "resources: {object: {NAMES}}"),
    ("actions: [s3:GetObject, PutObject]", "resources:", "  object: {NAMES}"),
    ("actions: GetObject", 'resources: {object: "${input.names}"}'),
    ("access: list",),
    ("capability: read-some", "with: {names: {NAMES}}"),
    ("actions: [PutObject]", "conditions: {s3:x-amz-acl: private}", "resources: {object: {NAMES}}"),
    ("service: dynamodb", "actions: [GetItem, PutItem]", "resources: {table: {NAMES}}"),
)
DENIALS = (
    ("actions: [Delete*]",),
    ("actions: [DeleteObject, PutObject]",),
    ("actions: [DeleteBucket, GetObject]", "resources: {object: [secret/a, secret/b], bucket: secret}"),
    ("actions: [GetObject]", "resources: {object: [web/a, web/secret]}"),
    ("actions: PutObject", "resources: {object: web/a}"),
    ("actions:", "  - DeleteObject # for ever", "  - GetObject"),
    ("actions: ['*']", "exclude: [GetObject, ListBucket, PutObject]"),
)
NAMES = (
    "web/a",
    "[web/a]",
    '["web/*", logs/x]',
    "'*'",
    '"${input.names}"',
    "[\n          web/a,\n          web/b # both\n          ]",
)
COMMENTS = ("", "", "# why: é, 𝄞 and `[ ]`", "# - actions: [DeleteObject]", "#")
INPUTS = ("[web/a]", "\n      - web/a # the first\n      - 'web/c'")
BOUNDARIES = (
    (),
    ("boundary: {can: [{actions: [s3:*]}]}",),
    (
        "boundary:",
        "  can:",
        "  - access: [list, read]",
        "  - actions: [PutObject] # limited",
        "    resources: {object: web/*}",
    ),
    ("boundary: limit",),
)
CAPABILITY = """\
capabilities:
  read-some:
    title: Reads
    description: Reads some objects.
    parameters:
      names: {type: list(string), description: Names.}
    grants:
      - actions: [GetObject, GetObjectTagging]
        resources: {object: "${with.names}"}
"""
LIMIT = """\
  limit:
    title: Limit
    description: What anybody may do at most.
    kind: boundary
    identity: {kind: policy, name: limit, path: /}
    can:
    - actions: [s3:Get*, s3:List*]
    cannot:
    - actions: [s3:GetObject]
      resources: {object: [never/a, never/b]}
"""


@st.composite
def small_profiles(draw: st.DrawFn) -> str:
    """A profile of two personas, the second of which extends the first."""
    targets = draw(st.sampled_from(("", _TARGETS, _TARGETS + "    inputs: {names: [web/d]}\n")))
    text = f"version: 1\nservice: s3\n{CAPABILITY}inputs:\n  names:\n    type: list(string)\n    description: Names.\n"
    text += f"    default: {draw(st.sampled_from(INPUTS))}\n{targets}personas:\n{LIMIT}"
    for name, more in (("first", ()), ("second", ("extends: first",))):
        text += draw(_persona(name, more))
    if draw(st.booleans()):
        text += "rules:\n- first cannot s3:DeleteBucket # never\n"
    text = text if draw(st.booleans()) else text.rstrip("\n")
    return text.replace("\n", draw(st.sampled_from(("\n", "\n", "\r\n"))))


_TARGETS = """\
targets:
  - {name: dev, account: '111122223333', region: eu-west-1}
  - name: prod
    account: '444455556666'
    region: us-east-1 # there
"""


@st.composite
def _persona(draw: st.DrawFn, name: str, more: Sequence[str]) -> str:
    boundary = draw(st.sampled_from(BOUNDARIES))
    identity = "identity: {kind: role, trust: {accounts: [self]}}" if boundary else "identity: {kind: policy}"
    lines = [f"title: {name}", "description: A person.", identity, *boundary, *more]
    text = f"  {name}: {draw(st.sampled_from(COMMENTS))}".rstrip() + "\n" + "".join(f"    {one}\n" for one in lines)
    for key, offered, least in (("can", GRANTS, 1 if name == "first" else 0), ("cannot", DENIALS, 0)):
        grants = draw(st.lists(st.sampled_from(offered), min_size=least, max_size=3, unique=True))
        text += draw(_grants(key, grants))
    if draw(st.booleans()):
        text += "    tests:\n      - deny: DeleteBucket # a test\n        resource: web\n"
    return text


@st.composite
def _grants(draw: st.DrawFn, key: str, grants: Sequence[Sequence[str]]) -> str:
    if not grants:
        return ""
    indent = " " * draw(st.sampled_from((4, 6, 8)))
    text = f"    {key}:\n"
    for one in grants:
        comment = draw(st.sampled_from(COMMENTS))
        text += f"{indent}{comment}\n" if comment else ""
        named = (line.replace("{NAMES}", draw(st.sampled_from(NAMES))) for line in one)
        first, *rest = named
        text += f"{indent}- {first}\n" + "".join(f"{indent}  {line}\n" for line in rest)
    return text
