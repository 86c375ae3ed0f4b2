"""What a permissions boundary allows → atoms as wide as denies are: a limit gives nobody anything.

Wildcards stay as they are written, so that AWS's new actions don't need a new boundary; an action whose resources are
not named is on all; a capability's own conditions are left out. Power that an action hands on is still only within
the limit where it is named.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from generator.compiler.clause import Atom, Clause
from generator.compiler.problems import Problems
from generator.compiler.scope import check_guards, scope
from generator.model.policy import Effect
from generator.reference.lookup import matching_actions
from generator.reference.services import find_service


def limit(clauses: Iterable[Clause], problems: Problems) -> Iterator[Atom]:
    """Clauses that were expanded as denies → what they leave within the limit."""
    for atom in scope(clauses, problems):
        allowed = replace(atom, effect=Effect.ALLOW)
        service = find_service(atom.service)
        assert service is not None, f"the clause of `{atom.action}` has no service"
        for action in matching_actions(service, atom.action.partition(":")[2]):
            check_guards(action, allowed, min(atom.origins), problems)
        yield allowed
