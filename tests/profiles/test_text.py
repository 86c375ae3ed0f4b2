"""`${…}` in texts → parts of a Pattern, or a complaint."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics import NOWHERE, Diagnostic
from generator.model.pattern import InputValue, Literal, ParameterValue, Part, Pattern, PolicyVariable, TargetValue
from generator.model.profile import Input, InputType
from generator.profiles.text import Scope, parse_text

SCOPE = Scope(
    inputs={
        "names": Input(name="names", type=InputType.LIST_OF_STRING, description="Names."),
        "role": Input(name="role", type=InputType.STRING, description="A role."),
    },
    parameters=frozenset({"bucket"}),
)


def parsed(text: str) -> tuple[Pattern, list[Diagnostic]]:
    problems: list[Diagnostic] = []
    return parse_text(text, NOWHERE, SCOPE, problems.append), problems


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ()),
        ("web-*", (Literal(text="web-*"),)),
        ("$5 & 50% {x} }{", (Literal(text="$5 & 50% {x} }{"),)),
        ("${input.role}", (InputValue(name="role"),)),
        ("${input.names}", (InputValue(name="names", each=True),)),
        ("a/${input.role}/b", (Literal(text="a/"), InputValue(name="role"), Literal(text="/b"))),
        ("$${input.role}", (Literal(text="$"), InputValue(name="role"))),
        ("${with.bucket}", (ParameterValue(name="bucket"),)),
        ("${account}", (TargetValue.ACCOUNT,)),
        ("${region}", (TargetValue.REGION,)),
        ("${partition}", (TargetValue.PARTITION,)),
        ("${dns_suffix}", (TargetValue.DNS_SUFFIX,)),
        ("${principal.tag.Team}", (PolicyVariable(key="aws:PrincipalTag/Team"),)),
        ("${principal.tag.cost centre}", (PolicyVariable(key="aws:PrincipalTag/cost centre"),)),
        ("${aws:username}", (PolicyVariable(key="aws:username"),)),
        ("${aws:PrincipalTag/Team}", (PolicyVariable(key="aws:PrincipalTag/Team"),)),
    ],
)
def test_a_text_becomes_these_parts(text: str, parts: tuple[Part, ...]) -> None:
    assert parsed(text) == (Pattern(parts), [])


@pytest.mark.parametrize(
    "text",
    [
        "${}",
        "${input}",
        "${input.}",
        "${input.rol}",
        "${input.role.x}",
        "${ input.role }",
        "${INPUT.role}",
        "${with.bukket}",
        "${account.id}",
        "${env.HOME}",
        "${path.module}",
        "${var.x}",
        '${file("/etc/passwd")}',
        "${*}",
        "${?}",
        "${$}",
        "${aws:username, 'nobody'}",
        "${principal.tag.}",
        '${principal.tag.a"b}',
        "${",
        "a${b",
        "${${input.role}}",
        "&{aws:username}",
        "%{ if true }",
        "%{for x in y}",
        "caf\u0435",
        "a\u200bb",
        "a\nb",
        "a\x1b[0m",
    ],
)
def test_anything_else_is_refused(text: str) -> None:
    pattern, problems = parsed(text)
    assert problems
    assert not any("{" in part.text for part in pattern.parts if isinstance(part, Literal) and part.text != "}")


@given(st.lists(st.sampled_from(["${", "}", "$", "{", "%{", "&{", "input.role", "aws:username", "a", "*"]), max_size=8))
def test_no_literal_opens_anything(pieces: list[str]) -> None:
    pattern, _ = parsed("".join(pieces))
    texts = [part.text for part in pattern.parts if isinstance(part, Literal)]
    assert not any(opening in text for text in texts for opening in ("${", "&{", "%{"))


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0xFF)))
def test_a_text_without_complaint_is_kept_whole(text: str) -> None:
    pattern, problems = parsed(text)
    assert problems or str(pattern) == text
