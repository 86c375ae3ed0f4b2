"""Laws of acceptances: nothing that was found vanishes, and nothing is accepted beyond its bound."""

import json
import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from fnmatch import fnmatchcase
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.compiler.compile import compile_profiles
from generator.diagnostics import Diagnostic
from generator.model.profile import Grant, Persona, Profiles
from generator.pipeline.acceptances import judge_checks
from generator.pipeline.prove import Proofs, prove_access
from generator.profiles.load import load
from tests.compiler.profile_text import Json, persona, profile

TODAY = date(2026, 11, 24)
CHECK = "UNTRUSTWORTHY_CONDITION_KEY"
CODES = (CHECK, "IMPROVE_IP_RANGE", "missing-dependent", "ec2-001", "ec2-003", "sts-001", "iam-005")
NAMES = ("a", "b", "c")
PATTERNS = ("a", "b", "c", "a*", "*")
ACTIONS = ("GetObject", "PutObject", "DeleteObject")
PASSED: Json = {"iam:PassedToService": "ec2.amazonaws.com"}

roles = st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True)
objects = st.lists(st.sampled_from([f"logs/{one}" for one in PATTERNS]), min_size=1, max_size=2, unique=True)
grants: st.SearchStrategy[Json] = st.one_of(
    st.builds(
        lambda actions, on, agent: {
            "service": "s3",
            "actions": actions,
            "resources": {"object": on},
            "conditions": {"aws:UserAgent": agent},
        },
        st.lists(st.sampled_from(ACTIONS), min_size=1, max_size=2, unique=True),
        objects,
        st.sampled_from(["x", "y"]),
    ),
    st.builds(
        lambda on: {"service": "iam", "actions": ["PassRole"], "resources": {"role": on}, "conditions": PASSED}, roles
    ),
    st.builds(lambda on: {"service": "sts", "actions": ["AssumeRole"], "resources": {"role": on}}, roles),
    st.sampled_from(
        [
            {"service": "ec2", "actions": ["RunInstances"]},
            {"actions": ["GetComponent"], "conditions": {"aws:SourceIp": "203.0.113.5/24"}},
            {"actions": ["GetWorkflow"]},
        ]
    ),
)


@st.composite
def entries(draw: st.DrawFn) -> Json:
    code = draw(st.sampled_from(CODES))
    more: Json = {}
    if draw(st.booleans()) and code != "missing-dependent":
        names = draw(st.lists(st.sampled_from(PATTERNS), min_size=1, max_size=2, unique=True))
        is_path = code.islower()
        more["contained_to"] = (
            {"role": names} if is_path else {"arn": [f"arn:${{partition}}:s3:::logs/{one}" for one in names]}
        )
        if not is_path and draw(st.booleans()):
            more["contained_to"]["actions"] = [f"s3:{draw(st.sampled_from((*ACTIONS, '*')))}"]
    if draw(st.booleans()):
        more["expires"] = draw(st.sampled_from(["2026-11-23", "2026-11-24", "2027-11-24"]))
    return {"finding": code, "reason": "Meant.", **more}


@st.composite
def written(draw: st.DrawFn) -> Json:
    """Two personas, of which one may extend the other, with acceptances next to them and to their grants."""

    def accepting(can: Json) -> Json:
        accept = draw(st.lists(entries(), max_size=2))
        return {**can, **({"accept": accept} if accept else {})}

    def one(**more: Any) -> Json:
        return accepting(persona([accepting(each) for each in draw(st.lists(grants, min_size=1, max_size=3))], **more))

    extends = draw(st.sampled_from([{}, {"extends": "p"}]))
    return profile(personas={"p": one(), "q": one(**extends)})


def read(value: Json) -> Profiles:
    return load(["profiles.yaml"], lambda _: json.dumps(value))


def without_acceptances(profiles: Profiles) -> Profiles:
    """The same profiles, each grant where it was, accepting nothing."""

    def bare(grant: Grant) -> Grant:
        return replace(grant, accept=())

    def plain(one: Persona) -> Persona:
        return replace(one, accept=(), can=tuple(map(bare, one.can)))

    return replace(profiles, personas=tuple(map(plain, profiles.personas)))


def proved(profiles: Profiles) -> Proofs:
    compiled = compile_profiles(profiles)
    return prove_access(profiles, compiled.modules, compiled.remarks, TODAY)


