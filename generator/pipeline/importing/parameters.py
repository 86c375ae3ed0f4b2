"""The parameters of a capability, read off the ARNs of a policy.

Only a parameter that is the whole name of a resource can be read: `role` of `resources: {role: "${with.role}"}`.
"""

from collections.abc import Iterator, Sequence
from itertools import product

from generator.model.pattern import ParameterValue, Pattern
from generator.model.profile import Capability, Parameter
from generator.model.target import Bindings
from generator.pipeline.importing.portions import Portion
from generator.pipeline.importing.spell import spell_resource
from generator.reference.lookup import find_resource_type
from generator.renderer.imported_profile import ImportedTexts

Arguments = tuple[ImportedTexts, ...]
MOST_ARGUMENTS = 16


def arguments_for(capability: Capability, portions: Sequence[Portion], place: Bindings) -> Iterator[Arguments]:
    """Every way to give a capability its required parameters; one without any has one way."""
    required = [one for one in capability.parameters if one.required and one.default is None]
    choices = [sorted(set(_values(one, capability, portions, place))) for one in required]
    for number, values in enumerate(product(*choices)):
        if number >= MOST_ARGUMENTS:
            return
        yield tuple(ImportedTexts(name=one.name, texts=value) for one, value in zip(required, values, strict=True))


def _values(
    parameter: Parameter, capability: Capability, portions: Sequence[Portion], place: Bindings
) -> Iterator[tuple[str, ...]]:
    hole = Pattern((ParameterValue(name=parameter.name),))
    types = {
        clause.type.text.rpartition(":")[2]
        for grant in capability.grants
        for clause in (grant.resources if isinstance(grant.resources, tuple) else ())
        if clause.names == (hole,)
    }
    for portion in portions:
        for name, arns in portion.arns:
            type_ = find_resource_type(portion.service, name)
            if name in types and type_ is not None:
                names = spell_resource(type_, arns, place).names
                yield names
