"""A compiled module → what its test files must say, as expressions by the place where they stand.

Source: https://developer.hashicorp.com/terraform/language/tests
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from generator.model.module import BOUNDARY, Module
from generator.model.profile import Attachment, IdentityKind
from generator.model.target import Bindings, Target
from generator.renderer.facts import ASSIGNMENT, INSTANCE_ARN, USER
from generator.renderer.render import DOCUMENTS_TEST, MODULE_TEST
from generator.renderer.view_tests import PERMISSION_SET_ARN, mocked_arn, mocked_json, place_of_tests
from generator.verifier.decode_module import TERRAFORM_FILES, decode_module
from generator.verifier.evaluate import Symbol, Value
from generator.verifier.expected import content
from generator.verifier.expected_resources import GIVEN, defaults, identify, resources_with
from generator.verifier.read_hcl import read_blocks, read_test_blocks
from generator.verifier.resources import RESOURCES
from generator.verifier.syntax import Call, Constant, Expression, Items, Object, Reference, Text

Said = tuple[str, Expression | None]
"""A place in a test file and the expression there, None for a block."""

_ASSERTED_TYPES = ("aws_iam_", "aws_ssoadmin_")
_UNASSERTED = ("for_each", "count", "lifecycle")
_TRUE = Constant(value=True)
_SETTINGS: Mapping[str, Expression] = {
    "access_key": Text("none"),
    "secret_key": Text("none"),
    "skip_credentials_validation": _TRUE,
    "skip_metadata_api_check": _TRUE,
    "skip_region_validation": _TRUE,
    "skip_requesting_account_id": _TRUE,
}
"""A provider that asks nobody, and has no credentials that anybody would take."""

_EQUAL = """\
run "x" {{
  assert {{
    condition = length(distinct([
      for text in [data.aws_iam_policy_document.{name}.json, file("${{path.module}}/policies/{target}/{name}.json")] :
      jsonencode(merge(jsondecode(text), {{
        Statement = {{ for one in jsondecode(text).Statement : one.Sid => {{ for name, value in one : name => try(
          sort(flatten([value])),
          {{ for key, values in value : key => try(
            sort(flatten([values])),
            {{ for inner, texts in values : inner => sort(flatten([texts])) }},
          ) }},
        ) }} }}
      }}))
    ])) == 1
  }}
}}
"""
"""Two documents are one, whatever the order of a list, and whether a list of one is a list."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """A module, and its .tf files by name, which are verified already."""

    module: Module
    texts: Mapping[str, str]
    targets: tuple[Target, ...]

    def sources(self, type_: str) -> tuple[str, ...]:
        """The addresses of the data sources of a type that the files declare."""
        blocks = (one for name in TERRAFORM_FILES for one in read_blocks(self.texts[name]))
        found = (one.labels for one in blocks if one.type == "data")
        return tuple(f"data.{type_}.{label}" for kind, label in found if kind == type_)


def expected_tests(tested: Tested) -> Iterator[tuple[str, Iterator[Said]]]:
    """The test files of a module, each with what it must say."""
    yield f"tests/{MODULE_TEST}", expected_module_test(tested)
    if tested.targets and tested.module.documents:
        yield f"tests/{DOCUMENTS_TEST}", expected_documents_test(tested)


def expected_documents_test(tested: Tested) -> Iterator[Said]:
    """What documents.tftest.hcl must say: each document of each target is its JSON file."""
    for target in tested.targets:
        provider, run = f"provider.aws {target.name}", f"run.{target.name}"
        settings = {"alias": Text(target.name), "region": Text(target.bindings.region), **_SETTINGS}
        yield from _block(provider, settings)
        aliased = Object((("aws", Reference(("aws", target.name))),))
        yield from _block(run, {"command": Reference(("plan",)), "providers": aliased})
        yield from _variables(run, _required(tested.module, target.bindings))
        for source in tested.sources("aws_caller_identity"):
            yield from _overridden(f"{run}.override_data {source}", "account_id", target.bindings.account)
        for one in tested.module.documents:
            place = f"{run}.assert data.aws_iam_policy_document.{one.name}.json"
            yield from ((place, None), (f"{place}.condition", _equal(one.name, target.name)))


def expected_module_test(tested: Tested) -> Iterator[Said]:
    """What module.tftest.hcl must say: each argument that gives, bounds or names access, with a mocked provider."""
    place = place_of_tests(tested.module, tested.targets)
    yield "mock_provider.aws", None
    for type_, values in _mocked_data(place).items():
        if tested.sources(type_):
            texts = Object(tuple((name, Text(one)) for name, one in sorted(values.items())))
            yield from _block(f"mock_provider.aws.mock_data.{type_}", {"defaults": texts})
    for one in tested.module.documents:
        source = f"override_data data.aws_iam_policy_document.{one.name}"
        yield from _overridden(source, "json", mocked_json(one.name))
    yield from _mocked_resources(tested.module, place)
    yield from _block("run.module", {"command": Reference(("apply",))})
    yield from _variables("run.module", _given(tested.module, place))
    for subject, value in _facts(tested, place):
        yield from ((f"run.module.assert {subject}", None), (f"run.module.assert {subject}.condition", value))


def _block(place: str, attributes: Mapping[str, Expression]) -> Iterator[Said]:
    yield place, None
    yield from ((f"{place}.{name}", value) for name, value in attributes.items())


def _overridden(place: str, name: str, text: str) -> Iterator[Said]:
    target = Reference(tuple(place.rpartition(" ")[2].split(".")))
    yield from _block(place, {"target": target, "values": Object(((name, Text(text)),))})


def _variables(run: str, given: Mapping[str, Expression]) -> Iterator[Said]:
    if given:
        yield from _block(f"{run}.variables", given)


def _equal(name: str, target: str) -> Expression:
    (run,) = read_test_blocks(_EQUAL.format(name=name, target=target))
    return run.blocks[0].attributes[0].value


def _mocked_data(place: Bindings) -> Mapping[str, Mapping[str, str]]:
    return {
        "aws_caller_identity": {"account_id": place.account},
        "aws_partition": {"dns_suffix": place.dns_suffix, "partition": place.partition},
        "aws_service": {"region": place.region},
    }


def _mocked_resources(module: Module, place: Bindings) -> Iterator[Said]:
    own = [one.name for one in module.policies] if module.attachment is Attachment.MANAGED else []
    own += [BOUNDARY] if module.boundary is not None and module.boundary.document is not None else []
    for one in own:
        yield from _overridden(f"override_resource aws_iam_policy.{one}", "arn", mocked_arn(one, place))
    if module.permission_set is not None:
        yield from _overridden("override_resource aws_ssoadmin_permission_set.this", "arn", PERMISSION_SET_ARN)


def _required(module: Module, place: Bindings) -> dict[str, Expression]:
    values = dict(place.inputs)
    inputs = {use.input.name: content(values[use.input.name]) for use in module.inputs}
    return inputs | ({"instance_arn": Text(INSTANCE_ARN)} if module.permission_set is not None else {})


def _given(module: Module, place: Bindings) -> dict[str, Expression]:
    found = _required(module, place)
    if module.has(IdentityKind.USER):
        found["users"] = Items((Text(USER),))
    if module.permission_set is not None:
        entry = Object(tuple((name, Text(one)) for name, one in sorted(ASSIGNMENT.items())))
        found["account_assignments"] = Object(((USER, entry),))
    return found


def _facts(tested: Tested, place: Bindings) -> Iterator[tuple[str, Expression]]:
    """Each argument that is compared in main.tf, by the address that the resource has there."""
    somebody = {"users": (USER,), "assignments": {USER: ASSIGNMENT}, "instance": INSTANCE_ARN}
    wanted = resources_with(tested.module, place, replace(defaults(tested.module), **somebody))
    made = decode_module(tested.texts, place, GIVEN).by_default.resources
    for address, attributes in made.items():
        known = wanted.get(identify(address, attributes))
        if known is not None and address.startswith(_ASSERTED_TYPES):
            by = RESOURCES[address.partition(".")[0]].attaches
            yield from _one_resource(address, {**known, **({by: attributes[by]} if by else {})})


def _one_resource(address: str, attributes: Mapping[str, Value]) -> Iterator[tuple[str, Expression]]:
    blocks = RESOURCES[address.partition(".")[0]].blocks or {}
    subject, each = address, {}
    if "for_each" in attributes:
        subject = f'{address}["{USER}"]'
        each = {"each.key": USER, **{f"each.value.{name}": one for name, one in ASSIGNMENT.items()}}
    elif "count" in attributes:
        subject = f"{address}[0]"
    named = {name: value for name, value in attributes.items() if name not in _UNASSERTED}
    yield from _attributes(subject, named, set(blocks), each)


def _attributes(
    subject: str, attributes: Mapping[str, Value], blocks: set[str], each: Mapping[str, str]
) -> Iterator[tuple[str, Expression]]:
    for name, value in attributes.items():
        if isinstance(value, Mapping) and any(one.rpartition(".")[2] == name for one in blocks):
            yield from _attributes(f"{subject}.{name}[0]", value, blocks, each)
        elif value != {}:
            yield f"{subject}.{name}", _expression(value, each)


def _expression(value: Value, each: Mapping[str, str]) -> Expression:
    match value:
        case Symbol(address=address):
            return Text(each[address]) if address in each else Reference(tuple(address.split(".")))
        case str():
            return Text(value)
        case Mapping():
            entries = ((key, _expression(one, each)) for key, one in sorted(value.items()))
            return Call("tomap", (Object(tuple(entries)),))
        case tuple():
            return Items(tuple(_expression(one, each) for one in value))
        case _:
            return Constant(value)
