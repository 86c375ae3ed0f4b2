"""An action → the ARN formats of what it acts on, so that witnesses look like requests that are made.

Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

import re
from functools import lru_cache

from generator.analysis.comparison.letters import Letters, arn_letters
from generator.analysis.evaluation.globs import glob_of
from generator.reference.lookup import find_action, find_resource_type
from generator.reference.services import find_service

_PLACEHOLDER = re.compile(r"\$\{(\w+)\}")
_SOME_TEXT = "?*"
_USUAL = {"Partition": "aws", "Region": "eu-west-1", "Account": "111122223333"}


@lru_cache(maxsize=512)
def formats_of(action: str) -> tuple[Letters, ...]:
    """The formats of the resource types that an action supports, the usual partition, region and account first."""
    prefix, _, name = action.partition(":")
    service = find_service(prefix)
    found = find_action(service, name) if service else None
    if service is None or found is None:
        return ()
    types = (find_resource_type(service, one.type) for one in found.resources)
    arns = sorted(
        (arn for one in types if one for arn in one.arns), key=lambda arn: (f":{prefix}:" not in arn, len(arn))
    )
    usual = [_PLACEHOLDER.sub(lambda hole: _USUAL.get(hole[1], _SOME_TEXT), arn) for arn in arns]
    texts = dict.fromkeys((*usual, *(_PLACEHOLDER.sub(_SOME_TEXT, arn) for arn in arns)))
    return tuple(letters for one in texts if (letters := arn_letters(glob_of(one))) is not None)
