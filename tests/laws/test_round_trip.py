"""Parse ∘ render = identity: any module that can be compiled is rendered and verified; any other module is refused."""

import unicodedata
from collections.abc import Callable
from dataclasses import replace

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.diagnostics import DiagnosticError
from generator.model.module import Boundary, InputUse, Module, NamedDocument, PermissionSet, PolicyReference
from generator.model.pattern import (
    InputValue,
    Literal,
    Part,
    Pattern,
    PolicyVariable,
    TargetValue,
    inputs_of,
    join,
    literal,
)
from generator.model.policy import Condition, Effect, PolicyDocument, Principal, PrincipalType, Statement, patterns_of
from generator.model.profile import Attachment, IdentityKind, Input, InputType, PersonaKind
from generator.model.target import Bindings, Target
from generator.renderer.render import RenderedFile, render
from generator.verifier.verify import verify

assert settings.default is not None
EXAMPLES = settings(max_examples=max(300, settings.default.max_examples))

# What a text of a policy may hold, with much of what HCL, JSON and IAM have a meaning for.
_CHARS = st.one_of(
    st.sampled_from("$%{}\"\\&*?#/:+-_.~`|<>' "),
    st.characters(min_codepoint=0x20, max_codepoint=0x7E),
    st.characters(min_codepoint=0xA1, max_codepoint=0xFF),
)
_TEXTS = st.one_of(
    st.text(_CHARS, min_size=1, max_size=12),
    st.lists(st.sampled_from(["$", "%", "$$", "%%", "{", "}", "a", '"']), min_size=1, max_size=4).map("".join),
)
# profiles are normalised where they are read
_SHOWN = (
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=20)
    .map(lambda text: unicodedata.normalize("NFC", text).strip())
    .filter(bool)
)
_WORDS = st.text(st.sampled_from("abcXYZ019"), min_size=1, max_size=6)
_VALUES = st.text(st.sampled_from("abc019 _.:/=+@,~#-"), min_size=1, max_size=8)
_INPUTS = {
    "texts": InputType.LIST_OF_STRING,
    "more": InputType.LIST_OF_STRING,
    "text": InputType.STRING,
    "count": InputType.NUMBER,
    "tally": InputType.NUMBER,
    "flag": InputType.BOOL,
    "mark": InputType.BOOL,
}
_CONTENTS = {
    InputType.LIST_OF_STRING: st.lists(_VALUES, max_size=3).map(tuple),
    InputType.STRING: _VALUES,
    InputType.NUMBER: st.integers(0, 10**9),
    InputType.BOOL: st.booleans(),
}
_PLACES = st.sampled_from([("aws", "eu-west-1"), ("aws-cn", "cn-north-1"), ("aws-us-gov", "us-gov-west-1")])
PROBE = Bindings(
    partition="aws-iso-b",
    region="us-isob-east-1",
    account="210987654321",
    inputs=(
        *(("count", 1001), ("flag", True), ("mark", True), ("more", ("m1", "m2"))),
        *(("tally", 1002), ("text", "probe-text"), ("texts", ("p1", "p2"))),
    ),
)

_HOLES: st.SearchStrategy[Part] = st.one_of(
    st.sampled_from(TargetValue),
    st.sampled_from([InputValue(name="text"), InputValue(name="count"), InputValue(name="flag")]),
    st.sampled_from([InputValue(name="tally"), InputValue(name="mark")]),
    st.sampled_from(
        ["aws:username", "aws:PrincipalTag/Team", "aws:PrincipalTag/a b.c", "*", "?", "$", "aws:username, 'a \"b\\'"]
    ).map(lambda key: PolicyVariable(key=key)),
)
_LISTS: st.SearchStrategy[Part] = st.sampled_from(
    [InputValue(name="texts", each=True), InputValue(name="more", each=True)]
)


@st.composite
def _patterns(draw: st.DrawFn) -> Pattern:
    parts = draw(st.lists(st.one_of(_TEXTS.map(lambda one: Literal(text=one)), _HOLES), min_size=1, max_size=4))
    if draw(st.booleans()):
        parts.insert(draw(st.integers(0, len(parts))), draw(_LISTS))
    found = join(*parts)
    # what the compiler refuses: a text that opens a reference of its own, also where two parts meet
    assume(not any(one in part.text for one in ("${", "&{") for part in found.parts if isinstance(part, Literal)))
    return found


def _sorted(patterns: list[Pattern]) -> tuple[Pattern, ...]:
    return tuple(sorted(set(patterns)))


