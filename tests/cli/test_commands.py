"""The commands, as a user meets them."""

import json
import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

ROOT = Path(__file__).parents[2]
COMMAND = (sys.executable, "-c", "from generator.cli.main import run; run()")


def run(*arguments: str, cwd: Path = ROOT, **environment: str) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run([*COMMAND, *arguments], cwd=cwd, env=env, capture_output=True, text=True, check=False)


def test_generate_says_what_was_made_and_proved(tmp_path: Path) -> None:
    result = run("generate", "--out", str(tmp_path / "out"))
    assert (result.returncode, result.stderr) == (0, "")
    assert "service-admin" in result.stdout
    assert "policy documents, read back" in result.stdout
    assert "Held: 69 access tests (" in result.stdout
    accepted = "Accepted: 15 escalation paths of execution-role and iam-admin and service-admin.\n"
    assert f"and 22 rules.\n{accepted}" in result.stdout


def test_the_committed_modules_are_what_the_profile_generates() -> None:
    result = run("generate", "--check", "--quiet")
    assert (result.returncode, result.stdout) == (0, "")


def test_check_fails_on_a_changed_byte_and_names_the_line(tmp_path: Path) -> None:
    run("generate", "--quiet", "--out", str(tmp_path))
    file = tmp_path / "viewer/versions.tf"
    file.write_text(file.read_text().replace(">= 1.5.0", ">= 1.6.0"))
    result = run("generate", "--check", "--out", str(tmp_path), "--force")
    assert result.returncode == 3
    assert '2: -   required_version = ">= 1.6.0"' in result.stdout
    assert run("generate", "--check", "--out", str(tmp_path)).returncode == 1


def test_check_prints_nothing_that_a_terminal_would_obey(tmp_path: Path) -> None:
    run("generate", "--quiet", "--out", str(tmp_path))
    (tmp_path / "viewer/versions.tf").write_text("\x1b]0;hostile\x07\u202e\n")
    result = run("generate", "--check", "--force", "--out", str(tmp_path))
    assert result.returncode == 3
    assert all(char.isprintable() or char == "\n" for char in result.stdout)


def test_check_writes_nothing(tmp_path: Path) -> None:
    result = run("generate", "--check", "--out", str(tmp_path / "out"))
    assert result.returncode == 3
    assert not (tmp_path / "out").exists()


def test_a_target_can_be_chosen_and_a_wrong_one_is_named(tmp_path: Path) -> None:
    run("generate", "--quiet", "--target", "dev", "--out", str(tmp_path))
    assert [one.name for one in (tmp_path / "viewer/policies").iterdir()] == ["dev"]
    result = run("generate", "--target", "nowhere", "--out", str(tmp_path))
    assert result.returncode == 1
    assert result.stderr.splitlines()[0] == "--target: error[unknown-target]: no target is called `nowhere`"


def test_the_schema_is_valid_and_the_committed_one_is_current() -> None:
    schema = json.loads(run("schema").stdout)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert json.loads((ROOT / "profiles.schema.json").read_text()) == schema


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_machine_formats_are_json_and_nothing_else(tmp_path: Path, form: str) -> None:
    (tmp_path / "profiles.yaml").write_text("version: 2\n")
    result = run("validate", "--format", form, cwd=tmp_path)
    assert (result.returncode, result.stderr) == (1, "")
    assert "wrong-type" in json.dumps(json.loads(result.stdout))


def test_a_missing_profile_is_a_sentence() -> None:
    result = run("generate", "nowhere.yaml")
    assert result.returncode == 1
    assert result.stderr == "nowhere.yaml: error[unreadable-file]: the file cannot be read: No such file or directory\n"


def test_an_ascii_terminal_gets_text_and_no_traceback(tmp_path: Path) -> None:
    (tmp_path / "profiles.yaml").write_text('version: 1\npersonas: {"ä": {}}\n', encoding="utf-8")
    result = run("validate", cwd=tmp_path, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert result.returncode == 1
    assert "Traceback" not in result.stderr


def test_a_closed_pipe_is_no_traceback() -> None:
    command = f"{sys.executable} -c 'from generator.cli.main import run; run()' schema | head -c 10"
    result = subprocess.run(
        ["bash", "-c", command],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.stderr == ""


def test_an_interrupt_is_one_sentence() -> None:
    code = """
import sys
import generator.cli.main
import generator.pipeline.generate

def interrupted(*_):
    raise KeyboardInterrupt

generator.pipeline.generate.generate = interrupted
sys.argv = ["iam-personas", "generate"]
generator.cli.main.run()
"""
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 130
    assert result.stderr.strip() == "interrupted: every file is old or new, none is half-written; run again to finish"


def test_starting_up_imports_nothing_heavy() -> None:
    heavy = {"yaml", "jinja2", "hcl2", "lark", "rich", "json"}
    code = f"import sys, generator.cli.main; print(sorted({heavy} & set(sys.modules)))"
    result = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert result.stdout.strip() == "[]"
