"""Tests pages and components in a browser, on a shop of its own; needs Node and Chromium.

python -m devtools.browser

Both are built anew: the staff pages stand in the demo's dashboard, the components in its shop.
"""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from devtools import pages
from devtools.postgres import PROJECT, PostgresError, running

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
STOP_SECONDS = 30


def obstacle() -> str:
    """Why there can be no such test here; "" where there can."""
    return pages.obstacle() or ("" if _browser() else "no Chromium is installed")


def _browser() -> str | None:
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def test(report: Path | None = None) -> int:
    """Returns the exit code, and leaves vitest's report.

    Raises CalledProcessError and PostgresError.
    """
    pages.build()
    with running("test") as server:
        database = f"pages_{os.getpid()}"
        try:
            with _shop(server.ensure_database(database)) as url:
                return pages.run_vitest(
                    report,
                    "--config",
                    "vitest.browser.config.ts",
                    env={"LOYALTY_SHOP": url, "LOYALTY_BROWSER": _browser() or ""},
                )
        finally:
            server.drop_database(database)


@contextmanager
def _shop(database_url: str) -> Iterator[str]:
    """A running demo; its address. Raises CalledProcessError where it does not start."""
    port = _free_port()
    command = [sys.executable, "-m", "sandbox.demo", "--port", str(port)]
    demo = subprocess.Popen(
        command,
        cwd=PROJECT,
        env={**os.environ, "DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": ""},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert demo.stdout is not None
    try:
        for line in demo.stdout:
            if line.startswith("READY"):
                break
        else:
            raise subprocess.CalledProcessError(demo.wait(), command)
        yield f"http://localhost:{port}"
    finally:
        demo.send_signal(signal.SIGTERM)
        try:
            demo.communicate(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            demo.kill()
            demo.communicate()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def main(arguments: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m devtools.browser")
    parser.add_argument("--report", type=Path, help="where to leave the report, as JUnit's")
    options = parser.parse_args(arguments)
    problem = obstacle()
    if problem:
        print(f"Pages and components can't be tried in a browser: {problem}.", file=sys.stderr)
        return 1
    try:
        return test(options.report)
    except subprocess.CalledProcessError as error:
        print(f"{' '.join(map(str, error.cmd))} failed; see above.", file=sys.stderr)
    except PostgresError as error:
        print(error, file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
