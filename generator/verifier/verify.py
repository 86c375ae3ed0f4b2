"""Rendered files are read back and compared with the module that they were rendered from.

Every document under every target's bindings, and under made-up ones in which all values
differ, so that no two can be mistaken for each other. A mismatch names the template, the
statement and both values.
"""

from collections.abc import Iterator, Mapping, Sequence

from generator.diagnostics import Diagnostic, DiagnosticError, Position
from generator.model.module import Module
from generator.model.policy import BoundDocument, BoundStatement, bind_document
from generator.model.target import Bindings, Target
from generator.renderer.render import RenderedFile
from generator.verifier.decode_document import decode_json
from generator.verifier.decode_module import TERRAFORM_FILES, DecodedModule, Variable, decode_module
from generator.verifier.evaluate import CHECK_FUNCTIONS, Scope, Symbol, Value, evaluate
from generator.verifier.expected import (
    HARMLESS,
    STANDARD_VARIABLES,
    ExpectedVariable,
    by_sid,
    documents,
    expected_documents,
    expected_outputs,
    expected_resources,
    expected_variables,
)
from generator.verifier.read_hcl import Unreadable

_SHOWN_CHARS = 160


def verify(
    module: Module, files: Sequence[RenderedFile], targets: tuple[Target, ...], places: tuple[Bindings, ...]
) -> int:
    """Compares a module's files with the module; the number of policy documents that were compared.

    Raises: DiagnosticError with every difference of the first file that has any.
    """
    by_path = {one.path.removeprefix(f"{module.persona}/"): one for one in files}
    texts = {name: by_path[name].text for name in TERRAFORM_FILES}
    for bindings in places:
        _refuse(by_path["main.tf"], _module_problems(module, texts, bindings))
    for target in targets:
        for named in documents(module):
            file = by_path[f"policies/{target.name}/{named.name}.json"]
            _refuse(file, _json_problems(file.text, named.name, bind_document(named.document, target.bindings)))
    return len(documents(module)) * (len(places) + len(targets))


def _refuse(file: RenderedFile, messages: Iterator[str]) -> None:
    """Raises what the comparison of a file yields, or the reason why it cannot be read."""
    line = 1
    try:
        found = list(messages)
    except Unreadable as error:
        line, found = error.line or 1, [error.message]
    at = Position(file=file.path, line=line, column=1)
    hint = f"the template is {file.template}; it may change the looks of a module, never its access"
    if found:
        raise DiagnosticError(Diagnostic(code="not-faithful", message=one, at=at, hint=hint) for one in found)


def _json_problems(text: str, name: str, wanted: BoundDocument) -> Iterator[str]:
    yield from _document_problems(name, by_sid(decode_json(text)), by_sid(wanted))


def _module_problems(module: Module, texts: Mapping[str, str], bindings: Bindings) -> Iterator[str]:
    decoded = decode_module(texts, bindings)
    wanted = expected_documents(module, bindings)
    yield from _names("policy document", set(decoded.documents), set(wanted))
    for name in sorted(set(wanted) & set(decoded.documents)):
        yield from _document_problems(name, by_sid(decoded.documents[name]), wanted[name])
    yield from _resource_problems(decoded, expected_resources(module, bindings))
    yield from _variable_problems(decoded, expected_variables(module))
    yield from _output_problems(decoded, expected_outputs(module))


def _document_problems(name: str, found: BoundDocument, wanted: BoundDocument) -> Iterator[str]:
    if found.version != wanted.version:
        yield f"`{name}` has the version {_show(found.version)}, compiled was {_show(wanted.version)}"
    have, want = {one.sid: one for one in found.statements}, {one.sid: one for one in wanted.statements}
    yield from _names(f"statement of `{name}`", set(have), set(want))
    if len(have) < len(found.statements):
        yield f"two statements of `{name}` have the same Sid"
    for sid in sorted(set(have) & set(want)):
        yield from _statement_problems(f"{name}, statement `{sid}`", have[sid], want[sid])


