"""`iam:PassRole` with any action that depends on it is a path, whether a catalogue names it or not."""

from generator.analysis.escalation.derived import known_principals
from tests.analysis.escalation.worlds import IAM, allow, open_paths, when

PASSING = allow(["iam:PassRole"], [f"{IAM}role/low"])


def passing_to(*principals: str):
    return allow(["iam:PassRole"], [f"{IAM}role/low"], [when("StringEquals", "iam:PassedToService", *principals)])


def test_an_action_that_no_catalogue_names_is_found_with_the_roles_in_reach() -> None:
    found = open_paths((PASSING, allow(["pipes:CreatePipe"])))
    assert list(found) == ["derived:pipes:CreatePipe"]
    assert found["derived:pipes:CreatePipe"].reach[0].within == (f"{IAM}role/low",)


def test_an_open_path_covers_its_actions() -> None:
    assert list(open_paths((PASSING, allow(["apprunner:CreateService"])))) == ["apprunner-001"]


def test_an_action_whose_named_path_lacks_a_step_is_found() -> None:
    assert list(open_paths((PASSING, allow(["lambda:CreateFunction"])))) == ["derived:lambda:CreateFunction"]


def test_roles_for_another_service_do_not_count() -> None:
    assert open_paths((passing_to("lambda.amazonaws.com"), allow(["pipes:CreatePipe"]))) == {}
    assert open_paths((passing_to("ec2.amazonaws.com"), allow(["lambda:CreateFunction"]))) == {}


def test_the_service_that_the_reference_names_is_the_one_that_counts() -> None:
    action = allow(["imagebuilder:DistributeImage"])
    assert open_paths((passing_to("ec2.amazonaws.com"), action)) == {}
    assert list(open_paths((passing_to("imagebuilder.amazonaws.com"), action))) == ["ib-13"]


def test_roles_of_instances_count_for_a_service_whose_principals_nobody_knows() -> None:
    action = allow(["pcs:CreateComputeNodeGroup"])  # takes an instance profile
    assert list(open_paths((passing_to("ec2.amazonaws.com"), action))) == ["derived:pcs:CreateComputeNodeGroup"]
    assert open_paths((passing_to("glue.amazonaws.com"), action)) == {}


def test_without_a_role_to_pass_nothing_is_derived() -> None:
    assert open_paths((allow(["pipes:CreatePipe"]),)) == {}


def test_each_service_keeps_its_own_principals() -> None:
    assert known_principals()["lambda"] == {"lambda.amazonaws.com"}
    assert "dynamodb" not in known_principals()
    assert known_principals()["imagebuilder"] == {
        "ec2.amazonaws.com",
        "imagebuilder.amazonaws.com",
        "vmie.amazonaws.com",
    }
