"""A clause lands on resources and conditions that its actions support, and nowhere else."""

import pytest

from tests.compiler.profile_text import OWN, Json, capability, codes, granted, problems, profile, statements

TAGGED = {"aws:ResourceTag/Team": "web"}


def only(*grants: Json) -> Json:
    (found,) = statements(profile(grants))
    return found


# resources


def test_an_action_without_resource_types_gets_a_star() -> None:
    assert only({"actions": ["ListImages"]})["Resource"] == ["*"]


def test_an_action_alone_means_the_own_account() -> None:
    assert only({"actions": ["DeleteImage"]})["Resource"] == [OWN + "image/*"]


def test_reading_reaches_what_aws_and_sellers_own() -> None:
    owners = ["111122223333", "aws", "aws-marketplace", "third-party"]
    wanted = sorted(f"arn:aws:imagebuilder:eu-west-1:{one}:component/*" for one in owners)
    assert only({"actions": ["GetComponent"]})["Resource"] == wanted
    assert only({"actions": ["GetComponent"], "resources": {"component": "*"}})["Resource"] == wanted


@pytest.mark.parametrize("action", ["DeleteComponent", "PutComponentPolicy", "TagResource"])
def test_writing_never_reaches_what_others_own(action: str) -> None:
    assert all(arn.startswith(OWN) for arn in only({"actions": [action]})["Resource"])


def test_a_name_means_the_own_account_also_when_reading() -> None:
    assert only({"actions": ["GetImage"], "resources": {"image": "web"}})["Resource"] == [OWN + "image/web/*"]


def test_owners_are_what_the_grant_says() -> None:
    given = {"image": {"names": "web", "owners": ["aws", "444455556666"]}}
    assert only({"actions": ["GetImage"], "resources": given})["Resource"] == [
        "arn:aws:imagebuilder:eu-west-1:444455556666:image/web/*",
        "arn:aws:imagebuilder:eu-west-1:aws:image/web/*",
    ]


@pytest.mark.parametrize("owner", ["1:component/*", "1111*", "aws/x", "AWS"])
def test_an_owner_cannot_smuggle_segments_into_an_arn(owner: str) -> None:
    given = {"image": {"names": "web", "owners": [owner]}}
    assert codes(profile([{"actions": ["GetImage"], "resources": given}])) == {"bad-owner"}


def test_owners_that_would_bound_nothing_are_an_error() -> None:
    given = {"bucket": {"names": "*", "owners": ["111122223333"]}}
    assert codes(profile([{"actions": ["s3:DeleteBucket"], "resources": given}])) == {"no-owner"}


def test_a_family_name_narrows_its_types() -> None:
    given = {"actions": ["ListImageBuildVersions", "GetImage", "ImportVmImage"], "resources": {"image": "web"}}
    assert set(map(tuple, granted(profile([given])).values())) == {(OWN + "image/web/*",)}


def test_a_types_own_name_goes_before_its_familys() -> None:
    given = {"image": "web", "allImageBuildVersions": "batch"}
    found = granted(profile([{"actions": ["ListImageBuildVersions", "GetImage"], "resources": given}]))
    assert found["imagebuilder:ListImageBuildVersions"] == [OWN + "image/batch/*"]
    assert found["imagebuilder:GetImage"] == [OWN + "image/web/*"]


def test_a_type_of_a_family_says_nothing_of_the_family() -> None:
    given = {"actions": ["GetImage"], "resources": {"allImageBuildVersions": "web"}}
    assert "unsupported-resource-type" in codes(profile([given]))


def test_a_missing_required_type_is_an_error_and_no_wider_grant() -> None:
    given = {"actions": ["GetImage", "GetComponent"], "resources": {"image": "web"}}
    (one,) = problems(profile([given]))
    assert one.code == "missing-resource"
    assert one.message == "`imagebuilder:GetComponent` acts on `component`, which this grant's `resources` leaves out"


def test_both_types_of_an_action_are_required() -> None:
    given = {"actions": ["SendWorkflowStepAction"], "resources": {"image": "web"}}
    assert codes(profile([given])) == {"missing-resource"}


