"""What is proposed for a refused request: which change of which file, with which consequences, or why none."""

import re
from collections.abc import Mapping
from difflib import unified_diff

import pytest

from generator.diagnostics import DiagnosticError
from generator.model.access import Context, Request
from generator.model.proposal import NoProposal, Obstacle, Proposal, ProposalKind, Wanted
from generator.pipeline.propose import propose

HEAD = """\
version: 1
service: s3
inputs:
  tables: {type: list(string), description: Tables., default: [orders]} # for all
targets:
  - name: dev
    account: "111122223333"
    region: eu-west-1
  - name: prod
    account: "444455556666"
    region: eu-west-1
    inputs:
      tables: [sales] # narrower
"""
READER = """\
personas:
  reader:
    title: Reader
    description: Reads.
    identity: {kind: policy}
    can:
      - actions: [GetObject] # the web
        resources: {object: web/a}
      - actions: [dynamodb:PutItem]
        resources: {table: "${input.tables}"}
"""
WRITER = """\
  writer:
    title: Writer
    description: Writes.
    extends: reader
    identity: {kind: policy}
"""


def asked(
    text: str | Mapping[str, str],
    persona: str,
    action: str,
    resource: str = "*",
    *,
    target: str = "",
    context: Context = (),
) -> tuple[Proposal, ...] | NoProposal:
    texts = {"profiles.yaml": text} if isinstance(text, str) else text
    wanted = Wanted(persona=persona, request=Request(action=action, resource=resource, context=context), target=target)
    return propose(["profiles.yaml"], texts.__getitem__, wanted)


def first(found: tuple[Proposal, ...] | NoProposal) -> Proposal:
    assert not isinstance(found, NoProposal), found
    return found[0]


def none(found: tuple[Proposal, ...] | NoProposal) -> NoProposal:
    assert isinstance(found, NoProposal), found
    return found


def lines(one: Proposal) -> list[str]:
    """The lines that go and come, each with its sign."""
    compared = (
        line
        for change in one.changes
        for line in unified_diff(change.old.splitlines(), change.new.splitlines(), n=0, lineterm="")
    )
    return [one for one in compared if not one.startswith(("---", "+++", "@@"))]


def gained(one: Proposal) -> list[tuple[str, str, str]]:
    return sorted((gain.persona, gain.target, gain.example.action) for gain in one.gains)


def test_a_resource_that_is_nearly_named_is_added_to_the_grant_that_names_it() -> None:
    found = first(asked(HEAD + READER, "reader", "GetObject", "web/b"))
    assert found.kind is ProposalKind.ADD_VALUE
    assert found.summary == "add `web/b` to `object` of the grant at profiles.yaml:20:9"
    assert lines(found) == ["-        resources: {object: web/a}", "+        resources: {object: [web/a, web/b]}"]
    assert gained(found) == [("reader", "prod", "s3:GetObject")]


def test_the_value_of_the_one_target_is_preferred_because_it_allows_the_least() -> None:
    found = first(asked(HEAD + READER, "reader", "dynamodb:PutItem", "table/new", target="prod"))
    assert lines(found) == [
        "-      tables: [sales] # narrower",
        "+      tables: [sales, new] # narrower",
    ]
    assert found.gains == ()


def test_a_target_without_a_value_gets_one_that_keeps_the_default() -> None:
    found = first(asked(HEAD + READER, "reader", "dynamodb:PutItem", "table/new", target="dev"))
    assert lines(found) == ["+    inputs: {tables: [orders, new]}"]
    assert found.gains == ()


def test_without_targets_the_default_of_the_input_can_grow() -> None:
    text = re.sub(r"targets:.*\Z", "", HEAD, flags=re.DOTALL) + READER
    second = READER.replace("personas:\n  reader", "  other").replace(
        "actions: [GetObject] # the web", "actions: [PutObject]"
    )
    found = asked(text + second, "reader", "dynamodb:PutItem", "table/new")
    assert not isinstance(found, NoProposal)
    assert lines(found[0]) == [
        '-        resources: {table: "${input.tables}"}',
        '+        resources: {table: ["${input.tables}", new]}',
    ]
    assert found[0].gains == ()


