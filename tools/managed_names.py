"""The names and paths of AWS's managed policies, as moto ships them → generator/reference/data/managed_names.json.

Source: https://github.com/getmoto/moto/blob/5.2.5/moto/iam/aws_managed_policies.py (Apache-2.0), made from AWS's API.
"""

import json
from importlib.metadata import version
from pathlib import Path

DATA = Path(__file__).parent.parent / "generator" / "reference" / "data" / "managed_names.json"


def managed_names() -> dict[str, list[str]]:
    """Names by path, both sorted."""
    from moto.iam.aws_managed_policies import aws_managed_policies_data

    found: dict[str, list[str]] = {}
    for name, policy in sorted(json.loads(aws_managed_policies_data).items()):
        found.setdefault(policy["Path"], []).append(name)
    return dict(sorted(found.items()))


if __name__ == "__main__":
    written = {"source": f"moto {version('moto')}, made from AWS's API", "paths": managed_names()}
    DATA.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")
