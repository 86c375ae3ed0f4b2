"""Permissions boundaries → statements as wide as denies, which hand on no power that is not named."""

from tests.compiler.profile_text import Json, codes, persona, profile, statements


def boundary(*can: Json, cannot: tuple[Json, ...] = ()) -> Json:
    return profile(personas={"a": persona(can, cannot, kind="boundary")})


def test_wildcards_stay_and_resources_are_all() -> None:
    (one,) = statements(boundary({"actions": ["imagebuilder:*"]}))
    assert (one["Effect"], one["Action"], one["Resource"]) == ("Allow", ["imagebuilder:*"], ["*"])


def test_resources_that_are_named_stay_named() -> None:
    (one,) = statements(boundary({"actions": ["GetComponent"], "resources": {"component": "web"}}))
    assert one["Resource"] == ["arn:aws:imagebuilder:eu-west-1:111122223333:component/web/*"]


def test_a_deny_is_a_deny() -> None:
    allowed, denied = statements(boundary({"actions": ["ec2:*"]}, cannot=({"actions": ["ec2:CreateVpc"]},)))
    assert (allowed["Effect"], denied["Effect"], denied["Action"]) == ("Allow", "Deny", ["ec2:CreateVpc"])


def test_power_is_only_handed_on_by_name() -> None:
    assert codes(boundary({"actions": ["iam:*"]})) == {"missing-condition", "unnamed-resource"}
    named = {"resources": {"role": "build"}, "conditions": {"iam:PassedToService": "ec2.amazonaws.com"}}
    assert codes(boundary({"actions": ["iam:PassRole"], **named})) == set()


def test_a_persona_that_people_hold_gets_todays_actions_instead() -> None:
    found = statements(profile([{"actions": ["imagebuilder:*"]}]))
    assert all("*" not in action for one in found for action in one["Action"])


def test_a_boundary_is_one_policy() -> None:
    names = [f"team-{number:03}-components-*" for number in range(100)]
    wide = {"actions": ["GetComponent"], "resources": {"component": names}}
    assert codes(boundary(wide)) == {"policy-too-large"}