def test_an_action_that_nothing_grants_is_granted_on_the_one_resource() -> None:
    found = first(asked(HEAD + READER, "reader", "DeleteObject", "web/b"))
    assert found.kind is ProposalKind.ADD_ACTION
    assert lines(found) == ["+      - actions: [DeleteObject]", "+        resources: {object: web/b}"]


def test_a_persona_that_only_inherits_gets_grants_of_its_own() -> None:
    found = first(asked(HEAD + READER + WRITER, "writer", "iam:ListRoles"))
    assert lines(found) == ["+    can:", "+      - actions: [iam:ListRoles]"]
    assert gained(found) == [("writer", "prod", "iam:ListRoles")]


def test_what_is_gained_by_extending_is_told() -> None:
    found = first(asked(HEAD + READER + WRITER, "reader", "iam:ListRoles"))
    assert gained(found) == [
        (one, target, "iam:ListRoles") for one, target in (("reader", "prod"), ("writer", "dev"), ("writer", "prod"))
    ]


def test_a_resource_of_another_owner_or_region_is_written_as_its_arn() -> None:
    arn = "arn:aws:dynamodb:us-east-1:111122223333:table/orders"
    found = first(asked(HEAD + READER, "reader", "dynamodb:GetItem", arn))
    assert (
        lines(found)[1] == '+        resources: {table: "arn:${partition}:dynamodb:us-east-1:${account}:table/orders"}'
    )


def test_a_role_is_only_passed_to_the_service_that_the_request_names() -> None:
    context = (("iam:PassedToService", ("ec2.amazonaws.com",)),)
    found = first(asked(HEAD + READER, "reader", "iam:PassRole", "role/build", context=context))
    assert lines(found) == [
        "+      - actions: [iam:PassRole]",
        "+        resources: {role: build}",
        "+        conditions: {iam:PassedToService: ec2.amazonaws.com}",
    ]


def test_the_change_goes_to_the_file_where_the_persona_is_written() -> None:
    texts = {"profiles.yaml": f"{HEAD}include: people/all.yaml\n", "people/all.yaml": f"version: 1\n{READER}"}
    found = first(asked(texts, "reader", "iam:ListRoles"))
    assert [one.path for one in found.changes] == ["people/all.yaml"]
    inputs = first(asked(texts, "reader", "dynamodb:PutItem", "table/new", target="prod"))
    assert [one.path for one in inputs.changes] == ["profiles.yaml"]


# denials


def denying(grant: str) -> str:
    return f"{HEAD}{READER}    cannot: # never\n      - {grant}\n        # and that is why\n"


@pytest.mark.parametrize(
    ("denial", "action", "changed"),
    [
        (
            "actions: [GetObject, DeleteObject]",
            "GetObject",
            ["actions: [GetObject, DeleteObject]", "actions: [DeleteObject]"],
        ),
        ("actions: ['*Object']", "GetObject", ["exclude: [GetObject]"]),
        ("access: read", "GetObject", ["exclude: [GetObject]"]),
        (
            "{actions: [GetObject], resources: {object: [web/a, web/b]}}",
            "GetObject",
            [
                "{actions: [GetObject], resources: {object: [web/a, web/b]}}",
                "{actions: [GetObject], resources: {object: [web/b]}}",
            ],
        ),
    ],
    ids=["listed", "by wildcard", "by level", "by resource"],
)
def test_a_denial_is_narrowed_by_no_more_than_the_request_needs(denial: str, action: str, changed: list[str]) -> None:
    found = first(asked(denying(denial), "reader", action, "web/a"))
    assert found.kind is ProposalKind.NARROW_DENY
    assert [one[1:].strip().removeprefix("- ") for one in lines(found)] == changed


def test_a_denial_goes_with_the_grant_that_is_missing_too() -> None:
    found = first(asked(denying("actions: [Delete*]"), "reader", "DeleteObject", "web/a"))
    assert [one.strip("+ ") for one in lines(found)] == [
        "- actions: [DeleteObject]",
        "resources: {object: web/a}",
        "exclude: [DeleteObject]",
    ]
    denial, grant = found.summary.split(", and ")
    assert denial == (
        "take `s3:DeleteObject` out of the denial at profiles.yaml:25:9, whose wildcards then mean today's actions only"
    )
    assert grant == "let `reader` do `s3:DeleteObject` on `arn:aws:s3:::web/a`"


