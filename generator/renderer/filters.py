"""The filters that templates use: each turns one kind of value into one kind of text.

A filter is total over its types and raises on the rest, so that an undefined name can never
pass into a file.
"""

import json
import shlex
from collections.abc import Callable, Mapping
from html import escape
from typing import TypeVar

from generator.model.pattern import Pattern, TargetValue
from generator.model.phrase import Phrase
from generator.model.policy import BoundStatement, Condition, Effect, PrincipalType, Statement
from generator.model.policy_json import statement_json
from generator.model.profile import Expectation, InputType
from generator.model.target import InputContent
from generator.profiles import quoting
from generator.renderer import hcl, markdown

_Kind = TypeVar("_Kind")


def hcl_string(value: str | Effect | PrincipalType) -> str:
    """Text → a quoted HCL string."""
    return hcl.quoted(value.value if isinstance(value, Effect | PrincipalType) else _text(value))


def hcl_name(value: str) -> str:
    """A name → an HCL identifier."""
    text = _text(value)
    if not (text.replace("_", "a").isalnum() and text.isascii() and not text[0].isdigit()):
        raise TypeError(f"{text!r} is not an HCL identifier")
    return text


def hcl_comment(value: str) -> str:
    """Text → text of a comment: one line, printable."""
    return hcl.INVISIBLE.sub(" ", _text(value))


def hcl_expression(value: Pattern) -> str:
    """A Pattern → an HCL string expression."""
    return hcl.expression(_of(Pattern, value))


def hcl_strings(value: tuple[str | Pattern, ...], indent: int) -> str:
    """Texts or Patterns → an HCL list, one to a line, standing at an indent of so many spaces."""
    texts = tuple(one for one in _items(value) if isinstance(one, str))
    if len(texts) == len(value):
        return hcl.texts(texts, indent)
    return hcl.string_list(tuple(_of(Pattern, one) for one in value), indent)


def hcl_content(value: InputContent) -> str:
    """An input's value → an HCL literal on one line."""
    return hcl.content(value if isinstance(value, tuple) else _of((str, int), value))


def hcl_type(value: InputType) -> str:
    """An input's type → an HCL type constraint."""
    return _of(InputType, value).value


def hcl_key(value: str, width: int) -> str:
    """A name → an HCL object key, padded to a width."""
    return hcl_name(value).ljust(width)


def hcl_locals(value: tuple[TargetValue, ...], indent: int) -> str:
    """The target's values that a module reads → aligned local values."""
    width = max(len(hcl.LOCALS[one]) for one in _items(value))
    return "\n".join(f"{' ' * indent}{hcl.LOCALS[one].ljust(width)} = {hcl.LOCAL_SOURCES[one]}" for one in value)


def hcl_tags(value: tuple[tuple[str, str], ...], indent: int) -> str:
    """Tags → an aligned HCL object."""
    keys = {key: key if _is_identifier(key) else hcl.quoted(key) for key, _ in _items(value)}
    if not keys:
        return "{}"
    width = max(map(len, keys.values()))
    pad = " " * indent
    return "{\n" + "".join(f"{pad}  {keys[key].ljust(width)} = {hcl.quoted(text)}\n" for key, text in value) + pad + "}"


def hcl_traversal(value: hcl.Traversal) -> str:
    """A way to an attribute or a provider → HCL's traversal."""
    return str(_of(hcl.Traversal, value))


def hcl_label(value: str) -> str:
    """A name that can hold `-` → the quoted label of a block that only takes names."""
    return hcl.quoted(str(hcl.Traversal((_text(value),))))


def hcl_asserted(value: hcl.Asserted) -> str:
    """What an attribute must be → an expression to compare it with."""
    return hcl.asserted(value if isinstance(value, tuple) else _of((str, int, hcl.Traversal), value))


def hcl_module_file(value: str) -> str:
    """A path inside the module → an HCL string that leads there."""
    return hcl.module_file(_text(value))


def hcl_whole(value: int) -> str:
    """A whole number → an HCL number."""
    return str(_of(int, value))


def json_value(value: str | BoundStatement, indent: int = 0) -> str:
    """A text or a statement → JSON, one list entry to a line, standing at an indent of so many spaces."""
    found = statement_json(value) if isinstance(value, BoundStatement) else _text(value)
    return json.dumps(found, ensure_ascii=False, indent=2).replace("\n", "\n" + " " * indent)


def json_comma(last: bool) -> str:  # noqa: FBT001 -- a filter takes one value
    """What follows a list entry: nothing after the last one."""
    return "" if _of(bool, last) else ","


def md(value: str | Effect) -> str:
    """Text → Markdown that shows just this text."""
    return markdown.prose(value.value if isinstance(value, Effect) else _text(value))


