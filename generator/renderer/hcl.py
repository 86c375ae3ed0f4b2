"""Values → HCL expressions. All quoting of HCL is here.

Sources:
https://developer.hashicorp.com/terraform/language/expressions/strings
https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md (string literals, templates)
https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/d/iam_policy_document.html.markdown (`&{…}`)
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import assert_never

from generator.model.pattern import InputValue, Literal, ParameterValue, Part, Pattern, PolicyVariable, TargetValue
from generator.model.target import InputContent

LOCALS = {
    TargetValue.ACCOUNT: "account_id",
    TargetValue.DNS_SUFFIX: "dns_suffix",
    TargetValue.PARTITION: "partition",
    TargetValue.REGION: "region",
}
LOCAL_SOURCES = {
    TargetValue.ACCOUNT: "data.aws_caller_identity.current.account_id",
    TargetValue.DNS_SUFFIX: "data.aws_partition.current.dns_suffix",
    TargetValue.PARTITION: "data.aws_partition.current.partition",
    TargetValue.REGION: "data.aws_service.current.region",
}
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
# Fixed ranges: `str.isprintable` knows other characters in each version of Python.
INVISIBLE = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180f\u2000-\u200f\u2028-\u202f\u205f-\u206f"
    "\u3000\u3164\ud800-\uf8ff\ufdd0-\ufdef\ufe00-\ufe0f\ufeff\uffa0\ufff0-\uffff"
    "\U0001fffe\U0001ffff\U000e0000-\U0010ffff]"
)
"""What has no picture of its own, or changes the picture of what stands around it."""


@dataclass(frozen=True, slots=True)
class Key:
    """The key of one of several resources that a `for_each` makes."""

    text: str


@dataclass(frozen=True, slots=True)
class Traversal:
    """A way through names, keys and numbers, such as `aws_iam_role.this.name`."""

    steps: tuple[str | int | Key, ...]

    def __str__(self) -> str:
        return "".join(_step(one) for one in self.steps).removeprefix(".")


NULL = Traversal(("null",))
Asserted = str | int | Traversal | tuple[tuple[str, str], ...]
"""What an attribute is asserted to be: a text, a number, another attribute or NULL, or tags."""


def quoted(text: str) -> str:
    """Text → a string literal that means exactly this text, whatever it holds."""
    return f'"{_escaped(text)}"'


def expression(pattern: Pattern) -> str:
    """A Pattern without a list input → a string expression: a literal, a template, or a reference alone."""
    match pattern.parts:
        case (Literal() | PolicyVariable(),) | ():
            return f'"{_template(pattern.parts)}"'
        case (hole,):
            return _reference(hole)
        case parts:
            return f'"{_template(parts)}"'


def string_list(patterns: tuple[Pattern, ...], indent: int) -> str:
    """Patterns → a list of strings in their order, one to a line; a list input gives a `for` over its elements."""
    members = [one for each, group in groupby(patterns, _each) for one in _members(list(group), each, indent + 2)]
    if all(_each(one) is None for one in patterns):
        return _lines([expression(one) for one in patterns], indent)
    if len(members) == 1:
        return members[0]
    pad = " " * indent
    return "concat(\n" + "".join(f"{pad}  {one},\n" for one in members) + f"{pad})"


def _members(patterns: list[Pattern], each: InputValue | None, indent: int) -> list[str]:
    """Neighbours with the same list input, or without any → lists to put together."""
    if each is None:
        return [_lines([expression(one) for one in patterns], indent)]
    return [_for(one, each) for one in patterns]


def texts(values: tuple[str, ...], indent: int) -> str:
    """Texts → a list of string literals, one to a line."""
    return _lines([quoted(one) for one in values], indent)


def content(value: InputContent) -> str:
    """An input's value → a literal on one line."""
    match value:
        case bool():
            return "true" if value else "false"
        case int():
            return str(value)
        case str():
            return quoted(value)
        case tuple():
            return "[" + ", ".join(quoted(one) for one in value) + "]"
        case _:
            assert_never(value)


def inline_tags(tags: tuple[tuple[str, str], ...]) -> str:
    """Tags → an object on one line."""
    return "{" + ", ".join(f"{quoted(key)} = {quoted(value)}" for key, value in tags) + "}"


def asserted(value: Asserted) -> str:
    """What an attribute must be → an expression on one line."""
    match value:
        case Traversal():
            return str(value)
        case str() | int():
            return content(value)
        case tuple():
            entries = ", ".join(f"{quoted(key)} = {quoted(text)}" for key, text in value)
            return f"tomap({{ {entries} }})"
        case _:
            assert_never(value)


def module_file(path: str) -> str:
    """A path inside the module → the path from where Terraform runs."""
    return f'"${{path.module}}/{_escaped(path)}"'


def _step(step: str | int | Key) -> str:
    match step:
        case Key(text=text):
            return f"[{quoted(text)}]"
        case int():
            return f"[{step}]"
        case str():
            assert _NAME.fullmatch(step), f"{step!r} is not a name"
            return f".{step}"
        case _:
            assert_never(step)


def _lines(expressions: list[str], indent: int) -> str:
    pad = " " * indent
    return "[\n" + "".join(f"{pad}  {one},\n" for one in expressions) + f"{pad}]"


def _each(pattern: Pattern) -> InputValue | None:
    return next((one for one in pattern.parts if isinstance(one, InputValue) and one.each), None)


def _for(pattern: Pattern, each: InputValue) -> str:
    if pattern.parts == (each,):
        return f"var.{each.name}"
    return f'[for value in var.{each.name} : "{_template(pattern.parts)}"]'


def _template(parts: tuple[Part, ...]) -> str:
    return "".join(_spelled(parts))


def _spelled(parts: tuple[Part, ...]) -> Iterator[str]:
    for number, part in enumerate(parts):
        followed = number + 1 < len(parts) and not isinstance(parts[number + 1], PolicyVariable)
        match part:
            case Literal(text=text) if followed and text[-1] in "$%":
                # "$${" would be an escape: the signs at the end get an interpolation of their own
                start = text.rstrip("$%")
                yield _escaped(start) + '${"' + text[len(start) :] + '"}'
            case Literal(text=text):
                yield _escaped(text)
            case PolicyVariable(key=key):
                yield "&{" + _escaped(key) + "}"
            case _:
                yield "${" + _reference(part) + "}"


def _reference(part: Part) -> str:
    match part:
        case InputValue(each=True):
            return "value"
        case InputValue(name=name):
            return f"var.{name}"
        case TargetValue():
            return f"local.{LOCALS[part]}"
        case Literal() | PolicyVariable() | ParameterValue():
            raise AssertionError(f"{part} is not a reference")
        case _:
            assert_never(part)


def _escaped(text: str) -> str:
    escaped = "".join(_ESCAPES.get(char, char) for char in text)
    return INVISIBLE.sub(_unicode, escaped).replace("${", "$${").replace("%{", "%%{")


def _unicode(found: re.Match[str]) -> str:
    code = ord(found.group())
    assert not 0xD800 <= code < 0xE000, "a lone surrogate is no character"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
