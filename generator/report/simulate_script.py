"""Cases of access tests → a shell script that asks AWS's own simulator the same.

Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html
"""

import json
import shlex
from collections.abc import Iterable, Sequence

from generator.analysis.access_tests.cases import Case, Reach
from generator.model.access import Context, Policies
from generator.model.policy_json import document_json
from generator.model.profile import Expectation
from generator.model.reference import KeyType
from generator.reference.conditions import find_condition_key
from generator.reference.services import find_service

_HEAD = """\
#!/bin/sh
# The access tests of a profile, asked of IAM's own simulator; made by `iam-personas test --export simulate`.
# Needs the AWS CLI, and credentials that may call iam:SimulateCustomPolicy. Nothing is changed by it.
set -u
failed=0

# ask NAME EXPECTED POLICIES ACTION RESOURCE CONTEXT
ask() {
  decision=$(aws iam simulate-custom-policy --policy-input-list "$3" --action-names "$4" --resource-arns "$5" \\
    --context-entries "$6" --query 'EvaluationResults[0].EvalDecision' --output text) || exit 2
  case "$2:$decision" in
    allow:allowed | deny:explicitDeny | deny:implicitDeny) printf 'ok      %s\\n' "$1" ;;
    *) printf 'FAILED  %s: %s\\n' "$1" "$decision"; failed=1 ;;
  esac
}

"""
_TAIL = "\nexit $failed\n"
_TYPES = {
    KeyType.STRING: "string",
    KeyType.ARN: "string",
    KeyType.BOOL: "boolean",
    KeyType.NUMERIC: "numeric",
    KeyType.DATE: "date",
    KeyType.IP_ADDRESS: "ip",
    KeyType.BINARY: "binary",
}


def simulate_script(cases: Sequence[Case]) -> str:
    """A POSIX shell script; every text of the profile stands in it as one quoted word.

    Cases that stand for every request cannot be simulated: a comment counts them.
    """
    asked = [one for one in cases if one.reach is Reach.ONE]
    variables: dict[Policies, str] = {}
    for one in asked:
        variables.setdefault(one.subject.policies, f"policies_{len(variables) + 1}")
    assigned = "".join(f"{name}={_word(_documents(policies))}\n" for policies, name in variables.items())
    lines = "".join(_line(one, variables[one.subject.policies]) for one in asked)
    left = len(cases) - len(asked)
    note = f"# {left} tests speak of every request, which a simulator cannot try.\n" if left else ""
    return f"{_HEAD}{assigned}\n{note}{lines}{_TAIL}"


def _line(case: Case, variable: str) -> str:
    request, subject = case.request, case.subject
    name = f"{subject.persona}{subject.place}: {case.expected.value} {request.action} on {request.resource}"
    words = [
        _word(name),
        "allow" if case.expected is Expectation.ALLOW else "deny",
        f'"${variable}"',
        _word(request.action),
        _word(request.resource),
        _word(json.dumps(list(_entries(request.context, request.action)))),
    ]
    return f"ask {' '.join(words)}\n"


def _documents(policies: Policies) -> str:
    texts = (json.dumps(document_json(one.document), separators=(",", ":")) for one in policies.identity)
    return json.dumps(list(texts))


def _entries(context: Context, action: str) -> Iterable[dict[str, object]]:
    for key, values in context:
        yield {"ContextKeyName": key, "ContextKeyValues": list(values), "ContextKeyType": _type(key, action)}


def _type(key: str, action: str) -> str:
    service = find_service(action.partition(":")[0])
    found = find_condition_key(service, key) if service is not None else None
    if found is None:
        return "string"
    return _TYPES[found.type] + ("List" if found.multivalued else "")


def _word(text: str) -> str:
    return shlex.quote(text)
