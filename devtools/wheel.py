"""Builds what a release would publish."""

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from devtools.postgres import PROJECT


def build_wheel(folder: Path) -> Path:
    """Build the sdist, and the wheel from it, which is how a release does it; return the wheel."""
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder)]
    run_quietly([*build, str(PROJECT)])
    return next(folder.glob("*.whl"))


def run_quietly(
    command: Sequence[str], *, cwd: Path = PROJECT, env: Mapping[str, str] | None = None
) -> None:
    """Run a step whose output only matters when it fails. Raises CalledProcessError."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=env,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        print(done.stdout, flush=True)
        raise subprocess.CalledProcessError(done.returncode, command)
