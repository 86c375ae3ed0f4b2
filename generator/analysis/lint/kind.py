"""What a policy is attached to.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies.html
"""

from enum import Enum


class Kind(Enum):
    """What a policy is attached to. A trust policy is the resource policy of a role."""

    IDENTITY = "identity"
    RESOURCE = "resource"
    TRUST = "trust"
    SCP = "scp"
    RCP = "rcp"
