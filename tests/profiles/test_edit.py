"""A change of a profile's text leaves everything else byte for byte, and never does more than it says."""

from typing import Any

import pytest
import yaml
from hypothesis import event, example, given
from hypothesis import strategies as st

from generator.profiles.edit import AddKey, Append, CannotEdit, Change, Pairs, Place, Remove, edit
from tests.laws.small_profiles import small_profiles

GRANT = Pairs(entries=(("actions", ("GetObject",)), ("resources", Pairs(entries=(("object", "web/a"),)))))
A: Place = ("a",)

APPENDED = {
    "a list in brackets": ("a: [x, y]\nb: z\n", "new", "a: [x, y, new]\nb: z\n"),
    "a list in brackets with a comment": ("a: [x, 'y'] # why\n", "new", "a: [x, 'y', new] # why\n"),
    "a list in brackets with spaces": ("a: [ x , y ]\n", "new", "a: [ x , y, new ]\n"),
    "a list in brackets with a comma at its end": ("a: [x, y, ]\n", "new", "a: [x, y, new, ]\n"),
    "an empty list": ("a: []\n", "new", "a: [new]\n"),
    "an empty list with a space": ("a: [ ] # none\n", "new", "a: [new] # none\n"),
    "brackets over lines": ("a: [\n  x,\n  y\n]\n", "new", "a: [\n  x,\n  y,\n  new\n]\n"),
    "brackets over lines with comments": (
        "a: [\n  x, # one\n  y # two\n]\n",
        "new",
        "a: [\n  x, # one\n  y, new # two\n]\n",
    ),
    "brackets that go on in a second line": ("a: [x,\n    y, z]\n", "new", "a: [x,\n    y, z, new]\n"),
    "a list line by line": ("a:\n  - x\n  - y\nb: z\n", "new", "a:\n  - x\n  - y\n  - new\nb: z\n"),
    "a list that does not stand in": ("a:\n- x\n- y\nb: z\n", "new", "a:\n- x\n- y\n- new\nb: z\n"),
    "a list that stands far in": ("a:\n      - x\n", "new", "a:\n      - x\n      - new\n"),
    "a comment behind the last item": ("a:\n  - x # why\n\nb: z\n", "new", "a:\n  - x # why\n  - new\n\nb: z\n"),
    "a comment below the last item": ("a:\n  - x\n  # next\nb: z\n", "new", "a:\n  - x\n  - new\n  # next\nb: z\n"),
    "no end of the last line": ("a:\n  - x\n  - y", "new", "a:\n  - x\n  - y\n  - new"),
    "other line breaks": ("a:\r\n  - x\r\nb: z\r\n", "new", "a:\r\n  - x\r\n  - new\r\nb: z\r\n"),
    "wide characters before": ("# é 𝄞\nä: 𝄞\na: [é, 𝄞x]\n", "new", "# é 𝄞\nä: 𝄞\na: [é, 𝄞x, new]\n"),
    "a lone text": ("a: x # why\nb: z\n", "new", "a: [x, new] # why\nb: z\n"),
    "a lone text in quotes": ("a: 'x, y'\n", "new", "a: ['x, y', new]\n"),
    "a lone text that brackets would read otherwise": ("a: ${input.x}, y\n", "new", 'a: ["${input.x}, y", new]\n'),
    "a lone text over two lines": ("a: x\n  y\n", "new", "a: [x\n  y, new]\n"),
    "a grant below grants": (
        "a:\n  - capability: view # all\n    x: y\nb: z\n",
        GRANT,
        "a:\n  - capability: view # all\n    x: y\n  - actions: [GetObject]\n    resources: {object: web/a}\nb: z\n",
    ),
    "a grant among grants in brackets": (
        "a: [{capability: view}]\n",
        GRANT,
        "a: [{capability: view}, {actions: [GetObject], resources: {object: web/a}}]\n",
    ),
    "a grant below one that ends with a long text": (
        "a:\n  - x: |\n      text\n\nb: z\n",
        GRANT,
        "a:\n  - x: |\n      text\n\n  - actions: [GetObject]\n    resources: {object: web/a}\nb: z\n",
    ),
    "a text that YAML would read otherwise": ("a: [x]\n", "no: # 'y\"", 'a: [x, "no: # \'y\\""]\n'),
    "a text with line breaks": ("a:\n  - x\n", "y\n- z: [", 'a:\n  - x\n  - "y\\n- z: ["\n'),
}
ADDED = {
    "a mapping in braces": ("a: {x: y} # why\n", "k", "v", "a: {x: y, k: v} # why\n"),
    "an empty mapping": ("a: {}\n", "k", "v", "a: {k: v}\n"),
    "a mapping line by line": ("a:\n  x: y # why\nb: z\n", "k", "v", "a:\n  x: y # why\n  k: v\nb: z\n"),
    "a mapping that stands far in": ("a:\n     x: y", "k", "v", "a:\n     x: y\n     k: v"),
    "behind the key that it follows": (
        "a:\n  title: x\n  tests: y\n",
        "k",
        "v",
        "a:\n  title: x\n  k: v\n  tests: y\n",
    ),
    "behind the key that it follows, in braces": (
        "a: {title: x, tests: y}\n",
        "k",
        "v",
        "a: {title: x, k: v, tests: y}\n",
    ),
    "behind a key with a list": (
        "a:\n  title:\n    - x\n    - y # last\n  tests: y\n",
        "k",
        "v",
        "a:\n  title:\n    - x\n    - y # last\n  k: v\n  tests: y\n",
    ),
    "grants as the other lists stand": (
        "a:\n  x: y\n  tests:\n  - deny: z\n",
        "can",
        (GRANT,),
        "a:\n  x: y\n  tests:\n  - deny: z\n  can:\n  - actions: [GetObject]\n    resources: {object: web/a}\n",
    ),
    "grants where no list shows how": (
        "a:\n  x: y\n",
        "can",
        (GRANT,),
        "a:\n  x: y\n  can:\n    - actions: [GetObject]\n      resources: {object: web/a}\n",
    ),
    "in an item of a list": ("a:\n  - x: y\n  - z\n", "k", "v", "a:\n  - x: y\n    k: v\n  - z\n"),
}
REMOVED = {
    "the first in brackets": ("a: [x, y, z] # why\n", 0, "a: [y, z] # why\n"),
    "the last in brackets": ("a: [x, y, z]\n", 2, "a: [x, y]\n"),
    "the last before a comma": ("a: [x, y, ]\n", 1, "a: [x, ]\n"),
    "one in brackets over lines": ("a: [\n  x,\n  y\n]\n", 0, "a: [\n  y\n]\n"),
    "a line": ("a:\n  - x\n  # why\n  - y\nb: z\n", 0, "a:\n  # why\n  - y\nb: z\n"),
    "the last line without its end": ("a:\n  - x\n  - y", 1, "a:\n  - x\n"),
    "a line with another line break": ("a:\r\n- x\r\n- y\r\n", 0, "a:\r\n- y\r\n"),
    "an item of two lines": ("a:\n  - x: y\n    z: w\n  - v\n", 0, "a:\n  - v\n"),
}
REFUSED = {
    "an alias": ("b: &x [y]\na: *x\n", Append(place=A, value="new"), "takes no further item"),
    "below an alias": ("b: &x {c: [y]}\na: *x\n", Append(place=("a", "c"), value="new"), "shared"),
    "what an alias repeats": ("a: &x [y]\nb: *x\n", Append(place=A, value="new"), "shared"),
    "a text behind a bar": ("a: |\n  x\n", Append(place=A, value="new"), "takes no further item"),
    "the only item": ("a: [x]\n", Remove(place=("a", 0)), "nothing would be left"),
    "an item with a comment": ("a:\n  - x # why\n  - y\n", Remove(place=("a", 0)), "a comment"),
    "an item before a comment in brackets": ("a: [\n  x, # why\n  y\n]\n", Remove(place=("a", 0)), "a comment"),
    "an item that shares its line": ("a:\n- - x\n  - y\n", Remove(place=("a", 0, 0)), "more than this"),
    "a list of lists in one line": ("a:\n- - x\n  - y\n", Remove(place=("a", 0)), "nothing would be left"),
    "a key that is there": ("a: {k: v}\n", AddKey(place=A, key="k", value="w"), "not be YAML"),
}


