"""What a profile accepts covers a path only where the path reaches nothing else."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from generator.analysis.acceptance.force import key_of, standing
from generator.analysis.escalation.find import examine
from generator.analysis.escalation.judge import Judgement, judge
from generator.diagnostics import Position, Severity
from generator.model.pattern import InputValue, TargetValue, join, literal
from generator.model.policy import BoundStatement
from generator.model.profile import Acceptance, Word
from tests.analysis.escalation.worlds import IAM, allow, holder, when

GRANT = Position(file="profiles.yaml", line=7, column=9)
ENTRY = Position(file="profiles.yaml", line=20, column=18)
PERSONA = Position(file="profiles.yaml", line=3, column=3)
LOW, HIGH = f"{IAM}role/low", f"{IAM}role/high"
RUN = allow(["ec2:RunInstances"])


def passing(*roles: str) -> BoundStatement:
    return allow(["iam:PassRole"], roles, [when("StringEquals", "iam:PassedToService", "ec2.amazonaws.com")])


def accept(finding: str, *contained_to: str) -> Acceptance:
    return Acceptance(
        finding=Word(text=finding, at=ENTRY), contained_to=tuple(map(literal, contained_to)), reason="Meant.", at=ENTRY
    )


def judged(statements: Sequence[BoundStatement], *acceptances: Acceptance) -> Judgement:
    one = holder(statements)
    return judge([examine(one)], acceptances, PERSONA)


def test_an_open_path_is_an_error_that_names_the_path_its_statements_and_what_closes_it() -> None:
    (problem,) = judged([passing(LOW), RUN]).problems
    assert (problem.code, problem.severity) == ("open-escalation", Severity.ERROR)
    assert problem.message == (
        "`me` can escalate by path `ec2-001`: start an instance with a passed role "
        f"(`iam:PassRole` on `{LOW}` by statement 1 of `permissions`, "
        "`ec2:RunInstances` by statement 2 of `permissions`)"
    )
    closes = "allow `iam:PassRole` on named low-power roles only, or leave out `ec2:RunInstances`"
    assert problem.hint == f"{closes}; if it is meant, `accept` it with a reason"


def test_an_accepted_path_is_no_error_and_is_listed_with_its_bound_and_reason() -> None:
    judgement = judged([passing(LOW), RUN], accept("ec2-001", LOW))
    assert judgement.problems == ()
    (accepted,) = judgement.accepted
    assert (accepted.code, accepted.contained_to, accepted.reason) == (
        "ec2-001",
        (LOW,),
        "Meant.",
    )


def test_a_path_that_reaches_more_than_is_accepted_is_an_error_at_the_acceptance() -> None:
    judgement = judged([passing(LOW, HIGH), RUN], accept("ec2-001", LOW))
    (problem,) = judgement.problems
    assert (problem.code, problem.at, judgement.accepted) == ("wide-acceptance", ENTRY, ())
    assert problem.message == f"path `ec2-001` of `me` is wider than accepted: it also reaches `{HIGH}`"


def test_a_pattern_may_contain_a_path() -> None:
    assert judged([passing(f"{IAM}role/app/*"), RUN], accept("ec2-001", f"{IAM}role/app/*")).problems == ()


def test_a_path_by_a_pattern_is_not_contained_in_a_name() -> None:
    (problem,) = judged([passing(f"{IAM}role/app/*"), RUN], accept("ec2-001", f"{IAM}role/app/low")).problems
    assert problem.code == "wide-acceptance"


def test_an_acceptance_without_a_bound_covers_no_path_that_reaches_something() -> None:
    (problem,) = judged([passing(LOW), RUN], accept("ec2-001")).problems
    assert problem.message.endswith("the acceptance does not say what it is contained to")


def test_what_the_persona_itself_gains_is_accepted_without_a_bound_only() -> None:
    statements = [allow(["iam:PutRolePolicy"], [f"{IAM}role/app/me"])]
    assert judged(statements, accept("iam-005")).problems == ()
    (problem,) = judged(statements, accept("iam-005", f"{IAM}role/app/me")).problems
    assert problem.code == "wide-acceptance"


def test_an_acceptance_of_another_path_hides_nothing_and_is_unused() -> None:
    other = accept("ec2-003", LOW)
    judgement = judged([passing(LOW), RUN], other)
    assert [(one.code, one.severity) for one in judgement.problems] == [("open-escalation", Severity.ERROR)]
    (unused,) = standing([other], judgement.met, None)
    assert (unused.code, unused.severity) == ("unused-acceptance", Severity.WARNING)


def test_one_of_several_acceptances_is_enough() -> None:
    assert judged([passing(LOW), RUN], accept("ec2-001", HIGH), accept("ec2-001", LOW)).problems == ()


def test_an_acceptance_is_bound_to_the_place() -> None:
    arn = join("arn:", TargetValue.PARTITION, ":iam::", TargetValue.ACCOUNT, ":role/low")
    acceptance = Acceptance(finding=Word(text="ec2-001"), contained_to=(arn,), reason="Meant.")
    assert judged([passing(LOW), RUN], acceptance).problems == ()


def test_a_path_is_complained_of_once_and_where_it_is_not_covered() -> None:
    covered, wide = holder([passing(LOW), RUN]), holder([passing(LOW, HIGH), RUN])
    places = [examine(one) for one in (covered, wide, wide)]
    judgement = judge(places, [accept("ec2-001", LOW)])
    assert [one.code for one in judgement.problems] == ["wide-acceptance"]
    assert judgement.accepted == ()


def test_a_finding_stands_at_the_grant_that_matters_most_or_else_at_the_persona() -> None:
    written = replace(passing(LOW), origins=(GRANT,))
    assert judged([RUN, written]).problems[0].at == GRANT
    assert judged([RUN, passing(LOW)]).problems[0].at == PERSONA


def test_an_input_of_several_values_bounds_by_each_of_them() -> None:
    one = holder([passing(LOW, HIGH), RUN])
    place = one.subject.place
    bindings = replace(place.bindings, inputs=(("roles", ("low", "high")),))
    one = replace(one, subject=replace(one.subject, place=replace(place, bindings=bindings)))
    arn = join(f"{IAM}role/", InputValue(name="roles", each=True))
    acceptance = Acceptance(finding=Word(text="ec2-001"), contained_to=(arn,), reason="Meant.")
    assert judge([examine(one)], [acceptance]).problems == ()


def test_a_misspelt_path_gets_the_nearest_right_name() -> None:
    (problem,) = standing([accept("imagebuilder-01", LOW)], (), None)
    assert (problem.message, problem.hint) == (
        "no path is called `imagebuilder-01`",
        "did you mean `imagebuilder-001`?",
    )


def test_what_cannot_be_proved_is_an_error_that_says_so_and_nothing_covers_it() -> None:
    age = "aws:MultiFactorAuthAge"  # as a number below 5 and as a text that ends in a name: nobody can tell
    odd = [when("NumericLessThan", age, "5"), when("StringLike", age, "1*${aws:username}")]
    statements = [allow(["iam:PutRolePolicy"], conditions=odd)]
    (problem,) = judged(statements).problems
    assert problem.code == "unproved-escalation"
    assert "`me` may be able to escalate by path `iam-005`" in problem.message
    (covered,) = judged(statements, accept("iam-005")).problems
    assert covered.code == "wide-acceptance"


def test_steps_on_one_role_are_contained_together() -> None:
    statements = [allow(["iam:PutRolePolicy"], [f"{IAM}role/*"]), allow(["sts:AssumeRole"], [LOW])]
    codes = {one.code for one in judged(statements, accept("iam-017", LOW), accept("sts-001", LOW)).problems}
    assert codes == {"open-escalation"}  # iam-005, on the own role
    assert "iam-005" in judged(statements, accept("iam-017", LOW), accept("sts-001", LOW)).problems[0].message


OTHER = Position(file="profiles.yaml", line=9, column=9)


def beside(grant: Position, finding: str, *contained_to: str) -> Acceptance:
    """An acceptance next to a grant."""
    return replace(accept(finding, *contained_to), grant=grant)


def of(grant: Position, statement: BoundStatement) -> BoundStatement:
    return replace(statement, origins=(grant,))


def test_an_acceptance_next_to_a_grant_covers_a_path_that_is_closed_without_the_grant() -> None:
    judgement = judged([of(GRANT, passing(LOW)), of(OTHER, RUN)], beside(GRANT, "ec2-001", LOW))
    assert judgement.problems == ()
    assert [(one.code, one.at, one.found_at) for one in judgement.accepted] == [("ec2-001", ENTRY, GRANT)]


def test_a_path_that_another_grant_opens_too_is_told_although_the_bound_holds() -> None:
    acceptance = beside(GRANT, "ec2-001", LOW)
    statements = [of(GRANT, passing(LOW)), of(OTHER, passing(LOW)), of(OTHER, RUN)]
    (problem,) = judged(statements, acceptance).problems
    assert problem.code == "wide-acceptance"
    assert problem.message.endswith("it is open without this grant too")


def test_grants_that_all_accept_a_path_cover_it_together() -> None:
    statements = [of(GRANT, passing(LOW)), of(OTHER, passing(HIGH)), RUN]
    both = (beside(GRANT, "ec2-001", LOW), beside(OTHER, "ec2-001", HIGH))
    judgement = judge([examine(holder(statements))], both, PERSONA)
    assert judgement.problems == ()
    assert {one.contained_to for one in judgement.accepted} == {(LOW,), (HIGH,)}


def test_an_acceptance_next_to_a_grant_that_is_no_part_of_the_path_is_not_met() -> None:
    nowhere = Position(file="profiles.yaml", line=99, column=9)
    judgement = judged([of(GRANT, passing(LOW)), of(OTHER, RUN)], beside(nowhere, "ec2-001", LOW))
    assert [one.code for one in judgement.problems] == ["open-escalation"]
    assert judgement.met == frozenset()


def test_an_expired_acceptance_covers_nothing_from_the_day_after_its_last() -> None:
    ending = replace(accept("ec2-001", LOW), expires=date(2027, 3, 31))
    one = examine(holder([passing(LOW), RUN]))
    assert judge([one], [ending], PERSONA, date(2027, 3, 31)).problems == ()
    over = judge([one], [ending], PERSONA, date(2027, 4, 1))
    assert [each.code for each in over.problems] == ["open-escalation"]
    assert over.accepted == ()
    assert over.met == {key_of(ending)}
