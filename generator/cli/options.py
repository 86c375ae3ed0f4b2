"""Options that several commands share."""

from pathlib import Path
from typing import Annotated

import typer

from generator.cli.output import Format

DEFAULT_PROFILE = Path("profiles.yaml")

Profiles = Annotated[
    list[Path] | None, typer.Argument(help="Profiles; profiles.yaml when none is named.", show_default=False)
]
ProfileOption = Annotated[
    list[Path] | None,
    typer.Option(
        "--profile", "-p", help="A profile; profiles.yaml when none is named; repeatable.", show_default=False
    ),
]
FormatOption = Annotated[Format, typer.Option("--format", help="How problems are printed.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print problems only.")]


def paths_of(profiles: list[Path] | None) -> tuple[str, ...]:
    """The named profiles as text paths, or the default one."""
    return tuple(one.as_posix() for one in profiles or [DEFAULT_PROFILE])
