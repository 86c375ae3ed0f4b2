"""Actions of a service → requests for the access tests of a first profile."""

import re
from collections.abc import Iterable, Iterator

from generator.analysis.access_tests.resources import arns_of, is_pattern, short_formats, types_of
from generator.model.profile import Expectation
from generator.model.reference import Action, Service
from generator.model.target import Bindings
from generator.renderer.first_profile import FirstTest

EXAMPLE = "example"
MOST_NAMED = 3
_PLACEHOLDER = re.compile(r"\$\{\w+\}")
_HERE = Bindings(partition="${partition}", account="${account}", region="${region}")
_ANYWHERE = Bindings(partition="aws", account="111122223333", region="eu-west-1")


def allowed_test(
    service: Service, actions: Iterable[Action], context: tuple[tuple[str, str], ...] = ()
) -> FirstTest | None:
    """A request that these actions allow, for the simplest of them; None where none has a resource with a name."""
    requests = ((one, name) for one in sorted(actions, key=_simplicity) for name in _names(service, one))
    return next(
        (
            FirstTest(expected=Expectation.ALLOW, actions=(one.name,), resource=name, context=context)
            for one, name in requests
        ),
        None,
    )


def denied_test(actions: tuple[str, ...]) -> FirstTest:
    """Requests that nobody of a persona may make, on whatever resource."""
    return FirstTest(expected=Expectation.DENY, actions=actions)


def simplest(actions: Iterable[Action]) -> tuple[str, ...]:
    """The names of the simplest few of some actions."""
    return tuple(one.name for one in sorted(actions, key=_simplicity)[:MOST_NAMED])


def _simplicity(action: Action) -> tuple[int, bool, str]:
    """Few kinds of resources first, and what acts on things that exist before what makes them."""
    return len(action.resources), action.name.startswith("Create"), action.name


def _names(service: Service, action: Action) -> Iterator[str]:
    """Resources that a request for the action can name, short ones first; nothing for an action that acts on none."""
    if not action.resources:
        yield ""
    for written in short_formats(service, action):
        if _is_one(_filled(written), service, action):
            yield _filled(written)
    for written in (one for type_ in types_of(service, action) for one in type_.arns):
        if _is_one(_whole(written, _ANYWHERE), service, action):
            yield _whole(written, _HERE)


def _is_one(name: str, service: Service, action: Action) -> bool:
    """Whether a name means one resource of the action."""
    arns = arns_of(name, service, action, _ANYWHERE)
    return len(arns) == 1 and not is_pattern(arns[0])


def _filled(written: str) -> str:
    """A format of the Reference with an example in each of its placeholders."""
    return re.sub(r"\$\{\w+\}|\*", EXAMPLE, written)


def _whole(written: str, place: Bindings) -> str:
    """An ARN format with a place in its head, whatever the placeholders there are called."""
    _, _, service, region, account, rest = written.split(":", 5)
    region = place.region if _PLACEHOLDER.fullmatch(region) else region
    account = place.account if _PLACEHOLDER.fullmatch(account) else account
    return f"arn:{place.partition}:{service}:{region}:{account}:{_filled(rest)}"
