"""Random policies with a request that they are about.

The same code draws from a seeded generator and, for shrinking, from hypothesis.
"""

from dataclasses import dataclass
from random import Random

from hypothesis import strategies as st

from generator.model.access import Caller, CallerKind, NamedPolicy, Policies, Request
from generator.model.policy import VERSION, BoundDocument
from generator.model.policy_json import FIRST_VERSION
from tests.analysis.cases_conditions import chance, context
from tests.analysis.cases_statements import Draft, Place, statement
from tests.analysis.cases_vocabulary import AWAY, CALLERS, FEDERATION, HOME, RARE_CALLERS, TARGETS, Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    policies: Policies
    request: Request


def seeded_case(seed: int) -> Case:
    return draw_case(Random(seed))


def cases() -> st.SearchStrategy[Case]:
    return st.randoms(use_true_random=False).map(draw_case)


def draw_case(random: Random) -> Case:
    """Policies for a caller, of the kinds that the caller can have, and a request of the caller."""
    draft = draw_draft(random)
    return Case(policies=draw_policies(draft), request=draft.request)


def draw_draft(random: Random) -> Draft:
    caller = _caller(random)
    target = _target(random, caller)
    return Draft(random=random, request=_request(random, target, caller), target=target)


def _caller(random: Random) -> Caller | None:
    if chance(random, 8):
        return None
    return random.choice(RARE_CALLERS if chance(random, 15) else CALLERS)


def _target(random: Random, caller: Caller | None) -> Target:
    match caller.kind if caller else None:
        case CallerKind.IDENTITY_PROVIDER:
            return FEDERATION
        case CallerKind.SERVICE:
            return random.choice([one for one in TARGETS if one.has_policy])
        case _:
            return random.choice(TARGETS)


def _request(random: Random, target: Target, caller: Caller | None) -> Request:
    owner = AWAY if chance(random, 25) else HOME
    resource = target.resource.format(account=owner)
    is_told = ":::" in resource and (owner == AWAY or chance(random, 50))
    return Request(
        action=random.choice(target.actions),
        resource=resource,
        context=context(random, target),
        caller=caller,
        resource_account=owner if is_told else "",
    )


def draw_policies(draft: Draft) -> Policies:
    random, caller = draft.random, draft.request.caller
    kind = caller.kind if caller else CallerKind.ROLE_SESSION
    has_identity = kind not in (CallerKind.ROOT, CallerKind.SERVICE, CallerKind.IDENTITY_PROVIDER)
    has_session = kind in (CallerKind.ROLE_SESSION, CallerKind.FEDERATED_USER)
    in_organization = kind not in (CallerKind.SERVICE, CallerKind.IDENTITY_PROVIDER)
    return Policies(
        identity=listed(draft, Place.IDENTITY, random.choice((0, 1, 1, 2, 3))) if has_identity else (),
        boundary=policy(draft, Place.LIMIT, "boundary") if has_identity and chance(random, 25) else None,
        sessions=listed(draft, Place.LIMIT, _session_count(random, kind)) if has_session else (),
        scps=levels(draft, Place.LIMIT) if in_organization and chance(random, 30) else (),
        rcps=levels(draft, Place.RCP) if caller and _can_have_rcp(draft.request) and chance(random, 25) else (),
        resource=_resource(draft) if caller and draft.target.has_policy and chance(random, 75) else None,
    )


def _session_count(random: Random, kind: CallerKind) -> int:
    return random.choice((1, 2)) if kind is CallerKind.FEDERATED_USER else random.choice((0, 0, 1, 2))


def _can_have_rcp(request: Request) -> bool:
    """Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html"""
    return request.action.split(":")[0] in ("s3", "kms", "sts")


def levels(draft: Draft, place: Place) -> tuple[tuple[NamedPolicy, ...], ...]:
    count = draft.random.choice((1, 2, 3))
    return tuple(listed(draft, place, draft.random.choice((1, 1, 2))) for _ in range(count))


def _resource(draft: Draft) -> NamedPolicy:
    place = Place.TRUST if draft.request.action.startswith("sts:") else Place.RESOURCE
    return policy(draft, place, "resource")


def listed(draft: Draft, place: Place, count: int) -> tuple[NamedPolicy, ...]:
    return tuple(policy(draft, place, f"{place.value}-{number}") for number in range(count))


def policy(draft: Draft, place: Place, name: str) -> NamedPolicy:
    random = draft.random
    statements = tuple(statement(draft, place) for _ in range(random.choice((1, 2, 2, 3))))
    version = FIRST_VERSION if chance(random, 8) else VERSION
    return NamedPolicy(name=name, document=BoundDocument(statements=statements, version=version))