def md_code(value: str | Pattern | InputContent | InputType | None) -> str:
    """A value → inline code in Markdown."""
    match value:
        case Pattern():
            return markdown.code(str(value))
        case InputType():
            return markdown.code(value.value)
        case str() | bool() | int() | tuple():
            return markdown.code(hcl.content(value) if not isinstance(value, str) else value)
        case _:
            raise TypeError(f"`{value}` cannot be shown as code")


def md_codes(value: tuple[str | Pattern, ...]) -> str:
    """Several values → inline code, one under the other in a table cell."""
    return "<br>".join(md_code(one) for one in _items(value))


def md_actions(value: Statement) -> str:
    """The actions of a statement → inline code, one under the other."""
    statement = _of(Statement, value)
    return md_codes(statement.actions) or _md_all_but(statement.not_actions)


def md_objects(value: Statement) -> str:
    """What a statement is about, its principals and its resources → inline code, one under the other."""
    statement = _of(Statement, value)
    who = tuple(one for principal in statement.principals for one in principal.identifiers)
    excepted = (_md_all_but(statement.not_resources),) if statement.not_resources else ()
    return "<br>".join((*map(md_code, who + statement.resources), *excepted))


def md_conditions(value: tuple[Condition, ...]) -> str:
    """Conditions → inline code, one under the other in a table cell."""
    lines = (f"{one.key} {one.operator} {' or '.join(map(str, one.values))}" for one in _items(value))
    return "<br>".join(markdown.code(one) for one in lines)


def md_phrase(value: Phrase) -> str:
    """A phrase → Markdown: words as text, what is exact as inline code."""
    return markdown.phrase(_of(Phrase, value))


def md_html(value: str) -> str:
    """Text → text inside an HTML element, on one line."""
    return escape(" ".join(_text(value).split()))


def sh_words(value: tuple[str, ...]) -> str:
    """A command's words → one line of a POSIX shell in a fenced block, each word just that word.

    Source: https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_02
    """
    line = " ".join(shlex.quote(_text(one)) for one in _items(value))
    if hcl.INVISIBLE.sub(" ", line) != line:
        raise TypeError("a command stands on one line")
    return line


def yaml_comment(value: str) -> str:
    """Text → text of a comment: one line, printable."""
    return hcl_comment(value)


def yaml_text(value: str | Expectation) -> str:
    """Text → a YAML scalar."""
    return quoting.scalar(value.value if isinstance(value, Expectation) else _text(value))


def yaml_texts(value: tuple[str, ...]) -> str:
    """One text or several → a YAML scalar or a flow sequence."""
    return quoting.sequence(tuple(_text(one) for one in _items(value)))


def yaml_quoted(value: str) -> str:
    """Text → a YAML scalar in quotes, for what could be taken for a number."""
    return quoting.quoted(_text(value))


def yaml_lines(value: tuple[str, ...], indent: int) -> str:
    """Texts behind a key → a scalar or a short flow sequence on its line, else a block with one text to a line."""
    return quoting.lines(tuple(_text(one) for one in _items(value)), indent)


def yaml_pairs(value: tuple[tuple[str, str], ...]) -> str:
    """Keys and values → a YAML flow mapping."""
    return quoting.mapping(tuple((_text(key), _text(text)) for key, text in _items(value)))


FILTERS: Mapping[str, Callable[..., str]] = {
    one.__name__: one
    for one in (
        hcl_string,
        hcl_name,
        hcl_comment,
        hcl_expression,
        hcl_strings,
        hcl_content,
        hcl_type,
        hcl_key,
        hcl_locals,
        hcl_tags,
        hcl_traversal,
        hcl_label,
        hcl_asserted,
        hcl_module_file,
        hcl_whole,
        json_value,
        json_comma,
        md,
        md_code,
        md_codes,
        md_actions,
        md_objects,
        md_conditions,
        md_phrase,
        md_html,
        sh_words,
        yaml_comment,
        yaml_text,
        yaml_texts,
        yaml_quoted,
        yaml_lines,
        yaml_pairs,
    )
}


def _md_all_but(excepted: tuple[str | Pattern, ...]) -> str:
    return f"all but<br>{md_codes(excepted)}"


def _text(value: object) -> str:
    return _of(str, value)


def _of(kind: type[_Kind] | tuple[type[_Kind], ...], value: object) -> _Kind:
    if not isinstance(value, kind):
        # an undefined name raises here when it becomes a text, and says which name it is
        raise TypeError(f"`{value}` is not of the type `{kind}`")
    return value


def _items(value: tuple[_Kind, ...]) -> tuple[_Kind, ...]:
    """A tuple as it is: StrictUndefined, which would iterate as nothing, is refused."""
    _of(tuple, value)
    return value


def _is_identifier(text: str) -> bool:
    return text.isascii() and text.replace("_", "a").isalnum() and not text[0].isdigit()
