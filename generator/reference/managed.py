"""The AWS managed policies that a persona can name (data/managed_policies.json)."""

from functools import cache

from generator.model.reference import ManagedPolicy
from generator.reference.dataset import read_json


@cache
def managed_policies() -> tuple[ManagedPolicy, ...]:
    """Every AWS managed policy that we know, sorted by name."""
    rows = read_json("managed_policies.json")["policies"]
    return tuple(sorted((ManagedPolicy(name=row["name"], path=row["path"]) for row in rows), key=lambda one: one.name))


def find_managed_policy(name: str) -> ManagedPolicy | None:
    """A policy's name, in its own case, becomes the policy.

    Case counts: `Ec2ImageBuilderCrossAccountDistributionAccess` and
    `EC2ImageBuilderLifecycleExecutionPolicy` are both spelled as AWS spells them.
    """
    return next((one for one in managed_policies() if one.name == name), None)