def paths_told(told: Iterable[Diagnostic]) -> set[tuple[str, ...]]:
    """The persona and the path of each complaint about one, wider than accepted or not accepted at all."""
    found = [re.search(r"path `([^`]+)` of `([^`]+)`", one.message) for one in told]
    opened = [re.search(r"`([^`]+)` (?:can|may be able to) escalate.* by path `([^`]+)`", one.message) for one in told]
    return {(one[2], one[1]) for one in found if one} | {(one[1], one[2]) for one in opened if one}


def everything(profiles: Profiles) -> set[tuple[str, ...]]:
    """All that is told or accepted, whichever of the two."""
    proofs = proved(profiles)
    checked = judge_checks(profiles, compile_profiles(profiles).modules, TODAY)
    remarks = {("note", one.code, one.message) for one in proofs.noted}
    remarks |= {("note", one.code, one.title) for one in proofs.accepted if one.code == "missing-dependent"}
    checks = {(one.persona, one.code, one.title, str(one.said.at)) for one in checked.told}
    checks |= {(one.persona, one.code, one.title, str(one.found_at)) for one in checked.accepted}
    accepted = {(one.persona, one.code) for one in proofs.accepted if re.fullmatch(r"[a-z0-9]+-\d+", one.code)}
    return remarks | checks | accepted | paths_told([*proofs.problems, *proofs.remarks])


@settings(max_examples=25)
@given(written())
def test_whatever_is_accepted_nothing_that_was_found_vanishes(value: Json) -> None:
    profiles = read(value)
    assert everything(profiles) == everything(without_acceptances(profiles))


@settings(max_examples=25)
@given(written())
def test_what_a_profile_accepts_changes_nothing_that_it_compiles_to(value: Json) -> None:
    profiles = read(value)
    assert compile_profiles(profiles).modules == compile_profiles(without_acceptances(profiles)).modules


@settings(max_examples=25)
@given(written())
def test_no_finding_of_a_check_is_accepted_beyond_what_the_acceptance_names(value: Json) -> None:
    profiles = read(value)
    modules = compile_profiles(profiles).modules
    made = {(module.persona, one) for module in modules for each in module.policies for one in each.document.statements}
    accepted = [one for one in judge_checks(profiles, modules, TODAY).accepted if one.code == CHECK]
    for one in accepted:
        bounds = [each for each in accepted if (each.persona, each.found_at) == (one.persona, one.found_at)]
        for persona_name, statement in made:
            if persona_name == one.persona and min(statement.origins) == one.found_at:
                pairs = [(action, str(arn)) for action in statement.actions for arn in statement.resources]
                assert all(any(_names(each, *pair) for each in bounds) for pair in pairs)


def _names(one: Any, action: str, arn: str) -> bool:
    """Whether a bound names an action on an object; a pattern of objects is named by what covers its spelling."""
    resource = arn.replace("${partition}", "aws")
    acts = not one.actions or any(fnmatchcase(action, each) for each in one.actions)
    return acts and any(fnmatchcase(resource, each) for each in one.contained_to)


@settings(max_examples=25)
@given(
    st.sets(st.sampled_from(NAMES), min_size=1),
    st.sets(st.sampled_from(NAMES), min_size=1),
    st.sets(st.sampled_from(ACTIONS), min_size=1),
    st.sets(st.sampled_from(ACTIONS), min_size=1),
)
def test_a_grant_that_is_widened_is_told(
    granted: set[str], named: set[str], actions: set[str], meant: set[str]
) -> None:
    arns = [f"arn:${{partition}}:s3:::logs/{one}" for one in sorted(named)]
    entry = {
        "finding": CHECK,
        "reason": "Meant.",
        "contained_to": {"arn": arns, "actions": [f"s3:{one}" for one in sorted(meant)]},
    }
    can = {
        "service": "s3",
        "actions": sorted(actions),
        "resources": {"object": [f"logs/{one}" for one in sorted(granted)]},
        "conditions": {"aws:UserAgent": "x"},
        "accept": [entry],
    }
    profiles = read(profile([can]))
    checked = judge_checks(profiles, compile_profiles(profiles).modules, TODAY)
    is_within = granted <= named and actions <= meant
    assert bool(checked.accepted) is is_within
    assert bool(checked.told) is not is_within
    assert bool(checked.problems) is not is_within
