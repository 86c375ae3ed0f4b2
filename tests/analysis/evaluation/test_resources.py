"""Resource patterns.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html
"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.evaluation.globs import compile_resources, glob_of, names_resource
from tests.analysis.evaluation.policies import allow, identity, is_allowed, request

ROWS = [
    ("*", "*", True),
    ("*", "arn:aws:s3:::b", True),
    ("arn:aws:s3:::b", "*", False),
    ("arn:aws:s3:::*", "arn:aws:s3:::b/k", True),
    ("arn:aws:s3:::b/?", "arn:aws:s3:::b/k", True),
    ("arn:aws:s3:::b/?", "arn:aws:s3:::b/kk", False),
    ("arn:aws:s3:::B", "arn:aws:s3:::b", False),
    ("arn:*:s3:::b", "arn:aws-cn:s3:::b", True),
    ("arn:aws*:s3:::b", "arn:aws-cn:s3:::b", True),
    ("arn:aws:sns:eu-*-1:1:t", "arn:aws:sns:eu-west-1:1:t", True),
    ("arn:aws:sns:e*1:1:t", "arn:aws:sns:eu-west-1:1:1:1:t", False),
    ("arn:aws:sns:?:1:t", "arn:aws:sns:::1:t", False),
    ("arn:aws:sns:*:t", "arn:aws:sns:eu:1:t", True),
    ("arn:aws:s3:*", "arn:aws:s3:::b/k", True),
    ("arn:aws:s3", "arn:aws:s3:::b", False),
    ("arn:aws:logs:eu:1:log-group:*:log-stream:x", "arn:aws:logs:eu:1:log-group:a:b:log-stream:x", True),
    ("arn:aws:logs:eu:1:log*x", "arn:aws:logs:eu:1:log-group:x", True),
    ("b*", "bucket", False),
]


@pytest.mark.parametrize(("pattern", "resource", "named"), ROWS)
def test_a_pattern_names_what_the_page_says(pattern: str, resource: str, named: bool) -> None:
    assert is_allowed(identity(allow(resource=pattern)), request(resource=resource)) is named


@pytest.mark.parametrize(("pattern", "resource", "named"), [one for one in ROWS if one[0] != "*"])
def test_not_resource_means_all_others(pattern: str, resource: str, named: bool) -> None:
    statement = {"Effect": "Allow", "Action": "*", "NotResource": pattern}
    assert is_allowed(identity(statement), request(resource=resource)) is not named


PIECES = st.lists(st.sampled_from(["arn", "a", "b", ":", ":", ":", "*", "?"]), max_size=14).map("".join)


@given(pattern=PIECES.map("arn:".__add__), resource=PIECES.map("arn:".__add__))
def test_the_expression_and_the_walk_name_the_same(pattern: str, resource: str) -> None:
    glob = glob_of(pattern)
    assert compile_resources([glob])(resource) is names_resource(glob, resource)


def test_a_hostile_pattern_is_answered_at_once() -> None:
    pattern = "arn:" + "*:" * 4 + "*a" * 400 + "b"
    assert not compile_resources([glob_of(pattern)])("arn:" + "a:" * 900 + "a" * 200)
    assert not compile_resources([glob_of("arn:" + "*a" * 300 + ":s3:::b")])("arn:" + "a" * 1800 + ":s4:::b")
