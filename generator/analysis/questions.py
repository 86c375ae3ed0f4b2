"""A question about all requests of a kind → the policies that allow just those, to be searched with."""

from collections.abc import Iterable, Iterator

from generator.model.access import Context, NamedPolicy, Policies
from generator.model.policy import BoundCondition, BoundDocument, BoundStatement

QUESTION = "question"


def just(
    actions: Iterable[str], resources: Iterable[str] = ("*",), conditions: Iterable[BoundCondition] = ()
) -> Policies:
    """Exactly the requests for these actions on these resources under these conditions."""
    statement = BoundStatement(
        sid="",
        effect="Allow",
        actions=tuple(sorted(set(actions))),
        resources=tuple(sorted(set(resources))),
        conditions=tuple(sorted(conditions)),
    )
    document = BoundDocument(statements=(statement,))
    return Policies(identity=(NamedPolicy(name=QUESTION, document=document),))


def fixed(context: Context) -> Iterator[BoundCondition]:
    """The conditions that hold for every context in which the given keys have just the given values."""
    for key, values in context:
        match values:
            case ():
                yield BoundCondition(operator="Null", key=key, values=("true",))
            case (value,):
                yield BoundCondition(operator="StringEquals", key=key, values=(_literally(value),))
            case _:
                literal = tuple(_literally(one) for one in values)
                yield BoundCondition(operator="ForAllValues:StringEquals", key=key, values=literal)
                yield from (
                    BoundCondition(operator="ForAnyValue:StringEquals", key=key, values=(one,)) for one in literal
                )


def _literally(text: str) -> str:
    return text.replace("$", "${$}")
