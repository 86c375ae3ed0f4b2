"""Guardrails → the statements of service control policies and resource control policies."""

from typing import Any

import pytest

from generator.compiler.size import rendered_size
from generator.model.policy import BoundDocument, BoundStatement, bind_document
from generator.model.policy_json import document_json
from tests.compiler.profile_text import DEV, Json, compiled, persona, problems

IMAGEBUILDER_DENY = {"actions": ["Put*Policy"]}


def guardrail(*cannot: Json, kind: str = "service-control-policy", **more: Any) -> Json:
    """A profile of one persona and one guardrail, `g`."""
    one = {"title": "G", "description": "Guards.", "kind": kind, "cannot": list(cannot), **more}
    personas = {"a": persona([{"actions": ["ListImages"]}])}
    return {"version": 1, "service": "imagebuilder", "targets": [DEV], "personas": personas, "guardrails": {"g": one}}


def statements(written: Json) -> list[Json]:
    listed = document_json(_bound(written))["Statement"]
    assert isinstance(listed, list)
    return listed


def test_an_scp_has_no_principal_and_an_rcp_everyone() -> None:
    (scp,) = statements(guardrail(IMAGEBUILDER_DENY))
    (rcp,) = statements(guardrail({"actions": ["s3:GetObject"]}, kind="resource-control-policy"))
    assert scp["Effect"] == rcp["Effect"] == "Deny"
    assert "Principal" not in scp
    assert rcp["Principal"] == "*"


def test_resources_are_of_every_account_region_and_partition() -> None:
    (one,) = statements(guardrail({"actions": ["GetComponent"], "resources": {"component": "web"}}))
    assert one["Resource"] == ["arn:*:imagebuilder:*:*:component/web/*"]


def test_an_owner_that_is_named_stays() -> None:
    names = {"component": {"names": "web", "owners": "444455556666"}}
    (one,) = statements(guardrail({"actions": ["GetComponent"], "resources": names}))
    assert one["Resource"] == ["arn:*:imagebuilder:*:444455556666:component/web/*"]


def test_a_capability_is_denied_in_every_account() -> None:
    grant = {"capability": "pass-execution-role", "with": {"role": "builds/run"}}
    (one,) = statements(guardrail(grant))
    assert one["Resource"] == ["arn:*:iam::*:role/builds/run"]


def test_a_wildcard_stays_under_conditions_on_global_keys() -> None:
    strangers = {"aws:PrincipalOrgID": {"StringNotEqualsIfExists": "o-ab12cd34ef"}}
    (one,) = statements(guardrail({"actions": ["s3:*"], "conditions": strangers}, kind="resource-control-policy"))
    assert one["Action"] == ["s3:*"]


def test_a_wildcard_becomes_actions_under_a_condition_that_only_some_carry() -> None:
    tagged = {"actions": ["Delete*"], "conditions": {"aws:ResourceTag/Team": "web"}, "unsupported_conditions": "skip"}
    assert all("*" not in action for one in statements(guardrail(tagged)) for action in one["Action"])


def test_except_spares_roles_in_every_statement() -> None:
    roles = {"roles": ["break-glass", "arn:aws:iam::444455556666:role/ops/*"]}
    found = statements(guardrail(IMAGEBUILDER_DENY, {"actions": ["iam:PassRole"]}, **{"except": roles}))
    wanted = ["arn:*:iam::*:role/break-glass", "arn:aws:iam::444455556666:role/ops/*"]
    assert len(found) == 2
    for one in found:
        assert sorted(one["Condition"]["ArnNotLike"]["aws:PrincipalArn"]) == wanted


@pytest.mark.parametrize("key", ["${account}", "${region}"])
def test_a_guardrail_is_of_no_account_and_region(key: str) -> None:
    clause = {"actions": ["GetImage"], "conditions": {"aws:ResourceAccount": {"StringNotEquals": key}}}
    assert {one.code for one in problems(guardrail(clause))} == {"guardrail-place"}


def test_an_rcp_refuses_a_service_that_none_binds() -> None:
    found = problems(guardrail({"actions": ["GetImage"]}, kind="resource-control-policy"))
    assert {one.code for one in found} == {"rcp-service"}


@pytest.mark.parametrize(("kind", "most"), [("service-control-policy", 10_240), ("resource-control-policy", 5_120)])
def test_the_quota_is_kept_to_the_character(kind: str, most: int) -> None:
    least = rendered_size(_bound(_padded(kind, 0)))
    assert rendered_size(_bound(_padded(kind, most - least))) == most
    assert {one.code for one in problems(_padded(kind, most - least + 1))} == {"policy-too-large"}


def _padded(kind: str, chars: int) -> Json:
    """A guardrail on seven queues whose names take so many characters more than seven."""
    names = [str(number) + "q" * (chars // 7 + (number < chars % 7)) for number in range(7)]
    return guardrail({"actions": ["sqs:SendMessage"], "resources": {"queue": names}}, kind=kind)


def _bound(written: Json) -> BoundDocument:
    validated = compiled(written)
    (named,) = next(one for one in validated.modules if one.persona == "g").documents
    return bind_document(named.document, validated.profiles.targets[0].bindings)


def test_a_size_is_that_of_gos_indented_json() -> None:
    statement = BoundStatement(sid="S", effect="Deny", actions=("s3:*",), resources=("a", "b<&>"))
    text = '{\n  "Version": "2012-10-17",\n  "Statement": [\n    {\n      "Sid": "S",\n      "Effect": "Deny",\n      '
    text += (
        '"Action": "s3:*",\n      "Resource": [\n        "b\\u003c\\u0026\\u003e",\n        "a"\n      ]\n    }\n  ]\n}'
    )
    assert rendered_size(BoundDocument(statements=(statement,))) == len(text)


REGIONS = {
    "NotAction": ["iam:*", "sts:*"],
    "Resource": "*",
    "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1"]}},
}


def test_a_raw_deny_of_an_scp_is_kept_as_it_is_written() -> None:
    deny, raw = statements(guardrail(IMAGEBUILDER_DENY, {"raw": REGIONS}))
    assert [deny] == statements(guardrail(IMAGEBUILDER_DENY))
    sid = {"Sid": "RawDenyAllButIamStsIfRequestedRegion", "Effect": "Deny"}
    assert raw == {**REGIONS, **sid, "Resource": ["*"]}


def test_a_raw_deny_of_an_rcp_is_for_everyone() -> None:
    written = {"raw": {"Action": "s3:*", "NotResource": "arn:aws:s3:::public/*"}}
    (raw,) = statements(guardrail(written, kind="resource-control-policy"))
    assert (raw["Principal"], raw["NotResource"]) == ("*", ["arn:aws:s3:::public/*"])


@pytest.mark.parametrize("action", ["s3:*", "S3:GetObject", "kms:Decrypt"])
def test_an_rcp_takes_raw_actions_of_services_that_it_binds(action: str) -> None:
    written = {"raw": {"Action": action, "Resource": "*"}}
    assert problems(guardrail(written, kind="resource-control-policy")) == []
