"""Conditions of a policy → clauses that can follow "if" in an explanation."""

from collections.abc import Iterable

from generator.model.policy import BoundCondition
from generator.report.condition_words import clauses_of
from generator.report.sentence import Sentence
from generator.report.wording import SHORT


def all_in_words(conditions: Iterable[BoundCondition]) -> tuple[Sentence, ...]:
    """Several conditions, each once; one that another implies is left out."""
    return tuple(one.pieces for one in clauses_of(conditions, SHORT))