@pytest.mark.parametrize("name", APPENDED)
def test_an_item_is_added_as_the_list_is_laid_out(name: str) -> None:
    old, value, new = APPENDED[name]
    assert edit(old, Append(place=A, value=value)) == new


@pytest.mark.parametrize("name", ADDED)
def test_a_key_is_added_as_the_mapping_is_laid_out(name: str) -> None:
    old, key, value, new = ADDED[name]
    place: Place = ("a", 0) if name == "in an item of a list" else A
    assert edit(old, AddKey(place=place, key=key, value=value, after=("title",))) == new


@pytest.mark.parametrize("name", REMOVED)
def test_an_item_is_removed_with_its_separator_or_its_lines(name: str) -> None:
    old, number, new = REMOVED[name]
    assert edit(old, Remove(place=("a", number))) == new


@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be_done_alone_is_refused_with_the_reason(name: str) -> None:
    old, change, reason = REFUSED[name]
    with pytest.raises(CannotEdit, match=reason):
        edit(old, change)


# laws, with PyYAML as the judge of what a text says

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=8) | st.sampled_from(
    ("no", "1", "a: b", "# x", "*x", "&x", "- y", "]", "}", "'", '"', "${input.a}", "\n", "\t", "𝄞", "web/*", "~", "")
)


