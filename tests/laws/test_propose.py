"""The law of proposals: applied, one allows what was wanted, breaks nothing, and has no part too many."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from hypothesis import assume, event, given, settings
from hypothesis import strategies as st

from generator.analysis.access_tests.context import complete
from generator.analysis.evaluation.evaluator import prepare
from generator.analysis.subjects import Subject
from generator.compiler.compile import compile_profiles
from generator.diagnostics import DiagnosticError, Severity
from generator.model.access import Decision, Request
from generator.model.policy import BoundStatement
from generator.model.proposal import NoProposal, Obstacle, Proposal, Wanted
from generator.model.reference import Action, Service
from generator.pipeline.ask import Question, ask
from generator.pipeline.propose import propose
from generator.pipeline.prove import Proofs, prove_profiles, subjects_of
from generator.profiles.load import load
from generator.reference.lookup import find_action, find_resource_type
from generator.reference.services import find_service
from tests.laws.small_profiles import small_profiles

ROOT = Path(__file__).parents[2]
REAL = tuple(
    one.read_text(encoding="utf-8")
    for one in (ROOT / "profiles.yaml", *sorted((ROOT / "tests/golden").glob("**/profiles.yaml")))
)
PATH = "profiles.yaml"
ONCE = settings().max_examples // 5
NAMES = ("web", "web/a", "data-x", "secret/a", "never/a", "web/1.0.0/1", "orders/index/day", "é")
CONTEXTS = {
    "aws:ResourceTag/Team": ("web", "data"),
    "aws:PrincipalTag/Team": ("web",),
    "aws:RequestTag/Team": ("web",),
    "iam:PassedToService": ("ec2.amazonaws.com", "imagebuilder.amazonaws.com"),
    "s3:x-amz-acl": ("public-read",),
}
OTHER_ACTIONS = (
    "s3:GetObject",
    "s3:ListAllMyBuckets",
    "iam:PassRole",
    "ec2:RunInstances",
    "dynamodb:GetItem",
    "kms:Decrypt",
)


@dataclass(frozen=True)
class Pair:
    """A profile and a request that it denies; `others` are requests of anybody, to find what else is gained."""

    text: str
    wanted: Wanted
    others: tuple[Wanted, ...]


@cache
def subjects(text: str) -> tuple[Subject, ...]:
    profiles = load([PATH], {PATH: text}.__getitem__)
    return subjects_of(profiles, compile_profiles(profiles).modules)


def action_of(name: str) -> tuple[Service, Action]:
    service = find_service(name.partition(":")[0])
    action = find_action(service, name.partition(":")[2]) if service is not None else None
    assert service is not None and action is not None
    return service, action


@st.composite
def pairs(draw: st.DrawFn) -> Pair:
    text = draw(small_profiles() | st.sampled_from(REAL) | small_profiles())
    subject = draw(st.sampled_from(subjects(text)))
    request = draw(st.one_of(requests(subject, text), *(st.sampled_from(one) for one in close(subject) if one)))
    decision = prepare(subject.policies).decide(request)
    assume(decision is not Decision.ALLOWED)
    others = (request, *draw(st.lists(requests(subject, text), min_size=3, max_size=3)))
    return Pair(
        text=text,
        wanted=Wanted(persona=subject.persona, request=request, target=subject.place.name),
        others=tuple(
            Wanted(persona=one.persona, request=other, target=one.place.name)
            for one in subjects(text)
            for other in others
        ),
    )


@st.composite
def requests(draw: st.DrawFn, subject: Subject, text: str) -> Request:
    """Requests for what is spoken of somewhere, for the rest of those services, and for others' actions."""
    service, action = action_of(draw(st.sampled_from(spoken(text)) | st.sampled_from(OTHER_ACTIONS)))
    if draw(st.booleans()):
        action = draw(st.sampled_from(service.actions))
    keys = draw(st.sets(st.sampled_from(sorted(CONTEXTS)), max_size=3))
    context = tuple((key, (draw(st.sampled_from(CONTEXTS[key])),)) for key in sorted(keys))
    resource = draw(resources(service, action, subject))
    return Request(action=str(action), resource=resource, context=complete(context, subject.context))


def close(subject: Subject) -> tuple[tuple[Request, ...], ...]:
    """Requests beside those that a statement allows, and requests that a statement denies, as far as they are named."""
    boundary = (subject.policies.boundary,) if subject.policies.boundary is not None else ()
    every = [one for named in (*subject.policies.identity, *boundary) for one in named.document.statements]
    return tuple(
        tuple(request for one in every if one.effect == effect for request in _close(one, end, subject))
        for effect, end in (("Allow", "-new"), ("Deny", ""))
    )


def _close(statement: BoundStatement, end: str, subject: Subject) -> Iterator[Request]:
    told = [one for one in statement.conditions if one.operator in ("StringEquals", "StringLike")]
    context = {one.key: (one.values[0],) for one in told if "$" not in one.values[0]}
    for action in statement.actions[:5]:
        for resource in statement.resources[:5]:
            name = action.replace("*", "Object") if action.startswith("s3:") else action
            if resource.startswith("arn:") and "*" not in name + resource[:-1] and "$" not in resource:
                arn = (f"{resource[:-1]}x" if resource.endswith("*") else resource) + end
                yield Request(
                    action=name, resource=arn, context=complete(tuple(sorted(context.items())), subject.context)
                )


