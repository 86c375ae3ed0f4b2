"""Sizes as IAM counts them, recounted from the emitted text.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
"""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest

from generator.compiler import quotas
from generator.compiler.places import places_of
from generator.compiler.quotas import MANAGED, Counting, SizeQuota
from generator.compiler.size import document_size, fitting, rendered_size, size_chars
from generator.diagnostics import Diagnostic, Severity
from generator.model.pattern import InputValue, Pattern, literal
from generator.model.policy import Effect, PolicyDocument, Statement
from generator.model.policy_json import decode_document
from generator.model.profile import IdentityKind
from generator.pipeline.generate import Generated, generate
from tests.compiler.profile_text import DEV, Json, compiled, persona, problems, profile, reading
from tests.compiler.statements import PLACES

RENDERED = Path(__file__).parent / "rendered"
"""Texts that AWS provider 5.100.0 rendered of data "aws_iam_policy_document"."""

# each kind of policy

QUOTAS = {
    "managed": (quotas.MANAGED, 6144),
    "inline of a user": (quotas.USER_INLINE, 2048),
    "inline of a group": (quotas.GROUP_INLINE, 5120),
    "inline of a role": (quotas.ROLE_INLINE, 10240),
    "trust": (quotas.TRUST, 2048),
    "permission set": (quotas.PERMISSION_SET_INLINE, 10240),
    "permission set as sent": (quotas.PERMISSION_SET_INLINE_SENT, 32768),
    "scp": (quotas.SCP, 10240),
    "rcp": (quotas.RCP, 5120),
    "bucket": (quotas.RESOURCE_POLICIES["s3"], 20 * 1024),
    "key": (quotas.RESOURCE_POLICIES["kms"], 32 * 1024),
    "topic": (quotas.RESOURCE_POLICIES["sns"], 30 * 1024),
}
TAIL = "é <&> x"
"""Two bytes, two characters of white space, three that Go escapes."""


def filled(filler: int) -> PolicyDocument:
    resource = literal("x" * filler + TAIL)
    one = Statement(sid="A", effect=Effect.ALLOW, actions=("s3:Do",), resources=(resource,))
    return PolicyDocument(statements=(one,))


def written(counting: Counting, filler: int) -> str | bytes:
    """The same document in the words of whoever counts it."""
    resource = "x" * filler + TAIL
    whole: Json = {"Sid": "A", "Effect": "Allow", "Action": ["s3:Do"], "Resource": [resource]}
    single = whole | {"Action": "s3:Do", "Resource": resource}
    escaped = {"<": "\\u003c", "&": "\\u0026", ">": "\\u003e"}
    match counting:
        case Counting.WITHOUT_WHITE_SPACE:
            return "".join(json.dumps({"Version": "2012-10-17", "Statement": [whole]}, ensure_ascii=False).split())
        case Counting.RENDERED:
            text = json.dumps({"Version": "2012-10-17", "Statement": [single]}, ensure_ascii=False, indent=2)
            return re.sub("[<&>]", lambda found: escaped[found[0]], text)
        case Counting.NORMALISED:
            body = {"Statement": [single], "Version": "2012-10-17"}
            text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
            return re.sub("[<&>]", lambda found: escaped[found[0]], text).encode()


@pytest.mark.parametrize(("quota", "chars"), QUOTAS.values(), ids=QUOTAS)
def test_a_policy_may_have_what_its_quota_says_and_no_more(quota: SizeQuota, chars: int) -> None:
    filler = chars - len(written(quota.counting, 0))
    for more, fits in ((-1, True), (0, True), (1, False), (3 * chars, False)):
        document = filled(filler + more)
        size = size_chars(quota, document, PLACES)
        assert size == len(written(quota.counting, filler + more)) == chars + more
        assert fitting(quota, PLACES)(document.statements) is fits


