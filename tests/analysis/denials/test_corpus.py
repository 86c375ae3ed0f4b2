"""Every message of the corpus, with what is read from it, for people to read."""

import os

import pytest

from generator.analysis.denials.read import read_denials
from tests.analysis.denials.corpus import CASES, MESSAGES, message, printed

GOLDEN = CASES / "readings.txt"


@pytest.mark.golden
def test_every_message_is_read_as_the_golden_file_says() -> None:
    text = "\n".join(
        f"{path.stem}\n" + "  --\n".join(printed(one) for one in read_denials(message(path))) for path in MESSAGES
    )
    if os.environ.get("UPDATE_GOLDEN"):
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")
