"""Which policies have to allow, by who asks and whose resource it is.

Sources:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic_policy-eval-denyallow.html
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
"""

from dataclasses import replace
from typing import Any

import pytest

from generator.model.access import Caller, CallerKind, Decision, Policies, PolicyKind, Request
from tests.analysis.evaluation.policies import (
    ACCOUNT,
    OBJECT,
    OTHER,
    ROLE,
    SESSION,
    USER,
    allow,
    deny,
    evaluate,
    identity,
    is_allowed,
    named,
    request,
)

NOTHING = named(allow("ec2:*"))
ALL = named(allow())


def principal(value: Any) -> Policies:
    return Policies(resource=named(allow(Principal=value)))


@pytest.mark.parametrize(
    ("layer", "kind"),
    [
        ({"boundary": NOTHING}, PolicyKind.BOUNDARY),
        ({"sessions": (NOTHING,)}, PolicyKind.SESSION),
        ({"scps": ((ALL,), (NOTHING,))}, PolicyKind.SCP),
        ({"rcps": ((named(allow("ec2:*", Principal="*")),),)}, PolicyKind.RCP),
    ],
)
def test_every_layer_that_is_there_must_allow(layer: dict[str, Any], kind: PolicyKind) -> None:
    found = evaluate(identity(allow(), **layer), request())
    assert (found.decision, found.lacking) == (Decision.IMPLICIT_DENY, (kind,))


@pytest.mark.parametrize("name", ["boundary", "sessions", "scps", "rcps", "resource"])
def test_an_explicit_deny_in_any_policy_wins(name: str) -> None:
    both = named(allow(Principal="*"), deny("s3:GetObject", Principal="*"))
    shape = {"sessions": (both,), "scps": ((both,),), "rcps": ((both,),)}.get(name, both)
    assert evaluate(identity(allow(), **{name: shape}), request(caller=USER)).decision is Decision.EXPLICIT_DENY


def test_one_policy_of_a_layer_is_enough() -> None:
    assert is_allowed(identity(allow(), scps=((NOTHING, ALL),), sessions=(NOTHING, ALL)), request())


@pytest.mark.parametrize(
    ("caller", "who", "boundary", "identity_", "allowed"),
    [
        # a user's own ARN is not limited by what other policies do not say
        (USER, {"AWS": USER.id}, NOTHING, (), True),
        # a role's ARN still is by boundaries and session policies, but not by identity policies
        (SESSION, {"AWS": ROLE}, None, (), True),
        (SESSION, {"AWS": ROLE}, NOTHING, (), False),
        (SESSION, {"AWS": SESSION.id}, NOTHING, (), True),
        # everyone is the caller itself
        (SESSION, "*", NOTHING, (), True),
        (SESSION, {"AWS": "*"}, NOTHING, (), True),
        # the account delegates to its identity policies
        (SESSION, {"AWS": ACCOUNT}, None, (), False),
        (SESSION, {"AWS": f"arn:aws:iam::{ACCOUNT}:root"}, None, (ALL,), True),
        (SESSION, {"AWS": OTHER}, None, (), False),
        (SESSION, {"AWS": OTHER}, None, (ALL,), True),
        (SESSION, {"Service": "ec2.amazonaws.com"}, None, (), False),
    ],
)
def test_a_resource_policy_of_the_same_account(
    caller: Caller, who: Any, boundary: Any, identity_: Any, allowed: bool
) -> None:
    policies = replace(principal(who), boundary=boundary, identity=identity_)
    assert is_allowed(policies, request(caller=caller)) is allowed


def test_a_role_session_without_its_role_is_told_by_name() -> None:
    caller = Caller(kind=CallerKind.ROLE_SESSION, id=f"arn:aws:sts::{ACCOUNT}:assumed-role/worker/jo")
    assert is_allowed(principal({"AWS": f"arn:aws:iam::{ACCOUNT}:role/worker"}), request(caller=caller))
    assert not is_allowed(principal({"AWS": ROLE}), request(caller=caller))


