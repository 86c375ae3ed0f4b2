"""Conditions of a policy → clauses that can follow "if" in an explanation."""

from collections.abc import Iterable

from generator.model.phrase import Exact, Phrase
from generator.model.policy import BoundCondition
from generator.report.condition_words import clauses_of
from generator.report.sentence import Sentence, Term
from generator.report.wording import SHORT


def all_in_words(conditions: Iterable[BoundCondition]) -> tuple[Sentence, ...]:
    """Several conditions, each once; one that another implies is left out."""
    return tuple(map(_sentence, clauses_of(conditions, SHORT)))


def _sentence(phrase: Phrase) -> Sentence:
    return tuple(Term(one.text) if isinstance(one, Exact) else one for one in phrase.pieces)
