"""KMS's words for a key that it does not name → a doubt that says what AWS says.

Source: https://docs.aws.amazon.com/singlesignon/latest/userguide/cmk-related-errors.html
"""

import re

from generator.analysis.denials.named import NamedResource
from generator.analysis.denials.words import GAP, phrase

_WORDS = ("on the resource associated with this ciphertext", "on this resource")
_UNNAMED = re.compile(rf"{GAP}(?:{'|'.join(map(phrase, _WORDS))})\b", re.IGNORECASE)
_WHY = (
    "because the resource does not exist in this Region, no resource-based policies allow access, "
    "or a resource-based policy explicitly denies access"
)
_REASONS = re.compile(rf",?{GAP}{phrase(_WHY)}\b", re.IGNORECASE)
_UNTOLD = "the message does not name the resource"
_ONE_OF_THREE = (
    f"{_UNTOLD}, and AWS gives three possible reasons without telling which one holds: the resource does not exist "
    "in this Region, no resource-based policies allow access, or a resource-based policy explicitly denies access "
    "(the resource-based policy of a KMS key is its key policy)"
)


def read_unnamed(after: str) -> NamedResource | None:
    """No resource, and why that is all there is to say; None where the text has no such words."""
    found = _UNNAMED.match(after)
    if found is None:
        return None
    reasons = _REASONS.match(after, found.end())
    if reasons is None:
        return NamedResource(end=found.end(), doubt=_UNTOLD)
    return NamedResource(end=reasons.end(), doubt=_ONE_OF_THREE)
