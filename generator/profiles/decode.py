"""A checked Node → the typed parts of Profiles.

The shape is known to be right (check.py), so that only meaning is left to complain about.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.diagnostics import Diagnostic, Position
from generator.model.pattern import InputValue, Literal, Pattern, PolicyVariable, TargetValue, join
from generator.model.profile import (
    Identity,
    IdentityKind,
    Input,
    InputType,
    Mfa,
    OidcTrust,
    Persona,
    PersonaKind,
    SamlTrust,
    Trust,
    Wildcards,
    Word,
)
from generator.model.target import INPUT_CHARS, WILDCARD_CHARS, Bindings, InputContent, Target, partition_of
from generator.profiles.check import describe, shorten
from generator.profiles.decode_acceptance import Reading, decode_acceptances
from generator.profiles.decode_grant import GrantDecoder, words
from generator.profiles.decode_test import decode_test
from generator.profiles.node import Entry, MappingNode, Node, ScalarNode, SequenceNode, entries_of, items_of, texts_of
from generator.profiles.text import Scope, parse_text

SESSION_LEAST_S, SESSION_MOST_S = 3600, 43200
SAML_AUDIENCE = "https://signin.aws.amazon.com/saml"
_UNIT_S = {"s": 1, "m": 60, "h": 3600}
_OWN_ACCOUNT = frozenset({join(TargetValue.ACCOUNT)})
_NUMBER = re.compile(r"-?(0|[1-9][0-9]{0,17})")
_WANTED = {
    InputType.STRING: "give one text",
    InputType.NUMBER: "write a whole number without quotes",
    InputType.BOOL: "write `true` or `false` without quotes",
    InputType.LIST_OF_STRING: "write a list: `[…]`",
}


@dataclass(slots=True, kw_only=True)
class Decoder:
    """Decodes nodes in the scope of the declared inputs and collects what has no meaning."""

    inputs: Mapping[str, Input] = field(default_factory=dict[str, Input])
    problems: list[Diagnostic] = field(default_factory=list[Diagnostic])

    def complain(self, code: str, message: str, at: Position, hint: str = "") -> None:
        self.problems.append(Diagnostic(code=code, message=message, at=at, hint=hint))

    def text(self, node: Node) -> Pattern:
        assert isinstance(node, ScalarNode)
        return parse_text(node.text, node.at, Scope(inputs=self.inputs), self.problems.append)

    def request_text(self, node: Node) -> Pattern:
        """A text of a request, which has no policy variables: IAM fills those in in policies."""
        found = self.text(node)
        variable = next((one for one in found.parts if isinstance(one, PolicyVariable)), None)
        if variable is not None:
            message = f"a request carries values, not the policy variable `${{{variable.key}}}`"
            self.complain("unknown-reference", message, node.at, "write a value, or `${input.…}`")
        return found

    def request_word(self, word: Word) -> Pattern:
        """As `request_text`, for a word of a sentence."""
        return self.request_text(ScalarNode(text=word.text, plain=False, at=word.at))

    # inputs and targets

    def input(self, entry: Entry) -> Input:
        type_ = InputType(_text(entry.value, "type"))
        default = _child(entry.value, "default")
        return Input(
            name=entry.key.text,
            type=type_,
            description=_prose(entry.value, "description"),
            default=self.content(default, type_) if default is not None else None,
            at=entry.key.at,
        )

    def content(self, node: Node, type_: InputType) -> InputContent:
        """A value as written → the value of an input of that type."""
        match type_:
            case InputType.LIST_OF_STRING if isinstance(node, SequenceNode) and node.items:
                return tuple(self._safe(item) for item in texts_of(node))
            case InputType.STRING if isinstance(node, ScalarNode):
                return self._safe(node)
            case InputType.NUMBER if isinstance(node, ScalarNode) and node.plain and _NUMBER.fullmatch(node.text):
                return int(node.text)
            case InputType.BOOL if isinstance(node, ScalarNode) and node.plain and node.text in ("true", "false"):
                return node.text == "true"
            case _:
                message = f"expected a value of the type `{type_.value}`, found {describe(node)}"
                self.complain("wrong-type", message, node.at, _WANTED[type_])
                return ""

    def _safe(self, node: ScalarNode) -> str:
        if not re.fullmatch(f"[{WILDCARD_CHARS}{INPUT_CHARS}]+", node.text):
            hint = "letters, digits, spaces and `_.:/=+@,~#-*?` can"
            self.complain("bad-value", f"`{shorten(node.text)}` cannot be the value of an input", node.at, hint)
        return node.text

    def target(self, node: Node) -> Target:
        region = _text(node, "region")
        inputs = tuple(self._target_input(entry) for entry in entries_of(_child(node, "inputs")))
        given = {name for name, _ in inputs}
        defaults = tuple(
            (name, one.default) for name, one in self.inputs.items() if name not in given and one.default is not None
        )
        return Target(
            name=_text(node, "name"),
            bindings=Bindings(
                partition=partition_of(region),
                region=region,
                account=_text(node, "account"),
                inputs=tuple(sorted(inputs + defaults)),
            ),
            at=_scalar(node, "name").at,
        )

    def _target_input(self, entry: Entry) -> tuple[str, InputContent]:
        declared = self.inputs.get(entry.key.text)
        if declared is None:
            names = ", ".join(f"`{name}`" for name in self.inputs)
            hint = f"the inputs are {names}" if names else "this profile declares no `inputs`"
            self.complain("unknown-input", f"no input is called `{shorten(entry.key.text)}`", entry.key.at, hint)
            return entry.key.text, ""
        return entry.key.text, self.content(entry.value, declared.type)

    # personas

    def persona(self, entry: Entry, grants: GrantDecoder) -> Persona:
        body, reading = entry.value, Reading(text=self.text, complain=self.problems.append)
        kind = PersonaKind(_text(body, "kind", PersonaKind.HUMAN.value))
        return Persona(
            name=entry.key.text,
            title=_prose(body, "title"),
            description=_prose(body, "description"),
            kind=kind,
            identity=self._identity(_child(body, "identity"), entry.key.at),
            extends=words(_child(body, "extends")),
            can=tuple(grants.grant(node) for node in items_of(_child(body, "can"))),
            cannot=tuple(grants.grant(node) for node in items_of(_child(body, "cannot"))),
            wildcards=Wildcards(_text(body, "wildcards", Wildcards.NONE.value)),
            tests=tuple(decode_test(node, self.request_text) for node in items_of(_child(body, "tests"))),
            accept=tuple(one for node in items_of(_child(body, "accept")) for one in decode_acceptances(node, reading)),
            at=entry.key.at,
        )

    def _identity(self, node: Node | None, at: Position) -> Identity:
        if node is None:
            return Identity(kind=IdentityKind.POLICY, at=at)
        kind = _scalar(node, "kind")
        identity = Identity(
            kind=IdentityKind(kind.text),
            trust=self._trust(_child(node, "trust")),
            max_session_s=self._session(_child(node, "max_session")),
            managed_policies=words(_child(node, "managed_policies")),
            at=kind.at,
        )
        self._check_identity(identity, _child(node, "max_session"))
        return identity

    def _check_identity(self, identity: Identity, session: Node | None) -> None:
        if identity.kind is IdentityKind.ROLE and identity.trust is None:
            hint = "say who may assume it: `trust: {accounts: [self], mfa: required}`"
            self.complain("missing-trust", "a role needs `trust`", identity.at, hint)
        if identity.kind is not IdentityKind.ROLE and identity.trust is not None:
            message = f"`trust` has no meaning for the identity kind `{identity.kind.value}`"
            self.complain("trust-without-role", message, identity.trust.at, "leave it out, or use `kind: role`")
        if identity.kind is IdentityKind.POLICY and session is not None:
            message = "a session length has no meaning for the identity kind `policy`"
            self.complain("session-without-role", message, session.at, "leave it out, or use `kind: role`")
        if identity.kind is IdentityKind.POLICY and identity.managed_policies:
            message = "managed policies can be attached to a role or an instance profile, not to a policy"
            self.complain("policy-attachment", message, identity.managed_policies[0].at)

    def _session(self, node: Node | None) -> int:
        if not isinstance(node, ScalarNode):
            return SESSION_LEAST_S
        seconds = int(node.text[:-1]) * _UNIT_S[node.text[-1]]
        if not SESSION_LEAST_S <= seconds <= SESSION_MOST_S:
            self.complain("session-length", f"a session of `{node.text}` is not between 1 and 12 hours", node.at)
        return seconds

    def _trust(self, node: Node | None) -> Trust | None:
        if node is None:
            return None
        external_id = _child(node, "external_id")
        trust = Trust(
            accounts=tuple(self._account(item) for item in texts_of(_child(node, "accounts"))),
            external_id=self.text(external_id) if external_id is not None else None,
            mfa=Mfa(_text(node, "mfa", Mfa.NOT_REQUIRED.value)),
            saml=self._saml(_child(node, "saml")),
            oidc=self._oidc(_child(node, "oidc")),
            at=node.at,
        )
        if not (trust.accounts or trust.saml or trust.oidc):
            self.complain("missing-trust", "`trust` names nobody", node.at, "give `accounts`, `saml` or `oidc`")
        self._check_idle_keys(node, trust)
        return trust

    def _check_idle_keys(self, node: Node, trust: Trust) -> None:
        """What nothing would enforce is refused, so that nobody relies on it."""
        if external_id := _child(node, "external_id") if _OWN_ACCOUNT.issuperset(trust.accounts) else None:
            message = "`external_id` has no meaning without other accounts"
            self.complain("idle-trust", message, external_id.at, "name them in `accounts`, or leave it out")
        if trust.mfa is Mfa.REQUIRED and (trust.saml or trust.oidc) and not trust.accounts:
            message = "`mfa` has no meaning for users of an identity provider, which checks it itself"
            self.complain("idle-trust", message, _scalar(node, "mfa").at, "leave it out")

    def _account(self, node: ScalarNode) -> Pattern:
        number = join(TargetValue.ACCOUNT) if node.text == "self" else self.text(node)
        match number.parts:
            case () | (InputValue(),) | (TargetValue.ACCOUNT,):
                pass
            case (Literal(text=text),) if re.fullmatch("[0-9]{12}", text):
                pass
            case _:
                message = f"expected `self`, a 12-digit account number or an input, found `{shorten(node.text)}`"
                self.complain("bad-value", message, node.at)
        return number

    def _saml(self, node: Node | None) -> SamlTrust | None:
        if node is None:
            return None
        providers = tuple(self._saml_provider(item) for item in texts_of(_child(node, "providers")))
        return SamlTrust(providers=providers, audience=self._audience(node, SAML_AUDIENCE))

    def _saml_provider(self, node: ScalarNode) -> Pattern:
        provider = self.text(node)
        if provider.parts and not re.fullmatch(r"(arn:[\w-]+:iam::\w+:saml-provider/)?[\w.-]+", _sample(provider)):
            message = f"expected the name or ARN of a SAML provider, found `{shorten(node.text)}`"
            self.complain("bad-value", message, node.at)
        return provider

    def _audience(self, node: Node, default: str) -> str:
        child = _child(node, "audience")
        if not isinstance(child, ScalarNode):
            return default
        audience = self.text(child)
        if audience.parts and audience.literal is None:
            self.complain("bad-value", f"an audience is plain text, found `{shorten(child.text)}`", child.at)
        return audience.literal or default

    def _oidc(self, node: Node | None) -> OidcTrust | None:
        if node is None:
            return None
        subjects = tuple(self.text(item) for item in texts_of(_child(node, "subjects")))
        for subject, item in zip(subjects, texts_of(_child(node, "subjects")), strict=True):
            if subject.parts and _is_open(subject):
                hint = "name the owner in full before any `*`, such as `repo:acme/infra:*` or `repo:acme/*`"
                message = f"the subject `{shorten(item.text)}` lets strangers in"
                self.complain("open-trust", message, item.at, hint)
        audience = self._audience(node, "sts.amazonaws.com")
        return OidcTrust(provider=_text(node, "provider"), audience=audience, subjects=subjects)


def _sample(pattern: Pattern) -> str:
    """A Pattern with a word in place of each hole."""
    return "".join(part.text if isinstance(part, Literal) else "x" for part in pattern.parts)


def _is_open(subject: Pattern) -> bool:
    """Whether a pattern of `sub` claims could match those of strangers.

    The first two parts, such as `repo:acme/`, say who issued the token for whom.
    Source: https://docs.github.com/en/actions/reference/security/oidc
    """
    fixed, *wild = re.split(r"[*?]", _sample(subject), maxsplit=1)
    return bool(wild) and len(re.findall(r"[^:/]+[:/]", fixed)) < 2


def tags_of(node: Node | None) -> tuple[tuple[str, str], ...]:
    """A mapping of tags → sorted pairs."""
    pairs = ((entry.key.text, entry.value.text) for entry in entries_of(node) if isinstance(entry.value, ScalarNode))
    return tuple(sorted(pairs))


def prefix_and_path(node: Node | None) -> tuple[str, str]:
    """`naming` → the prefix of names and the IAM path."""
    return (_text(node, "prefix", ""), _text(node, "path", "/")) if node is not None else ("", "/")


def _child(node: Node | None, key: str) -> Node | None:
    return node.get(key) if isinstance(node, MappingNode) else None


def _scalar(node: Node, key: str) -> ScalarNode:
    child = _child(node, key)
    assert isinstance(child, ScalarNode)
    return child


def _text(node: Node | None, key: str, default: str | None = None) -> str:
    child = _child(node, key)
    if child is None and default is not None:
        return default
    assert isinstance(child, ScalarNode)
    return child.text


def _prose(node: Node, key: str) -> str:
    return " ".join(_text(node, key).split())
