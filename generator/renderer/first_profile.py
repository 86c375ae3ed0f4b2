"""What a first profile says: the view that `profiles.yaml.j2` prints."""

from dataclasses import dataclass

from generator.model.profile import Expectation


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstTest:
    """An access test; one without a resource or a context says nothing of them."""

    expected: Expectation
    actions: tuple[str, ...]
    resource: str = ""
    context: tuple[tuple[str, str], ...] = ()
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstGrant:
    """A grant by access level."""

    access: tuple[str, ...]
    exclude: tuple[str, ...] = ()
    conditions: tuple[tuple[str, str], ...] = ()
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstPersona:
    """A persona with one grant; an empty `extends` is nobody."""

    name: str
    title: str
    description: str
    grant: FirstGrant
    extends: str = ""
    tests: tuple[FirstTest, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class FirstProfile:
    """A whole profile; `rules` hold, and `remarks` say what does not."""

    service: str
    title: str
    prefix: str
    path: str
    personas: tuple[FirstPersona, ...]
    rules: tuple[str, ...]
    comments: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
