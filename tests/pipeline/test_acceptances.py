"""Findings of checks, warnings and notes that a profile accepts: what is told, and what is shown as meant."""

import json
from datetime import date
from typing import Any

import pytest

from generator.diagnostics import DiagnosticError, Severity
from generator.pipeline.generate import Validated, validate
from generator.pipeline.lint_profiles import LintedProfiles, lint_profiles
from tests.compiler.profile_text import Json, persona, profile, reading

CODE = "UNTRUSTWORTHY_CONDITION_KEY"
LOGS = "arn:${partition}:s3:::logs/*"
PROD = {"name": "prod", "account": "444455556666", "region": "eu-west-1"}
CHINA = {"name": "china", "account": "777788889999", "region": "cn-north-1"}


def grant(*actions: str, agent: str = "x", on: str = "logs/*", **more: Any) -> Json:
    """Actions on objects, for who says that it is some program: a security warning."""
    return {
        "service": "s3",
        "actions": list(actions),
        "resources": {"object": on},
        "conditions": {"aws:UserAgent": agent},
        **more,
    }


def entry(finding: str = CODE, **more: Any) -> Json:
    return {"finding": finding, "reason": "Meant.", **more}


def bounded(**more: Any) -> Json:
    return entry(contained_to={"arn": LOGS, "actions": "s3:GetObject"}, **more)


def lint(written: Json, today: date | None = None) -> LintedProfiles:
    return lint_profiles(["profiles.yaml"], reading({"profiles.yaml": json.dumps(written)}), today)


def checked(written: Json, today: date | None = None) -> Validated:
    return validate(["profiles.yaml"], reading({"profiles.yaml": json.dumps(written)}), today)


def codes(found: LintedProfiles) -> list[str]:
    return [one.code for one in found.diagnostics]


def test_a_finding_is_told_once_for_all_targets_at_the_grant() -> None:
    found = lint(profile([grant("GetObject")], targets=[PROD, CHINA]))
    (told,) = found.diagnostics
    assert (told.code, told.severity) == (CODE, Severity.WARNING)
    assert told.at.quote[told.at.column - 1 :].startswith('"service": "s3"')
    assert "in `" not in told.message
    assert found.is_grave


def test_a_finding_that_only_some_targets_have_says_which() -> None:
    written = profile(
        [{"actions": ["GetImage"], "conditions": {"aws:SourceIp": "${input.range}"}}],
        inputs={"range": {"type": "string", "description": "Addresses."}},
        targets=[
            {**PROD, "inputs": {"range": "203.0.113.0/24"}},
            {**CHINA, "inputs": {"range": "203.0.113.5/24"}},
        ],
    )
    (told,) = lint(written).diagnostics
    assert (told.code, told.severity) == ("IMPROVE_IP_RANGE", Severity.NOTE)
    assert told.message.endswith("(in `china`)")


def test_what_a_grant_accepts_is_shown_as_meant_and_fails_nothing() -> None:
    found = lint(profile([grant("GetObject", accept=[bounded(owner="team", expires="2027-03-31")])]))
    assert (found.diagnostics, found.is_grave) == ((), False)
    (meant,) = found.accepted
    assert (meant.persona, meant.code, meant.reason, meant.owner) == ("a", CODE, "Meant.", "team")
    assert (meant.contained_to, meant.actions) == (("arn:aws:s3:::logs/*",), ("s3:GetObject",))
    assert meant.expires == date(2027, 3, 31)


def test_a_persona_accepts_what_any_of_its_grants_brings() -> None:
    found = lint(profile([], personas={"a": persona([grant("GetObject")], accept=[bounded()])}))
    assert (found.diagnostics, len(found.accepted)) == ((), 1)


@pytest.mark.parametrize(
    ("one", "said"),
    [
        (grant("GetObject", accept=[entry()]), "the acceptance does not say what it is contained to"),
        (
            grant("GetObject", "PutObject", accept=[bounded()]),
            "it also allows `s3:PutObject` on `arn:aws:s3:::logs/x`",
        ),
        (
            grant("GetObject", on="*", accept=[bounded()]),
            "it also allows `s3:GetObject` on",
        ),
    ],
    ids=["no-bound", "another-action", "another-resource"],
)
def test_a_security_warning_is_accepted_as_far_as_its_bound_only(one: Json, said: str) -> None:
    found = lint(profile([one]))
    assert sorted(codes(found)) == [CODE, "wide-acceptance"]
    assert any(said in each.message for each in found.problems)
    assert (found.accepted, found.is_grave) == ((), True)


def test_a_second_wider_statement_with_the_same_code_is_told() -> None:
    found = lint(profile([grant("GetObject", accept=[bounded()]), grant("PutObject", agent="y")]))
    assert codes(found) == [CODE]
    assert len(found.accepted) == 1


def test_a_statement_that_two_grants_make_needs_both_to_accept_it() -> None:
    wide = entry(contained_to={"arn": LOGS})
    one, other = grant("GetObject", accept=[wide]), grant("PutObject")
    found = lint(profile([one, other]))
    assert sorted(codes(found)) == [CODE, "wide-acceptance"]
    assert "it also comes from the grant of profiles.yaml:1:" in found.problems[0].message
    assert codes(lint(profile([one, {**other, "accept": [wide]}]))) == []


