"""Root → RootView: everything that the templates of the root module print, decided and in order."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.model.profile import Input, InputType
from generator.model.root import Argument, Call, Given, Import, Moved, Root
from generator.model.target import InputContent
from generator.renderer import hcl
from generator.renderer.tables import NO_DEFAULT, InputRow
from generator.renderer.view import EXAMPLES, ExampleView


@dataclass(frozen=True, slots=True, kw_only=True)
class CallView:
    """The call of a persona's module; `width` is that of its longest argument."""

    label: str
    persona: str
    title: str
    description: str
    source: str
    arguments: tuple[Argument, ...]
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class VariableView:
    """A variable that one persona has."""

    name: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RootInputView:
    name: str
    type: InputType
    description: str
    default: InputContent | None
    has_default: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportView:
    """What is imported: the resource `this` of a call, under its name in AWS."""

    label: str
    resource: str
    id: str
    address: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RootView:
    """What the files of the root module show."""

    calls: tuple[CallView, ...]
    has_tags: bool
    tags: tuple[tuple[str, str], ...]
    takes_boundary: bool
    takes_instance: bool
    users: tuple[VariableView, ...]
    assignments: tuple[VariableView, ...]
    switches: tuple[VariableView, ...]
    inputs: tuple[RootInputView, ...]
    moved: tuple[Moved, ...]
    imports: tuple[ImportView, ...]
    has_required: bool
    required: tuple[ExampleView, ...]
    required_width: int
    input_rows: tuple[InputRow, ...]


def view_root(root: Root) -> RootView:
    """The root module → what its templates print."""
    given = {one.gives for one in root.variables}
    required = tuple(_required(root, given))
    return RootView(
        calls=tuple(_call(one) for one in root.calls),
        has_tags=Given.TAGS in given,
        tags=root.tags,
        takes_boundary=Given.PERMISSIONS_BOUNDARY in given,
        takes_instance=Given.INSTANCE_ARN in given,
        users=_of_personas(root, Given.USERS),
        assignments=_of_personas(root, Given.ACCOUNT_ASSIGNMENTS),
        switches=_of_personas(root, Given.CREATE),
        inputs=tuple(_input(one) for one in root.inputs),
        moved=root.moved,
        imports=tuple(_import(one) for one in root.imports),
        has_required=bool(required),
        required=required,
        required_width=max((len(one.name) for one in required), default=0),
        input_rows=tuple(sorted(_rows(root), key=lambda one: one.name)),
    )


def _call(call: Call) -> CallView:
    return CallView(
        label=call.label,
        persona=call.persona,
        title=call.title,
        description=call.description,
        source=f"./{call.persona}",
        arguments=call.arguments,
        width=max((len(one.name) for one in call.arguments), default=0),
    )


def _import(one: Import) -> ImportView:
    address = f"module.{one.label}.{one.resource}.this"
    return ImportView(label=one.label, resource=one.resource, id=one.id, address=address)


def _input(one: Input) -> RootInputView:
    return RootInputView(
        name=one.name,
        type=one.type,
        description=one.description,
        default=one.default,
        has_default=one.default is not None,
    )


def _of_personas(root: Root, gives: Given) -> tuple[VariableView, ...]:
    found = (one for one in root.variables if one.gives is gives)
    return tuple(VariableView(name=one.name, description=f"{_WORDS[gives].format(one.persona)}.") for one in found)


_WORDS: Mapping[Given, str] = {
    Given.USERS: "Names of the IAM users that get the policies of {}",
    Given.ACCOUNT_ASSIGNMENTS: "Groups and users that get the permission set of {}, each in an account",
    Given.CREATE: "Whether the role of the persona {} is made; false where the account has it",
}


def _required(root: Root, given: set[Given]) -> Iterator[ExampleView]:
    if Given.INSTANCE_ARN in given:
        yield ExampleView(name="instance_arn", example="…")
    needed = (one for one in root.inputs if one.default is None)
    yield from (ExampleView(name=one.name, example=EXAMPLES[one.type]) for one in needed)


def _rows(root: Root) -> Iterator[InputRow]:
    for variable in root.variables:
        words, type_, default = _STANDARD[variable.gives]
        yield _row(variable.name, words.format(variable.persona), type_, default or hcl.inline_tags(root.tags))
    for one in root.inputs:
        default = hcl.content(one.default) if one.default is not None else NO_DEFAULT
        yield _row(one.name, one.description.removesuffix("."), one.type.value, default)


_STANDARD: Mapping[Given, tuple[str, str, str]] = {
    Given.TAGS: ("Tags of everything that has tags", "map(string)", ""),
    Given.PERMISSIONS_BOUNDARY: ("ARN of the roles' permissions boundary; null for none", "string", "null"),
    Given.INSTANCE_ARN: ("ARN of the IAM Identity Center instance", "string", NO_DEFAULT),
    Given.USERS: (_WORDS[Given.USERS], "set(string)", "[]"),
    Given.ACCOUNT_ASSIGNMENTS: (
        _WORDS[Given.ACCOUNT_ASSIGNMENTS],
        "map(object({account = string, principal_id = string, principal_type = string}))",
        "{}",
    ),
    Given.CREATE: (_WORDS[Given.CREATE], "bool", "true"),
}
"""Description, type and default of the variables that are no inputs; the default of `tags` is the profile's."""


def _row(name: str, description: str, type_: str, default: str) -> InputRow:
    required = "yes" if default == NO_DEFAULT else "no"
    return InputRow(name=name, description=description, type=type_, default=default, required=required)
