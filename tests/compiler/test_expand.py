"""Grants and capabilities become clauses; what stands on top of a capability only takes away."""

import pytest

from tests.compiler.profile_text import OWN, Json, capability, codes, granted, problems, profile, statements


def mine(*grants: Json, **more: object) -> Json:
    return {"capabilities": {"mine": capability(*grants, **more)}}


# actions


@pytest.mark.parametrize("spelled", ["GetImage", "getimage", "imagebuilder:GETIMAGE", "ImageBuilder:GetImage"])
def test_an_action_in_any_case_is_emitted_as_the_reference_spells_it(spelled: str) -> None:
    assert set(granted(profile([{"actions": [spelled]}]))) == {"imagebuilder:GetImage"}


def test_a_wildcard_becomes_the_actions_of_today() -> None:
    found = granted(profile([{"actions": ["*WorkflowStepAction", "Get*Image"]}]))
    assert set(found) == {"imagebuilder:GetImage", "imagebuilder:SendWorkflowStepAction"}


def test_what_is_excluded_is_not_granted() -> None:
    found = granted(profile([{"actions": ["Delete*"], "exclude": ["DeleteImage*", "deletecomponent"]}]))
    assert not {"imagebuilder:DeleteImage", "imagebuilder:DeleteImagePipeline", "imagebuilder:DeleteComponent"} & set(
        found
    )
    assert "imagebuilder:DeleteWorkflow" in found


def test_an_action_with_two_levels_counts_as_the_more_sensitive() -> None:
    found = set(granted(profile([{"access": ["write"]}])))
    assert not {"imagebuilder:PutImagePolicy", "imagebuilder:TagResource"} & found
    assert "imagebuilder:TagResource" in granted(profile([{"access": ["tagging"]}]))


# capabilities


@pytest.mark.parametrize("excluded", ["ListImages", "listimages", "imagebuilder:ListImage?", "List*"])
def test_what_is_excluded_from_a_capability_is_not_granted(excluded: str) -> None:
    found = granted(profile([{"capability": "view", "exclude": [excluded]}]))
    assert "imagebuilder:ListImages" not in found
    assert "imagebuilder:GetImage" in found


def test_an_excluded_action_that_nobody_knows_is_an_error() -> None:
    assert codes(profile([{"capability": "view", "exclude": ["ListImagez"]}])) == {"unknown-action"}


def test_resources_on_top_narrow_the_types_they_name() -> None:
    found = granted(profile([{"capability": "run-pipelines", "resources": {"imagePipeline": "web"}}]))
    assert found["imagebuilder:StartImagePipelineExecution"] == [OWN + "image-pipeline/web"]
    assert found["imagebuilder:CancelImageCreation"] == [OWN + "image/*"]


def test_resources_on_top_add_no_type() -> None:
    assert codes(profile([{"capability": "tag-runs", "resources": {"component": "*"}}])) == {
        "unsupported-resource-type"
    }
    both = {"capability": "tag-runs", "resources": {"image": "web", "imagePipeline": "web"}}
    assert granted(profile([both])) == {"imagebuilder:TagResource": [OWN + "image-pipeline/web", OWN + "image/web/*"]}


def test_resources_on_top_add_no_type_beside_one_that_fits() -> None:
    given = {"capability": ["tag-runs", "author-components"], "resources": {"component": "web"}}
    found = granted(profile([given]))
    assert found["imagebuilder:TagResource"] == [OWN + "image-pipeline/*", OWN + "image/*"]
    assert found["imagebuilder:CreateComponent"] == [OWN + "component/web/*"]


