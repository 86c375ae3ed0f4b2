"""Sids: readable, unique, and not a matter of position.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html
"""

import re

import pytest

from generator.compiler.merge import Group
from generator.compiler.name import name
from generator.model.pattern import literal
from generator.model.policy import Condition, Effect
from generator.reference.services import find_service, service_prefixes
from tests.compiler.profile_text import Json, profile, statements


def group(
    *types: str, service: str = "imagebuilder", effect: Effect = Effect.ALLOW, resource: str = "*", keys: str = ""
) -> Group:
    return Group(
        effect=effect,
        service=service,
        actions=(f"{service}:Do",),
        types=types,
        resources=(literal(resource),),
        conditions=tuple(Condition(operator="Null", key=key, values=(literal("true"),)) for key in keys.split()),
    )


@pytest.mark.parametrize(
    ("made", "sid"),
    [
        (group(), "AnyResource"),
        (group("image"), "Image"),
        (group("image", "imagePipeline"), "ImageImagePipeline"),
        (group("component", "image", "workflow"), "ComponentImageAnd1More"),
        (group("log-group", service="logs"), "LogsLogGroup"),
        (group(service="access-analyzer"), "AccessAnalyzerAnyResource"),
        (group("image", effect=Effect.DENY), "DenyImage"),
        (group("image", keys="aws:ResourceTag/Team"), "ImageIfResourceTagTeam"),
        (group("image", keys="aws:RequestTag/a-b aws:TagKeys"), "ImageIfRequestTagABTagKeys"),
    ],
)
def test_a_sid_says_what_the_statement_is_about(made: Group, sid: str) -> None:
    assert [one.sid for one in name([made], "imagebuilder")] == [sid]


def sids(*grants: Json) -> list[str]:
    return [one["Sid"] for one in statements(profile(grants))]


def test_one_action_more_in_a_statement_keeps_every_sid() -> None:
    some = [{"actions": ["DeleteImage"]}, {"actions": ["DeleteComponent"]}]
    assert sids(*some) == sids(*some, {"actions": ["RetryImage"]})


def on_image(action: str, name: str) -> Json:
    return {"actions": [action], "resources": {"image": name}}


def test_a_statement_more_keeps_the_digests_of_the_others() -> None:
    some = [on_image("DeleteImage", "a"), on_image("DeleteImage", "b"), on_image("RetryImage", "c")]
    assert set(sids(*some)) < set(sids(*some, on_image("CancelImageCreation", "d")))


def test_statements_about_the_same_are_told_apart() -> None:
    found = sids(on_image("DeleteImage", "a"), on_image("RetryImage", "b"))
    assert len(set(found)) == 2
    assert all(re.fullmatch(r"Image[0-9A-F]{6}", one) for one in found)


def test_reading_what_others_own_is_told_apart_by_a_word() -> None:
    assert sids({"actions": ["GetImage"]}, {"actions": ["DeleteImage"]}) == ["Image", "ImageOfAnyOwner"]


def test_the_order_of_grants_does_not_matter() -> None:
    some = [{"actions": ["GetImage"]}, {"actions": ["DeleteImage"]}, {"capability": "audit"}]
    assert sids(*some) == sids(*some[::-1])


def test_sids_have_no_other_characters_than_iam_allows() -> None:
    tag = {"actions": ["DeleteImage"], "conditions": {"aws:ResourceTag/cost centre:é/+-@": "x"}}
    for sid in sids({"capability": "audit"}, {"service": "ec2", "access": ["tagging"]}, tag):
        assert re.fullmatch(r"[A-Za-z0-9]+", sid)


def test_no_two_services_or_types_of_a_service_share_a_name() -> None:
    services = [name([group(service=one)], "")[0].sid for one in service_prefixes()]
    assert len(set(services)) == len(services)


def test_types_that_are_spelled_alike_still_give_unique_sids() -> None:
    for prefix in service_prefixes():
        service = find_service(prefix)
        assert service is not None
        types = [group(one.name, service=prefix, resource=one.arn) for one in service.resource_types]
        found = [one.sid for one in name(types, "imagebuilder")]
        assert len(set(found)) == len(found)


def test_allows_come_first_and_the_home_service_before_others() -> None:
    groups = [group("b", effect=Effect.DENY), group("z"), group("a", service="s3"), group("y", service="ec2")]
    assert [one.sid for one in name(groups, "imagebuilder")] == ["Z", "Ec2Y", "S3A", "DenyB"]
