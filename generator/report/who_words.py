"""Principals of a trust policy or of a resource's policy → who that is.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
"""

import re
from collections.abc import Sequence

from generator.model.phrase import Phrase, exact, listed, say
from generator.report.resource_words import read_arn
from generator.report.wording import Wording

_EVERYBODY = "*"


def who_in_words(
    principals: Sequence[tuple[str, str]], not_principals: Sequence[tuple[str, str]], wording: Wording
) -> Phrase:
    """Pairs of principal type and identifier → who may."""
    if not_principals:
        return say("anybody except ", listed([_who(*one, wording) for one in not_principals], wording.most))
    if not principals:
        return say("nobody")
    return listed([_who(*one, wording) for one in principals], wording.most, "or")


def _who(kind: str, identifier: str, wording: Wording) -> Phrase:
    match kind:
        case "Service":
            return say("the service ", exact(identifier))
        case "Federated":
            return say("whoever ", exact(identifier), " has signed in")
        case _ if identifier == _EVERYBODY:
            return say("anybody, with an account or without,")
        case "AWS":
            return _caller(identifier, wording)
        case _:
            return exact(f"{kind} {identifier}")


def _caller(identifier: str, wording: Wording) -> Phrase:
    if re.fullmatch(r"[0-9]{12}", identifier):
        return _account(identifier, wording)
    arn = read_arn(identifier)
    if arn is None or arn.service != "iam":
        return exact(identifier)
    if arn.rest == "root":
        return _account(arn.account, wording)
    kind, slash, name = arn.rest.partition("/")
    if not slash or kind not in ("role", "user"):
        return exact(identifier)
    where = "" if arn.account == wording.account else say(" of the account ", exact(arn.account))
    return say(f"the {kind} ", exact(name), where)


def _account(account: str, wording: Wording) -> Phrase:
    """A whole account: its own policies say who in it.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-accounts
    """
    if account == wording.account:
        return say("everybody whom this account's own policies allow it")
    return say("everybody whom the account ", exact(account), " allows it")
