"""Names become ARNs of the Reference's formats, and only ARNs of the right type pass."""

import pytest

from generator.compiler.arn import account_of, fits, has_names, has_owner, is_open, is_owner, own_arns
from generator.model.pattern import InputValue, PolicyVariable, TargetValue, bind, join, literal
from generator.model.reference import ResourceType
from generator.model.target import Bindings
from generator.reference.lookup import find_resource_type
from generator.reference.services import find_service

DEV = Bindings(partition="aws", region="eu-west-1", account="111122223333")


def type_of(name: str) -> ResourceType:
    prefix, _, short = name.partition(":")
    service = find_service(prefix)
    found = find_resource_type(service, short) if service else None
    assert found is not None
    return found


def arns(type_: str, name: str, owner: str = "self") -> list[str]:
    made = own_arns(type_of(type_), literal(name), account_of(literal(owner)))
    return [text for one in made for text in bind(one, DEV)]


@pytest.mark.parametrize(
    ("type_", "name", "wanted"),
    [
        ("imagebuilder:component", "*", "arn:aws:imagebuilder:eu-west-1:111122223333:component/*"),
        ("imagebuilder:component", "web", "arn:aws:imagebuilder:eu-west-1:111122223333:component/web/*"),
        ("imagebuilder:component", "web*", "arn:aws:imagebuilder:eu-west-1:111122223333:component/web*/*"),
        ("imagebuilder:component", "web/1.0.0", "arn:aws:imagebuilder:eu-west-1:111122223333:component/web/1.0.0/*"),
        ("imagebuilder:component", "web/1.0.0/1", "arn:aws:imagebuilder:eu-west-1:111122223333:component/web/1.0.0/1"),
        ("imagebuilder:allImageBuildVersions", "web", "arn:aws:imagebuilder:eu-west-1:111122223333:image/web/*"),
        ("imagebuilder:workflow", "build/web", "arn:aws:imagebuilder:eu-west-1:111122223333:workflow/build/web/*"),
        ("imagebuilder:imagePipeline", "web", "arn:aws:imagebuilder:eu-west-1:111122223333:image-pipeline/web"),
        ("iam:role", "build/host", "arn:aws:iam::111122223333:role/build/host"),
        ("iam:policy", "*", "arn:aws:iam::111122223333:policy/*"),
        ("lambda:function", "web", "arn:aws:lambda:eu-west-1:111122223333:function:web"),
        ("lambda:function alias", "web", "arn:aws:lambda:eu-west-1:111122223333:function:web:*"),
        ("dynamodb:table", "web", "arn:aws:dynamodb:eu-west-1:111122223333:table/web"),
        ("dynamodb:index", "web", "arn:aws:dynamodb:eu-west-1:111122223333:table/web/index/*"),
        ("dynamodb:index", "*", "arn:aws:dynamodb:eu-west-1:111122223333:table/*/index/*"),
        ("dynamodb:index", "web/day", "arn:aws:dynamodb:eu-west-1:111122223333:table/web/index/day"),
        ("dynamodb:index", "web/*", "arn:aws:dynamodb:eu-west-1:111122223333:table/web/index/*"),
        ("s3:accesspointobject", "ap/a/b", "arn:aws:s3:eu-west-1:111122223333:accesspoint/ap/object/a/b"),
        ("wafv2:webacl", "regional/web", "arn:aws:wafv2:eu-west-1:111122223333:regional/webacl/web/*"),
        ("logs:log-group", "/aws/web", "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/web"),
        ("logs:log-stream", "web", "arn:aws:logs:eu-west-1:111122223333:log-group:web:log-stream:*"),
        ("s3:bucket", "web", "arn:aws:s3:::web"),
        ("s3:object", "*", "arn:aws:s3:::*/*"),
        ("s3:object", "web", "arn:aws:s3:::web/*"),
        ("s3:object", "web/logs/*", "arn:aws:s3:::web/logs/*"),
        ("ec2:image", "ami-1", "arn:aws:ec2:eu-west-1::image/ami-1"),
        ("ec2:instance", "*", "arn:aws:ec2:eu-west-1:111122223333:instance/*"),
        ("sns:topic", "web", "arn:aws:sns:eu-west-1:111122223333:web"),
        ("kms:key", "*", "arn:aws:kms:eu-west-1:111122223333:key/*"),
        ("eks:access-policy", "View", "arn:aws:eks::aws:cluster-access-policy/View"),
        ("backup:recoveryPoint", "*", "*"),
    ],
)
def test_a_name_fills_the_format_of_its_type(type_: str, name: str, wanted: str) -> None:
    assert arns(type_, name) == [wanted]


