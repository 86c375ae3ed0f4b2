"""Profiles → the places in which they are asked."""

from dataclasses import replace

from generator.analysis.subjects import Place
from generator.compiler.places import places_of
from generator.model.profile import Profiles

EXAMPLE = {"partition": "aws", "region": "us-east-1", "account": "123456789012"}
"""Where profiles without targets are asked."""


def places_asked(profiles: Profiles) -> tuple[Place, ...]:
    """Every target; without targets, an example place with the inputs' defaults."""
    made = places_of(profiles)
    if not profiles.targets:
        return (Place(name="", bindings=replace(made[0], **EXAMPLE)),)
    return tuple(Place(name=one.name, bindings=each) for one, each in zip(profiles.targets, made, strict=False))
