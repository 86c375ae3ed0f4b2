"""Text with holes: ARNs, names and condition values before a target is known.

A Pattern becomes HCL (holes are references), or, under a target's Bindings, the strings
that stand in a JSON policy. `*` and `?` in a Literal keep IAM's meaning.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import product
from typing import assert_never

from generator.model.target import Bindings


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Literal:
    """Text that stands for itself."""

    text: str


class TargetValue(Enum):
    """What Terraform reads from data sources and a target states."""

    PARTITION = "partition"
    REGION = "region"
    ACCOUNT = "account"
    DNS_SUFFIX = "dns_suffix"


@dataclass(frozen=True, slots=True, kw_only=True)
class InputValue:
    """The value of an input; `each` when the input is a list and the text holds one element at a time."""

    name: str
    each: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyVariable:
    """An IAM policy variable, `${key}` in a policy, which IAM fills in when it evaluates.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html
    """

    key: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParameterValue:
    """A parameter of a capability, `${with.name}`; none is left once a capability is expanded."""

    name: str


Part = Literal | TargetValue | InputValue | PolicyVariable | ParameterValue


@dataclass(frozen=True, slots=True)
class Pattern:
    """Parts in order; two neighbouring Literals never occur and no Literal is empty."""

    parts: tuple[Part, ...]

    def __str__(self) -> str:
        return "".join(_spell(part) for part in self.parts)

    def __lt__(self, other: "Pattern") -> bool:
        return str(self) < str(other)

    @property
    def literal(self) -> str | None:
        """The text of a pattern without holes, else None."""
        match self.parts:
            case ():
                return ""
            case (Literal(text=text),):
                return text
            case _:
                return None


def literal(text: str) -> Pattern:
    """Text that stands for itself → Pattern."""
    return join(Literal(text=text))


def join(*parts: "Part | Pattern | str") -> Pattern:
    """Parts, patterns and texts in order → one Pattern with neighbouring literals merged."""
    merged: list[Part] = []
    for part in _flatten(parts):
        if isinstance(part, Literal) and merged and isinstance(merged[-1], Literal):
            merged[-1] = Literal(text=merged[-1].text + part.text)
        elif not isinstance(part, Literal) or part.text:
            merged.append(part)
    return Pattern(tuple(merged))


def bind(pattern: Pattern, bindings: Bindings) -> tuple[str, ...]:
    """The strings a Pattern stands for in a JSON policy: one, or one per element of a list input."""
    values = bindings.input_values()
    return tuple("".join(parts) for parts in product(*(_choices(part, bindings, values) for part in pattern.parts)))


def inputs_of(pattern: Pattern) -> tuple[InputValue, ...]:
    """The inputs that a Pattern reads."""
    return tuple(part for part in pattern.parts if isinstance(part, InputValue))


def _flatten(parts: "tuple[Part | Pattern | str, ...]") -> Iterator[Part]:
    for part in parts:
        match part:
            case Pattern():
                yield from part.parts
            case str():
                yield Literal(text=part)
            case _:
                yield part


def _choices(part: Part, bindings: Bindings, values: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    match part:
        case Literal(text=text):
            return (text,)
        case PolicyVariable(key=key):
            return ("${" + key + "}",)
        case InputValue(name=name):
            return values[name]
        case TargetValue():
            return (getattr(bindings, part.value),)
        case ParameterValue():
            raise AssertionError(f"parameter {part.name} was not expanded")
        case _:
            assert_never(part)


def _spell(part: Part) -> str:
    match part:
        case Literal(text=text):
            return text
        case PolicyVariable(key=key):
            return "${" + key + "}"
        case InputValue(name=name, each=each):
            return "${input." + name + ("[*]" if each else "") + "}"
        case TargetValue():
            return "${" + part.value + "}"
        case ParameterValue(name=name):
            return "${with." + name + "}"
        case _:
            assert_never(part)
