"""The root module → its files, as text, at the top of the tree."""

from collections.abc import Iterator
from pathlib import Path

from generator.model.root import Root
from generator.renderer.render import MODULE_FILES, RenderedFile, render_template
from generator.renderer.view_root import view_root

FOLDER = "root"
"""Where the templates of the root module are."""


def render_root(root: Root, templates: Path | None) -> Iterator[RenderedFile]:
    """The root module → its files.

    Raises: DiagnosticError for a template that cannot be rendered.
    """
    shown = view_root(root)
    for name in MODULE_FILES:
        template = f"{FOLDER}/{name}"
        yield RenderedFile(path=name, text=render_template(templates, template, root=shown), template=f"{template}.j2")
