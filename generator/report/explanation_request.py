"""An explanation → a text for whoever looks after the profile: who, what, on what, why refused, what to change."""

import shlex
from collections.abc import Iterator

from generator.analysis.explanation.explanation import Answer, Explanation
from generator.analysis.explanation.known import Known
from generator.analysis.explanation.ruling import Says
from generator.model.denial import Denial
from generator.model.proposal import Proposal
from generator.report.diagnostics_text import printable
from generator.report.explanation_change import diff_of

_DEFAULT = ("profiles.yaml",)
_REASONS = {
    Says.GRANTED: "the profile grants it already, so it may not be applied, or something outside of it refuses",
    Says.CONDITION: "the profile grants it under a condition that was not met",
    Says.PERHAPS_DENIED: "the profile grants it, and denies it under a condition that may have been met",
    Says.DENIED: "the profile denies it",
    Says.BEYOND_BOUNDARY: "the permissions boundary does not allow it",
    Says.ELSEWHERE: "the profile grants it on other resources only",
    Says.NOTHING: "the profile does not grant it",
    Says.UNSEEN: "the policies of that role are AWS's own",
    Says.OUTSIDE: "a policy outside of the profile decided",
}


def request_text(explanation: Explanation, known: Known) -> str:
    """Plain lines to paste; the change at their end can be given to `git apply` with all that stands above it."""
    return "".join(f"{line}\n" for line in _lines(explanation, known))


def message_of(denial: Denial) -> str:
    """A refusal as AWS would write it, in short."""
    on = f" on resource: {denial.resource}" if denial.resource else ""
    caller = denial.caller.id if denial.caller is not None else "anonymous"
    return f"User: {caller} is not authorized to perform: {denial.action}{on}"


def _lines(explanation: Explanation, known: Known) -> Iterator[str]:
    denial = explanation.denial
    answer = explanation.answers[0] if explanation.answers else None
    yield _greeting(answer, denial)
    yield ""
    yield f"Who:  {printable(denial.caller.id) if denial.caller is not None else 'not told'}"
    yield f"What: {printable(denial.action)}"
    yield f"On:   {printable(denial.resource) or 'not told'}"
    yield f"Why it was refused: {_reason(explanation, answer)}"
    if denial.authorization_id:
        yield f"AWS keeps the details for a day, under the authorization id {printable(denial.authorization_id)}"
    proposals = answer.proposals if answer is not None else ()
    if isinstance(proposals, tuple) and proposals:
        yield from _change(proposals[0], denial, known)


def _greeting(answer: Answer | None, denial: Denial) -> str:
    if answer is None:
        return f"AWS refused {printable(denial.action)} to somebody who is no persona of the profile."
    place = answer.match.place.name
    where = f" in {place}" if place else ""
    return f"Please let the persona {answer.match.module.persona} do {printable(denial.action)}{where}."


def _reason(explanation: Explanation, answer: Answer | None) -> str:
    denial = explanation.denial
    claim = f" (AWS: {denial.effect.value}, {denial.denied_by.value})" if denial.denied_by.value else ""
    if answer is None:
        return f"nobody knows which persona the caller is{claim}"
    return f"{_REASONS[answer.ruling.says]}{claim}"


def _change(proposal: Proposal, denial: Denial, known: Known) -> Iterator[str]:
    yield f"Proposed change: {printable(' '.join(proposal.summary.split()))}"
    if proposal.breaks:
        yield "It breaks what the profile demands, so it cannot be applied as it is: see the explanation."
    else:
        yield "To apply it, save this text and give it to `git apply`, or run"
        yield f"  {_command(denial, known)}"
    yield ""
    yield from _inert(diff_of(proposal)).splitlines()


def _command(denial: Denial, known: Known) -> str:
    profiles = () if known.files == _DEFAULT else (word for one in known.files for word in ("--profile", one))
    return printable(shlex.join(("iam-personas", "explain", *profiles, "--apply", message_of(denial))))


def _inert(diff: str) -> str:
    """A diff without characters that a terminal would obey; tabs stay, or the change would not apply."""
    return "".join(one if one in "\t\n" else printable(one) for one in diff)
