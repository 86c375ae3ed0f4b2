"""An action → the ARN formats of what it acts on, so that witnesses look like requests that are made.

Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

import re
from functools import lru_cache

from generator.analysis.comparison.variables import Reading, Segments, segments_of
from generator.analysis.evaluation.globs import glob_of
from generator.reference.lookup import find_action, find_resource_type
from generator.reference.services import find_service

_PLACEHOLDER = re.compile(r"\$\{\w+\}")
_SOME_TEXT = "?*"


@lru_cache(maxsize=512)
def formats_of(action: str) -> tuple[Segments, ...]:
    """The formats of the resource types that an action supports; a placeholder is any text but none."""
    prefix, _, name = action.partition(":")
    service = find_service(prefix)
    found = find_action(service, name) if service else None
    if service is None or found is None:
        return ()
    types = (find_resource_type(service, one.type) for one in found.resources)
    arns = (_PLACEHOLDER.sub(_SOME_TEXT, arn) for one in types if one for arn in one.arns)
    segments = (segments_of((glob_of(one),), {}, Reading.CERTAIN) for one in arns)
    return tuple(dict.fromkeys(one for one in segments if one))
