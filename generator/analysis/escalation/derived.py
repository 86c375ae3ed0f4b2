"""What passing a role makes of any action that depends on it, whether a catalogue knows it or not.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
"""

from collections.abc import Collection, Iterator, Mapping
from functools import cache

from generator.analysis.escalation.prove import Prover
from generator.model.escalation import Category, EscalationPath, Source, Step, StepTarget, TargetKind
from generator.model.reference import Action, Dependent
from generator.reference.escalation import escalation_paths
from generator.reference.services import find_service, service_prefixes

PASS_ROLE = "iam:PassRole"
DERIVED = "derived:"
"""How the name of a derived path begins."""
SHARED_PRINCIPALS = frozenset({"ec2.amazonaws.com", "ecs-tasks.amazonaws.com"})
"""Principals whose roles many services take: an instance profile, a task role."""
CATALOGUE = "Service Authorization Reference"
ADDRESS = "https://docs.aws.amazon.com/service-authorization/latest/reference/reference.html"


def derived_paths(prover: Prover, covered: Collection[str]) -> Iterator[EscalationPath]:
    """The granted actions that depend on `iam:PassRole` → a path for each that no open path covers."""
    if PASS_ROLE not in prover.granted:
        return
    folded = {one.lower() for one in covered}
    for prefix in sorted(prover.granted.services() or service_prefixes()):
        service = find_service(prefix)
        for action in service.actions if service is not None else ():
            passing = [one for one in action.dependents or () if one.action.lower() == PASS_ROLE.lower()]
            if passing and str(action) in prover.granted and str(action).lower() not in folded:
                yield _derived(action, passing[0])


def _derived(action: Action, passing: Dependent) -> EscalationPath:
    passed = StepTarget(kind=TargetKind.PASSED_ROLE, name=TargetKind.PASSED_ROLE.value)
    known = (passing.passed_to,) if passing.passed_to else ()
    foreign = () if known else _principals_of_others(action.service)
    return EscalationPath(
        id=f"{DERIVED}{action}",
        title=f"Use a passed role through `{action}`",
        category=Category.NEW_PASSROLE,
        steps=(
            Step(actions=(PASS_ROLE,), on=passed, passed_to=known, not_passed_to=foreign),
            Step(actions=(str(action),), on=StepTarget(kind=TargetKind.MEANS, name="new-resource")),
        ),
        sources=(Source(catalogue=CATALOGUE, id=str(action), url=ADDRESS),),
        closes=f"allow `{PASS_ROLE}` on named low-power roles only, or leave out `{action}`",
    )


@cache
def known_principals() -> Mapping[str, frozenset[str]]:
    """Each service that a named path passes a role to, by its prefix, with its service principals.

    It is the service of the first action that is not IAM's own.
    """
    found: dict[str, frozenset[str]] = {}
    for path in escalation_paths():
        passed = frozenset(principal for step in path.steps for principal in step.passed_to)
        services = (action.partition(":")[0] for step in path.steps for action in step.actions)
        first = next((one for one in services if one != "iam"), "")
        if passed and first:
            found[first] = found.get(first, frozenset()) | passed
    return found


@cache
def _principals_of_others(prefix: str) -> tuple[str, ...]:
    """Principals that belong to other services: a role for them is none for this one."""
    own = known_principals().get(prefix, SHARED_PRINCIPALS)
    return tuple(sorted(frozenset[str]().union(*known_principals().values()) - own))
