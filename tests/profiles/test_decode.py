"""Checked nodes → typed values: inputs, sessions, and who may assume a role."""

import pytest

from generator.diagnostics import DiagnosticError
from generator.model.pattern import literal
from generator.model.profile import Identity, Persona
from generator.model.trust import Mfa
from generator.profiles.load import load

PROFILE = """\
version: 1
service: imagebuilder
personas:
  viewer:
    title: A
     title
    description: >
      Two
      lines.
"""
INPUTS = "inputs:\n  owner: {type: string, description: Owner.}\n"


def persona(extra: str = "") -> Persona:
    return load(["p.yaml"], lambda _: PROFILE + extra + INPUTS).personas[0]


def identity(text: str) -> Identity:
    return persona(f"    identity: {text}\n").identities[0]


def codes(extra: str) -> list[str]:
    with pytest.raises(DiagnosticError) as caught:
        persona(extra)
    return [one.code for one in caught.value.diagnostics]


def trust_codes(trust: str) -> list[str]:
    return codes(f"    identity: {{kind: role, trust: {trust}}}\n")


def oidc(subject: str) -> str:
    return f"{{oidc: {{provider: idp.example.com, subjects: '{subject}'}}}}"


def test_prose_becomes_one_line() -> None:
    found = persona()
    assert (found.title, found.description) == ("A title", "Two lines.")


@pytest.mark.parametrize(
    ("type_", "written", "value"),
    [
        ("string", "web", "web"),
        ("string", '"1"', "1"),
        ("number", "-5", -5),
        ("number", "0", 0),
        ("bool", "false", False),
        ("list(string)", "[a, b]", ("a", "b")),
    ],
)
def test_an_input_has_a_default_of_its_type(type_: str, written: str, value: object) -> None:
    text = f"version: 1\ninputs:\n  x: {{type: {type_}, description: X., default: {written}}}\n"
    assert load(["p.yaml"], lambda _: text).inputs[0].default == value


@pytest.mark.parametrize(
    ("type_", "written"),
    [
        ("string", "[a]"),
        ("number", '"5"'),
        ("number", "--5"),
        ("number", "-"),
        ("number", "٣"),
        ("number", "true"),
        ("bool", "'true'"),
        ("bool", "1"),
        ("list(string)", "a"),
    ],
)
def test_a_default_of_another_type_is_refused(type_: str, written: str) -> None:
    text = f"version: 1\ninputs:\n  x: {{type: {type_}, description: X., default: {written}}}\n"
    with pytest.raises(DiagnosticError, match=r"expected a value of the type"):
        load(["p.yaml"], lambda _: text)


@pytest.mark.parametrize("value", ["${path.module}", 'a"b', "a\\\\b", "é", "a{b}", "%{if}", "a;b", "`id`", "$(id)"])
def test_a_default_holds_nothing_that_hcl_or_a_policy_could_take_for_more(value: str) -> None:
    text = f"version: 1\ninputs:\n  x: {{type: string, description: X., default: '{value}'}}\n"
    with pytest.raises(DiagnosticError, match="cannot be the value of an input"):
        load(["p.yaml"], lambda _: text)


@pytest.mark.parametrize(("written", "seconds"), [("1h", 3600), ("60m", 3600), ("12h", 43200), ("5400s", 5400)])
def test_a_session_is_counted_in_seconds(written: str, seconds: int) -> None:
    found = identity(f"{{kind: role, trust: {{accounts: self}}, max_session: {written}}}")
    assert found.max_session_s == seconds


@pytest.mark.parametrize("written", ["59m", "13h", "43201s", "0h"])
def test_a_session_is_between_one_and_twelve_hours(written: str) -> None:
    assert codes(f"    identity: {{kind: role, trust: {{accounts: self}}, max_session: {written}}}\n") == [
        "session-length"
    ]


@pytest.mark.parametrize("account", ["self", '"111122223333"', '"${input.owner}"', '"${account}"'])
def test_an_account_is_self_a_number_or_an_input(account: str) -> None:
    trust = identity(f"{{kind: role, trust: {{accounts: [{account}], mfa: required}}}}").trust
    assert trust is not None
    assert (len(trust.accounts), trust.mfa) == (1, Mfa.REQUIRED)


