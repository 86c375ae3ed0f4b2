"""What a persona's identities demand: names within IAM's limits, managed policies that exist, nothing idle.

Sources:
https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html
https://docs.aws.amazon.com/singlesignon/latest/APIReference/API_CreatePermissionSet.html (32 characters of a name)
https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html
"""

from collections.abc import Callable, Iterable

from generator.compiler.problems import Problems, did_you_mean
from generator.diagnostics import Position
from generator.diagnostics.nearest import nearest
from generator.model.module import Module
from generator.model.pattern import Pattern, TargetValue, join
from generator.model.profile import Identity, IdentityKind, Naming, Persona, PersonaKind, Word
from generator.reference.managed import find_managed_policy, managed_policies

ROLE_NAME_CHARS = 64
PERMISSION_SET_NAME_CHARS = 32
BOUNDED = (IdentityKind.ROLE, IdentityKind.INSTANCE_PROFILE, IdentityKind.PERMISSION_SET)
"""What IAM or IAM Identity Center can set a permissions boundary on, and we make."""
_APART = (IdentityKind.PERMISSION_SET, IdentityKind.SERVICE_LINKED_ROLE)
"""What has a name of its own, apart from the module's."""


_ATTACHED_TO = {IdentityKind.POLICY, IdentityKind.GROUP, IdentityKind.USER}
"""What is nothing without a policy."""


def name_of(persona: Persona, naming: Naming) -> str:
    """The name of a persona's role, group and policies; it stays when the persona is renamed."""
    return _first(persona, lambda one: one.name) or naming.prefix + (persona.formerly or persona.name)


def path_of(persona: Persona, naming: Naming) -> str:
    """The IAM path of what is made for a persona."""
    return _first(persona, lambda one: one.path) or naming.path


def permission_set_name(persona: Persona, identity: Identity, naming: Naming) -> str:
    """The name of a persona's permission set."""
    return identity.name or naming.prefix + (persona.formerly or persona.name)


def check_identities(persona: Persona, naming: Naming, problems: Problems) -> None:
    """Complains of names that AWS would refuse, and of what one module cannot mean."""
    _check_name(name_of(persona, naming), ROLE_NAME_CHARS, persona, problems)
    found = persona.identity(IdentityKind.PERMISSION_SET)
    if found is not None:
        _check_name(permission_set_name(persona, found, naming), PERMISSION_SET_NAME_CHARS, persona, problems)
    apart = [one for one in persona.identities if one.kind not in _APART]
    _check_alike("name", [one.name for one in apart if one.name], persona, problems)
    _check_alike("path", [one.path for one in apart if one.path], persona, problems)
    attached = [one for one in persona.identities if one.kind not in (IdentityKind.POLICY, *_APART[1:])]
    managed = [" ".join(sorted(word.text for word in one.managed_policies)) for one in attached]
    _check_alike("managed_policies", managed, persona, problems)
    _check_alike("policies", [one.attachment.value for one in apart], persona, problems)
    _check_boundary(persona, problems)
    _check_service_linked(persona, problems)


def _first(persona: Persona, field: Callable[[Identity], str]) -> str:
    return next((field(one) for one in persona.identities if one.kind not in _APART and field(one)), "")


def _check_name(name: str, most: int, persona: Persona, problems: Problems) -> None:
    if len(name) > most:
        message = f"the name `{name}` has {len(name)} characters, and AWS allows {most}"
        problems.error("name-too-long", message, persona.at, "shorten `naming.prefix` or the persona's name")


def _check_alike(field: str, values: Iterable[str], persona: Persona, problems: Problems) -> None:
    """One module holds all identities of a persona, under one name, with the same policies."""
    if len(set(values)) > 1:
        message = f"the identities of `{persona.name}` have different `{field}`"
        hint = "give all of them the same, or write two personas"
        problems.error("identities-differ", message, persona.identities[-1].at, hint)


def _check_boundary(persona: Persona, problems: Problems) -> None:
    clause = persona.boundary
    if clause is None:
        return
    if persona.identity(*BOUNDED) is None:
        kinds = ", ".join(f"`{one.value}`" for one in BOUNDED)
        message = "a permissions boundary has nobody to bound here"
        problems.error("idle-boundary", message, clause.at, f"give the persona an identity of the kind {kinds}")
    if clause.arn is None and persona.identity(IdentityKind.PERMISSION_SET) is not None:
        message = "the boundary of a permission set is a policy that every account has"
        problems.error("boundary-in-place", message, clause.at, "make it with a persona of its own, and name it here")


def _check_service_linked(persona: Persona, problems: Problems) -> None:
    linked = persona.identity(IdentityKind.SERVICE_LINKED_ROLE)
    if linked is not None and (persona.can or persona.cannot or persona.extends or len(persona.identities) > 1):
        message = f"AWS writes the policies of the service-linked role `{linked.name}`"
        problems.error("service-linked-role", message, linked.at, "leave out everything but this identity")


def check_not_empty(module: Module, at: Position, problems: Problems) -> None:
    """Complains of a persona that is only a policy, and that no grant gives any statement."""
    holds = module.policies or module.managed_policies
    if set(module.identities) <= _ATTACHED_TO and not holds and not problems.has_errors:
        hint = "add grants under `can` or `cannot`, or give it an `identity`"
        problems.error("empty-persona", f"`{module.persona}` may do nothing and is nobody", at, hint)


def check_boundary(module: Module, persona: Persona, problems: Problems) -> None:
    """Complains of a persona of the kind `boundary` that a role could not have as its boundary: it has one policy.

    Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
    """
    if persona.kind is not PersonaKind.BOUNDARY:
        return
    if module.identities != (IdentityKind.POLICY,):
        message = f"`{persona.name}` limits others and is nobody itself, so it is a policy alone"
        hint = "write `identity: {kind: policy}`, or another `kind`"
        problems.error("boundary-identity", message, persona.identities[0].at, hint)
    if len(module.policies) > 1:
        message = f"`{persona.name}` needs {len(module.policies)} policies, and a role has one boundary"
        problems.error(
            "policy-too-large", message, persona.at, "write actions with wildcards, and name fewer resources"
        )


def managed_policy_arns(persona: Persona, problems: Problems) -> tuple[Pattern, ...]:
    """AWS managed policies by name → their ARNs in the target's partition."""
    names = {word.text: word for one in persona.identities for word in one.managed_policies}
    found = {arn for one in names.values() if (arn := _arn(one, problems)) is not None}
    return tuple(sorted(found))


def _arn(word: Word, problems: Problems) -> Pattern | None:
    path, _, name = word.text.rpartition("/")
    known = find_managed_policy(name)
    if known is None or (path and f"/{path}/" != known.path):
        near = nearest(name, (one.name for one in managed_policies()))
        message = f"no AWS managed policy that we know is called `{word}`"
        problems.error("unknown-managed-policy", message, word.at, did_you_mean(near))
        return None
    return join("arn:", TargetValue.PARTITION, f":iam::aws:policy{known.path}{known.name}")