APPROVE_IMAGE = {
    "actions": ["SendWorkflowStepAction"],
    "resources": {"image": "web"},
    "conditions": {"aws:ResourceTag/Team": "web"},
}
APPROVE_STEP = {"actions": ["SendWorkflowStepAction"], "resources": {"workflowStepExecution": "*"}}


def test_the_grants_of_a_capability_may_share_the_types_of_an_action_so_that_each_has_its_own_conditions() -> None:
    approve = capability(APPROVE_IMAGE, APPROVE_STEP)
    image, step = statements(profile([{"capability": "approve"}], capabilities={"approve": approve}))
    assert (image["Resource"], step["Resource"]) == ([OWN + "image/web/*"], [OWN + "workflow-step-execution/*"])
    assert [("Condition" in one) for one in (image, step)] == [True, False]


def test_two_grants_of_a_persona_do_not_make_up_for_each_other() -> None:
    assert [one.code for one in problems(profile([APPROVE_IMAGE, APPROVE_STEP]))] == ["missing-resource"] * 2


def test_types_of_another_action_of_the_capability_do_not_make_up_for_a_missing_one() -> None:
    cancel = {"actions": ["GetWorkflowStepExecution"], "resources": {"workflowStepExecution": "*"}}
    written = profile([{"capability": "x"}], capabilities={"x": capability(APPROVE_IMAGE, cancel)})
    assert codes(written) == {"missing-resource"}


def test_a_deny_does_not_make_up_for_a_type_that_a_grant_leaves_out() -> None:
    approve = {"x": capability(APPROVE_IMAGE), "y": capability(APPROVE_STEP)}
    written = profile([{"capability": "x"}], [{"capability": "y"}], capabilities=approve)
    assert "missing-resource" in codes(written)


def test_of_optional_types_only_the_named_ones_are_granted() -> None:
    given = {"actions": ["TagResource"], "resources": {"image": "web"}}
    assert only(given)["Resource"] == [OWN + "image/web/*"]


def test_access_levels_with_resources_mean_the_actions_that_need_no_others() -> None:
    found = granted(profile([{"access": ["write"], "resources": {"image": "web"}}]))
    assert "imagebuilder:DeleteImage" in found
    assert "imagebuilder:SendWorkflowStepAction" not in found
    assert set(map(tuple, found.values())) == {(OWN + "image/web/*",)}


def test_any_resource_is_for_actions_that_can_do_without() -> None:
    assert only({"actions": ["ListImageScanFindings"], "resources": "*"})["Resource"] == ["*"]
    assert codes(profile([{"actions": ["DeleteImage"], "resources": "*"}])) == {"any-resource"}


@pytest.mark.parametrize("arn", ["arn:aws:imagebuilder:eu-west-1:111122223333:component/x", "arn:aws:s3:::x", "arn:x"])
def test_an_arn_of_another_type_is_an_error(arn: str) -> None:
    assert "bad-arn" in codes(profile([{"actions": ["DeleteImage"], "resources": {"image": arn}}]))


def test_a_type_of_another_service_does_not_speak_of_a_type_with_the_same_name() -> None:
    given = {"actions": ["ec2:DeregisterImage", "DeleteImage"], "resources": {"ec2:image": "ami-1", "image": "web"}}
    assert codes(profile([{"actions": ["DeleteImage"], "resources": {"ec2:image": "ami-1"}}])) == {
        "unsupported-resource-type",
        "missing-resource",
    }
    assert granted(profile([given]))["imagebuilder:DeleteImage"] == [OWN + "image/web/*"]


def test_resources_of_any_service_are_given_whole() -> None:
    snapshot = "arn:aws:ec2:eu-west-1::snapshot/snap-1"
    start = {"actions": ["backup:DescribeRecoveryPoint"]}
    assert only(start | {"resources": {"recoveryPoint": snapshot}})["Resource"] == [snapshot]
    assert codes(profile([start | {"resources": {"recoveryPoint": "snap-1"}}])) == {"bad-resource", "missing-resource"}


# conditions


def test_an_unsupported_condition_is_refused() -> None:
    given = {"actions": ["DeleteImage", "CancelLifecycleExecution"], "conditions": TAGGED}
    (one,) = problems(profile([given]))
    assert one.message == (
        "`imagebuilder:CancelLifecycleExecution` on `lifecycleExecution` "
        "does not support the condition key `aws:ResourceTag/Team`"
    )


