"""Prints requests per second: our evaluator, once prepared, beside iam-simulate, on the same requests.

The policies are those of the generated service-admin. Both take one core; iam-simulate's start is not counted.
"""

import json
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from generator.analysis.evaluation.evaluator import prepare
from generator.model.access import Caller, CallerKind, NamedPolicy, Policies, Request
from generator.model.policy import BoundStatement
from generator.model.policy_json import decode_document
from tests.analysis.cases import Case
from tests.oracles.iam_simulate.simulator import Answer, simulate
from tests.oracles.iam_simulate.translate import simulation

ROUNDS = 7
COPIES = 10
FOLDER = Path(__file__).parents[1] / "modules" / "service-admin" / "policies" / "dev"
ACCOUNT = "111122223333"
CALLER = Caller(
    kind=CallerKind.ROLE_SESSION,
    id=f"arn:aws:sts::{ACCOUNT}:assumed-role/service-admin/ana",
    issuer=f"arn:aws:iam::{ACCOUNT}:role/service-admin",
)
CONTEXT = (
    ("aws:PrincipalTag/Team", ("web",)),
    ("aws:RequestTag/Team", ("web",)),
    ("aws:RequestedRegion", ("eu-west-1",)),
    ("aws:TagKeys", ("Team", "Stage")),
)
LEAST = 50_000
"""Requests per second that a test suite of profiles wants."""


def policies() -> Policies:
    """The service-admin's policies, read from the generated files."""
    files = sorted(FOLDER.glob("permissions*.json"))
    return Policies(
        identity=tuple(
            NamedPolicy(name=one.stem, document=decode_document(json.loads(one.read_text(encoding="utf-8"))))
            for one in files
        )
    )


def requests(of: Policies, name: str) -> Iterator[Request]:
    """Each action of each statement, on what its own statement names and on what another one names.

    A new `name` makes new resources.
    """
    statements = [one for policy in of.identity for one in policy.document.statements]
    for at, one in enumerate(statements):
        for action in one.actions:
            for other in (one, statements[(at + 7) % len(statements)]):
                yield Request(action=action, resource=_named(other, name), context=CONTEXT, caller=CALLER)


def _named(statement: BoundStatement, name: str) -> str:
    pattern = statement.resources[0]
    return pattern if pattern == "*" else pattern.replace("*", name)


def per_second(of: Policies, work: Callable[[Sequence[Request]], object]) -> float:
    """The median over the rounds, each of which asks about resources that nobody asked about before."""
    rounds = [tuple(one for copy in range(COPIES) for one in requests(of, f"web-{at}-{copy}")) for at in range(ROUNDS)]
    return statistics.median(len(one) / _seconds(lambda asked=one: work(asked)) for one in rounds)


def _seconds(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def simulated_per_second(of: Policies, asked: Sequence[Request]) -> float:
    """What a process that answers many takes longer than one that answers a single question."""
    questions = [simulation(Case(policies=of, request=one)) for one in asked]
    answers: list[Answer] = []
    few = statistics.median(_seconds(lambda: simulate(questions[:1])) for _ in range(ROUNDS))
    many = statistics.median(_seconds(lambda: answers.extend(simulate(questions))) for _ in range(3))
    refused = sum(one.decision is None for one in answers) / 3
    return (len(questions) - refused) / (many - few)


def main() -> None:
    """Measures preparing, deciding and explaining, and iam-simulate."""
    there = policies()
    asked = tuple(requests(there, "web"))
    evaluator = prepare(there)
    simulated = simulated_per_second(there, asked[::2])
    figures = {
        "decide": per_second(there, lambda some: [evaluator.decide(one) for one in some]),
        "evaluate, with reasons": per_second(there, lambda some: [evaluator.evaluate(one) for one in some]),
        "prepare for each request": per_second(there, lambda some: [prepare(there).decide(one) for one in some[::50]])
        / 50,
        "iam-simulate": simulated,
    }
    count = sum(len(one.document.statements) for one in there.identity)
    print(f"{count} statements, {len(asked)} requests; decide wants {LEAST:,}/s")
    print(f"{'case':32} {'requests/s':>12} {'× iam-simulate':>15}")
    for name, figure in figures.items():
        print(f"{name:32} {figure:12,.0f} {figure / simulated:15,.1f}")


if __name__ == "__main__":
    main()
