"""What a catalogue says of sharing, against the models of AWS's own client, moto, and the Reference."""

import re
import shlex
from typing import Any, cast

import pytest
from botocore.session import Session

from generator.model.sharing import ApiPolicy, Shareable
from generator.profiles.shipped import shipped_shareables
from generator.reference.lookup import find_action, find_resource_type
from generator.reference.services import find_service
from generator.renderer.filters import sh_words
from generator.renderer.resource_policy import FIND_SHARES, PROMOTE, call
from tests.compiler.profile_text import compiled

SHAREABLES = tuple(shipped_shareables(("imagebuilder",)))
NO_ARN = "arn:aws:imagebuilder:eu-west-1:111122223333:"
GOOD = {
    "component": "component/web/1.0.0/1",
    "containerRecipe": "container-recipe/web/1.0.0",
    "image": "image/web/1.0.0/1",
    "imageRecipe": "image-recipe/web/1.0.0",
}


def _model(service: str) -> Any:
    return cast("Any", Session()).get_service_model(service)


def _operation(service: str, command: str) -> Any:
    """The operation that the AWS CLI calls by a command.

    Source: https://github.com/aws/aws-cli/blob/develop/awscli/clidriver.py (`xform_name` with `-`)
    """
    name = "".join(word.capitalize() for word in command.split("-"))
    return _model(service).operation_model(name)


def _arguments(operation: Any) -> set[str]:
    from botocore import xform_name

    return {f"--{xform_name(one, '-')}" for one in operation.input_shape.members}


@pytest.mark.parametrize("one", SHAREABLES, ids=lambda one: one.type)
def test_the_call_is_an_operation_of_the_service_with_these_arguments(one: Shareable) -> None:
    arn = NO_ARN + GOOD[one.type]
    policy = ApiPolicy(stem=one.type, arn=arn, shareable=one, document=cast("Any", None))
    words = shlex.split(sh_words(call(policy, "dev")))
    operation = _operation(one.service, one.command)
    assert words[:3] == ["aws", one.service, one.command]
    given = set(words[3::2])
    assert given == {f"--{one.argument}", "--policy"} == _arguments(operation)
    assert given >= {f"--{_dashed(name)}" for name in operation.input_shape.required_members}


def _dashed(name: str) -> str:
    from botocore import xform_name

    return str(cast("Any", xform_name)(name, "-"))


@pytest.mark.parametrize("one", SHAREABLES, ids=lambda one: one.type)
def test_an_exact_arn_is_one_that_the_operation_takes(one: Shareable) -> None:
    members = _operation(one.service, one.command).input_shape.members
    pattern = next(member.metadata["pattern"] for name, member in members.items() if name.endswith("Arn"))
    assert re.match(pattern, NO_ARN + GOOD[one.type])
    assert re.fullmatch(one.name, GOOD[one.type])
    assert not re.fullmatch(one.name, GOOD[one.type].replace("1.0.0", "x.x.x"))
    assert not re.fullmatch(one.name, GOOD[one.type].replace("web", "*"))


@pytest.mark.parametrize("words", [FIND_SHARES, PROMOTE], ids=lambda words: words[2])
def test_what_promotes_a_share_are_operations_of_ram(words: tuple[str, ...]) -> None:
    again = shlex.split(sh_words(words))
    assert tuple(again) == words
    arguments = {one for one in again if one.startswith("--")} - {"--query"}
    assert arguments <= _arguments(_operation("ram", again[2]))


@pytest.mark.parametrize("one", SHAREABLES, ids=lambda one: one.type)
def test_types_and_actions_are_those_of_the_reference(one: Shareable) -> None:
    service = find_service(one.service)
    assert service is not None
    assert find_resource_type(service, one.type) is not None
    assert all(find_action(service, action.partition(":")[2]) for action in one.actions)


# moto has no container recipes; their permission is on AWS RAM's page of managed permissions.
@pytest.mark.parametrize("one", [one for one in SHAREABLES if one.type != "containerRecipe"], ids=lambda one: one.type)
def test_the_permission_is_one_that_moto_knows_for_the_type(one: Shareable) -> None:
    from moto.ram.utils import AWS_MANAGED_PERMISSIONS

    known = {(each["name"], each["resourceType"]) for each in AWS_MANAGED_PERMISSIONS}
    assert (one.ram_permission, one.ram_type) in known


def test_no_text_of_a_profile_becomes_a_shell_word_of_its_own() -> None:
    assert sh_words(("aws", "a b", "$(id)", "`id`", "'; rm", "#")) == "aws 'a b' '$(id)' '`id`' ''\"'\"'; rm' '#'"


def test_a_command_with_a_line_break_is_refused() -> None:
    with pytest.raises(TypeError, match="one line"):
        sh_words(("aws", "a\nb"))


def test_a_service_without_a_catalogue_shares_nothing() -> None:
    assert tuple(shipped_shareables(("s3",))) == ()
    assert compiled({"version": 1, "service": "s3", "personas": {}}).profiles.shareables == ()
