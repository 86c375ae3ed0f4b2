"""Inputs: which a module reads, and where a wildcard would let too much in."""

import pytest

from tests.compiler.profile_text import DEV, Json, codes, compiled, problems, profile

START = {"actions": ["StartImagePipelineExecution"], "resources": {"imagePipeline": "${input.it}"}}
PASS = {
    "actions": ["iam:PassRole"],
    "resources": {"role": "${input.it}"},
    "conditions": {"iam:PassedToService": "ec2.amazonaws.com"},
}
TAGGED = {"actions": ["DeleteImage"], "conditions": {"aws:ResourceTag/Team": "${input.it}"}}
LIKE = {"actions": ["DeleteImage"], "conditions": {"aws:ResourceTag/Team": {"StringLike": "${input.it}"}}}


def reading_it(grant: Json, value: str | None, default: str | None = None) -> Json:
    one = {"type": "string", "description": "I."} | ({} if default is None else {"default": default})
    target = DEV if value is None else DEV | {"inputs": {"it": value}}
    return profile([grant]) | {"inputs": {"it": one}, "targets": [target]}


@pytest.mark.parametrize(("grant", "exact"), [(START, False), (PASS, True), (TAGGED, True), (LIKE, False)])
def test_a_use_is_exact_where_a_wildcard_would_grant_too_much(grant: Json, exact: bool) -> None:
    (module,) = compiled(reading_it(grant, "x")).modules
    assert [(one.input.name, one.exact) for one in module.inputs] == [("it", exact)]


@pytest.mark.parametrize("grant", [PASS, TAGGED])
def test_a_wildcard_in_a_value_is_an_error_there(grant: Json) -> None:
    assert codes(reading_it(grant, "x*")) == {"unnamed-resource"}
    assert codes(reading_it(grant, "x", default="?")) == {"unnamed-resource"}


@pytest.mark.parametrize("grant", [START, LIKE])
def test_a_wildcard_in_a_value_is_fine_elsewhere(grant: Json) -> None:
    assert not codes(reading_it(grant, "x*"))


def test_an_input_that_is_exact_once_is_exact() -> None:
    written = reading_it(START, "x*")
    written["personas"]["a"]["can"].append(PASS)
    assert codes(written) == {"unnamed-resource"}


def test_a_target_gives_every_input_that_is_read() -> None:
    assert codes(reading_it(START, None)) == {"missing-input"}
    assert not codes(reading_it(START, None, default="x"))


def test_an_input_that_nothing_reads_is_worth_a_warning() -> None:
    remarks = compiled(reading_it({"actions": ["GetImage"]}, "x")).remarks
    assert "unused-input" in {one.code for one in remarks}


def test_two_lists_in_one_text_have_no_meaning() -> None:
    lists = {name: {"type": "list(string)", "description": "L.", "default": ["x"]} for name in ("one", "two")}
    grant = {"actions": ["DeleteImage"], "resources": {"image": "${input.one}-${input.two}"}}
    assert {one.code for one in problems(profile([grant]) | {"inputs": lists})} == {"two-lists"}


def test_texts_that_open_a_reference_only_together_are_refused() -> None:
    own = {"actions": ["DeleteImage"], "resources": {"image": "$${with.rest}"}}
    mine = {
        "title": "C",
        "description": "C.",
        "parameters": {"rest": {"type": "string", "description": "R."}},
        "grants": [own],
    }
    written = profile([{"capability": "mine", "with": {"rest": "{aws:username}"}}], capabilities={"mine": mine})
    assert codes(written) == {"unknown-reference"}
