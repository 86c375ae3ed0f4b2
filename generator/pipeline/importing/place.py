"""Where imported policies lived: their account, Region and partition, and their texts as a profile writes them."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from generator.model.policy import BoundStatement
from generator.model.target import Bindings, partition_of

EXAMPLE_ACCOUNT = "111122223333"
EXAMPLE_REGIONS = {"aws": "eu-west-1", "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1"}
_ACCOUNT = re.compile(r"(?<![0-9])[0-9]{12}(?![0-9])")
_REGION = re.compile(r"[a-z]{2,4}(-[a-z]+)+-[0-9]{1,2}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wished:
    """What the user says of the place; empty is whatever the policies name most."""

    account: str = ""
    region: str = ""
    partition: str = ""


def place_of(statements: Iterable[BoundStatement], wished: Wished) -> Bindings:
    """Statements → the place that they name most, as far as nobody says otherwise."""
    arns = [arn.split(":", 5) for one in statements for arn in one.resources + one.not_resources]
    whole = [one for one in arns if len(one) == 6]
    named = _most(one[1] for one in whole if one[1] in EXAMPLE_REGIONS) or "aws"
    partition = wished.partition or (partition_of(wished.region) if wished.region else named)
    regions = (one[3] for one in whole if _REGION.fullmatch(one[3]) and partition_of(one[3]) == partition)
    return Bindings(
        partition=partition,
        region=wished.region or _most(regions) or EXAMPLE_REGIONS.get(partition, EXAMPLE_REGIONS["aws"]),
        account=wished.account or _most(one[4] for one in whole if _ACCOUNT.fullmatch(one[4])) or EXAMPLE_ACCOUNT,
    )


def portable_arn(arn: str, place: Bindings) -> str:
    """An ARN → as a profile writes it, so that it means the same in every target."""
    parts = arn.split(":", 5)
    if len(parts) < 6 or parts[0] != "arn":
        return portable_text(arn, place)
    for number, value, name in ((1, place.partition, "partition"), (3, place.region, "region")):
        parts[number] = "${" + name + "}" if parts[number] == value else parts[number]
    return portable_text(":".join(parts), place)


def portable_text(text: str, place: Bindings) -> str:
    """A text → the same with `${account}` for the number of the place's account."""
    return re.sub(rf"(?<![0-9]){re.escape(place.account)}(?![0-9])", "${account}", text)


def _most(values: Iterable[str]) -> str:
    """The most frequent; of several the first A to Z."""
    counted = Counter(values)
    return min(counted, key=lambda one: (-counted[one], one), default="")
