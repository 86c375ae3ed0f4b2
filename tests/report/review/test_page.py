"""The page that is signed: its structure is ours whatever a profile says, and what it says is what was compiled."""

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token

from generator.pipeline.review import review
from generator.renderer.review import REVIEW_START, render_review
from generator.report.review.material import Material
from generator.report.review.page import review_page
from generator.workspace.read import read_profile

ROOT = Path(__file__).parents[3]
HOSTILE = "</summary></details><script>alert(1)</script> | [a](http://x.y) `b` *c* @you ![d](e) <!-- -->"
PROFILE = """
version: 1
service: imagebuilder
personas:
  evil:
    title: {text}
    description: {text}
    identity: {{kind: role, trust: {{accounts: [self]}}}}
    can: [{{actions: [imagebuilder:CreateImage], resources: {{image: "x-*"}}}}, {{actions: [imagebuilder:*Policy]}}]
    tests: [{{deny: iam:PassRole}}]
guardrails:
  worse:
    title: {text}
    description: {text}
    kind: service-control-policy
    cannot: [{{actions: [imagebuilder:DeleteImage]}}]
"""


def page_of(text: str) -> str:
    return render_review(review_page(review(("profiles.yaml",), lambda _: text)))


def tokens(page: str) -> Iterator[Token]:
    for one in MarkdownIt("commonmark", {"html": True}).enable("table").parse(page):
        yield one
        yield from one.children or ()


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not attrs
        self.seen.append(tag)


@pytest.fixture(scope="module")
def plain() -> str:
    return page_of(PROFILE.format(text="Harmless"))


@pytest.fixture(scope="module")
def hostile() -> str:
    quoted = "'" + HOSTILE.replace("'", "''") + "'"
    return page_of(PROFILE.format(text=quoted))


def test_a_hostile_text_changes_no_structure(plain: str, hostile: str) -> None:
    def shape(page: str) -> list[str]:
        kinds = (one.type for one in tokens(page))
        return [one for one in kinds if one not in ("text", "html_inline", "text_special", "code_inline")]

    assert shape(hostile) == shape(plain)


def test_nothing_of_a_profile_becomes_html_or_a_link(hostile: str) -> None:
    tags = Tags()
    html = [one.content for one in tokens(hostile) if one.type in ("html_block", "html_inline")]
    tags.feed("".join(html))
    assert set(tags.seen) == {"details", "summary"}
    assert not [one for one in tokens(hostile) if one.type in ("link_open", "image")]
    assert hostile.count("<script") == 0


def test_every_fold_is_closed(plain: str) -> None:
    assert plain.count("<details>") == plain.count("</details>") == plain.count("<summary>") > 2


def test_the_page_starts_with_its_marker_and_has_no_template_left(plain: str) -> None:
    assert plain.startswith(REVIEW_START)
    assert "{{" not in plain
    assert "{%" not in plain


def test_permissions_come_first_and_are_never_folded(plain: str) -> None:
    section = plain[plain.index("### Harmless (`evil`)") :]
    assert section.index("**Manages permissions") < section.index("<summary>Changes things")


def test_a_guardrail_says_nobody(plain: str) -> None:
    assert "nobody in these accounts may delete any image" in plain


def test_the_digest_is_that_of_the_profile(plain: str) -> None:
    from hashlib import sha256

    digest = sha256(PROFILE.format(text="Harmless").encode()).hexdigest()
    assert plain.count(digest) == 2


@pytest.fixture(scope="module")
def example() -> Iterator[tuple[Material, str]]:
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(ROOT)
        material = review(("profiles.yaml",), read_profile)
        yield material, render_review(review_page(material))


def test_every_persona_every_path_and_every_rule_is_on_the_page(example: tuple[Material, str]) -> None:
    material, page = example
    names = [one.persona for one in material.modules] + [one.code for one in material.accepted]
    names += [one.rule.text for one in material.rules]
    assert [one for one in names if f"`{one}`" not in page] == []


def test_what_is_accepted_is_said_without_a_target(example: tuple[Material, str]) -> None:
    _, page = example
    risks = page[page.index("## Accepted risks") : page.index("## Personas")]
    assert "777788889999" not in risks
    assert "the role `image-builder/image-builder-instance-role`" in risks


@pytest.mark.parametrize("target", ["", "targets: [{name: t, account: '111122223333', region: eu-west-1}]\n"])
def test_profiles_without_targets_have_a_page(target: str) -> None:
    page = page_of(PROFILE.format(text="Harmless") + target)
    assert ("| Target |" in page) is bool(target)


def test_an_open_path_that_nobody_accepts_is_counted_at_a_glance() -> None:
    can = "[{actions: [iam:PutRolePolicy]}]"
    text = PROFILE.partition("guardrails:")[0].format(text="Plain").partition("    can:")[0] + f"    can: {can}\n"
    row = next(one for one in page_of(text).splitlines() if one.startswith("| Plain |"))
    assert " open, see the warnings |" in row