def test_a_hole_of_a_name_stays_whole_where_the_name_is_divided() -> None:
    name = join("a-", InputValue(name="table"), "/", TargetValue.REGION, "-x")
    (made,) = own_arns(type_of("dynamodb:index"), name, literal("1"))
    assert str(made).endswith(":1:table/a-${input.table}/index/${region}-x")


def test_a_type_with_several_formats_gets_an_arn_of_each() -> None:
    type_ = ResourceType(name="t", arn="arn:${P}:s::${A}:one/${N}", more_arns=("arn:${P}:s:${R}:${A}:two/${N}",))
    made = own_arns(type_, literal("x"), literal("444455556666"))
    assert [bind(one, DEV)[0] for one in made] == [
        "arn:aws:s::444455556666:one/x",
        "arn:aws:s:eu-west-1:444455556666:two/x",
    ]


@pytest.mark.parametrize("owner", ["aws", "aws-marketplace", "444455556666"])
def test_an_owner_stands_in_the_account_segment(owner: str) -> None:
    assert arns("imagebuilder:image", "*", owner) == [f"arn:aws:imagebuilder:eu-west-1:{owner}:image/*"]


@pytest.mark.parametrize(
    ("type_", "arn", "fit"),
    [
        ("imagebuilder:image", "arn:aws:imagebuilder:eu-west-1:111122223333:image/web/*", True),
        ("imagebuilder:image", "arn:aws:imagebuilder:*:*:image/*", True),
        ("imagebuilder:image", "arn:aws:imagebuilder:eu-west-1:111122223333:image*", False),
        ("imagebuilder:image", "arn:aws:imagebuilder:eu-west-1:111122223333:*", False),
        ("imagebuilder:image", "arn:aws:imagebuilder:eu-west-1:111122223333:component/web", False),
        ("imagebuilder:image", "arn:aws:imagebuilder::111122223333:image/web", False),
        ("imagebuilder:image", "arn:aws:imagebuilder:eu-west-1::image/web", False),
        ("imagebuilder:image", "arn:aws:*:eu-west-1:111122223333:image/web", False),
        ("imagebuilder:image", "arn:aws:s3:eu-west-1:111122223333:image/web", False),
        ("imagebuilder:image", "arn:aws:imagebuilder:eu-west-1", False),
        ("imagebuilder:image", "*", False),
        ("s3:bucket", "arn:aws:s3:::web", True),
        ("s3:bucket", "arn:aws:s3:eu-west-1::web", False),
        ("s3:bucket", "arn:aws:s3:::", False),
        ("iam:policy", "arn:aws:iam::aws:policy/ReadOnlyAccess", True),
        ("iam:role", "arn:aws:iam::aws:policy/ReadOnlyAccess", False),
        ("backup:recoveryPoint", "arn:aws:ec2:eu-west-1::snapshot/snap-1", True),
        ("backup:recoveryPoint", "arn:aws:*:eu-west-1::snapshot/snap-1", False),
    ],
)
def test_a_whole_arn_fits_the_formats_of_its_type_only(type_: str, arn: str, fit: bool) -> None:
    assert fits(type_of(type_), literal(arn)) is fit


@pytest.mark.parametrize(
    ("arn", "is_it"),
    [
        (literal("arn:aws:iam::111122223333:role/build"), False),
        (literal("arn:aws:iam::111122223333:role/build*"), True),
        (literal("arn:aws:iam::111122223333:role/buil?"), True),
        (literal("arn:aws:iam::*:role/build"), True),
        (join("arn:aws:iam::", TargetValue.ACCOUNT, ":role/", InputValue(name="role")), False),
        (join("arn:aws:iam::", TargetValue.ACCOUNT, ":role/", PolicyVariable(key="aws:UserAgent")), True),
        (literal("*"), True),
    ],
)
def test_an_arn_is_open_where_it_can_mean_several_resources(arn: object, is_it: bool) -> None:
    assert is_open(arn) is is_it  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["111122223333", "aws", "aws-marketplace", "self", "*"])
def test_an_owner_is_a_number_or_a_word(text: str) -> None:
    assert is_owner(literal(text))


@pytest.mark.parametrize("text", ["", "1111", "1111*", "AWS", "aws:image/x", "aws/x", "a b", "111122223333:role"])
def test_nothing_else_is_an_owner(text: str) -> None:
    assert not is_owner(literal(text))


def test_a_hole_is_an_owner_when_it_stands_alone() -> None:
    assert is_owner(join(InputValue(name="account")))
    assert not is_owner(join(InputValue(name="account"), ":x"))


def test_types_without_an_account_have_no_owner() -> None:
    assert not has_owner(type_of("s3:bucket"))
    assert has_owner(type_of("imagebuilder:image"))


def test_types_of_every_service_have_no_names() -> None:
    assert not has_names(type_of("backup:recoveryPoint"))
    assert has_names(type_of("s3:object"))
