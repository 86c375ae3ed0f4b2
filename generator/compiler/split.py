"""Pass 7, split: statements → as many policies as IAM's quota needs, named so that nothing is renamed later."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from generator.compiler.divide import Branch, divide
from generator.compiler.pack import pack
from generator.compiler.size import Fits
from generator.model.module import PERMISSIONS, NamedDocument
from generator.model.policy import PolicyDocument, Statement


class Packing(Enum):
    """How statements came into policies."""

    BY_DIGESTS = "by digests"
    DENSE = "dense"


@dataclass(frozen=True, slots=True, kw_only=True)
class Split:
    """`divided` is how many policies there are where no change may move anything."""

    policies: tuple[NamedDocument, ...]
    packing: Packing
    divided: int


def split(statements: Sequence[Statement], fits: Fits, most: int | None) -> Split:
    """Statements → policies sorted by name, divided by digests, or packed where that makes more than `most`."""
    branches = divide(statements, fits)
    packed = pack(statements, fits) if most is not None and len(branches) > most else ()
    if packed and len(packed) < len(branches):
        dense = (Branch(label=_label(number), statements=one) for number, one in enumerate(packed))
        return Split(policies=_policies(dense), packing=Packing.DENSE, divided=len(branches))
    return Split(policies=_policies(branches), packing=Packing.BY_DIGESTS, divided=len(branches))


def _policies(branches: Iterable[Branch]) -> tuple[NamedDocument, ...]:
    found = (NamedDocument(name=one.label, document=PolicyDocument(statements=one.statements)) for one in branches)
    return tuple(sorted(found, key=lambda one: one.name))


def _label(number: int) -> str:
    """0, 1, 2, 3, 4 → permissions, permissions_1, permissions_01, permissions_11, permissions_001."""
    return f"{PERMISSIONS}_{f'{number:b}'[::-1]}" if number else PERMISSIONS
