"""What changed since a revision → a section of the page."""

from generator.analysis.changes.claim import Changes
from generator.renderer.markdown import code
from generator.report.changes_markdown import MARKER, changes_markdown
from generator.report.diagnostics_text import printable


def changes_section(changes: Changes) -> str:
    """Changes as `diff` tells them, under a heading of the page."""
    told = changes_markdown(changes, ()).removeprefix(f"{MARKER}\n")
    return f"\n## What changed since {code(printable(changes.old))}\n\n{told}"