@pytest.mark.parametrize(
    ("identity_", "who", "lacking"),
    [
        ((ALL,), {"AWS": ROLE}, ()),
        ((), {"AWS": ROLE}, (PolicyKind.IDENTITY,)),
        ((ALL,), {"AWS": OTHER}, (PolicyKind.RESOURCE,)),
        ((), {"AWS": SESSION.id}, (PolicyKind.IDENTITY,)),
    ],
)
def test_across_accounts_both_sides_must_allow(identity_: Any, who: Any, lacking: tuple[PolicyKind, ...]) -> None:
    policies = replace(principal(who), identity=identity_)
    assert evaluate(policies, request(caller=SESSION, resource_account=OTHER)).lacking == lacking


def test_across_accounts_no_resource_policy_means_no() -> None:
    topic = f"arn:aws:sns:eu-west-1:{OTHER}:t"
    asked = request("sns:Publish", topic, caller=SESSION)
    assert evaluate(identity(allow()), asked).lacking == (PolicyKind.RESOURCE,)


def test_what_aws_owns_needs_no_policy_of_its_own() -> None:
    asked = request("iam:GetPolicy", "arn:aws:iam::aws:policy/ReadOnlyAccess", caller=SESSION)
    assert is_allowed(identity(allow()), asked)


def test_not_principal_denies_unless_caller_role_and_account_are_all_listed() -> None:
    listed = [SESSION.id, ROLE, ACCOUNT]
    for count, spared in ((1, False), (2, False), (3, True)):
        statement = {"Effect": "Deny", "NotPrincipal": {"AWS": listed[:count]}, "Action": "*", "Resource": "*"}
        policies = identity(allow(), resource=named(statement))
        assert is_allowed(policies, request(caller=SESSION)) is spared, count


@pytest.mark.parametrize(
    ("caller", "listed"),
    [
        (Caller(kind=CallerKind.ROOT, id=f"arn:aws:iam::{ACCOUNT}:root"), [f"arn:aws:iam::{ACCOUNT}:root"]),
        (Caller(kind=CallerKind.ROLE, id=ROLE), [ROLE, ACCOUNT]),
        (USER, [USER.id, ACCOUNT]),
    ],
)
def test_not_principal_spares_who_is_listed_with_the_account(caller: Caller, listed: list[str]) -> None:
    denies = named({"Effect": "Deny", "NotPrincipal": {"AWS": listed}, "Action": "*", "Resource": "*"})
    assert is_allowed(identity(allow(), resource=denies), request(caller=caller))


def test_not_principal_spares_nobody_who_has_a_boundary() -> None:
    denies = named({"Effect": "Deny", "NotPrincipal": {"AWS": [USER.id, ACCOUNT]}, "Action": "*", "Resource": "*"})
    assert not is_allowed(identity(allow(), resource=denies, boundary=ALL), request(caller=USER))


def test_a_federated_users_session_is_its_own_principal() -> None:
    caller = Caller(kind=CallerKind.FEDERATED_USER, id=f"arn:aws:sts::{ACCOUNT}:federated-user/jo", issuer=USER.id)
    condition = {"ArnEquals": {"aws:PrincipalArn": caller.id}}
    assert is_allowed(identity(allow(Condition=condition)), request(caller=caller))


# role trust: the trust policy is the resource policy of the role

TARGET = f"arn:aws:iam::{ACCOUNT}:role/target"
OIDC = f"arn:aws:iam::{ACCOUNT}:oidc-provider/token.actions.githubusercontent.com"
SUB = "token.actions.githubusercontent.com:sub"


def trusts(who: Any, action: str = "sts:AssumeRole", **more: Any) -> Policies:
    statement = {"Effect": "Allow", "Principal": who, "Action": action, **more}
    return Policies(resource=named(statement))


def assume(caller: Caller, action: str = "sts:AssumeRole", **context: str | list[str]) -> Request:
    return request(action, TARGET, {key.replace("__", ":"): value for key, value in context.items()}, caller)


EC2 = Caller(kind=CallerKind.SERVICE, id="ec2.amazonaws.com")
WEB = Caller(kind=CallerKind.IDENTITY_PROVIDER, id=OIDC)


def test_a_role_is_assumed_only_if_its_trust_policy_allows() -> None:
    assert evaluate(identity(allow()), assume(USER)).lacking == (PolicyKind.RESOURCE,)
    assert is_allowed(replace(trusts({"AWS": ACCOUNT}), identity=(ALL,)), assume(USER))
    assert not is_allowed(trusts({"AWS": ACCOUNT}), assume(USER))
    assert is_allowed(trusts({"AWS": USER.id}), assume(USER))


