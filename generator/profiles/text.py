"""Profile text → Pattern: the one place where `${…}` gets a meaning.

| written | meaning |
|---|---|
| `${input.pipelines}` | an input; one element at a time when it is a list |
| `${with.role}` | a parameter, inside a capability |
| `${principal.tag.Team}` | the policy variable `${aws:PrincipalTag/Team}` |
| `${aws:username}` | a policy variable |
| `${account}` `${region}` `${partition}` `${dns_suffix}` | the target's values |

Everything else after `${` is refused, and so is `&{`, which the AWS provider turns into `${`. In a statement that is
kept as written, IAM's whole grammar of policy variables counts: `${*}`, and `${aws:username, 'nobody'}`.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/website/docs/d/iam_policy_document.html.markdown
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from generator.diagnostics import Diagnostic, Position
from generator.diagnostics.nearest import nearest
from generator.model.pattern import (
    InputValue,
    Literal,
    ParameterValue,
    Part,
    Pattern,
    PolicyVariable,
    TargetValue,
    join,
)
from generator.model.profile import Input, InputType
from generator.profiles.check import shorten

_HOLE = re.compile(r"\$\{([^{}]*)\}")
_TAG_KEY = re.compile(r"[\w .:/=+\-@]{1,128}")
_OPENINGS = {
    "${": "a reference ends with `}` and holds no other: `${input.pipelines}`, `${principal.tag.Team}`",
    "&{": "policy variables are written `${aws:username}` here",
    "%{": "Terraform's directives have no meaning in a profile",
}
_VARIABLE = re.compile(r"[a-z][a-z0-9-]*:[A-Za-z0-9]+(/[\w .:/=+\-@]{1,128})?")
_IAM_VARIABLE = re.compile(r"[*?$]|[A-Za-z][A-Za-z0-9./_-]*:[\w .:/=+\-@]{1,256}(\s*,\s*'[^']*')?")
_IAM_CHARSET = re.compile(r"[\x20-\x7e\xa1-\xff]*")


class Variables(Enum):
    """Which policy variables a place knows: plain keys, or all that IAM has a grammar for."""

    PLAIN = "plain"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """The names that `${…}` can mean at a place."""

    inputs: Mapping[str, Input]
    parameters: frozenset[str] = frozenset()
    variables: Variables = Variables.PLAIN


def parse_text(text: str, at: Position, scope: Scope, complain: Callable[[Diagnostic], None]) -> Pattern:
    """Text as written → Pattern; what cannot be understood is handed to `complain` and left out."""
    if not _IAM_CHARSET.fullmatch(text):
        message = f"`{shorten(text)}` has characters that no IAM policy may hold"
        complain(Diagnostic(code="policy-charset", message=message, at=at, hint="use printable Latin-1 characters"))
        return Pattern(())
    return join(*_parts(text, at, scope, complain))


def _parts(text: str, at: Position, scope: Scope, complain: Callable[[Diagnostic], None]) -> Iterator[Part]:
    end = 0
    for hole in _HOLE.finditer(text):
        yield from _literal(text[end : hole.start()], text, at, complain)
        part = _hole(hole.group(1), scope)
        if isinstance(part, str):
            message = f"`{shorten(hole.group())}` means nothing here"
            complain(Diagnostic(code="unknown-reference", message=message, at=at, hint=part))
        else:
            yield part
        end = hole.end()
    yield from _literal(text[end:], text, at, complain)


def _literal(text: str, whole: str, at: Position, complain: Callable[[Diagnostic], None]) -> Iterator[Literal]:
    for opening, hint in _OPENINGS.items():
        if opening in text:
            message = f"`{opening}` in `{shorten(whole)}` opens nothing that the profile language knows"
            complain(Diagnostic(code="unknown-reference", message=message, at=at, hint=hint))
            return
    if text:
        yield Literal(text=text)


def _hole(inside: str, scope: Scope) -> Part | str:
    """The part that stands in `${…}`, or the hint why there is none."""
    head, _, tail = inside.partition(".")
    match head:
        case "input":
            declared = scope.inputs.get(tail)
            if declared is not None:
                return InputValue(name=tail, each=declared.type is InputType.LIST_OF_STRING)
            return _missing("input", tail, tuple(scope.inputs))
        case "with":
            return (
                ParameterValue(name=tail)
                if tail in scope.parameters
                else _missing("parameter", tail, tuple(sorted(scope.parameters)))
            )
        case "account" | "region" | "partition" | "dns_suffix" if not tail:
            return TargetValue(head)
        case _:
            return _policy_variable(inside, scope.variables)


def _policy_variable(inside: str, known: Variables) -> Part | str:
    tag = inside.removeprefix("principal.tag.")
    if tag != inside:
        return PolicyVariable(key=f"aws:PrincipalTag/{tag}") if _TAG_KEY.fullmatch(tag) else "that is not a tag key"
    if (_VARIABLE if known is Variables.PLAIN else _IAM_VARIABLE).fullmatch(inside):
        return PolicyVariable(key=inside)
    return "references look like `${input.pipelines}`, `${principal.tag.Team}` or `${account}`"


def _missing(kind: str, name: str, names: tuple[str, ...]) -> str:
    near = nearest(name, names)
    if near:
        return f"did you mean `{near[0]}`?"
    return (
        f"declare the {kind} `{shorten(name)}`"
        if not names
        else f"the {kind}s here are {', '.join(f'`{one}`' for one in names)}"
    )
