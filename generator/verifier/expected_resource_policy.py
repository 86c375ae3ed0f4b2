"""The module of a resource's policy, or of a share → the resources and outputs that its files must make."""

from collections.abc import Iterable, Iterator, Mapping

from generator.model.module import RESOURCE, Module
from generator.model.pattern import Pattern, bind
from generator.model.resource_policy import HOLDERS
from generator.model.sharing import SharedType
from generator.model.target import Bindings
from generator.verifier.evaluate import Symbol, Value

_SHARE = "aws_ram_resource_share.this"


def expected_resource_policy(module: Module, bindings: Bindings) -> Iterator[tuple[str, Mapping[str, Value]]]:
    """The resource that sets a policy; nothing where only a document is made."""
    policy = module.resource_policy
    if policy is None or not HOLDERS[policy.kind].terraform:
        return
    holder = HOLDERS[policy.kind]
    document = Symbol(f"data.aws_iam_policy_document.{RESOURCE}.json")
    yield f"{holder.terraform}.this", {holder.argument: bind(policy.holder, bindings)[0], "policy": document}


def expected_share(module: Module, bindings: Bindings, name: Value, tags: Value) -> dict[str, Mapping[str, Value]]:
    """A share, what is in it and who gets it, where the variables have these values; nothing for other modules."""
    share = module.share
    if share is None:
        return {}
    arn = Symbol(f"{_SHARE}.arn")
    permissions = (f"arn:{bindings.partition}:ram::aws:permission/{_permission(one)}" for one in share.types)
    made: dict[str, Mapping[str, Value]] = {
        _SHARE: {
            "name": name,
            "tags": tags,
            "allow_external_principals": bool(share.accounts),
            "permission_arns": tuple(sorted(permissions)),
        },
        "aws_ram_principal_association.this": {
            "for_each": _set(share.principals, bindings),
            "principal": Symbol("each.key"),
            "resource_share_arn": arn,
        },
    }
    for one in share.types:
        made[f"aws_ram_resource_association.{_label(one)}"] = {
            "for_each": _set(one.arns, bindings),
            "resource_arn": Symbol("each.key"),
            "resource_share_arn": arn,
        }
    return made


def share_outputs(module: Module) -> dict[str, Value]:
    """The outputs beside the documents; none where the module is no share."""
    return {"resource_share_arn": Symbol(f"{_SHARE}.arn")} if module.share is not None else {}


def _permission(one: SharedType) -> str:
    return one.shareable.ram_permission


def _label(one: SharedType) -> str:
    return "".join(f"_{char.lower()}" if char.isupper() else char for char in one.shareable.type)


def _set(patterns: Iterable[Pattern], bindings: Bindings) -> tuple[str, ...]:
    return tuple(sorted({text for one in patterns for text in bind(one, bindings)}))
