"""Names, patterns and levels become actions: examples, and laws against brute force."""

from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.nearest import nearest
from generator.model.reference import AccessLevel, Service
from generator.reference.lookup import (
    actions_with_levels,
    find_action,
    find_resource_type,
    leading_level,
    matching_actions,
)
from generator.reference.services import find_service


def _service(prefix: str) -> Service:
    service = find_service(prefix)
    assert service
    return service


IMAGE_BUILDER = _service("imagebuilder")
NAMES = tuple(action.name for action in IMAGE_BUILDER.actions)


@pytest.mark.parametrize("spelling", ["GetImage", "getimage", "GETIMAGE"])
def test_an_action_is_found_in_any_case(spelling: str) -> None:
    found = find_action(IMAGE_BUILDER, spelling)
    assert found is not None
    assert str(found) == "imagebuilder:GetImage"


@pytest.mark.parametrize("name", ["GetImag", "Get*", "", "imagebuilder:GetImage"])
def test_what_is_no_action_is_not_found(name: str) -> None:
    assert find_action(IMAGE_BUILDER, name) is None


def test_a_resource_type_is_found_in_any_case() -> None:
    found = find_resource_type(IMAGE_BUILDER, "imagepipeline")
    assert found is not None
    assert found.name == "imagePipeline"


@pytest.mark.parametrize("name", ["kmsKey", "componentVersion", "workflowVersion", "instance"])
def test_a_retired_resource_type_is_not_found(name: str) -> None:
    assert find_resource_type(IMAGE_BUILDER, name) is None


@pytest.mark.parametrize(
    ("pattern", "names"),
    [
        ("Put*Policy", ["PutComponentPolicy", "PutContainerRecipePolicy", "PutImagePolicy", "PutImageRecipePolicy"]),
        ("?ag*", ["TagResource"]),
        ("start*", ["StartImagePipelineExecution", "StartResourceStateUpdate"]),
        ("getimage", ["GetImage"]),
        ("Get[I]mage", []),
        ("", []),
    ],
)
def test_a_pattern_matches_as_iam_matches(pattern: str, names: list[str]) -> None:
    assert [action.name for action in matching_actions(IMAGE_BUILDER, pattern)] == names


def test_a_star_matches_every_action() -> None:
    assert matching_actions(IMAGE_BUILDER, "*") == IMAGE_BUILDER.actions


@st.composite
def patterns(draw: st.DrawFn) -> str:
    """A real name with one character made a wildcard, or any text of likely characters."""
    if draw(st.booleans()):
        return draw(st.text("GetImagPolcyDs*?", max_size=12))
    name, at, wildcard = draw(st.sampled_from(NAMES)), draw(st.integers(0, 20)), draw(st.sampled_from("*?"))
    return name[:at] + wildcard + name[at + 1 :]


@given(patterns())
def test_patterns_agree_with_brute_force(pattern: str) -> None:
    expected = [name for name in NAMES if fnmatchcase(name.lower(), pattern.lower())]
    assert [action.name for action in matching_actions(IMAGE_BUILDER, pattern)] == expected


@given(patterns())
def test_case_never_matters(pattern: str) -> None:
    upper = matching_actions(IMAGE_BUILDER, pattern.upper())
    assert upper == matching_actions(IMAGE_BUILDER, pattern.lower()) == matching_actions(IMAGE_BUILDER, pattern)


@pytest.mark.parametrize(
    ("level", "number"),
    [
        (AccessLevel.LIST, 21),
        (AccessLevel.READ, 18),
        (AccessLevel.WRITE, 32),
        (AccessLevel.TAGGING, 2),
        (AccessLevel.PERMISSIONS_MANAGEMENT, 4),
    ],
)
def test_an_action_counts_as_its_most_sensitive_level(level: AccessLevel, number: int) -> None:
    # Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_imagebuilder.html
    assert len(actions_with_levels(IMAGE_BUILDER, [level])) == number


def test_write_gives_neither_permissions_management_nor_tagging() -> None:
    names = {action.name for action in actions_with_levels(IMAGE_BUILDER, [AccessLevel.WRITE])}
    assert not names & {"PutImagePolicy", "TagResource", "UntagResource"}


@given(st.sets(st.sampled_from(AccessLevel)))
def test_levels_part_the_actions_of_a_service(levels: set[AccessLevel]) -> None:
    chosen = actions_with_levels(IMAGE_BUILDER, levels)
    rest = actions_with_levels(IMAGE_BUILDER, set(AccessLevel) - levels)
    assert sorted(str(one) for one in (*chosen, *rest)) == sorted(str(one) for one in IMAGE_BUILDER.actions)


def test_all_levels_of_an_action_are_kept_the_most_sensitive_first() -> None:
    action = find_action(IMAGE_BUILDER, "PutImagePolicy")
    assert action is not None
    assert action.levels == (AccessLevel.PERMISSIONS_MANAGEMENT, AccessLevel.WRITE)
    assert leading_level(action) is AccessLevel.PERMISSIONS_MANAGEMENT


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("StartImagePipelinExecution", "StartImagePipelineExecution"),
        ("startimagepipelineexecution", "StartImagePipelineExecution"),
        ("GetImages", "GetImage"),
        ("ListImagesPipelines", "ListImagePipelines"),
        ("DeleteWorkflows", "DeleteWorkflow"),
    ],
)
def test_the_nearest_action_is_the_meant_one(word: str, hint: str) -> None:
    assert nearest(word, NAMES) == (hint,)


def test_a_word_like_no_other_has_no_near_match() -> None:
    assert nearest("xyzzy", NAMES) == ()


@given(st.sampled_from(NAMES), st.permutations(NAMES))
def test_the_order_of_candidates_never_matters(word: str, shuffled: list[str]) -> None:
    assert nearest(word[1:], shuffled, 3) == nearest(word[1:], NAMES, 3)


@given(st.text(max_size=30), st.integers(0, 4))
def test_never_more_near_matches_than_asked(word: str, most: int) -> None:
    assert len(nearest(word, NAMES, most)) <= most
