"""The ARN of a policy → the module that makes it.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns
"""

from collections.abc import Iterator

from generator.analysis.explanation.callers import has_name
from generator.analysis.explanation.explanation import PolicyOwner
from generator.analysis.explanation.known import Known
from generator.model.module import BOUNDARY, Module


def owner_of(arn: str, known: Known) -> PolicyOwner | None:
    """Who makes a policy, by its name in whatever account; None where there is no ARN."""
    if not arn:
        return None
    name = arn.rpartition("/")[2]
    if ":iam::aws:" in arn:
        return PolicyOwner(arn=arn)
    for module in known.modules:
        for document, own in _names(module):
            if has_name(name, own) is not None:
                return PolicyOwner(arn=arn, module=module, document=document)
    return PolicyOwner(arn=arn)


def _names(module: Module) -> Iterator[tuple[str, str]]:
    """The documents of a module with the names that their policies have in IAM."""
    if module.is_persona:
        yield from ((one.name, module.name + one.suffix) for one in module.policies)
        if module.boundary is not None and module.boundary.document is not None:
            yield BOUNDARY, f"{module.name}-boundary"
