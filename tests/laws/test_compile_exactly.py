"""No pass of the compiler changes any decision: proved for every request, not for some."""

from collections.abc import Iterable

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.analysis.comparison.compare import equal
from generator.analysis.comparison.search import Nothing, Witness
from generator.compiler.clause import Atom
from generator.compiler.merge import Group, merge, subsume
from generator.compiler.name import name
from generator.model.access import NamedPolicy, Policies
from generator.model.pattern import join, literal
from generator.model.policy import Effect, Statement
from generator.model.policy_json import decode_document
from tests.laws.test_compile import HEAD, atoms, bound, divided, packed


def policies(items: Iterable[Atom | Group | Statement]) -> Policies:
    document = decode_document({"Version": "2012-10-17", "Statement": bound(items)})
    return Policies(identity=(NamedPolicy(name="p", document=document),))


@settings(max_examples=150)
@given(st.lists(atoms(), min_size=1, max_size=5))
def test_every_pass_allows_the_same_requests(written: list[Atom]) -> None:
    wanted = policies(written)
    groups = merge(subsume(written))
    named = name(groups, "imagebuilder")
    for made in (subsume(written), groups, named, divided(named), packed(named)):
        assert equal(wanted, policies(made)) == (Nothing(), Nothing())


def test_a_lost_statement_is_noticed() -> None:
    get, deny = (
        Atom(
            effect=effect,
            service="imagebuilder",
            action="imagebuilder:Get",
            types=(),
            resources=(pattern,),
            conditions=(),
        )
        for effect, pattern in ((Effect.ALLOW, literal("*")), (Effect.DENY, join(HEAD, "a*")))
    )
    gained, lost = equal(policies([get, deny]), policies([get]))
    assert gained == Nothing()
    assert isinstance(lost, Witness)
    assert lost.request.resource.startswith(f"{HEAD}a")
    assert isinstance(equal(policies([get]), policies([deny]))[0], Witness)
