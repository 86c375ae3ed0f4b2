"""The services whose resources resource control policies bind (data/rcp_services.json).

Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html
"""

from functools import cache

from generator.reference.dataset import read_json


@cache
def rcp_services() -> frozenset[str]:
    """The prefixes of all such services."""
    return frozenset(read_json("rcp_services.json")["services"])


def is_beyond_rcps(action: str) -> bool:
    """Whether an action of such a service is bound by no RCP all the same.

    Source: https://docs.aws.amazon.com/kms/latest/developerguide/resource-control-policies.html
    """
    return action == "kms:RetireGrant"
