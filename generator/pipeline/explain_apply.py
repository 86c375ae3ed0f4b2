"""Explanations → the one change that can be applied."""

from collections.abc import Sequence

from generator.analysis.explanation.explanation import Explained, Explanation
from generator.analysis.explanation.ruling import Says
from generator.diagnostics import Diagnostic, DiagnosticError, Position
from generator.model.proposal import NoProposal, Proposal

_AT = Position(file="--apply", line=0, column=0)
_NO_PERSONA = "the persona that asked is not known"


def applicable(explained: Sequence[Explained]) -> Proposal:
    """The first proposal that breaks nothing.

    Raises: DiagnosticError where there is none, where all break something, and where several requests were refused.
    """
    refused = [one for one in explained if isinstance(one, Explanation)]
    if len(refused) > 1:
        message = f"the text has {len(refused)} different refusals, and a change is made for one at a time"
        raise _problem("several-denials", message, "give one message")
    answers = refused[0].answers if refused else ()
    proposals = answers[0].proposals if answers else ()
    if isinstance(proposals, NoProposal) or not proposals:
        raise _problem("nothing-to-apply", *_why_not(refused, proposals))
    sound = next((one for one in proposals if not one.breaks), None)
    if sound is None:
        raise DiagnosticError(_breaking(proposals[0]))
    return sound


def _why_not(refused: Sequence[Explanation], proposals: tuple[Proposal, ...] | NoProposal) -> tuple[str, str]:
    if isinstance(proposals, NoProposal):
        return f"no change of the profile is proposed: {proposals.reason}", proposals.hint
    if not refused:
        return "the text has no refusal that a change of the profile could be for", "see what `explain` says of it"
    if not refused[0].answers:
        return f"no change of the profile is proposed: {_NO_PERSONA}", "name it with `--persona`"
    if refused[0].answers[0].ruling.says in (Says.CONDITION, Says.PERHAPS_DENIED):
        hint = "say with `--context` what the request carried"
        return "the profile decides by a condition, and nobody told whether it was met", hint
    return "a change of the profile would not help", "see what `explain` says without `--apply`"


def _breaking(proposal: Proposal) -> list[Diagnostic]:
    hint = "decide which of both is meant, and change the profile by hand"
    return [
        Diagnostic(code="change-breaks", message=f"the change would break: {one}", at=_AT, hint=hint)
        for one in proposal.breaks
    ]


def _problem(code: str, message: str, hint: str) -> DiagnosticError:
    return DiagnosticError([Diagnostic(code=code, message=message, at=_AT, hint=hint)])