_MANY = st.lists(_patterns(), min_size=1, max_size=2)
_ACTIONS = st.sets(st.builds("{}:{}".format, _WORDS, _WORDS), min_size=1, max_size=3).map(
    lambda one: tuple(sorted(one))
)
_CONDITIONS = st.lists(
    st.builds(
        Condition,
        operator=st.sampled_from(["StringEquals", "StringLike", "ForAllValues:StringEquals", "Bool"]),
        key=st.sampled_from(["aws:TagKeys", "aws:ResourceTag/Team", 'aws:ResourceTag/a "b" ${c}']),
        values=_MANY.map(tuple),
    ),
    max_size=2,
    unique_by=lambda one: (one.operator, one.key),
).map(tuple)
_PRINCIPALS = st.lists(
    st.builds(Principal, type=st.sampled_from(PrincipalType), identifiers=_MANY.map(_sorted)),
    min_size=1,
    max_size=2,
    unique_by=lambda one: one.type,
).map(tuple)


def _statements(sid: str, *, trust: bool) -> st.SearchStrategy[Statement]:
    """Those of permissions can have each `not_…` element instead of its counterpart, as raw statements do."""
    made = _usual(sid, trust=trust)
    return made if trust else st.tuples(made, st.sampled_from(_TURNS)).map(lambda one: one[1](one[0]))


def _other_actions(one: Statement) -> Statement:
    return replace(one, actions=one.not_actions, not_actions=one.actions)


def _other_resources(one: Statement) -> Statement:
    return replace(one, resources=one.not_resources, not_resources=one.resources)


def _the_rest(one: Statement) -> Statement:
    return _other_actions(_other_resources(one))


_TURNS: tuple[Callable[[Statement], Statement], ...] = (replace, _other_actions, _other_resources, _the_rest)


def _usual(sid: str, *, trust: bool) -> st.SearchStrategy[Statement]:
    return st.builds(
        Statement,
        sid=st.just(sid),
        effect=st.sampled_from(Effect),
        actions=_ACTIONS,
        resources=st.just(()) if trust else _MANY.map(_sorted),
        principals=_PRINCIPALS if trust else st.just(()),
        conditions=_CONDITIONS,
    )


@st.composite
def _documents(draw: st.DrawFn, *, trust: bool) -> PolicyDocument:
    sids = draw(st.lists(_WORDS, min_size=1, max_size=2, unique=True))
    return PolicyDocument(statements=tuple(draw(_statements(one, trust=trust)) for one in sids))


_BOUNDARIES = st.one_of(
    st.none(),
    st.just(Boundary(arn=join("arn:", TargetValue.PARTITION, ":iam::aws:policy/Bound"))),
    st.builds(Boundary, arn=st.just(literal("arn:aws:iam::1:policy/own")), document=_documents(trust=False)),
)
_SETS = st.builds(
    PermissionSet,
    name=st.just("n-p-1"),
    session_s=st.sampled_from([3600, 5400, 43199]),
    document=st.none() | _documents(trust=False),
    customer_managed=st.sampled_from(
        [(), (PolicyReference(name="a", path="/"), PolicyReference(name="b", path="/c/"))]
    ),
    boundary=st.sampled_from([None, PolicyReference(name="own", path="/b/"), literal("arn:aws:iam::aws:policy/B")]),
)
_ROLES = (IdentityKind.ROLE, IdentityKind.INSTANCE_PROFILE)
_HOLDERS = (*_ROLES, IdentityKind.GROUP, IdentityKind.USER)


@st.composite
def _kinds(draw: st.DrawFn) -> tuple[IdentityKind, ...]:
    """Kinds that one persona can have together."""
    roles = draw(st.lists(st.sampled_from(_ROLES), max_size=1))
    others = draw(st.sets(st.sampled_from([IdentityKind.GROUP, IdentityKind.USER, IdentityKind.PERMISSION_SET])))
    return tuple(sorted([*roles, *others], key=lambda one: one.value)) or (IdentityKind.POLICY,)


