"""What a policy_sentry template asks for → the policy that it means.

Two things differ from what policy_sentry writes: the actions that others need beside themselves are left out, which it
adds on every resource, and in its mode `actions` the ARNs that it leaves open mean every resource of their type.

Source: https://policy-sentry.readthedocs.io/en/latest/user-guide/write-policy.html
"""

from collections.abc import Iterable, Iterator

from generator.diagnostics import Diagnostic, DiagnosticError
from generator.model.policy import BoundStatement
from generator.model.profile import Word
from generator.model.reference import AccessLevel, Action, Service
from generator.pipeline.importing.meeting import Inexpressible, format_globs, meet
from generator.pipeline.importing.policy import ReadPolicy
from generator.pipeline.importing.portions import meant_by
from generator.profiles.policy_sentry import SentryTemplate
from generator.reference.lookup import find_resource_type, leading_level
from generator.reference.services import find_service

ANY = "*"


def sentry_policy(template: SentryTemplate, file: str) -> ReadPolicy:
    """A template → its policy.

    Raises: DiagnosticError for services and actions that AWS does not have.
    """
    statements = tuple(_without(template.excluded, _statements(template)))
    if not statements:
        raise DiagnosticError([Diagnostic(code="no-policy", message="this template grants nothing", at=template.at)])
    return ReadPolicy(label=template.name or file, at=template.at, statements=statements)


def _statements(template: SentryTemplate) -> Iterator[BoundStatement]:
    for level, arn in template.arns:
        service = _service(_segment(arn.text, 2), arn)
        yield _allow(arn, (str(one) for one in _at_level(service, level) if _acts_on(service, one, arn.text)), arn.text)
    for level, word in template.services:
        service = _service(word.text, word)
        yield _allow(word, (str(one) for one in _at_level(service, level) if not one.resources), ANY)
    for word in template.single:
        yield _allow(word, (str(one) for _, one in _meant(word) if not one.resources), ANY)
    for word in template.unconstrained:
        yield _allow(word, (str(one) for _, one in _meant(word)), ANY)
    for word in template.actions:
        for service, one in _meant(word):
            yield _allow(word, (str(one),), *(_everything(service, one) or (ANY,)))


def _allow(word: Word, actions: Iterable[str], *resources: str) -> BoundStatement:
    return BoundStatement(
        sid="", effect="Allow", actions=tuple(sorted(set(actions))), resources=resources, origins=(word.at,)
    )


def _without(excluded: Iterable[Word], statements: Iterable[BoundStatement]) -> Iterator[BoundStatement]:
    names = {str(one) for word in excluded for _, one in _meant(word)}
    for one in statements:
        kept = [name for name in one.actions if name not in names]
        if kept:
            yield _allow(Word(text="", at=one.origins[0]), kept, *one.resources)


def _service(prefix: str, word: Word) -> Service:
    found = find_service(prefix)
    if found is None:
        message = f"AWS has no service `{prefix}`"
        raise DiagnosticError([Diagnostic(code="unknown-service", message=message, at=word.at)])
    return found


def _meant(word: Word) -> tuple[tuple[Service, Action], ...]:
    meant = meant_by((word.text,))
    if meant.unknown:
        message = f"AWS has no action `{word}`"
        raise DiagnosticError([Diagnostic(code="unknown-action", message=message, at=word.at)])
    return meant.actions


def _at_level(service: Service, level: AccessLevel) -> Iterator[Action]:
    return (one for one in service.actions if leading_level(one) is level)


def _acts_on(service: Service, action: Action, arn: str) -> bool:
    """Whether an action supports the resource type of an ARN."""
    types = (find_resource_type(service, one.type) for one in action.resources)
    try:
        return any(meet(arn, service.prefix, one, _segment(arn, 1)) for one in types if one is not None)
    except Inexpressible:
        return True


def _everything(service: Service, action: Action) -> tuple[str, ...]:
    types = (find_resource_type(service, one.type) for one in action.resources)
    return tuple(sorted({glob for one in types if one for glob in format_globs(one, "aws")}))


def _segment(arn: str, number: int) -> str:
    return (arn.split(":", 5) + [""] * 6)[number]
