"""DynamoDB's fine-grained conditions.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/specifying-conditions.html
"""

from collections.abc import Iterator

from generator.analysis.lint.finding import Check, FindingType, Problem, each_statement
from generator.analysis.lint.operators import name_of
from generator.analysis.lint.policy import Statement
from generator.analysis.lint.tree import TextNode
from generator.analysis.lint.variables import variables_in
from generator.analysis.lint.wildcards import covers, has_wildcard
from generator.analysis.lint.wording import listed, said
from generator.model.policy import Effect

_ATTRIBUTES, _LEADING_KEYS = "dynamodb:Attributes", "dynamodb:LeadingKeys"
_SELECT, _RETURN_VALUES = "dynamodb:Select", "dynamodb:ReturnValues"
_CAPACITY = "dynamodb:ReturnConsumedCapacity"
_READS = ("BatchGetItem", "GetItem", "PartiQLSelect", "Query", "Scan")
_WRITES = ("BatchWriteItem", "DeleteItem", "PartiQLDelete", "PartiQLInsert", "PartiQLUpdate", "PutItem", "UpdateItem")
_RETURNING = ("DeleteItem", "PutItem", "UpdateItem")
_REPLACING = ("BatchWriteItem", "PutItem")
_SELECTED = "SPECIFIC_ATTRIBUTES"
_HARMLESS = ("NONE", "UPDATED_OLD", "UPDATED_NEW")


def _granted(statement: Statement, names: tuple[str, ...]) -> list[tuple[TextNode, str]]:
    """Which of some actions a statement speaks of, each with the text that names it."""
    found: list[tuple[TextNode, str]] = []
    for name in names:
        action = f"dynamodb:{name}".casefold()
        texts = (one for one in statement.texts("Action") if covers(one.value.casefold(), action))
        found += ((text, f"dynamodb:{name}") for text in list(texts)[:1])
    return found


def _values_of(key: str, allowed: tuple[str, ...]):
    """A search for values that DynamoDB never sends."""

    def find(statement: Statement) -> Iterator[Problem]:
        for condition in statement.tests(key):
            folds = name_of(condition).endswith("IgnoreCase")
            for text in condition.tested.texts if name_of(condition).startswith("String") else ():
                value = text.value.upper() if folds else text.value
                if value not in allowed and not has_wildcard(value) and not any(variables_in(value)):
                    message = f"`{key}` is never {said(text)}"
                    yield Problem(text.at, message, f"write {listed(allowed)}")

    return each_statement(find)


def attributes_without_select(statement: Statement) -> Iterator[Problem]:
    """Reads that return whole items although only some attributes are meant."""
    reads = _granted(statement, ("BatchGetItem", "GetItem", "Query", "Scan"))
    if reads and _limits(statement) and not _demands(statement, _SELECT, (_SELECTED,)):
        at = statement.tests(_ATTRIBUTES)[0].tested.key.at
        message = f"`{reads[0][1]}` returns whole items to who asks for no attributes"
        yield Problem(at, message, f"also demand `{_SELECT}` to be `{_SELECTED}`")


def attributes_without_return_values(statement: Statement) -> Iterator[Problem]:
    """Writes that return whole items although only some attributes are meant."""
    writes = _granted(statement, _RETURNING)
    if writes and _limits(statement) and not _demands(statement, _RETURN_VALUES, _HARMLESS):
        at = statement.tests(_ATTRIBUTES)[0].tested.key.at
        message = f"`{writes[0][1]}` can return the whole item"
        yield Problem(at, message, f"also demand `{_RETURN_VALUES}` to be {listed(_HARMLESS)}")


def _limits(statement: Statement) -> bool:
    """Whether an allow is limited to attributes."""
    return statement.effect is Effect.ALLOW and statement.is_closed and bool(statement.tests(_ATTRIBUTES))


