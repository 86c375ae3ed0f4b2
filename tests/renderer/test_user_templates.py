"""A user's own templates: looks are theirs, access is not, and nothing is written when something is wrong."""

from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from generator.cli.main import app
from generator.renderer.render import shipped_templates

PROFILE = """\
version: 1
service: imagebuilder
targets:
  - {name: dev, account: "111122223333", region: eu-west-1}
personas:
  viewer:
    title: Viewer
    description: Looks.
    identity: {kind: role, trust: {accounts: [self]}}
    can:
      - capability: view
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "profiles.yaml").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "templates").mkdir()
    return tmp_path


def _shipped(name: str) -> str:
    return (shipped_templates() / name).read_text(encoding="utf-8")


def _generate(folder: Path, name: str, template: str) -> Result:
    (folder / "templates" / name).write_text(template, encoding="utf-8")
    options = ["--templates", str(folder / "templates"), "--out", str(folder / "out")]
    return CliRunner().invoke(app, ["generate", str(folder / "profiles.yaml"), *options])


def test_a_template_that_changes_only_looks_works(folder: Path) -> None:
    template = _shipped("main.tf.j2").replace("# {{ document.title", "/* our house style */\n\n\n  # {{ document.title")
    assert _generate(folder, "main.tf.j2", template).exit_code == 0
    assert "/* our house style */" in (folder / "out/viewer/main.tf").read_text(encoding="utf-8")


def test_a_readme_is_whatever_the_user_likes(folder: Path) -> None:
    assert _generate(folder, "README.md.j2", "# {{ module.title | md }} of ours\n").exit_code == 0
    assert (folder / "out/viewer/README.md").read_text(encoding="utf-8") == "# Viewer of ours\n"


MADE_BY = {"role.tf.j2": "main.tf.j2"}
"""The template that includes another one."""


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("role.tf.j2", '"aws_iam_role" "this" {\n', '"aws_iam_role" "this" {\n  count = 1\n', "`count` has no place"),
        ("main.tf.j2", "{{ statement.effect | hcl_string }}", '"Allow"', ""),
        ("main.tf.j2", "{{ statement.actions | hcl_strings(4) }}", '["*"]', "read back as `('*',)`"),
        ("policy.json.j2", "{{ statement | json_value(4) }}", "{}", "a text is missing"),
        (
            "variables.tf.j2",
            'variable "tags" {',
            'variable "more" {\n}\n\nvariable "tags" {',
            "`more` was not compiled",
        ),
        ("outputs.tf.j2", ".json", ".id", "nothing here is called"),
        ("versions.tf.j2", "hashicorp/aws", "somebody/aws", "somebody/aws"),
    ],
)
def test_a_template_that_changes_access_writes_nothing(folder: Path, name: str, old: str, new: str, words: str) -> None:
    result = _generate(folder, name, _shipped(name).replace(old, new))
    if not words:  # a constant that happens to say what was compiled
        assert result.exit_code == 0
        return
    assert result.exit_code == 1
    assert words in result.output
    assert f"the template is {MADE_BY.get(name, name)}" in result.output
    assert not (folder / "out").exists()


BROKEN = {
    "undefined name": ("x\n{{ nothing | hcl_string }}", "2:1", "'nothing' is undefined"),
    "undefined field": ("{{ module.nothing | md }}", "1:1", "has no attribute 'nothing'"),
    "value of another type": ("\n\n{{ module.title | hcl_whole }}", "3:1", "`Viewer` is not of the type"),
    "syntax": ("x\ny {% if %}", "2:1", "Expected an expression"),
    "unclosed": ("x\n{% for one in module.documents %}\n", "2:1", "Unexpected end of template"),
    "unknown filter": ("{{ 'x' | no_filter }}", "1:1", "No filter named 'no_filter'"),
    "Python's insides": ("{{ ''.__class__.__mro__ }}", "1:1", "unsafe"),
    "Python's insides by key": ("{{ ''['__class__'] }}", "1:1", "unsafe"),
    "globals": ("{{ cycler.__init__.__globals__ }}", "1:1", "unsafe"),
    "another file": ("{% include '/etc/passwd' %}", "1:1", "/etc/passwd"),
    "a file above": ("{% include '../../../../../etc/passwd' %}", "1:1", "passwd"),
    "itself for ever": ("{% include 'main.tf.j2' %}", "1:1", "recursion"),
    "a macro for ever": ("{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}", "1:1", "recursion"),
    "a very long loop": ("{% for one in range(1000000000) %}{% endfor %}", "1:1", "Range too big"),
    "division": ("{{ 1 // 0 }}", "1:1", "division"),
}


@pytest.mark.parametrize(("template", "place", "words"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_template_is_named_with_its_line(folder: Path, template: str, place: str, words: str) -> None:
    result = _generate(folder, "main.tf.j2", template)
    assert result.exit_code == 1
    assert f"main.tf.j2:{place}: error[template]: the template cannot be rendered: " in result.output
    assert words in result.output
    assert not (folder / "out").exists()


def test_an_included_template_is_named(folder: Path) -> None:
    (folder / "templates" / "part.j2").write_text("x\n\n{{ nothing }}", encoding="utf-8")
    result = _generate(folder, "main.tf.j2", "{% include 'part.j2' %}")
    assert "part.j2:3:1: error[template]" in result.output


def test_a_template_that_is_no_text_is_named(folder: Path) -> None:
    (folder / "templates" / "versions.tf.j2").write_bytes(b"\xff\xfe")
    result = _generate(folder, "main.tf.j2", _shipped("main.tf.j2"))
    assert result.exit_code == 1
    assert "versions.tf.j2:1:1: error[template]" in result.output
