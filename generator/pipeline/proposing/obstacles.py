"""Why no change of a profile would allow a request, and what would help instead."""

from generator.analysis.evaluation.evaluation import Evaluation
from generator.analysis.evaluation.evaluator import prepare
from generator.analysis.evaluation.reasons import name_statement
from generator.model.access import Decision, PolicyKind
from generator.model.profile import IdentityKind
from generator.model.proposal import NoProposal, Obstacle
from generator.pipeline.proposing.consequences import Whole
from generator.pipeline.proposing.grant import missing_keys
from generator.pipeline.proposing.holder import holder_of, persona_of
from generator.pipeline.proposing.search import Search
from generator.pipeline.proposing.standing import Standing
from generator.pipeline.proposing.wish import Wish
from generator.pipeline.prove import guarded_by


def obstacle_before(start: Standing, before: Whole, wish: Wish) -> NoProposal | None:
    """What no change of the persona's grants can overcome; None where it is worth looking for one."""
    if start.is_allowed:
        return NoProposal(
            obstacle=Obstacle.ALREADY_ALLOWED,
            reason=f"the profile already allows `{wish.persona}` this request",
            hint="apply the generated modules; if that is done, another policy of the account denies it",
        )
    kinds = {one.kind for one in persona_of(start, wish.persona).identities}
    if kinds == {IdentityKind.SERVICE_LINKED_ROLE}:
        return NoProposal(
            obstacle=Obstacle.SERVICE_LINKED_ROLE,
            reason=f"`{wish.persona}` is a service-linked role: AWS writes its policies, and nobody else can",
            hint="ask AWS Support whether the service supports what was asked",
        )
    return _guardrail(before, wish) or _missing_context(wish) or _foreign(start)


def obstacle_left(start: Standing, search: Search, wish: Wish) -> NoProposal:
    """Why the search came back with nothing."""
    last = search.nearest or start
    if foreign := _foreign(last):
        return foreign
    if last.denials:
        at = last.denials[0]
        return NoProposal(
            obstacle=Obstacle.WIDE_DENIAL,
            reason=f"the denial at {at} means more than this request, and no small change leaves just this out",
            hint=f"whoever wrote `cannot` at {at} has to decide whether to rewrite it",
        )
    if search.unwritable is not None:
        return NoProposal(
            obstacle=Obstacle.LAYOUT,
            reason=f"the change cannot be written safely: {search.unwritable}",
            hint="write the values out where they are shared, and ask again",
        )
    if search.refused is not None:
        first = search.refused.diagnostics[0]
        return NoProposal(
            obstacle=Obstacle.REFUSED, reason=f"with the grant the profile is refused: {first.message}", hint=first.hint
        )
    return NoProposal(
        obstacle=Obstacle.REFUSED,
        reason=f"no single grant of `{wish.action}` on `{wish.request.resource}` can be written in the profile",
        hint="ask the service administrator to describe the task, so that a grant for all of it can be made",
    )


def _guardrail(before: Whole, wish: Wish) -> NoProposal | None:
    for one in guarded_by(before.profiles, before.modules):
        if one.place.name == wish.target:
            evaluation = prepare(one.policies).evaluate(wish.request)
            if evaluation.decision is Decision.EXPLICIT_DENY:
                return NoProposal(
                    obstacle=Obstacle.GUARDRAIL,
                    reason=f"the guardrail `{one.persona}` denies it, {_by(evaluation)}, whatever a persona may do",
                    hint="whoever looks after the organisation's guardrails has to decide this",
                )
    return None


def _missing_context(wish: Wish) -> NoProposal | None:
    missing = missing_keys(wish)
    if not missing:
        return None
    keys = " and ".join(f"`{one}`" for one in missing)
    return NoProposal(
        obstacle=Obstacle.MISSING_CONTEXT,
        reason=f"`{wish.action}` is only granted with the condition {keys}, and the request does not say its value",
        hint=f"give it with `--context {missing[0]}=…`",
    )


def _foreign(start: Standing) -> NoProposal | None:
    """A denial or a boundary that comes from no line of the profile."""
    evaluation = start.evaluation
    if evaluation.decision is Decision.EXPLICIT_DENY and not start.denials:
        return NoProposal(
            obstacle=Obstacle.FOREIGN_POLICY,
            reason=f"it is denied {_by(evaluation)}, which is no denial under `cannot` that could be narrowed",
            hint="whoever writes that policy has to change it, or the persona has to do without it",
        )
    if PolicyKind.BOUNDARY in start.lacking and holder_of(start, PolicyKind.BOUNDARY) is None:
        return NoProposal(
            obstacle=Obstacle.FOREIGN_POLICY,
            reason="the permissions boundary does not allow it, and its policy is not written in this profile",
            hint="whoever writes the boundary has to allow it first",
        )
    return None


def _by(evaluation: Evaluation) -> str:
    return f"by {name_statement(evaluation.deciding[0])}"
