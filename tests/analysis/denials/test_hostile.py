"""Whatever somebody pastes: nothing raises, nothing is made up, and time grows with the text and no faster."""

import json
import random
import re
import time
from collections.abc import Callable

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from generator.analysis.denials.read import MOST_READINGS, read_denials
from generator.model.denial import Denial, EncodedDenial, Reading, Unrecognised
from tests.analysis.denials.corpus import MESSAGES, message

TEXTS = tuple(map(message, MESSAGES))
WORDS = (
    "User: ",
    "arn:aws:iam::111122223333:user/anna",
    "arn:aws:sts::111122223333:assumed-role/r/s",
    " is not authorized to perform: ",
    "iam:PassRole",
    "imagebuilder:StartImagePipelineExecution",
    " on resource: ",
    ' on resource: "arn:aws:s3:::b/my ',
    " on the resource associated with this ciphertext",
    "role x",
    " because no identity-based policy allows the iam:PassRole action",
    " with an explicit deny in a service control policy",
    "An error occurred (AccessDenied) when calling the GetObject operation: ",
    "Encoded authorization failure message: " + "aB3_-" * 20,
    '{"eventSource": "iam.amazonaws.com", "eventName": "GetRole", "errorCode": "AccessDenied", "errorMessage": "',
    '"}',
    "{",
    "[",
    "\\",
    "\n",
    "\x00",
    "\ud800",
    "\x1b[31m",
    "│ ",
    "${aws:username}",
    "<script>",
)
INVISIBLE = re.compile(r"\x1b\[[0-9;?]*[@-~]|\[[0-9;]{1,8}m|[\s\x00-\x1f\x7f-\xa0\xad\u200b\ufeff│┃╷╵|>]")


def squeezed(text: str) -> str:
    """A text without what a terminal, a margin and a line's end do to it."""
    return INVISIBLE.sub("", text)


def assert_not_made_up(text: str, readings: tuple[Reading, ...]) -> None:
    seen = squeezed(text)
    for one in readings:
        if isinstance(one, Denial):
            assert one.action.lower() in seen.lower() or (one.operation and one.operation in seen), one
            assert squeezed(one.resource_as_written) in seen, one
            assert one.resource in ("", one.resource_as_written) or one.resource.split("/")[-1] in seen, one
            assert one.policy_arn in seen, one
            assert one.caller is None or squeezed(one.caller.id) in seen, one
        if isinstance(one, EncodedDenial):
            assert squeezed(one.message) in seen, one


MUTATIONS: dict[str, Callable[[random.Random, str], str]] = {
    "cut": lambda r, t: t[r.randrange(len(t)) :][: r.randrange(len(t)) + 1],
    "doubled": lambda r, t: t + t,
    "glued": lambda r, t: t + r.choice(TEXTS),
    "without a piece": lambda r, t: t[: (i := r.randrange(len(t)))] + t[i + r.randrange(60) :],
    "lines shuffled": lambda r, t: "\n".join(r.sample(lines := t.split("\n"), len(lines))),
    "words shuffled": lambda r, t: " ".join(r.sample(words := t.split(" "), len(words))),
    "characters changed": lambda r, t: "".join(
        chr(r.choice((0, 10, 34, 92, r.randrange(0xE000)))) if r.random() < 0.02 else c for c in t
    ),
    "coloured": lambda r, t: "".join(f"{c}\x1b[{r.randrange(50)}m" if r.random() < 0.02 else c for c in t),
    "wrapped": lambda r, t: "\n│ ".join(t[i : i + 70] for i in range(0, len(t), 70)),
    "upper case": lambda r, t: t.upper(),
    "inside another": lambda r, t: (o := r.choice(TEXTS))[: (i := r.randrange(len(o)))] + t + o[i:],
}


@settings(phases=[Phase.explicit, Phase.reuse, Phase.generate])  # shrinking a random generator takes minutes
@given(
    st.randoms(use_true_random=False),
    st.sampled_from(TEXTS),
    st.lists(st.sampled_from(sorted(MUTATIONS)), min_size=1, max_size=3),
)
def test_a_damaged_message_never_misleads(chance: random.Random, text: str, mutations: list[str]) -> None:
    for name in mutations:
        text = MUTATIONS[name](chance, text) or "x"
    assert_not_made_up(text, read_denials(text))
    assert_not_made_up(text, read_denials(json.dumps({"a": [text, {"message": text}]})))


@given(st.lists(st.sampled_from(WORDS) | st.text(max_size=20), max_size=30))
def test_any_order_of_words_never_misleads(parts: list[str]) -> None:
    text = "".join(parts)
    assert_not_made_up(text, read_denials(text))


