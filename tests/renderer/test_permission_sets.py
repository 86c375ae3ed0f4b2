"""Names of policies become labels of Terraform's: valid, and told apart."""

import re

from generator.renderer.render import render
from tests.compiler.profile_text import compiled, persona, profile

NAMES = ["2fa", "a-b", "a_b", "x/a-b", "+"]


def test_every_customer_managed_policy_has_a_label_of_its_own() -> None:
    identity = {"kind": "permission-set", "customer_managed_policies": NAMES}
    written = profile() | {"personas": {"a": persona([{"actions": ["ListImages"]}], identity=identity)}}
    main = next(one.text for one in render(compiled(written).modules[0], (), None) if one.path == "a/main.tf")
    labels = re.findall(r'"aws_ssoadmin_customer_managed_policy_attachment" "(.*)" ', main)
    assert len(labels) == len(set(labels)) == len(NAMES)
    assert all(re.fullmatch("[a-z_][a-z0-9_]*", one) for one in labels)
