"""Verification of the root module against a hostile template: only descriptions and looks may change."""

import json
from collections.abc import Callable
from dataclasses import replace
from functools import cache

import pytest

from generator.compiler.root import compile_root
from generator.compiler.root_names import OWN
from generator.diagnostics import DiagnosticError
from generator.model.root import Root
from generator.pipeline.generate import validate
from generator.renderer.render import RenderedFile
from generator.renderer.render_root import render_root
from generator.verifier.expected_resources import GIVEN
from generator.verifier.verify_root import verify_root

CAN = [{"actions": ["StartImagePipelineExecution"], "resources": {"imagePipeline": "${input.pipelines}"}}]
ROLE = {"kind": "role", "trust": {"accounts": ["self"]}, "adopt": True}
SET = {"kind": "permission-set", "name": "Looking"}
LINKED = {"kind": "service-linked-role", "service": "x.amazonaws.com", "name": "AWSServiceRoleForX"}
INPUTS = {
    "count_of": {"type": "number", "description": "A number.", "default": 7},
    "is_on": {"type": "bool", "description": "A truth value.", "default": False},
    "pipelines": {"type": "list(string)", "description": "Pipelines.", "default": ["web-*", "api"]},
    "team": {"type": "string", "description": "A team."},
}
CONDITIONS = {"aws:ResourceTag/A": "${input.count_of}", "aws:ResourceTag/B": "${input.is_on}-${input.team}"}
PROFILE = {
    "version": 1,
    "service": "imagebuilder",
    "tags": {"Team": "web", "with space": "x y"},
    "inputs": INPUTS,
    "personas": {
        "operator": {
            "title": "Operator",
            "description": "Runs.",
            "identity": [ROLE, {"kind": "user"}],
            "formerly": "runner",
            "can": [{**CAN[0], "conditions": CONDITIONS}],
        },
        "signed-in": {"title": "Signed in", "description": "Runs.", "identity": SET, "can": CAN},
        "linked": {"title": "Linked", "description": "AWS's own.", "identity": LINKED},
    },
}


@cache
def root() -> Root:
    validated = validate(["profiles.yaml"], {"profiles.yaml": json.dumps(PROFILE)}.__getitem__)
    return compile_root(validated.profiles, validated.modules)


@cache
def files() -> tuple[RenderedFile, ...]:
    return tuple(render_root(root(), None))


def complaints(name: str, change: Callable[[str], str]) -> list[str]:
    changed = tuple(replace(one, text=change(one.text)) if one.path == name else one for one in files())
    assert changed != files()
    try:
        verify_root(root(), changed)
    except DiagnosticError as error:
        return [f"{one.at}: {one.code}: {one.message}; {one.hint}" for one in error.diagnostics]
    return []


def test_the_names_that_no_input_can_have_are_those_of_the_modules_own_variables() -> None:
    assert set(OWN) == set(GIVEN)


def test_what_we_render_is_what_was_compiled() -> None:
    verify_root(root(), files())


MAIN, VARIABLES, OUTPUTS, VERSIONS = "main.tf", "variables.tf", "outputs.tf", "versions.tf"
MOVED = "moved {\n  from = module.runner\n  to   = module.operator\n}\n"
TO = "  to = module.operator.aws_iam_role.this\n"

