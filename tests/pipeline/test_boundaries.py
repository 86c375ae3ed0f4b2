"""A boundary counts in every proof as far as its text is known; where it is not, that is said."""

import pytest

from tests.compiler.profile_text import Json, codes, compiled, persona, profile

ROLE = {"kind": "role", "trust": {"accounts": ["self"]}}
LIMIT = {"limit": persona([{"access": ["list", "read"]}], kind="boundary")}


def bounded(boundary: object, **more: object) -> Json:
    can = [{"actions": ["GetImage", "DeleteImage"]}]
    return profile() | {"personas": {"a": persona(can, identity=ROLE, boundary=boundary, **more), **LIMIT}}


@pytest.mark.parametrize("boundary", ["limit", {"can": [{"access": ["read"]}]}])
def test_what_is_outside_a_known_boundary_is_denied(boundary: object) -> None:
    image = "image/web/1.0.0/1"
    assert not codes(bounded(boundary, tests=[{"deny": "DeleteImage"}, {"allow": "GetImage", "resource": image}]))
    assert codes(bounded(boundary, tests=[{"allow": "DeleteImage", "resource": image}])) == {"access-test"}


def test_a_boundary_that_nobody_here_has_read_is_said() -> None:
    remarks = [one.code for one in compiled(bounded("somewhere/else")).remarks]
    assert "unseen-boundary" in remarks
    assert "unseen-boundary" not in [one.code for one in compiled(bounded("limit")).remarks]
