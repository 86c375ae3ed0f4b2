"""docs/diagnostics.md has one heading for each code that the generator uses, and no other."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
COMPLAINERS = {"complain", "error", "note", "warning", "_problem", "_stop"}
CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+|conflict|template|unwritable")
HEADING = re.compile(r"^### `([a-z0-9-]+)`$", re.MULTILINE)


def codes_of(source: str) -> Iterator[str]:
    """The codes that a module's text spells: `code="…"`, a complaint's first words, `code, message = (…)`."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(attr=name) | ast.Name(id=name), args=[*args]) if name in COMPLAINERS:
                yield from _first_text(args)
            case ast.keyword(arg="code", value=ast.Constant(value=str(text))):
                yield text
            case ast.Assign(targets=[ast.Tuple(elts=[ast.Name(id="code"), *_])], value=value):
                pairs = (one for one in ast.walk(value) if isinstance(one, ast.Tuple))
                yield from (code for pair in pairs for code in _first_text(pair.elts))
            case _:
                pass


def _first_text(args: list[ast.expr]) -> Iterator[str]:
    texts = (one.value for one in args[:2] if isinstance(one, ast.Constant) and isinstance(one.value, str))
    yield from (text for text in list(texts)[:1] if CODE.fullmatch(text))


def used() -> set[str]:
    files = (ROOT / "generator").rglob("*.py")
    return {code for file in files for code in codes_of(file.read_text(encoding="utf-8"))}


def documented() -> list[str]:
    return HEADING.findall((ROOT / "docs" / "diagnostics.md").read_text(encoding="utf-8"))


def test_every_code_has_a_heading_and_every_heading_a_code() -> None:
    assert sorted(documented()) == sorted(used())


def test_every_code_of_the_bad_profiles_is_among_those_found() -> None:
    texts = (ROOT / "tests" / "cases" / "bad_profiles").glob("*/expected.txt")
    shown = {code for file in texts for code in re.findall(r"error\[([a-z0-9-]+)\]", file.read_text(encoding="utf-8"))}
    assert shown <= used()


def test_codes_are_found_in_each_way_of_writing() -> None:
    source = """
problems.error("one-code", "message", at)
raise self._stop(event, "two-codes", f"{x}")
raise _problem(path, "three-codes", "message")
Diagnostic(code="four-codes", message=m, at=at)
code, message = ("five-codes", "m") if edited else ("six-codes", "m")
self.complain(variable, "a message that is no code", at)
"""
    assert sorted(codes_of(source)) == ["five-codes", "four-codes", "one-code", "six-codes", "three-codes", "two-codes"]
