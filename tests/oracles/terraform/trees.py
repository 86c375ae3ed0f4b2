"""The trees that the oracles judge."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

from tests.oracles.terraform.compare import Json
from tests.oracles.terraform.tree import Persona, Target, Tree

SAMPLE = Tree(
    name="sample",
    root=Path(__file__).parent / "sample",
    targets=(
        Target(name="ireland", account="111122223333", region="eu-west-1", inputs=(("pipelines", ["web-*", "api"]),)),
        Target(name="beijing", account="444455556666", region="cn-north-1"),
    ),
    personas=(
        Persona(name="operator"),
        Persona(
            name="build-host", managed_policies=("AmazonSSMManagedInstanceCore", "EC2InstanceProfileForImageBuilder")
        ),
    ),
)
"""A tree written by hand, in the shape of a generated one: it shows that the oracles can pass and can fail."""


def read_tree(name: str, profiles: Path, root: Path) -> Tree:
    """One profile file and what was generated from it → Tree; read by PyYAML alone, for the loader is ours."""
    import yaml

    whole = cast("dict[str, Any]", yaml.safe_load(profiles.read_text(encoding="utf-8")))
    return Tree(
        name=name,
        root=root,
        targets=tuple(_target(one) for one in whole["targets"]),
        personas=tuple(_persona(label, one) for label, one in whole["personas"].items()),
    )


def join_trees(name: str, trees: Iterable[Tree]) -> Tree:
    """Trees with one root and the same targets → one tree, which costs one run."""
    parts = tuple(trees)
    (root,), (targets,) = {one.root for one in parts}, {one.targets for one in parts}
    return Tree(name=name, root=root, targets=targets, personas=tuple(who for one in parts for who in one.personas))


def _target(written: Mapping[str, Any]) -> Target:
    inputs = cast("dict[str, Json]", written.get("inputs", {}))
    return Target(
        name=written["name"], account=written["account"], region=written["region"], inputs=tuple(inputs.items())
    )


def _persona(name: str, written: Mapping[str, Any]) -> Persona:
    identity = written.get("identity", {"kind": "policy"})
    identities = identity if isinstance(identity, list) else [identity]
    return Persona(
        name=name,
        managed_policies=tuple(identities[0].get("managed_policies", ())),
        kinds=tuple(one["kind"] for one in identities),
    )


def in_targets(tree: Tree, *names: str) -> Tree:
    """A tree in some of its targets: what tells others apart is inputs and partitions, which other trees have."""
    return replace(tree, targets=tuple(one for one in tree.targets if one.name in names))


def only(tree: Tree, *, permission_sets: bool) -> Tree:
    """A tree's personas that are permission sets, or those that are not: moto can't hold the first.

    moto 5.2.5 has neither ListTagsForResource nor permissions boundaries of IAM Identity Center.
    """
    chosen = (one for one in tree.personas if ("permission-set" in one.kinds) is permission_sets)
    return replace(tree, name=f"{tree.name}-sets" if permission_sets else tree.name, personas=tuple(chosen))


ROOT = Path(__file__).parents[3]
EVERYTHING = ROOT / "tests" / "golden" / "everything"
SERVICES = ROOT / "tests" / "golden" / "services"
_IDENTITIES = ROOT / "tests" / "golden" / "identities"
IDENTITIES = read_tree("identities", _IDENTITIES / "profiles.yaml", _IDENTITIES / "modules")

PLANNED = join_trees(
    "services",
    (read_tree(one.parent.name, one, SERVICES / "modules") for one in sorted(SERVICES.glob("*/profiles.yaml"))),
)
"""Other services' modules: nothing about them is made otherwise than about those that are applied."""

APPLIED: tuple[Tree, ...] = (
    in_targets(read_tree("shipped", ROOT / "profiles.yaml", ROOT / "modules"), "dev", "china"),
    read_tree("everything", EVERYTHING / "profiles.yaml", EVERYTHING / "modules"),
    only(in_targets(IDENTITIES, "one"), permission_sets=False),
)
TREES = (*APPLIED, PLANNED)
