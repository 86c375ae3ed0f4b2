"""What stands after `on resource:` → the resource, and where the reason begins."""

import re

from generator.analysis.denials.named import NamedResource
from generator.analysis.denials.quoted import MOST_CHARS, read_quoted
from generator.analysis.denials.unnamed import read_unnamed
from generator.analysis.denials.words import GAP, phrase, unwrapped
from generator.model.access import Caller

MOST_TAIL = 64
"""Characters by which the beginning of a reason is recognised."""

_ON_RESOURCE = re.compile(rf"{GAP}on{GAP}(?:the{GAP})?resources?(?:\(s\))?:?{GAP}", re.IGNORECASE)
_REASONS = ("because no", "with an explicit deny")
_TAILS = (
    "User:",
    r"\(Service:",
    phrase("status code:"),
    phrase("Encoded authorization failure message"),
    phrase("Go to https:"),
)
_STOP = re.compile(
    "|".join(
        (
            rf"(?P<sure>,?{GAP}(?:{'|'.join(map(phrase, _REASONS))})\b|\.?,?{GAP}(?:{'|'.join(_TAILS)}))",
            r"[\"'`<“”]",
            r"\\[nrt\"]",
            r"\n\n",
        )
    ),
    re.IGNORECASE,
)
_REASON = re.compile("|".join(map(phrase, _REASONS)), re.IGNORECASE)
_MARK_WITHIN = re.compile(r"[\"'`<“”]\w")
"""A mark that ends no word, so that it is likelier part of the name."""
_LABELS = {
    "role": "role",
    "user": "user",
    "group": "group",
    "policy": "policy",
    "instance profile": "instance-profile",
}
"""IAM's words for its resources, and the types in their ARNs.

Source: https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagement.html
"""
_LABEL = re.compile(rf"({'|'.join(_LABELS)}) (\S+)")
_NAME = re.compile(r"[\w+=,.@-]{1,128}", re.ASCII)
"""Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html"""
_ARN = re.compile(r"arn:aws[a-z-]{0,20}:[a-z0-9-]{1,64}:[^:]{0,64}:[^:]{0,64}:.+", re.DOTALL)


def read_resource(after: str) -> NamedResource:
    """The resource at the start of a text; none where the message does not name one."""
    unnamed = read_unnamed(after)
    if unnamed is not None:
        return unnamed
    start = _ON_RESOURCE.match(after)
    if start is None:
        return NamedResource()
    return read_quoted(after, start.end()) or _unquoted(after, start)


def resource_arn(written: str, caller: Caller | None) -> str:
    """A resource as it is written becomes its ARN: IAM's labels in the caller's account; other words become none."""
    label = _LABEL.fullmatch(written)
    if label is None:
        return written if written == "*" or is_arn(written) else ""
    if is_arn(label[2]):
        return label[2]
    if caller is None or not caller.account or not _NAME.fullmatch(label[2]):
        return ""
    return f"{caller.id.split(':', 2)[1].join(('arn:', ':iam::'))}{caller.account}:{_LABELS[label[1]]}/{label[2]}"


def is_arn(text: str) -> bool:
    """Whether a text has the segments of an ARN of AWS's."""
    return _ARN.fullmatch(text) is not None


def region_of(arn: str) -> str:
    """The Region in an ARN; empty where it has none."""
    return arn.split(":", 4)[3] if is_arn(arn) else ""


def _unquoted(after: str, start: re.Match[str]) -> NamedResource:
    """What stands up to a reason, or the first word where none follows."""
    span = after[start.end() : start.end() + MOST_CHARS + MOST_TAIL]
    stop = _STOP.search(span)
    written = span[: stop.start()] if stop else span
    whole = _whole(written) if stop and (stop["sure"] or " " not in written) else ""
    if not whole:
        return _first_word(written, start.end())
    doubt = _doubt(whole, span[stop.start() :]) if stop else ""
    return NamedResource(written=whole, end=start.end() + len(written), doubt=doubt)


def _doubt(written: str, after: str) -> str:
    """Whether the name can be longer: a mark in it may be its own, and so may what reads like a reason."""
    if _MARK_WITHIN.match(after):
        return f"the name of the resource may go on after `{written}`"
    said = _REASON.findall(after.split("User:", 1)[0])
    return "the message gives two reasons, and one may be part of the resource's name" if len(said) > 1 else ""


def _whole(written: str) -> str:
    """All that stands before a reason, on one line; empty where it can't be one resource."""
    lines = written.split("\n")
    if len(lines) == 1:
        return written.strip()
    label = unwrapped(written)
    if _LABEL.fullmatch(label):
        return label
    return "".join(lines) if all(" " not in line for line in lines) else ""


def _first_word(written: str, start: int) -> NamedResource:
    """The first word where no reason follows: what else stands on the line may be anything."""
    line = written.split("\n", 1)[0]
    label = _LABEL.match(line)
    word = label.group() if label else line.split(" ", 1)[0]
    rest = line[len(word) :].strip()
    doubt = f"the name of the resource may go on after `{word}`" if rest and not word.endswith((".", ",", ";")) else ""
    return NamedResource(written=word.rstrip(".,;)"), end=start + len(word), doubt=doubt)
