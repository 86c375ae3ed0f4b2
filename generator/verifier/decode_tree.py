"""The files of a generated tree → what they say: every module in every place that JSON policies were made for.

The JSON documents are compared as they are. What cannot be read, and each .tf file that is not as it was generated, is
said, and the rest is still compared.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.analysis.changes.state import Settings, Stand, StandKind
from generator.analysis.guardrail_subject import guardrail_policies
from generator.analysis.subjects import Place
from generator.model.access import NamedPolicy, Policies
from generator.model.guardrail import GuardrailKind
from generator.model.module import BOUNDARY, GUARDRAIL, PERMISSION_SET, PERMISSIONS, RESOURCE, TRUST
from generator.model.policy import BoundDocument
from generator.model.policy_json import decode_document as decode_value
from generator.model.target import DNS_SUFFIXES, Bindings, InputContent
from generator.reference.managed import managed_document
from generator.verifier.decode_document import decode_json
from generator.verifier.decode_module import TERRAFORM_FILES, DecodedModule, decode_module
from generator.verifier.evaluate import Scope, Value, evaluate
from generator.verifier.expected_resources import GIVEN, identify
from generator.verifier.read_hcl import Unreadable, read_blocks
from generator.verifier.settings import OWN_BOUNDARY, settings_of
from generator.verifier.syntax import Block

EXAMPLE = Bindings(partition="aws", region="us-east-1", account="123456789012")
"""Where a tree without targets is asked, as its profile would be."""
_POLICY = re.compile(r"([^/]+)/policies/([^/]+)/([^/]+)\.json")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Module:
    """A module's folder: its JSON documents by place and stem, and its .tf files."""

    name: str
    documents: Mapping[str, Mapping[str, BoundDocument]]
    texts: Mapping[str, str]
    untold: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Read:
    """A module in one place, with what its .tf files make there; None and `untold` where they cannot be read."""

    module: _Module
    place: Place
    documents: Mapping[str, BoundDocument]
    decoded: DecodedModule | None
    untold: tuple[str, ...]

    @property
    def settings(self) -> Settings | None:
        """What counts beside the documents."""
        if self.decoded is None:
            return None
        made = self.decoded.by_default.resources
        return settings_of({identify(address, one): one for address, one in made.items()})

    @property
    def own_policy(self) -> str:
        """How the ARN of its only policy ends, under its default name; empty where it has none or several."""
        default = {name: one.default for name, one in self.decoded.variables.items()} if self.decoded else {}
        permissions = [one for one in self.documents if one.startswith(PERMISSIONS)]
        return f"policy{default.get('path')}{default.get('name')}" if permissions == [PERMISSIONS] else ""


def decode_tree(
    files: Mapping[str, str], places: Mapping[str, Bindings], edits: Mapping[str, str]
) -> tuple[Stand, ...]:
    """Texts by their path in the tree, and places whose accounts and Regions are known → what the tree says.

    `edits` are what happened to its files for Terraform since it was made, in words.
    """
    modules = tuple(_modules(files, edits))
    names = sorted({place for one in modules for place in one.documents})
    read = [each for place in names for each in _all_in(place, modules, _bindings(place, modules, places))]
    if not names:
        read = list(_all_in("", modules, places.get("", EXAMPLE)))
    return tuple(_stand(one, read) for one in read)


def _modules(files: Mapping[str, str], edits: Mapping[str, str]) -> Iterator[_Module]:
    for name in sorted({path.partition("/")[0] for path in (*files, *edits) if "/" in path}):
        documents: dict[str, dict[str, BoundDocument]] = {}
        untold = list(_edited(name, edits))
        for path, text in files.items():
            found = _POLICY.fullmatch(path)
            if found is not None and found[1] == name:
                try:
                    documents.setdefault(found[2], {})[found[3]] = decode_json(text)
                except Unreadable as error:
                    untold.append(f"`{path}` cannot be read: {error.message}")
        texts = {one: files[f"{name}/{one}"] for one in TERRAFORM_FILES if f"{name}/{one}" in files}
        yield _Module(name=name, documents=documents, texts=texts, untold=tuple(untold))


def _edited(name: str, edits: Mapping[str, str]) -> Iterator[str]:
    """What happened to the files of a module, and to those of the root, which calls every module."""
    for path, said in edits.items():
        folder, _, _ = path.rpartition("/")
        if folder in ("", name):
            yield f"`{path}` {said}" if folder else f"the root's `{path}` {said}"


def _bindings(place: str, modules: Iterable[_Module], places: Mapping[str, Bindings]) -> Bindings:
    """What the other side says of a place, else what the ARNs of its documents say most often."""
    if place in places:
        return places[place]
    text = repr([one.documents.get(place) for one in modules])
    partitions = Counter(one for one in re.findall(r"arn:([a-z-]+):", text) if one in DNS_SUFFIXES)
    regions = Counter(re.findall(r":([a-z]{2,4}(?:-[a-z]+)+-\d):", text))
    accounts = Counter(re.findall(r":(\d{12}):", text))
    return Bindings(
        partition=_most(partitions, EXAMPLE.partition),
        region=_most(regions, EXAMPLE.region),
        account=_most(accounts, EXAMPLE.account),
    )


