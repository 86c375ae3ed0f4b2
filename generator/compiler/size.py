"""How large AWS will find a policy.

A policy is measured under every target, and under the inputs' defaults; the largest counts.
"""

import json
from collections.abc import Callable, Sequence
from functools import cache
from typing import cast

from generator.compiler.quotas import Counting, SizeQuota
from generator.model.policy import BoundDocument, BoundStatement, PolicyDocument, Statement, bind_document
from generator.model.policy_json import Json, statement_json
from generator.model.target import Bindings

_EMPTY = len('{"Version":"2012-10-17","Statement":[]}')
_ESCAPED = str.maketrans({one: f"\\u{ord(one):04x}" for one in "<>&\u2028\u2029"})
Fits = Callable[[Sequence[Statement]], bool]
"""Whether statements fit into one policy."""


def document_size(statements: Sequence[Statement], places: tuple[Bindings, ...]) -> int:
    """The characters that IAM counts for a policy of these statements, where it is largest."""
    return max(
        _EMPTY + sum(one + 1 for one in sizes) - 1
        for sizes in zip(*(_sizes(one, places) for one in statements), strict=True)
    )


@cache
def _sizes(statement: Statement, places: tuple[Bindings, ...]) -> tuple[int, ...]:
    return tuple(_size(bind_document(PolicyDocument(statements=(statement,)), one).statements[0]) for one in places)


def _size(statement: BoundStatement) -> int:
    return len("".join(json.dumps(statement_json(statement), ensure_ascii=False, separators=(",", ":")).split()))


def size_chars(quota: SizeQuota, document: PolicyDocument, places: tuple[Bindings, ...]) -> int:
    """What counts of a policy of the quota's kind, where it is largest."""
    match quota.counting:
        case Counting.WITHOUT_WHITE_SPACE:
            return document_size(document.statements, places)
        case Counting.RENDERED:
            return max(rendered_size(bind_document(document, one)) for one in places)
        case Counting.NORMALISED:
            return max(_normalised_size(bind_document(document, one)) for one in places)


def fitting(quota: SizeQuota, places: tuple[Bindings, ...]) -> Fits:
    """Whether statements fit into one policy of the quota's kind, wherever it is made."""
    return lambda statements: size_chars(quota, PolicyDocument(statements=tuple(statements)), places) <= quota.chars


def rendered_size(document: BoundDocument) -> int:
    """The characters of `json` of Terraform's `aws_iam_policy_document`: two spaces of indentation, `<>&` escaped.

    A set of one is a text. Nothing of this depends on the order.

    Source: https://github.com/hashicorp/terraform-provider-aws/blob/main/internal/service/iam/policy_model.go
    Source: https://pkg.go.dev/encoding/json#MarshalIndent
    """
    return len(json.dumps(_rendered(document), ensure_ascii=False, indent=2).translate(_ESCAPED))


def _normalised_size(document: BoundDocument) -> int:
    """The bytes of a rendered policy that went through Go's `json.Marshal`.

    Source: https://github.com/hashicorp/terraform-plugin-sdk/blob/main/helper/structure/normalize_json.go
    """
    text = json.dumps(_rendered(document), ensure_ascii=False, separators=(",", ":"))
    return len(text.translate(_ESCAPED).encode())


def _rendered(document: BoundDocument) -> Json:
    """A document as the provider writes it: a set of one is a text."""
    return {"Version": document.version, "Statement": [_collapsed(statement_json(one)) for one in document.statements]}


def _collapsed(value: object) -> object:
    match value:
        case dict():
            return {key: _collapsed(one) for key, one in cast("Json", value).items()}
        case list():
            items = cast("list[object]", value)
            return items[0] if len(items) == 1 else items
        case _:
            return value
