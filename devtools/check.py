"""`make check`: what can be said of the code without running the tests. All failures are shown."""

import os
import shlex
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from devtools.postgres import PROJECT, PostgresError, running


@dataclass(frozen=True)
class Check:
    name: str
    arguments: tuple[str, ...]
    remedy: str


PYTHON = sys.executable
LINES_MAX = 150
CHECKS = (
    Check("format", (PYTHON, "-m", "ruff", "format", "--check", "."), "make format"),
    Check("lint", (PYTHON, "-m", "ruff", "check", "."), "make format repairs some of it"),
    Check("types", (PYTHON, "-m", "mypy"), "read what mypy says"),
    Check("layers", (str(Path(PYTHON).with_name("lint-imports")),), "see CONTRIBUTING.md, Layers"),
    Check(
        "schema",
        (PYTHON, "-m", "devtools.schema", "--check"),
        "python -m devtools.schema --write writes graphql/schema.graphql anew",
    ),
    Check(
        "texts",
        (PYTHON, "-m", "devtools.texts", "--check"),
        "python -m devtools.texts --write, then translate; see CONTRIBUTING.md",
    ),
    Check(
        "migrations",
        (PYTHON, "-m", "sandbox.manage", "makemigrations", "--check", "--dry-run"),
        "python -m sandbox.manage makemigrations saleor_loyalty_plugin",
    ),
)


def run_check(check: Check, database_url: str) -> bool:
    started = time.monotonic()
    environment = os.environ | {"DATABASE_URL": database_url}
    done = subprocess.run(
        check.arguments, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )
    is_good = done.returncode == 0
    print(f"{check.name:<12}{'ok' if is_good else 'FAILED':<8}{time.monotonic() - started:5.1f} s")
    if not is_good:
        lines = (done.stdout + done.stderr).splitlines()
        print(*lines[:LINES_MAX], sep="\n")
        if len(lines) > LINES_MAX:
            print(f"… and {len(lines) - LINES_MAX} lines more: {shlex.join(check.arguments)}")
        print(f"→ {check.remedy}\n", flush=True)
    return is_good


def main(names: Sequence[str]) -> int:
    unknown = set(names) - {check.name for check in CHECKS}
    if unknown:
        print(f"No such check: {', '.join(sorted(unknown))}", file=sys.stderr)
        return 2
    chosen = [check for check in CHECKS if not names or check.name in names]
    try:
        with running("test") as server:
            url = server.ensure_database()
            results = [run_check(check, url) for check in chosen]
    except PostgresError as error:
        print(error, file=sys.stderr)
        return 1
    failed = [check.name for check, is_good in zip(chosen, results, strict=True) if not is_good]
    print(f"Failed: {', '.join(failed)}" if failed else "All checks passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
