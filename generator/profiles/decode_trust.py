"""A checked Node → Trust: who may assume a role.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

import re
from collections.abc import Iterator

from generator.model.pattern import InputValue, Literal, Pattern, PolicyVariable, TargetValue, join
from generator.model.trust import Mfa, RoleTrust, ServiceTrust, Trust
from generator.profiles.check import shorten
from generator.profiles.decode_federation import decode_oidc, decode_saml
from generator.profiles.decode_session import decode_session
from generator.profiles.idle_trust import refuse_idle
from generator.profiles.node import Node, ScalarNode, child_of, items_of, texts_of
from generator.profiles.reading import Reading, sample

_ORGANIZATION = re.compile(r"o-[a-z0-9]{10,32}")
"""Source: https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html"""
_ROLE_NAME = re.compile(r"([\w+=,.@*?-]+/)*[\w+=,.@*?-]+", re.ASCII)
_ROLE_ARN = re.compile(r"(?:arn:[^:]*:iam::)?([^:]+):role/(.+)")
_PRINCIPAL = re.compile(
    r"(?!amazonaws\.)[a-z0-9-]+(\.([a-z0-9-]+|\$\{region\}))*\.(amazonaws\.com|\$\{dns_suffix\})", re.ASCII
)
_SOURCE_ARN = re.compile(r"arn:[^:]+:[^:]+:[^:]*:[^:]*:.+")


def decode_trust(node: Node, read: Reading) -> Trust:
    """The mapping under `trust`."""
    saml, external_id = child_of(node, "saml"), _lone(node, "external_id")
    mfa, organization = _lone(node, "mfa"), _lone(node, "organization")
    trust = Trust(
        accounts=tuple(_account(item, read) for item in _many(node, "accounts")),
        roles=tuple(one for item in _many(node, "roles") for one in _roles(item, read)),
        external_id=read.text(external_id) if external_id is not None else None,
        organization=_organization(organization, read) if organization is not None else None,
        mfa=Mfa(mfa.text) if mfa is not None else Mfa.NOT_REQUIRED,
        session=decode_session(node, read),
        services=tuple(_service(item, read) for item in _many(node, "services")),
        source_accounts=tuple(_account(item, read) for item in _many(node, "source_account")),
        source_arns=tuple(_source_arn(item, read) for item in _many(node, "source_arn")),
        saml=decode_saml(saml, read) if saml is not None else None,
        oidc=tuple(decode_oidc(item, read) for item in items_of(child_of(node, "oidc"))),
        at=node.at,
    )
    if not (trust.accounts or _many(node, "roles") or trust.services or trust.saml or trust.oidc):
        hint = "give `accounts`, `roles`, `services`, `saml` or `oidc`"
        read.error("missing-trust", "`trust` names nobody", node.at, hint)
    else:
        refuse_idle(node, trust, read)
    return trust


def _many(node: Node, key: str) -> tuple[ScalarNode, ...]:
    return tuple(texts_of(child_of(node, key)))


def _lone(node: Node, key: str) -> ScalarNode | None:
    return next(iter(_many(node, key)), None)


def _account(node: ScalarNode, read: Reading) -> Pattern:
    number = join(TargetValue.ACCOUNT) if node.text == "self" else read.text(node)
    match number.parts:
        case () | (InputValue(),) | (TargetValue.ACCOUNT,):
            pass
        case (Literal(text=text),) if re.fullmatch("[0-9]{12}", text):
            pass
        case _:
            message = f"expected `self`, a 12-digit account number or an input, found `{shorten(node.text)}`"
            read.error("bad-value", message, node.at)
    return number


def _roles(node: ScalarNode, read: Reading) -> Iterator[RoleTrust]:
    """`account:path/name` → the role, or the roles that the pattern means; nothing for what is no such text."""
    owner, colon, rest = node.text.partition(":")
    said = _ROLE_ARN.fullmatch(node.text)
    if said or owner == "arn" or not colon:
        hint = (
            f"did you mean `{shorten(said[1])}:{shorten(said[2])}`?" if said else "such as `222233334444:deploy/runner`"
        )
        read.error("bad-value", f"expected `account:path/name`, found `{shorten(node.text)}`", node.at, hint)
        return
    account = _account(ScalarNode(text=owner, plain=node.plain, at=node.at), read)
    name = read.text(ScalarNode(text=rest, plain=node.plain, at=node.at))
    if any(isinstance(part, PolicyVariable) for part in name.parts) or not _ROLE_NAME.fullmatch(sample(name)):
        read.error("bad-value", f"expected the path and name of a role, found `{shorten(rest)}`", node.at)
    yield RoleTrust(account=account, name=name, at=node.at)


def _organization(node: ScalarNode, read: Reading) -> Pattern:
    organization = read.text(node)
    match organization.parts:
        case () | (InputValue(),):
            pass
        case (Literal(text=text),) if _ORGANIZATION.fullmatch(text):
            pass
        case _:
            message = f"expected the ID of an organization or an input, found `{shorten(node.text)}`"
            read.error("bad-value", message, node.at, "such as `o-a1b2c3d4e5`: 10 to 32 letters and digits")
    return organization


def _service(node: ScalarNode, read: Reading) -> ServiceTrust:
    principal = read.text(node)
    if principal.parts and not _PRINCIPAL.fullmatch(str(principal)):
        message = f"expected a service principal such as `ec2.amazonaws.com`, found `{shorten(node.text)}`"
        read.error("bad-value", message, node.at, _meant_principal(node.text))
    return ServiceTrust(principal=principal, at=node.at)


def _meant_principal(text: str) -> str:
    """The principal that a text nearly is, as a hint: each target gets its partition's spelling by itself."""
    found = re.match(r"[a-z0-9-]+(\.(?!amazon|amzn|aws)[a-z0-9-]+)*", text.lower())
    return f"did you mean `{found[0].removesuffix('.com')}.amazonaws.com`?" if found else ""


def _source_arn(node: ScalarNode, read: Reading) -> Pattern:
    arn = read.text(node)
    if arn.parts and not _SOURCE_ARN.fullmatch(sample(arn)):
        message = f"expected the ARN of a resource or a pattern of ARNs, found `{shorten(node.text)}`"
        read.error("bad-value", message, node.at, "such as `arn:*:s3:::bucket`, with all six parts")
    return arn
