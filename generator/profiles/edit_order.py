"""Where a new key belongs: behind those that the language declares before it."""

from generator.profiles.language import GRANT, PERSONA, TARGET
from generator.profiles.shape import Record


def keys_before(record: Record, key: str) -> tuple[str, ...]:
    """The keys of a record that are declared before one of them."""
    names = tuple(one.name for one in record.fields)
    return names[: names.index(key)]


BEFORE_CAN = keys_before(PERSONA, "can")
BEFORE_EXCLUDE = keys_before(GRANT, "exclude")
BEFORE_CONDITIONS = keys_before(GRANT, "conditions")
BEFORE_INPUTS = keys_before(TARGET, "inputs")
