"""The root module passes to each persona's module what that declares, and remembers former names and adoptions."""

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest

from generator.compiler.root import compile_root
from generator.model.module import Module
from generator.model.root import Argument, Given, Import, Moved, Root, Variable
from tests.compiler.profile_text import compiled, persona, problems, profile

ROLE = {"kind": "role", "trust": {"accounts": ["self"]}}
SET = {"kind": "permission-set", "name": "Looking"}
LINKED = {"kind": "service-linked-role", "service": "x.amazonaws.com", "name": "AWSServiceRoleForX"}
RUN = {"actions": ["StartImagePipelineExecution"], "resources": {"imagePipeline": "${input.pipelines}"}}
PIPELINES = {"type": "list(string)", "description": "Pipelines.", "default": ["web-*"]}


def written(**identities: object) -> dict[str, Any]:
    """A profile of personas by label, each with its identity; all read the input `pipelines`, but linked roles."""
    personas = {
        label.replace("_", "-"): persona([] if identity is LINKED else [RUN], identity=identity)
        for label, identity in identities.items()
    }
    return profile(personas=personas, inputs={"pipelines": PIPELINES}, tags={"Team": "web"})


def root_of(whole: Mapping[str, Any]) -> Root:
    validated = compiled(dict(whole))
    return compile_root(validated.profiles, validated.modules)


def passed(root: Root) -> dict[str, dict[str, str]]:
    return {call.label: {one.name: one.variable for one in call.arguments} for call in root.calls}


def test_each_module_gets_what_it_declares_and_nothing_else() -> None:
    root = root_of(
        written(looker=ROLE, some_users=[{"kind": "policy"}, {"kind": "user"}], signed_in=SET, linked=LINKED)
    )
    common = {"pipelines": "pipelines", "tags": "tags"}
    assert passed(root) == {
        "linked": {"create": "create_linked", "tags": "tags"},
        "looker": {**common, "permissions_boundary": "permissions_boundary"},
        "signed_in": {**common, "account_assignments": "signed_in_account_assignments", "instance_arn": "instance_arn"},
        "some_users": {**common, "users": "some_users_users"},
    }


def test_a_variable_stands_once_however_many_read_it() -> None:
    root = root_of(written(one=ROLE, two=ROLE))
    assert [one.name for one in root.inputs] == ["pipelines"]
    assert root.variables == (
        Variable(name="permissions_boundary", gives=Given.PERMISSIONS_BOUNDARY),
        Variable(name="tags", gives=Given.TAGS),
    )
    assert root.tags == (("Team", "web"),)


def test_a_role_whose_profile_names_a_boundary_gets_none_passed() -> None:
    whole = written(one=ROLE)
    whole["personas"]["one"]["boundary"] = "teams/limit"
    assert "permissions_boundary" not in passed(root_of(whole))["one"]


def test_an_input_that_no_persona_reads_is_no_variable() -> None:
    whole = written(linked=LINKED)
    assert root_of(whole).inputs == ()


def test_arguments_stand_in_the_order_of_their_names() -> None:
    (call,) = root_of(written(looker=ROLE)).calls
    assert call.arguments == tuple(sorted(call.arguments, key=lambda one: one.name))
    assert Argument(name="pipelines", variable="pipelines") in call.arguments


def test_a_module_that_embodies_nobody_is_not_called() -> None:
    validated = compiled(written(looker=ROLE, other=ROLE))
    nobody = tuple(replace(one, identities=()) if one.persona == "other" else one for one in validated.modules)
    assert [one.label for one in compile_root(validated.profiles, nobody).calls] == ["looker"]


def test_a_former_name_is_moved_from() -> None:
    whole = written(new_name=ROLE)
    whole["personas"]["new-name"]["formerly"] = "old-name"
    assert root_of(whole).moved == (Moved(old="old_name", new="new_name"),)


@pytest.mark.parametrize(
    ("identity", "resources"),
    [
        ({**ROLE, "adopt": True}, ["aws_iam_role"]),
        ({"kind": "group", "adopt": True}, ["aws_iam_group"]),
        ({"kind": "instance-profile", "adopt": True}, ["aws_iam_instance_profile", "aws_iam_role"]),
        (ROLE, []),
    ],
    ids=["role", "group", "instance profile with its role", "nothing adopted"],
)
def test_what_was_there_is_imported_by_its_name(identity: object, resources: list[str]) -> None:
    whole = {**written(one=identity), "naming": {"prefix": "ib-"}}
    assert root_of(whole).imports == tuple(Import(label="one", resource=each, id="ib-one") for each in resources)


def test_an_adopted_and_renamed_persona_is_imported_by_its_name_in_aws() -> None:
    whole = written(new=[{**ROLE, "adopt": True}])
    whole["personas"]["new"]["formerly"] = "old"
    assert root_of(whole).imports == (Import(label="new", resource="aws_iam_role", id="old"),)


def test_two_personas_may_not_need_one_variable() -> None:
    (found,) = problems(written(create_x=[{"kind": "policy"}, {"kind": "user"}], x_users=LINKED))
    assert found.code == "variable-twice"
    assert "`create_x_users`, of `create-x` and `x-users`" in found.message


WORDING: Mapping[str, Mapping[str, Any]] = {
    "title": {"title": "Other"},
    "description": {"description": "Other words."},
    "tests": {"tests": [{"deny": "iam:PassRole"}]},
    "renamed": {"formerly": "one"},
    "order of grants": {"can": [{"actions": ["ListImages"]}, RUN]},
}


@pytest.mark.parametrize("change", WORDING.values(), ids=WORDING.keys())
def test_what_changes_no_access_changes_no_address(change: Mapping[str, Any]) -> None:
    before = written(one=ROLE)
    before["personas"]["one"]["can"] = [RUN, {"actions": ["ListImages"]}]
    name = "two" if "formerly" in change else "one"
    after = {**before, "personas": {name: {**before["personas"]["one"], **change}}}
    assert addresses(after) == addresses(before)


def test_a_policy_that_is_divided_keeps_its_address() -> None:
    words = ["view", "manage-images", "manage-pipelines", "author-components", "author-recipes", "import-images"]
    grown = [written(one=ROLE) for _ in words]
    for count, whole in enumerate(grown, start=1):
        given = {"owner_tag": "Team", "tag_keys": ["Team"]} if count > 1 else {}
        whole["personas"]["one"]["can"] = [RUN, {"capability": words[:count], "with": given}]
    found = [addresses(one) for one in grown]
    assert len(found[0]) < len(found[-1])
    for fewer, more in pairwise(found):
        assert set(fewer) <= set(more)


def addresses(whole: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What a module's policies are called in Terraform, and in AWS."""
    (module,) = compiled(dict(whole)).modules
    return _named(module)


def _named(module: Module) -> list[tuple[str, str]]:
    return [(one.name, module.name) for one in module.policies]


def test_a_module_that_declares_nothing_gets_nothing() -> None:
    bare = {"kind": "group", "policies": "inline"}
    whole = profile(personas={"bare": persona([{"actions": ["ListImages"]}], identity=bare)})
    assert passed(root_of(whole)) == {"bare": {}}
    assert root_of(whole).variables == ()