@pytest.mark.parametrize("file", sorted(RENDERED.glob("*.json")), ids=lambda file: file.stem)
def test_the_rendered_size_is_that_of_the_providers_text(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert rendered_size(decode_document(json.loads(text))) == len(text)


def test_the_largest_place_counts_however_it_is_counted() -> None:
    names = Pattern(parts=(InputValue(name="names", each=True),))
    one = Statement(sid="A", effect=Effect.ALLOW, actions=("s3:Do",), resources=(names,))
    small, large = (replace(PLACES[0], inputs=(("names", values),)) for values in (("a",), ("a", "b")))
    for quota in (quotas.MANAGED, quotas.SCP, quotas.RESOURCE_POLICIES["s3"]):
        alone = size_chars(quota, PolicyDocument(statements=(one,)), (large,))
        assert size_chars(quota, PolicyDocument(statements=(one,)), (small, large)) == alone
        assert size_chars(quota, PolicyDocument(statements=(one,)), (small,)) < alone


# personas


def made(written: Json) -> Generated:
    return generate(["profiles.yaml"], reading({"profiles.yaml": json.dumps(written)}), None, [])


def recounted(text: str) -> int:
    """The characters of a JSON text without white space, also without that in strings."""
    return len("".join(text.split()))


@pytest.mark.parametrize(
    "can",
    [
        [{"capability": "view"}],
        [{"capability": ["audit", "console"]}],
        [{"actions": ["DeleteImage"], "conditions": {"aws:ResourceTag/Team": 'EC2 "Image" Bu\\ilder é'}}],
        [{"service": "ec2", "access": ["read", "list"]}],
    ],
)
def test_the_size_is_that_of_the_emitted_text(can: list[Json]) -> None:
    generated = made(profile(can))
    (module,) = generated.validated.modules
    bindings = generated.validated.profiles.targets[0].bindings
    for one in module.policies:
        text = dict(generated.files)[f"a/policies/dev/{one.name}.json"]
        assert document_size(one.document.statements, (bindings,)) == recounted(text)


def test_the_largest_place_counts() -> None:
    inputs = {"names": {"type": "list(string)", "description": "N.", "default": ["a"]}}
    long = DEV | {"name": "long", "inputs": {"names": ["a" * 100, "b" * 100]}}
    can = [{"actions": ["DeleteImage"], "resources": {"image": "${input.names}"}}]
    generated = made(profile(can) | {"inputs": inputs, "targets": [DEV, long]})
    (module,) = generated.validated.modules
    text = dict(generated.files)["a/policies/long/permissions.json"]
    assert document_size(module.policies[0].document.statements, generated.validated.places) == recounted(text)


def test_without_a_target_the_defaults_count() -> None:
    inputs = {"names": {"type": "list(string)", "description": "N.", "default": ["a" * 60 + str(n) for n in range(99)]}}
    can = [{"actions": ["DeleteImage"], "resources": {"image": "${input.names}"}}]
    written = profile(can) | {"inputs": inputs, "targets": []}
    (one,) = problems(written)
    assert one.code == "policy-too-large"


def test_the_defaults_and_the_probe_are_the_places_without_a_target() -> None:
    inputs = {"called": {"type": "string", "description": "N.", "default": "x"}}
    can = [{"actions": ["DeleteImage"], "resources": {"image": "${input.called}"}}]
    profiles = compiled(profile(can) | {"inputs": inputs, "targets": []}).profiles
    assert [dict(one.inputs)["called"] for one in places_of(profiles)] == ["x", "probe-called"]


def trusting(accounts: int) -> Json:
    numbers = [f"{number:012}" for number in range(111122223333, 111122223333 + accounts)]
    identity = {"kind": "role", "trust": {"accounts": numbers}}
    return profile() | {"personas": {"a": persona([{"actions": ["GetImage"]}], identity=identity)}}


def test_a_trust_policy_has_a_quota_of_its_own() -> None:
    assert remarks(trusting(40)) == []
    (one,) = remarks(trusting(60))
    assert (one.severity, one.code) == (Severity.WARNING, "quota-increase")
    assert "2048" in one.message
    assert "L-C07B4B0D" in one.hint
    assert "8192" in one.hint


def test_no_quota_lets_a_trust_policy_grow_for_ever() -> None:
    (one,) = problems(trusting(300))
    assert one.code == "policy-too-large"
    assert one.message.endswith("characters of 8192")


def remarks(written: Json) -> list[Diagnostic]:
    return list(compiled(written).remarks)


def wide(policies: int, kind: str) -> Json:
    """A persona that needs about so many policies."""
    names = [f"{'x' * 90}{number}" for number in range(policies * 30)]
    can = [{"actions": ["DeleteImage"], "resources": {"image": names}}]
    identity = {"kind": kind} | ({"trust": {"accounts": ["self"]}} if kind == "role" else {})
    return profile() | {"personas": {"a": persona(can, identity=identity)}, "targets": []}


def test_a_role_has_room_for_ten_policies() -> None:
    assert remarks(wide(5, "role")) == []
    asked = [one for one in remarks(wide(20, "role")) if one.code == "quota-increase"]
    assert [one.severity for one in asked] == [Severity.WARNING]
    assert "10 can be attached to a role" in asked[0].message
    assert "L-0DA4ABF3" in asked[0].hint


def test_no_quota_gives_a_role_more_than_twenty_five_policies() -> None:
    (one,) = problems(wide(40, "role"))
    assert one.code == "too-many-policies"
    assert "25 at most can be attached to a role" in one.message


def test_managed_policies_take_room_too() -> None:
    written = wide(8, "role")
    assert remarks(written) == []
    managed = ["AmazonSSMManagedInstanceCore", "EC2InstanceProfileForImageBuilder"]
    written["personas"]["a"]["identity"]["managed_policies"] = managed
    assert [one.code for one in remarks(written)] == ["dense-packing"]


@pytest.mark.parametrize("policies", [3, 5, 7, 9, 12, 20])
def test_every_policy_fits_with_the_sids_that_its_pieces_get(policies: int) -> None:
    validated = compiled(wide(policies, "policy"))
    (module,) = validated.modules
    sizes = [size_chars(MANAGED, one.document, validated.places) for one in module.policies]
    assert max(sizes) <= MANAGED.chars
    assert len({one.name for one in module.policies}) == len(sizes) > policies / 2


def test_policies_that_are_attached_elsewhere_may_be_more() -> None:
    validated = compiled(wide(20, "policy"))
    (module,) = validated.modules
    assert module.identities == (IdentityKind.POLICY,)
    assert len(module.policies) > 10
    for one in module.policies:
        assert document_size(one.document.statements, validated.places) <= MANAGED.chars
