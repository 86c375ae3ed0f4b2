"""Hostile text in any place of a profile: refused or taken, never obeyed by the terminal that shows the complaint."""

import re

import pytest

from generator.diagnostics import DiagnosticError
from generator.pipeline.generate import validate
from generator.report.diagnostics_text import diagnostics_text

PROFILE = """\
version: 1
service: "imagebuilder"
naming: {prefix: "ib-", path: "/ib/"}
tags: {"Team": "web"}
inputs:
  "role": {type: "string", description: "Role.", default: "build"}
targets:
  - {name: "dev", account: "111122223333", region: "eu-west-1", inputs: {"role": "web"}}
capabilities:
  "own":
    title: "Own"
    description: "Own things."
    parameters: {"thing": {type: "string", description: "A thing."}}
    grants: [{actions: "GetImage", resources: {"image": "${with.thing}"}}]
personas:
  "viewer":
    title: "Viewer"
    description: "Looks."
    identity:
      kind: "role"
      trust: {accounts: ["444455556666"], external_id: "x", saml: {providers: "okta", audience: "aud"}}
      max_session: "4h"
      managed_policies: ["AmazonSSMManagedInstanceCore"]
    can:
      - {capability: "own", with: {"thing": "web"}}
      - {actions: ["iam:PassRole"], resources: {"role": "${input.role}"}, conditions: {"iam:PassedToService": "x.com"}}
      - {service: "s3", actions: ["GetObject"], resources: {"object": {names: "a/*"}}}
    tests: [{allow: "GetImage", resource: "image/web/1.0.0/1", context: {"aws:ResourceTag/Team": "web"}}]
  "user": {title: "User", description: "Uses.", extends: "viewer"}
rules: ["user within viewer"]
"""
PLACES = tuple(found.span(1) for found in re.finditer(r'"([^"]*)"', PROFILE))
HOSTILE = {
    "escape": r"\e[31m\e]0;owned\a",
    "c1": r"\x9b31m\x85",
    "bidi": r"\u202egnp\u2066\u200b",
    "line": r"x\n9999 | forged\u2028p.yaml:1:1: error[forged]: y",
    "html": "<script>alert(1)</script>`x`",
    "hole": r"${path.module}\"\n} %{if} &{x}",
}


def complaints(text: str) -> str:
    try:
        return diagnostics_text(validate(["p.yaml"], lambda _: text).remarks)
    except DiagnosticError as error:
        return diagnostics_text(error.diagnostics)


def test_the_profile_itself_is_good() -> None:
    assert validate(["p.yaml"], lambda _: PROFILE).modules
    assert len(PLACES) > 50


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_complaints_about_hostile_text_are_printable_lines(hostile: str) -> None:
    for start, end in PLACES:
        for text in (PROFILE[:start] + hostile + PROFILE[end:], PROFILE[:end] + hostile + PROFILE[end:]):
            lines = complaints(text).removesuffix("\n").split("\n")
            assert all(line.isprintable() for line in lines)
            assert not any(line.startswith(("9999", "p.yaml:1:1: error[forged]")) for line in lines)
