"""An ARN in quotation marks, as S3 writes it → the whole text between them, spaces too.

Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/troubleshoot-403-errors.html
"""

import re

from generator.analysis.denials.named import NamedResource
from generator.analysis.denials.words import unwrapped

MOST_CHARS = 2048
"""Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_SimulateCustomPolicy.html (a resource ARN)"""

_QUOTE = r"(?P<quote>\\{0,7}\")"
"""Also as JSON, and JSON in JSON, writes it."""
_QUOTED = re.compile(
    rf"{_QUOTE}(?P<written>\*|arn:(?:[^\"\n]|\n(?!\n)){{1,{MOST_CHARS}}}?)(?P=quote)(?P<more>[\w/+=@-])?", re.IGNORECASE
)
_BEGUN = re.compile(rf"{_QUOTE}arn:", re.IGNORECASE)


def read_quoted(after: str, start: int) -> NamedResource | None:
    """The resource in the quotation marks that begin there; None where none begin."""
    found = _QUOTED.match(after, start)
    if found is None:
        return _cut(after, start)
    written = found["written"]
    is_parted = "\n" in written and " " in written
    doubt = "the name of the resource stands on more than one line" if is_parted else ""
    if found["more"]:
        doubt = "the name of the resource may go on after the quotation mark"
    whole = unwrapped(written) if is_parted else written.replace("\n", "")
    return NamedResource(written=whole, end=found.end("written") + len(found["quote"]), doubt=doubt)


def _cut(after: str, start: int) -> NamedResource | None:
    """A name without a closing quotation mark is not told: it may be the beginning of another."""
    if _BEGUN.match(after, start) is None:
        return None
    return NamedResource(end=start, doubt="the message is cut off where it names the resource")
