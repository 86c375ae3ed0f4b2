"""Today's actions, older dependents and the memory of what is gone become one data set."""

from generator.model.reference import AccessLevel, Action, Dependent, Service
from tools.reference_merge import Dataset, merge

NEEDS = (Dependent(action="iam:PassRole"),)


def _service(prefix: str, *actions: Action, retired: tuple[str, ...] = ()) -> Service:
    return Service(prefix=prefix, name=prefix, actions=actions, resource_types=(), condition_keys=(), retired=retired)


def _action(name: str, dependents: tuple[Dependent, ...] | None = ()) -> Action:
    return Action(service="x", name=name, levels=(AccessLevel.WRITE,), dependents=dependents)


def test_dependents_come_from_the_older_release() -> None:
    (service,) = merge([_service("x", _action("A"))], [_service("x", _action("A", NEEDS))]).services
    assert service.actions[0].dependents == NEEDS


def test_an_action_that_the_older_release_lacks_is_unknown_not_none() -> None:
    (service,) = merge([_service("x", _action("A"), _action("B"))], [_service("x", _action("A"))]).services
    assert [action.dependents for action in service.actions] == [(), None]


def test_an_action_that_is_gone_is_remembered() -> None:
    (service,) = merge([_service("x", _action("A"))], [_service("x", _action("A"), _action("Gone"))]).services
    assert service.retired == ("Gone",)


def test_an_action_that_changed_its_case_is_not_gone() -> None:
    (service,) = merge([_service("x", _action("GetIP"))], [_service("x", _action("GetIp"))]).services
    assert service.retired == ()


def test_a_service_that_is_gone_is_remembered_with_its_actions() -> None:
    dataset = merge([_service("x")], [_service("y", _action("A"))])
    assert [(one.prefix, one.retired, one.actions) for one in dataset.retired] == [("y", ("A",), ())]


def test_memory_outlives_both_releases() -> None:
    committed = Dataset(
        services=(_service("x", _action("Since"), retired=("Long",)),), retired=(_service("z", retired=("Ago",)),)
    )
    dataset = merge([_service("x", _action("A"))], [_service("x", _action("A"))], committed)
    assert dataset.services[0].retired == ("Long", "Since")
    assert [(one.prefix, one.retired) for one in dataset.retired] == [("z", ("Ago",))]


def test_an_action_that_came_back_is_no_longer_retired() -> None:
    committed = Dataset(services=(_service("x", retired=("Back",)),))
    (service,) = merge([_service("x", _action("Back"))], [], committed).services
    assert service.retired == ()


def test_a_service_that_came_back_is_no_longer_retired() -> None:
    committed = Dataset(services=(), retired=(_service("x", retired=("Old", "A")),))
    dataset = merge([_service("x", _action("A"))], [], committed)
    assert dataset.retired == ()
    assert dataset.services[0].retired == ("Old",)
