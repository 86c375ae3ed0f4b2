"""The texts of files → the identity policies in them; what is no such policy is told with its place."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from types import MappingProxyType
from urllib.parse import unquote

from generator.analysis.lint.guess import guess_kind, is_policy
from generator.analysis.lint.kind import Kind
from generator.analysis.lint.read_expression import HclSyntaxError
from generator.analysis.lint.read_json import JsonSyntaxError, read_json
from generator.analysis.lint.terraform import policies_in
from generator.analysis.lint.tree import ArrayNode, Node, ObjectNode, Source, Span, TextNode
from generator.diagnostics import Diagnostic, DiagnosticError, Position, Severity
from generator.model.policy import VERSION
from generator.model.policy_json import decode_document
from generator.pipeline.importing.policy import ReadPolicy
from generator.pipeline.importing.sentry import sentry_policy
from generator.pipeline.importing.values import NotPlain, plain
from generator.profiles.policy_sentry import read_policy_sentry

Found = ReadPolicy | Diagnostic
Folders = Mapping[str, tuple[str, ...]]
"""The files that were found in each folder."""
NO_FOLDERS: Folders = MappingProxyType({})
_NO_POLICY = "no-policy"
_YAML = (".yml", ".yaml")
_ELSEWHERE = {
    Kind.TRUST: ("a role's trust policy", "write it as `identity: {kind: role, trust: …}` of a persona"),
    Kind.RESOURCE: ("the policy of a resource", "write it under `resource_policies`"),
    Kind.SCP: ("a service control policy", "write it under `guardrails`"),
    Kind.RCP: ("a resource control policy", "write it under `guardrails`"),
}


@dataclass(frozen=True, slots=True)
class _Named:
    """A policy's tree, or its text in another text; `at` is its place in the file where it has none of its own."""

    root: Node
    kind: Kind | None
    name: str
    source: Source
    at: Position | None = None

    def position(self, span: Span) -> Position:
        """The place of a part of the policy."""
        return self.at or self.source.position(span)


def read_policies(paths: Sequence[str], read: Callable[[str], str], folders: Folders = NO_FOLDERS) -> tuple[Found, ...]:
    """Files and folders → their policies and what is wrong with them, in the order of the files."""
    reads = (_folder(path, folders[path], read) if path in folders else _file(path, read) for path in paths)
    return tuple(found for each in reads for found in each)


def _folder(folder: str, files: tuple[str, ...], read: Callable[[str], str]) -> Iterator[Found]:
    """Not every file of a folder is a policy: those that are none are passed over, as long as there is one."""
    read_files = [found for path in files for found in _file(path, read)]
    found = [one for one in read_files if isinstance(one, ReadPolicy) or one.code != _NO_POLICY]
    yield from found or [_no_policy(folder, "there is no policy in this folder")]


def _no_policy(path: str, message: str) -> Diagnostic:
    hint = "IAM's JSON, `.tf` files and policy_sentry's YAML can be imported"
    return Diagnostic(code=_NO_POLICY, message=message, at=Position(file=path, line=0, column=0), hint=hint)


def _file(path: str, read: Callable[[str], str]) -> Iterator[Found]:
    try:
        source = Source(path, read(path))
        if path.endswith(_YAML):
            yield sentry_policy(read_policy_sentry(source.text, path), PurePosixPath(path).stem)
            return
        named = tuple(_in_terraform(source) if path.endswith(".tf") else _in_json(source))
    except DiagnosticError as error:
        yield from error.diagnostics
    except (HclSyntaxError, JsonSyntaxError) as error:
        at = Source(path, read(path)).position(error.at)
        yield Diagnostic(code="unreadable-file", message=f"the file cannot be read: {error.message}", at=at)
    else:
        if not named:
            yield _no_policy(path, "there is no policy in this file")
        yield from map(_policy, named)


