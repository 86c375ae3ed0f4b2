"""Profile texts → what the page is made from that somebody signs."""

from collections.abc import Sequence
from datetime import date

from generator import __version__
from generator.compiler.root import compile_root
from generator.pipeline.generate import validate
from generator.profiles.load import Read
from generator.report.review.material import Material, source_of


def review(paths: Sequence[str], read: Read, today: date | None = None) -> Material:
    """Profiles → everything that was compiled and proved, with the digest of each file that was read.

    Raises: DiagnosticError for profiles that do not compile, and where a test or rule does not hold: a page of
    something broken would be signed by mistake.
    """
    sources: dict[str, str] = {}

    def remember(path: str) -> str:
        sources[path] = read(path)
        return sources[path]

    validated = validate(paths, remember, today)
    proofs = validated.proofs
    return Material(
        version=__version__,
        sources=tuple(source_of(path, text) for path, text in sorted(sources.items())),
        profiles=validated.profiles,
        modules=validated.modules,
        root=compile_root(validated.profiles, validated.modules),
        places=validated.places,
        subjects=proofs.subjects,
        outcomes=proofs.outcomes,
        rules=proofs.rules,
        accepted=proofs.accepted,
        remarks=validated.remarks,
    )
