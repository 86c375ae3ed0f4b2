"""What a profile says about a refused request → why it was refused, with the lines of the profile."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from generator.analysis.explanation.callers import Whereabouts
from generator.analysis.explanation.explanation import Answer, Explanation
from generator.analysis.explanation.known import Known
from generator.analysis.explanation.reach import Cited, Reach
from generator.analysis.explanation.ruling import Says
from generator.analysis.explanation.writers import Part, writers_of
from generator.model.access import PolicyKind
from generator.model.denial import DeniedBy, DenyEffect
from generator.report.explanation_conditions import all_in_words
from generator.report.explanation_outside import outside
from generator.report.sentence import Block, Bullets, Paragraph, Quote, Sentence, listed, say

_MOST_QUOTES = 2
_MOST_STATEMENTS = 3
_MOST_RESOURCES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """An answer, told."""

    explanation: Explanation
    answer: Answer
    known: Known

    @property
    def persona(self) -> str:
        return self.answer.match.module.persona

    def blocks(self) -> Iterator[Block]:
        """Why the request was refused, as far as the profile and the message tell."""
        if self.answer.ruling.disagrees:
            yield Paragraph(self._disagreement())
        match self.answer.ruling.says:
            case Says.GRANTED:
                yield from self._granted()
            case Says.CONDITION:
                yield from self._conditioned()
            case Says.DENIED | Says.PERHAPS_DENIED:
                yield from self._denied()
            case Says.BEYOND_BOUNDARY:
                yield from self._beyond_boundary()
            case Says.ELSEWHERE:
                yield from self._elsewhere()
            case Says.NOTHING:
                yield Paragraph(say("Nothing in the profile lets {} do {}.", self.persona, self._action))
            case Says.UNSEEN:
                yield Paragraph(self._unseen())
            case Says.OUTSIDE:
                yield from outside(self.explanation, self.known)

    @property
    def _action(self) -> str:
        return self.explanation.denial.action

    def _disagreement(self) -> Sentence:
        denial = self.explanation.denial
        if denial.effect is DenyEffect.IMPLICIT:
            return say(
                "AWS says that nothing allows it, but this profile even denies it to {}. What is in AWS is not what "
                "this profile generates: apply it again, and look who changed the policies by hand.",
                self.persona,
            )
        where = "permissions boundary" if denial.denied_by is DeniedBy.BOUNDARY else "policy of the caller"
        return say(
            f"AWS says that a {where} denies it explicitly, and this profile has no such denial for {{}}. So another "
            "policy is attached beside it, or what is in AWS is not what this profile generates.",
            self.persona,
        )

    def _granted(self) -> Iterator[Block]:
        if self.answer.ruling.disagrees:
            yield Paragraph(say("The profile itself lets {} do {}:", self.persona, self._action))
            yield from self._quotes(self.answer.ruling.cited)
            return
        if self.answer.match.whereabouts is Whereabouts.ELSEWHERE:
            yield Paragraph(
                say(
                    "In its targets the profile lets {} do {}, but the account of the caller is none of them. Look "
                    "which profile made the role that is there.",
                    self.persona,
                    self._action,
                )
            )
            return
        yield Paragraph(say("The profile already lets {} do {} there:", self.persona, self._action))
        yield from self._quotes(self.answer.ruling.cited)
        yield Paragraph(("So something else refused it. Look in this order:",))
        yield Bullets(tuple(self._suspects()))

    def _suspects(self) -> Iterator[Sentence]:
        module = self.answer.match.module
        yield say(
            "What the profile generates was not applied to this account yet: look with {}, then apply the module {}.",
            "iam-personas generate --check",
            f"modules/{module.persona}",
        )
        yield ("It was applied a moment ago: IAM takes up to a minute, and a session may have to be renewed.",)
        if self.explanation.denial.denied_by is not DeniedBy.IDENTITY:
            yield ("A session policy of the tool that signed you in, or the policy of a VPC endpoint, leaves it out.",)
            yield ("A guardrail of the organisation that is not in this profile denies it.",)

    def _conditioned(self) -> Iterator[Block]:
        cited = [one for one in self.answer.ruling.cited if not one.is_deny]
        kind = "The permissions boundary" if _is_boundary(cited) else "The profile"
        only = "only if a condition is met" if any(one.conditions for one in cited) else "on certain resources only"
        yield Paragraph(say(f"{kind} lets {{}} do {{}}, but {only}:", self.persona, self._action))
        yield from self._alternatives(cited)
        denies = [one for one in self.answer.ruling.cited if one.is_deny]
        if denies:
            yield Paragraph(say("And it denies it if one of these is met:"))
            yield from self._alternatives(denies)
        yield Paragraph(_untold(cited))

    def _denied(self) -> Iterator[Block]:
        if self.answer.ruling.says is Says.PERHAPS_DENIED:
            yield Paragraph(
                say("The profile lets {} do {}, but takes it away in some cases.", self.persona, self._action)
            )
        for one in _distinct(self.answer.ruling.cited):
            yield Paragraph(self._denial(one))
            yield from self._quotes([one])
            if one.conditions:
                yield Paragraph(("It counts only if",))
                yield Bullets(all_in_words(one.conditions))
                yield Paragraph(("It leaves every other request alone.",))
        yield Paragraph(("A denial always wins over what is granted, whoever grants it.",))

    def _denial(self, one: Cited) -> Sentence:
        """Who denies: the persona itself, one that it extends, its boundary, or a guardrail."""
        writers = writers_of(self.known.profiles)
        writer = next((writers[at] for at in one.at.statement.origins if at in writers), None)
        verb = "denies" if one.reach is Reach.SURELY and not one.conditions else "can deny"
        match one.at.kind:
            case PolicyKind.SCP:
                return say(
                    f"The guardrail {{}}, a service control policy of this profile, {verb} it to everybody.",
                    one.at.policy,
                )
            case PolicyKind.RCP:
                return say(f"The guardrail {{}}, a resource control policy of this profile, {verb} it.", one.at.policy)
            case PolicyKind.BOUNDARY:
                return say(f"The permissions boundary of {{}} {verb} it:", self.persona)
            case _:
                pass
        if writer is None:
            return say(f"The policy {{}}, which is attached to {{}}, {verb} it.", one.at.policy, self.persona)
        if writer.name != self.persona:
            return say(f"The profile {verb} it to {{}}, which inherits that from {{}}:", self.persona, writer.name)
        return say(f"The profile {verb} it to {{}}, under {{}}:", self.persona, Part.CANNOT.value)

    def _beyond_boundary(self) -> Iterator[Block]:
        yield Paragraph(
            say(
                "The permissions boundary of {} does not allow {}. A boundary is a limit: what it does not allow stays "
                "refused, whatever the persona's own policies grant.",
                self.persona,
                self._action,
            )
        )

        written = self.known.persona(self.persona).boundary
        if written is not None and written.at.quote:
            yield Quote(written.at)

    def _elsewhere(self) -> Iterator[Block]:
        yield Paragraph(
            say("The profile lets {} do {}, but not on this resource. It may on", self.persona, self._action)
        )
        cited = self.answer.ruling.cited
        resources = tuple(dict.fromkeys(text for one in cited for text in one.at.statement.resources))
        more = len(resources) - _MOST_RESOURCES
        shown = tuple(say("{}", one) for one in resources[:_MOST_RESOURCES])
        yield Bullets((*shown, (f"and {more} more",)) if more > 0 else shown)
        yield from self._quotes(cited)

    def _unseen(self) -> Sentence:
        module = self.answer.match.module
        if module.service_linked_role is not None:
            return say(
                "AWS itself writes the policies of {}, and nobody can change them. Where a service lets you choose, "
                "give it a role of your own instead, such as one of the roles named below.",
                module.service_linked_role.name,
            )
        return say(
            "{} has AWS managed policies whose text is not known here: {}. Look in AWS's documentation whether they "
            "allow {}.",
            self.persona,
            listed(self.answer.unseen),
            self._action,
        )

    def _alternatives(self, cited: Iterable[Cited]) -> Iterator[Block]:
        """Statements with their conditions; the same conditions once."""
        for number, one in enumerate(_distinct(cited)):
            if number:
                yield Paragraph(("or if",))
            if one.conditions:
                yield Bullets(all_in_words(one.conditions))
            yield from self._quotes([one])

    def _quotes(self, cited: Iterable[Cited]) -> Iterator[Block]:
        found = list(cited)
        places = sorted({at for one in found for at in one.at.statement.origins if at.quote})
        yield from (Quote(one) for one in places[:_MOST_QUOTES])
        attached = dict.fromkeys(one.at.policy for one in found if not one.at.statement.origins)
        if attached:
            yield Paragraph(say("That is in the attached policy {}.", listed(attached)))


def _distinct(cited: Iterable[Cited]) -> list[Cited]:
    """Statements that differ in their conditions or in where they come from."""
    found = {(one.conditions, one.at.statement.origins, one.at.kind): one for one in cited}
    return list(found.values())[:_MOST_STATEMENTS]


def _is_boundary(cited: Iterable[Cited]) -> bool:
    return any(one.at.kind is PolicyKind.BOUNDARY for one in cited)


def _untold(cited: Iterable[Cited]) -> Sentence:
    """What is not known of the request, or was wrong with it."""
    found = list(cited)
    unmet = {each.key for one in found for each in one.unmet}
    if unmet:
        return say("The request did not meet it: look at {}.", listed(sorted(unmet)))
    untold = sorted({each.key for one in found for each in one.untold})
    if not untold:
        return ("The message names the resource without its path, or not at all.",)
    return say(
        "The message does not say what the request carried. To see, give it with {}.",
        f"--context {untold[0]}=VALUE",
    )
