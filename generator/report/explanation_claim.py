"""What a message says of a refusal → words."""

from generator.model.denial import Denial, DeniedBy, DenyEffect
from generator.report.sentence import Sentence, say

_ARTICLES = {
    DeniedBy.IDENTITY: "an identity-based policy",
    DeniedBy.TRUST: "the role trust policy",
}


def claim_words(denial: Denial) -> Sentence:
    """Which type of policy the message blames, in AWS's words."""
    kind = denial.denied_by
    if kind is DeniedBy.UNTOLD:
        words = "a policy denies it explicitly" if denial.effect is DenyEffect.EXPLICIT else "not why"
    elif denial.effect is DenyEffect.EXPLICIT:
        through = f" through a {denial.through.value}" if denial.through.value else ""
        words = f"{_ARTICLES.get(kind, f'a {kind.value}')} denies it explicitly{through}"
    else:
        words = f"no {kind.value} allows it"
    return say(f"{words} ({{}})", denial.policy_arn) if denial.policy_arn else (words,)
