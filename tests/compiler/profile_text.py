"""Profiles as Python values → what they compile to. JSON is YAML, so a profile's text is its JSON."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from generator.diagnostics import Diagnostic, DiagnosticError
from generator.model.module import Module
from generator.model.policy import bind_document
from generator.model.policy_json import document_json
from generator.pipeline.generate import Validated, validate

Json = dict[str, Any]

DEV = {"name": "dev", "account": "111122223333", "region": "eu-west-1"}
OWN = "arn:aws:imagebuilder:eu-west-1:111122223333:"


def persona(can: Sequence[Json] = (), cannot: Sequence[Json] = (), **more: Any) -> Json:
    """A persona that is a policy, with these grants."""
    given = {"title": "A", "description": "A person.", "identity": {"kind": "policy"}}
    return {**given, "can": list(can), "cannot": list(cannot), **more}


def profile(can: Sequence[Json] = (), cannot: Sequence[Json] = (), **more: Any) -> Json:
    """A profile of one persona, `a`, for the target `dev`."""
    return {
        "version": 1,
        "service": "imagebuilder",
        "targets": [DEV],
        "personas": {"a": persona(can, cannot)},
        **more,
    }


def capability(*grants: Json, **more: Any) -> Json:
    """A capability of one's own."""
    return {"title": "C", "description": "A capability.", "grants": list(grants), **more}


def reading(files: Mapping[str, str]) -> Callable[[str], str]:
    """Texts by path → how the pipeline reads them."""
    return files.__getitem__


def compiled(written: Json) -> Validated:
    """A profile → what it compiles to."""
    return validate(["profiles.yaml"], reading({"profiles.yaml": json.dumps(written)}))


def documents(module: Module, validated: Validated) -> list[Json]:
    """A module's permission policies, as the first target gets them."""
    bindings = validated.profiles.targets[0].bindings
    return [document_json(bind_document(one.document, bindings)) for one in module.policies]


def statements(written: Json, name: str = "a") -> list[Json]:
    """All statements of a persona."""
    validated = compiled(written)
    module = next(one for one in validated.modules if one.persona == name)
    return [statement for one in documents(module, validated) for statement in one["Statement"]]


def granted(written: Json, name: str = "a") -> dict[str, list[str]]:
    """Each action that a persona is allowed, and its resources; conditions are left aside."""
    found: dict[str, set[str]] = {}
    for one in statements(written, name):
        for action in one["Action"] if one["Effect"] == "Allow" else ():
            found.setdefault(action, set()).update(one["Resource"])
    return {action: sorted(resources) for action, resources in found.items()}


def problems(written: Json) -> list[Diagnostic]:
    """What is wrong with a profile."""
    try:
        compiled(written)
    except DiagnosticError as error:
        return list(error.diagnostics)
    return []


def codes(written: Json) -> set[str]:
    """The codes of what is wrong with a profile."""
    return {one.code for one in problems(written)}
