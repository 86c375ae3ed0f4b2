"""HCL text → blocks: what is read, what is refused, and HashiCorp's own parser as the judge of both."""

import unicodedata
from typing import cast

import pygohcl
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from generator.renderer import hcl
from generator.verifier.read_hcl import Unreadable, read_blocks
from generator.verifier.syntax import (
    Block,
    Call,
    Conditional,
    Constant,
    Expression,
    For,
    Items,
    Object,
    Reference,
    Template,
    Text,
)
from tests.oracles import registry

X = Reference(("var", "x"))
# read_blocks remembers every text it has read: not wanted of thousands of made-up ones
read = read_blocks.__wrapped__


def _value(expression: str) -> Expression:
    (block,) = read(f"b {{\n  a = {expression}\n}}\n")
    return block.attributes[0].value


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ('""', Text("")),
        ('"a b"', Text("a b")),
        (r'"\"\\\n\r\t"', Text('"\\\n\r\t')),
        (r'"\u00e9\U0001f600"', Text("é😀")),
        (r'"\u0000\u0001"', Text("\0\1")),
        ('"e\u0301"', Text("é")),
        (r'"e\u0301"', Text("é")),
        ('"$${x}"', Text("${x}")),
        ('"$$${x}"', Text("$${x}")),
        ('"%%{x}"', Text("%{x}")),
        ('"$ % $$ %% { } &{"', Text("$ % $$ %% { } &{")),
        (r'"\\$${x}"', Text("\\${x}")),
        ('["$${", "x}"]', Items((Text("${"), Text("x}")))),
        ('"${var.x}"', Template((X,))),
        ('"a${var.x}b${"$"}"', Template((Text("a"), X, Text("b$")))),
        ('"$${a${var.x}}"', Template((Text("${a"), X, Text("}")))),
        ('"${"${"q"}"}"', Text("q")),
        ("1", Constant(1)),
        ("007", Constant(7)),
        ("true", Constant(True)),
        ("null", Constant(None)),
        ("var.x", X),
        ("[]", Items(())),
        ("[\n1, # one\n2,\n]", Items((Constant(1), Constant(2)))),
        ("{}", Object(())),
        ('{a = 1, "b" = 2}', Object((("a", Constant(1)), ("b", Constant(2))))),
        ("{\n\n  a = 1\n  # c\n  b : 2,\n}", Object((("a", Constant(1)), ("b", Constant(2))))),
        ('[for v in var.x : "${v}-"]', Items(())),
        ("concat([1], var.x)", Call("concat", (Items((Constant(1),)), X))),
        ("list(string)", Call("list", (Reference(("string",)),))),
        ("var.x ? 1 : null", Conditional(X, Constant(1), Constant(None))),
    ],
)
def test_an_expression_is_read_as_terraform_documents_it(written: str, meant: Expression) -> None:
    if written.startswith("[for"):
        meant = For("v", X, Template((Reference(("v",)), Text("-"))))
    assert _value(written) == meant


def test_a_file_is_read_as_blocks_with_their_lines() -> None:
    found = read('# c\n\ndata "p" "c" {}\n\nb {\n  inner {\n    a = 1 // c\n  }\n}\n')
    assert [(one.type, one.labels, one.line) for one in found] == [("data", ("p", "c"), 3), ("b", (), 5)]
    assert [(one.type, one.line, one.attributes[0].line) for one in found[1].blocks] == [("inner", 6, 7)]


REFUSED = {
    "attribute twice": "a = 1\n  a = 1",
    "two attributes on one line": "a = 1 b = 2",
    "two attributes around a comment": "a = 1 /* */ b = 2",
    "two attributes around a comment of two lines": "a = 1 /*\n*/ b = 2",
    "two blocks on one line": "a {} b {}",
    "line break in a string": 'a = "x\ny"',
    "carriage return in a string": 'a = "x\ry"',
    "carriage return": "a = 1\r  b = 2",
    "NUL": 'a = "\0"',
    "unknown escape": r'a = "\q"',
    "escaped dollar": r'a = "\${x}"',
    "dollar escaped twice over": r'a = "\$${x}"',
    "surrogate": r'a = "\ud800"',
    "beyond Unicode": r'a = "\U00110000"',
    "short escape": r'a = "\u12"',
    "heredoc": "a = <<E\nx\nE",
    "indented heredoc": "a = <<-E\nx\n  E",
    "if directive": 'a = "%{ if true }x%{ endif }"',
    "for directive": 'a = "%{ for x in var.x }x%{ endfor }"',
    "strip marker": 'a = "${~ var.x ~}"',
    "block with contents on one line": "b { a = 1 }",
    "block that closes behind its contents": "b {\n a = 1 }",
    "block that opens before a comment": "b { /* */ a = 1\n }",
    "block inside a block on one line": "b {\n c {} }",
    "brace on the next line": 'b "c"\n{\n}',
    "label of a keyword": "b for {\n}",
    "label with an interpolation": 'b "${"c"}" {\n}',
    "splat": "a = var.x[*]",
    "splat of attributes": "a = var.x.*.y",
    "index": "a = var.x[0]",
    "index with a dot": "a = var.x.0",
    "parentheses": "a = (1)",
    "spread": "a = concat(var.x...)",
    "function of a provider": "a = concat::x::y(1)",
    "sum": "a = 1 + 1",
    "comparison": "a = var.x == 1",
    "negation": "a = !true",
    "minus": "a = -var.x",
    "fraction": "a = 1.5",
    "very long number": "a = " + "9" * 5000,
    "object by for": "a = {for v in var.x : v => v}",
    "for with a key": "a = [for k, v in var.x : v]",
    "for with a condition": "a = [for v in var.x : v if true]",
    "for that hides the variables": "a = [for var in var.x : var]",
    "computed key": "a = {(x) = 1}",
    "key that is a call": "a = {x() = 1}",
    "key that is a reference": "a = {x.y = 1}",
    "key with an interpolation": 'a = {"${x}" = 1}',
    "key twice": 'a = {x = 1, "x" = 2}',
    "two entries on one line": "a = {x = 1 y = 2}",
    "comma behind a line break": "a = {\n x = 1\n , y = 2}",
    "conditional over two lines": "a = true ?\n 1 : 2",
    "conditional broken before its sign": "a = true\n ? 1 : 2",
    "attribute of a list": "a = [1].x",
    "nested beyond sense": "a = " + "[" * 2000 + "]" * 2000,
    "unclosed": "a = [",
}


