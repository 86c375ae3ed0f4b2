"""Whatever AWS refuses: printed in its words, in any form, it is read back as it was."""

from hypothesis import given
from hypothesis import strategies as st

from generator.analysis.denials.read import read_denials
from generator.model.access import Caller, CallerKind
from generator.model.denial import Denial, DeniedBy, DenyEffect
from generator.reference.services import find_service
from tests.analysis.denials.grammar import FORMS, words

NAMES = st.from_regex(r"[A-Za-z0-9_][A-Za-z0-9_+=@-]{0,20}", fullmatch=True)
PATHS = st.lists(NAMES, max_size=2).map(lambda parts: "".join(f"{one}/" for one in parts))
ACCOUNTS = st.sampled_from(["111122223333", "444455556666"])
PARTITIONS = st.sampled_from(["aws", "aws-cn", "aws-us-gov"])
ACTIONS = st.sampled_from(
    [
        f"{service.prefix}:{action.name}"
        for prefix in ("iam", "imagebuilder", "s3", "sns", "sts")
        if (service := find_service(prefix))
        for action in service.actions
    ]
)
ENDS = {
    CallerKind.USER: ("iam", "user/{path}{name}"),
    CallerKind.ROLE: ("iam", "role/{path}{name}"),
    CallerKind.ROLE_SESSION: ("sts", "assumed-role/{name}/{name}"),
    CallerKind.FEDERATED_USER: ("sts", "federated-user/{name}"),
    CallerKind.ROOT: ("iam", "root"),
    CallerKind.IDENTITY_PROVIDER: ("iam", "saml-provider/{name}"),
}
TYPES = [one for one in DeniedBy if one is not DeniedBy.UNTOLD]


@st.composite
def callers(draw: st.DrawFn) -> Caller:
    kind = draw(st.sampled_from([*ENDS, CallerKind.SERVICE]))
    if kind is CallerKind.SERVICE:
        return Caller(kind=kind, id=draw(st.sampled_from(["ec2.amazonaws.com", "logs.eu-west-1.amazonaws.com"])))
    service, end = ENDS[kind]
    end = end.format(path=draw(PATHS), name=draw(NAMES))
    return Caller(kind=kind, id=f"arn:{draw(PARTITIONS)}:{service}::{draw(ACCOUNTS)}:{end}")


RESOURCES = st.one_of(
    st.just(""),
    st.just("*"),
    st.builds("arn:aws:s3:::{}/{}".format, NAMES, NAMES),
    st.builds("arn:aws:imagebuilder:eu-west-1:{}:image/{}/1.0.0/*".format, ACCOUNTS, NAMES),
    st.builds("arn:{}:iam::{}:role/{}{}".format, PARTITIONS, ACCOUNTS, PATHS, NAMES),
    st.builds("arn:aws:imagebuilder:eu-west-1:{}:image-pipeline/".format, ACCOUNTS),
)


@st.composite
def denials(draw: st.DrawFn) -> Denial:
    effect, kind = draw(st.sampled_from(DenyEffect)), draw(st.sampled_from(TYPES))
    is_explicit, resource = effect is DenyEffect.EXPLICIT, draw(RESOURCES)
    return Denial(
        action=draw(ACTIONS),
        caller=draw(st.none() | callers()),
        resource=resource,
        resource_as_written=resource,
        effect=effect,
        denied_by=kind if effect is not DenyEffect.UNTOLD else DeniedBy.UNTOLD,
        through=DeniedBy.ENDPOINT if is_explicit and kind is DeniedBy.SCP and draw(st.booleans()) else DeniedBy.UNTOLD,
        policy_arn=f"arn:aws:iam::111122223333:policy/{draw(NAMES)}" if is_explicit and draw(st.booleans()) else "",
    )


def essence(one: object) -> tuple[object, ...]:
    """What the sentence itself says; what stands around it is in the golden file."""
    assert isinstance(one, Denial), one
    names = ("action", "caller", "resource", "resource_as_written", "effect", "denied_by", "through", "policy_arn")
    assert not one.doubt or "begins so too" in one.doubt, one
    return tuple(getattr(one, name) for name in names)


@given(denials(), st.sampled_from(sorted(FORMS)))
def test_what_is_printed_is_read_back(denial: Denial, form: str) -> None:
    readings = read_denials(FORMS[form](words(denial)))
    assert [essence(one) for one in readings] == [essence(denial)]


@given(st.lists(denials(), min_size=1, max_size=6, unique_by=words), st.data())
def test_many_in_one_text_are_read_in_order(several: list[Denial], data: st.DataObject) -> None:
    forms = [data.draw(st.sampled_from(sorted(FORMS))) for _ in several]
    text = "\n\n".join(FORMS[form](words(one)) for form, one in zip(forms, several, strict=True))
    assert [essence(one) for one in read_denials(text)] == [essence(one) for one in several]


@given(denials(), st.sampled_from(sorted(FORMS)), st.integers(min_value=2, max_value=4))
def test_what_is_said_again_is_read_once(denial: Denial, form: str, times: int) -> None:
    assert len(read_denials("\n\n".join([FORMS[form](words(denial))] * times))) == 1
