"""Text in Markdown stays text, whatever it holds: judged by a CommonMark parser with tables and HTML switched on."""

import re
from html import unescape

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from generator.renderer import markdown

JUDGE = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
_MADE = re.compile(r"<!-- -->|</?(?:code|p|h1|li|ul|table|thead|tbody|tr|th|td)>\n?|<br>|\n")

WORDS = [
    *"\\`*_{}[]()#+-.!|~$^=<>&@:;/\"'%1",
    *[
        "<b>",
        "</td>",
        "<script>",
        "<!--",
        "-->",
        "<br>",
        "![a](b)",
        "[a](b)",
        "[a]: b",
        "[^1]",
        "`` ` ``",
        "```",
        "~~~",
    ],
    *[
        "https://x.example",
        "www.x.example",
        "<https://x.example>",
        "a@b.example",
        "<a@b.example>",
        "&lt;",
        "&#60;",
        "&amp",
    ],
    *[
        "# h",
        "- x",
        "+ x",
        "* x",
        "1. x",
        "1) x",
        "> q",
        "***",
        "---",
        "===",
        "    code",
        "\t",
        " | ",
        "|---|",
        "\\|",
        "é",
    ],
]
TEXTS = st.one_of(
    st.lists(st.sampled_from([*WORDS, "a", " ", "\n"]), max_size=12).map("".join),
    # a profile holds no control characters; Markdown has none of its own for them
    st.text(st.characters(exclude_categories=["Cs", "Cc"])),
)


def _shown(rendered: str) -> str:
    """The text of HTML without the tags that we made ourselves; what else looks like a tag stays, and counts."""
    return unescape(_MADE.sub("", rendered))


def _words(text: str) -> str:
    return " ".join(text.split())


@given(TEXTS)
@example("1. x")
@example("[a]: <b> 'c'")
@example("www.x.example")
def test_a_paragraph_shows_the_text(text: str) -> None:
    rendered = JUDGE.render(markdown.prose(text) + "\n")
    assert _shown(rendered) == _words(text)
    assert not rendered or rendered.startswith("<p>")


@given(TEXTS)
def test_a_heading_shows_the_text(text: str) -> None:
    rendered = JUDGE.render(f"# {markdown.prose(text)}\n\nnext\n")
    assert _shown(rendered) == _words(text) + "next"
    assert rendered.startswith("<h1>")


@given(TEXTS, TEXTS)
@example("\\", "|")
@example("a\\|b", "`|`")
def test_a_row_has_the_cells_that_we_made(first: str, second: str) -> None:
    row = f"| {markdown.prose(first)} | {markdown.code(second)} | end |"
    rendered = JUDGE.render(f"| a | b | c |\n|---|---|---|\n{row}\n")
    cells = [_shown(one) for one in re.findall(r"<td>(.*?)</td>", rendered, re.DOTALL)]
    assert cells == [_words(first), _words(second), "end"]


@given(TEXTS)
def test_prose_has_no_tag_and_no_bare_address(text: str) -> None:
    """Source: https://github.github.com/gfm/#autolinks-extension-"""
    quoted = markdown.prose(text)
    assert not re.search(r"<(?!!-- -->)|://|(?i:www)\.", quoted)
    assert not re.search(r"\S(?<!-->)@\S", quoted)


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("Runs the pipelines of the own team.", "Runs the pipelines of the own team."),
        ("a_b *c* <d>", r"a\_b \*c\* &lt;d&gt;"),
        ("1. first", r"1\. first"),
        ("https://x.example", r"https:\//x.example"),
        ("WWW.x.example", r"WWW\.x.example"),
        ("a@b.example", "a<!-- -->@b.example"),
        ("two\nlines", "two lines"),
    ],
)
def test_prose_is_quoted_no_more_than_needed(text: str, quoted: str) -> None:
    assert markdown.prose(text) == quoted


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("a", "`a`"),
        ("a|b", r"`a\|b`"),
        ("a`b", "<code>a&#96;b</code>"),
        ("", "<code></code>"),
        ("a\\", "<code>a&#92;</code>"),
    ],
)
def test_code_is_a_span_where_it_can_be(text: str, quoted: str) -> None:
    assert markdown.code(text) == quoted
