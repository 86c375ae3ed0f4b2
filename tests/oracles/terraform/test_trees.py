"""A profile file and its generated folder become a tree."""

from pathlib import Path

from tests.oracles.terraform.tree import Persona, Target
from tests.oracles.terraform.trees import read_tree

PROFILES = """
targets:
  - {name: dev, account: "111122223333", region: eu-west-1, inputs: {pipelines: [web-*]}}
  - {name: prod, account: "444455556666", region: eu-west-1}
personas:
  viewer: {title: Viewer}
  host:
    identity: {kind: instance-profile, managed_policies: [AmazonSSMManagedInstanceCore]}
"""


def test_a_profile_file_becomes_targets_and_personas(tmp_path: Path) -> None:
    (tmp_path / "profiles.yaml").write_text(PROFILES, encoding="utf-8")
    tree = read_tree("made", tmp_path / "profiles.yaml", tmp_path / "modules")
    assert tree.targets == (
        Target(name="dev", account="111122223333", region="eu-west-1", inputs=(("pipelines", ["web-*"]),)),
        Target(name="prod", account="444455556666", region="eu-west-1"),
    )
    assert tree.personas == (
        Persona(name="viewer", kinds=("policy",)),
        Persona(name="host", managed_policies=("AmazonSSMManagedInstanceCore",), kinds=("instance-profile",)),
    )
