"""Rules between personas: what holds is proved, what does not is told with a request."""

import json
import re
from typing import Any

import pytest

from generator.diagnostics import Diagnostic
from generator.pipeline.prove import prove_profiles
from tests.compiler.profile_text import DEV, Json, codes, persona

READ = {"actions": ["GetImagePipeline", "ListImagePipelines"]}
RUN = {"actions": "StartImagePipelineExecution", "resources": {"imagePipeline": "web-*"}}
TEAM = {**RUN, "conditions": {"aws:ResourceTag/Team": "${principal.tag.Team}"}}
MFA = {"conditions": {"aws:MultiFactorAuthPresent": "true"}}
PASS = {
    "actions": "iam:PassRole",
    "service": "iam",
    "resources": {"role": "low"},
    "conditions": {"iam:PassedToService": "ec2.amazonaws.com"},
}


def ruled(*rules: str, **grants: Any) -> Json:
    """A profile of personas with these grants: a list is `can`, a pair `can` and `cannot`."""
    written = {name: one if isinstance(one, tuple) else (one, []) for name, one in grants.items()}
    personas = {name: persona(can, cannot) for name, (can, cannot) in written.items()}
    return {"version": 1, "service": "imagebuilder", "targets": [DEV], "personas": personas, "rules": list(rules)}


def broken(written: Json) -> list[Diagnostic]:
    text = json.dumps(written, indent=1)
    return list(prove_profiles(["profiles.yaml"], {"profiles.yaml": text}.__getitem__).problems)


@pytest.mark.parametrize(
    ("rule", "grants"),
    [
        ("a within b", {"a": [READ], "b": [READ, RUN]}),
        ("a within b", {"a": [TEAM], "b": [RUN]}),
        ("a within b", {"a": [TEAM], "b": [TEAM]}),
        ("a within b", {"a": ([READ, RUN], [{"actions": "Start*"}]), "b": [READ]}),
        ("a and b disjoint", {"a": [READ], "b": [RUN]}),
        ("a and b disjoint on [write]", {"a": [READ, RUN], "b": [READ]}),
        ("a and b disjoint on [imagebuilder write, Delete*]", {"a": [READ, RUN], "b": [READ]}),
        ("a and b separate on [imagebuilder write, iam write]", {"a": [RUN], "b": [PASS]}),
        ("a and b separate on [imagebuilder write, iam write except PassRole]", {"a": [RUN, PASS]}),
        ("a cannot DeleteImage", {"a": [READ]}),
        ("a cannot iam:PassRole", {"a": [READ]}),
        ("a cannot iam:PassRole on role/high", {"a": [PASS]}),
        ("a cannot StartImagePipelineExecution on image-pipeline/ops-*", {"a": [RUN]}),
        ("a cannot Start* on image-pipeline/ops-*", {"a": [RUN]}),
        ("a cannot StartImagePipelineExecution on image-pipeline/${account}", {"a": [RUN]}),
        ("a only via aws:MultiFactorAuthPresent = true", {"a": [{**READ, **MFA}]}),
        ("a only via aws:MultiFactorAuthPresent = true on iam", {"a": [READ]}),
        ("a only via aws:MultiFactorAuthPresent", {"a": [{**READ, **MFA}]}),
        ("a only via aws:ResourceTag/Team on imagebuilder", {"a": [TEAM]}),
    ],
)
def test_a_rule_that_holds_is_proved(rule: str, grants: Json) -> None:
    written = ruled(rule, **{"b": [READ], **grants})
    assert broken(written) == []