@st.composite
def _modules(draw: st.DrawFn) -> Module:
    kinds = draw(_kinds())
    count = draw(st.integers(1, 2))
    names = ["permissions"] if count == 1 else [f"permissions_{one + 1}" for one in range(count)]
    in_iam = kinds != (IdentityKind.PERMISSION_SET,)
    policies = tuple(NamedDocument(name=one, document=draw(_documents(trust=False))) for one in names if in_iam)
    has_role = any(one in kinds for one in _ROLES)
    inline = has_role and IdentityKind.USER not in kinds and draw(st.booleans())
    managed = join("arn:", TargetValue.PARTITION, ":iam::aws:policy/Managed")
    attaches = any(one in kinds for one in (*_HOLDERS, IdentityKind.PERMISSION_SET))
    module = Module(
        persona="p-1",
        kind=PersonaKind.HUMAN,
        title=draw(_SHOWN),
        description=draw(_SHOWN),
        service="imagebuilder",
        name="n-p-1",
        path="/p/",
        tags=draw(st.dictionaries(_SHOWN, _SHOWN, max_size=2).map(lambda one: tuple(sorted(one.items())))),
        identities=kinds,
        policies=policies,
        trust=draw(_documents(trust=True)) if has_role else None,
        max_session_s=3600,
        managed_policies=(managed,) if attaches and draw(st.booleans()) else (),
        inputs=(),
        attachment=Attachment.INLINE if inline else Attachment.MANAGED,
        boundary=draw(_BOUNDARIES) if has_role else None,
        permission_set=draw(_SETS) if IdentityKind.PERMISSION_SET in kinds else None,
    )
    return replace(module, inputs=draw(_uses(_read([one.document for one in module.documents]))))


def _read(documents: list[PolicyDocument]) -> tuple[str, ...]:
    patterns = [one for document in documents for statement in document.statements for one in patterns_of(statement)]
    return tuple(sorted({one.name for pattern in patterns for one in inputs_of(pattern)}))


@st.composite
def _uses(draw: st.DrawFn, names: tuple[str, ...]) -> tuple[InputUse, ...]:
    return tuple(
        InputUse(
            input=Input(
                name=one,
                type=_INPUTS[one],
                description=draw(_SHOWN),
                default=draw(st.none() | _CONTENTS[_INPUTS[one]]),
            ),
            exact=draw(st.booleans()),
        )
        for one in names
    )


@st.composite
def _targets(draw: st.DrawFn) -> Target:
    partition, region = draw(_PLACES)
    inputs = tuple((name, draw(_CONTENTS[type_])) for name, type_ in sorted(_INPUTS.items()))
    return Target(
        name="t", bindings=Bindings(partition=partition, region=region, account="111122223333", inputs=inputs)
    )


def _verify(module: Module, files: tuple[RenderedFile, ...], targets: tuple[Target, ...]) -> int:
    return verify(module, files, targets, (*(one.bindings for one in targets), PROBE))


@EXAMPLES
@given(_modules(), st.lists(_targets(), max_size=1).map(tuple))
def test_what_is_rendered_means_what_was_compiled(module: Module, targets: tuple[Target, ...]) -> None:
    files = tuple(render(module, targets, None))
    assert _verify(module, files, targets) == len(module.documents) * (2 * len(targets) + 1)
    assert tuple(render(module, targets, None)) == files


Change = Callable[[st.DrawFn, Statement], Statement]


def _another_effect(_: st.DrawFn, one: Statement) -> Statement:
    return replace(one, effect=Effect.DENY if one.effect is Effect.ALLOW else Effect.ALLOW)


def _another_action(draw: st.DrawFn, one: Statement) -> Statement:
    added = draw(st.sampled_from(["x:*", "zz:Extra"]))
    return replace(one, actions=tuple(sorted({*one.actions, added})))


def _fewer_actions(draw: st.DrawFn, one: Statement) -> Statement:
    if one.not_actions:
        return replace(one, not_actions=tuple(draw(st.permutations(one.not_actions)))[1:])
    return replace(one, actions=tuple(draw(st.permutations(one.actions)))[1:])


def _another_element(draw: st.DrawFn, one: Statement) -> Statement:
    return one if one.principals else draw(st.sampled_from(_TURNS[1:]))(one)


def _another_sid(_: st.DrawFn, one: Statement) -> Statement:
    return replace(one, sid=f"{one.sid}X")


def _another_condition(_: st.DrawFn, one: Statement) -> Statement:
    return replace(one, conditions=(*one.conditions, Condition(operator="Null", key="x:y", values=(literal("true"),))))


def _fewer_conditions(_: st.DrawFn, one: Statement) -> Statement:
    return replace(one, conditions=one.conditions[1:])


