"""Who a caller is among the personas of a profile."""

import pytest

from generator.analysis.explanation.callers import Likeness, Override, Whereabouts, matches_of, near_personas
from generator.model.access import Caller, CallerKind
from tests.pipeline.test_explanations import profile

DEV, PROD, CHINA, NOWHERE = "111122223333", "444455556666", "777788889999", "999900001111"


def session(role: str, account: str = DEV, partition: str = "aws") -> Caller:
    return Caller(kind=CallerKind.ROLE_SESSION, id=f"arn:{partition}:sts::{account}:assumed-role/{role}/jane")


@pytest.mark.parametrize(
    ("caller", "persona", "target", "likeness"),
    [
        (session("image-builder-viewer"), "viewer", "dev", Likeness.ROLE),
        (session("image-builder-viewer", PROD), "viewer", "prod", Likeness.ROLE),
        (session("image-builder-viewer", CHINA, "aws-cn"), "viewer", "china", Likeness.ROLE),
        (session("image-builder-viewer-20260101123456789000000001"), "viewer", "dev", Likeness.SUFFIXED),
        (session("AWSReservedSSO_ImageDeployer_0123456789abcdef"), "deployer", "dev", Likeness.PERMISSION_SET),
        (session("image-builder-instance-role"), "instance-role", "dev", Likeness.ROLE),
        (session("AWSServiceRoleForImageBuilder"), "service-linked-role", "dev", Likeness.SERVICE_LINKED),
        (session("EC2ImageBuilderDistributionCrossAccountRole"), "distribution-role", "dev", Likeness.ROLE),
        (
            Caller(kind=CallerKind.ROLE, id=f"arn:aws:iam::{DEV}:role/image-builder/image-builder-viewer"),
            "viewer",
            "dev",
            Likeness.ROLE,
        ),
    ],
)
def test_a_role_is_known_by_its_name_and_account(caller: Caller, persona: str, target: str, likeness: Likeness) -> None:
    (found,) = matches_of(caller, "", profile(), Override())
    assert (found.module.persona, found.place.name, found.likeness) == (persona, target, likeness)
    assert found.whereabouts is Whereabouts.TARGET


@pytest.mark.parametrize(
    "role",
    [
        "image-builder-viewer-admin",
        "image-builder-viewer-2026010112345678900000000",
        "AWSReservedSSO_ImageDeployer_0123",
    ],
)
def test_a_name_that_only_begins_alike_is_nobody(role: str) -> None:
    assert matches_of(session(role), "", profile(), Override()) == ()


def test_a_user_can_be_each_persona_that_users_can_have() -> None:
    user = Caller(kind=CallerKind.USER, id=f"arn:aws:iam::{DEV}:user/frank")
    found = {one.module.persona: one.likeness for one in matches_of(user, "", profile(), Override())}
    assert found == {"operators": Likeness.GROUP, "release-bot": Likeness.USER}


def test_an_account_that_is_no_target_is_told_and_answered_with_its_number() -> None:
    (found,) = matches_of(session("image-builder-viewer", NOWHERE), "", profile(), Override())
    assert found.whereabouts is Whereabouts.ELSEWHERE
    assert found.place.bindings.account == NOWHERE


def test_the_same_account_in_another_partition_is_another_account() -> None:
    (found,) = matches_of(session("image-builder-viewer", CHINA), "", profile(), Override())
    assert found.whereabouts is Whereabouts.ELSEWHERE


def test_what_the_user_says_counts_more_than_the_message() -> None:
    said = Override(persona="service-admin", target="prod")
    (found,) = matches_of(session("image-builder-viewer"), "", profile(), said)
    assert (found.module.persona, found.place.name) == ("service-admin", "prod")


def test_a_name_with_a_slip_finds_the_persona_that_was_meant() -> None:
    assert near_personas(session("image-builder-servce-user"), profile())[0] == "service-user"
    assert near_personas(session("konvoy-image-builder"), profile()) == ()
