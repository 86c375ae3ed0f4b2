"""What a raw statement says is what IAM reads in the end, and it changes no decision but by union and minus."""

import json
import re
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analysis.evaluation.evaluator import prepare
from generator.compiler.compile import compile_profiles
from generator.compiler.places import places_of
from generator.model.access import Decision, NamedPolicy, Policies, Request
from generator.model.policy_json import decode_document
from generator.profiles.load import load
from generator.renderer.render import render
from generator.verifier.verify import verify
from tests.compiler.profile_text import Json, profile, reading

EXAMPLES = settings(max_examples=40)
ACTIONS = ["s3:GetObject", "s3:Get*", "s3:*", "*", "iam:*", "sqs:SendMessage", "S3:putobject", "ec2:Describe?nstances"]
VARIABLES = ["${aws:username}", "${aws:PrincipalTag/team, 'no \"one\\ here'}", "${*}", "${?}", "${$}", "${account}"]
VARIABLE = re.compile("|".join(map(re.escape, VARIABLES)))
TEXTS = (
    st.lists(
        st.sampled_from([*VARIABLES, "web", "$", "%", "*", "/", "ä", '"', "\\", "{x}", "a b"]), min_size=1, max_size=5
    )
    .map("".join)
    .filter(lambda one: not re.search(r"[$&%]\{", VARIABLE.sub("~", one)))
)
ARNS = TEXTS.map("arn:aws:s3:::{}".format)
VALUES = st.sampled_from(["eu-west-1", "true", " "]) | ARNS
OPERATORS = ["StringEquals", "StringNotLikeIfExists", "ForAllValues:StringLike", "StringEqualsIgnoreCase"]
KEYS = ["aws:RequestedRegion", "aws:TagKeys", "aws:PrincipalTag/Team", "s3:prefix", "made:up/key"]
CONDITIONS = st.dictionaries(
    st.sampled_from(OPERATORS),
    st.dictionaries(st.sampled_from(KEYS), VALUES | st.lists(VALUES, min_size=1, max_size=3), min_size=1, max_size=2),
    max_size=2,
)
CAN = [{"actions": ["s3:GetObject", "s3:PutObject"], "resources": {"object": "web/*"}}]
CANNOT = [{"actions": ["s3:PutObject"]}]
REQUESTS = st.builds(
    Request,
    action=st.sampled_from(["s3:GetObject", "s3:PutObject", "s3:ListBucket", "sqs:SendMessage", "iam:GetUser"]),
    resource=st.sampled_from(["arn:aws:s3:::web/x", "arn:aws:s3:::web", "arn:aws:s3:::ä", "arn:aws:iam::1:user/x"]),
    context=st.sampled_from([(), (("aws:RequestedRegion", ("eu-west-1",)),), (("aws:username", ("web",)),)]),
)


def many(items: st.SearchStrategy[str]) -> st.SearchStrategy[Any]:
    """One text or several."""
    return items | st.lists(items, min_size=1, max_size=3)


@st.composite
def raws(draw: st.DrawFn) -> Json:
    """A statement in IAM's own words, as a person writes it."""
    actions, resources = (
        draw(st.sampled_from(["Action", "NotAction"])),
        draw(st.sampled_from(["Resource", "NotResource"])),
    )
    found = {actions: draw(many(st.sampled_from(ACTIONS))), resources: draw(many(st.just("*") | ARNS))}
    conditions = draw(CONDITIONS)
    return {**found, "Condition": conditions} if conditions else found


def listed(value: Any) -> list[str]:
    return [one.replace("${account}", "111122223333") for one in ([value] if isinstance(value, str) else value)]


def as_iam_reads(statement: Json) -> Json:
    """A statement without its Sid: sets as sets, one text as a list of one, this target's account."""
    sets = {key: sorted(set(listed(one))) for key, one in statement.items() if key.endswith(("Action", "Resource"))}
    conditions = {
        operator: {key: listed(one) for key, one in keys.items()}
        for operator, keys in statement.get("Condition", {}).items()
    }
    return {**sets, "Effect": statement["Effect"], "Condition": conditions}


def rendered(written: Json) -> list[Json]:
    """The statements of the JSON policy that a profile's persona gets, read back and proved."""
    profiles = load(["profiles.yaml"], reading({"profiles.yaml": json.dumps(written)}))
    (module,) = compile_profiles(profiles).modules
    files = tuple(render(module, profiles.targets, None))
    assert verify(module, files, profiles.targets, places_of(profiles)) > 0
    (policy,) = (one.text for one in files if one.path == "a/policies/dev/permissions.json")
    return json.loads(policy)["Statement"]


def is_allowed(statements: list[Json], request: Request) -> bool:
    document = decode_document({"Version": "2012-10-17", "Statement": statements})
    evaluator = prepare(Policies(identity=(NamedPolicy(name="p", document=document),)))
    return evaluator.evaluate(request).decision is Decision.ALLOWED


@EXAMPLES
@given(raws(), st.sampled_from(["can", "cannot"]))
def test_what_is_written_is_what_iam_reads(raw: Json, section: str) -> None:
    (found,) = rendered(profile(**{section: [{"raw": raw}]}))
    assert as_iam_reads(found) == as_iam_reads({**raw, "Effect": "Allow" if section == "can" else "Deny"})
    assert re.fullmatch(r"Raw[A-Za-z0-9]+", found["Sid"])


@EXAMPLES
@given(raws(), st.lists(REQUESTS, min_size=1, max_size=6))
def test_a_raw_allow_adds_what_it_allows_and_a_raw_deny_takes_what_it_denies(raw: Json, asked: list[Request]) -> None:
    alone = rendered(profile(CAN, CANNOT))
    denies = [one for one in alone if one["Effect"] == "Deny"]
    added = rendered(profile([*CAN, {"raw": raw}], CANNOT))
    taken = rendered(profile(CAN, [{"raw": raw}, *CANNOT]))
    allow = json.loads(json.dumps({**raw, "Effect": "Allow"}).replace("${account}", "111122223333"))
    for request in asked:
        before = is_allowed(alone, request)
        assert is_allowed(added, request) is (before or is_allowed([allow, *denies], request))
        assert is_allowed(taken, request) is (before and not is_allowed([allow], request))
    assert [one for one in added if not one["Sid"].startswith("Raw")] == alone
    assert [one for one in taken if not one["Sid"].startswith("Raw")] == alone
