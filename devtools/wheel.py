"""Builds what a release would publish."""

import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib.util import find_spec
from pathlib import Path

from devtools.postgres import PROJECT

# Of install_requires in setup.cfg: packages that Saleor's environment lacks. They run on every
# Python 3: mjml is compiled against the stable ABI, the others are pure Python.
NOT_IN_SALEOR = ("mjml", "segno", "whitenoise")


def build_wheel(folder: Path) -> Path:
    """Build the sdist, and the wheel from it, which is how a release does it; return the wheel."""
    build = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder)]
    run_quietly([*build, str(PROJECT)])
    return next(folder.glob("*.whl"))


def install_alone(wheel: Path, folder: Path) -> Path:
    """The Python of an empty environment with nothing but the wheel in it."""
    run_quietly([sys.executable, "-m", "venv", "--without-pip", str(folder)])
    python = folder / "bin" / "python"
    pip = [sys.executable, "-m", "pip", "--python", str(python), "--disable-pip-version-check"]
    run_quietly([*pip, "install", "--no-deps", "--no-index", str(wheel)])
    return python


def copy_requirements(site: Path) -> None:
    """Put beside the plugin what it needs and Saleor does not bring, as it is installed here."""
    for name in NOT_IN_SALEOR:
        spec = find_spec(name)
        if spec is None or spec.origin is None:
            raise ModuleNotFoundError(f"{name} is not installed; make venv", name=name)
        shutil.copytree(Path(spec.origin).parent, site / name)


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