@pytest.mark.parametrize(
    "given",
    [
        {"capability": "read-build-logs", "resources": {"log-group": "*"}},
        {"capability": "read-build-logs", "resources": {"log-group": ["/aws/imagebuilder/web", "/aws/lambda/web"]}},
        {"capability": "create-service-linked-role", "resources": {"role": "admin"}},
        {
            "capability": "use-source-bucket",
            "with": {"bucket": "mine"},
            "resources": {"bucket": "*"},
        },
        {
            "capability": "pass-instance-role",
            "with": {"role": "build"},
            "resources": {"role": "admin"},
        },
    ],
)
def test_resources_on_top_never_reach_beyond_those_of_the_capability(given: Json) -> None:
    assert codes(profile([given])) == {"wider-resource"}


def test_resources_on_top_narrow_the_named_ones_of_a_capability() -> None:
    given = {"capability": "read-build-logs", "resources": {"log-group": "/aws/imagebuilder/web"}}
    found = granted(profile([given]))
    assert found["logs:FilterLogEvents"] == ["arn:aws:logs:eu-west-1:111122223333:log-group:/aws/imagebuilder/web"]


def test_a_family_on_top_narrows_its_types_in_the_capability() -> None:
    own = {"actions": ["ListImageBuildVersions"], "resources": {"allImageBuildVersions": "*"}}
    given = {"capability": "mine", "resources": {"image": "web"}}
    assert granted(profile([given], **mine(own))) == {"imagebuilder:ListImageBuildVersions": [OWN + "image/web/*"]}


def test_resources_on_top_narrow_what_could_do_without_a_resource() -> None:
    found = granted(profile([{"capability": "view", "resources": {"image": "web", "imagePipeline": "web"}}]))
    assert found["imagebuilder:ListImageScanFindings"] == [OWN + "image-pipeline/web", OWN + "image/web/*"]
    assert found["imagebuilder:ListImages"] == ["*"]


def test_several_layers_each_narrow_the_one_below() -> None:
    own = {"capability": "run-pipelines", "resources": {"imagePipeline": "web-*"}}
    inside = {"capability": "mine", "resources": {"imagePipeline": "web-1"}}
    found = granted(profile([inside], **mine(own)))
    assert found["imagebuilder:StartImagePipelineExecution"] == [OWN + "image-pipeline/web-1"]


def test_conditions_on_top_are_added() -> None:
    given = {"capability": "manage-infrastructure", "conditions": {"aws:ResourceTag/Team": "web"}}
    for one in statements(profile([given])):
        assert one["Condition"]["StringEquals"]["aws:ResourceTag/Team"] == ["web"]


def test_a_profile_puts_its_own_capability_in_place_of_a_shipped_one() -> None:
    written = profile([{"capability": "view"}], capabilities={"view": capability({"actions": ["ListImages"]})})
    assert set(granted(written)) == {"imagebuilder:ListImages"}


def test_the_order_of_capabilities_does_not_matter() -> None:
    names = ["view", "run-pipelines", "audit"]
    assert statements(profile([{"capability": names}])) == statements(profile([{"capability": names[::-1]}]))


@pytest.mark.parametrize("times", [1, 9])
def test_a_capability_that_uses_itself_is_an_error_at_once(times: int) -> None:
    assert codes(profile([{"capability": "mine"}], **mine({"capability": ["mine", "view"] * times}))) == {
        "cyclic-capability"
    }


def test_parameters_belong_to_capabilities() -> None:
    assert codes(profile([{"actions": ["GetImage"], "with": {"role": "x"}}])) == {"unknown-parameter"}


def test_the_hint_names_the_types_that_are_left() -> None:
    (one,) = problems(profile([{"capability": "tag-runs", "resources": {"component": "*"}}]))
    assert one.hint == "they act on `image`, `imagePipeline`"


def test_a_capability_is_denied_whole_not_only_its_safe_use() -> None:
    found = statements(profile([], cannot=[{"capability": "manage-infrastructure"}]))
    denied = [one for one in found if "imagebuilder:CreateInfrastructureConfiguration" in one["Action"]]
    assert [(one["Effect"], "Condition" in one) for one in denied] == [("Deny", False)]