def test_what_the_request_says_of_its_use_narrows_a_denial_first() -> None:
    context = (("s3:signatureversion", ("AWS4-HMAC-SHA256",)),)
    found = first(asked(denying("actions: [GetObject]"), "reader", "GetObject", "web/a", context=context))
    assert lines(found) == ["+        conditions: {s3:signatureversion: {StringNotEquals: AWS4-HMAC-SHA256}}"]


def test_a_denial_that_says_more_is_never_removed() -> None:
    found = none(asked(denying("actions: [GetObject]"), "reader", "GetObject", "web/a"))
    assert found.obstacle is Obstacle.WIDE_DENIAL
    assert "profiles.yaml:25:9" in found.reason


def test_a_denial_of_just_this_request_is_removed() -> None:
    text = denying("{actions: [GetObject], resources: {object: web/a}}") + "      - actions: [DeleteBucket]\n"
    found = first(asked(text, "reader", "GetObject", "web/a"))
    assert lines(found) == ["-      - {actions: [GetObject], resources: {object: web/a}}"]


# permissions boundaries


def bounded(boundary: str, *more: str) -> str:
    text = READER.replace(
        "identity: {kind: policy}", f"identity: {{kind: role, trust: {{accounts: [self]}}}}\n    {boundary}"
    )
    return HEAD + text + "".join(more)


def test_a_boundary_of_ones_own_is_widened_together_with_the_grants() -> None:
    text = bounded("boundary: {can: [{actions: [Get*]}]}")
    found = first(asked(text, "reader", "DeleteObject", "web/a"))
    assert lines(found) == [
        "-    boundary: {can: [{actions: [Get*]}]}",
        "+    boundary: {can: [{actions: [Get*]}, {actions: [DeleteObject], resources: {object: web/a}}]}",
        "+      - actions: [DeleteObject]",
        "+        resources: {object: web/a}",
    ]


def test_a_boundary_that_is_a_persona_is_widened_where_it_is_written() -> None:
    limit = (
        "  limit:\n    title: Limit\n    description: Limits.\n    kind: boundary\n"
        "    identity: {kind: policy, name: limit, path: /}\n    can:\n    - actions: [PutObject]\n"
    )
    found = first(asked(bounded("boundary: limit", limit), "reader", "GetObject", "web/a"))
    assert lines(found) == ["+    - actions: [GetObject]", "+      resources: {object: web/a}"]


def test_a_boundary_that_somebody_else_writes_is_not_proposed_to_be_changed() -> None:
    text = bounded('boundary: "arn:${partition}:iam::aws:policy/EC2InstanceProfileForImageBuilder"')
    assert none(asked(text, "reader", "DeleteObject", "web/a")).obstacle is Obstacle.FOREIGN_POLICY


# consequences


def test_what_breaks_an_access_test_says_so() -> None:
    text = HEAD + READER + "    tests:\n      - deny: DeleteObject # never\n"
    found = first(asked(text, "reader", "DeleteObject", "web/a"))
    assert len(found.breaks) == 1
    assert "`reader` is allowed `s3:DeleteObject`" in found.breaks[0]


def test_what_breaks_comes_behind_what_does_not() -> None:
    text = HEAD + READER + WRITER + "rules:\n  - writer cannot s3:GetObject on web/b\n"
    found = asked(text, "reader", "GetObject", "web/b")
    assert not isinstance(found, NoProposal)
    assert [bool(one.breaks) for one in found] == sorted(bool(one.breaks) for one in found)


def test_an_escalation_path_that_opens_counts_as_broken() -> None:
    context = (("iam:PassedToService", ("ec2.amazonaws.com",)),)
    can = "      - actions: [ec2:RunInstances, ec2:AssociateIamInstanceProfile]\n"
    found = first(asked(HEAD + READER + can, "reader", "iam:PassRole", "role/build", context=context))
    assert any("can escalate" in one for one in found.breaks)


def test_what_was_broken_before_is_not_counted() -> None:
    text = HEAD + READER + "    tests:\n      - {allow: DeleteObject, resource: web/z}\n"
    assert first(asked(text, "reader", "GetObject", "web/b")).breaks == ()


