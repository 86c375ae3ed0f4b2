"""A policy ignores other words and nothing else: what it grants can never be ignored."""

import pytest

from tests.verifier.shipped import complaints, text

LIFECYCLE = "\n  lifecycle {\n    ignore_changes = [description]\n  }\n"
REFUSED = {
    "its document": ("[description]", "[policy]", "nothing here is called `policy`"),
    "its document too": ("[description]", "[description, policy]", "nothing here is called `policy`"),
    "its name": ("[description]", "[name]", "nothing here is called `name`"),
    "everything": ("[description]", "all", "nothing here is called `all`"),
    "nothing": ("[description]", "[]", "lifecycle read back as `{'ignore_changes': ()}`"),
    "nothing at all": (LIFECYCLE, "\n", "lifecycle read back as `None`"),
    "destroyed later": ("    ignore_changes = [description]\n", "    create_before_destroy = true\n", "no place"),
    "kept for ever": ("= [description]\n", "= [description]\n    prevent_destroy = true\n", "no place"),
    "as a value": (
        "description = var.description\n  policy      = ",
        "policy      = description # ",
        "policy read back",
    ),
}


@pytest.mark.parametrize(("old", "new", "words"), REFUSED.values(), ids=REFUSED.keys())
def test_a_policy_that_ignores_anything_else_is_refused(old: str, new: str, words: str) -> None:
    main = text("instance-role", "main.tf")
    assert old in main
    assert any(words in one for one in complaints("instance-role", {"main.tf": main.replace(old, new, 1)}))
