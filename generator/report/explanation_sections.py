"""An explanation → its sections, for whoever renders them."""

from collections.abc import Iterator, Sequence

from generator.analysis.explanation.callers import SURE, Likeness, Whereabouts
from generator.analysis.explanation.explanation import Answer, Explanation, Holder
from generator.analysis.explanation.known import Known
from generator.analysis.explanation.ruling import Says
from generator.model.access import CallerKind
from generator.model.denial import DeniedBy
from generator.model.profile import PersonaKind
from generator.report.explanation_build import failure_blocks
from generator.report.explanation_change import change_blocks
from generator.report.explanation_claim import claim_words
from generator.report.explanation_conditions import all_in_words
from generator.report.explanation_outside import outside, sides, trust
from generator.report.explanation_request import request_text
from generator.report.explanation_why import Why
from generator.report.sentence import Block, Bullets, Code, Facts, Paragraph, Section, Sentence, listed, quoted, say

_MOST_HOLDERS = 6
_NOBODY = {
    CallerKind.ROOT: "The root user of the account asked. It is no persona, and no policy of a persona binds it: only "
    "a policy of the resource or a guardrail of the organisation can refuse it.",
    CallerKind.SERVICE: "An AWS service asked by itself. It is no persona: the policy of the resource, such as the "
    "trust policy of a role, has to let it in.",
    CallerKind.IDENTITY_PROVIDER: "Somebody asked who signs in through an identity provider, and is no persona yet: "
    "the trust policy of the role has to let the sign-in through.",
}


def sections_of(explanation: Explanation, known: Known) -> Iterator[Section]:
    """The whole explanation, the head first."""
    yield Section(_title(explanation), tuple(_head(explanation)), level=1)
    answers = explanation.answers
    sure = tuple(one for one in answers if one.match.likeness in SURE)
    if len(sure) == 1:
        yield Section(("Why",), tuple(_why(explanation, sure[0], known)))
    else:
        yield from _candidates(explanation, answers, known)
    if not answers:
        yield Section(("Why",), tuple(_stranger(explanation, known)))
    if explanation.known_failure is not None:
        yield Section(("What is known of such failures",), tuple(failure_blocks(explanation)))
    blocks = tuple(trust(explanation))
    if blocks:
        yield Section(("Who may assume the role",), blocks)
    holders = tuple(_holders(explanation))
    if holders or not blocks:
        yield Section(("Who may do it",), holders or (Paragraph((_nobody(explanation),)),))
    yield from _help(explanation, known)


def _title(explanation: Explanation) -> Sentence:
    action = explanation.denial.action
    answers = explanation.answers
    if not answers:
        return say("AWS refused {} to somebody this profile does not know", action)
    names = tuple(dict.fromkeys(one.match.module.persona for one in answers))
    place = answers[0].match.place.name
    where = say(" in {}", place) if place else ()
    return say("AWS refused {} to {}{}", action, listed(names, last="or"), where)


def _head(explanation: Explanation) -> Iterator[Block]:
    denial = explanation.denial
    rows: list[tuple[str, Sentence]] = [("Action", say("{}", denial.action))]
    rows.append(("Resource", _resource(explanation)))
    rows.append(("Caller", say("{}", denial.caller.id) if denial.caller is not None else ("not told",)))
    rows += [("Persona", _persona(one)) for one in explanation.answers]
    rows.append(("AWS says", claim_words(denial)))
    if denial.context:
        rows.append(("Known too", listed(f"{key}={' '.join(values)}" for key, values in denial.context)))
    if explanation.times > 1:
        rows.append(("How often", (f"{explanation.times} times in this text",)))
    yield Facts(tuple(rows))
    if denial.doubt:
        yield Paragraph(quoted(_capital(denial.doubt)))
    elif not explanation.is_known_action:
        yield Paragraph(say("AWS's own reference has no action {}: look whether it is spelled right.", denial.action))


def _capital(text: str) -> str:
    return f"{text[:1].upper()}{text[1:].rstrip('.')}."


def _resource(explanation: Explanation) -> Sentence:
    denial = explanation.denial
    if not denial.resource:
        return say("{}", denial.resource_as_written) if denial.resource_as_written else ("not told",)
    role = explanation.role
    whose = say(", the role of {}", role.module.persona) if role is not None else ()
    return say("{}{}", denial.resource, whose)


def _persona(answer: Answer) -> Sentence:
    match = answer.match
    module = match.module
    where = say(", in the target {}", match.place.name) if match.place.name else ()
    how = {
        Likeness.SUFFIXED: (", by its role's name, which ends in a suffix of Terraform's",),
        Likeness.PERMISSION_SET: (", by its permission set",),
        Likeness.USER: (", perhaps: its policies can be attached to users",),
        Likeness.GROUP: (", perhaps: a message does not tell the groups of a user",),
    }.get(match.likeness, ())
    elsewhere = ()
    if match.whereabouts is Whereabouts.ELSEWHERE:
        elsewhere = say(", but the account {} is no target of the profile", match.place.bindings.account)
    return say("{} ({}){}{}{}", module.persona, (module.title,), where, how, elsewhere)


