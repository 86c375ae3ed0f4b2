"""The capability matrix: each of the 77 actions, for each principal, as the emitted JSON has it.

Sources: matrix.yaml names its columns and cells.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.pipeline.generate import Generated, generate
from generator.reference.lookup import find_action, leading_level
from generator.reference.services import find_service
from tests.compiler.profile_text import DEV, persona, reading

Json = dict[str, Any]
ROOT = Path(__file__).parents[2]
MATRIX: Json = yaml.safe_load((Path(__file__).parent / "matrix.yaml").read_text(encoding="utf-8"))
COLUMNS: list[str] = MATRIX["columns"][1:]
SHIPPED = {
    "VIEW": "viewer",
    "RUN": "service-user",
    "ADMIN": "service-admin",
    "IAMADM": "iam-admin",
    "AUDIT": "auditor",
    "INST": "instance-role",
}
PLACES = {
    "dev": ("aws", "eu-west-1", "111122223333"),
    "prod": ("aws", "eu-west-1", "444455556666"),
    "china": ("aws-cn", "cn-north-1", "777788889999"),
}
SELLERS = {
    "component": {"aws", "aws-marketplace", "third-party"},
    "image": {"aws", "aws-marketplace"},
    "workflow": {"aws", "aws-marketplace"},
}
TOTALS = dict(zip(COLUMNS, (34, 39, 77, 18, 38, 3, 2, 1, 0), strict=True))
OPT_INS = {("RUN", "SendWorkflowStepAction"): "approve-workflow-steps"} | {
    ("ADMIN", f"Put{one}Policy"): "share-resources" for one in ("Component", "ContainerRecipe", "Image", "ImageRecipe")
}
DISTRIBUTION = {
    "kind": "role",
    "trust": {"accounts": ["111122223333"]},
    "managed_policies": ["Ec2ImageBuilderCrossAccountDistributionAccess"],
}
MACHINES = {
    "exec": persona([{"capability": "run-cascading-pipelines"}], kind="machine"),
    "life": persona([{"capability": "clean-up-images"}], kind="machine"),
    "dist": persona(kind="machine", identity=DISTRIBUTION),
    "container": persona([{"capability": "build-container-images", "with": {"repositories": ["web"]}}], kind="machine"),
    "opt-in-run": persona([{"capability": "approve-workflow-steps"}]),
    "opt-in-admin": persona([{"capability": "share-resources"}]),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted:
    """What one persona's JSON says in one place."""

    place: tuple[str, str, str]
    statements: tuple[Json, ...]

    def allowing(self, action: str) -> list[Json]:
        return [one for one in self.statements if one["Effect"] == "Allow" and action in one["Action"]]

    def denied(self, action: str) -> bool:
        """Whether a deny without any condition takes the whole action away."""
        return any(
            one["Effect"] == "Deny"
            and "Condition" not in one
            and "*" in one["Resource"]
            and any(fnmatchcase(action.lower(), pattern.lower()) for pattern in one["Action"])
            for one in self.statements
        )

    def cell(self, name: str) -> str:
        """An action's cell, read off the JSON."""
        action = f"imagebuilder:{name}"
        allowing = self.allowing(action)
        if not allowing or self.denied(action):
            return "-"
        resources = {arn for one in allowing for arn in one["Resource"]}
        if resources == {"*"}:
            return "A"
        assert resources == set(self.scope(name, resources)), f"{name} reaches beyond its scope: {resources}"
        conditions = [conditions_of(one) for one in allowing]
        tagged = all(any(key.startswith("aws:ResourceTag/") for _, key, _ in one) for one in conditions)
        extra = [mark for mark in ("c1", "c2", "c3", "c4", "c5") if self.holds(mark, name, conditions)]
        return ("T" if tagged else "R") + (f"+{','.join(extra)}" if extra else "")

    def scope(self, name: str, resources: set[str]) -> Iterator[str]:
        """The ARNs that `R` stands for: of the own account, and for reading those of sellers too."""
        partition, region, account = self.place
        for arn in resources:
            kind = arn.split(":", 5)[5].split("/")[0]
            reads = name.startswith(("Get", "List"))
            owners = {account} | (SELLERS.get(kind, set()) if reads else set())
            tail = arn.split(":", 5)[5]
            yield from (f"arn:{partition}:imagebuilder:{region}:{owner}:{tail}" for owner in owners)

    def holds(self, mark: str, name: str, conditions: list[set[tuple[str, str, str]]]) -> bool:
        return self.passes_role(name) if mark == "c3" else all(CONDITIONS[mark](one) for one in conditions)

    def passes_role(self, name: str) -> bool:
        """Whether the action needs a role for Image Builder, and every PassRole of the persona is a named one."""
        service = find_service("imagebuilder")
        action = find_action(service, name) if service else None
        assert action is not None
        passed = {one.passed_to for one in action.dependents or () if one.action == "iam:PassRole"}
        if "imagebuilder.amazonaws.com" not in passed:
            return False
        passing = self.allowing("iam:PassRole")
        for one in passing:
            assert not any(mark in arn for arn in one["Resource"] for mark in "*?$")
            assert set(one["Condition"]) == {"StringEquals"}
        services = {to for one in passing for to in one["Condition"]["StringEquals"]["iam:PassedToService"]}
        return "imagebuilder.amazonaws.com" in services


