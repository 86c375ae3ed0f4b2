"""A file of the data folder becomes its JSON value.

`pkgutil` rather than `importlib.resources`: it reads the same packages, zipped or not,
and costs a tenth of the import time.
"""

import json
import pkgutil
from functools import cache
from typing import Any


@cache
def read_json(name: str) -> Any:
    """The name of a file below `data` becomes its JSON value, read once.

    Raises: FileNotFoundError if there is no such file.
    """
    return read_json_once(name)


def read_json_once(name: str) -> Any:
    """As `read_json`, for a file whose decoded value is kept instead."""
    content = pkgutil.get_data(__name__.rpartition(".")[0], f"data/{name}")
    assert content is not None, "the package's loader can't read data files"
    return json.loads(content)