def test_an_action_with_an_unsupported_condition_is_skipped_on_request() -> None:
    given = {"actions": ["DeleteImage", "CancelLifecycleExecution"], "conditions": TAGGED}
    assert set(granted(profile([given | {"unsupported_conditions": "skip"}]))) == {"imagebuilder:DeleteImage"}


def test_an_action_with_an_unsupported_condition_goes_without_it_on_request() -> None:
    given = {"actions": ["DeleteImage", "CancelLifecycleExecution"], "conditions": TAGGED}
    made = statements(profile([given | {"unsupported_conditions": "unconditioned"}]))
    assert {one["Action"][0]: "Condition" in one for one in made} == {
        "imagebuilder:DeleteImage": True,
        "imagebuilder:CancelLifecycleExecution": False,
    }


def test_a_condition_that_only_the_image_supports_splits_the_approval() -> None:
    given = {"capability": "approve-workflow-steps", "conditions": TAGGED, "unsupported_conditions": "unconditioned"}
    made = statements(profile([given]))
    assert [(one["Resource"], one.get("Condition")) for one in made] == [
        ([OWN + "image/*"], {"StringEquals": TAGGED | {"aws:ResourceTag/Team": ["web"]}}),
        ([OWN + "workflow-step-execution/*"], None),
    ]


def test_half_an_approval_is_never_granted() -> None:
    given = {"capability": "approve-workflow-steps", "conditions": TAGGED, "unsupported_conditions": "skip"}
    assert codes(profile([given])) == {"unsupported-condition"}


@pytest.mark.parametrize("choice", ["skip", "unconditioned", "refuse"])
def test_a_condition_that_no_action_supports_is_an_error(choice: str) -> None:
    given = {"actions": ["ListImages"], "conditions": TAGGED, "unsupported_conditions": choice}
    assert codes(profile([given])) == {"unsupported-condition"}


def test_skipping_counts_over_all_clauses_of_a_capability() -> None:
    found = granted(profile([{"capability": "audit", "conditions": TAGGED, "unsupported_conditions": "skip"}]))
    assert "imagebuilder:GetImage" in found
    assert "imagebuilder:ListImages" not in found
    assert "cloudtrail:LookupEvents" not in found


@pytest.mark.parametrize("choice", ["skip", "unconditioned"])
def test_a_grant_never_drops_the_conditions_of_its_capability(choice: str) -> None:
    own = {"actions": ["CreateImage", "DeleteImage"], "conditions": {"aws:RequestTag/Team": "web"}}
    given = {"capability": "mine", "conditions": TAGGED, "unsupported_conditions": choice}
    assert codes(profile([given], capabilities={"mine": capability(own)})) == {"unsupported-condition"}


def test_a_capability_decides_on_its_own_conditions() -> None:
    own = {"actions": ["CreateImage", "DeleteImage"], "conditions": {"aws:RequestTag/Team": "web"}}
    mine = capability(own | {"unsupported_conditions": "unconditioned"})
    made = statements(profile([{"capability": "mine", "conditions": TAGGED}], capabilities={"mine": mine}))
    keys = {one["Action"][0]: {key for keys in one["Condition"].values() for key in keys} for one in made}
    assert keys == {
        "imagebuilder:CreateImage": {"aws:RequestTag/Team", "aws:ResourceTag/Team"},
        "imagebuilder:DeleteImage": {"aws:ResourceTag/Team"},
    }


# denies


def test_a_deny_alone_covers_every_resource() -> None:
    (one,) = statements(profile(cannot=[{"actions": ["DeleteImage", "Put*Policy"]}]))
    assert (one["Effect"], one["Action"], one["Resource"]) == (
        "Deny",
        ["imagebuilder:DeleteImage", "imagebuilder:Put*Policy"],
        ["*"],
    )


@pytest.mark.parametrize("choice", ["refuse", "skip", "unconditioned"])
def test_a_deny_on_every_resource_keeps_a_condition_on_the_resource(choice: str) -> None:
    given = {"actions": ["DeleteImage"], "conditions": TAGGED, "unsupported_conditions": choice}
    (one,) = statements(profile(cannot=[given]))
    assert one["Resource"] == ["*"]
    assert one["Condition"] == {"StringEquals": {"aws:ResourceTag/Team": ["web"]}}