def test_who_inherits_a_grant_inherits_its_acceptance_but_not_its_persona_s() -> None:
    def personas(can: Json, **more: Any) -> Json:
        return {"a": persona([can], **more), "b": persona([], extends="a")}

    beside = lint(profile(personas=personas(grant("GetObject", accept=[bounded()]))))
    assert (beside.diagnostics, {one.persona for one in beside.accepted}) == ((), {"a", "b"})
    above = lint(profile(personas=personas(grant("GetObject"), accept=[bounded()])))
    assert [one.message.split("`")[3] for one in above.diagnostics] == ["b"]


def test_a_finding_that_is_no_security_warning_needs_no_bound_but_one_that_is_given_holds() -> None:
    ranged: Json = {"actions": ["GetImage"], "conditions": {"aws:SourceIp": "203.0.113.5/24"}}
    code = "IMPROVE_IP_RANGE"
    assert codes(lint(profile([ranged]))) == [code]
    assert codes(lint(profile([{**ranged, "accept": [entry(code)]}]))) == []
    narrow = entry(code, contained_to={"actions": "imagebuilder:List*"})
    found = lint(profile([{**ranged, "accept": [narrow]}]))
    assert sorted(codes(found)) == [code, "wide-acceptance"]
    assert not found.is_grave  # a note: what exceeds its acceptance is a warning


@pytest.mark.parametrize("where", ["cannot", "guardrail"])
def test_a_deny_grants_nothing_that_a_bound_could_exceed(where: str) -> None:
    def written(**more: Any) -> Json:
        denied: Json = {"actions": ["GetImage"], "conditions": {"aws:SourceIp": "203.0.113.5/24"}, **more}
        guardrail = {"title": "G", "description": "Guards.", "kind": "service-control-policy", "cannot": [denied]}
        can: list[Json] = [{"actions": ["GetImage"]}]
        return profile(can, [denied]) if where == "cannot" else profile(can, guardrails={"g": guardrail})

    code = "IMPROVE_IP_RANGE"
    assert codes(lint(written())) == [code]
    found = lint(written(accept=[entry(code, contained_to={"actions": "s3:GetObject"})]))
    assert (codes(found), len(found.accepted)) == ([], 1)


def test_an_expired_acceptance_is_told_beside_the_finding() -> None:
    written = profile([grant("GetObject", accept=[bounded(expires="2027-03-31")])])
    assert codes(lint(written, date(2027, 3, 31))) == ["expiring-acceptance"]
    assert sorted(codes(lint(written, date(2027, 4, 1)))) == [CODE, "expired-acceptance"]


def test_validating_makes_the_checks_where_an_acceptance_names_one() -> None:
    silent = checked(profile([grant("GetObject")]))
    assert CODE not in {one.code for one in silent.remarks}
    over = checked(profile([grant("GetObject", accept=[bounded(expires="2027-03-31")])]), date(2027, 4, 1))
    assert {CODE, "expired-acceptance"} <= {one.code for one in over.remarks}
    meant = checked(profile([grant("GetObject", accept=[bounded()])]))
    assert [one.code for one in meant.proofs.accepted] == [CODE]
    with pytest.raises(DiagnosticError, match="wider than accepted"):
        checked(profile([grant("PutObject", accept=[bounded()])]))


def test_a_note_is_accepted_by_the_persona_or_by_all_grants_that_it_comes_from() -> None:
    note = "missing-dependent"
    bare: Json = {"actions": ["GetComponent"]}
    other: Json = {"actions": ["GetWorkflow"]}
    beside: Json = {"accept": [entry(note)]}
    assert note in {one.code for one in checked(profile([bare])).remarks}

    def left(*grants: Json, **more: Any) -> list[str]:
        found = checked(profile(personas={"a": persona(grants, **more)})).remarks
        return sorted({one.code for one in found})

    assert left(bare, accept=[entry(note)]) == []
    assert left({**bare, **beside}) == []
    assert left({**bare, **beside}, other) == ["missing-dependent", "wide-acceptance"]
    assert left({**bare, **beside}, {**other, **beside}) == []


def test_a_bound_names_actions_with_their_service() -> None:
    with pytest.raises(DiagnosticError, match="expected an action with its service, found `GetObject`"):
        lint(profile([grant("GetObject", accept=[entry(contained_to={"arn": LOGS, "actions": "GetObject"})])]))


def test_a_capability_s_findings_are_accepted_where_it_is_used() -> None:
    look = {"title": "L", "description": "Looks.", "grants": [grant("GetObject")]}
    used: Json = {"capability": "look", "accept": [bounded()]}
    assert codes(lint(profile([{"capability": "look"}], capabilities={"look": look}))) == [CODE]
    assert codes(lint(profile([used], capabilities={"look": look}))) == []


def test_the_policy_of_a_permission_set_is_not_measured_by_the_quota_of_managed_ones() -> None:
    objects = [f"{'b' * 40}{number}/*" for number in range(120)]
    can = [{"service": "s3", "actions": ["GetObject"], "resources": {"object": objects}}]
    assert codes(lint(profile(personas={"a": persona(can, identity={"kind": "permission-set"})}))) == []
