"""Parameters of capabilities: given, by default, left out; never a lost condition."""

import pytest

from tests.compiler.profile_text import OWN, Json, capability, codes, granted, profile, statements

TEXT = {"type": "string", "description": "A text."}
OPTIONAL = TEXT | {"required": False}
TAGGED = {"actions": ["DeleteImage"], "conditions": {"aws:ResourceTag/Team": "${with.team}"}}
NAMED = {"actions": ["DeleteImage"], "resources": {"image": "${with.team}"}}


def given(own: Json, parameter: Json, **values: object) -> Json:
    grant = {"capability": "mine"} | ({"with": values} if values else {})
    return profile([grant], capabilities={"mine": capability(own, parameters={"team": parameter})})


def test_a_value_stands_where_the_parameter_stood() -> None:
    assert granted(given(NAMED, TEXT, team="web")) == {"imagebuilder:DeleteImage": [OWN + "image/web/*"]}


def test_several_values_are_several_names_or_alternatives() -> None:
    assert granted(given(NAMED, TEXT, team=["web", "data"])) == {
        "imagebuilder:DeleteImage": [OWN + "image/data/*", OWN + "image/web/*"]
    }
    (one,) = statements(given(TAGGED, TEXT, team=["web", "data"]))
    assert one["Condition"]["StringEquals"]["aws:ResourceTag/Team"] == ["web", "data"]


def test_a_default_stands_in() -> None:
    written = given(NAMED, TEXT | {"default": "web"})
    assert granted(written) == {"imagebuilder:DeleteImage": [OWN + "image/web/*"]}


@pytest.mark.parametrize("own", [TAGGED, NAMED])
def test_a_required_value_must_be_given(own: Json) -> None:
    assert codes(given(own, TEXT)) == {"missing-parameter"}


def test_a_resource_that_is_not_given_grants_nothing() -> None:
    assert codes(given(NAMED, OPTIONAL)) == {"empty-persona"}


def test_a_condition_whose_optional_value_is_not_given_is_left_out() -> None:
    (one,) = statements(given(TAGGED, OPTIONAL))
    assert "Condition" not in one


def outer(parameter: Json, inner: Json, **inside: object) -> Json:
    """A capability that hands its own optional parameter on to another."""
    mine = capability({"capability": "inner", **inside}, parameters={"team": OPTIONAL})
    return profile(
        [{"capability": "mine"}],
        capabilities={"mine": mine, "inner": capability(inner, parameters={"team": parameter})},
    )


def test_handing_on_nothing_is_not_giving() -> None:
    hands_on = {"with": {"team": "${with.team}"}}
    assert codes(outer(TEXT, TAGGED, **hands_on)) == {"missing-parameter"}
    assert codes(outer(TEXT, NAMED, **hands_on)) == {"missing-parameter"}


def test_handing_on_nothing_leaves_the_default() -> None:
    (one,) = statements(outer(TEXT | {"default": "web"}, TAGGED, **{"with": {"team": "${with.team}"}}))
    assert one["Condition"] == {"StringEquals": {"aws:ResourceTag/Team": ["web"]}}


def test_a_boundary_is_not_lost_on_the_way_through_a_capability() -> None:
    inside = {
        "capability": "administer-access",
        "with": {"path": "x", "boundary": "${with.team}", "attachable_policies": "arn:aws:iam::aws:policy/x"},
    }
    mine = capability(inside, parameters={"team": OPTIONAL})
    assert codes(profile([{"capability": "mine"}], capabilities={"mine": mine})) == {"missing-parameter"}


def test_a_narrowing_that_reads_nothing_grants_nothing() -> None:
    written = outer(OPTIONAL, {"actions": ["DeleteImage"]}, resources={"image": "${with.team}"})
    assert codes(written) == {"empty-persona"}


def test_a_narrowing_reads_the_parameters_of_its_own_capability() -> None:
    inside = {"capability": "run-pipelines", "resources": {"imagePipeline": "${with.team}"}}
    mine = capability(inside, parameters={"team": TEXT})
    written = profile([{"capability": "mine", "with": {"team": "web"}}], capabilities={"mine": mine})
    assert granted(written)["imagebuilder:StartImagePipelineExecution"] == [OWN + "image-pipeline/web"]


def test_values_in_a_list_go_to_those_capabilities_that_want_them() -> None:
    written = profile([{"capability": ["author-components", "view"], "with": {"owner_tag": "Team"}}])
    assert not codes(written)


def test_a_value_that_no_capability_wants_is_an_error() -> None:
    assert codes(profile([{"capability": "author-components", "with": {"owner_tags": "Team"}}])) == {
        "unknown-parameter"
    }