def _in_terraform(source: Source) -> Iterator[_Named]:
    for one in policies_in(source.text):
        if isinstance(one.root, JsonSyntaxError):
            raise one.root
        yield _Named(one.root, one.kind, one.name or PurePosixPath(source.file).stem, source)


def _in_json(source: Source) -> Iterator[_Named]:
    root = read_json(source.text)
    yield from _below(root, None, PurePosixPath(source.file).stem, source, None)


def _below(node: Node, kind: Kind | None, name: str, source: Source, at: Position | None) -> Iterator[_Named]:
    """Policies in what the AWS CLI prints: documents as objects or as encoded text, named by what is around them.

    Source: https://docs.aws.amazon.com/IAM/latest/APIReference/API_GetPolicyVersion.html (RFC 3986 encoding)
    """
    match node:
        case ObjectNode() if is_policy(node):
            yield _Named(node, kind, name, source, at)
        case ObjectNode(members=members):
            texts = {one.key.value: one.value.value for one in members if isinstance(one.value, TextNode)}
            called = next((texts[key] for key in _NAMES if key in texts), name)
            for one in members:
                trust = Kind.TRUST if one.key.value == "AssumeRolePolicyDocument" else kind
                if isinstance(one.value, TextNode) and one.key.value.endswith("Document"):
                    yield from _encoded(one.value, trust, called, source)
                else:
                    yield from _below(one.value, trust, called, source, at)
        case ArrayNode(items=items):
            for one in _default_versions(items):
                yield from _below(one, kind, name, source, at)
        case _:
            pass


_NAMES = ("PolicyName", "RoleName", "UserName", "GroupName")


def _default_versions(items: tuple[Node, ...]) -> tuple[Node, ...]:
    """Of the versions of one policy the one that counts."""
    counting = tuple(one for one in items if isinstance(one, ObjectNode) and _is_default(one))
    return counting or items


def _is_default(node: ObjectNode) -> bool:
    return any(
        one.key.value == "IsDefaultVersion" and getattr(one.value, "value", False) is True for one in node.members
    )


def _encoded(node: TextNode, kind: Kind | None, name: str, source: Source) -> Iterator[_Named]:
    text = unquote(node.value)
    try:
        root = read_json(text)
    except JsonSyntaxError as error:
        raise JsonSyntaxError(f"the encoded policy is not JSON: {error.message}", node.at) from None
    yield from _below(root, kind, name, Source(source.file, text), source.position(node.at))


def _policy(named: _Named) -> Found:
    at = named.position(named.root.at)
    kind = named.kind or guess_kind(named.root)
    if kind in _ELSEWHERE:
        what, hint = _ELSEWHERE[kind]
        message = f"`{named.name}` is {what} and was not imported"
        return Diagnostic(code="not-imported", message=message, at=at, hint=hint, severity=Severity.WARNING)
    try:
        document = decode_document(plain(named.root))
    except NotPlain as error:
        message = f"`{named.name}` cannot be imported: {error.message}"
        return Diagnostic(code="not-imported", message=message, at=named.position(error.at), hint=error.hint)
    except ValueError as error:
        return Diagnostic(code="not-imported", message=f"`{named.name}` cannot be imported: {error}", at=at)
    if document.version != VERSION and "${" in str(document):
        message = f"`{named.name}` cannot be imported: in its version `${{…}}` is plain text, and in ours a variable"
        return Diagnostic(code="not-imported", message=message, at=at, hint=f'give it `"Version": "{VERSION}"`')
    places = _places(named)
    statements = tuple(replace(one, origins=(place,)) for one, place in zip(document.statements, places, strict=True))
    return ReadPolicy(label=named.name, at=at, statements=statements)


def _places(named: _Named) -> tuple[Position, ...]:
    assert isinstance(named.root, ObjectNode), "a policy is an object"
    value = next(one.value for one in named.root.members if one.key.value == "Statement")
    nodes = value.items if isinstance(value, ArrayNode) else (value,)
    return tuple(named.position(one.at) for one in nodes)
