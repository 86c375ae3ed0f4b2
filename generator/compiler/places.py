"""The places that policies are measured and proved in."""

from generator.model.profile import Input, InputType, Profiles
from generator.model.target import Bindings, InputContent

_PROBE_WORDS = ("probe-one", "probe-two")


def places_of(profiles: Profiles) -> tuple[Bindings, ...]:
    """Every target, and one made-up place in which all values differ from each other."""
    return (*(one.bindings for one in profiles.targets), probe(profiles.inputs))


def probe(inputs: tuple[Input, ...]) -> Bindings:
    """A place whose every value is recognisable, so that no two can be mistaken for each other."""
    return Bindings(
        partition="aws-iso-b",
        region="us-isob-east-1",
        account="210987654321",
        inputs=tuple(sorted((one.name, _probe_value(one)) for one in inputs)),
    )


def _probe_value(one: Input) -> InputContent:
    match one.type:
        case InputType.LIST_OF_STRING:
            return tuple(f"{word}-{one.name}" for word in _PROBE_WORDS)
        case InputType.STRING:
            return f"probe-{one.name}"
        case InputType.NUMBER:
            return 1000 + len(one.name)
        case InputType.BOOL:
            return True
