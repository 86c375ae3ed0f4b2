"""Which acceptances count on a day, and what is said of each."""

from dataclasses import replace
from datetime import date

import pytest

from generator.analysis.acceptance.force import about, in_force, key_of, standing
from generator.diagnostics import Position, Severity
from generator.model.profile import Acceptance, Word

ENTRY = Position(file="profiles.yaml", line=20, column=18)
DAY = Position(file="profiles.yaml", line=23, column=18)
GRANT = Position(file="profiles.yaml", line=9, column=9)
ENDING = Acceptance(
    finding=Word(text="ec2-001", at=ENTRY),
    contained_to=(),
    reason="Meant.",
    owner="team",
    expires=date(2027, 3, 31),
    expires_at=DAY,
    at=ENTRY,
)
MET = {key_of(ENDING)}


@pytest.mark.parametrize(
    ("today", "counts", "code"),
    [
        (date(2027, 2, 28), True, None),
        (date(2027, 3, 1), True, "expiring-acceptance"),
        (date(2027, 3, 31), True, "expiring-acceptance"),
        (date(2027, 4, 1), False, "expired-acceptance"),
        (None, True, None),
    ],
    ids=["31-days-left", "30-days-left", "the-last-day", "the-day-after", "no-day"],
)
def test_an_acceptance_counts_to_the_end_of_its_day_and_is_announced(
    today: date | None, counts: bool, code: str | None
) -> None:
    assert bool(in_force([ENDING], today)) is counts
    assert [one.code for one in standing([ENDING], MET, today)] == ([code] if code else [])


def test_what_expired_is_told_at_its_day_with_who_answers_for_it() -> None:
    (told,) = standing([ENDING], MET, date(2027, 4, 1))
    assert (told.at, told.severity) == (DAY, Severity.WARNING)
    assert told.message == "`ec2-001` was accepted by `team` until 2027-03-31, and is no longer"


@pytest.mark.parametrize(("day", "ends"), [(31, "ends today"), (30, "ends in 1 day"), (29, "ends in 2 days")])
def test_how_long_it_still_counts_is_a_note(day: int, ends: str) -> None:
    (told,) = standing([ENDING], MET, date(2027, 3, day))
    assert (told.severity, told.message.rpartition("which ")[2]) == (Severity.NOTE, ends)


def test_one_that_covers_nothing_is_unused_whatever_its_day() -> None:
    codes = [one.code for today in (date(2020, 1, 1), date(2030, 1, 1)) for one in standing([ENDING], (), today)]
    assert codes == ["unused-acceptance"] * 2


def test_an_entry_that_several_personas_inherit_is_told_once() -> None:
    assert len(list(standing([ENDING, ENDING], (), None))) == 1


def test_what_stands_next_to_a_grant_is_about_what_comes_from_it() -> None:
    beside = replace(ENDING, grant=GRANT)
    assert about([beside], "ec2-001", {GRANT}) == (beside,)
    assert about([beside], "ec2-001", ()) == ()
    assert about([ENDING], "ec2-001", ()) == (ENDING,)
    assert about([ENDING], "ec2-002", {GRANT}) == ()


@pytest.mark.parametrize(
    ("name", "message", "hint"),
    [
        ("imagebuilder-01", "no path is called `imagebuilder-01`", "did you mean `imagebuilder-001`?"),
        ("missing-dependant", "no path is called `missing-dependant`", "did you mean `missing-dependent`?"),
        (
            "PASS_ROLE_WITH_STAR_IN_RESOURC",
            "no check is called `PASS_ROLE_WITH_STAR_IN_RESOURC`",
            "did you mean `PASS_ROLE_WITH_STAR_IN_RESOURCE`?",
        ),
    ],
)
def test_a_misspelt_code_gets_the_nearest_right_one(name: str, message: str, hint: str) -> None:
    misspelt = replace(ENDING, finding=Word(text=name, at=ENTRY))
    (told,) = standing([misspelt], (), None)
    assert (told.code, told.message, told.hint) == ("unused-acceptance", message, hint)
