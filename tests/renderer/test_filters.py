"""Filters turn their own types into text and refuse everything else."""

from collections.abc import Callable

import pytest
from jinja2 import StrictUndefined, UndefinedError

from generator.model.pattern import InputValue, PolicyVariable, TargetValue, join, literal
from generator.model.policy import Effect, PrincipalType, Statement
from generator.model.profile import Expectation, InputType
from generator.renderer import hcl
from generator.renderer.filters import FILTERS

MORE: dict[str, tuple[object, ...]] = {
    "hcl_strings": (0,),
    "hcl_key": (9,),
    "hcl_locals": (0,),
    "hcl_tags": (0,),
    "json_value": (0,),
}
FOREIGN = (None, 1.5, b"x", ["x"], {"x": 1}, object(), (1,), (None,), ("x", 1))
# md_codes shows numbers as code, too
NUMBERS = ("md_codes",)


def _apply(name: str) -> Callable[[object], str]:
    return lambda value: FILTERS[name](value, *MORE.get(name, ()))


@pytest.mark.parametrize("name", FILTERS)
def test_an_undefined_name_is_refused(name: str) -> None:
    with pytest.raises((UndefinedError, TypeError)):
        _apply(name)(StrictUndefined(name="nothing"))


@pytest.mark.parametrize("name", FILTERS)
@pytest.mark.parametrize("value", FOREIGN, ids=[str(number) for number in range(len(FOREIGN))])
def test_a_value_of_another_type_is_refused(name: str, value: object) -> None:
    if name in NUMBERS and isinstance(value, tuple) and None not in value:
        assert "`1`" in _apply(name)(value)
        return
    with pytest.raises((TypeError, ValueError, AttributeError, KeyError)):
        _apply(name)(value)


@pytest.mark.parametrize(
    ("name", "value", "text"),
    [
        ("hcl_string", 'a"${b}', r'"a\"$${b}"'),
        ("hcl_string", Effect.ALLOW, '"Allow"'),
        ("hcl_string", PrincipalType.AWS, '"AWS"'),
        ("hcl_name", "a_b1", "a_b1"),
        ("hcl_label", "two-b", '"two-b"'),
        ("hcl_traversal", hcl.Traversal(("a", "b", hcl.Key('x"${y}'), "c", 0, "d")), r'a.b["x\"$${y}"].c[0].d'),
        ("hcl_asserted", 'a"${b}', r'"a\"$${b}"'),
        ("hcl_asserted", 3600, "3600"),
        ("hcl_asserted", hcl.NULL, "null"),
        ("hcl_asserted", (("a b", "%{c}"), ("d", "")), 'tomap({ "a b" = "%%{c}", "d" = "" })'),
        ("hcl_module_file", 'a"${b}', r'"${path.module}/a\"$${b}"'),
        ("hcl_comment", "a\nb\u2028c\u202e", "a b c "),
        ("yaml_comment", "a\nb\u2028c\u202e", "a b c "),
        ("yaml_text", "Get Object: x", '"Get Object: x"'),
        ("yaml_text", Expectation.ALLOW, "allow"),
        ("yaml_texts", ("no",), '"no"'),
        ("yaml_texts", ("Get*", "iam:PassRole", "*"), '[Get*, iam:PassRole, "*"]'),
        ("yaml_pairs", (("aws:ResourceTag/Team", "blue"), ("a", "1")), '{aws:ResourceTag/Team: blue, a: "1"}'),
        ("hcl_expression", literal("x"), '"x"'),
        ("hcl_expression", join(TargetValue.REGION), "local.region"),
        ("hcl_expression", join("a$", TargetValue.REGION), r'"a${"$"}${local.region}"'),
        ("hcl_expression", join("a%$$", TargetValue.REGION), r'"a${"%$$"}${local.region}"'),
        ("hcl_expression", join("a%", InputValue(name="x")), r'"a${"%"}${var.x}"'),
        ("hcl_expression", join("a$", PolicyVariable(key="aws:username")), '"a$&{aws:username}"'),
        ("hcl_strings", ("a", "b"), '[\n  "a",\n  "b",\n]'),
        ("hcl_strings", (), "[\n]"),
        ("hcl_strings", (join(InputValue(name="x", each=True)),), "var.x"),
        ("hcl_strings", (join("a", InputValue(name="x", each=True)),), '[for value in var.x : "a${value}"]'),
        (
            "hcl_strings",
            (join("a", InputValue(name="x", each=True)), literal("b")),
            'concat(\n  [for value in var.x : "a${value}"],\n  [\n    "b",\n  ],\n)',
        ),
        ("hcl_content", ("a", "b"), '["a", "b"]'),
        ("hcl_content", True, "true"),
        ("hcl_content", 7, "7"),
        ("hcl_type", InputType.LIST_OF_STRING, "list(string)"),
        ("hcl_key", "a", "a        "),
        ("hcl_tags", (("A", "1"), ("B c", "2")), '{\n  A     = "1"\n  "B c" = "2"\n}'),
        ("hcl_tags", (), "{}"),
        ("hcl_whole", 3, "3"),
        ("json_value", 'a"b\u00e9', '"a\\"bé"'),
        ("json_comma", False, ","),
        ("json_comma", True, ""),
        ("md", Effect.DENY, "Deny"),
        ("md_code", None, ""),
        ("md_codes", ("a", "b|c"), "`a`<br>`b\\|c`"),
        ("md_actions", Statement(sid="S", effect=Effect.DENY, actions=("s3:*",)), "`s3:*`"),
        (
            "md_actions",
            Statement(sid="S", effect=Effect.DENY, not_actions=("s3:*", "a:b")),
            "all but<br>`s3:*`<br>`a:b`",
        ),
        ("md_objects", Statement(sid="S", effect=Effect.DENY, resources=(literal("*"),)), "`*`"),
        ("md_objects", Statement(sid="S", effect=Effect.DENY, not_resources=(literal("a|b"),)), "all but<br>`a\\|b`"),
    ],
)
def test_a_value_becomes_text(name: str, value: object, text: str) -> None:
    if value is None:
        with pytest.raises(TypeError):
            _apply(name)(value)
    else:
        assert _apply(name)(value) == text


@pytest.mark.parametrize("name", ["", "1a", "a-b", "a b", "é", "a\n", "a.b"])
def test_what_is_no_identifier_is_refused(name: str) -> None:
    with pytest.raises(TypeError):
        FILTERS["hcl_name"](name)


def test_a_lone_surrogate_is_refused() -> None:
    with pytest.raises(AssertionError):
        hcl.quoted("\ud800")


def test_the_escapes_do_not_depend_on_pythons_version() -> None:
    """U+1F6DC came with Unicode 15, which Python 3.11 does not know: `isprintable` would tell the versions apart."""
    assert hcl.quoted("\U0001f6dc\u202e\x7f") == '"\U0001f6dc\\u202e\\u007f"'


@pytest.mark.parametrize("name", ["a.b", "a b", 'a"', "", "1a", "a\n", "${a}"])
def test_a_step_of_a_traversal_is_a_name(name: str) -> None:
    with pytest.raises(AssertionError):
        FILTERS["hcl_traversal"](hcl.Traversal(("aws", name)))