# no change of the profile


@pytest.mark.parametrize(
    ("action", "resource", "obstacle", "words"),
    [
        ("s3:GetObjekt", "web/a", Obstacle.UNKNOWN_ACTION, "has no action `GetObjekt`"),
        ("nope:Get", "*", Obstacle.UNKNOWN_ACTION, "no service with the prefix `nope`"),
        ("s3:Get*", "*", Obstacle.UNKNOWN_ACTION, "not one action"),
        ("s3:GetObject", "*", Obstacle.UNKNOWN_RESOURCE, "on what `s3:GetObject` was"),
        ("s3:GetObject", "web/*", Obstacle.UNKNOWN_RESOURCE, "does not act on `web/*`"),
        ("iam:GetRole", "table/x", Obstacle.UNKNOWN_RESOURCE, "does not act on `table/x`"),
        ("s3:GetObject", "web/a", Obstacle.ALREADY_ALLOWED, "already allows"),
        ("iam:PassRole", "role/x", Obstacle.MISSING_CONTEXT, "`iam:PassedToService`"),
        ("iam:GetRole", "arn:aws:iam::444455556666:role/x", Obstacle.OTHER_PLACE, "account `444455556666`"),
        ("iam:GetRole", "arn:aws-cn:iam::111122223333:role/x", Obstacle.OTHER_PLACE, "partition `aws-cn`"),
    ],
)
def test_what_no_grant_can_allow_has_its_reason(action: str, resource: str, obstacle: Obstacle, words: str) -> None:
    found = none(asked(HEAD + READER, "reader", action, resource))
    assert found.obstacle is obstacle
    assert words in found.reason


def test_another_target_is_named_where_the_resource_is_there() -> None:
    found = none(asked(HEAD + READER, "reader", "iam:GetRole", "arn:aws:iam::444455556666:role/x"))
    assert found.hint == "ask for the target `prod`"


def test_a_guardrail_is_named_with_its_line() -> None:
    guardrail = (
        "guardrails:\n  no-deletes:\n    title: No deletes\n    description: Nothing is deleted.\n"
        "    kind: service-control-policy\n    cannot:\n      - actions: [DeleteBucket]\n"
    )
    found = none(asked(HEAD + READER + guardrail, "reader", "DeleteBucket", "web"))
    assert found.obstacle is Obstacle.GUARDRAIL
    assert "`no-deletes`" in found.reason
    assert "profiles.yaml:30:9" in found.reason


def test_a_service_linked_role_cannot_be_changed() -> None:
    role = (
        "  linked:\n    title: Linked\n    description: Linked.\n    kind: machine\n"
        "    identity: {kind: service-linked-role, service: spot.amazonaws.com, name: AWSServiceRoleForEC2Spot}\n"
    )
    assert none(asked(HEAD + READER + role, "linked", "ListAllMyBuckets")).obstacle is Obstacle.SERVICE_LINKED_ROLE


def test_grants_that_several_places_share_are_not_changed() -> None:
    text = HEAD + READER.replace("can:", "can: &shared") + WRITER + "    can: *shared\n"
    found = none(asked(text, "writer", "iam:ListRoles"))
    assert found.obstacle is Obstacle.LAYOUT


def test_a_persona_or_target_that_nobody_has_is_an_error() -> None:
    with pytest.raises(DiagnosticError, match="no persona is called `raeder`"):
        asked(HEAD + READER, "raeder", "GetObject", "web/b")
    with pytest.raises(DiagnosticError, match="no target is called `div`"):
        asked(HEAD + READER, "reader", "GetObject", "web/b", target="div")


@pytest.mark.parametrize(
    "name", ["x]}{", "a: b", "# x", "é", "'", '"', "y\n- actions: ['*']", "${input.logs}", "\x1b[31m"]
)
def test_a_hostile_name_stays_a_name_or_is_refused(name: str) -> None:
    found = asked(HEAD + READER, "reader", "GetObject", f"arn:aws:s3:::web/{name}")
    if not isinstance(found, NoProposal):
        assert all(one.gains == () or gained(one) == [("reader", "prod", "s3:GetObject")] for one in found)
        assert all("actions: ['*']" not in line for one in found for line in lines(one) if "\\n" not in line)
