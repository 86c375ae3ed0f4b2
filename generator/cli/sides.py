"""What a user names as a side of a comparison → what it says.

A folder that is there is a folder, everything else a revision. A folder with the profile is compiled, one with a
generated tree read back.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, DiagnosticError
from generator.workspace.read import read_profile

if TYPE_CHECKING:
    from generator.analysis.changes.state import State
    from generator.model.target import Bindings
    from generator.pipeline.states import Side
    from generator.workspace.revision import Revision

WORKING = "the working profile"
TREE = "modules"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A side: profiles that compile, or the texts of a tree and what happened to its files since it was made."""

    label: str
    compiled: "Side | None" = None
    files: Mapping[str, str] = field(default_factory=dict[str, str])
    edits: Mapping[str, str] = field(default_factory=dict[str, str])


def named_sides(old: str, new: str, profiles: tuple[str, ...]) -> tuple[Named, Named]:
    """What is compared: by default the tree with the working profile, `A..B` and `A...B` as git means them.

    Raises: DiagnosticError
    """
    before, dots, after = _range(old) if not new and not Path(old).is_dir() else (old, "", new)
    if dots == "...":
        return _since_common(before or "HEAD", after or "HEAD", profiles)
    if dots:
        return _named(before or "HEAD", profiles), _named(after or "HEAD", profiles)
    return _named(before or TREE, profiles), _named(after, profiles) if after else _working(profiles)


def states_of(sides: tuple[Named, Named]) -> tuple["State", "State"]:
    """Both sides as they are compared; a tree is asked where the profiles of the other side are."""
    from generator.pipeline.states import places_by_name

    known = [places_by_name(one.compiled) for one in sides if one.compiled is not None]
    old, new = (_state(one, known) for one in sides)
    return old, new


def _state(side: Named, places: Sequence[Mapping[str, "Bindings"]]) -> "State":
    from generator.analysis.changes.state import State
    from generator.pipeline.states import state_of

    if side.compiled is not None:
        return state_of(side.compiled, side.label)
    from generator.verifier.decode_tree import decode_tree

    stands = decode_tree(side.files, places[0] if places else {}, side.edits)
    return State(label=side.label, stands=stands)


def _range(text: str) -> tuple[str, str, str]:
    dots = "..." if "..." in text else ".."
    return text.partition(dots)


def _since_common(old: str, new: str, profiles: tuple[str, ...]) -> tuple[Named, Named]:
    from generator.workspace.revision import common_ancestor, find_revision

    after = find_revision(new)
    before = common_ancestor(find_revision(old), after)
    return _at(before, profiles), _at(after, profiles)


def _working(profiles: tuple[str, ...]) -> Named:
    return Named(label=WORKING, compiled=_compiled(profiles, read_profile))


def _named(text: str, profiles: tuple[str, ...]) -> Named:
    """A folder where there is one, else a revision."""
    from generator.workspace.read_tree import edits_of, is_tree, no_tree, read_tree

    folder = Path(text)
    if not folder.is_dir():
        if text == TREE:
            raise no_tree(text)
        from generator.workspace.revision import find_revision

        return _at(find_revision(text), profiles)
    paths = tuple((folder / one).as_posix() for one in profiles)
    if all(Path(one).is_file() for one in paths):
        return Named(label=text, compiled=_compiled(paths, read_profile))
    if not is_tree(folder):
        raise no_tree(text)
    files = read_tree(folder)
    return Named(label=f"the tree {folder.as_posix()}", files=files, edits=edits_of(folder, files))


def _at(revision: "Revision", profiles: tuple[str, ...]) -> Named:
    from generator.workspace.revision import read_at

    try:
        return Named(label=revision.name, compiled=_compiled(profiles, read_at(revision)))
    except DiagnosticError as error:
        raise DiagnosticError(_prefixed(one, revision.name) for one in error.diagnostics) from None


def _prefixed(one: Diagnostic, revision: str) -> Diagnostic:
    """A problem in a revision: its place names the revision as git does."""
    return replace(one, at=replace(one.at, file=f"{revision}:{one.at.file}"))


def _compiled(paths: tuple[str, ...], read: Callable[[str], str]) -> "Side":
    from generator.pipeline.states import compile_side

    return compile_side(paths, read)