def test_a_deny_may_say_any_resource() -> None:
    (one,) = statements(profile(cannot=[{"actions": ["DeleteImage"], "resources": "*"}]))
    assert one["Resource"] == ["*"]


@pytest.mark.parametrize(
    "narrower",
    [
        {"exclude": ["DeleteImage"]},
        {"conditions": {"aws:PrincipalTag/Team": "web"}},
        {"resources": {"image": "web", "component": "web"}},
    ],
)
def test_a_deny_that_is_narrowed_names_its_actions(narrower: Json) -> None:
    given = {"actions": ["Delete*"]} if "resources" not in narrower else {"actions": ["DeleteIm?ge", "DeleteCompon*"]}
    made = statements(profile(cannot=[given | narrower]))
    assert not any("*" in action for one in made for action in one["Action"])


@pytest.mark.parametrize(
    "narrower",
    [
        {"exclude": ["ListImages"]},
        {"conditions": {"aws:PrincipalTag/Team": "web"}},
        {"resources": {"image": "web"}},
    ],
)
def test_a_deny_of_a_capability_that_is_narrowed_denies_no_more(narrower: Json) -> None:
    mine = capability({"actions": ["List*"]})
    made = statements(profile(cannot=[{"capability": "mine"} | narrower], capabilities={"mine": mine}))
    assert not any("*" in action for one in made for action in one["Action"])
    listing = [one for one in made if "imagebuilder:ListImages" in one["Action"]]
    assert ("exclude" in narrower) == (not listing)


# guards


def passing(**more: object) -> Json:
    start = {
        "actions": ["iam:PassRole"],
        "resources": {"role": "build"},
        "conditions": {"iam:PassedToService": "ec2.amazonaws.com"},
    }
    return profile([start | more])


def test_pass_role_is_granted_for_a_named_role_and_use() -> None:
    assert granted(passing()) == {"iam:PassRole": ["arn:aws:iam::111122223333:role/build"]}


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"resources": {"role": "*"}}, "unnamed-resource"),
        ({"resources": {"role": "build-?"}}, "unnamed-resource"),
        ({"resources": {"role": ["build", "web-*"]}}, "unnamed-resource"),
        ({"resources": {"role": "arn:aws:iam::*:role/build"}}, "unnamed-resource"),
        ({"resources": {"role": {"names": "build", "owners": ["*"]}}}, "unnamed-resource"),
        ({"resources": {"role": "${aws:UserAgent}"}}, "unnamed-resource"),
        ({"resources": {}}, "unnamed-resource"),
        ({"conditions": {}}, "missing-condition"),
        ({"conditions": {"iam:PassedToService": "*.amazonaws.com"}}, "missing-condition"),
        ({"conditions": {"iam:PassedToService": {"StringEqualsIfExists": "ec2.amazonaws.com"}}}, "missing-condition"),
        ({"conditions": {"iam:PassedToService": {"StringNotEquals": "ec2.amazonaws.com"}}}, "missing-condition"),
        ({"conditions": {"iam:PassedToService": {"Null": "false"}}}, "missing-condition"),
        ({"conditions": {"iam:PassedToService": "${iam:PassedToService}"}}, "missing-condition"),
        ({"conditions": {"iam:PassedToService": ["ec2.amazonaws.com", "${aws:Referer}"]}}, "missing-condition"),
        ({"conditions": {"aws:ResourceTag/Team": "web"}}, "unsupported-condition"),
        ({"actions": ["iam:*"], "resources": {}}, "unnamed-resource"),
        ({"actions": ["iam:P?ssRole"], "resources": {}}, "unnamed-resource"),
        ({"actions": ["IAM:passrole"], "conditions": {}}, "missing-condition"),
    ],
)
def test_pass_role_is_refused_in_any_wider_form(more: Json, code: str) -> None:
    assert code in codes(passing(**more))


def test_pass_role_is_refused_by_access_level() -> None:
    assert "unnamed-resource" in codes(profile([{"service": "iam", "access": ["write"]}]))


def test_a_deny_of_pass_role_needs_no_name() -> None:
    (one,) = statements(profile(cannot=[{"actions": ["iam:PassRole"]}]))
    assert one["Resource"] == ["*"]
