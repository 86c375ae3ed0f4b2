"""Raw statements: kept as they are written, and nothing else changes by them."""

import json
from typing import Any

import pytest

from generator.compiler.size import document_size
from generator.model.policy import Effect, Form
from tests.compiler.profile_text import (
    DEV,
    OWN,
    Json,
    capability,
    codes,
    compiled,
    persona,
    problems,
    profile,
    statements,
)

READ = {"actions": ["GetComponent", "ListComponents"]}
REGIONAL = {
    "NotAction": ["iam:*", "organizations:*"],
    "Resource": "*",
    "Condition": {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}},
}
OURS = {"Action": "s3:*", "NotResource": ["arn:aws:s3:::ours", "arn:aws:s3:::ours/*"]}


def raw(**elements: Any) -> Json:
    return {"raw": elements}


def remarks(written: Json) -> list[tuple[str, str]]:
    """What is said of raw statements; that they open escalation paths is said too."""
    found = compiled(written).remarks
    return sorted((one.severity.value, one.code) for one in found if one.code.startswith("raw-"))


def test_a_raw_statement_keeps_every_element() -> None:
    one, other = statements(profile([{"raw": REGIONAL}], [{"raw": OURS}]))
    assert one == {
        "Sid": "RawAllButIamOrganizationsIfRequestedRegion",
        "Effect": "Allow",
        "NotAction": ["iam:*", "organizations:*"],
        "Resource": ["*"],
        "Condition": {"StringEquals": {"aws:RequestedRegion": ["eu-west-1"]}},
    }
    assert other == {"Sid": "RawDenyS3Elsewhere", "Effect": "Deny", "Action": ["s3:*"]} | {
        "NotResource": OURS["NotResource"]
    }


@pytest.mark.parametrize(
    ("written", "bound"),
    [
        ("arn:${partition}:s3:::${account}/${region}", "arn:aws:s3:::111122223333/eu-west-1"),
        ("arn:aws:s3:::home/${aws:username}", "arn:aws:s3:::home/${aws:username}"),
        ("arn:aws:s3:::${principal.tag.Team}/x", "arn:aws:s3:::${aws:PrincipalTag/Team}/x"),
        ("arn:aws:s3:::${aws:PrincipalTag/team, 'no one'}/x", "arn:aws:s3:::${aws:PrincipalTag/team, 'no one'}/x"),
        ("arn:aws:s3:::a${*}b${?}c${$}", "arn:aws:s3:::a${*}b${?}c${$}"),
        ("arn:aws:s3:::${www.amazon.com:user_id}/x", "arn:aws:s3:::${www.amazon.com:user_id}/x"),
    ],
)
def test_variables_are_iams_and_holes_are_ours(written: str, bound: str) -> None:
    (one,) = statements(profile([raw(Action="s3:GetObject", Resource=written)]))
    assert one["Resource"] == [bound]


def test_an_input_gives_a_text_for_each_element() -> None:
    inputs = {"buckets": {"type": "list(string)", "description": "Buckets.", "default": ["a", "b"]}}
    grant = raw(Action="s3:GetObject", NotResource="arn:aws:s3:::${input.buckets}/*")
    (one,) = statements(profile([grant], inputs=inputs))
    assert one["NotResource"] == ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"]


@pytest.mark.parametrize(
    "grants",
    [
        ([{"raw": REGIONAL}], []),
        ([], [{"raw": OURS}]),
        ([raw(Action="*", Resource="*")], [raw(Action="*", Resource="*")]),
        ([raw(Action="imagebuilder:GetComponent", Resource=f"{OWN}component/*")], []),
    ],
)
def test_other_statements_stay_as_they_were(grants: tuple[list[Json], list[Json]]) -> None:
    can, cannot = [READ, {"access": ["list"]}], [{"actions": ["DeleteComponent"]}]
    alone = statements(profile(can, cannot))
    beside = statements(profile([*can, *grants[0]], [*grants[1], *cannot]))
    assert [one for one in beside if not one["Sid"].startswith("Raw")] == alone
    assert len(beside) == len(alone) + len(grants[0]) + len(grants[1])


def test_the_order_of_grants_changes_nothing() -> None:
    grants = [
        READ,
        {"raw": REGIONAL},
        raw(Action="s3:*", Resource="*"),
        raw(Action="s3:*", NotResource="arn:aws:s3:::x"),
    ]
    assert statements(profile(grants)) == statements(profile(grants[::-1]))


def test_statements_about_the_same_have_sids_of_their_own() -> None:
    grants = [raw(Action="s3:GetObject", Resource="*"), raw(Action="s3:PutObject", Resource="*")]
    sids = [one["Sid"] for one in statements(profile(grants))]
    assert len(set(sids)) == 2
    assert all(one.startswith("RawS3") and one.isalnum() for one in sids)


def test_what_is_inherited_twice_stands_once() -> None:
    grant = raw(Action="s3:GetObject", Resource="*")
    written = profile([grant])
    written["personas"]["b"] = persona([grant], extends="a")
    assert [one["Sid"] for one in statements(written, "b")] == ["RawS3"]


def test_a_statement_knows_its_line() -> None:
    (module,) = compiled(profile([raw(Action="s3:GetObject", Resource="*")])).modules
    (one,) = module.policies[0].document.statements
    assert (one.form, [place.line for place in one.origins]) == (Form.VERBATIM, [1])


