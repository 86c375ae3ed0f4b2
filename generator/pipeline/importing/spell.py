"""What a portion of a policy says → the texts that a profile says it with, in its shortest form."""

from collections.abc import Iterable, Iterator, Sequence

from generator.compiler.arn import SELF, account_of, own_arns
from generator.compiler.conditions import DEFAULT_OPERATORS
from generator.model.pattern import Pattern, bind, literal
from generator.model.policy import BoundCondition
from generator.model.reference import KeyType, ResourceType, Service
from generator.model.target import Bindings
from generator.pipeline.importing.place import portable_arn, portable_text
from generator.reference.conditions import find_condition_key
from generator.renderer.imported_profile import ImportedCondition, ImportedResource, ImportedTest


def spell_resource(type_: ResourceType, arns: Iterable[str], place: Bindings) -> ImportedResource:
    """The ARNs of a type → names where the account is the place's own or one other, else whole ARNs."""
    found = sorted(arns)
    owners = {_owner(one) for one in found}
    owner = owners.pop() if len(owners) == 1 else ""
    if owner and owner != place.account:
        short = [_name(type_, one, literal(owner), place) for one in found]
        if all(short):
            names = tuple(portable_text(one, place) for one in short)
            return ImportedResource(type=type_.name, names=names, owners=(owner,))
    own = account_of(literal(SELF))
    names = [(_name(type_, one, own, place), one) for one in found]
    texts = (portable_text(short, place) if short else portable_arn(arn, place) for short, arn in names)
    return ImportedResource(type=type_.name, names=tuple(sorted(set(texts))))


def _owner(arn: str) -> str:
    account = (arn.split(":", 5) + [""] * 5)[4]
    return account if len(account) == 12 and account.isdigit() else ""


def _name(type_: ResourceType, arn: str, owner: Pattern, place: Bindings) -> str:
    """The shortest name that means exactly an ARN; empty where none does."""
    return next((one for one in _candidates(type_, arn) if _means(type_, one, owner, place) == {arn}), "")


def _candidates(type_: ResourceType, arn: str) -> Iterator[str]:
    head = type_.arn.split(":", 5)[-1].split("${")[0]
    rest = arn.split(":", 5)[-1]
    name = rest.removeprefix(head)
    if ":" in name or "${" in name or not name:
        return
    shorter = [name]
    while shorter[-1].endswith("/*"):
        shorter.append(shorter[-1].removesuffix("/*"))
    yield from (one for one in reversed(shorter) if one)


def _means(type_: ResourceType, name: str, owner: Pattern, place: Bindings) -> set[str]:
    return {text for one in own_arns(type_, literal(name), owner) for text in bind(one, place)}


def spell_conditions(
    conditions: Sequence[BoundCondition], service: Service, place: Bindings
) -> tuple[ImportedCondition, ...]:
    """Conditions by key, in the short form where that means the same operator."""
    by_key: dict[str, list[ImportedTest]] = {}
    for one in conditions:
        values = tuple(portable_arn(value, place) for value in one.values)
        by_key.setdefault(one.key, []).append(ImportedTest(operator=one.operator, values=values))
    return tuple(
        ImportedCondition(key=key, tests=_shortest(key, tuple(tests), service)) for key, tests in by_key.items()
    )


def _shortest(key: str, tests: tuple[ImportedTest, ...], service: Service) -> tuple[ImportedTest, ...]:
    found = find_condition_key(service, key)
    if len(tests) != 1 or found is None or found.multivalued:
        return tests
    (test,) = tests
    wild = any(mark in value for value in test.values for mark in "*?")
    usual = "StringLike" if wild and found.type is KeyType.STRING else DEFAULT_OPERATORS[found.type]
    return (ImportedTest(operator="", values=test.values),) if usual == test.operator and test.values else tests
