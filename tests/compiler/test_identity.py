"""Identities within IAM's limits, managed policies that exist."""

import pytest

from generator.model.pattern import bind
from generator.model.target import Bindings
from tests.compiler.profile_text import Json, codes, compiled, persona, problems, profile

CHINA = Bindings(partition="aws-cn", region="cn-north-1", account="111122223333")


def embodied(name: str = "a", prefix: str = "x", **identity: object) -> Json:
    given = {name: persona([{"actions": ["GetImage"]}], identity=identity)}
    return profile() | {"personas": given, "naming": {"prefix": prefix}}


def test_a_name_fits_into_a_role() -> None:
    assert not codes(embodied(name="a" * 44, prefix="b" * 20, kind="policy"))
    (one,) = problems(embodied(name="a" * 45, prefix="b" * 20, kind="policy"))
    assert one.code == "name-too-long"


@pytest.mark.parametrize(
    ("name", "arn"),
    [
        ("AmazonSSMManagedInstanceCore", "arn:aws-cn:iam::aws:policy/AmazonSSMManagedInstanceCore"),
        (
            "EC2ImageBuilderLifecycleExecutionPolicy",
            "arn:aws-cn:iam::aws:policy/service-role/EC2ImageBuilderLifecycleExecutionPolicy",
        ),
    ],
)
def test_a_managed_policy_becomes_its_arn_in_the_partition(name: str, arn: str) -> None:
    (module,) = compiled(embodied(kind="instance-profile", managed_policies=[name])).modules
    assert [bind(one, CHINA) for one in module.managed_policies] == [(arn,)]


@pytest.mark.parametrize(
    "name", ["AmazonSSMManagedInstanceCor", "amazonssmmanagedinstancecore", "other/AmazonSSMManagedInstanceCore"]
)
def test_a_managed_policy_that_nobody_knows_is_an_error(name: str) -> None:
    (one,) = problems(embodied(kind="instance-profile", managed_policies=[name]))
    assert one.code == "unknown-managed-policy"
    assert one.hint == "did you mean `AmazonSSMManagedInstanceCore`?"
