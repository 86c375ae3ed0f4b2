"""Identity providers whose users may assume a role → SamlTrust and OidcTrust."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from generator.model.pattern import Literal, Pattern
from generator.model.trust import OidcTrust, SamlTrust
from generator.profiles.check import shorten
from generator.profiles.decode_session import decode_session
from generator.profiles.node import Node, ScalarNode, child_of, texts_of
from generator.profiles.reading import Reading, sample

SAML_AUDIENCE = "https://signin.aws.amazon.com/saml"
OIDC_AUDIENCE = "sts.amazonaws.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class Issuer:
    """Which subjects of an issuer, chosen by `provider`, would let strangers in, and what to write instead.

    A subject that does not look like `form` is one that no token has.
    """

    provider: re.Pattern[str]
    is_open: Callable[[str], bool]
    hint: str
    form: re.Pattern[str] = re.compile(".*")
    expected: str = ""


def _has_open_owner(subject: str) -> bool:
    """Whether a pattern leaves open whose token it is.

    The first two parts, such as `repo:acme/`, say who issued the token for whom.
    Source: https://docs.github.com/en/actions/reference/security/oidc
    """
    fixed, *wild = re.split(r"[*?]", subject, maxsplit=1)
    return bool(wild) and len(re.findall(r"[^:/]+[:/]", fixed)) < 2


def _has_open_service_account(subject: str) -> bool:
    """Whether a pattern is more than all service accounts of one namespace.

    A part of a name is no protection: whoever may create service accounts in the namespace chooses their names.
    Source: https://docs.aws.amazon.com/eks/latest/userguide/associate-service-account-role.html
    """
    return bool(re.search(r"[*?]", subject)) and not re.fullmatch(r"system:serviceaccount:[^:*?]+:\*", subject)


ISSUERS = (
    Issuer(
        provider=re.compile(r"oidc\.eks\.[a-z0-9-]+\.[a-z0-9.-]+/id/[A-Za-z0-9]+"),
        is_open=_has_open_service_account,
        hint="name the service account in full, or all of a namespace: `system:serviceaccount:builds:*`",
        form=re.compile(r"system:serviceaccount:[a-z0-9-]+:(\*|[a-z0-9.-]+)"),
        expected="`system:serviceaccount:namespace:name`",
    ),
    Issuer(
        provider=re.compile(".*"),
        is_open=_has_open_owner,
        hint="name the owner in full before any `*`, such as `repo:acme/infra:*` or `repo:acme/*`",
    ),
)
"""The first that fits a provider counts."""


def decode_saml(node: Node, read: Reading) -> SamlTrust:
    """The mapping under `saml`."""
    return SamlTrust(
        providers=tuple(_saml_provider(item, read) for item in texts_of(child_of(node, "providers"))),
        audience=_audience(node, SAML_AUDIENCE, read),
        session=decode_session(node, read),
    )


def decode_oidc(node: Node, read: Reading) -> OidcTrust:
    """A mapping under `oidc`."""
    (provider,) = texts_of(child_of(node, "provider"))
    issuer = next(one for one in ISSUERS if one.provider.fullmatch(provider.text))
    return OidcTrust(
        provider=provider.text,
        audience=_audience(node, OIDC_AUDIENCE, read),
        subjects=tuple(_subject(item, issuer, read) for item in texts_of(child_of(node, "subjects"))),
        session=decode_session(node, read),
    )


def _saml_provider(node: ScalarNode, read: Reading) -> Pattern:
    provider = read.text(node)
    if provider.parts and not re.fullmatch(r"(arn:[\w-]+:iam::\w+:saml-provider/)?[\w.-]+", sample(provider)):
        message = f"expected the name or ARN of a SAML provider, found `{shorten(node.text)}`"
        read.error("bad-value", message, node.at)
    return provider


def _subject(node: ScalarNode, issuer: Issuer, read: Reading) -> Pattern:
    subject = read.text(node)
    if subject.parts and issuer.is_open(sample(subject)):
        read.error("open-trust", f"the subject `{shorten(node.text)}` lets strangers in", node.at, issuer.hint)
    elif subject.parts and isinstance(subject.parts[0], Literal) and not issuer.form.fullmatch(sample(subject)):
        read.error("bad-value", f"expected {issuer.expected}, found `{shorten(node.text)}`", node.at)
    return subject


def _audience(node: Node, default: str, read: Reading) -> str:
    child = child_of(node, "audience")
    if not isinstance(child, ScalarNode):
        return default
    audience = read.text(child)
    if audience.parts and audience.literal is None:
        read.error("bad-value", f"an audience is plain text, found `{shorten(child.text)}`", child.at)
    return audience.literal or default
