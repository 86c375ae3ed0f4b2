"""The JavaScript that CDK Terrain generates for one provider type → that type's schema.

The generator writes a provider's schema out as code of one fixed shape, a class per block:

    // policy - computed: false, optional: false, required: true
    get policy() { return this.getStringAttribute('policy'); }

and, for what a user may set, an entry with `isBlock`, `type` and `storageClassType`.
Code of any other shape is refused, never guessed at.

Source: https://github.com/open-constructs/cdk-terrain
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from tests.oracles.provider6.schema import Attribute, Block, NestedBlock, Nesting, type_text


class Kind(Enum):
    RESOURCE = "TerraformResource"
    DATA_SOURCE = "TerraformDataSource"


@dataclass(frozen=True, slots=True, kw_only=True)
class TypeSchema:
    kind: Kind
    name: str
    block: Block


@dataclass(frozen=True, slots=True, kw_only=True)
class _Member:
    """An attribute or block as its class shows it: its flags and the code that reads it."""

    name: str
    computed: bool
    optional: bool
    required: bool
    code: str


_CLASS = re.compile(r"^class (\w+) extends cdktn\.(\w+) \{$", re.MULTILINE)
_MEMBER = re.compile(r"^    // (\w+) - computed: (\w+), optional: (\w+), required: (\w+)$", re.MULTILINE)
_SYNTHESIS = re.compile(r"^    // SYNTHESIS$", re.MULTILINE)
_TYPE_NAME = re.compile(r'^    static tfResourceType = "(\w+)";$', re.MULTILINE)
_ENTRY = re.compile(r'^ +(\w+): \{\n +value: .*\n +isBlock: (\w+),\n +type: "(\w+)",', re.MULTILINE)
_NESTED = re.compile(r'^    _\w+ = new (\w+?)(List|Map|OutputReference)\(this, "\w+"(?:, (\w+))?\);$', re.MULTILINE)
_GETTER = re.compile(r"return (cdktn\.Fn\.tolist\()?this\.(get\w+Attribute)\('\w+'\)\)?;")
_STRING_MAP = re.compile(r'^    _\w+ = new cdktn\.StringMap\(this, "\w+"\);$', re.MULTILINE)

_GETTER_TYPES: Mapping[tuple[str, bool], str | tuple[str, str]] = {
    ("getStringAttribute", False): "string",
    ("getNumberAttribute", False): "number",
    ("getBooleanAttribute", False): "bool",
    ("getListAttribute", False): ("list", "string"),
    ("getListAttribute", True): ("set", "string"),
    ("getNumberListAttribute", False): ("list", "number"),
    ("getNumberListAttribute", True): ("set", "number"),
    ("getStringMapAttribute", False): ("map", "string"),
}
"""By the getter and by whether its value goes through `tolist`, as a set's does, for a set has no order to index by."""


def parse(code: str) -> TypeSchema:
    """The text of one `lib/<type>/index.js` → the schema of its provider type.

    Raises:
        ValueError: the code has a shape that is not known.
    """
    classes = {name: (base, body) for name, base, body in _split_classes(code)}
    top, kind = next((name, Kind(base)) for name, (base, _) in classes.items() if base in {one.value for one in Kind})
    type_name = _TYPE_NAME.search(classes[top][1])
    if type_name is None:
        raise ValueError(f"class {top} does not say which provider type it is")
    reader = _Reader(bodies={name: body for name, (_, body) in classes.items()}, code=code)
    return TypeSchema(kind=kind, name=type_name[1], block=reader.block(top, top))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Reader:
    bodies: Mapping[str, str]
    code: str

    def block(self, class_name: str, struct: str) -> Block:
        """The class of a block, and the name of what a user hands it → Block."""
        members = tuple(_members(self.bodies[class_name]))
        entries = self._entries(class_name, struct)
        nested = {one.name for one in members if _NESTED.search(one.code)}
        return Block(
            attributes=tuple(_attribute(one) for one in members if one.name not in nested),
            blocks=tuple(self._nested(one, entries.get(one.name)) for one in members if one.name in nested),
        )

    def _entries(self, class_name: str, struct: str) -> Mapping[str, tuple[str, str]]:
        """Name → (isBlock, type) of what a user may set in a block."""
        text = self.bodies[class_name]
        if class_name != struct:
            function = f"function {struct[0].lower()}{struct[1:]}ToHclTerraform("
            text = self.code[self.code.index(function) :].partition("\n}\n")[0]
        return {name: (is_block, kind) for name, is_block, kind in _ENTRY.findall(text)}

    def _nested(self, member: _Member, entry: tuple[str, str] | None) -> NestedBlock:
        shape = _NESTED.search(member.code)
        if shape is None or entry is None or entry[0] != "true":
            raise ValueError(f"`{member.name}` is neither a plain attribute nor a block that a user may set")
        struct, container, _ = shape.groups()
        single = container == "OutputReference"
        return NestedBlock(
            name=member.name,
            nesting=Nesting.SINGLE if entry[1] == "struct" else Nesting(entry[1]),
            block=self.block(f"{struct}OutputReference", struct),
            min_items=int(member.required),
            max_items=int(single and entry[1] != "struct"),
        )


def _split_classes(code: str) -> Iterator[tuple[str, str, str]]:
    starts = list(_CLASS.finditer(code))
    ends = [one.start() for one in starts[1:]] + [len(code)]
    for start, end in zip(starts, ends, strict=True):
        yield start[1], start[2], code[start.end() : end].partition("\n}\n")[0]


def _members(body: str) -> Iterator[_Member]:
    synthesis = _SYNTHESIS.search(body)
    end = synthesis.start() if synthesis else len(body)
    found = list(_MEMBER.finditer(body, 0, end))
    stops = [one.start() for one in found[1:]] + [end]
    for one, stop in zip(found, stops, strict=True):
        name, *flags = one.groups()
        computed, optional, required = (flag == "true" for flag in flags)
        code = body[one.end() : stop]
        yield _Member(name=name, computed=computed, optional=optional, required=required, code=code)


def _attribute(member: _Member) -> Attribute:
    return Attribute(
        name=member.name,
        type=type_text(_type(member)),
        required=member.required,
        optional=member.optional,
        computed=member.computed,
    )


def _type(member: _Member) -> str | tuple[str, str]:
    if _STRING_MAP.search(member.code):
        return ("map", "string")
    getter = _GETTER.search(member.code)
    found = getter and _GETTER_TYPES.get((getter[2], getter[1] is not None))
    if not found:
        raise ValueError(f"`{member.name}` is read in a way that is not known")
    return found
