"""What AWS takes of a raw statement in a resource control policy.

Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
"""

from collections.abc import Iterable

from generator.compiler.problems import Problems
from generator.model.profile import Grant, RawStatement
from generator.reference.resource_control import is_beyond_rcps, rcp_services


def check_raw_of_rcp(grants: Iterable[Grant], problems: Problems) -> None:
    """Complains of `NotAction`, which no RCP has, and of actions that no RCP would deny."""
    for raw in (one.raw for one in grants if one.raw is not None):
        if raw.not_actions:
            message = "a resource control policy has no `NotAction`"
            problems.error("raw-place", message, raw.at, "list the actions under `Action`")
        _check_actions(raw, problems)


def _check_actions(raw: RawStatement, problems: Problems) -> None:
    for word in raw.actions:
        prefix, _, name = word.text.partition(":")
        if prefix.lower() not in rcp_services():
            message = f"resource control policies do not bind the resources of `{prefix}`"
            hint = "name each service that RCPs bind, such as `s3:*`, or use `kind: service-control-policy`"
            problems.error("rcp-service", message, word.at, hint)
        elif is_beyond_rcps(f"{prefix.lower()}:{name}"):
            problems.error("rcp-service", f"no resource control policy denies `{word}`", word.at, "leave it out")
