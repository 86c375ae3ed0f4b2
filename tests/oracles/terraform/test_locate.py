"""Where a mirror is looked for, and which provider is taken from it."""

from pathlib import Path

import pytest

from tests.oracles.terraform.locate import PROVIDER, Mirror, Missing, candidate_mirrors, choose_mirror

PLATFORM = "linux_amd64"


def mirror(folder: Path, *versions: str) -> Path:
    for version in versions:
        (folder / PROVIDER / version / PLATFORM).mkdir(parents=True)
    return folder


def test_the_variable_counts_alone(tmp_path: Path) -> None:
    mirror(tmp_path / "root" / "plugins", "5.100.0")
    environment = {"IAM_PERSONAS_TF_MIRROR": str(tmp_path / "named")}
    assert tuple(candidate_mirrors(environment, [tmp_path / "root"])) == (tmp_path / "named",)


def test_the_configuration_file_comes_before_the_usual_folders(tmp_path: Path) -> None:
    found = mirror(tmp_path / "root" / "plugins", "5.100.0")
    (tmp_path / "rc").write_text('provider_installation {\n  filesystem_mirror {\n    path = "/m"\n  }\n}\n')
    environment = {"TF_CLI_CONFIG_FILE": str(tmp_path / "rc")}
    assert tuple(candidate_mirrors(environment, [tmp_path / "root"])) == (Path("/m"), found)


def test_a_configuration_file_that_is_not_there_is_passed_over(tmp_path: Path) -> None:
    found = mirror(tmp_path, "5.100.0")
    assert tuple(candidate_mirrors({"TF_CLI_CONFIG_FILE": str(tmp_path / "none")}, [tmp_path])) == (found,)


@pytest.mark.parametrize(
    ("versions", "chosen"),
    [(("5.9.0", "5.100.0"), "5.100.0"), (("5.1.0", "6.2.0"), "5.1.0"), (("4.67.0", "6.2.0"), "6.2.0")],
)
def test_the_newest_5_is_taken_else_the_newest(tmp_path: Path, versions: tuple[str, ...], chosen: str) -> None:
    found = mirror(tmp_path, *versions)
    assert choose_mirror([tmp_path / "none", found], PLATFORM) == Mirror(path=found, version=chosen)


def test_an_archive_counts(tmp_path: Path) -> None:
    (tmp_path / PROVIDER).mkdir(parents=True)
    (tmp_path / PROVIDER / f"terraform-provider-aws_5.100.0_{PLATFORM}.zip").touch()
    assert choose_mirror([tmp_path], PLATFORM) == Mirror(path=tmp_path, version="5.100.0")


def test_a_provider_for_another_platform_is_missing(tmp_path: Path) -> None:
    found = choose_mirror([mirror(tmp_path, "5.100.0")], "darwin_arm64")
    assert isinstance(found, Missing)
    assert "darwin_arm64" in found.reason