@pytest.mark.parametrize("text", TEXTS, ids=[path.stem for path in MESSAGES])
def test_every_beginning_of_a_message_is_read_without_an_action_that_is_cut(text: str) -> None:
    whole = {one.action for one in read_denials(text) if isinstance(one, Denial)}
    for end in range(0, len(text), max(1, len(text) // 40)):
        for one in read_denials(text[:end]):
            assert not isinstance(one, Denial) or one.action in whole or one.doubt, (text[:end], one)


HOSTILE = {
    "empty": "",
    "nothing but space": " \n\t\n ",
    "NULs": "\x00" * 1000,
    "lone surrogates": "\ud800\udfff" * 100,
    "deep arrays": "[" * 100_000,
    "deep objects": '{"a":' * 100_000,
    "deep and whole": '{"a":' * 5_000 + "1" + "}" * 5_000,
    "deep in a string": json.dumps({"Message": "[" * 50_000}),
    "a huge number": '{"a": ' + "9" * 10_000 + "}",
    "NaN": '{"eventSource": NaN, "eventName": Infinity}',
    "an event of numbers": '{"eventSource": 1, "eventName": 2, "errorCode": 3}',
    "an event of lists": '{"eventSource": "s3.amazonaws.com", "eventName": "x", "errorCode": "AccessDenied", '
    '"userIdentity": [], "requestParameters": [1], "resources": {"ARN": 1}, "sourceIPAddress": "999.1.1.1"}',
    "a list of strings": '["a", "b"]',
    "half a surrogate pair in JSON": '{"message": "\\ud800 is not authorized to perform: iam:PassRole"}',
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_has_a_reading_and_no_traceback(name: str) -> None:
    assert read_denials(HOSTILE[name])


def test_utf_16_that_was_read_as_utf_8_is_read() -> None:
    text = "User: arn:aws:iam::111122223333:user/anna is not authorized to perform: iam:PassRole"
    (denial,) = read_denials("\ufeff" + "\x00".join(text))
    assert isinstance(denial, Denial)
    assert (denial.action, denial.caller and denial.caller.id) == (
        "iam:PassRole",
        "arn:aws:iam::111122223333:user/anna",
    )


def test_more_denials_than_anybody_reads_are_told_of() -> None:
    line = "User: arn:aws:iam::111122223333:user/u{} is not authorized to perform: iam:PassRole\n"
    readings = read_denials("".join(line.format(number) for number in range(MOST_READINGS + 5)))
    assert len(readings) == MOST_READINGS + 1
    assert isinstance(readings[-1], Unrecognised)
    assert str(MOST_READINGS) in readings[-1].reason


REPEATED = {
    "log lines": "2026-11-24T09:10:00Z step 3 of the build: downloading a component\n",
    "messages": "User: arn:aws:iam::111122223333:user/a is not authorized to perform: iam:PassRole on resource: x\n",
    "anchors": "is not authorized to perform: iam:PassRole on resource: ",
    "open quotations": 'is not authorized to perform: s3:GetObject on resource: "arn:aws:s3:::b/k ',
    "callers": "User: arn:aws:iam::111122223333:user/",
    "paths": "a/",
    "spaces": " ",
    "lines": "\n",
    "tabs and lines": "\t \n",
    "escapes": "\x1b[1;",
    "titles": "\x1b]0;",
    "open objects": '{"\n',
    "open braces": "{\n",
    "open arrays": "[\n",
    "objects": '{"a":1}',
    "objects in lines": '{"a":1}\n',
    "events": '{"eventSource":"s3.amazonaws.com","eventName":"GetObject","errorCode":"AccessDenied"}\n',
    "encoded": "Encoded authorization failure message: " + "A" * 50 + "\n",
    "broken encoded": "A" * 60 + "\n",
    "operations": "An error occurred (AccessDenied) when calling the GetObject operation: ",
    "services": "operation error ",
    "symptoms": "SSM execution ",
    "half symptoms": "Distribution failed with JobId Not all distribution jobs are completed ",
    "reasons": " because no identity-based policy allows the ",
}


def seconds(text: str) -> float:
    """The processor's time for a text, the least of some."""
    taken: list[float] = []
    for _ in range(3):
        start = time.process_time()
        read_denials(text)
        taken.append(time.process_time() - start)
    return min(taken)


@pytest.mark.parametrize("name", REPEATED)
def test_eight_times_the_text_takes_nowhere_near_sixty_four_times_the_time(name: str) -> None:
    unit = REPEATED[name]
    short = unit * (8_000 // len(unit))
    assert seconds(short * 8) <= 24 * seconds(short) + 0.02
