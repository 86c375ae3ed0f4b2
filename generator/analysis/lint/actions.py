"""Whether actions exist.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html
Source: https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
"""

from collections.abc import Iterator

from generator.analysis.lint.finding import Check, FindingType, Problem, each_statement
from generator.analysis.lint.policy import Statement
from generator.analysis.lint.tree import TextNode
from generator.analysis.lint.wildcards import has_wildcard, is_star
from generator.analysis.lint.wording import did_you_mean, said
from generator.diagnostics.nearest import nearest
from generator.model.reference import Action, Service
from generator.reference.lookup import matching_actions
from generator.reference.overlay import find_correction
from generator.reference.services import find_service, is_retired_service, service_prefixes


def action_texts(statement: Statement) -> tuple[TextNode, ...]:
    """The known texts of `Action` and `NotAction`."""
    return (*statement.texts("Action"), *statement.texts("NotAction"))


def split_action(text: str) -> tuple[str, str]:
    """`service:Name` → its two halves."""
    prefix, _, name = text.partition(":")
    return prefix, name


def actions_of(text: str) -> tuple[Action, ...]:
    """The actions that `service:Pattern` matches; none for `*` and for unknown services."""
    prefix, name = split_action(text)
    service = find_service(prefix)
    return matching_actions(service, name) if service else ()


def invalid_actions(statement: Statement) -> Iterator[Problem]:
    """Names and patterns that match no action of their service."""
    for text in action_texts(statement):
        if is_star(text.value) or "${" in text.value:
            continue
        prefix, name = split_action(text.value)
        if ":" not in text.value:
            yield Problem(text.at, f"the action {said(text)} names no service", "write `service:Action`")
        elif (service := find_service(prefix)) and not matching_actions(service, name):
            yield _invalid(text, service, name)


def _invalid(text: TextNode, service: Service, name: str) -> Problem:
    if name.casefold() in {one.casefold() for one in service.retired}:
        message = f"AWS has withdrawn the action {said(text)}"
        return Problem(text.at, message, _near(text, service, name) or "remove it")
    if has_wildcard(name):
        return Problem(text.at, f"{said(text)} matches no action of `{service.prefix}`", "remove it, or widen it")
    message = f"service `{service.prefix}` has no action {said(name)}"
    return Problem(text.at, message, _near(text, service, name) or f"see the actions of {service.name}")


def _near(text: TextNode, service: Service, name: str) -> str:
    meant = find_correction(text.value) or find_correction(name)
    near = (meant,) if meant else nearest(name, (one.name for one in service.actions))
    return f"did you mean `{near[0]}`?" if near else ""


def invalid_services(statement: Statement) -> Iterator[Problem]:
    """Prefixes that no service has; a service prefix holds no wildcard."""
    for text in action_texts(statement):
        prefix, _ = split_action(text.value)
        if ":" not in text.value or "${" in prefix or find_service(prefix):
            continue
        if is_retired_service(prefix):
            message, hint = f"the Service Authorization Reference has withdrawn the service `{prefix}`", "remove it"
        else:
            message = f"there is no service {said(prefix)}"
            hint = did_you_mean(prefix, service_prefixes(), "write the prefix of a service, without wildcards")
        yield Problem(text.at, message, hint)


CHECKS = (
    Check(
        "INVALID_ACTION",
        FindingType.ERROR,
        "an action or action pattern of a known service matches none of its actions, or names no service",
        each_statement(invalid_actions),
    ),
    Check(
        "INVALID_SERVICE_IN_ACTION",
        FindingType.ERROR,
        "the prefix of an action is no service's",
        each_statement(invalid_services),
    ),
)
