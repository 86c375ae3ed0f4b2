"""The JSON Schema that editors use says what check() says, but for differences that are listed here."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator, ValidationError, validators

from generator.profiles import language
from generator.profiles.check import check
from generator.profiles.json_schema import json_schema
from generator.profiles.node import Node
from generator.profiles.shape import Either, ListOf, MapOf, OneOrMany, Record, Shape
from tests.profiles.trees import is_read_otherwise, json_of, node_of, nodes, plain, quoted

ROOT = Path(__file__).parent.parent.parent
SHAPES: dict[str, Shape] = {
    "conditions": language.CONDITIONS,
    "grant": language.GRANT,
    "identity": language.IDENTITY,
    "input": language.INPUT,
    "naming": language.NAMING,
    "parameter": language.PARAMETER,
    "persona": language.PERSONA,
    "profiles": language.PROFILES,
    "resources": language.RESOURCES,
    "target": language.TARGET,
    "test": language.TEST,
}
SHIPPED = ROOT / "generator/profiles/catalogue"


def _pattern(_: object, pattern: str, instance: object, __: object) -> Iterator[ValidationError]:
    """`pattern` as ECMA-262 means it, where `$` doesn't match before a last line break as it does in Python."""
    if isinstance(instance, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), instance):
        yield ValidationError(f"{instance!r} does not match {pattern!r}")


Validator = validators.extend(Draft202012Validator, {"pattern": _pattern})


def schema_accepts(node: Node, shape: Shape) -> bool:
    return Validator(json_schema(shape, "a shape")).is_valid(json_of(node))


def check_accepts(node: Node, shape: Shape) -> bool:
    return not tuple(check(node, shape))


@pytest.mark.parametrize("shape", [language.PROFILES, language.CATALOGUE], ids=["profiles", "catalogue"])
def test_the_schema_is_a_json_schema(shape: Shape) -> None:
    Draft202012Validator.check_schema(json_schema(shape, "iam-personas profiles"))


@pytest.mark.parametrize(
    ("file", "shape"),
    [
        ("profiles.yaml", language.PROFILES),
        ("tests/golden/everything/profiles.yaml", language.PROFILES),
        *((str(one.relative_to(ROOT)), language.CATALOGUE) for one in sorted(SHIPPED.rglob("*.yaml"))),
    ],
)
def test_what_we_ship_has_the_declared_shape(file: str, shape: Shape) -> None:
    node = node_of((ROOT / file).read_text(encoding="utf-8"))
    Validator(json_schema(shape, "shipped")).validate(json_of(node))
    assert check_accepts(node, shape)


def test_the_committed_schema_is_the_declared_one() -> None:
    committed = json.loads((ROOT / "profiles.schema.json").read_text(encoding="utf-8"))
    assert committed == json_schema(language.PROFILES, "iam-personas profiles")


@pytest.mark.parametrize("name", SHAPES)
@given(data=st.data())
def test_schema_and_check_agree(name: str, data: st.DataObject) -> None:
    node = data.draw(nodes(SHAPES[name]))
    assume(not is_read_otherwise(node))
    assert schema_accepts(node, SHAPES[name]) == check_accepts(node, SHAPES[name])


@pytest.mark.parametrize(
    ("shape", "node"),
    [
        pytest.param(language.TITLE, plain("yes"), id="YAML 1.2 reads text, PyYAML true: quoting serves both"),
        pytest.param(language.TITLE, plain("2030-01-31"), id="YAML 1.2 reads text, PyYAML a date"),
        pytest.param(language.ACCOUNT, plain("011122223333"), id="YAML 1.2 reads text, PyYAML an octal number"),
        pytest.param(language.VALUES, plain("1" * 19), id="JSON Schema knows no largest integer"),
        pytest.param(
            language.INPUT,
            node_of("{type: number, description: Count., default: 1.0}"),
            id="JSON Schema takes 1.0 for an integer",
        ),
        pytest.param(
            MapOf(key=language.TAG_KEY, value=language.TAG_VALUE),
            node_of("{on: web}"),
            id="a JSON key is always text",
        ),
    ],
)
def test_these_differences_are_accepted(shape: Shape, node: Node) -> None:
    assert schema_accepts(node, shape)
    assert not check_accepts(node, shape)


def test_a_text_is_checked_among_any_scalars() -> None:
    assert not schema_accepts(quoted("\x1b[31m"), language.VALUES)


def _records(shape: Shape) -> Iterator[Record]:
    match shape:
        case Record(fields=fields):
            yield shape
            for field in fields:
                yield from _records(field.shape)
        case ListOf(item=inner) | OneOrMany(item=inner) | MapOf(value=inner):
            yield from _records(inner)
        case Either(options=options):
            for option in options:
                yield from _records(option)
        case _:
            return


@pytest.mark.parametrize("shape", [language.PROFILES, language.CATALOGUE], ids=["profiles", "catalogue"])
def test_no_two_records_share_a_name(shape: Shape) -> None:
    by_name: dict[str, Record] = {}
    assert all(by_name.setdefault(one.name, one) == one for one in _records(shape))


def _patterns(value: object) -> Iterator[str]:
    match value:
        case dict():
            if isinstance(found := value.get("pattern"), str):
                yield found
            for inner in value.values():
                yield from _patterns(inner)
        case list():
            for inner in value:
                yield from _patterns(inner)
        case _:
            return


def test_patterns_mean_the_same_in_ecma_262() -> None:
    """No escape that `RegExp(…, "u")` refuses, as editors use it.

    Source: https://tc39.es/ecma262/#prod-IdentityEscape
    """
    for pattern in _patterns(json_schema(language.PROFILES, "profiles")):
        escapes = set(re.findall(r"\\(.)", pattern))
        assert escapes <= set("xwtnr-\\"), pattern