# name → file, what stands there, what a hostile template prints, words of the complaint
REFUSED = {
    "source of another module": (MAIN, '"./operator"', '"./linked"', "source read back as `'./linked'`"),
    "source from elsewhere": (MAIN, '"./operator"', '"git::https://x"', "source"),
    "argument for another": (MAIN, "= var.operator_users", "= var.tags", "users read back as `var.tags`"),
    "argument as a constant": (MAIN, "= var.pipelines", '= ["*"]', "pipelines read back as"),
    "argument left out": (MAIN, "  team                 = var.team\n", "", "team read back as `nothing`"),
    "argument more": (MAIN, '  source = "./operator"\n', '  source = "./operator"\n  name   = "x"\n', "name read back"),
    "count": (MAIN, '  source = "./operator"\n', '  source = "./operator"\n  count  = 0\n', "count read back"),
    "providers": (MAIN, '  source = "./operator"\n', '  source = "./operator"\n  providers = {}\n', "providers read"),
    "call left out": (MAIN, 'module "linked" {', 'module "other" {', "`module.linked` is missing"),
    "call more": (
        MAIN,
        'module "linked" {',
        'module "a" {\n  source = "./linked"\n}\n\nmodule "linked" {',
        "`module.a`",
    ),
    "call twice": (MAIN, 'module "linked" {', 'module "operator" {\n}\n\nmodule "linked" {', "stands twice"),
    "moved from elsewhere": (MAIN, "module.runner", "module.signed_in", "from read back as `module.signed_in`"),
    "moved elsewhere": (MAIN, "to   = module.operator", "to   = module.linked", "`moved to module.linked` was not"),
    "moved left out": (MAIN, MOVED, "", "`moved to module.operator` is missing"),
    "moved nowhere": (MAIN, "  to   = module.operator\n", "", "says nothing of where `to`"),
    "import of another id": (MAIN, '"runner"\n}\n', '"Admin"\n}\n', "id read back as `'Admin'`"),
    "import of another resource": (MAIN, TO, TO.replace("role", "group"), "aws_iam_group.this` was not compiled"),
    "import from elsewhere": (MAIN, TO, TO + "  provider = aws.other\n", "provider read back as `aws.other`"),
    "resource": (
        MAIN,
        "moved {",
        'resource "aws_iam_role" "x" {\n}\n\nmoved {',
        "aws_iam_role.x` has no place",
    ),
    "data": (MAIN, "moved {", 'data "http" "x" {\n}\n\nmoved {', "`data.http.x` has no place"),
    "removed": (MAIN, "moved {", "removed {\n  from = module.x\n}\n\nmoved {", "`removed` has no place"),
    "locals": (MAIN, "moved {", "locals {\n}\n\nmoved {", "`locals` has no place"),
    "provider": (MAIN, "moved {", 'provider "aws" {\n}\n\nmoved {', "`provider.aws` has no place"),
    "a block in a call": (
        MAIN,
        "  source = ",
        "  lifecycle {\n  }\n  source = ",
        "a block has no place",
    ),
    "type": (VARIABLES, "set(string)", "list(string)", "type read back as"),
    "type of an input": (VARIABLES, "list(string)", "any", "type read back as `any`"),
    "default": (VARIABLES, '["web-*", "api"]', '["*"]', "default read back as"),
    "default of a number": (VARIABLES, "= 7\n", "= 8\n", "default read back as `8`, compiled was `7`"),
    "default of a switch": (VARIABLES, "= true\n", "= false\n", "default read back as `False`, compiled was `True`"),
    "default of a truth value": (VARIABLES, "= false\n  nullable", "= 0\n  nullable", "default read back as `0`"),
    "default where none was": (VARIABLES, '"A team."', '"A team."\n  default = "x"', "default read back as `'x'`"),
    "default tags": (VARIABLES, '"x y"', '"y x"', "default read back"),
    "boundary": (VARIABLES, "= null", '= "arn:aws:iam::aws:policy/AdministratorAccess"', "default read back as `'arn"),
    "null": (VARIABLES, "  nullable    = false\n}", "}", "nullable read back as `nothing`"),
    "sensitive": (VARIABLES, "= null", "= null\n  sensitive = true", "sensitive read back as `True`"),
    "validation": (VARIABLES, "= null", "= null\n  validation {\n  }", "a block has no place in"),
    "variable more": (
        VARIABLES,
        'variable "tags"',
        'variable "x" {\n}\n\nvariable "tags"',
        "`variable.x` was not",
    ),
    "computed description": (VARIABLES, '"A team."', "var.tags", "description read back as `var.tags`"),
    "output of another": (OUTPUTS, "= module.operator", "= module.linked", "value read back as `module.linked`"),
    "output of a part": (OUTPUTS, "= module.operator", "= module.operator.x", "value read back as"),
    "output more": (
        OUTPUTS,
        'output "linked"',
        'output "x" {\n  value = 1\n}\n\noutput "linked"',
        "output.x` was",
    ),
    "another provider": (VERSIONS, "hashicorp/aws", "somebody/aws", "somebody/aws"),
    "backend": (VERSIONS, "  required_providers", '  backend "s3" {\n  }\n  required_providers', "and nothing else"),
    "no HCL": (MAIN, "moved {", "moved {{", "this is not HCL"),
}


@pytest.mark.parametrize(("name", "old", "new", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_a_change_of_meaning_is_refused_by_name(name: str, old: str, new: str, words: str) -> None:
    found = complaints(name, lambda text: text.replace(old, new, 1))
    assert found
    assert any(words in one for one in found), found
    assert all(": not-faithful: " in one for one in found)
    assert any(f"the template is root/{name}.j2" in one for one in found)


def test_every_line_that_says_something_is_compared() -> None:
    for file in files():
        for line in file.text.splitlines() if file.path in (MAIN, VARIABLES, OUTPUTS) else ():
            if line.startswith("  ") and "=" in line and not line.startswith("  description"):
                assert complaints(file.path, lambda text, line=line: text.replace(line + "\n", "", 1)), line


LOOKS = {
    "comments": (MAIN, "moved {", "# ours\n\n\n/* as we like it */\nmoved {"),
    "description": (VARIABLES, '"A team."', '"Our words."'),
    "a description less": (OUTPUTS, '  description = "Operator"\n', ""),
    "versions": (VERSIONS, ">= 1.5.0", ">= 1.9.0"),
}


@pytest.mark.parametrize(("name", "old", "new"), LOOKS.values(), ids=LOOKS.keys())
def test_looks_may_change(name: str, old: str, new: str) -> None:
    assert complaints(name, lambda text: text.replace(old, new, 1)) == []


def test_blocks_may_stand_in_another_file() -> None:
    by_path = {one.path: one for one in files()}
    moved = by_path[MAIN].text.partition("moved {")
    by_path[MAIN] = replace(by_path[MAIN], text=moved[0])
    by_path[OUTPUTS] = replace(by_path[OUTPUTS], text=by_path[OUTPUTS].text + moved[1] + moved[2])
    verify_root(root(), tuple(by_path.values()))