def _statement_problems(where: str, found: BoundStatement, wanted: BoundStatement) -> Iterator[str]:
    for element in ("effect", "actions", "resources", "principals", "conditions"):
        have, want = getattr(found, element), getattr(wanted, element)
        if have != want:
            yield f"{where}: {element} read back as {_show(have)}, compiled was {_show(want)}"


def _names(kind: str, found: set[str], wanted: set[str]) -> Iterator[str]:
    yield from (f"the {kind} `{one}` was not compiled" for one in sorted(found - wanted))
    yield from (f"the {kind} `{one}` is missing" for one in sorted(wanted - found))


def _resource_problems(decoded: DecodedModule, wanted: Mapping[str, Mapping[str, Value]]) -> Iterator[str]:
    found = {_identify(address, attributes): attributes for address, attributes in decoded.resources.items()}
    if len(found) < len(decoded.resources):
        yield "one policy is attached twice"
    yield from _names("resource", set(found), set(wanted))
    for address in sorted(set(found) & set(wanted)):
        have = {key: value for key, value in found[address].items() if key not in HARMLESS and key != "policy_arn"}
        want = wanted[address]
        for key in sorted(set(have) | set(want)):
            if have.get(key) != want.get(key):
                yield f"`{address}`: {key} read back as {_show(have.get(key))}, compiled was {_show(want.get(key))}"


def _identify(address: str, attributes: Mapping[str, Value]) -> str:
    """A resource's address, or what it attaches."""
    if not address.startswith("aws_iam_role_policy_attachment."):
        return address
    policy = attributes.get("policy_arn")
    return f"attachment of {policy.address if isinstance(policy, Symbol) else policy}"


def _variable_problems(decoded: DecodedModule, wanted: Mapping[str, ExpectedVariable]) -> Iterator[str]:
    inputs = {name: one for name, one in decoded.variables.items() if name not in STANDARD_VARIABLES}
    yield from _names("variable", set(inputs), set(wanted))
    yield from (f"the variable `{name}` is declared and never read" for name in decoded.unused)
    for name in sorted(set(inputs) & set(wanted)):
        yield from _one_variable(name, inputs[name], wanted[name])


def _one_variable(name: str, found: Variable, wanted: ExpectedVariable) -> Iterator[str]:
    if (found.type, found.has_default, found.default) != (wanted.type, wanted.has_default, wanted.default):
        have, want = f"{found.type} = {_show(found.default)}", f"{wanted.type} = {_show(wanted.default)}"
        yield f"the variable `{name}` read back as {have}, compiled was {want}"
    if found.nullable:
        yield f"the variable `{name}` can be null"
    for text in wanted.taken:
        if not _passes(name, found, wanted, text):
            yield f"the validation of the variable `{name}` refuses {_show(text)}"
    for text in wanted.refused:
        if _passes(name, found, wanted, text):
            yield f"the validation of the variable `{name}` takes {_show(text)}"


def _passes(name: str, found: Variable, wanted: ExpectedVariable, text: str) -> bool:
    value: Value = ("web", text) if wanted.type == "list(string)" else text
    scope = Scope(names={("var", name): value}, functions=CHECK_FUNCTIONS)
    return all(evaluate(one, scope) is True for one in found.checks)


def _output_problems(decoded: DecodedModule, wanted: Mapping[str, Value]) -> Iterator[str]:
    for name, value in wanted.items():
        if decoded.outputs.get(name) != value:
            yield f"the output `{name}` read back as {_show(decoded.outputs.get(name))}, compiled was {_show(value)}"


def _show(value: object) -> str:
    text = value.address if isinstance(value, Symbol) else repr(value)
    return f"`{text if len(text) <= _SHOWN_CHARS else text[:_SHOWN_CHARS] + '…'}`"
