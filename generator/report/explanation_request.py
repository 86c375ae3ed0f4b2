"""An explanation → a text for whoever looks after the profile: who, what, on what, why refused, what to change."""

import shlex
from collections.abc import Iterator

from generator.analysis.denials.read import read_denials
from generator.analysis.explanation.callers import Likeness
from generator.analysis.explanation.explanation import Answer, Explanation
from generator.analysis.explanation.known import Known
from generator.analysis.explanation.reach import Cited
from generator.analysis.explanation.ruling import Says
from generator.model.access import PolicyKind
from generator.model.denial import Denial
from generator.model.proposal import Proposal
from generator.report.diagnostics_text import printable
from generator.report.explanation_change import diff_of, inert
from generator.report.explanation_claim import claim_words
from generator.report.explanation_conditions import all_in_words
from generator.report.explanation_text import plain
from generator.report.sentence import listed

_DEFAULT = ("profiles.yaml",)
_REASONS = {
    Says.GRANTED: "the profile grants it already, so something else refused it",
    Says.CONDITION: "the profile grants it only if {}",
    Says.PERHAPS_DENIED: "the profile grants it, but not if {}",
    Says.DENIED: "the profile itself denies it",
    Says.BEYOND_BOUNDARY: "the permissions boundary does not allow it",
    Says.ELSEWHERE: "the profile grants it on other resources only",
    Says.NOTHING: "the profile does not grant it",
    Says.UNSEEN: "AWS writes the policies of that role, or some of them, and their text is not known here",
    Says.OUTSIDE: "a policy outside of the profile decided",
}
_WISHES = {
    Says.GRANTED: "Please look whether the module of {persona} is applied{where}: it grants {action}.",
    Says.CONDITION: "Please look whether {persona} is meant to do {action} here{where}, or the condition is to stay.",
    Says.PERHAPS_DENIED: "Please look whether {persona} is meant to do {action} here{where}, or the denial is to stay.",
    Says.UNSEEN: "Please look which role is to do {action}{where}; it was refused to {persona}.",
    Says.OUTSIDE: "Please find out who can let {persona} do {action}{where}: the profile alone does not decide it.",
}
_GUARDED = "Please look whether a guardrail is meant to keep {persona} from {action}{where}."
_PLAINLY = "Please let the persona {persona} do {action}{where}."
_ON_THE_CONDITION = (Says.CONDITION, Says.PERHAPS_DENIED)


def request_text(explanation: Explanation, known: Known) -> str:
    """Plain lines to paste; the change at their end can be given to `git apply` with all that stands above it."""
    return "".join(f"{line}\n" for line in _lines(explanation, known))


def message_of(denial: Denial) -> str:
    """A refusal as AWS would write it, in short."""
    on = f" on resource: {denial.resource}" if denial.resource else ""
    caller = denial.caller.id if denial.caller is not None else "anonymous"
    return f"User: {caller} is not authorized to perform: {denial.action}{on}"


def _is_read_back(denial: Denial) -> bool:
    """Whether the short message means the same request again, so that the command makes the change that is shown."""
    found = read_denials(message_of(denial))
    again = found[0] if len(found) == 1 else None
    return (
        isinstance(again, Denial)
        and not again.doubt
        and (again.action, again.resource) == (denial.action, denial.resource)
    )


def _lines(explanation: Explanation, known: Known) -> Iterator[str]:
    denial = explanation.denial
    answer = explanation.answers[0] if explanation.answers else None
    yield _wish(answer, denial)
    yield ""
    yield f"Who:      {printable(denial.caller.id) if denial.caller is not None else 'not told'}"
    yield f"What:     {printable(denial.action)}"
    yield f"On:       {printable(denial.resource or denial.resource_as_written) or 'not told'}"
    if denial.region:
        yield f"Region:   {printable(denial.region)}"
    yield f"AWS says: {plain(claim_words(denial))}"
    yield f"Why:      {_reason(answer)}{_where(answer)}"
    if denial.authorization_id:
        yield f"AWS keeps the details for 24 hours, under the authorization id {printable(denial.authorization_id)}"
    proposals = answer.proposals if answer is not None else ()
    if answer is not None and isinstance(proposals, tuple) and proposals:
        yield from _change(proposals[0], answer, denial, known)


def _wish(answer: Answer | None, denial: Denial) -> str:
    action = printable(denial.action)
    if answer is None:
        return f"AWS refused {action}, and I do not know which persona of the profile is meant to do it."
    place = answer.match.place.name
    form = _GUARDED if _is_guarded(answer) else _WISHES.get(answer.ruling.says, _PLAINLY)
    return form.format(persona=answer.match.module.persona, action=action, where=f" in {place}" if place else "")


def _is_guarded(answer: Answer) -> bool:
    """Whether a guardrail of the profile denies."""
    return any(one.is_deny and one.at.kind in (PolicyKind.SCP, PolicyKind.RCP) for one in answer.ruling.cited)


def _reason(answer: Answer | None) -> str:
    if answer is None:
        return "the profile has no such caller"
    form = _REASONS[answer.ruling.says]
    if "{}" not in form:
        return form
    wanted = answer.ruling.cited[:1] if answer.ruling.says is Says.PERHAPS_DENIED else _allows(answer)
    conditions = all_in_words(each for one in wanted for each in one.conditions)
    return form.replace("{}", plain(listed(conditions)) if conditions else "it is on certain resources")


def _where(answer: Answer | None) -> str:
    """The line of the profile that says so."""
    cited = answer.ruling.cited if answer is not None else ()
    places = sorted({at for one in cited for at in one.at.statement.origins})
    return f" ({printable(places[0].file)}, line {places[0].line})" if places else ""


def _allows(answer: Answer) -> tuple[Cited, ...]:
    return tuple(one for one in answer.ruling.cited if not one.is_deny)[:1]


def _change(proposal: Proposal, answer: Answer, denial: Denial, known: Known) -> Iterator[str]:
    """The change; one that breaks something, or drops a condition, is for the explanation only."""
    summary = printable(" ".join(proposal.summary.split()))
    if proposal.breaks:
        yield f"A change that was looked at would break rules or tests of the profile: {summary}"
        return
    if answer.ruling.says in _ON_THE_CONDITION:
        yield f"Without the condition: {summary}"
    else:
        yield f"Change:   {summary}"
    if _is_read_back(denial):
        yield "To make it, save this text and give it to `git apply`, or run"
        yield f"  {_command(denial, answer, known)}"
    else:
        yield "To make it, save this text and give it to `git apply`."
    yield ""
    yield from inert(diff_of(proposal)).splitlines()


def _command(denial: Denial, answer: Answer, known: Known) -> str:
    """The command that makes the change: with what the message alone does not tell."""
    files = () if known.files == _DEFAULT else known.files
    profiles = (word for one in files for word in ("--profile", one))
    context = (word for key, values in denial.context for one in values for word in ("--context", f"{key}={one}"))
    words = (*profiles, *_named(answer), *context, "--apply", message_of(denial))
    return printable(shlex.join(("iam-personas", "explain", *words)))


def _named(answer: Answer) -> tuple[str, ...]:
    """The persona and the target, where the user said who asked."""
    match = answer.match
    if match.likeness is not Likeness.NAMED:
        return ()
    target = ("--target", match.place.name) if match.place.name else ()
    return ("--persona", match.module.persona, *target)
