"""A module → what its policies mean: two that are rendered alike mean the same."""

from generator.model.module import Module


def means(module: Module) -> object:
    """The statements with their patterns as sets where IAM takes them as sets."""
    documents = [one.document for one in module.documents]
    return [
        {
            (
                *(one.sid, one.effect, frozenset(one.actions), frozenset(map(str, one.resources))),
                *(frozenset(one.not_actions), frozenset(map(str, one.not_resources))),
                frozenset((head.type, str(each)) for head in one.principals for each in head.identifiers),
                frozenset((each.operator, each.key, tuple(map(str, each.values))) for each in one.conditions),
            )
            for one in document.statements
        }
        for document in documents
    ]
