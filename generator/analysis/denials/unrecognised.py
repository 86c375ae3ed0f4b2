"""A text without what a Denial needs → what is missing, and what to do."""

from generator.analysis.denials.find import Piece
from generator.analysis.denials.words import unwrapped
from generator.model.denial import Unrecognised

MOST_CHARS = 200
"""Characters of a text that are quoted."""
WHOLE_MESSAGE = "paste the whole message, from `User:` to the end of its last line"
REFUSED_EVENT = "paste the event that has an `errorCode` such as `AccessDenied`"
CLOUDTRAIL = "look for the request in CloudTrail (`aws cloudtrail lookup-events`), and paste that event"


def no_action(piece: Piece) -> Unrecognised:
    """A message that breaks off before it names an action."""
    return Unrecognised(
        text=shortened(f"{piece.before[-MOST_CHARS:]}…{piece.after[:MOST_CHARS]}"),
        reason="this says that access was denied, but names no action such as `service:Action`",
        hint=WHOLE_MESSAGE,
    )


def cut_action(piece: Piece, action: str) -> Unrecognised:
    """A message that ends with a word that is no action."""
    return Unrecognised(
        text=shortened(f"{piece.before[-MOST_CHARS:]}…{piece.after[:MOST_CHARS]}"),
        reason=f"the message ends with `{action}`, which is no action of AWS's: it may be cut off",
        hint=WHOLE_MESSAGE,
    )


def cut_caller(text: str) -> Unrecognised:
    """A message that ends before it says what was denied."""
    return Unrecognised(
        text=shortened(text),
        reason="this names somebody, but not what they were denied: the message may be cut off",
        hint=WHOLE_MESSAGE,
    )


def operation_only(text: str, operation: str) -> Unrecognised:
    """A refused call whose message does not say of which service."""
    return Unrecognised(
        text=shortened(text),
        reason=f"this says that the operation `{operation}` was denied, but not who called it, on what and why",
        hint=CLOUDTRAIL,
    )


def denied_somehow(text: str) -> Unrecognised:
    """A text that speaks of denied access, and of nothing else that helps."""
    return Unrecognised(
        text=shortened(text),
        reason="this says that access was denied, but names no action and nobody who asked",
        hint=CLOUDTRAIL,
    )


def nothing_denied(text: str, events: int) -> Unrecognised:
    """A text in which nothing was refused; `events` is how many CloudTrail events it has."""
    if events:
        found = f"the {events} CloudTrail events" if events > 1 else "the CloudTrail event"
        return Unrecognised(text=shortened(text), reason=f"no request was refused in {found}", hint=REFUSED_EVENT)
    return Unrecognised(
        text=shortened(text),
        reason="this is no message of AWS's about denied access that is known here",
        hint="paste the message that holds the words `is not authorized to perform`, or the CloudTrail event of it",
    )


def too_many(most: int) -> Unrecognised:
    """What stands in the place of all that was not read any more."""
    return Unrecognised(
        text="",
        reason=f"more than {most} different denials: the rest was not read",
        hint="read a shorter part of the log",
    )


def shortened(text: str) -> str:
    """The beginning of a text on one line."""
    line = unwrapped(text[: 2 * MOST_CHARS])
    return line if len(line) <= MOST_CHARS else f"{line[: MOST_CHARS - 1]}…"
