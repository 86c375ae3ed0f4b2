"""Shape → JSON Schema, for editors.

Source: https://json-schema.org/draft/2020-12/schema
"""

from typing import assert_never

from generator.profiles.shape import (
    ANY_TEXT,
    AnyScalar,
    Choice,
    Either,
    ListOf,
    MapOf,
    OneOrMany,
    Record,
    Shape,
    Text,
    Truth,
    Whole,
)

Json = dict[str, object]


def json_schema(shape: Shape, title: str) -> Json:
    """A declared shape → a whole JSON Schema document; every record is defined once, under `$defs`."""
    definitions: dict[str, Json] = {}
    root = _schema(shape, definitions)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **root,
        "$defs": dict(sorted(definitions.items())),
    }


def _schema(shape: Shape, definitions: dict[str, Json]) -> Json:
    match shape:
        case Text():
            return _text(shape)
        case Choice(values=values):
            return {"enum": list(values)}
        case Whole(least=least, most=most):
            return {"type": "integer", "minimum": least, "maximum": most}
        case Truth():
            return {"type": "boolean"}
        case AnyScalar():
            return {**_text(ANY_TEXT), "type": ["string", "integer", "boolean"]}
        case ListOf(item=item, least=least):
            return {"type": "array", "items": _schema(item, definitions), **({"minItems": least} if least else {})}
        case OneOrMany(item=item):
            one = _schema(item, definitions)
            return {"anyOf": [one, {"type": "array", "items": one, "minItems": 1}]}
        case MapOf(key=key, value=value):
            return {"type": "object", "propertyNames": _text(key), "additionalProperties": _schema(value, definitions)}
        case Either(options=options):
            return {"anyOf": [_schema(option, definitions) for option in options]}
        case Record():
            return _reference(shape, definitions)
        case _:
            assert_never(shape)


def _text(shape: Text) -> Json:
    schema: Json = {"type": "string", "description": shape.expected, "maxLength": shape.max_chars}
    if shape.pattern:
        schema["pattern"] = f"^(?:{shape.pattern})$"
    if shape.examples:
        schema["examples"] = list(shape.examples)
    return schema


def _reference(record: Record, definitions: dict[str, Json]) -> Json:
    name = record.name.replace(" ", "_")
    if name not in definitions:
        definitions[name] = {}
        definitions[name] = _record(record, definitions)
    return {"$ref": f"#/$defs/{name}"}


def _record(record: Record, definitions: dict[str, Json]) -> Json:
    schema: Json = {
        "type": "object",
        "description": record.description,
        "properties": {
            field.name: {**_schema(field.shape, definitions), "description": field.description}
            for field in record.fields
        },
        "additionalProperties": False,
    }
    if required := [field.name for field in record.fields if field.required]:
        schema["required"] = required
    if record.one_of:
        schema["oneOf"] = [{"required": [name]} for name in record.one_of]
    if record.and_one_of:
        schema["allOf"] = [{"oneOf": [{"required": [name]} for name in record.and_one_of]}]
    return schema
