"""The script for AWS's simulator: run by a shell, its words judged by AWS's own model of the API."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import boto3
import pytest
from botocore.validate import ParamValidator

from generator.report.simulate_script import simulate_script
from tests.analysis.access_tests.profiles import WEB, proofs, with_tests

START = "StartImagePipelineExecution"
STAND_IN = """\
#!{python}
import json, os, sys
with open(os.environ["ASKED"], "a") as file:
    file.write(json.dumps(sys.argv[1:]) + "\\n")
print(os.environ["ANSWER"])
"""
LISTS = {"--policy-input-list": "PolicyInputList", "--context-entries": "ContextEntries"}
WORDS = {"--action-names": "ActionNames", "--resource-arns": "ResourceArns"}


def run(folder: Path, script: str, answer: str) -> tuple[subprocess.CompletedProcess[str], list[list[str]]]:
    """A run of the script with a stand-in for the AWS CLI that writes down what it is asked."""
    command, asked = folder / "aws", folder / "asked"
    command.write_text(STAND_IN.format(python=sys.executable))
    command.chmod(0o755)
    asked.write_text("")
    env = {"PATH": f"{folder}:{os.environ['PATH']}", "ASKED": str(asked), "ANSWER": answer}
    done = subprocess.run(["sh"], input=script, env=env, cwd=folder, capture_output=True, text=True, check=False)
    return done, [json.loads(line) for line in asked.read_text().splitlines()]


def parameters(words: list[str]) -> dict[str, Any]:
    """The words of a call → the parameters of the API, as the AWS CLI makes them."""
    assert words[:2] == ["iam", "simulate-custom-policy"]
    pairs = dict(zip(words[2::2], words[3::2], strict=True))
    return {
        **{name: json.loads(pairs[option]) for option, name in LISTS.items()},
        **{name: [pairs[option]] for option, name in WORDS.items()},
    }


def valid(asked: dict[str, Any]) -> bool:
    client = boto3.client("iam", region_name="us-east-1", aws_access_key_id="x", aws_secret_access_key="x")
    shape = client.meta.service_model.operation_model("SimulateCustomPolicy").input_shape
    assert shape is not None
    return not ParamValidator().validate(asked, shape).has_errors()


def test_every_request_is_asked_in_the_words_of_the_api(tmp_path: Path) -> None:
    found = proofs(with_tests({"allow": START, "resource": "image-pipeline/web-a", "context": WEB}))
    done, asked = run(tmp_path, simulate_script([one.case for one in found.outcomes]), "allowed")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("ok      a in `dev`: allow imagebuilder:StartImagePipelineExecution on arn:aws:")
    (one,) = map(parameters, asked)
    assert valid(one)
    assert json.loads(one["PolicyInputList"][0])["Version"] == "2012-10-17"
    assert {entry["ContextKeyName"]: entry["ContextKeyType"] for entry in one["ContextEntries"]} == {
        "aws:PrincipalAccount": "string",
        "aws:PrincipalTag/Team": "string",
        "aws:ResourceTag/Team": "string",
    }


@pytest.mark.parametrize(("answer", "code"), [("allowed", 1), ("implicitDeny", 0), ("explicitDeny", 0)])
def test_another_decision_fails(tmp_path: Path, answer: str, code: int) -> None:
    found = proofs(with_tests({"deny": "DeleteImage", "resource": "image/x/1.0.0/1"}))
    done, _ = run(tmp_path, simulate_script([one.case for one in found.outcomes]), answer)
    assert done.returncode == code


def test_no_text_of_a_profile_becomes_a_shell_word(tmp_path: Path) -> None:
    hostile = "$(touch made)`touch made`'; touch made; '\"\\$IFS"
    test = {"deny": "DeleteImage", "resource": "image/x/1.0.0/1", "context": {"aws:ResourceTag/x": hostile}}
    found = proofs(with_tests(test))
    done, asked = run(tmp_path, simulate_script([one.case for one in found.outcomes]), "implicitDeny")
    assert done.returncode == 0
    assert not (tmp_path / "made").exists()
    (entry,) = [one for one in parameters(asked[0])["ContextEntries"] if one["ContextKeyName"] == "aws:ResourceTag/x"]
    assert entry["ContextKeyValues"] == [hostile]


def test_what_stands_for_every_request_is_counted_instead() -> None:
    found = proofs(with_tests({"deny": "DeleteImage"}))
    assert "# 1 tests speak of every request" in simulate_script([one.case for one in found.outcomes])
