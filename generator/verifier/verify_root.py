"""The files of the root module are read back and compared with what was compiled, block by block.

Every call, variable, output, `moved` and `import` must be there with just its arguments, and nothing else may be.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.diagnostics import DiagnosticError
from generator.model.root import Root
from generator.renderer.render import RenderedFile
from generator.verifier.decode_document import describe
from generator.verifier.decode_module import TERRAFORM_FILES, check_terraform
from generator.verifier.expected_root import Attributes, expected_blocks, import_address, moved_address, spell
from generator.verifier.read_hcl import Unreadable, read_blocks
from generator.verifier.syntax import Block, Expression, Text
from generator.verifier.verify import not_faithful

_LABELS = {"module": 1, "variable": 1, "output": 1, "moved": 0, "import": 0}
_DESCRIBED = ("variable", "output")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A block as it was read back."""

    block: Block
    attributes: Attributes


def verify_root(root: Root, files: Sequence[RenderedFile]) -> None:
    """Compares the root module's files with the root module.

    Raises: DiagnosticError with every difference, or with the first thing that cannot be read.
    """
    by_path = {one.path: one for one in files}
    try:
        found = _found_blocks({name: by_path[name].text for name in TERRAFORM_FILES})
    except Unreadable as error:
        raise DiagnosticError([not_faithful(by_path[error.file], error.line or 1, error.message)]) from None
    problems = tuple(_problems(found, expected_blocks(root)))
    if problems:
        raise DiagnosticError(not_faithful(by_path[file], line, message) for file, line, message in problems)


def _problems(found: Mapping[str, _Found], wanted: Mapping[str, Attributes]) -> Iterator[tuple[str, int, str]]:
    """Files, lines and what is wrong there."""
    for address, one in found.items():
        if address not in wanted:
            yield one.block.file, one.block.line, f"`{address}` was not compiled"
            continue
        for name in sorted({*one.attributes, *wanted[address]}):
            have, want = one.attributes.get(name), wanted[address].get(name)
            if repr(have) != repr(want):  # in Python, 0 equals False
                message = f"`{address}`: {name} read back as `{spell(have)}`, compiled was `{spell(want)}`"
                yield one.block.file, one.block.line, message
    yield from ((TERRAFORM_FILES[0], 1, f"`{one}` is missing") for one in wanted if one not in found)


def _found_blocks(texts: Mapping[str, str]) -> dict[str, _Found]:
    """The texts of the files → their blocks by address. Raises: Unreadable, with the file."""
    found: dict[str, _Found] = {}
    for file, text in texts.items():
        try:
            for block in read_blocks(text):
                _add(found, replace(block, file=file))
        except Unreadable as error:
            raise Unreadable(error.message, error.line, file) from None
    return found


def _add(found: dict[str, _Found], block: Block) -> None:
    if block.type == "terraform" and not block.labels:
        check_terraform(block)
        return
    if len(block.labels) != _LABELS.get(block.type, -1):
        raise Unreadable(f"`{describe(block)}` has no place in the root module", block.line)
    if block.blocks:
        raise Unreadable(f"a block has no place in `{describe(block)}`", block.blocks[0].line)
    attributes = {one.name: one.value for one in block.attributes if not _is_description(block, one.name, one.value)}
    address = _address(block, attributes)
    if address in found:
        raise Unreadable(f"`{address}` stands twice", block.line)
    found[address] = _Found(block=block, attributes=attributes)


def _is_description(block: Block, name: str, value: Expression) -> bool:
    """Whether it is the description of a variable or output, which a template may word as it likes."""
    return block.type in _DESCRIBED and name == "description" and isinstance(value, Text)


def _address(block: Block, attributes: Attributes) -> str:
    named = {"moved": moved_address, "import": import_address}.get(block.type)
    if named is None:
        return describe(block)
    if "to" not in attributes:
        raise Unreadable(f"`{block.type}` says nothing of where `to`", block.line)
    return named(attributes["to"])