def test_another_accounts_role_needs_both_sides_and_its_external_id() -> None:
    outsider = Caller(kind=CallerKind.USER, id=f"arn:aws:iam::{OTHER}:user/al")
    condition = {"StringEquals": {"sts:ExternalId": "x1"}}
    both = replace(trusts({"AWS": OTHER}, Condition=condition), identity=(ALL,))
    assert is_allowed(both, assume(outsider, sts__ExternalId="x1"))
    assert not is_allowed(both, assume(outsider, sts__ExternalId="x2"))
    assert not is_allowed(both, assume(outsider))
    assert not is_allowed(trusts({"AWS": OTHER}, Condition=condition), assume(outsider, sts__ExternalId="x1"))


def test_a_service_and_a_token_are_let_in_by_trust_alone() -> None:
    assert is_allowed(trusts({"Service": "ec2.amazonaws.com"}), assume(EC2))
    assert not is_allowed(trusts({"Service": "lambda.amazonaws.com"}), assume(EC2))
    action = "sts:AssumeRoleWithWebIdentity"
    policies = trusts({"Federated": OIDC}, action, Condition={"StringLike": {SUB: "repo:acme/*"}})
    asked = request(action, TARGET, {SUB: "repo:acme/infra:ref:refs/heads/main"}, WEB)
    assert is_allowed(policies, asked)
    assert not is_allowed(policies, replace(asked, context=((SUB, ("repo:evil/infra",)),)))


def test_a_key_policy_must_allow_even_the_own_account() -> None:
    key = f"arn:aws:kms:eu-west-1:{ACCOUNT}:key/1"
    asked = request("kms:Decrypt", key, caller=USER)
    assert evaluate(identity(allow()), asked).lacking == (PolicyKind.RESOURCE,)
    assert is_allowed(replace(principal({"AWS": ACCOUNT}), identity=(ALL,)), asked)
    assert is_allowed(identity(allow()), request("kms:ListKeys", "*", caller=USER))


def test_scps_bind_no_service_and_no_service_linked_role() -> None:
    linked = Caller(
        kind=CallerKind.ROLE_SESSION,
        id=f"arn:aws:sts::{ACCOUNT}:assumed-role/AWSServiceRoleForX/s",
        issuer=f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/x.amazonaws.com/AWSServiceRoleForX",
    )
    denies = named(allow(), deny())
    assert is_allowed(identity(allow(), scps=((denies,),)), request(caller=linked))
    assert not is_allowed(identity(allow(), scps=((denies,),)), request(caller=SESSION))
    bucket = replace(principal({"Service": EC2.id}), scps=((denies,),))
    assert is_allowed(bucket, request(caller=EC2))


def test_rcps_bind_services_too() -> None:
    rcp = named(allow(Principal="*"), deny(Principal="*"))
    assert not is_allowed(replace(principal({"Service": EC2.id}), rcps=((rcp,),)), request(caller=EC2))


def test_the_callers_arn_and_the_owner_are_in_every_context() -> None:
    condition = {"ArnLike": {"aws:PrincipalArn": ROLE}, "StringEquals": {"aws:PrincipalAccount": ACCOUNT}}
    assert is_allowed(identity(allow(Condition=condition)), request(caller=SESSION))
    owner = {"StringEquals": {"aws:ResourceAccount": "${aws:PrincipalAccount}"}}
    queue = f"arn:aws:sqs:eu-west-1:{ACCOUNT}:q"
    assert is_allowed(identity(allow(Condition=owner)), request("sqs:SendMessage", queue, caller=SESSION))
    assert not is_allowed(
        identity(allow(Condition=owner)), request(resource=OBJECT, caller=SESSION, resource_account=OTHER)
    )


def test_the_root_user_needs_no_identity_policy_and_obeys_scps() -> None:
    root = Caller(kind=CallerKind.ROOT, id=f"arn:aws:iam::{ACCOUNT}:root")
    assert is_allowed(Policies(), request(caller=root))
    assert not is_allowed(Policies(scps=((NOTHING,),)), request(caller=root))
