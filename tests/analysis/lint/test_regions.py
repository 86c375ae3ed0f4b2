"""Partitions and Regions, against botocore's."""

from botocore.loaders import Loader

from generator.analysis.lint.regions import REGIONS


def test_every_partition_and_region_of_botocore_is_known_and_no_other() -> None:
    found = {
        one["id"]: {name for name in one["regions"] if not name.endswith("-global")}
        for one in Loader().load_data("partitions")["partitions"]
    }
    assert {name: set(regions) for name, regions in REGIONS.items()} == found
