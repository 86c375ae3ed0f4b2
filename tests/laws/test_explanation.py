"""What is said of a refused request is what the evaluator decides, whatever the request carried that nobody told."""

from collections.abc import Iterator
from itertools import product

from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.denials.read import read_denials
from generator.analysis.evaluation.evaluator import Evaluator, context_of, prepare
from generator.analysis.explanation.explanation import Explanation
from generator.analysis.explanation.reach import Asked
from generator.analysis.explanation.ruling import UNCLAIMED, Says, rule
from generator.model.access import Context, Decision, NamedPolicy, Policies, Request
from generator.model.policy import BoundCondition, BoundDocument, BoundStatement
from generator.pipeline.explain import Told, explain_readings
from tests.pipeline.test_explanations import profile

KEYS = ("aws:ResourceTag/Team", "aws:RequestTag/Stage")
VALUES = ("a", "b")
ACTIONS = ("s3:GetObject", "s3:PutObject")
RESOURCES = ("arn:aws:s3:::one/x", "arn:aws:s3:::two/x")

conditions = st.builds(
    BoundCondition,
    operator=st.sampled_from(["StringEquals", "StringNotEquals", "StringLikeIfExists", "StringEqualsIfExists"]),
    key=st.sampled_from(KEYS),
    values=st.sampled_from([("a",), ("a", "b"), ("${aws:RequestTag/Stage}",), ("*",)]),
) | st.builds(
    BoundCondition, operator=st.just("Null"), key=st.sampled_from(KEYS), values=st.sampled_from([("true",), ("false",)])
)
statements = st.builds(
    BoundStatement,
    sid=st.just(""),
    effect=st.sampled_from(["Allow", "Allow", "Deny"]),
    actions=st.sampled_from([("s3:GetObject",), ("s3:*",), ("s3:PutObject",)]),
    resources=st.sampled_from([("*",), ("arn:aws:s3:::one/*",), ("arn:aws:s3:::${aws:ResourceTag/Team}/*",)]),
    conditions=st.lists(conditions, max_size=2).map(tuple),
)
policies = st.lists(statements, max_size=4).map(
    lambda found: NamedPolicy(name="own", document=BoundDocument(statements=tuple(found)))
)
contexts = st.dictionaries(st.sampled_from(KEYS), st.sampled_from(VALUES).map(lambda one: (one,)), max_size=2)


def completions(told: Context) -> Iterator[Context]:
    """Every context that a request can have of which this much is told."""
    known = dict(told)
    choices = ([known[key]] if key in known else [None, *((one,) for one in VALUES)] for key in KEYS)
    for values in product(*choices):
        yield tuple((key, value) for key, value in zip(KEYS, values, strict=True) if value is not None)


def check(says: Says, decisions: set[Decision]) -> None:
    match says:
        case Says.GRANTED:
            assert decisions == {Decision.ALLOWED}
        case Says.DENIED:
            assert decisions == {Decision.EXPLICIT_DENY}
        case Says.NOTHING | Says.ELSEWHERE | Says.BEYOND_BOUNDARY:
            assert Decision.ALLOWED not in decisions
        case _:
            pass
    if decisions == {Decision.ALLOWED}:
        assert says in (Says.GRANTED, Says.CONDITION, Says.PERHAPS_DENIED)


@given(policies, st.none() | policies, st.sampled_from(ACTIONS), st.sampled_from(RESOURCES), contexts)
def test_a_ruling_holds_for_every_request_that_the_message_can_be_about(
    own: NamedPolicy, boundary: NamedPolicy | None, action: str, resource: str, told: dict[str, tuple[str, ...]]
) -> None:
    evaluator = prepare(Policies(identity=(own,), boundary=boundary))
    request = Request(action=action, resource=resource, context=tuple(told.items()))
    ruling = rule(evaluator, Asked(request=request, values=context_of(request)), UNCLAIMED)
    asked = [Request(action=action, resource=resource, context=one) for one in completions(request.context)]
    check(ruling.says, {evaluator.decide(one) for one in asked})
    if ruling.says is Says.DENIED:
        cited = {(one.at.kind, one.at.number) for one in ruling.cited}
        assert all(cited <= places(evaluator, one) for one in asked)


def places(evaluator: Evaluator, request: Request) -> set[tuple[object, int]]:
    """The statements that decide."""
    return {(one.kind, one.number) for one in evaluator.evaluate(request).deciding}


PERSONAS = ("viewer", "service-user", "service-admin", "iam-admin", "execution-role", "lifecycle-role")
REQUESTS = (
    ("imagebuilder:ListImages", "*"),
    ("imagebuilder:GetImagePipeline", "arn:aws:imagebuilder:eu-west-1:111122223333:image-pipeline/web-1"),
    ("imagebuilder:StartImagePipelineExecution", "arn:aws:imagebuilder:eu-west-1:111122223333:image-pipeline/web-1"),
    ("imagebuilder:StartImagePipelineExecution", "arn:aws:imagebuilder:eu-west-1:111122223333:image-pipeline/data-1"),
    ("imagebuilder:CreateImage", "arn:aws:imagebuilder:eu-west-1:111122223333:image/web/1.0.0/1"),
    ("imagebuilder:PutComponentPolicy", "arn:aws:imagebuilder:eu-west-1:111122223333:component/a/1.0.0/1"),
    ("iam:PassRole", "arn:aws:iam::111122223333:role/image-builder/image-builder-instance-role"),
    ("iam:CreatePolicyVersion", "arn:aws:iam::111122223333:policy/image-builder/image-builder-boundary"),
    ("iam:CreateUser", "arn:aws:iam::111122223333:user/x"),
    ("ec2:DeregisterImage", "arn:aws:ec2:eu-west-1::image/ami-1"),
)


@given(st.sampled_from(PERSONAS), st.sampled_from(REQUESTS))
def test_a_message_is_explained_as_the_persona_s_policies_decide(persona: str, asked: tuple[str, str]) -> None:
    action, resource = asked
    known = profile()
    module = known.module(persona)
    caller = f"arn:aws:sts::111122223333:assumed-role/{module.name}/jane"
    text = f"User: {caller} is not authorized to perform: {action} on resource: {resource}"
    (explanation,) = explain_readings(read_denials(text), known, Told())
    assert isinstance(explanation, Explanation)
    (answer,) = explanation.answers
    assert (answer.match.module.persona, answer.match.place.name) == (persona, "dev")
    subject = known.subject(module, known.places[0])
    decision = prepare(subject.policies).decide(Request(action=action, resource=resource, context=subject.context))
    if answer.ruling.says in (Says.GRANTED, Says.DENIED, Says.NOTHING, Says.ELSEWHERE, Says.BEYOND_BOUNDARY):
        check(answer.ruling.says, {decision})
    quoted = {at.quote for one in answer.ruling.cited for at in one.at.statement.origins}
    assert answer.ruling.says in (Says.NOTHING, Says.BEYOND_BOUNDARY) or (quoted and all(quoted))