def _demands(statement: Statement, key: str, values: tuple[str, ...]) -> bool:
    """Whether a key must be one of some values; what is not known might be."""
    return any(
        name_of(one).startswith("String") and all(text.value.upper() in values for text in one.tested.texts)
        for one in statement.tests(key)
    )


def replacing_writes(statement: Statement) -> Iterator[Problem]:
    """Writes that drop the attributes which they do not name."""
    for text, action in _granted(statement, _REPLACING) if _limits(statement) else ():
        message = f"`{action}` replaces the whole item, whatever `{_ATTRIBUTES}` says"
        yield Problem(text.at, message, "allow `dynamodb:UpdateItem` instead")


def scans(statement: Statement) -> Iterator[Problem]:
    """Scans, which read every item whatever its key."""
    if statement.effect is Effect.ALLOW and statement.tests(_LEADING_KEYS):
        for text, action in _granted(statement, ("Scan",)):
            message = f"`{action}` reads the whole table, whatever `{_LEADING_KEYS}` says"
            yield Problem(text.at, message, "remove it, or allow it in a statement of its own")


def misplaced_keys(statement: Statement) -> Iterator[Problem]:
    """Keys of reads beside writes, and keys of writes beside reads."""
    for key, names, what in ((_SELECT, _WRITES, "reads"), (_RETURN_VALUES, _READS, "writes")):
        for condition in statement.tests(key):
            named = [one for one in _granted(statement, names) if not has_wildcard(one[0].value)]
            for _, action in named[:1]:
                message = f"{said(condition.tested.key)} only counts for {what}, and `{action}` is none"
                yield Problem(condition.tested.key.at, message, f"move `{action}` to a statement without this key")


CHECKS = (
    Check(
        "DYNAMODB_INVALID_RETURN_CONSUMED_CAPACITY",
        FindingType.ERROR,
        "a value of `dynamodb:ReturnConsumedCapacity` is neither TOTAL nor NONE",
        _values_of(_CAPACITY, ("TOTAL", "NONE")),
    ),
    Check(
        "DYNAMODB_INVALID_RETURN_VALUES",
        FindingType.ERROR,
        "a value of `dynamodb:ReturnValues` is not one of DynamoDB's five",
        _values_of(_RETURN_VALUES, ("NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW")),
    ),
    Check(
        "DYNAMODB_INVALID_SELECT_VALUE",
        FindingType.ERROR,
        "a value of `dynamodb:Select` is not one of DynamoDB's four",
        _values_of(_SELECT, ("ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", _SELECTED, "COUNT")),
    ),
    Check(
        "DYNAMODB_ATTRIBUTES_WITHOUT_SELECT",
        FindingType.SECURITY_WARNING,
        "an allow of reads tests `dynamodb:Attributes` and does not demand `SPECIFIC_ATTRIBUTES`",
        each_statement(attributes_without_select),
    ),
    Check(
        "DYNAMODB_ATTRIBUTES_WITHOUT_RETURN_VALUES",
        FindingType.SECURITY_WARNING,
        "an allow of writes tests `dynamodb:Attributes` and does not limit `dynamodb:ReturnValues`",
        each_statement(attributes_without_return_values),
    ),
    Check(
        "DYNAMODB_REPLACE_OPERATION_WITH_ATTRIBUTES",
        FindingType.WARNING,
        "an allow of PutItem or BatchWriteItem tests `dynamodb:Attributes`",
        each_statement(replacing_writes),
    ),
    Check(
        "DYNAMODB_SCAN_BYPASSES_LEADING_KEYS",
        FindingType.WARNING,
        "an allow of Scan tests `dynamodb:LeadingKeys`",
        each_statement(scans),
    ),
    Check(
        "DYNAMODB_WRONG_CONDITION_FOR_ACTION",
        FindingType.WARNING,
        "`dynamodb:Select` stands beside a write, or `dynamodb:ReturnValues` beside a read",
        each_statement(misplaced_keys),
    ),
)
