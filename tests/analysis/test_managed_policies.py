"""Our personas beside AWS's own policies for EC2 Image Builder.

`UPDATE_GOLDEN=1` (`make golden`) writes what differs anew; read the diff before you commit it.
"""

import os
from functools import cache
from pathlib import Path

import pytest

from generator.analysis.comparison.compare import within
from generator.analysis.comparison.search import Nothing, Witness
from generator.analysis.differences import Difference, differences
from generator.analysis.evaluation.evaluator import prepare
from generator.analysis.subjects import Subject
from generator.compiler.compile import compile_profiles
from generator.model.access import Decision, NamedPolicy, Policies
from generator.model.policy_json import decode_document
from generator.model.reference import AccessLevel
from generator.pipeline.prove import subjects_of
from generator.profiles.load import load
from generator.reference.lookup import leading_level
from generator.reference.managed import managed_document

ROOT = Path(__file__).parents[2]
GOLDEN = Path(__file__).parent / "managed"
READ_ONLY, FULL = "AWSImageBuilderReadOnlyAccess", "AWSImageBuilderFullAccess"


@cache
def subjects() -> dict[str, Subject]:
    """The shipped personas in the first target."""
    profiles = load(["profiles.yaml"], lambda path: (ROOT / path).read_text())
    found = subjects_of(profiles, compile_profiles(profiles).modules)
    return {one.persona: one for one in found if one.place.name == "dev"}


def managed(name: str) -> Policies:
    return Policies(identity=(NamedPolicy(name=name, document=decode_document(managed_document(name))),))


def lines(title: str, found: tuple[Difference, ...]) -> str:
    rows = [f"{title}: {len(found)} actions"]
    for one in found:
        assert isinstance(one.found, Witness)
        request = one.found.request
        context = " ".join(f"{key}={'|'.join(values)}" for key, values in request.context)
        rows.append(f"  {one.action}  {request.resource}  {context}".rstrip())
    return "\n".join(rows) + "\n"


@pytest.mark.golden
@pytest.mark.parametrize(("persona", "policy"), [("service-admin", FULL), ("viewer", READ_ONLY)])
def test_what_the_one_has_and_the_other_lacks(persona: str, policy: str) -> None:
    ours, theirs = subjects()[persona].policies, managed(policy)
    more, less = differences(ours, theirs), differences(theirs, ours)
    for side, other, found in ((ours, theirs, more), (theirs, ours, less)):
        for one in found:
            assert isinstance(one.found, Witness)
            assert prepare(side).decide(one.found.request) is Decision.ALLOWED
            assert prepare(other).decide(one.found.request) is not Decision.ALLOWED
    text = lines(f"{persona} may, {policy} may not", more) + "\n" + lines(f"{policy} may, {persona} may not", less)
    golden = GOLDEN / f"{persona}.txt"
    if os.environ.get("UPDATE_GOLDEN"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(text)
    assert golden.read_text() == text


def test_our_viewer_writes_nothing_and_reads_nothing_that_awss_reader_of_the_service_may_not() -> None:
    viewer = subjects()["viewer"].policies
    more = differences(viewer, managed(READ_ONLY))
    assert [str(one.action) for one in more if one.action.service == "imagebuilder"] == []
    reading = (AccessLevel.LIST, AccessLevel.READ)
    assert [str(one.action) for one in more if leading_level(one.action) not in reading] == []


def test_our_service_user_is_within_awss_administrator_of_the_service() -> None:
    user = subjects()["service-user"].policies
    service = [str(one.action) for one in differences(user, managed(FULL)) if one.action.service == "imagebuilder"]
    assert service == []


def test_neither_policy_is_within_the_other() -> None:
    assert isinstance(within(managed(READ_ONLY), managed(FULL)), Nothing)
    assert isinstance(within(managed(FULL), managed(READ_ONLY)), Witness)
