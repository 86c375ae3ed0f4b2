"""Rendered files are read back and compared with the module that they were rendered from.

Every document under every target's bindings, and under made-up ones in which all values
differ, so that no two can be mistaken for each other. A mismatch names the template, the
statement and both values.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import cast

from generator.diagnostics import Diagnostic, DiagnosticError, Position
from generator.model.module import Module, bound_documents
from generator.model.policy import BoundCondition, BoundDocument, BoundStatement
from generator.model.target import Bindings, Target
from generator.renderer.render import RenderedFile
from generator.verifier.decode_document import decode_json
from generator.verifier.decode_module import TERRAFORM_FILES, DecodedModule, Made, Variable, decode_module
from generator.verifier.evaluate import CHECK_FUNCTIONS, Scope, Symbol, Value, evaluate
from generator.verifier.expected import (
    ExpectedVariable,
    by_sid,
    expected_check,
    expected_documents,
    expected_variables,
    made_up_places,
)
from generator.verifier.expected_resources import (
    GIVEN,
    HARMLESS,
    attached,
    expected_given_resources,
    expected_outputs,
    expected_resources,
    identify,
)
from generator.verifier.expected_tests import Tested, expected_tests
from generator.verifier.read_hcl import Unreadable
from generator.verifier.syntax import Call, Expression, For, texts_in
from generator.verifier.verify_tests import differences

_SHOWN_CHARS = 160
_ELEMENTS = ("effect", "actions", "not_actions", "resources", "not_resources", "principals", "conditions")


def verify(
    module: Module, files: Sequence[RenderedFile], targets: tuple[Target, ...], places: tuple[Bindings, ...]
) -> int:
    """Compares a module's files with the module; the number of policy documents that were compared.

    Raises: DiagnosticError with every difference of the first file that has any.
    """
    by_path = {one.path.removeprefix(f"{module.persona}/"): one for one in files}
    texts = {name: by_path[name].text for name in TERRAFORM_FILES}
    compared = len(module.documents) * len(places)
    for bindings in (*places, *made_up_places(module)):
        _refuse(by_path, "main.tf", _module_problems(module, texts, bindings))
    for name, expected in expected_tests(Tested(module=module, texts=texts, targets=targets)):
        problems = differences(by_path[name].text, expected)
        _refuse(by_path, name, ((name, one) for one in problems))
    for target in targets:
        for stem, wanted in bound_documents(module, target.bindings):
            path = f"policies/{target.name}/{stem}.json"
            _refuse(by_path, path, ((path, one) for one in _json_problems(by_path[path].text, stem, wanted)))
            compared += 1
    return compared


def _refuse(by_path: Mapping[str, RenderedFile], path: str, problems: Iterator[tuple[str, str]]) -> None:
    """Raises what a comparison yields, pairs of a file and a message, or the reason why a file cannot be read."""
    try:
        found = [(by_path[name], 1, message) for name, message in problems]
    except Unreadable as error:
        found = [(by_path[error.file or path], error.line or 1, error.message)]
    if found:
        raise DiagnosticError(not_faithful(file, line, message) for file, line, message in found)


def not_faithful(file: RenderedFile, line: int, message: str) -> Diagnostic:
    """What is said of a file that does not mean what was compiled."""
    hint = f"the template is {file.template}; it may change the looks of a module, never its access"
    return Diagnostic(code="not-faithful", message=message, at=Position(file=file.path, line=line, column=1), hint=hint)


def _json_problems(text: str, name: str, wanted: BoundDocument) -> Iterator[str]:
    yield from _document_problems(name, by_sid(decode_json(text)), by_sid(wanted))


def _module_problems(module: Module, texts: Mapping[str, str], bindings: Bindings) -> Iterator[tuple[str, str]]:
    """Pairs of a file and what is wrong in it."""
    decoded = decode_module(texts, bindings, GIVEN)
    yield from (("main.tf", one) for one in _main_problems(module, decoded, bindings))
    yield from (("variables.tf", one) for one in _variable_problems(decoded, expected_variables(module)))
    for made in (decoded.by_default, decoded.given):
        yield from (("outputs.tf", one) for one in _output_problems(made, expected_outputs(module, bindings)))


def _main_problems(module: Module, decoded: DecodedModule, bindings: Bindings) -> Iterator[str]:
    wanted = expected_documents(module, bindings)
    yield from _names("policy document", set(decoded.documents), set(wanted))
    for name in sorted(set(wanted) & set(decoded.documents)):
        yield from _document_problems(name, by_sid(decoded.documents[name]), wanted[name])
    yield from _resource_problems(decoded.by_default, expected_resources(module, bindings))
    yield from _resource_problems(decoded.given, expected_given_resources(module, bindings))


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
    for element in _ELEMENTS:
        have, want = getattr(found, element), getattr(wanted, element)
        if have != want:
            found_only, wanted_only = _unlike(have, want)
            yield f"{where}: {element} read back as {_show(found_only)}, compiled was {_show(wanted_only)}"


def _unlike(found: object, wanted: object) -> tuple[object, object]:
    """Two values without the entries that both have."""
    have, want = _entries(found), _entries(wanted)
    if set(have) == set(want):
        return found, wanted
    return tuple(one for one in have if one not in want), tuple(one for one in want if one not in have)


def _entries(value: object) -> tuple[object, ...]:
    return cast("tuple[object, ...]", value) if isinstance(value, tuple) else ()


def _names(kind: str, found: set[str], wanted: set[str]) -> Iterator[str]:
    yield from (f"the {kind} `{one}` was not compiled" for one in sorted(found - wanted))
    yield from (f"the {kind} `{one}` is missing" for one in sorted(wanted - found))


def _resource_problems(made: Made, wanted: Mapping[str, Mapping[str, Value]]) -> Iterator[str]:
    found = {identify(address, attributes): attributes for address, attributes in made.resources.items()}
    if len(found) < len(made.resources):
        yield "one policy is attached twice"
    yield from _names("resource", set(found), set(wanted))
    for address in sorted(set(found) & set(wanted)):
        have, want = found[address], wanted[address]
        for key in sorted((set(have) - HARMLESS - {attached(address)}) | set(want)):
            if have.get(key) != want.get(key):
                yield f"`{address}`: {key} read back as {_show(have.get(key))}, compiled was {_show(want.get(key))}"


def _variable_problems(decoded: DecodedModule, wanted: Mapping[str, ExpectedVariable]) -> Iterator[str]:
    inputs = {name: one for name, one in decoded.variables.items() if name not in GIVEN}
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
    if wanted.allowed and not any(one == expected_check(name, wanted, _element(one)) for one in found.checks):
        have = tuple(text for one in found.checks for text in texts_in(one))
        yield f"the validation of the variable `{name}` read back as {_show(have)}, compiled was `{wanted.allowed}`"
    for text in wanted.taken:
        if not _passes(name, found, wanted, text):
            yield f"the validation of the variable `{name}` refuses {_show(text)}"
    for text in wanted.refused:
        if _passes(name, found, wanted, text):
            yield f"the validation of the variable `{name}` takes {_show(text)}"


def _element(check: Expression) -> str:
    """What a validation calls an element of a list."""
    match check:
        case Call(arguments=(For(variable=variable),)):
            return variable
        case _:
            return "value"


def _passes(name: str, found: Variable, wanted: ExpectedVariable, text: str) -> bool:
    value: Value = ("web", text) if wanted.type == "list(string)" else text
    scope = Scope(names={("var", name): value}, functions=CHECK_FUNCTIONS)
    try:
        return all(evaluate(one, scope) is True for one in found.checks)
    except Unreadable as error:
        message = f"the validation of the variable `{name}`: {error.message}"
        raise Unreadable(message, error.line, "variables.tf") from None


def _output_problems(made: Made, wanted: Mapping[str, Value]) -> Iterator[str]:
    for name, value in wanted.items():
        if made.outputs.get(name) != value:
            yield f"the output `{name}` read back as {_show(made.outputs.get(name))}, compiled was {_show(value)}"


def _show(value: object) -> str:
    text = value.address if isinstance(value, Symbol) else _spell(value)
    return f"`{text if len(text) <= _SHOWN_CHARS else text[:_SHOWN_CHARS] + '…'}`"


def _spell(value: object) -> str:
    """Conditions as a reader says them, everything else as Python does."""
    conditions = [one for one in _entries(value) if isinstance(one, BoundCondition)]
    spelled = (f"{one.key} {one.operator} {' or '.join(one.values)}" for one in conditions)
    return ", ".join(spelled) if conditions else repr(value)
