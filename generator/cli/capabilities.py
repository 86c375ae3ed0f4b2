"""`iam-personas capabilities`: the words that `capability:` understands."""

from typing import Annotated

import typer

from generator.cli.output import say


def capabilities(
    service: Annotated[str, typer.Argument(help="A service prefix.")] = "imagebuilder",
) -> None:
    """List the shipped capabilities of a service."""
    from generator.profiles.shipped import shipped_capabilities

    found = sorted(shipped_capabilities([service]), key=lambda one: one.name)
    width = max((len(one.name) for one in found), default=0)
    say("".join(f"{one.name.ljust(width)}  {one.description}\n" for one in found))
    if not found:
        say(f"no capabilities are shipped for `{service}`; grant by `access` or `actions`\n")
