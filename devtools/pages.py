"""Builds and tests the staff pages and the storefront components; needs Node.

python -m devtools.pages           puts both builds into the plugin
python -m devtools.pages --test    types, tests, and whether the generated code is up to date
python -m devtools.pages --generate    writes that code anew, from the API and its operations
"""

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from devtools.postgres import PROJECT
from devtools.schema import sandbox_schema

PAGES = PROJECT / "dashboard-extension"
OPERATIONS = PAGES / "src" / "api" / "operations"
COMPONENTS = PROJECT / "storefront-components"
FOLDERS = (PAGES, COMPONENTS)
NODE_MIN = (20, 19)


def obstacle() -> str:
    """Why the pages can't be built here; "" where they can."""
    wanted = ".".join(map(str, NODE_MIN))
    if shutil.which("node") is None or shutil.which("npm") is None:
        return f"Node {wanted} or newer is not installed"
    printed = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    found = re.match(r"v(\d+)\.(\d+)", printed.stdout)
    if found is None or tuple(map(int, found.groups())) < NODE_MIN:
        return f"Node {wanted} or newer is needed, {printed.stdout.strip() or 'none'} is installed"
    return ""


def build() -> None:
    """Raises CalledProcessError."""
    for folder in FOLDERS:
        _install(folder)
        _run(folder, "vite", "build", "--logLevel", "warn")
    print("The staff pages and the storefront components are built.")


def test(report: Path | None = None) -> int:
    """Run all that is said of both; returns the exit code, and leaves one report of vitest's."""
    try:
        for folder in FOLDERS:
            _install(folder)
            _run(folder, "graphql-codegen", "--config", "codegen.ts", "--check", env=_schema())
            _run(folder, "tsc", "--noEmit")
        # A test measures what storefronts load.
        _run(COMPONENTS, "vite", "build", "--logLevel", "warn")
    except subprocess.CalledProcessError as error:
        return error.returncode
    return run_vitest(report)


def run_vitest(report: Path | None, *arguments: str, env: dict[str, str] | None = None) -> int:
    """The worst of both exit codes; their reports are written as one of JUnit's."""
    exit_code = 0
    with tempfile.TemporaryDirectory() as reports:
        parts = []
        for folder in FOLDERS:
            part = Path(reports) / f"{folder.name}.xml"
            parts.append(part)
            reporters = ["--reporter=default", "--reporter=junit", f"--outputFile.junit={part}"]
            try:
                _run(folder, "vitest", "run", *arguments, *reporters, env=env)
            except subprocess.CalledProcessError as error:
                exit_code = exit_code or error.returncode
        if report is not None:
            _join(parts, report)
    return exit_code


def _join(parts: Sequence[Path], report: Path) -> None:
    """All suites of some reports in one; what broke off before it wrote one is left out."""
    joined = ElementTree.Element("testsuites")
    for part in parts:
        if part.is_file():
            joined.extend(ElementTree.parse(part).getroot())  # noqa: S314 - vitest's own
    ElementTree.ElementTree(joined).write(report)


def generate() -> None:
    """Write the code that follows from the API and the operations. Raises CalledProcessError."""
    shutil.rmtree(OPERATIONS, ignore_errors=True)
    for folder in FOLDERS:
        _install(folder)
        _run(folder, "graphql-codegen", "--config", "codegen.ts", env=_schema())


def _install(folder: Path) -> None:
    """The locked packages, unless they are there."""
    lock = folder / "package-lock.json"
    stamp = folder / "node_modules" / ".installed"
    wanted = lock.read_text()
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    print(f"Installing the packages of {folder.name}: a minute or two", flush=True)
    command = ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(command, cwd=folder, check=True)
    stamp.write_text(wanted)


def _schema() -> dict[str, str]:
    """The sandbox's schema in a form that today's tools read: the printed one is an older SDL."""
    from graphql import graphql
    from graphql.utils.introspection_query import introspection_query

    answer: Any = graphql(sandbox_schema(), introspection_query)
    if answer.errors:
        raise answer.errors[0]
    path = PROJECT / ".local" / "schema.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps({"data": answer.data}))
    return {"LOYALTY_SCHEMA": str(path)}


def _run(folder: Path, program: str, *arguments: str, env: dict[str, str] | None = None) -> None:
    command = [str(folder / "node_modules" / ".bin" / program), *arguments]
    subprocess.run(command, cwd=folder, env={**os.environ, **(env or {})}, check=True)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m devtools.pages")
    parser.add_argument("--test", action="store_true", help="test them instead")
    parser.add_argument("--report", type=Path, help="where --test leaves its report, as JUnit's")
    parser.add_argument("--generate", action="store_true", help="write the generated code instead")
    options = parser.parse_args(arguments)
    problem = obstacle()
    if problem:
        print(f"{problem}. All but the pages and components works without it.", file=sys.stderr)
        return 1
    try:
        if options.test:
            return test(options.report)
        if options.generate:
            generate()
        else:
            build()
    except subprocess.CalledProcessError as error:
        print(f"{' '.join(map(str, error.cmd))} failed; see above.", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