def _another_pattern(draw: st.DrawFn, one: Statement) -> Statement:
    """One part of one pattern becomes another: a text longer, a hole another hole."""

    def changed(patterns: tuple[Pattern, ...]) -> tuple[Pattern, ...]:
        number = draw(st.integers(0, len(patterns) - 1))
        return (*patterns[:number], _changed(draw, patterns[number]), *patterns[number + 1 :])

    if one.conditions and draw(st.booleans()):
        first, *rest = one.conditions
        return replace(one, conditions=(replace(first, values=changed(first.values)), *rest))
    if one.principals:
        head, *others = one.principals
        return replace(one, principals=(replace(head, identifiers=changed(head.identifiers)), *others))
    if one.not_resources:
        return replace(one, not_resources=changed(one.not_resources))
    return replace(one, resources=changed(one.resources))


def _changed(draw: st.DrawFn, pattern: Pattern) -> Pattern:
    number = draw(st.integers(0, len(pattern.parts) - 1))
    part = pattern.parts[number]
    if isinstance(part, Literal):
        other: Part = Literal(text=part.text + draw(_WORDS))
    elif isinstance(part, InputValue) and part.each:
        other = InputValue(name="more" if part.name == "texts" else "texts", each=True)
    else:
        other = draw(_HOLES.filter(lambda one: one != part))
    return join(*pattern.parts[:number], other, *pattern.parts[number + 1 :])


CHANGES: tuple[Change, ...] = (
    _another_effect,
    _another_action,
    _fewer_actions,
    _another_element,
    _another_sid,
    _another_condition,
    _fewer_conditions,
    _another_pattern,
)


@st.composite
def _changed_modules(draw: st.DrawFn) -> tuple[Module, Module]:
    """A module, and one whose access differs in one thing; the inputs that it reads are declared alike."""
    module = draw(_modules().filter(lambda one: one.documents))
    document = draw(st.sampled_from([one.document for one in module.documents]))
    number = draw(st.integers(0, len(document.statements) - 1))
    before = document.statements
    statement = draw(st.sampled_from(CHANGES))(draw, before[number])
    assume(statement != before[number])
    after = PolicyDocument(statements=(*before[:number], statement, *before[number + 1 :]))
    return module, _with(module, document, after)


def _with(module: Module, before: PolicyDocument, after: PolicyDocument) -> Module:
    """A module with another document in the place of one of its own."""

    def other(one: PolicyDocument | None) -> PolicyDocument | None:
        return after if one is before else one

    boundary, permission_set = module.boundary, module.permission_set
    return replace(
        module,
        policies=tuple(replace(one, document=other(one.document)) for one in module.policies),
        trust=other(module.trust),
        boundary=replace(boundary, document=other(boundary.document)) if boundary else None,
        permission_set=replace(permission_set, document=other(permission_set.document)) if permission_set else None,
    )


@EXAMPLES
@given(_changed_modules())
def test_another_module_than_the_one_rendered_is_refused(modules: tuple[Module, Module]) -> None:
    rendered, compiled = modules
    assume(_means(rendered) != _means(compiled))
    with pytest.raises(DiagnosticError):
        _verify(compiled, tuple(render(rendered, (), None)), ())


def _means(module: Module) -> object:
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


OTHERS: dict[str, Callable[[Module], object]] = {
    "name": lambda _: "other",
    "path": lambda _: "/other/",
    "max_session_s": lambda _: 7200,
    "managed_policies": lambda _: (literal("arn:aws:iam::aws:policy/AdministratorAccess"),),
    "tags": lambda _: (("Team", "other\0"),),
    "boundary": lambda one: None if one.boundary else Boundary(arn=literal("arn:aws:iam::aws:policy/Other")),
    "attachment": lambda one: next(kind for kind in Attachment if kind is not one.attachment),
}


@given(_modules(), st.sampled_from(sorted(OTHERS)))
def test_another_identity_than_the_one_rendered_is_refused(module: Module, field: str) -> None:
    assume(module.trust is not None)
    with pytest.raises(DiagnosticError):
        _verify(replace(module, **{field: OTHERS[field](module)}), tuple(render(module, (), None)), ())


SETS: dict[str, object] = {
    "name": "other",
    "session_s": 7200,
    "customer_managed": (PolicyReference(name="z", path="/"),),
    "boundary": PolicyReference(name="own", path="/other/"),
}


@given(_modules().filter(lambda one: one.permission_set is not None), st.sampled_from(sorted(SETS)))
def test_another_permission_set_than_the_one_rendered_is_refused(module: Module, field: str) -> None:
    assert module.permission_set is not None
    other = replace(module, permission_set=replace(module.permission_set, **{field: SETS[field]}))
    with pytest.raises(DiagnosticError):
        _verify(other, tuple(render(module, (), None)), ())
