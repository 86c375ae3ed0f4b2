"""Templates are pictures of their output: the rules of the house, asserted over each template's syntax tree."""

import re
from collections.abc import Iterator

import pytest
from jinja2 import Environment, nodes

from generator.renderer.filters import FILTERS
from generator.renderer.render import (
    DOCUMENTS_TEST,
    IMPORTED_TEMPLATE,
    MODULE_FILES,
    MODULE_TEST,
    POLICY_TEMPLATE,
    PROFILE_TEMPLATE,
    shipped_templates,
)
from generator.renderer.render_root import FOLDER
from generator.renderer.review import REVIEW_TEMPLATES

TEMPLATES = sorted(shipped_templates().rglob("*.j2"))
NAMES = [one.relative_to(shipped_templates()).as_posix() for one in TEMPLATES]
ALLOWED = (
    *(nodes.Template, nodes.Output, nodes.TemplateData, nodes.For, nodes.If, nodes.Include),
    *(nodes.Filter, nodes.Getattr, nodes.Name, nodes.Const, nodes.Not),
)


@pytest.fixture(params=TEMPLATES, ids=NAMES)
def source(request: pytest.FixtureRequest) -> str:
    return request.param.read_text(encoding="utf-8")


def _all(node: nodes.Node) -> Iterator[nodes.Node]:
    yield node
    for inner in node.iter_child_nodes():
        yield from _all(inner)


def _tree(source: str) -> list[nodes.Node]:
    environment = Environment(trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True, autoescape=False)
    environment.filters.update(FILTERS)
    return list(_all(environment.parse(source)))


def _is_field(node: nodes.Node | None) -> bool:
    """A name, or a field of one."""
    return isinstance(node, nodes.Name) or (isinstance(node, nodes.Getattr) and _is_field(node.node))


def test_every_generated_file_has_its_template() -> None:
    of_root = (f"{FOLDER}/{one}" for one in MODULE_FILES)
    names = (*MODULE_FILES, *of_root, POLICY_TEMPLATE, PROFILE_TEMPLATE, IMPORTED_TEMPLATE, MODULE_TEST, DOCUMENTS_TEST)
    names += REVIEW_TEMPLATES
    made = {f"{name}.j2" for name in names}
    included = {
        one.template.value
        for template in TEMPLATES
        for one in _tree(template.read_text(encoding="utf-8"))
        if isinstance(one, nodes.Include) and isinstance(one.template, nodes.Const)
    }
    assert set(NAMES) == made | included


def test_a_template_has_nothing_but_loops_fields_and_filters(source: str) -> None:
    strange = [one for one in _tree(source) if not isinstance(one, ALLOWED)]
    assert not strange


def test_every_print_ends_in_one_filter_of_ours(source: str) -> None:
    printed = [one for out in _tree(source) if isinstance(out, nodes.Output) for one in out.nodes]
    for one in printed:
        if isinstance(one, nodes.TemplateData):
            continue
        assert isinstance(one, nodes.Filter), one
        assert one.name in FILTERS
        assert _is_field(one.node) or isinstance(one.node, nodes.Const)
        assert all(_is_field(argument) or isinstance(argument, nodes.Const) for argument in one.args)
        assert not one.kwargs


def test_a_loop_goes_over_a_field(source: str) -> None:
    for one in _tree(source):
        if isinstance(one, nodes.For):
            assert _is_field(one.iter)
            assert one.test is None
            assert not one.else_
            assert not one.recursive


def test_a_condition_is_one_field(source: str) -> None:
    for one in _tree(source):
        if isinstance(one, nodes.If):
            assert _is_field(one.test.node if isinstance(one.test, nodes.Not) else one.test)
            assert not one.elif_
            assert not one.else_


def test_nothing_reads_the_loop_but_the_comma(source: str) -> None:
    tree = _tree(source)
    readers = [one for one in tree if isinstance(one, nodes.Getattr) and getattr(one.node, "name", "") == "loop"]
    commas = [one.node for one in tree if isinstance(one, nodes.Filter) and one.name == "json_comma"]
    assert readers == commas
    assert all(one.attr == "last" for one in readers)


def test_nothing_trims_by_hand_or_quotes_a_print(source: str) -> None:
    assert not re.search(r"\{[{%#]-|-[%}#]\}|\{[{%]\+", source)
    assert not re.search(r"[\"'`]\{\{|\}\}[\"'`]", source)
    assert source.endswith("\n")
