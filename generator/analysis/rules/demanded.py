"""The condition that a rule demands of every allowed request.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html
"""

from generator.model.pattern import bind
from generator.model.policy import BoundCondition
from generator.model.profile import Demanded
from generator.model.reference import KeyType
from generator.model.target import Bindings
from generator.reference.conditions import FEDERATION, find_condition_key
from generator.reference.services import find_service

_OPERATORS = {
    KeyType.STRING: "StringLike",
    KeyType.ARN: "ArnLike",
    KeyType.BOOL: "Bool",
    KeyType.NUMERIC: "NumericEquals",
    KeyType.DATE: "DateEquals",
    KeyType.IP_ADDRESS: "IpAddress",
    KeyType.BINARY: "BinaryEquals",
}


def condition_of(demanded: Demanded, bindings: Bindings) -> BoundCondition:
    """`key = value` → the condition, by the key's type; a key alone → that it is there."""
    key = demanded.key.text
    if demanded.value is None:
        return BoundCondition(operator="Null", key=key, values=("false",))
    owners = (find_service(key.partition(":")[0]), find_service(FEDERATION))
    found = next((one for owner in owners if owner and (one := find_condition_key(owner, key))), None)
    operator = _OPERATORS[found.type if found is not None else KeyType.STRING]
    if found is not None and found.multivalued:
        operator = f"ForAnyValue:{operator}"
    return BoundCondition(operator=operator, key=key, values=bind(demanded.value, bindings))
