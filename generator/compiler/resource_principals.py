"""Who a grant of a resource's policy is for → principals, and the conditions that say the rest.

A role is never a principal by its ARN: AWS turns that into the role's unique id, refuses it while the role does not
exist, and no longer means the role once it was made anew. The account is the principal, and `aws:PrincipalArn` names
the role. The role's own policy then has to allow too.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html
Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html
Source: https://docs.aws.amazon.com/singlesignon/latest/userguide/referencingpermissionsets.html
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.compiler.arn import spell
from generator.compiler.identity import name_of, path_of, permission_set_name
from generator.compiler.problems import Problems, did_you_mean
from generator.diagnostics.nearest import nearest
from generator.model.pattern import InputValue, Literal, Part, Pattern, TargetValue, join, literal
from generator.model.policy import Condition, Effect, Principal, PrincipalType
from generator.model.profile import ConditionClause, IdentityKind, Naming, Persona, Word
from generator.model.resource_policy import Principals, PrincipalScope
from generator.model.sharing import account_root

ANYBODY = Principal(type=PrincipalType.EVERYONE, identifiers=(literal("*"),))
SOURCE_KEYS = ("aws:sourceaccount", "aws:sourcearn", "aws:sourceorgid", "aws:sourceorgpaths")
"""Condition keys that say for whom a service asks."""
_OWN_ROLE = (IdentityKind.ROLE, IdentityKind.INSTANCE_PROFILE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Who:
    """Principals of one kind; `label` is how Sids call them."""

    label: str
    principals: tuple[Principal, ...]
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PrincipalCompiler:
    personas: Mapping[str, Persona]
    naming: Naming
    problems: Problems

    def who(
        self, written: Principals | PrincipalScope, effect: Effect, conditions: Iterable[ConditionClause]
    ) -> Iterator[Who]:
        """Principals as written → one Who for each kind of them."""
        if isinstance(written, PrincipalScope):
            yield Who(label="Anybody", principals=(ANYBODY,))
            return
        roles = [arn for one in written.personas if (arn := self._role(one)) is not None]
        if roles:
            yield _with_arns("".join(sorted(_camel(one.text) for one in written.personas)), roles)
        if written.roles:
            yield _with_arns("Roles", written.roles)
        if written.accounts:
            yield Who(label="Accounts", principals=_accounts(written.accounts))
        if written.services:
            yield _services(written.services, effect, conditions)
        if written.organization is not None:
            within = Condition(operator="StringEquals", key="aws:PrincipalOrgID", values=(written.organization,))
            yield Who(label="Organization", principals=(ANYBODY,), conditions=(within,))

    def _role(self, word: Word) -> Pattern | None:
        persona = self.personas.get(word.text)
        if persona is None:
            hint = did_you_mean(nearest(word.text, self.personas))
            self.problems.error("unknown-persona", f"no persona is called `{word}`", word.at, hint)
            return None
        arn = persona_role(persona, self.naming)
        if arn is None:
            message = f"the persona `{word}` has no role, so that no policy of a resource can mean it"
            hint = "name a persona with a role, or give `roles` or `accounts`"
            self.problems.error("persona-without-role", message, word.at, hint)
        return arn


def persona_role(persona: Persona, naming: Naming) -> Pattern | None:
    """The ARN of a persona's role under its default name; of a permission set's roles, which end in a random part."""
    start = ("arn:", TargetValue.PARTITION, ":iam::", TargetValue.ACCOUNT, ":role")
    if persona.identity(*_OWN_ROLE) is not None:
        return join(*start, path_of(persona, naming) + name_of(persona, naming))
    linked = persona.identity(IdentityKind.SERVICE_LINKED_ROLE)
    if linked is not None:
        return join(*start, f"/aws-service-role/{linked.service}/{linked.name}")
    set_ = persona.identity(IdentityKind.PERMISSION_SET)
    if set_ is None:
        return None
    name = permission_set_name(persona, set_, naming)
    return join(*start, f"/aws-reserved/sso.amazonaws.com*/AWSReservedSSO_{name}_*")


def _with_arns(label: str, arns: Iterable[Pattern]) -> Who:
    found = tuple(sorted(set(arns)))
    wild = any(mark in spell(one) for one in found for mark in "*?")
    named = Condition(operator="ArnLike" if wild else "ArnEquals", key="aws:PrincipalArn", values=found)
    return Who(label=label, principals=_accounts(map(_account_of, found)), conditions=(named,))


def _accounts(accounts: Iterable[Pattern]) -> tuple[Principal, ...]:
    roots = tuple(sorted({account_root(one) for one in accounts}))
    return (Principal(type=PrincipalType.AWS, identifiers=roots),)


def _account_of(arn: Pattern) -> Pattern:
    """What stands in the account segment of an ARN."""
    segments: list[list[Part | str]] = [[]]
    for part in arn.parts:
        pieces: list[Part | str] = [*part.text.split(":")] if isinstance(part, Literal) else [part]
        segments[-1].append(pieces[0])
        segments += [[one] for one in pieces[1:]]
    return join(*segments[4])


def _services(services: Iterable[Pattern], effect: Effect, conditions: Iterable[ConditionClause]) -> Who:
    """Services ask for whoever uses them: where nothing says for whom, only for the own account."""
    named = {(one.key.literal or "").casefold() for one in conditions}
    own = Condition(operator="StringEquals", key="aws:SourceAccount", values=(join(TargetValue.ACCOUNT),))
    needed = effect is Effect.ALLOW and not named & set(SOURCE_KEYS)
    principals = (Principal(type=PrincipalType.SERVICE, identifiers=tuple(sorted(set(services)))),)
    return Who(label="Services", principals=principals, conditions=(own,) if needed else ())


def is_bounded(conditions: Iterable[Condition]) -> bool:
    """Whether conditions leave of everybody an account or an organisation that is named.

    Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
    """
    return any(
        one.operator in _BOUNDING.get(one.key.casefold(), ()) and all(_is_fixed(value, one) for value in one.values)
        for one in conditions
    )


_EQUAL = ("StringEquals", "StringLike")
_BOUNDING: Mapping[str, tuple[str, ...]] = {
    "aws:principalaccount": _EQUAL,
    "aws:principalarn": (*_EQUAL, "ArnEquals", "ArnLike"),
    "aws:principalorgid": _EQUAL,
    "aws:principalorgpaths": ("ForAnyValue:StringEquals", "ForAnyValue:StringLike"),
    "aws:sourceaccount": _EQUAL,
    "aws:sourceorgid": _EQUAL,
    "kms:calleraccount": _EQUAL,
}


def _is_fixed(value: Pattern, condition: Condition) -> bool:
    """Whether a value names an account or organisation: no wildcard before it, and nothing that the caller chooses.

    An input that an operator takes for a pattern could be `*`.
    """
    known = Literal | TargetValue if "Like" in condition.operator else Literal | TargetValue | InputValue
    if not all(isinstance(part, known) for part in value.parts):
        return False
    text = spell(value)
    if text.startswith("arn:"):
        return re.fullmatch(r"arn:[^:*?]+:[^:*?]+:[^:*?]*:([0-9]{12}|\0):.+", text) is not None
    return re.match(r"[^*?]+(/|$)", text) is not None


def _camel(text: str) -> str:
    return "".join(word.capitalize() for word in text.split("-"))
