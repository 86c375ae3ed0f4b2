"""Expressions → values: what Terraform would compute, and nothing that a module has no use for."""

import pytest

from generator.verifier.evaluate import CHECK_FUNCTIONS, DOCUMENT_FUNCTIONS, Scope, Symbol, Value, evaluate
from generator.verifier.read_hcl import Unreadable, read_blocks

NAMES: dict[tuple[str, ...], Value] = {
    ("local", "region"): "eu-west-1",
    ("var", "names"): ("a", "b"),
    ("var", "empty"): (),
    ("var", "count"): 5,
    ("var", "flag"): True,
    ("var", "use_name_prefix"): False,
    ("var", "boundary"): Symbol("var.boundary"),
    ("var", "accent"): "\u0301",
}
DOCUMENT = Scope(names=NAMES, functions=DOCUMENT_FUNCTIONS)
CHECK = Scope(names=NAMES, functions=CHECK_FUNCTIONS)
RESOURCE = Scope(names=NAMES, conditionals=True)


def _evaluate(expression: str, scope: Scope) -> Value:
    (block,) = read_blocks(f"b {{\n  a = {expression}\n}}\n")
    return evaluate(block.attributes[0].value, scope)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ('"x"', "x"),
        ("local.region", "eu-west-1"),
        ('"arn:${local.region}:x"', "arn:eu-west-1:x"),
        ('"${var.count}/${var.flag}"', "5/true"),
        ('"e${var.accent}"', "é"),
        ('["x", local.region]', ("x", "eu-west-1")),
        ('[for one in var.names : "${one}-*"]', ("a-*", "b-*")),
        ("[for one in var.empty : one]", ()),
        ('concat(["x"], var.names, var.empty)', ("x", "a", "b")),
        ("{a = 1, b = null}", {"a": 1, "b": None}),
    ],
)
def test_a_document_holds_what_terraform_would_compute(expression: str, value: Value) -> None:
    assert _evaluate(expression, DOCUMENT) == value


@pytest.mark.parametrize(
    ("expression", "complaint"),
    [
        ("var.nothing", "nothing here is called `var.nothing`"),
        ("region", "nothing here is called `region`"),
        ("local.region.x", "nothing here is called `local.region.x`"),
        ('"${var.names}"', "a template can only hold"),
        ('"${null}"', "a template can only hold"),
        ('"${var.boundary}"', "a template can only hold"),
        ('[for one in "x" : one]', "this is not a list"),
        ("[for one in var.boundary : one]", "this is not a list"),
        ('concat("x")', "this is not a list"),
        ('file("x")', "the function `file` has no place here"),
        ('regex("x", "x")', "the function `regex` has no place here"),
        ("can(1)", "the function `can` has no place here"),
        ("var.use_name_prefix ? 1 : 2", "only a name"),
    ],
)
def test_a_document_holds_nothing_else(expression: str, complaint: str) -> None:
    with pytest.raises(Unreadable, match=complaint.replace("(", r"\(")):
        _evaluate(expression, DOCUMENT)


def test_a_resource_may_choose_by_the_name_prefix_only() -> None:
    assert _evaluate('var.use_name_prefix ? null : "x"', RESOURCE) == "x"
    for condition in ("true", "var.flag", "local.region", '"true"'):
        with pytest.raises(Unreadable, match="only on"):
            _evaluate(f'{condition} ? null : "x"', RESOURCE)


def test_a_choice_must_be_true_or_false() -> None:
    scope = Scope(names={("var", "use_name_prefix"): "true"}, conditionals=True)
    with pytest.raises(Unreadable, match="true or false"):
        _evaluate('var.use_name_prefix ? null : "x"', scope)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ('can(regex("^[a-z]+$", "abc"))', True),
        ('can(regex("^[a-z]+$", "abc\\n"))', False),
        ('can(regex("^[a-z]+$", "aBc"))', False),
        ('can(regex("a\\\\$", "a$"))', True),
        ("alltrue([])", True),
        ("alltrue([true, false])", False),
        ('alltrue([for one in var.names : can(regex("^[ab]$", one))])', True),
    ],
)
def test_a_validation_is_computed(expression: str, value: Value) -> None:
    assert _evaluate(expression, CHECK) is value


@pytest.mark.parametrize("expression", ['can(regex("[", "x"))', "can(regex(1, 2))", 'regex("x")', "can(var.nothing)"])
def test_a_validation_that_makes_no_sense_is_refused(expression: str) -> None:
    with pytest.raises(Unreadable):
        _evaluate(expression, CHECK)
