"""Modules → files, as text. Nothing is written here.

Templates never think: they print a view through filters. A user's folder can replace any
template; its templates run in Jinja2's sandbox, and what they print is verified like ours.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from traceback import extract_tb
from typing import TYPE_CHECKING

from generator.diagnostics import Diagnostic, DiagnosticError, Position
from generator.model.module import Module, bound_documents
from generator.model.target import Target
from generator.renderer.filters import FILTERS
from generator.renderer.first_profile import FirstProfile
from generator.renderer.imported_profile import ImportedProfile
from generator.renderer.resource_policy import calls_of
from generator.renderer.view import view
from generator.renderer.view_tests import view_of_tests

if TYPE_CHECKING:
    from jinja2 import Environment

MODULE_FILES = ("main.tf", "variables.tf", "outputs.tf", "versions.tf", "README.md")
MODULE_TEST = "module.tftest.hcl"
DOCUMENTS_TEST = "documents.tftest.hcl"
POLICY_TEMPLATE = "policy.json"
PROFILE_TEMPLATE = "profiles.yaml"
IMPORTED_TEMPLATE = "imported.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedFile:
    """A file of the output tree; `path` is relative, with `/`; `template` is what made it."""

    path: str
    text: str
    template: str


def render(module: Module, targets: tuple[Target, ...], templates: Path | None) -> Iterator[RenderedFile]:
    """One module → its files.

    Raises: DiagnosticError for a template that cannot be rendered.
    """
    shown = view(module, tuple(one.name for one in targets), tuple(calls_of(module, targets)))
    for name in MODULE_FILES:
        yield RenderedFile(
            path=f"{module.persona}/{name}", text=render_template(templates, name, module=shown), template=f"{name}.j2"
        )
    tests = view_of_tests(module, shown, targets)
    for name in (MODULE_TEST, *([DOCUMENTS_TEST] if tests.targets and tests.documents else [])):
        path = f"{module.persona}/tests/{name}"
        yield RenderedFile(path=path, text=render_template(templates, name, tests=tests), template=f"{name}.j2")
    for target in targets:
        for stem, document in bound_documents(module, target.bindings):
            path = f"{module.persona}/policies/{target.name}/{stem}.json"
            yield RenderedFile(
                path=path,
                text=render_template(templates, POLICY_TEMPLATE, document=document),
                template=f"{POLICY_TEMPLATE}.j2",
            )


def render_first_profile(profile: FirstProfile) -> str:
    """A first profile → its YAML text, by our own template."""
    return render_template(None, PROFILE_TEMPLATE, profile=profile)


def render_imported_profile(profile: ImportedProfile) -> str:
    """An imported profile → its YAML text, by our own template."""
    return render_template(None, IMPORTED_TEMPLATE, profile=profile)


@cache
def _environment(templates: Path | None) -> "Environment":
    from jinja2 import ChoiceLoader, FileSystemLoader, StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    folders = [one for one in (templates, shipped_templates()) if one is not None]
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader([FileSystemLoader(one) for one in folders]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        autoescape=False,
    )
    environment.filters.update(FILTERS)
    return environment


def shipped_templates() -> Path:
    """The templates that come with iam-personas: beside the package in a checkout, inside it when installed."""
    package = Path(__file__).parent.parent
    installed = package / "templates"
    return installed if installed.is_dir() else package.parent / "templates"


def render_template(templates: Path | None, name: str, **values: object) -> str:
    """The template of a kind of file → a text; a folder of the user's comes first.

    Raises: DiagnosticError for a template that cannot be rendered.
    """
    from jinja2 import TemplateError

    environment = _environment(templates)
    template = f"{name}.j2"
    failures = (TemplateError, TypeError, ValueError, AttributeError, ArithmeticError, LookupError, AssertionError)
    try:
        return environment.get_template(template).render(**values)
    except (*failures, OSError, RecursionError, MemoryError) as error:
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        message = f"the template cannot be rendered: {reason}"
        at = _place(error, template)
        raise DiagnosticError([Diagnostic(code="template", message=message, at=at)]) from error


def _place(error: BaseException, template: str) -> Position:
    """The innermost line of a template that an error comes from; Jinja2 writes templates into the traceback."""
    from jinja2 import TemplateSyntaxError

    if isinstance(error, TemplateSyntaxError):
        return Position(file=error.name or template, line=error.lineno, column=1)
    lines = [(Path(one.filename), one.lineno or 1) for one in extract_tb(error.__traceback__)]
    inside = [(path, line) for path, line in lines if path.suffix == ".j2"]
    path, line = inside[-1] if inside else (Path(template), 1)
    folder = Path(template).parent.name
    return Position(file=f"{folder}/{path.name}" if folder == path.parent.name else path.name, line=line, column=1)
