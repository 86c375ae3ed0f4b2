"""`iam-personas import` on the command line: what it writes, prints and refuses."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from generator.cli.main import app

RUN = CliRunner()
POLICY = {
    "Version": "2012-10-17",
    "Statement": {"Sid": "Send", "Effect": "Allow", "Action": ["sqs:SendMessage", "sqs:Nothing"], "Resource": "*"},
}


@pytest.fixture
def policy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = Path("senders.json")
    path.write_text(json.dumps(POLICY), encoding="utf-8")
    return path


def test_the_written_profile_validates_and_the_proof_is_printed(policy: Path) -> None:
    found = RUN.invoke(app, ["import", str(policy)])
    assert found.exit_code == 0, found.output
    assert "proved: `senders` allows nothing that the original does not, and the other way round" in found.output
    assert "raw: statement `Send`" in found.output
    assert RUN.invoke(app, ["validate", "imported.yaml"]).exit_code == 0


def test_an_existing_file_is_never_overwritten(policy: Path) -> None:
    Path("imported.yaml").write_text("mine", encoding="utf-8")
    found = RUN.invoke(app, ["import", str(policy)])
    assert found.exit_code == 1
    assert "name another file with `--out`" in found.output
    assert Path("imported.yaml").read_text(encoding="utf-8") == "mine"


def test_the_profile_can_be_printed_instead(policy: Path) -> None:
    found = RUN.invoke(app, ["import", str(policy), "--out", "-", "--name", "Queue Team"])
    assert found.stdout.startswith("# Imported")
    assert "  queue-team:\n" in found.stdout
    assert not Path("imported.yaml").exists()


def test_a_folder_is_imported_and_told_as_json(policy: Path) -> None:
    found = RUN.invoke(app, ["import", ".", "--format", "json", "--keep-wildcards"])
    (one,) = json.loads(found.stdout)["policies"]
    assert (one["persona"], one["raw"][0]["sid"]) == ("senders", "Send")


def test_what_cannot_be_imported_fails_the_run(policy: Path) -> None:
    Path("notes.json").write_text("{}", encoding="utf-8")
    found = RUN.invoke(app, ["import", str(policy), "notes.json"])
    assert found.exit_code == 1
    assert "no-policy" in found.output
    assert Path("imported.yaml").exists()


def test_files_of_a_folder_that_hold_no_policy_and_generated_trees_are_passed_over(policy: Path) -> None:
    Path("variables.tf").write_text('variable "x" {}\n', encoding="utf-8")
    Path("pipeline.yml").write_text("on: push\n", encoding="utf-8")
    Path("made/deep").mkdir(parents=True)
    Path("made/.iam-personas.json").write_text("{}", encoding="utf-8")
    Path("made/deep/policy.json").write_text(json.dumps(POLICY), encoding="utf-8")
    found = RUN.invoke(app, ["import", ".", "--format", "json"])
    assert (found.exit_code, found.stderr) == (0, "")
    (one,) = json.loads(found.stdout)["policies"]
    assert one["persona"] == policy.stem


def test_a_folder_without_any_policy_is_one_error(policy: Path) -> None:
    policy.unlink()
    for name in ("variables.tf", "outputs.tf"):
        Path(name).write_text('variable "x" {}\n', encoding="utf-8")
    found = RUN.invoke(app, ["import", "."])
    assert found.exit_code == 1
    assert found.output.count("error[no-policy]") == 1
    assert "there is no policy in this folder" in found.output
