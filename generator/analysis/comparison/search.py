"""Two lists of sets of policies → a request that the first all allow and the second all refuse.

How it is found, and why nothing is missed, is told where it is done: `actions` (which actions), `resources` and
`words` (which resources), `space` and `classes` (which values of condition keys), `variables` (policy
variables in resources), `look` and `solve` (how the rules are played off against each other).
"""

from collections.abc import Sequence

from generator.analysis.comparison.found import Found, Later, Nothing, Unknown, Witness
from generator.analysis.comparison.hunt import Hunt, hunt_of
from generator.analysis.comparison.problem import pose
from generator.analysis.comparison.replay import Replay
from generator.analysis.comparison.words import TooMany
from generator.model.access import Policies

__all__ = ["Found", "Later", "Nothing", "Unknown", "Witness", "search", "search_later"]


def search(allowed_by: Sequence[Policies], refused_by: Sequence[Policies] = ()) -> Found:
    """Is there a request that each of `allowed_by` allows and none of `refused_by` allows?

    A witness has been replayed by the evaluator, nothing is proved, and what is neither is unknown. Policies
    of resources and callers are not compared.
    """
    hunt = _hunt(allowed_by, refused_by)
    return hunt if isinstance(hunt, Unknown) else hunt.run()


def search_later(allowed_by: Sequence[Policies], refused_by: Sequence[Policies] = ()) -> Later | Nothing | Unknown:
    """Would an action that AWS does not have today make such a request, matched as no action of today is?"""
    hunt = _hunt(allowed_by, refused_by)
    return hunt if isinstance(hunt, Unknown) else hunt.later()


def _hunt(allowed_by: Sequence[Policies], refused_by: Sequence[Policies]) -> Hunt | Unknown:
    if any(one.resource is not None for one in (*allowed_by, *refused_by)):
        return Unknown(reason="policies of resources are not compared")
    try:
        return hunt_of(pose(allowed_by, refused_by), Replay(allowed_by=allowed_by, refused_by=refused_by))
    except ValueError as error:
        return Unknown(reason=str(error))
    except TooMany:
        return Unknown(reason="there are too many policy variables in resources to be compared")