def _most(counted: Counter[str], otherwise: str) -> str:
    return min(counted, key=lambda one: (-counted[one], one)) if counted else otherwise


def _all_in(name: str, modules: Iterable[_Module], bindings: Bindings) -> Iterator[_Read]:
    place = Place(name=name, bindings=bindings)
    for one in modules:
        decoded, untold = _decoded(one, bindings)
        documents = one.documents.get(name, {})
        if not name and decoded is not None:
            documents = decoded.documents
        yield _Read(module=one, place=place, documents=documents, decoded=decoded, untold=(*one.untold, *untold))


def _decoded(module: _Module, bindings: Bindings) -> tuple[DecodedModule | None, tuple[str, ...]]:
    missing = [one for one in TERRAFORM_FILES if one not in module.texts]
    if missing:
        return None, (f"`{module.name}/{missing[0]}` is missing: what is attached and what bounds is not known",)
    try:
        return decode_module(module.texts, _with_defaults(module, bindings), GIVEN), ()
    except Unreadable as error:
        where = f"`{module.name}/{error.file or 'main.tf'}` cannot be read back: {error.message}"
        return None, (f"{where}; what is attached and what bounds is not known",)


def _with_defaults(module: _Module, bindings: Bindings) -> Bindings:
    """A place with a value for every input of a module: the place's own, the default, or a made-up one."""
    blocks = [one for one in read_blocks(module.texts["variables.tf"]) if one.type == "variable"]
    found = {one.labels[0]: _default(one) for one in blocks if one.labels[0] not in GIVEN}
    return replace(bindings, inputs=tuple(sorted({**found, **dict(bindings.inputs)}.items())))


def _default(block: Block) -> InputContent:
    by_name = {one.name: one.value for one in block.attributes}
    value: Value = evaluate(by_name["default"], Scope(names={})) if "default" in by_name else None
    if isinstance(value, tuple):
        return tuple(str(one) for one in value)
    return value if isinstance(value, str | int | bool) else f"any-{block.labels[0]}"


def _stand(one: _Read, others: Iterable[_Read]) -> Stand:
    settings = one.settings
    kind, admitting = _kind_of(one)
    policies, unseen = Policies(), ()
    if kind is StandKind.GUARDRAIL:
        policies = guardrail_policies(_guardrail_kind(one), one.documents[GUARDRAIL])
    elif kind is StandKind.PERSONA:
        policies, unseen = _policies(one, settings, others)
    return Stand(
        name=one.module.name,
        kind=kind,
        place=one.place,
        policies=policies,
        admitting=admitting,
        settings=settings,
        unseen=unseen,
        untold=one.untold,
    )


def _kind_of(one: _Read) -> tuple[StandKind, tuple[BoundDocument, ...]]:
    """What a module is for, and its documents that name principals."""
    documents = one.documents
    if GUARDRAIL in documents:
        return StandKind.GUARDRAIL, ()
    if RESOURCE in documents:
        return StandKind.RESOURCE_POLICY, (documents[RESOURCE],)
    if "aws_ram_resource_share" in one.module.texts.get("main.tf", ""):
        return StandKind.SHARE, tuple(documents[name] for name in sorted(documents))
    return StandKind.PERSONA, (documents[TRUST],) if TRUST in documents else ()


def _guardrail_kind(one: _Read) -> GuardrailKind:
    """Only the statements of a resource control policy name principals.

    Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
    """
    named = any(each.principals for each in one.documents[GUARDRAIL].statements)
    return GuardrailKind.RESOURCE_CONTROL_POLICY if named else GuardrailKind.SERVICE_CONTROL_POLICY


def _policies(one: _Read, settings: Settings | None, others: Iterable[_Read]) -> tuple[Policies, tuple[str, ...]]:
    own = sorted(name for name in one.documents if name.startswith(f"{PERMISSIONS}_") or name == PERMISSIONS)
    granting = own or [name for name in (PERMISSION_SET,) if name in one.documents]
    identity = [NamedPolicy(name=name, document=one.documents[name]) for name in granting]
    unseen: list[str] = []
    for arn in settings.managed if settings is not None else ():
        found = _managed(arn, one.place.bindings.partition)
        identity += [found] if found is not None else []
        unseen += [] if found is not None else [arn.rpartition("/")[2]]
    boundary = _boundary(one, settings, others)
    if settings is not None and settings.boundary and boundary is None:
        unseen.append(settings.boundary)
    return Policies(identity=tuple(identity), boundary=boundary), tuple(sorted(unseen))


def _managed(arn: str, partition: str) -> NamedPolicy | None:
    name = arn.rpartition("/")[2]
    value = managed_document(name, partition) if ":iam::aws:" in arn else None
    return NamedPolicy(name=name, document=decode_value(value)) if value is not None else None


def _boundary(one: _Read, settings: Settings | None, others: Iterable[_Read]) -> NamedPolicy | None:
    if BOUNDARY in one.documents:
        return NamedPolicy(name=BOUNDARY, document=one.documents[BOUNDARY])
    if settings is None or settings.boundary in ("", OWN_BOUNDARY):
        return None
    for other in others:
        if other.place == one.place and other.own_policy and settings.boundary.endswith(other.own_policy):
            return NamedPolicy(name=other.own_policy, document=other.documents[PERMISSIONS])
    return _managed(settings.boundary, one.place.bindings.partition)
