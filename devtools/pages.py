"""Builds and tests the staff pages; needs Node.

python -m devtools.pages           puts the build into the plugin
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
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from devtools.postgres import PROJECT
from devtools.schema import sandbox_schema

PAGES = PROJECT / "dashboard-extension"
BUILD = PROJECT / "saleor_loyalty_plugin" / "dashboard" / "build"
OPERATIONS = PAGES / "src" / "api" / "operations"
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
    _install()
    _run("vite", "build")
    print(f"The staff pages are built: {BUILD.relative_to(PROJECT)}")


def test(report: Path | None = None) -> int:
    """Run all that is said of the pages; returns the exit code, and leaves vitest's report."""
    try:
        _install()
        _run("graphql-codegen", "--config", "codegen.ts", "--check", env=_schema())
        _run("tsc", "--noEmit")
    except subprocess.CalledProcessError as error:
        return error.returncode
    return run_vitest(report)


def run_vitest(report: Path | None, *arguments: str, env: dict[str, str] | None = None) -> int:
    """Its exit code; the report is written as JUnit's."""
    reporters = ["--reporter=default"]
    if report is not None:
        reporters += ["--reporter=junit", f"--outputFile.junit={report}"]
    try:
        _run("vitest", "run", *arguments, *reporters, env=env)
    except subprocess.CalledProcessError as error:
        return error.returncode
    return 0


def generate() -> None:
    """Write the code that follows from the API and the operations. Raises CalledProcessError."""
    _install()
    shutil.rmtree(OPERATIONS, ignore_errors=True)
    _run("graphql-codegen", "--config", "codegen.ts", env=_schema())


def _install() -> None:
    """The locked packages, unless they are there."""
    lock = PAGES / "package-lock.json"
    stamp = PAGES / "node_modules" / ".installed"
    wanted = lock.read_text()
    if stamp.is_file() and stamp.read_text() == wanted:
        return
    print("Installing the packages of the staff pages: a minute or two", flush=True)
    command = ["npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"]
    subprocess.run(command, cwd=PAGES, check=True)
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


def _run(program: str, *arguments: str, env: dict[str, str] | None = None) -> None:
    command = [str(PAGES / "node_modules" / ".bin" / program), *arguments]
    subprocess.run(command, cwd=PAGES, env={**os.environ, **(env or {})}, check=True)


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m devtools.pages")
    parser.add_argument("--test", action="store_true", help="test them instead")
    parser.add_argument("--report", type=Path, help="where --test leaves its report, as JUnit's")
    parser.add_argument("--generate", action="store_true", help="write the generated code instead")
    options = parser.parse_args(arguments)
    problem = obstacle()
    if problem:
        print(f"{problem}. Everything but the staff pages works without it.", file=sys.stderr)
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