@pytest.mark.parametrize(
    ("can", "cannot", "said"),
    [
        ([raw(Action="s3:GetObject", Resource="*")], [], [("note", "raw-statement")]),
        ([], [raw(Action="s3:GetObject", Resource="*")], []),
        ([], [raw(NotAction="iam:*", Resource="*")], []),
        ([raw(Action=["s3:GetObject", "S3:getobject", "s3:Get*", "*"], Resource="*")], [], [("note", "raw-statement")]),
        ([], [raw(Action=["s3:Gett*"], Resource="*")], [("note", "raw-unknown")]),
        ([], [raw(NotAction=["s44:Get*"], Resource="*")], [("note", "raw-unknown")]),
    ],
)
def test_what_is_remarked(can: list[Json], cannot: list[Json], said: list[tuple[str, str]]) -> None:
    assert remarks(profile(can, cannot)) == said


def test_not_action_in_an_allow_is_a_warning() -> None:
    assert remarks(profile([{"raw": REGIONAL}])) == [("note", "raw-statement"), ("warning", "raw-not-action")]


@pytest.mark.parametrize(
    "operator", ["StringEqualsIfExists", "ForAllValues:StringLike", "ForAnyValue:ArnLikeIfExists", "Null", "IpAddress"]
)
def test_every_operator_of_iam_is_taken(operator: str) -> None:
    grant = raw(Action="s3:GetObject", Resource="*", Condition={operator: {"aws:x": "true"}})
    (one,) = statements(profile([grant]))
    assert one["Condition"] == {operator: {"aws:x": ["true"]}}


@pytest.mark.parametrize(
    "text",
    [
        "arn:aws:s3:::web/${",
        "arn:aws:s3:::web/${}",
        "arn:aws:s3:::web/${aws:username",
        "arn:aws:s3:::web/${${aws:username}}",
        "arn:aws:s3:::web/$${aws:username}{x}${",
        "arn:aws:s3:::web/&{aws:username}",
        "arn:aws:s3:::web/%{for x in y}",
        "arn:aws:s3:::web/${file('/etc/passwd')}",
        "arn:aws:s3:::web/${aws:username, 'a', 'b'}",
        "arn:aws:s3:::web/${with.role}",
    ],
)
def test_any_other_reference_is_refused(text: str) -> None:
    assert codes(profile([raw(Action="s3:GetObject", Resource=text)])) == {"unknown-reference"}


@pytest.mark.parametrize("text", ["web", "", "**", "arn:aws:s3:web", "arn:aws:s3:::", "${aws:username}", "arn:*"])
def test_what_is_no_arn_is_refused(text: str) -> None:
    assert codes(profile([raw(Action="s3:GetObject", Resource=text)])) & {"bad-arn", "bad-value"}


def test_a_raw_statement_is_never_cut() -> None:
    arns = [f"arn:aws:s3:::{'x' * 50}-{number}/*" for number in range(60)]
    wanted = raw(Action="s3:GetObject", Resource=arns)
    written = profile([wanted, {"service": "ec2", "access": ["list", "read"]}])
    found = [one for one in statements(written) if one["Sid"].startswith("Raw")]
    assert [sorted(one["Resource"]) for one in found] == [sorted(arns)]


def test_one_that_no_policy_holds_is_refused_with_its_size() -> None:
    arns = [f"arn:aws:s3:::{'x' * 50}-{number}/*" for number in range(100)]
    (one,) = problems(profile([raw(Action="s3:GetObject", NotResource=arns)]))
    assert one.code == "policy-too-large"
    size = len(json.dumps(arns, separators=(",", ":"))) + len(
        '{"Version":"2012-10-17","Statement":[{"Sid":"RawS3Elsewhere","Effect":"Allow","Action":["s3:GetObject"],'
        '"NotResource":}]}'
    )
    assert f"{size} characters" in one.message


def test_a_permission_set_keeps_it_as_it_is() -> None:
    grant = raw(Action="sqs:*", Resource="arn:aws:sqs:*:*:web")
    written = profile()
    written["personas"]["a"] = persona([grant], identity={"kind": "permission-set"})
    (module,) = compiled(written).modules
    assert module.permission_set is not None
    assert module.permission_set.document is not None
    (one,) = module.permission_set.document.statements
    assert (one.effect, [str(arn) for arn in one.resources], one.conditions) == (
        Effect.ALLOW,
        ["arn:aws:sqs:*:*:web"],
        (),
    )


def test_a_boundary_holds_it_beside_its_grants() -> None:
    grant = raw(NotAction="iam:*", Resource="*")
    written = profile()
    identity = {"kind": "role", "trust": {"accounts": ["self"]}}
    written["personas"]["a"] = persona([READ], identity=identity, boundary={"can": [READ, grant]})
    (module,) = compiled(written).modules
    assert module.boundary is not None
    assert module.boundary.document is not None
    assert [one.sid for one in module.boundary.document.statements][-1] == "RawAllButIam"
    assert document_size(module.boundary.document.statements, (compiled(written).profiles.targets[0].bindings,)) > 0


def test_capabilities_have_none() -> None:
    written = profile([{"capability": "mine"}], capabilities={"mine": capability({"raw": OURS})}, targets=[DEV])
    assert codes(written) == {"unknown-key"}
