"""The texts of a profile, kept in memory, and changed there."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from generator.diagnostics import Position
from generator.model.profile import Profiles
from generator.model.proposal import FileChange, ProposalKind
from generator.profiles.edit import Change, edit
from generator.profiles.edit_find import node_at, place_of
from generator.profiles.edit_spots import Place
from generator.profiles.load import Read, load
from generator.profiles.node import MappingNode, Node


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """A change of one file."""

    file: str
    change: Change


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """The grant or denial that a move is about: `called` before its position, `then` what becomes of it besides."""

    called: str
    then: str = ""
    file: str
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A step towards the wanted request: what it does in words, to which grant where it changes one."""

    kind: ProposalKind
    summary: str
    edits: tuple[Edit, ...]
    about: Spoken | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """The paths that were given, and every file that was read for them."""

    paths: tuple[str, ...]
    texts: Mapping[str, str]

    def load(self) -> Profiles:
        """Raises: DiagnosticError for texts that are no profile."""
        return load(self.paths, self._read)

    def changed(self, edits: Sequence[Edit]) -> "Sources":
        """Raises: CannotEdit where the layout of a file has no safe place for a change."""
        texts = dict(self.texts)
        for one in edits:
            texts[one.file] = edit(texts[one.file], one.change)
        return replace(self, texts=texts)

    def place_of(self, at: Position) -> Place | None:
        """The place of what stands at a position; None where that is in no file of the profile."""
        return place_of(self.texts[at.file], at) if at.file in self.texts else None

    def node(self, file: str, place: Place) -> Node | None:
        """The value at a place of a file."""
        return node_at(self.texts[file], place)

    def told(self, move: Move) -> str:
        """A move in words, with the line that it is about as these texts have it."""
        about = move.about
        node = self.node(about.file, about.place) if about is not None else None
        if about is None or node is None:
            return move.summary
        first = node.entries[0].key.at if isinstance(node, MappingNode) else node.at
        return f"{move.summary} of {about.called} at {replace(first, file=about.file)}{about.then}"

    def changes_to(self, after: "Sources") -> tuple[FileChange, ...]:
        """The files whose texts differ, sorted."""
        return tuple(
            FileChange(path=path, old=old, new=after.texts[path])
            for path, old in sorted(self.texts.items())
            if old != after.texts[path]
        )

    def _read(self, path: str) -> str:
        assert path in self.texts, f"a change never includes more files, such as {path}"
        return self.texts[path]


def gather(paths: Sequence[str], read: Read) -> tuple[Sources, Profiles]:
    """Paths → every file that belongs to the profile, and what they say together.

    Raises: DiagnosticError for files that are no profile.
    """
    texts: dict[str, str] = {}

    def remember(path: str) -> str:
        texts[path] = read(path)
        return texts[path]

    profiles = load(paths, remember)
    return Sources(paths=tuple(paths), texts=texts), profiles
