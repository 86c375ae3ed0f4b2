"""Values → HCL expressions. All quoting of HCL is here.

Sources:
https://developer.hashicorp.com/terraform/language/expressions/strings
https://github.com/hashicorp/hcl/blob/main/hclsyntax/spec.md (string literals, templates)
https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/d/iam_policy_document.html.markdown (`&{…}`)
"""

from collections.abc import Iterator
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
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}


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
    """Patterns → a list of strings, one to a line; a list input gives a `for` over its elements."""
    single = [one for one in patterns if _each(one) is None]
    lists = [_for(one, each) for one in patterns if (each := _each(one)) is not None]
    if not lists:
        return _lines([expression(one) for one in single], indent)
    if not single and len(lists) == 1:
        return lists[0]
    members = ([_lines([expression(one) for one in single], indent + 2)] if single else []) + lists
    pad = " " * indent
    return "concat(\n" + "".join(f"{pad}  {one},\n" for one in members) + f"{pad})"


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
                # "$${" would be an escape: the sign gets an interpolation of its own
                yield _escaped(text[:-1]) + '${"' + text[-1] + '"}'
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
    plain = "".join(_ESCAPES.get(char) or (char if char.isprintable() else _unicode(char)) for char in text)
    return plain.replace("${", "$${").replace("%{", "%%{")


def _unicode(char: str) -> str:
    return f"\\u{ord(char):04x}" if ord(char) < 0x10000 else f"\\U{ord(char):08x}"
