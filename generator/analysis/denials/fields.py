"""The fields of JSON values, whatever stands in their place."""

from generator.analysis.denials.json_values import Json


def field(value: Json, *names: str) -> Json:
    """The value under a path of names; None where there is none."""
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def text(value: Json, *names: str) -> str:
    """The text under a path of names; empty where there is none, or something else."""
    found = field(value, *names)
    return found if isinstance(found, str) else ""


def items(value: Json, *names: str) -> list[Json]:
    """The list under a path of names; empty where there is none, or something else."""
    found = field(value, *names)
    return found if isinstance(found, list) else []
