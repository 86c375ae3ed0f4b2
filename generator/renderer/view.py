"""Module → ModuleView: everything that a template prints, decided and in order."""

from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.module import TRUST, InputUse, Module, NamedDocument
from generator.model.pattern import InputValue, Part, Pattern, TargetValue, join
from generator.model.policy import VERSION, PolicyDocument, Statement, patterns_of
from generator.model.profile import IdentityKind, Input, InputType
from generator.model.target import INPUT_CHARS, WILDCARD_CHARS, InputContent
from generator.renderer.tables import InputRow, OutputRow, input_rows, output_rows

NAME = InputValue(name="name")
_NAMED_AFTER = {
    IdentityKind.ROLE: "role and its policies",
    IdentityKind.POLICY: "policy",
    IdentityKind.INSTANCE_PROFILE: "role, its instance profile and its policies",
}


_EXAMPLES: dict[InputType, InputContent] = {
    InputType.STRING: "…",
    InputType.NUMBER: 0,
    InputType.BOOL: True,
    InputType.LIST_OF_STRING: ("…",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyView:
    """A customer managed policy; `name` and `name_prefix` read the variable `name`."""

    label: str
    name: Pattern
    name_prefix: Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentView:
    """An AWS managed policy that the role gets."""

    label: str
    name: str
    arn: Pattern


@dataclass(frozen=True, slots=True, kw_only=True)
class InputView:
    """A variable; `allowed` is the regular expression of good texts."""

    name: str
    type: InputType
    description: str
    default: InputContent | None
    has_default: bool
    is_checked_list: bool
    is_checked_text: bool
    allowed: str
    complaint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ExampleView:
    """An input that must be given, with a value of its type to put in its place."""

    name: str
    example: InputContent


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentView:
    """A policy document; the statements hold Patterns."""

    label: str
    title: str
    version: str
    statements: tuple[Statement, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleView:
    """What main.tf, variables.tf, outputs.tf, versions.tf and README.md show."""

    persona: str
    title: str
    description: str
    service: str
    name: str
    path: str
    tags: tuple[tuple[str, str], ...]
    label: str
    source: str
    name_description: str
    has_role: bool
    has_instance_profile: bool
    has_policies: bool
    max_session_s: int
    documents: tuple[DocumentView, ...]
    policies: tuple[PolicyView, ...]
    attachments: tuple[AttachmentView, ...]
    inputs: tuple[InputView, ...]
    locals: tuple[TargetValue, ...]
    reads_account: bool
    reads_partition: bool
    reads_region: bool
    has_locals: bool
    document_width: int
    policy_width: int
    targets: tuple[str, ...]
    has_required_inputs: bool
    required_inputs: tuple[ExampleView, ...]
    required_width: int
    input_rows: tuple[InputRow, ...]
    output_rows: tuple[OutputRow, ...]


def view(module: Module, targets: tuple[str, ...]) -> ModuleView:
    """A compiled module and the names of its targets → what templates print."""
    attachments = tuple(_attachment(one) for one in module.managed_policies)
    used = _target_values(module, attachments)
    has_instance_profile = module.identity is IdentityKind.INSTANCE_PROFILE
    required = tuple(_example(one.input) for one in module.inputs if one.input.default is None)
    name_description = f"Name of the {_NAMED_AFTER[module.identity]}."
    return ModuleView(
        persona=module.persona,
        title=module.title,
        description=module.description,
        service=module.service or "iam",
        name=module.name,
        path=module.path,
        tags=module.tags,
        label=module.persona.replace("-", "_"),
        source=f"./modules/{module.persona}",
        name_description=name_description,
        has_role=module.trust is not None,
        has_instance_profile=has_instance_profile,
        has_policies=bool(module.policies),
        max_session_s=module.max_session_s,
        documents=tuple(_documents(module)),
        policies=tuple(map(_policy, module.policies)),
        attachments=attachments,
        inputs=tuple(_input(one) for one in module.inputs),
        locals=tuple(sorted(used, key=lambda one: one.value)),
        reads_account=TargetValue.ACCOUNT in used,
        reads_partition=bool(used & {TargetValue.PARTITION, TargetValue.DNS_SUFFIX}),
        reads_region=TargetValue.REGION in used,
        has_locals=bool(used),
        document_width=max((len(one.name) for one in module.documents), default=0),
        policy_width=max((len(one.name) for one in module.policies), default=0),
        targets=targets,
        has_required_inputs=bool(required),
        required_inputs=required,
        required_width=max((len(one.name) for one in required), default=0),
        input_rows=input_rows(module, name_description),
        output_rows=output_rows(module, has_instance_profile=has_instance_profile),
    )


def _documents(module: Module) -> Iterator[DocumentView]:
    for number, one in enumerate(module.documents, start=1):
        title = "Who may assume the role" if one.name == TRUST else _titled(number, len(module.policies))
        yield DocumentView(label=one.name, title=title, version=VERSION, statements=one.document.statements)


def _example(one: Input) -> ExampleView:
    return ExampleView(name=one.name, example=_EXAMPLES[one.type])


def _titled(number: int, count: int) -> str:
    title = "What the persona may do, and may never do"
    return f"{title}, {number} of {count}" if count > 1 else title


def _policy(named: NamedDocument) -> PolicyView:
    return PolicyView(label=named.name, name=join(NAME, named.suffix), name_prefix=join(NAME, f"{named.suffix}-"))


def _attachment(arn: Pattern) -> AttachmentView:
    name = str(arn).rpartition("/")[2]
    return AttachmentView(label=_snake(name), name=name, arn=arn)


def _input(use: InputUse) -> InputView:
    one = use.input
    chars = INPUT_CHARS if use.exact else WILDCARD_CHARS + INPUT_CHARS
    wild = "" if use.exact else ", and the wildcards * and ?"
    complaint = f"Use letters, digits, spaces, the characters _.:/=+@,~#-{wild}."
    return InputView(
        name=one.name,
        type=one.type,
        description=one.description,
        default=one.default,
        has_default=one.default is not None,
        is_checked_list=one.type is InputType.LIST_OF_STRING,
        is_checked_text=one.type is InputType.STRING,
        allowed=f"^[{chars}]+$",
        complaint=complaint,
    )


def _target_values(module: Module, attachments: tuple[AttachmentView, ...]) -> set[TargetValue]:
    parts = [part for one in module.documents for part in _parts(one.document)]
    parts += [part for one in attachments for part in one.arn.parts]
    return {part for part in parts if isinstance(part, TargetValue)}


def _parts(document: PolicyDocument) -> list[Part]:
    return [part for one in document.statements for pattern in patterns_of(one) for part in pattern.parts]


def _snake(name: str) -> str:
    out: list[str] = []
    for before, char, after in zip(" " + name, name, name[1:] + " ", strict=False):
        starts = char.isupper() and (before.islower() or before.isdigit() or (before.isupper() and after.islower()))
        out.append(("_" if starts else "") + (char.lower() if char.isalnum() else "_"))
    return "".join(out).strip("_")
