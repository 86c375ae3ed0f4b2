"""`iam-personas capabilities`: the words that `capability:` understands."""

from typing import Annotated

import typer

from generator.cli.output import say


def capabilities(
    service: Annotated[
        str | None, typer.Argument(help="A service prefix; every service that has any when none is named.")
    ] = None,
) -> None:
    """List the shipped capabilities of a service."""
    from generator.profiles.shipped import catalogued_services, shipped_capabilities

    services = catalogued_services() if service is None else (service,)
    found = sorted(shipped_capabilities(services), key=lambda one: (one.service, one.name))
    width = max((len(one.name) for one in found), default=0)
    say("".join(f"{one.name.ljust(width)}  {one.description}\n" for one in found))
    if not found:
        say(f"no capabilities are shipped for `{service}`; grant by `access` or `actions`\n")