@pytest.mark.parametrize(
    "account",
    [
        "*",
        "11112222333",
        "1111222233334",
        "١١١١٢٢٢٢٣٣٣٣",
        "${aws:PrincipalAccount}",
        "1${input.owner}",
        "${region}",
        "root",
        "arn:aws:iam::111122223333:root",
    ],
)
def test_an_account_is_nothing_else(account: str) -> None:
    assert set(trust_codes(f"{{accounts: ['{account}']}}")) <= {"bad-value", "policy-charset"}


@pytest.mark.parametrize(
    "subject",
    [
        "repo:acme/infra:ref:refs/heads/main",
        "repo:acme/infra:*",
        "repo:acme/*",
        "repo:${input.owner}/*",
        "system:serviceaccount:ci:*",
        "0b1f-exact",
    ],
)
def test_a_subject_names_its_owner(subject: str) -> None:
    trust = identity(f"{{kind: role, trust: {oidc(subject)}}}").trust
    assert trust is not None
    assert trust.oidc is not None


@pytest.mark.parametrize(
    "subject",
    [
        "*",
        "?*",
        "*:*",
        "repo:*",
        "repo:*/*",
        "repo:acme*",
        "repo:ac?e/infra",
        "*${input.owner}",
        "${input.owner}*",
        "::*",
        "//*",
    ],
)
def test_a_subject_that_strangers_could_have_is_refused(subject: str) -> None:
    assert trust_codes(oidc(subject)) == ["open-trust"]


@pytest.mark.parametrize(
    ("trust", "code"),
    [
        ("{mfa: required}", "missing-trust"),
        ("{accounts: [self], external_id: x}", "idle-trust"),
        ("{saml: {providers: okta}, external_id: x}", "idle-trust"),
        ("{saml: {providers: okta}, mfa: required}", "idle-trust"),
        ("{saml: {providers: '*'}}", "bad-value"),
        ("{saml: {providers: 'arn:aws:iam::111122223333:role/x'}}", "bad-value"),
        ("{saml: {providers: okta, audience: '${input.owner}'}}", "bad-value"),
        ("{oidc: {provider: idp.example.com, subjects: 'a', audience: '${env.X}'}}", "unknown-reference"),
    ],
)
def test_trust_that_does_not_mean_what_it_says_is_refused(trust: str, code: str) -> None:
    assert trust_codes(trust) == [code]


def test_an_external_id_beside_another_account_is_kept() -> None:
    trust = identity('{kind: role, trust: {accounts: ["111122223333"], external_id: audit}}').trust
    assert trust is not None
    assert trust.external_id == literal("audit")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{kind: role}", "missing-trust"),
        ("{kind: policy, trust: {accounts: [self]}}", "identity-field"),
        ("{kind: instance-profile, trust: {accounts: [self]}}", "identity-field"),
        ("{kind: policy, max_session: 4h}", "identity-field"),
        ("{kind: policy, managed_policies: [ReadOnlyAccess]}", "identity-field"),
        ("{kind: group, max_session: 4h}", "identity-field"),
        ("{kind: user, name: x}", "identity-field"),
        ("{kind: user, policies: inline}", "identity-field"),
        ("{kind: permission-set, path: /x/}", "identity-field"),
        ("{kind: group, customer_managed_policies: [x]}", "identity-field"),
        ("{kind: policy, adopt: true}", "identity-field"),
        ("{kind: group, service: ec2.amazonaws.com}", "identity-field"),
        ("{kind: service-linked-role, name: X}", "missing-service"),
        ("{kind: service-linked-role, service: ec2.amazonaws.com}", "missing-service"),
        ("[{kind: group}, {kind: group}]", "identity-twice"),
        ("[{kind: instance-profile}, {kind: role, trust: {accounts: self}}]", "identity-twice"),
    ],
)
def test_an_identity_has_only_what_its_kind_can_have(text: str, code: str) -> None:
    assert codes(f"    identity: {text}\n") == [code]