def _why(explanation: Explanation, answer: Answer, known: Known) -> Iterator[Block]:
    yield from Why(explanation=explanation, answer=answer, known=known).blocks()
    both = sides(explanation)
    if both:
        yield Paragraph(both)


def _candidates(explanation: Explanation, answers: Sequence[Answer], known: Known) -> Iterator[Section]:
    """Why, for each persona that the caller can be; once, where it is the same for all."""
    told = tuple(tuple(_why(explanation, one, known)) for one in answers)
    if len(set(told)) == 1:
        yield Section(("Why",), told[0])
        return
    for one, blocks in zip(answers, told, strict=True):
        persona, place = one.match.module.persona, one.match.place.name
        where = say(" in {}", place) if place else ()
        yield Section(say("Why, if the caller is {}{}", persona, where), blocks)


def _stranger(explanation: Explanation, known: Known) -> Iterator[Block]:
    caller = explanation.denial.caller
    if caller is None:
        yield Paragraph(("The message does not tell who asked.",))
    elif caller.kind in _NOBODY:
        yield Paragraph((_NOBODY[caller.kind],))
    else:
        yield Paragraph(say("No persona of this profile has a role called like that of {}.", caller.id))
        yield from _account(caller.account, known)
    if explanation.near:
        yield Paragraph(say("Personas with names like it: {}.", listed(explanation.near)))
    if caller is None or caller.kind not in _NOBODY:
        yield Paragraph(say("If you know which persona it is, give it with {}.", "--persona NAME --target NAME"))
    if explanation.denial.denied_by not in (DeniedBy.UNTOLD, DeniedBy.IDENTITY):
        yield from outside(explanation, known)


def _account(account: str, known: Known) -> Iterator[Block]:
    targets = known.profiles.targets
    if not account or not targets:
        return
    there = tuple(one.name for one in targets if one.bindings.account == account)
    if there:
        yield Paragraph(say("Its account {} is that of the target {}.", account, listed(there)))
    else:
        all_of_them = listed(say("{} ({})", one.name, one.bindings.account) for one in targets)
        yield Paragraph(say("Its account {} is no target either; the targets are {}.", account, all_of_them))


def _holders(explanation: Explanation) -> Iterator[Block]:
    answers = explanation.answers
    holders = answers[0].holders if answers else explanation.holders
    named = {one.match.module.persona for one in answers}
    shown = [one for one in holders if one.persona not in named]
    if not shown:
        return
    people = [one for one in shown if one.kind is PersonaKind.HUMAN]
    machines = [one for one in shown if one.kind is not PersonaKind.HUMAN]
    yield Bullets(tuple(_holder(one) for one in (*people, *machines)[:_MOST_HOLDERS]))


def _nobody(explanation: Explanation) -> str:
    return "No other persona of this profile." if explanation.answers else "No persona of this profile."


def _holder(one: Holder) -> Sentence:
    name = say("{} ({})", one.persona, (one.title,))
    allows = [each for each in one.ruling.cited if not each.is_deny]
    match one.ruling.says:
        case Says.CONDITION:
            conditions = all_in_words(allows[0].conditions)
            return say("{}, if {}", name, listed(conditions)) if conditions else say("{}, on some resources", name)
        case Says.PERHAPS_DENIED:
            conditions = all_in_words(one.ruling.cited[0].conditions)
            return say("{}, unless {}", name, listed(conditions)) if conditions else name
        case _:
            return name


def _help(explanation: Explanation, known: Known) -> Iterator[Section]:
    answer = explanation.answers[0] if explanation.answers else None
    if answer is not None and answer.proposals:
        yield Section(_change_title(answer), (*change_blocks(answer.proposals), *_assumed(answer)))
    yield Section(("Text to send to whoever looks after the profile",), (Code(request_text(explanation, known)),))


def _assumed(answer: Answer) -> Iterator[Block]:
    """What the grants of the same action ask for, and the proposed change keeps."""
    conditions = all_in_words(one for each in answer.ruling.cited for one in each.at.statement.conditions)
    if answer.assumed and conditions:
        yield Paragraph(
            say(
                "It is made for a request that the conditions of that grant allow, which the message "
                "does not tell: {}.",
                listed(conditions),
            )
        )


def _change_title(answer: Answer) -> Sentence:
    match answer.ruling.says:
        case Says.CONDITION | Says.PERHAPS_DENIED:
            return ("If the profile is to allow it without that condition",)
        case Says.DENIED:
            return ("If the profile is to allow it after all",)
        case _:
            return ("The change that would allow it",)
