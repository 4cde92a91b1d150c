"""Builds what a release publishes, the staff pages in it; needs Node.

python -m devtools.release [--folder dist]
"""

import argparse
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Sequence
from pathlib import Path

from devtools import pages
from devtools.postgres import PROJECT
from devtools.wheel import build_wheel

PACKAGE = PROJECT / "saleor_loyalty_plugin"


class IncompleteRelease(Exception):
    """What was built lacks a file of the pages; the message names it."""


def build(folder: Path) -> list[Path]:
    """The pages anew, then sdist and wheel in `folder`; returns the two.

    Raises CalledProcessError and IncompleteRelease.
    """
    pages.build()
    folder.mkdir(parents=True, exist_ok=True)
    for old in (*folder.glob("*.whl"), *folder.glob("*.tar.gz")):
        old.unlink()
    wheel = build_wheel(folder)
    sdist = next(folder.glob("*.tar.gz"))
    wanted = built_files()
    if not wanted:
        raise IncompleteRelease("Building the pages left no file.")
    with zipfile.ZipFile(wheel) as archive:
        _check(wheel, set(archive.namelist()), wanted)
    with tarfile.open(sdist) as tar:
        _check(sdist, {name.partition("/")[2] for name in tar.getnames()}, wanted)
    return [wheel, sdist]


def built_files() -> set[str]:
    """The files that came out of Node, by their path in the project and in the wheel."""
    return {
        str(path.relative_to(PROJECT))
        for folder in PACKAGE.rglob("build")
        for path in folder.rglob("*")
        if path.is_file()
    }


def _check(distribution: Path, carried: set[str], wanted: set[str]) -> None:
    missing = sorted(wanted - carried)
    if missing:
        raise IncompleteRelease(f"{distribution.name} lacks {', '.join(missing)}.")


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m devtools.release")
    parser.add_argument("--folder", type=Path, default=PROJECT / "dist")
    options = parser.parse_args(arguments)
    problem = pages.obstacle()
    if problem:
        print(f"No release: {problem}, and it has to carry the staff pages.", file=sys.stderr)
        return 1
    try:
        found = build(options.folder.resolve())
    except subprocess.CalledProcessError as error:
        print(f"{' '.join(map(str, error.cmd))} failed; see above.", file=sys.stderr)
        return 1
    except IncompleteRelease as error:
        print(f"No release: {error}", file=sys.stderr)
        return 1
    for path in found:
        print(path)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