def conditions_of(statement: Json) -> set[tuple[str, str, str]]:
    """A statement's conditions as operator, key and values."""
    return {
        (operator, key, " ".join(values))
        for operator, keys in statement.get("Condition", {}).items()
        for key, values in keys.items()
    }


def _tags_on_create(tests: set[tuple[str, str, str]]) -> bool:
    demanded = {
        operator
        for operator, key, values in tests
        if key == "aws:RequestTag/Team" and (operator == "StringEquals" or values == "false")
    }
    return "Null" in demanded and any(
        operator == "ForAllValues:StringEquals" and key == "aws:TagKeys" for operator, key, _ in tests
    )


def _imdsv2(tests: set[tuple[str, str, str]]) -> bool:
    topic = any(one[:2] == ("ArnLikeIfExists", "imagebuilder:StatusTopicArn") and "*" not in one[2] for one in tests)
    return topic and ("StringEquals", "imagebuilder:Ec2MetadataHttpTokens", "required") in tests


def _resource_types(tests: set[tuple[str, str, str]]) -> bool:
    return any(one[:2] == ("StringEquals", "imagebuilder:LifecyclePolicyResourceType") for one in tests)


def _keeps_owner_tag(tests: set[tuple[str, str, str]]) -> bool:
    return {("ForAllValues:StringNotEquals", "aws:TagKeys", "Team"), ("Null", "aws:TagKeys", "false")} <= tests


CONDITIONS = {"c1": _tags_on_create, "c2": _imdsv2, "c4": _resource_types, "c5": _keeps_owner_tag}


@cache
def shipped() -> Generated:
    text = (ROOT / "profiles.yaml").read_text(encoding="utf-8")
    return generate(["profiles.yaml"], reading({"profiles.yaml": text}), None, [])


@cache
def machines() -> Generated:
    written = {"version": 1, "service": "imagebuilder", "targets": [DEV], "personas": MACHINES}
    return generate(["profiles.yaml"], reading({"profiles.yaml": json.dumps(written)}), None, [])


def granted_to(generated: Generated, name: str, place: str) -> Granted:
    """What a persona is given, read from the emitted files and nothing else."""
    head = f"{name}/policies/{place}/permissions"
    texts = [text for path, text in generated.files if path.startswith(head)]
    found = tuple(one for text in texts for one in json.loads(text)["Statement"])
    return Granted(place=PLACES[place], statements=found)


def column(name: str, wanted: Mapping[str, list[str]] = MATRIX["actions"]) -> dict[str, str]:
    return {action: row[1 + COLUMNS.index(name)] for action, row in wanted.items()}


def without_opt_ins(cells: dict[str, str]) -> dict[str, str]:
    return {action: "-" if cell in ("O", "R(container)") else cell for action, cell in cells.items()}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("name", SHIPPED)
def test_a_shipped_persona_has_exactly_its_column(name: str, place: str) -> None:
    granted = granted_to(shipped(), SHIPPED[name], place)
    wanted = without_opt_ins(column(name))
    assert {action: granted.cell(action) for action in wanted} == wanted


@pytest.mark.parametrize(("name", "made"), [("EXEC", "exec"), ("LIFE", "life"), ("DIST", "dist")])
def test_a_role_of_the_service_has_exactly_its_column(name: str, made: str) -> None:
    granted = granted_to(machines(), made, "dev")
    assert {action: granted.cell(action) for action in MATRIX["actions"]} == column(name)


@pytest.mark.parametrize(("name", "action"), OPT_INS)
def test_an_opt_in_cell_is_one_capability_away(name: str, action: str) -> None:
    assert column(name)[action] == "O"
    assert granted_to(machines(), f"opt-in-{name.lower()}", "dev").cell(action) == "R"


def test_the_opt_in_cells_are_the_ones_that_are_tried() -> None:
    cells = {(name, action) for name in COLUMNS for action, cell in column(name).items() if cell == "O"}
    assert cells == set(OPT_INS)


def test_container_builds_fetch_the_recipe_by_their_own_capability() -> None:
    assert column("INST")["GetContainerRecipe"] == "R(container)"
    assert granted_to(machines(), "container", "dev").cell("GetContainerRecipe") == "R"


def test_the_matrix_holds_every_action_under_its_most_sensitive_level() -> None:
    service = find_service("imagebuilder")
    assert service is not None
    levels = {action: row[0] for action, row in MATRIX["actions"].items()}
    assert levels == {one.name: leading_level(one).value for one in service.actions}
    assert len(levels) == 77


@pytest.mark.parametrize(("name", "total"), TOTALS.items())
def test_a_column_grants_as_many_actions_as_the_facts_count(name: str, total: int) -> None:
    assert sum(cell != "-" for cell in column(name).values()) == total


def test_no_shipped_persona_is_allowed_a_wildcard_action() -> None:
    for name in SHIPPED.values():
        for one in granted_to(shipped(), name, "dev").statements:
            assert one["Effect"] == "Deny" or not any(mark in action for action in one["Action"] for mark in "*?")


def test_the_matrix_would_notice_a_cell_that_is_too_wide() -> None:
    statement = {"Effect": "Allow", "Action": ["imagebuilder:DeleteImage"], "Resource": ["*"]}
    assert Granted(place=PLACES["dev"], statements=(statement,)).cell("DeleteImage") == "A"
