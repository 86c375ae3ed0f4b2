"""Trust in OIDC providers: whose tokens a role takes.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
"""

import re
from collections.abc import Iterator

from generator.analysis.lint.finding import Check, FindingType, Problem
from generator.analysis.lint.policy import Statement
from generator.analysis.lint.tree import TextNode
from generator.analysis.lint.trust import identifiers, in_trust
from generator.analysis.lint.wildcards import has_wildcard
from generator.analysis.lint.wording import said
from generator.model.policy import Effect

GITHUB = "token.actions.githubusercontent.com"
_SUBJECT, _REF = f"{GITHUB}:sub", f"{GITHUB}:ref"
_PROVIDER_ARN = re.compile(r"arn:[^:]+:iam::[^:]*:oidc-provider/(.+)")
_REPOSITORY = re.compile(r"repo:([^/:]+)/([^/:]+)(?::(.*))?", re.DOTALL)


def providers(statement: Statement) -> Iterator[tuple[TextNode, str]]:
    """The OIDC providers that an allow trusts, each with the prefix of its claims."""
    if statement.effect is not Effect.ALLOW or not statement.is_closed:
        return
    for text in identifiers(statement, "Federated"):
        if "saml-provider/" not in text.value:
            found = _PROVIDER_ARN.fullmatch(text.value)
            yield text, (found.group(1) if found else text.value)


def without_claims(statement: Statement) -> Iterator[Problem]:
    """Providers of whose tokens every one is taken."""
    prefixes = {one.folded.rpartition(":")[0] for one in statement.conditions}
    for text, provider in providers(statement):
        if provider.casefold() not in prefixes and not _is_github(provider):
            message = f"whoever has a token of {said(provider)} may assume the role"
            yield Problem(text.at, message, f"test {said(f'{provider}:aud')} and {said(f'{provider}:sub')}")


def without_repository(statement: Statement) -> Iterator[Problem]:
    """GitHub's tokens without a word on their repository."""
    for text, provider in providers(statement):
        if _is_github(provider) and not statement.tests(_SUBJECT):
            hint = f"test `{_SUBJECT}` against `repo:owner/name:ref:refs/heads/main`"
            yield Problem(text.at, "workflows of every GitHub repository may assume the role", hint)


def vague_repositories(statement: Statement) -> Iterator[Problem]:
    """GitHub's subjects that leave the repository or the branch open."""
    trusts_github = any(_is_github(provider) for _, provider in providers(statement))
    for condition in statement.tests(_SUBJECT) if trusts_github else ():
        for text in condition.tested.texts:
            if _opens_repository(text.value) or (_opens_branch(text.value) and not statement.tests(_REF)):
                message = f"the subject {said(text)} leaves the repository or branch open"
                yield Problem(text.at, message, "write `repo:owner/name:ref:refs/heads/main`")


def _opens_repository(subject: str) -> bool:
    """Whether a subject names no owner or no repository in full."""
    found = _REPOSITORY.fullmatch(subject)
    return has_wildcard(subject if found is None else f"{found.group(1)}/{found.group(2)}")


def _opens_branch(subject: str) -> bool:
    """Whether a subject says nothing behind the repository."""
    found = _REPOSITORY.fullmatch(subject)
    return found is not None and not (found.group(3) or "").strip("*")


def _is_github(provider: str) -> bool:
    return provider.casefold().partition("/")[0] == GITHUB


CHECKS = (
    Check(
        "MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL",
        FindingType.SECURITY_WARNING,
        "a trust policy allows an OIDC provider (GitHub apart) and tests none of its claims",
        in_trust(without_claims),
    ),
    Check(
        "MISSING_GITHUB_REPO_CONDITION_KEY",
        FindingType.SECURITY_WARNING,
        "a trust policy allows GitHub's OIDC provider and does not test `token.actions.githubusercontent.com:sub`",
        in_trust(without_repository),
    ),
    Check(
        "SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED",
        FindingType.WARNING,
        "GitHub's subject has a wildcard for the owner or repository, or names no branch and `…:ref` is not tested",
        in_trust(vague_repositories),
    ),
)
