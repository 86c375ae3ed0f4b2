"""The HCL reader, against the verifier's, which goes through python-hcl2."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.lint import read_hcl as ours
from generator.analysis.lint.read_expression import HclSyntaxError
from generator.analysis.lint.read_hcl import read_hcl
from generator.analysis.lint.tree import (
    HOLE,
    ArrayNode,
    EncodedNode,
    HeredocNode,
    Node,
    NullNode,
    NumberNode,
    ObjectNode,
    Source,
    TextNode,
    TruthNode,
    UnknownNode,
)
from generator.verifier import syntax as theirs
from generator.verifier.read_hcl import read_blocks

ROOT = Path(__file__).parents[3]
FILES = sorted((ROOT / "modules").rglob("*.tf")) + sorted((ROOT / "tests/golden").rglob("*.tf"))
COMPUTED = "computed"
PIECES = st.sampled_from(
    [
        *'{}[]()=,"#?*.$%',
        *("\n", "a", "b ", '"x"', "${", "%{", "<<A\n", "A\n", "/*", "*/", "//", "jsonencode(", "for ", "1", "true"),
    ]
)


def plain(node: Node) -> object:
    """Our value as both readers can tell it."""
    match node:
        case TextNode(value=value):
            return value
        case NumberNode(literal=literal):
            return int(literal)
        case TruthNode(value=value):
            return value
        case NullNode():
            return None
        case ArrayNode(items=items):
            return [plain(one) for one in items]
        case ObjectNode(members=members):
            return {one.key.value: plain(one.value) for one in members}
        case _:
            return COMPUTED


def plain_theirs(node: theirs.Expression) -> object:
    match node:
        case theirs.Text(value=value) | theirs.Constant(value=value):
            return value
        case theirs.Template(parts=parts):
            return "".join(one.value if isinstance(one, theirs.Text) else HOLE for one in parts)
        case theirs.Items(values=values):
            return [plain_theirs(one) for one in values]
        case theirs.Object(entries=entries):
            return {key: plain_theirs(one) for key, one in entries}
        case _:
            return COMPUTED


def outline(block: ours.Block, source: Source) -> object:
    attributes = [(one.name.value, plain(one.value)) for one in block.attributes]
    inner = [outline(one, source) for one in block.blocks]
    return (block.type, block.labels, source.position(block.at).line, attributes, inner)


def outline_theirs(block: theirs.Block) -> object:
    attributes = [(one.name, plain_theirs(one.value)) for one in block.attributes]
    return (block.type, block.labels, block.line, attributes, [outline_theirs(one) for one in block.blocks])


@pytest.mark.parametrize("file", FILES, ids=[one.relative_to(ROOT).as_posix() for one in FILES])
def test_our_files_are_read_as_the_verifier_reads_them(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    source = Source(file.name, text)
    assert [outline(one, source) for one in read_hcl(text)] == [outline_theirs(one) for one in read_blocks(text)]


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ('"a${var.b["c"]}d"', f"a{HOLE}d"),
        ('"$${aws:username} %%{x}"', "${aws:username} %{x}"),
        (r'"\u00e9\n\""', 'é\n"'),
        ("[1, true, null, [], {}]", [1, True, None, [], {}]),
        ("[\n  1, # one\n  /* two */ 2,\n]", [1, 2]),
        ('{ a = 1, "b" : 2\n c = { d = [3] } }', {"a": 1, "b": 2, "c": {"d": [3]}}),
        ("{ (var.a) = 1 }", {HOLE: 1}),
        ("var.a", COMPUTED),
        ("var.a ? 1 : 2", COMPUTED),
        ("1 + 2", COMPUTED),
        ('["a", var.b, "c" == "d" ? "e" : "f"]', ["a", COMPUTED, COMPUTED]),
        ("[for x in var.y : { a = x }]", COMPUTED),
        ("{ for k, v in var.y : k => v }", COMPUTED),
        ('concat(["a"], [\n  "b",\n])', COMPUTED),
        ('["a", "b"][0]', COMPUTED),
        ("(\n  1\n)", COMPUTED),
        ("-1", COMPUTED),
    ],
)
def test_plain_values_are_read_and_the_rest_is_unknown(expression: str, value: object) -> None:
    (block,) = read_hcl(f"locals {{\n  x = {expression}\n  y = 1\n}}\n")
    assert [(one.name.value, plain(one.value)) for one in block.attributes] == [("x", value), ("y", 1)]


def test_an_encoded_value_and_a_heredoc_are_kept_for_later() -> None:
    body = '    {"x": "${var.y}"}\n'
    text = f"locals {{\n  a = jsonencode({{ b = [1] }})\n  c = <<-EOT\n{body}  EOT\n  d = jsonencode(var.z)\n}}\n"
    (block,) = read_hcl(text)
    encoded, heredoc, computed = (one.value for one in block.attributes)
    assert isinstance(encoded, EncodedNode)
    assert plain(encoded.value) == {"b": [1]}
    assert isinstance(heredoc, HeredocNode)
    assert text[heredoc.body.start : heredoc.body.end] == body
    assert isinstance(computed, EncodedNode)
    assert isinstance(computed.value, UnknownNode)


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("locals {\n", "f:1:1", "a block is not closed"),
        ("locals {\n  a = \n}", "f:2:7", "a value is missing"),
        ('locals {\n  a = "b\n}', "f:2:7", "a text is not closed"),
        ("locals {\n  a = [1\n}", "f:2:7", "a list is not closed"),
        ("locals {\n  a = (1\n}", "f:2:7", "a bracket or text is not closed"),
        ("}", "f:1:1", "a block or attribute begins with a name"),
        ("a 1", "f:1:1", "`=` or a block in braces is missing behind the name"),
        ("a {\n" * 1000, "f:33:1", "blocks are nested too deeply"),
    ],
)
def test_a_syntax_error_says_where_and_what(text: str, place: str, message: str) -> None:
    with pytest.raises(HclSyntaxError) as raised:
        read_hcl(text)
    assert (str(Source("f", text).position(raised.value.at)), raised.value.message) == (place, message)


@given(st.lists(PIECES, max_size=30).map("".join))
def test_any_text_is_read_or_refused(text: str) -> None:
    with suppress(HclSyntaxError):
        read_hcl(text)