@pytest.mark.parametrize("body", REFUSED.values(), ids=REFUSED.keys())
def test_what_terraform_rejects_or_no_module_needs_is_refused(body: str) -> None:
    with pytest.raises(Unreadable):
        read(f"x {{\n  {body}\n}}\n")


def test_an_attribute_outside_of_every_block_is_refused() -> None:
    with pytest.raises(Unreadable, match="stands outside of every block"):
        read("a = 1\n")


# Words that make and break HCL: what python-hcl2 and HashiCorp's parser may disagree about.
WORDS = [
    *'ab"\\{}[]()=:,.?*$%#-+!<> \n\t\r~\0é',
    *[
        "${",
        "$${",
        "%{",
        "%%{",
        "${var.x}",
        "&{",
        '"x"',
        '"$"',
        r"\n",
        r"\"",
        r"\q",
        r"\u0041",
        r"\ud800",
        "[*]",
        "...",
    ],
    *["=>", "==", "&&", "#c\n", "//c\n", "/*c*/", "/*\n*/", "<<E\n", "\nE\n", "true", "null", "for ", " in ", " if "],
    *["1", "0.5", "f(", "b {\n", "\n}\n", "a = ", "\n  c = 1\n", "e\u0301", "\u2028", "\ufeff", "::", "~}", "$", "%"],
]
SEEDS = [
    'a = "x"',
    'a = "${var.x}-y"',
    'a = ["p", "q",]',
    "a = {\n  k = 1\n  l = 2\n}",
    'a = {k = "v", l = var.x}',
    'a = [for v in var.x : "${v}"]',
    "a = var.x ? 1 : null",
    "a = concat([1], var.x)",
    "a = 1\n  b = 2",
    'c "d" e {\n    a = 1\n  }',
    'a = "$${q} %%{r} \\" \\\\ \\n"',
    "a = 1 # c\n  b {}",
]


@st.composite
def _almost_hcl(draw: st.DrawFn) -> str:
    """A good body with a few words put in, taken out or exchanged."""
    body = draw(st.sampled_from(SEEDS))
    for _ in range(draw(st.integers(0, 3))):
        start = draw(st.integers(0, len(body)))
        stop = draw(st.integers(start, min(len(body), start + 3)))
        body = body[:start] + draw(st.sampled_from(["", *WORDS])) + body[stop:]
    return body


@pytest.mark.oracle("pygohcl")
@given(st.one_of(_almost_hcl(), st.lists(st.sampled_from(WORDS), max_size=12).map("".join)))
@example('a = ["$${", "x}"]')
@example("a = 1 /* */ b = 2")
def test_nothing_is_accepted_that_hashicorps_parser_rejects_or_reads_otherwise(body: str) -> None:
    registry.ran("pygohcl")
    text = f"x {{\n  {body}\n}}\n"
    try:
        blocks = read(text)
    except Unreadable:
        return
    try:
        judged = cast("dict[str, object]", pygohcl.loads(text))
    except pygohcl.HCLInternalError:
        return  # good syntax that its dictionaries cannot hold, such as a block called like an attribute
    if len(blocks) == 1 and not blocks[0].labels and not blocks[0].blocks:
        _compare(blocks[0], cast("dict[str, object]", judged["x"]))


def _compare(block: Block, judged: dict[str, object]) -> None:
    assert {one.name for one in block.attributes} == set(judged)
    for one in block.attributes:
        if _is_literal(one.value):
            assert _plain(one.value) == judged[one.name]


def _is_literal(value: Expression) -> bool:
    """The judge cannot tell a name from a text: only what holds no name can be compared."""
    match value:
        case Text() | Constant():
            return True
        case Items(values=values):
            return all(map(_is_literal, values))
        case Object(entries=entries):
            return all(_is_literal(one) for _, one in entries)
        case _:
            return False


def _plain(value: Expression) -> object:
    match value:
        case Text(value=inner) | Constant(value=inner):
            return inner
        case Items(values=values):
            return [_plain(one) for one in values]
        case Object(entries=entries):
            return {key: _plain(one) for key, one in entries}
        case _:
            raise AssertionError(value)


TEXTS = st.text(st.one_of(st.sampled_from('$%{}"\\&~\n\r\t\0`|<'), st.characters(exclude_categories=["Cs"])))


@given(TEXTS)
@example("${")
@example("%{if}")
@example('"$${')
@example("$" * 5 + "{")
def test_every_text_survives_quoting(text: str) -> None:
    assert _value(hcl.quoted(text)) == Text(unicodedata.normalize("NFC", text))


@pytest.mark.oracle("pygohcl")
@given(TEXTS)
def test_hashicorps_parser_reads_the_same_text(text: str) -> None:
    registry.ran("pygohcl")
    judged = cast("dict[str, object]", pygohcl.loads(f"a = {hcl.quoted(text)}\n"))
    assert judged["a"] == unicodedata.normalize("NFC", text)
