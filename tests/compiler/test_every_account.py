"""The policy of a permission set counts in every account, and reaches no resource of another."""

import pytest

from generator.analysis.evaluation.evaluator import prepare
from generator.analysis.subjects import Place, granting, subject_of
from generator.model.access import Decision, Request
from generator.model.policy import bind_document
from generator.model.policy_json import document_json
from tests.compiler.profile_text import DEV, Json, compiled, persona, profile

HERE, ELSEWHERE = DEV["account"], "999988887777"
CAN = [
    {"actions": ["GetComponent"], "resources": {"component": {"names": "web", "owners": ["self", "aws"]}}},
    {"actions": ["StartImagePipelineExecution"], "resources": {"imagePipeline": "web"}},
    {"actions": ["ListImages"]},
]


def signing_in(**more: object) -> Json:
    return profile() | {"personas": {"a": persona(CAN, identity={"kind": "permission-set"}, **more)}}


def decide(written: Json, action: str, resource: str, caller: str) -> Decision:
    validated = compiled(written)
    place = Place(name="dev", bindings=validated.profiles.targets[0].bindings)
    policies = subject_of(validated.modules[0], place).policies
    context = (("aws:PrincipalAccount", (caller,)),)
    return (
        prepare(policies)
        .evaluate(Request(action=f"imagebuilder:{action}", resource=resource, context=context))
        .decision
    )


def arn(owner: str, rest: str) -> str:
    return f"arn:aws:imagebuilder:eu-west-1:{owner}:{rest}"


OWN = (("StartImagePipelineExecution", "image-pipeline/web"), ("GetComponent", "component/web/1.0.0/1"))


@pytest.mark.parametrize("caller", [HERE, ELSEWHERE])
def test_each_account_reaches_its_own_resources_and_no_others(caller: str) -> None:
    other = HERE if caller == ELSEWHERE else ELSEWHERE
    for action, rest in (
        ("StartImagePipelineExecution", "image-pipeline/web"),
        ("GetComponent", "component/web/1.0.0/1"),
    ):
        assert decide(signing_in(), action, arn(caller, rest), caller) is Decision.ALLOWED
        assert decide(signing_in(), action, arn(other, rest), caller) is Decision.IMPLICIT_DENY


def test_what_has_another_owner_keeps_it() -> None:
    assert decide(signing_in(), "GetComponent", arn("aws", "component/web/1.0.0/1"), ELSEWHERE) is Decision.ALLOWED
    assert decide(signing_in(), "ListImages", "*", ELSEWHERE) is Decision.ALLOWED


def test_a_deny_counts_everywhere() -> None:
    written = signing_in(cannot=[{"actions": ["StartImagePipelineExecution"], "resources": {"imagePipeline": "web"}}])
    found = decide(written, "StartImagePipelineExecution", arn(ELSEWHERE, "image-pipeline/web"), ELSEWHERE)
    assert found is Decision.EXPLICIT_DENY


@pytest.mark.parametrize("operators", [["StringEquals"], ["StringEquals", "StringLike", "StringEqualsIgnoreCase"]])
def test_a_test_of_the_owner_stays_beside_ours(operators: list[str]) -> None:
    """Somebody else's account in it lets nobody reach that account."""
    owner = {"aws:ResourceAccount": {one: [HERE, ELSEWHERE] for one in operators}}
    written = profile() | {
        "personas": {"a": persona([CAN[1] | {"conditions": owner}], identity={"kind": "permission-set"})}
    }
    found = decide(written, "StartImagePipelineExecution", arn(ELSEWHERE, "image-pipeline/web"), HERE)
    assert found is Decision.IMPLICIT_DENY
    found = decide(written, "StartImagePipelineExecution", arn(HERE, "image-pipeline/web"), HERE)
    assert found is Decision.ALLOWED


def test_no_account_of_the_target_stands_in_the_policy() -> None:
    (module,) = compiled(signing_in()).modules
    bindings = compiled(signing_in()).profiles.targets[0].bindings
    (document,) = granting(module)
    assert HERE not in str(document_json(bind_document(document.document, bindings)))