@pytest.mark.parametrize(
    ("rule", "grants", "message"),
    [
        (
            "a within b",
            {"a": [READ, RUN], "b": [READ]},
            r"`a` may `imagebuilder:Start.*` on `arn:aws:.*:image-pipeline/web-[^`]*` in `dev`, `b` may not",
        ),
        ("a within b", {"a": [RUN], "b": [TEAM]}, r"`a` may .* in `dev`, `b` may not"),
        (
            "a and b disjoint",
            {"a": [READ], "b": [READ]},
            r"`a` may `imagebuilder:(Get|List)ImagePipelines?`.* in `dev`, so may `b`",
        ),
        ("a and b disjoint on [write]", {"a": [RUN], "b": [TEAM]}, r"`a` may .*Start.* with .*, so may `b`"),
        (
            "a and b separate on [imagebuilder write, iam write]",
            {"a": [RUN, PASS]},
            r"`a` has `imagebuilder write` \(.*Start.*\) and `iam write` \(`iam:PassRole`.*\) in `dev`",
        ),
        ("a cannot iam:PassRole", {"a": [PASS]}, r"`a` may `iam:PassRole` on .*role/low` with .* in `dev`"),
        ("a cannot Start* on *", {"a": [RUN]}, r"`a` may `imagebuilder:StartImagePipelineExecution` .*"),
        ("a cannot Start*", {"a": [RUN]}, r"`a` may `imagebuilder:StartImagePipelineExecution` .*"),
        (
            "a only via aws:MultiFactorAuthPresent = true",
            {"a": [READ, {**RUN, **MFA}]},
            r"`a` may .* in `dev`, without `aws:MultiFactorAuthPresent = true`",
        ),
    ],
)
def test_a_rule_that_does_not_hold_is_told_with_a_request(rule: str, grants: Json, message: str) -> None:
    (problem,) = broken(ruled(rule, **{"b": [READ], **grants}))
    assert problem.code == "broken-rule"
    assert re.fullmatch(f"`{re.escape(rule)}` does not hold: {message}", problem.message), problem.message
    assert problem.at.quote.strip().strip('"') == rule


def test_generate_refuses_a_profile_whose_rules_do_not_hold() -> None:
    assert codes(ruled("a cannot GetImagePipeline", a=[READ])) == {"broken-rule"}


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("a cannot GetImagePipe", "unknown-action"),
        ("a and a separate on [imagebuildr write, iam write]", "unknown-service"),
        ("a and a separate on [imagebuilder write except Gt, iam write]", "unknown-action"),
        ("a and b disjoint on [iam:PassRol]", "unknown-action"),
        ("a only via aws:MultiFactorAuthPresnt = true", "unknown-condition-key"),
        ("a only via aws:MultiFactorAuthPresent = true on imagebuildr", "unknown-service"),
        ("a within c", "unknown-persona"),
        ("a within a", "bad-rule"),
        ("a cannot escalte", "bad-rule"),
        ("a and b disjoint on [wrte]", "bad-rule"),
        ("a cannot GetImagePipeline on [other/*]", "test-resource"),
        ("a cannot GetImagePipeline on image/x", "test-resource"),
        ("a cannot ListImages on image/x", "test-resource"),
        ("a cannot GetImagePipeline on image-pipeline/${input.foo}", "unknown-reference"),
        ("a only via aws:SourceVpc=${aws:username}", "unknown-reference"),
        ("a and a separate on [iam write]", "bad-rule"),
        ("a and a separate on [iam wrte now, iam read]", "bad-rule"),
    ],
)
def test_a_name_that_nothing_has_is_told(rule: str, code: str) -> None:
    assert codes(ruled(rule, a=[READ], b=[READ])) == {code}


@pytest.mark.parametrize(
    "rule",
    [
        "a within b",
        "a and b disjoint",
        "a cannot DeleteImage",
        "a only via aws:SourceVpc",
        "a and b separate on [imagebuilder write, iam write]",
    ],
)
def test_a_rule_about_who_has_an_unseen_policy_cannot_be_proved(rule: str) -> None:
    written = ruled(rule, a=[READ], b=[READ])
    attached = ["AWSServiceRoleForImageBuilder"]
    written["personas"]["a"]["identity"] = {"kind": "instance-profile", "managed_policies": attached}
    (problem,) = [one for one in broken(written) if one.code != "unproved-escalation"]
    assert problem.code == "unproved-rule"
    assert "`AWSServiceRoleForImageBuilder` is attached to it, and its text is not known here" in problem.message


def test_a_rule_that_stands_twice_is_told() -> None:
    assert codes(ruled("a cannot DeleteImage", "a  cannot DeleteImage", a=[READ])) == {"conflict"}
