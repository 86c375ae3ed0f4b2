"""What strangers write in a message is shown, and never obeyed by a terminal, by Markdown or by a shell."""

import shlex

import pytest
from markdown_it import MarkdownIt

from generator.model.access import Caller, CallerKind
from generator.model.denial import Denial, EncodedDenial, Unrecognised
from generator.pipeline.explain import Told, explain_readings
from generator.report.explanation_document import document_markdown, document_text
from generator.report.explanation_others import decode_command
from tests.pipeline.test_explanations import profile

HOSTILE = (
    "`x`<script>alert(1)</script>",
    "[click](https://example.com) ![x](https://example.com/x.png)",
    "\x1b]0;owned\x07\u202e\n# Title\n```\n| a | b |",
    "${jndi:ldap://example.com} {{ 1 }} {} {0}",
    "`````\n~~~~\n<details>",
    "'; rm -rf / #$(id)",
)
DANGEROUS = {"html_block", "link_open", "image"}
OURS = {"<code>", "</code>", "<!-- -->"}


def denial(text: str) -> Denial:
    caller = Caller(
        kind=CallerKind.ROLE_SESSION, id=f"arn:aws:sts::111122223333:assumed-role/image-builder-viewer/{text}"
    )
    return Denial(
        action=f"imagebuilder:{text}",
        caller=caller,
        resource=f"arn:aws:imagebuilder:eu-west-1:111122223333:image/{text}",
        resource_as_written=text,
        policy_arn=f"arn:aws:iam::111122223333:policy/{text}",
        authorization_id=text,
        region=text,
        doubt=text,
        context=((f"aws:RequestTag/{text}", (text,)),),
    )


@pytest.mark.parametrize("text", HOSTILE)
def test_a_terminal_obeys_nothing(text: str) -> None:
    readings = (denial(text), EncodedDenial(message=text, action=text), Unrecognised(text=text, reason=text, hint=text))
    shown = document_text(explain_readings(readings, profile(), Told()), profile())
    assert all(char.isprintable() or char == "\n" for char in shown)


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_has_no_structure_of_strangers(text: str) -> None:
    readings = (denial(text), EncodedDenial(message=text, action=text), Unrecognised(text=text, reason=text, hint=text))
    shown = document_markdown(explain_readings(readings, profile(), Told()), profile())
    plain = document_markdown(explain_readings((denial("x"), *(readings[1:])), profile(), Told()), profile())
    tokens = [
        one
        for token in MarkdownIt("gfm-like", {"linkify": False}).parse(shown)
        for one in (token, *(token.children or ()))
    ]
    assert not {one.type for one in tokens} & DANGEROUS
    assert {one.content for one in tokens if one.type == "html_inline"} <= OURS
    headings = [one for one in tokens if one.type == "heading_open"]
    assert len(headings) == plain.count("\n#") + plain.startswith("#")


@pytest.mark.parametrize("text", HOSTILE)
def test_a_command_to_paste_has_the_words_that_it_should(text: str) -> None:
    call = shlex.split(decode_command(text))
    assert call[:5] == ["aws", "sts", "decode-authorization-message", "--encoded-message", text]
    assert call[-4:] == ["|", "iam-personas", "explain", "-"]
