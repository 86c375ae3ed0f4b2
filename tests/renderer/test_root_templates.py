"""The templates of the root module in a user's folder: looks are theirs, what is called is not."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from generator.cli.main import app
from generator.renderer.render import shipped_templates
from tests.renderer.test_user_templates import PROFILE


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "profiles.yaml").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "templates" / "root").mkdir(parents=True)
    return tmp_path


def _generate(folder: Path, name: str, template: str) -> Result:
    (folder / "templates" / "root" / name).write_text(template, encoding="utf-8")
    options = ["--templates", str(folder / "templates"), "--out", str(folder / "out")]
    return CliRunner().invoke(app, ["generate", str(folder / "profiles.yaml"), *options])


def _shipped(name: str) -> str:
    return (shipped_templates() / "root" / name).read_text(encoding="utf-8")


def test_the_root_is_made_at_the_top_of_the_tree(folder: Path) -> None:
    assert _generate(folder, "README.md.j2", "# Ours\n").exit_code == 0
    names = {one.name for one in (folder / "out").iterdir() if one.is_file()}
    assert names == {"main.tf", "variables.tf", "outputs.tf", "versions.tf", "README.md", ".iam-personas.json"}
    assert (folder / "out/README.md").read_text(encoding="utf-8") == "# Ours\n"


def test_a_template_that_calls_something_else_writes_nothing(folder: Path) -> None:
    template = _shipped("main.tf.j2").replace("{{ call.source | hcl_string }}", '"./other"')
    result = _generate(folder, "main.tf.j2", template)
    assert result.exit_code == 1
    assert "source read back as `'./other'`, compiled was `'./viewer'`" in result.output
    assert "the template is root/main.tf.j2" in result.output
    assert not (folder / "out").exists()


def test_a_broken_template_is_named_with_its_folder(folder: Path) -> None:
    result = _generate(folder, "outputs.tf.j2", "\n{{ root.nothing | md }}\n")
    assert result.exit_code == 1
    assert "root/outputs.tf.j2:2:1: error[template]: the template cannot be rendered" in result.output


def test_an_edit_of_the_root_is_never_lost(folder: Path) -> None:
    _generate(folder, "README.md.j2", "# Ours\n")
    (folder / "out/main.tf").write_text("# by hand\n", encoding="utf-8")
    result = _generate(folder, "README.md.j2", "# Ours\n")
    assert (result.exit_code, (folder / "out/main.tf").read_text(encoding="utf-8")) == (1, "# by hand\n")
    assert "out/main.tf: error[edited-file]" in result.output.replace("\n", "")


def test_a_users_own_files_beside_the_root_stay(folder: Path) -> None:
    (folder / "out").mkdir()
    (folder / "out/provider.tf").write_text('provider "aws" {}\n', encoding="utf-8")
    assert _generate(folder, "README.md.j2", "# Ours\n").exit_code == 0
    assert (folder / "out/provider.tf").exists()


def test_a_call_without_arguments_is_a_source_alone(folder: Path) -> None:
    group = PROFILE.replace("{kind: role, trust: {accounts: [self]}}", "{kind: group, policies: inline}")
    group = group.replace("- capability: view", "- actions: [ListImages]")
    (folder / "profiles.yaml").write_text(group, encoding="utf-8")
    assert _generate(folder, "README.md.j2", "# Ours\n").exit_code == 0
    text = (folder / "out/main.tf").read_text(encoding="utf-8")
    assert 'module "viewer" {\n  source = "./viewer"\n}\n' in text
