"""Rows on the grammar: elements, JSON values, actions."""

from generator.analysis.lint.kind import Kind
from tests.analysis.lint.case import BUCKET, ROOT, Case, allow, grant, policy, tested, trust, when

SYNTAX = (
    Case(
        code="JSON_SYNTAX_ERROR",
        trigger=policy(allow(Sid="A")).replace('"Sid": "A"', '"Sid": "A",\n      "Sid": "B"'),
        at='"Sid"',
        twin=policy(allow(Sid="A"), allow(Sid="B", Action="s3:PutObject")),
    ),
    Case(
        code="DATA_TYPE_MISMATCH",
        trigger=policy(allow(), Version=20121017),
        at="20121017",
        twin=policy(allow(), Version="2012-10-17"),
    ),
    Case(
        code="INVALID_POLICY_ELEMENT",
        trigger=policy(allow(Resources=BUCKET)),
        at='"Resources"',
        twin=policy(allow(Sid="Resources")),
    ),
    Case(code="MISSING_VERSION", trigger=policy(allow(), Version=None), at="{", twin=policy(allow(), Id="x")),
    Case(
        code="INVALID_VERSION",
        trigger=policy(allow(), Version="2012-10-18"),
        at='"2012-10-18"',
        twin=policy(allow(), Version="2008-10-17"),
    ),
    Case(code="MISSING_STATEMENT", trigger=policy(Statement=None), at="{", twin=policy(Statement=allow())),
    Case(
        code="UNSUPPORTED_ELEMENT_COMBINATION",
        trigger=policy(allow(NotAction="s3:PutObject")),
        at='"NotAction"',
        twin=policy(allow(Action=None, NotAction=["s3:PutObject", "iam:*"])),
    ),
)

ELEMENTS = (
    Case(code="MISSING_EFFECT", trigger=policy(allow(Effect=None)), at="{", twin=policy(allow(Effect="Deny"))),
    Case(code="INVALID_EFFECT", trigger=policy(allow(Effect="allow")), at='"allow"', twin=policy(allow())),
    Case(
        code="MISSING_ACTION",
        trigger=policy(allow(Action=None)),
        at="{",
        twin=policy(allow(Action=None, NotAction="iam:*")),
    ),
    Case(
        code="MISSING_RESOURCE",
        trigger=policy(allow(Resource=None)),
        at="{",
        twin=policy(allow(Resource=None, NotResource=BUCKET)),
    ),
    Case(
        code="MISSING_PRINCIPAL",
        trigger=policy(allow()),
        at="{",
        kind=Kind.RESOURCE,
        twin=policy(grant(Principal="*")),
    ),
    Case(
        code="UNSUPPORTED_PRINCIPAL",
        trigger=policy(allow(Principal={"AWS": ROOT})),
        at='"Principal"',
        twin=policy(allow()),
    ),
    Case(
        code="UNSUPPORTED_SID",
        trigger=policy(allow(Sid="Read-the bucket")),
        at='"Read-the bucket"',
        twin=policy(allow(Sid="ReadTheBucket1")),
    ),
    Case(code="EMPTY_SID_VALUE", trigger=policy(allow(Sid="")), at='""', twin=policy(allow(Sid="A"))),
    Case(
        code="UNIQUE_SIDS_REQUIRED",
        trigger=policy(allow(Sid="A"), allow(Sid="A", Action="s3:PutObject")),
        at='"A"',
        twin=policy(allow(Sid="A"), allow(Sid="a", Action="s3:PutObject")),
    ),
    Case(
        code="UNIQUE_SIDS_RECOMMENDED",
        trigger=policy(grant(Sid="A"), grant(Sid="A", Action="s3:PutObject")),
        at='"A"',
        kind=Kind.RESOURCE,
        twin=policy(grant(Sid="A"), grant(Sid="B", Action="s3:PutObject")),
    ),
)

EMPTY = (
    Case(code="EMPTY_ARRAY_ACTION", trigger=policy(allow(Action=[])), at="[]", twin=policy(allow(Action=["s3:*"]))),
    Case(code="EMPTY_ARRAY_RESOURCE", trigger=policy(allow(Resource=[])), at="[]", twin=policy(allow(Resource=["*"]))),
    Case(
        code="EMPTY_ARRAY_PRINCIPAL",
        trigger=policy(trust(Principal={"AWS": []})),
        at="[]",
        kind=Kind.TRUST,
        twin=policy(trust(Principal={"AWS": [ROOT]})),
    ),
    Case(
        code="EMPTY_OBJECT_PRINCIPAL",
        trigger=policy(trust(Principal={})),
        at="{}",
        kind=Kind.TRUST,
        twin=policy(trust()),
    ),
    Case(
        code="EMPTY_OBJECT_CONDITION",
        trigger=policy(allow(Condition={"StringEquals": {}})),
        at="{}",
        twin=tested("StringEquals", "aws:PrincipalAccount", "111122223333"),
    ),
    Case(
        code="EMPTY_ARRAY_CONDITION",
        trigger=policy(allow(Condition={"StringEquals": {"aws:PrincipalAccount": []}})),
        at="[]",
        twin=policy(allow(Condition={"StringEquals": {"aws:PrincipalAccount": [""]}})),
    ),
    Case(
        code="EMPTY_ARRAY_CONDITION_FORALLVALUES",
        trigger=policy(allow(Condition={"ForAllValues:StringEquals": {"aws:TagKeys": []}})),
        at="[]",
        twin=tested("ForAllValues:StringEquals", "aws:TagKeys", "Team"),
    ),
    Case(
        code="EMPTY_ARRAY_CONDITION_FORANYVALUE",
        trigger=policy(allow(Condition={"ForAnyValue:StringEquals": {"aws:TagKeys": []}})),
        at="[]",
        twin=policy(allow(Condition={"ForAllValues:StringEquals": {"aws:TagKeys": ["Team"]}})),
    ),
    Case(
        code="EMPTY_ARRAY_CONDITION_IFEXISTS",
        trigger=policy(allow(Condition={"StringEqualsIfExists": {"aws:SourceVpc": []}})),
        at="[]",
        twin=tested("StringEqualsIfExists", "aws:SourceVpc", "vpc-12345678"),
    ),
)

ACTIONS = (
    Case(
        code="INVALID_ACTION",
        trigger=policy(allow(Action="s3:GetObjekt")),
        at='"s3:GetObjekt"',
        twin=policy(allow(Action="S3:getobject")),
    ),
    Case(
        code="INVALID_ACTION",
        trigger=policy(allow(Action=["s3:GetObject", "s3:Fetch*"])),
        at='"s3:Fetch*"',
        twin=policy(allow(Action="s3:Get*Acl")),
    ),
    Case(
        code="INVALID_SERVICE_IN_ACTION",
        trigger=policy(allow(Action="s4:GetObject")),
        at='"s4:GetObject"',
        twin=policy(allow(Action="*", Condition=when("Bool", "aws:SecureTransport", "true"))),
    ),
)

ROWS = (*SYNTAX, *ELEMENTS, *EMPTY, *ACTIONS)
