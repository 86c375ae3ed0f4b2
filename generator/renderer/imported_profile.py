"""What an imported profile says: the view that `imported.yaml.j2` prints."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedResource:
    """Names of resources of one type; without `owners` the profile's own account owns them."""

    type: str
    names: tuple[str, ...]
    owners: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedTest:
    """One operator of a condition; an empty `operator` is the short form."""

    operator: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedCondition:
    """A condition key with its tests."""

    key: str
    tests: tuple[ImportedTest, ...]

    @property
    def short(self) -> tuple[str, ...]:
        """The values of the short form; none where an operator is spelled."""
        return () if self.tests[0].operator else self.tests[0].values


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedTexts:
    """A key with its texts."""

    name: str
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedOperator:
    """A condition operator with the keys that it tests."""

    name: str
    keys: tuple[ImportedTexts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedRaw:
    """A statement as it was, without its effect and its Sid."""

    elements: tuple[ImportedTexts, ...]
    conditions: tuple[ImportedOperator, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedGrant:
    """One entry of `can` or `cannot`; one of `capability`, `access`, `actions` and `raw` is filled.

    `is_anywhere` is `resources: "*"`.
    """

    capability: str = ""
    access: tuple[str, ...] = ()
    actions: tuple[str, ...] = ()
    raw: ImportedRaw | None = None
    service: str = ""
    resources: tuple[ImportedResource, ...] = ()
    is_anywhere: bool = False
    conditions: tuple[ImportedCondition, ...] = ()
    arguments: tuple[ImportedTexts, ...] = ()
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedPersona:
    """A persona that an existing policy became."""

    name: str
    title: str
    description: str
    can: tuple[ImportedGrant, ...] = ()
    cannot: tuple[ImportedGrant, ...] = ()
    comments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedTarget:
    """The place that the policies were proved in."""

    name: str
    account: str
    region: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedProfile:
    """A whole profile."""

    service: str
    target: ImportedTarget
    personas: tuple[ImportedPersona, ...]
    comments: tuple[str, ...] = ()