@st.composite
def resources(draw: st.DrawFn, service: Service, action: Action, subject: Subject) -> str:
    types = [find_resource_type(service, one.type) for one in action.resources]
    arns = [arn for one in types if one is not None for arn in one.arns if arn.count("${") > 0]
    if not arns:
        return "*"
    place, name = subject.place.bindings, draw(st.sampled_from(NAMES))
    arn = draw(st.sampled_from(arns))
    for key, value in (("Partition", place.partition), ("Region", place.region), ("Account", place.account)):
        arn = arn.replace("${" + key + "}", value)
    while "${" in arn:
        start, end = arn.index("${"), arn.index("}")
        arn = arn[:start] + name + arn[end + 1 :]
        name = name.partition("/")[2] or "x"
    return arn


@cache
def spoken(text: str) -> tuple[str, ...]:
    """The actions that the profile names in any way, those of its denials twice as likely to be met."""
    found: list[str] = []
    for one in subjects(text):
        for named in one.policies.identity:
            found += (action for each in named.document.statements for action in each.actions if "*" not in action)
    return tuple(sorted(set(found))) or OTHER_ACTIONS


def decided(texts: Mapping[str, str], wanted: Wanted) -> Decision | None:
    """What `ask` says; None for texts that are refused."""
    own = wanted.request
    question = Question(
        persona=wanted.persona, action=own.action, resource=own.resource, context=own.context, target=wanted.target
    )
    try:
        evaluation = ask([PATH], texts.__getitem__, question).evaluation
    except DiagnosticError:
        return None
    return evaluation.decision if evaluation is not None else None


@cache
def proofs_of(text: str) -> Proofs:
    return prove_profiles([PATH], {PATH: text}.__getitem__)


def complaints(proofs: Proofs) -> Counter[str]:
    """How many complaints of each kind there are."""
    warned = (one for one in proofs.remarks if one.severity is Severity.WARNING)
    return Counter(one.code for one in (*proofs.problems, *warned))


def without_a_part(old: str, new: str) -> Iterator[str]:
    """The new text with each of its changes undone."""
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    changes = [one for one in SequenceMatcher(None, before, after, autojunk=False).get_opcodes() if one[0] != "equal"]
    for _, start, end, made, till in changes if len(changes) > 1 else ():
        yield "".join((*after[:made], *before[start:end], *after[till:]))


def is_subsequence(some: list[str], every: list[str]) -> bool:
    rest = iter(every)
    return all(one in rest for one in some)


def comments(text: str) -> list[str]:
    return [one for one in text.splitlines() if one.lstrip().startswith("#")]


def check_text(proposal: Proposal) -> None:
    for one in proposal.changes:
        assert is_subsequence(comments(one.old), comments(one.new))
        before, after = one.old.splitlines(keepends=True), one.new.splitlines(keepends=True)
        blocks = SequenceMatcher(None, before, after, autojunk=False).get_matching_blocks()
        assert len(before) - sum(each.size for each in blocks) <= 3
        assert one.old.count("#") <= one.new.count("#")
        assert ("\r\n" in one.old) is ("\r\n" in one.new)


def check_gains(pair: Pair, proposal: Proposal, after: str) -> None:
    """Every example is gained, and whatever else is found to be gained has an example."""
    old = {(one.persona, one.place.name): one for one in subjects(pair.text)}
    new = {(one.persona, one.place.name): one for one in subjects(after)}
    for gain in proposal.gains:
        if not gain.doubt:
            key = (gain.persona, gain.target)
            assert prepare(new[key].policies).decide(gain.example) is Decision.ALLOWED
            assert prepare(old[key].policies).decide(gain.example) is not Decision.ALLOWED
    told = {(one.persona, one.target, one.example.action) for one in proposal.gains}
    for one in pair.others:
        key, request = (one.persona, one.target), one.request
        was, now = (prepare(each[key].policies).decide(request) for each in (old, new))
        if now is Decision.ALLOWED and was is not Decision.ALLOWED:
            own = pair.wanted.request
            is_wanted = key == (pair.wanted.persona, pair.wanted.target) and request.resource == own.resource
            assert (is_wanted and request.action == own.action) or (*key, request.action) in told


@given(pairs())
@settings(max_examples=ONCE)
def test_the_first_proposal_allows_breaks_nothing_and_has_no_part_too_many(pair: Pair) -> None:
    found = propose([PATH], {PATH: pair.text}.__getitem__, pair.wanted)
    if isinstance(found, NoProposal):
        event(f"no proposal: {found.obstacle.name}")
        assert found.obstacle is not Obstacle.ALREADY_ALLOWED
        assert found.reason
        return
    assert [bool(one.breaks) for one in found] == sorted(bool(one.breaks) for one in found)
    first = found[0]
    event(f"{'breaks' if first.breaks else 'holds'}: {first.kind.name}")
    for one in found:
        check_text(one)
        after = one.changes[0].new
        assert decided({PATH: after}, pair.wanted) is Decision.ALLOWED
        check_gains(pair, one, after)
    after = first.changes[0].new
    assert bool(first.breaks) is bool(complaints(proofs_of(after)) - complaints(proofs_of(pair.text)))
    assert decided({PATH: pair.text}, pair.wanted) is not Decision.ALLOWED
    for fewer in without_a_part(pair.text, after):
        assert decided({PATH: fewer}, pair.wanted) is not Decision.ALLOWED
