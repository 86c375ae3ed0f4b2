"""The places that policies are measured and proved in."""

from dataclasses import replace

from generator.model.profile import Input, InputType, Profiles
from generator.model.target import Bindings, InputContent

_PROBE_WORDS = ("probe-one", "probe-two")


def places_of(profiles: Profiles) -> tuple[Bindings, ...]:
    """Every target, else the inputs' defaults, and one made-up place in which all values differ from each other."""
    made_up = probe(profiles.inputs)
    targets = tuple(_completed(one.bindings, made_up) for one in profiles.targets)
    return (*(targets or (_with_defaults(made_up, profiles.inputs),)), made_up)


def probe(inputs: tuple[Input, ...]) -> Bindings:
    """A place whose every value is recognisable, so that no two can be mistaken for each other."""
    return Bindings(
        partition="aws-iso-b",
        region="us-isob-east-1",
        account="210987654321",
        inputs=tuple(sorted((one.name, _probe_value(one)) for one in inputs)),
    )


def _completed(bindings: Bindings, made_up: Bindings) -> Bindings:
    """A target with a value for every input; one that it lacks is complained of elsewhere."""
    return replace(bindings, inputs=tuple(sorted({**dict(made_up.inputs), **dict(bindings.inputs)}.items())))


def _with_defaults(bindings: Bindings, inputs: tuple[Input, ...]) -> Bindings:
    defaults = {one.name: one.default for one in inputs if one.default is not None}
    return replace(bindings, inputs=tuple((name, defaults.get(name, value)) for name, value in bindings.inputs))


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
