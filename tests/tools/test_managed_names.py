"""The names of AWS's managed policies are those that AWS's API gave to moto."""

import json

from generator.reference.managed import find_managed_policy
from tools.managed_names import DATA, managed_names


def test_the_committed_names_are_the_published_ones() -> None:
    assert json.loads(DATA.read_text(encoding="utf-8"))["paths"] == managed_names()


def test_a_policy_of_any_service_is_known_with_its_path() -> None:
    found = find_managed_policy("ViewOnlyAccess")
    assert found is not None
    assert found.path == "/job-function/"
