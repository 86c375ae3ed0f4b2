"""The policies under tests/cases/imported, and requests for them that an evaluator of the tests decides."""

import json
import os
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from re import sub
from typing import Any, cast

from generator.compiler.compile import compile_profiles
from generator.model.module import bound_documents
from generator.model.policy_json import statement_json
from generator.pipeline.importing.importing import Result, Wishes, import_policies
from generator.pipeline.importing.policy import ReadPolicy
from generator.pipeline.importing.read import read_policies
from generator.profiles.load import load
from generator.reference.lookup import find_action, find_resource_type, matching_actions
from generator.reference.services import find_service
from tests.laws.evaluator import Json, Request, tokens_in, tokens_of

CASES = Path(__file__).parents[1] / "cases" / "imported"
NAMES = tuple(json.loads((CASES / "sources.json").read_text(encoding="utf-8")))
UPDATES = bool(os.environ.get("UPDATE_GOLDEN"))
MOST_REQUESTS = 400


def read(path: str) -> str:
    return Path(path).read_text(encoding="utf-8")


@cache
def imported(*names: str) -> Result:
    return import_policies([(CASES / one).as_posix() for one in names], read, Wishes())


def original_of(path: Path) -> list[Json]:
    (policy,) = read_policies([path.as_posix()], read)
    assert isinstance(policy, ReadPolicy), policy
    return [cast("Json", statement_json(one)) for one in policy.statements]


def made_of(result: Result) -> list[Json]:
    modules = compile_profiles(load(["imported.yaml"], lambda _: result.text)).modules
    documents = [document for one in modules for _, document in bound_documents(one, result.place)]
    return [cast("Json", statement_json(one)) for document in documents for one in document.statements]


def requests_for(statements: list[Json]) -> Iterator[Request]:
    """Requests on what the statements name, and a little beside it, with no condition met and with all of them."""
    tokens = tokens_in(statements)
    resources = sorted({_sample(one) for each in statements for one in _listed(each, "Resource", "NotResource")})
    actions = sorted(
        {one for each in statements for word in _listed(each, "Action", "NotAction") for one in _some(word)}
    )
    found = (
        Request(action=action, resource=resource, met=met)
        for action in actions
        for resource in ("*", *resources, *(f"{one}-other" for one in resources), *formats(action))
        for met in ((frozenset[Any](), frozenset(tokens)) if tokens else (frozenset[Any](),))
    )
    yield from (one for _, one in zip(range(MOST_REQUESTS), found, strict=False))


@cache
def formats(action: str) -> tuple[str, ...]:
    """What an action acts on, by the ARN formats of AWS's Reference; an action that needs nothing, on nothing."""
    prefix, _, name = action.partition(":")
    service = find_service(prefix)
    known = find_action(service, name) if service else None
    if service is None or known is None:
        return ()
    types = [found for one in known.resources if (found := find_resource_type(service, one.type))]
    arns = [arn.replace("${Partition}", "aws") for one in types for arn in one.arns]
    return tuple(sub(r"\$\{[^}]*\}", "x", one) for one in arns)


def is_asked(request: Request) -> bool:
    """Whether anybody asks for an action on such a resource."""
    prefix, _, name = request.action.partition(":")
    service = find_service(prefix)
    known = find_action(service, name) if service else None
    if service is None or known is None:
        return True
    if request.resource == "*":
        return not any(one.required for one in known.resources)
    types = [found for one in known.resources if (found := find_resource_type(service, one.type))]
    globs = [sub(r"\$\{[^}]*\}", "*", arn) for one in types for arn in one.arns]
    inner = {"arn:aws:s3:::": "object", "arn:aws:dynamodb:": "index"}
    named = {one.name for one in types}
    below = [kind for start, kind in inner.items() if request.resource.startswith(start)]
    name = request.resource.split(":", 5)[-1].removeprefix("table/")
    if below and below[0] not in named and "/" in name:
        return False
    return any(fnmatchcase(request.resource, one) for one in globs)


def decisions(original: list[Json], made: list[Json]) -> Iterator[tuple[Request, bool, bool]]:
    """Each request with what the original says and what the import says."""
    for request in requests_for([*original, *made]):
        yield request, is_allowed(original, request), is_allowed(made, request)


def is_allowed(statements: list[Json], request: Request) -> bool:
    """An explicit deny wins over every allow; without an allow nothing is allowed."""
    return {one["Effect"] for one in statements if _applies(one, request)} == {"Allow"}


def _applies(statement: Json, request: Request) -> bool:
    action = _means(statement, "Action", request.action.lower(), str.lower)
    return tokens_of(statement) <= request.met and action and _means(statement, "Resource", request.resource, str)


def _means(statement: Json, element: str, asked: str, spelled: Callable[[str], str]) -> bool:
    """Whether `Action` names what is asked, or `NotAction` does not; and so for resources."""
    matched = any(fnmatchcase(asked, spelled(one)) for one in _listed(statement, element, f"Not{element}"))
    return matched is (element in statement)


def _listed(statement: Json, *keys: str) -> list[str]:
    found = [statement[key] for key in keys if key in statement]
    return [one for value in found for one in (value if isinstance(value, list) else [value])]


def _sample(pattern: str) -> str:
    return pattern.replace("*", "x").replace("?", "y") if pattern.strip("*") else "arn:aws:s3:::x"


def _some(word: str) -> list[str]:
    prefix, _, name = word.partition(":")
    service = find_service(prefix)
    return [str(one) for one in matching_actions(service, name)][:25] if service else ["sqs:SendMessage"]
