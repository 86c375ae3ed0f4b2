"""Each line of a module taken out, and each doubled: refused, or the same module to HashiCorp's parser."""

from collections.abc import Iterator, Mapping
from typing import cast

import pygohcl
import pytest

from generator.verifier.decode_module import TERRAFORM_FILES
from tests.oracles import registry
from tests.verifier.shipped import complaints, text

pytestmark = pytest.mark.oracle("pygohcl")

PERSONA = "instance-role"
STANDARD = ("name", "use_name_prefix", "path", "description", "permissions_boundary", "tags")
# What gives nobody access: below which key, which keys. A role's tags are not among it.
LOOKS = {
    "aws": {"version"},
    "terraform": {"required_version"},
    "aws_iam_policy": {"tags"},
    "aws_iam_instance_profile": {"tags"},
    "permissions_boundary": {"default"},
    **{name: {"nullable", "type", "validation"} for name in ("name", "path")},
}
ANYWHERE = {"description", "error_message", "name_prefix"}
SETS = {"actions", "resources", "identifiers"}


def _changes(name: str) -> Iterator[tuple[str, str]]:
    lines = text(PERSONA, name).splitlines(keepends=True)
    for number, line in enumerate(lines):
        if line.strip() and not line.startswith("#"):
            yield f"-{number + 1}", "".join(lines[:number] + lines[number + 1 :])
            yield f"+{number + 1}", "".join(lines[: number + 1] + lines[number:])


def _meant(name: str, changed: str) -> object:
    """All files as HashiCorp's parser reads them, without looks. Raises where it cannot."""
    found = {one: text(PERSONA, one) for one in TERRAFORM_FILES} | {name: changed}
    return {one: _plain(pygohcl.loads(inner), ()) for one, inner in found.items()}


def _plain(value: object, where: tuple[str, ...]) -> object:
    match value:
        case dict():
            members = cast("Mapping[str, object]", value)
            return {key: _plain(one, (*where, key)) for key, one in members.items() if not _is_look(key, where)}
        case list() if where[-1] in SETS:  # the provider makes sets of them
            return sorted(set(cast("list[str]", value)))
        case list():
            return [_plain(one, where) for one in cast("list[object]", value)]
        case _:
            return value


def _is_look(key: str, where: tuple[str, ...]) -> bool:
    if where and where[-1] in STANDARD and where[0] == "variable" and key in ("nullable", "type"):
        return True
    return key in ANYWHERE or any(key in LOOKS.get(one, ()) for one in where)


@pytest.mark.parametrize("name", TERRAFORM_FILES)
def test_each_line_counts_or_is_looks(name: str) -> None:
    registry.ran("pygohcl")
    meant = _meant(name, text(PERSONA, name))
    survived = [(what, changed) for what, changed in _changes(name) if not complaints(PERSONA, {name: changed})]
    for what, changed in survived:
        assert _meant(name, changed) == meant, what


def test_most_lines_count() -> None:
    changes = list(_changes("main.tf"))
    refused = [what for what, changed in changes if complaints(PERSONA, {"main.tf": changed})]
    assert len(refused) / len(changes) > 0.8
