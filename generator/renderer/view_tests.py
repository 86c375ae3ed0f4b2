"""Module → ModuleTests: what the files under tests/ show, for `terraform test`.

module.tftest.hcl mocks the provider; documents.tftest.hcl has the real one render each policy document.

Source: https://developer.hashicorp.com/terraform/language/tests
Source: https://developer.hashicorp.com/terraform/language/tests/mocking
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.module import BOUNDARY, Module
from generator.model.profile import InputType
from generator.model.target import Bindings, InputContent, Target
from generator.renderer.facts import ASSIGNMENT, INSTANCE_ARN, USER, Fact, facts
from generator.renderer.hcl import Asserted, Traversal
from generator.renderer.view import ModuleView

PERMISSION_SET_ARN = "arn:aws:sso:::permissionSet/ssoins-0123456789abcdef/ps-0123456789abcdef"
_NOWHERE = Bindings(partition="aws", region="us-east-1", account="123456789012")
_SAMPLES: dict[InputType, InputContent] = {
    InputType.STRING: "example",
    InputType.NUMBER: 1,
    InputType.BOOL: True,
    InputType.LIST_OF_STRING: ("example",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenView:
    """A variable and the value that the tests give it."""

    name: str
    value: InputContent


@dataclass(frozen=True, slots=True, kw_only=True)
class MockedDocument:
    """A policy document that the mocked provider does not render: a policy that tells it from all others."""

    source: Traversal
    json: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MockedResource:
    """A resource whose ARN the provider checks where others read it."""

    resource: Traversal
    arn: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactView:
    """An assertion; `message` is what is said when it does not hold."""

    subject: Traversal
    value: Asserted
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RenderedDocument:
    """A policy document and its JSON file, a path inside the module."""

    source: Traversal
    file: str
    message: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TargetTest:
    """A run in the place of a target, with a provider of its own."""

    name: str
    provider: Traversal
    account: str
    region: str
    given: tuple[GivenView, ...]
    given_width: int
    documents: tuple[RenderedDocument, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ModuleTests:
    """What module.tftest.hcl and documents.tftest.hcl show."""

    persona: str
    place: Bindings
    reads_account: bool
    reads_partition: bool
    reads_region: bool
    documents: tuple[MockedDocument, ...]
    resources: tuple[MockedResource, ...]
    has_variables: bool
    given: tuple[GivenView, ...]
    given_width: int
    has_assignments: bool
    assignment: str
    account: str
    principal: str
    principal_type: str
    facts: tuple[FactView, ...]
    targets: tuple[TargetTest, ...]


def view_of_tests(module: Module, shown: ModuleView, targets: tuple[Target, ...]) -> ModuleTests:
    """A compiled module, its view and its targets → what the tests' templates print."""
    place = place_of_tests(module, targets)
    given = tuple(_given(module, shown, place))
    has_assignments = module.permission_set is not None
    return ModuleTests(
        persona=module.persona,
        place=place,
        reads_account=shown.reads_account,
        reads_partition=shown.reads_partition,
        reads_region=shown.reads_region,
        documents=tuple(_mocked(one.name) for one in module.documents),
        resources=tuple(_mocked_resources(module, shown, place)),
        has_variables=bool(given) or has_assignments,
        given=given,
        given_width=_width(given),
        has_assignments=has_assignments,
        assignment=USER,
        account=ASSIGNMENT["account"],
        principal=ASSIGNMENT["principal_id"],
        principal_type=ASSIGNMENT["principal_type"],
        facts=tuple(_fact(one) for one in facts(module, shown, place)),
        targets=tuple(_target(module, one) for one in targets),
    )


def place_of_tests(module: Module, targets: tuple[Target, ...]) -> Bindings:
    """Where the mocked provider is: the first target, or else nowhere in particular, with samples of the inputs."""
    if targets:
        return targets[0].bindings
    inputs = [use.input for use in module.inputs]
    values = ((one.name, _SAMPLES[one.type] if one.default is None else one.default) for one in inputs)
    return Bindings(
        partition=_NOWHERE.partition, region=_NOWHERE.region, account=_NOWHERE.account, inputs=tuple(values)
    )


def mocked_json(name: str) -> str:
    """The policy that stands for a document, and for no other."""
    return json.dumps({"Version": "2012-10-17", "Id": name, "Statement": []}, separators=(",", ":"))


def mocked_arn(name: str, place: Bindings) -> str:
    """The ARN that a policy of the module has under the mocked provider."""
    return f"arn:{place.partition}:iam::{place.account}:policy/{name}"


def _mocked(name: str) -> MockedDocument:
    return MockedDocument(source=_source(name), json=mocked_json(name))


def _mocked_resources(module: Module, shown: ModuleView, place: Bindings) -> Iterator[MockedResource]:
    labels = ([BOUNDARY] if shown.makes_boundary else []) + [one.label for one in shown.managed]
    for label in labels:
        yield MockedResource(resource=Traversal(("aws_iam_policy", label)), arn=mocked_arn(label, place))
    if module.permission_set is not None:
        yield MockedResource(resource=Traversal(("aws_ssoadmin_permission_set", "this")), arn=PERMISSION_SET_ARN)


def _given(module: Module, shown: ModuleView, place: Bindings) -> Iterator[GivenView]:
    """The variables of the mocked run: with somebody who gets the policies where that is open."""
    yield from _required(module, place)
    if shown.has_users:
        yield GivenView(name="users", value=(USER,))


def _required(module: Module, place: Bindings) -> Iterator[GivenView]:
    """The variables that must be given, and the inputs as they are in a place."""
    if module.permission_set is not None:
        yield GivenView(name="instance_arn", value=INSTANCE_ARN)
    values = dict(place.inputs)
    yield from (GivenView(name=use.input.name, value=values[use.input.name]) for use in module.inputs)


def _fact(one: Fact) -> FactView:
    return FactView(subject=one.subject, value=one.value, message=f"{one.subject} is not what the profile says.")


def _target(module: Module, target: Target) -> TargetTest:
    given = tuple(_required(module, target.bindings))
    return TargetTest(
        name=target.name,
        provider=Traversal(("aws", target.name)),
        account=target.bindings.account,
        region=target.bindings.region,
        given=given,
        given_width=_width(given),
        documents=tuple(_rendered(one.name, target.name) for one in module.documents),
    )


def _rendered(name: str, target: str) -> RenderedDocument:
    file = f"policies/{target}/{name}.json"
    source = Traversal((*_source(name).steps, "json"))
    return RenderedDocument(source=source, file=file, message=f"{target}: {name} is not what {file} says.")


def _source(name: str) -> Traversal:
    return Traversal(("data", "aws_iam_policy_document", name))


def _width(given: tuple[GivenView, ...]) -> int:
    return max((len(one.name) for one in given), default=0)
