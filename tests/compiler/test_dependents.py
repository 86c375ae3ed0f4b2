"""What granted actions need beside themselves: noted, or granted in scope; never silently."""

import pytest

from tests.compiler.profile_text import OWN, Json, codes, compiled, granted, profile, statements


def notes(written: Json) -> dict[str, str]:
    return {one.message: one.hint for one in compiled(written).remarks if one.code == "missing-dependent"}


def test_nothing_is_added_without_being_asked_for() -> None:
    assert set(granted(profile([{"actions": ["CreateComponent"]}]))) == {"imagebuilder:CreateComponent"}


def test_a_note_names_the_persona_the_action_and_the_capability() -> None:
    found = notes(profile([{"actions": ["GetComponent"]}]))
    assert found == {
        "`a` may also need `kms:Decrypt` for `GetComponent`, and has no grant of it": (
            "the capability `read-component-key` supplies it"
        )
    }


def test_the_note_names_no_capability_that_is_for_something_else() -> None:
    found = notes(profile([{"actions": ["CreateComponent"]}]))
    hints = {message.split("`")[3]: hint for message, hint in found.items()}
    assert hints["kms:GenerateDataKey"] == "the capability `use-component-key` supplies it"  # not `write-build-logs`
    assert hints["s3:ListBucket"] == "the capability `use-export-bucket` supplies it"


def test_what_only_other_services_need_is_left_to_the_reader() -> None:
    found = notes(profile([{"actions": ["ec2:CopySnapshot"], "resources": {"snapshot": "*"}}]))
    assert set(found.values()) == {"grant it where that use is wanted"}


def test_a_grant_of_the_dependent_ends_the_note() -> None:
    key = {"capability": "read-component-key", "with": {"key": "1"}}
    assert notes(profile([{"actions": ["GetComponent"]}, key])) == {}


def test_a_role_passed_to_another_service_does_not() -> None:
    start = {"actions": ["StartResourceStateUpdate"]}
    other = {"capability": "pass-instance-role", "with": {"role": "build"}}
    right = {"capability": "pass-execution-role", "with": {"role": "build"}}
    assert len(notes(profile([start, other]))) == 1
    assert notes(profile([start, right])) == {}


def test_a_deny_needs_nothing() -> None:
    assert notes(profile(cannot=[{"actions": ["CreateComponent"]}])) == {}


@pytest.mark.parametrize(
    ("resources", "wanted"),
    [({}, [OWN + "component/*"]), ({"component": "web"}, [OWN + "component/web/*"])],
)
def test_tagging_comes_for_the_type_that_is_made(resources: Json, wanted: list[str]) -> None:
    given = {"actions": ["CreateComponent"], "dependents": "scoped", "resources": resources}
    assert granted(profile([given]))["imagebuilder:TagResource"] == wanted


def test_tagging_comes_for_what_is_left_on_top_of_a_capability() -> None:
    given = {"capability": "author-components", "dependents": "scoped", "resources": {"component": "web"}}
    assert granted(profile([given]))["imagebuilder:TagResource"] == [OWN + "component/web/*"]


def test_each_action_gets_its_own_dependents() -> None:
    given = {"actions": ["CreateComponent", "CreateImageRecipe"], "dependents": "scoped"}
    found = granted(profile([given]))
    assert found["imagebuilder:TagResource"] == [OWN + "component/*", OWN + "image-recipe/*"]
    assert found["ec2:DescribeImages"] == ["*"]


def test_a_dependent_without_a_common_type_means_the_own_account() -> None:
    found = granted(profile([{"actions": ["GetComponent"], "resources": {"component": "web"}, "dependents": "scoped"}]))
    assert found["kms:Decrypt"] == ["arn:aws:kms:eu-west-1:111122223333:key/*"]


def test_conditions_count_for_dependents_too() -> None:
    given = {
        "actions": ["CreateComponent"],
        "dependents": "scoped",
        "conditions": {"aws:PrincipalTag/Team": "web"},
    }
    assert all("Condition" in one for one in statements(profile([given])))


def test_a_condition_that_a_dependent_does_not_support_is_refused() -> None:
    given = {"actions": ["CreateImageRecipe"], "dependents": "scoped", "conditions": {"aws:RequestTag/Team": "web"}}
    assert codes(profile([given])) >= {"unsupported-condition"}


def test_the_grant_decides_what_its_dependents_do_without() -> None:
    given = {"capability": "manage-infrastructure", "dependents": "scoped", "unsupported_conditions": "unconditioned"}
    made = statements(profile([given]))
    creating = [one for one in made if "imagebuilder:CreateInfrastructureConfiguration" in one["Action"]]
    assert all("Condition" in one for one in creating)
    assert "ec2:DescribeHosts" in granted(profile([given]))


@pytest.mark.parametrize("action", ["CreateImage", "UpdateLifecyclePolicy", "CreateInfrastructureConfiguration"])
def test_a_role_is_never_passed_silently(action: str) -> None:
    found = granted(profile([{"actions": [action], "dependents": "scoped"}]))
    assert "iam:PassRole" not in found
    assert "iam:CreateServiceLinkedRole" not in found
