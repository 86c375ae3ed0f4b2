"""Terraform itself reads back what we quote: every text means itself, in one run for all of them."""

import random
import re
import unicodedata
from pathlib import Path

import pytest

from generator.model.pattern import TargetValue, join
from generator.renderer import hcl
from tests.oracles import registry
from tests.oracles.terraform.console import evaluate_literals

pytestmark = pytest.mark.oracle(registry.TERRAFORM)

SEED = 20261124
COUNT = 600
# What HCL has a meaning for, more often than what it has none for.
MEANT = ["$", "%", "{", "}", '"', "\\", "\n", "\r", "\t", "\0", "~", "&", "#", "/*", "//", "<<E", "u0041", "n"]
MEANT += ["${", "%{", "$${", "%%{", "${x}", "%{if}", "$$", "%%", '"}', "&{aws:username}", "\\u0041", "\u2028", "\u0301"]
# Terraform normalises what jsonencode returns: a mark behind `\n` or `\u003c` joins the letter of the escape.
_BROKEN_BY_THE_JUDGE = re.compile(r"([\x00-\x1f<>&])(?=[\u0300-\u036f])")
PLANES = [(0x20, 0x7E), (0x80, 0x2FF), (0x300, 0x36F), (0x370, 0xD7FF), (0xE000, 0xFFFF), (0x10000, 0x10FFFF)]


def _text(chance: random.Random) -> str:
    pieces = [
        chance.choice(MEANT) if chance.random() < 0.7 else chr(chance.randint(*chance.choice(PLANES)))
        for _ in range(chance.randint(0, 12))
    ]
    return _BROKEN_BY_THE_JUDGE.sub(r"\1x", "".join(pieces))


def test_terraform_reads_the_text_that_was_quoted(tmp_path: Path) -> None:
    chance = random.Random(SEED)
    texts = ["", *MEANT, *(_text(chance) for _ in range(COUNT))]
    found = evaluate_literals([hcl.quoted(one) for one in texts], tmp_path)
    registry.ran(registry.TERRAFORM)
    for text, read in zip(texts, found, strict=True):
        assert read == unicodedata.normalize("NFC", text), hcl.quoted(text)


def test_a_text_before_a_reference_keeps_its_last_sign(tmp_path: Path) -> None:
    """`$` and `%` before an interpolation would escape it."""
    chance = random.Random(SEED)
    texts = [_text(chance) + sign for sign in ("$", "%", "$$", "%%", "\\$", '"%') for _ in range(20)]
    patterns = [hcl.expression(join(one, TargetValue.REGION, one)) for one in texts]
    found = evaluate_literals([one.replace("local.region", '"eu-west-1"') for one in patterns], tmp_path)
    registry.ran(registry.TERRAFORM)
    for text, read in zip(texts, found, strict=True):
        assert read == unicodedata.normalize("NFC", f"{text}eu-west-1{text}"), hcl.quoted(text)