def read(text: str) -> Any:
    return yaml.load(text, Loader=yaml.BaseLoader)


def places(value: Any, place: Place = ()) -> list[Place]:
    """Every place of a value that can be changed, the root apart."""
    steps = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    found = [one for step, inner in steps for one in places(inner, (*place, step))]
    return [*([place] if place else []), *found]


def at(value: Any, place: Place) -> Any:
    for step in place:
        value = value[step]
    return value


def applied(value: Any, change: Change) -> Any:
    """The change, made to what PyYAML read."""
    *way, last = change.place
    holder = at(value, tuple(way))
    old = holder[last]
    match change:
        case Append(value=str(added)):
            holder[last] = [*(old if isinstance(old, list) else [old]), added]
        case AddKey(key=key, value=str(added)):
            old[key] = added
        case _:
            del holder[last]
    return value


@st.composite
def changes(draw: st.DrawFn, text: str) -> Change:
    said = read(text)
    place = draw(st.sampled_from(places(said)))
    old = at(said, place)
    if draw(st.integers(0, 3)) == 0:
        return Remove(place=place)
    if isinstance(old, dict):
        return AddKey(place=place, key=draw(TEXTS.filter(lambda one: one not in old)), value=draw(TEXTS))
    return Append(place=place, value=draw(TEXTS))


def normal(value: Any) -> Any:
    """Texts as a profile's reader normalises them."""
    import unicodedata

    match value:
        case dict():
            return {normal(key): normal(one) for key, one in value.items()}
        case list():
            return [normal(one) for one in value]
        case _:
            return unicodedata.normalize("NFC", value)


@given(st.data(), small_profiles())
def test_any_change_of_any_layout_says_what_it_should_and_leaves_every_other_line(data: Any, text: str) -> None:
    change = data.draw(changes(text))
    try:
        new = edit(text, change)
    except CannotEdit as reason:
        event(f"refused: {str(reason).partition(':')[0]}")
        return
    event(type(change).__name__)
    assert normal(read(new)) == normal(applied(read(text), change))
    before, after = text.splitlines(keepends=True), new.splitlines(keepends=True)
    kept = 0
    while kept < min(len(before), len(after)) and before[kept] == after[kept]:
        kept += 1
    same = 0
    while same < min(len(before), len(after)) - kept and before[-1 - same] == after[-1 - same]:
        same += 1
    if not isinstance(change, Remove):
        assert len(before) - kept - same <= 1
    comments = [one.strip() for one in before if one.lstrip().startswith("#")]
    assert comments == [one.strip() for one in after if one.lstrip().startswith("#")]


@given(TEXTS, TEXTS)
@example("a: b # c", "\U0001f600\x85\u2028\ufeff")
def test_a_hostile_text_stays_a_text(key: str, value: str) -> None:
    for old in ("a:\n  x: y\n", "a: {x: y}\n", "a:\r\n  x: y"):
        if key != "x":
            new = edit(old, AddKey(place=A, key=key, value=value))
            assert normal(read(new)) == normal({"a": {"x": "y", key: value}})
            assert new.startswith(old.rstrip("}\n"))
