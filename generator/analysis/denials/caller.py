"""Who a message or an event speaks of → a Caller.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

import re

from generator.model.access import Caller, CallerKind

_NAME = r"[^\s/:\"'`<>\\]"
_ACCOUNT = r"(?:[0-9]{12}|[0-9Xx*#<>A-Za-z_-]{1,64})"
"""Twelve digits, or what somebody hid them with before they asked for help."""
_FORMS = tuple(
    (kind, re.compile(rf"arn:aws[a-z-]{{0,20}}:{service}::{_ACCOUNT}:{rest}"))
    for kind, service, rest in (
        (CallerKind.ROLE_SESSION, "sts", rf"assumed-role/(?:{_NAME}{{1,512}}/){{1,8}}+{_NAME}{{1,128}}"),
        (CallerKind.FEDERATED_USER, "sts", rf"federated-user/{_NAME}{{1,128}}"),
        (CallerKind.USER, "iam", rf"user/(?:{_NAME}{{1,512}}/)*+{_NAME}{{1,128}}"),
        (CallerKind.ROLE, "iam", rf"role/(?:{_NAME}{{1,512}}/)*+{_NAME}{{1,128}}"),
        (CallerKind.ROOT, "(?:iam|sts)", r"root"),
        (CallerKind.IDENTITY_PROVIDER, "iam", r"(?:saml-provider|oidc-provider)/[^\s\"'`<>\\]{1,512}"),
    )
)
_SERVICE = re.compile(r"[a-z0-9-]{1,64}(?:\.[a-z0-9-]{1,64}){0,3}\.amazonaws\.com(?:\.cn)?")
_NOBODY = ("anonymous", "unauthenticated", "unknown")
_LAST_WORD = re.compile(r"\S{1,2048}\Z")
_USER = "User:"
_QUOTES = "\"'`,;()[]“”‘’"


def decode_caller(name: str, issuer: str = "") -> Caller | None:
    """The ARN or the service principal of a caller becomes one; any other word becomes none."""
    for kind, form in _FORMS:
        if form.fullmatch(name):
            return Caller(kind=kind, id=name, issuer=issuer)
    return Caller(kind=CallerKind.SERVICE, id=name) if _SERVICE.fullmatch(name) else None


def last_caller(before: str) -> Caller | None:
    """The caller that stands at the end of a text, also where a terminal broke its ARN."""
    named = _named(before)
    if "\n" in named and " " not in named:
        joined = decode_caller(named.replace("\n", "").strip(_QUOTES))
        if joined is not None:
            return joined
    last = _LAST_WORD.search(before.rstrip())
    return decode_caller(last.group().strip(_QUOTES)) if last else None


def doubt_about(before: str, caller: Caller | None) -> str:
    """What to say of somebody who is named in no form of AWS's; empty where nobody is named at all."""
    named = _named(before).strip(_QUOTES)
    if caller is not None or not named or named.lower() in _NOBODY:
        return ""
    return "who asked is named in no form that AWS uses: the message may be cut off or changed"


def _named(before: str) -> str:
    return before[before.rfind(_USER) + len(_USER) :].strip() if _USER in before else ""
