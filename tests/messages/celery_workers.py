"""A Redis and Celery workers of the tests' own, which may be killed at any time.

`REDIS` is the server's program, or None: then the tests that need it are skipped, and say so.
"""

import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from celery import Celery
from django.db import connection

PROJECT = Path(__file__).parents[2]
REDIS = shutil.which("redis-server")
NO_REDIS = (
    "NO REDIS HERE: mails under killed workers are not tested. Install redis-server"
    " (Debian's package of that name)."
)
TASKS = "saleor_loyalty_plugin.tasks"


@contextmanager
def running_redis() -> Iterator[str]:
    """Its address. It keeps nothing."""
    assert REDIS is not None
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [REDIS, "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly"]
    process = subprocess.Popen([*command, "no"], stdout=subprocess.DEVNULL)
    try:
        _wait_for(port)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        process.kill()
        process.wait()


def _wait_for(port: int) -> None:
    for _ in range(200):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError("Redis does not start.")


def child_environment(**values: str) -> dict[str, str]:
    """For processes that work on the database of this test."""
    head, _, options = os.environ["DATABASE_URL"].partition("?")
    name = connection.settings_dict["NAME"]
    url = f"{head.rsplit('/', 1)[0]}/{name}" + (f"?{options}" if options else "")
    return {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "sandbox.settings",
        **values,
    }


@dataclass(kw_only=True)
class Workers:
    """`count` workers with two processes each, started again whenever they are killed.

    `kills` counts the processes that were killed, each of which may have been sending a message.
    """

    count: int
    environment: dict[str, str]
    log: Path
    kills: int = 0
    chance: random.Random = field(default_factory=lambda: random.Random(7))
    running: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def start(self) -> None:
        while len(self.running) < self.count:
            self.running.append(self._start())

    def _start(self) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "tests.messages.worker"]
        with self.log.open("ab") as log:
            return subprocess.Popen(
                command,
                env=self.environment,
                cwd=PROJECT,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill_some(self) -> None:
        """One worker with all its processes, or one of these alone; by kill -9."""
        worker = self.chance.choice(self.running)
        children = _children(worker.pid)
        if children and self.chance.random() < 0.7:
            _kill(self.chance.choice(children))
            self.kills += 1
            return
        self._end(worker)
        self.start()

    def _end(self, worker: subprocess.Popen[bytes]) -> None:
        # The children first, while their parent can still be asked for them.
        processes = _children(worker.pid)
        self.kills += len(processes) or 2
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
        self.running.remove(worker)

    def stop(self) -> None:
        for worker in list(self.running):
            self._end(worker)


def _children(pid: int) -> list[int]:
    file = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in file.read_text().split()] if file.exists() else []


def _kill(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        # It has just ended by itself.
        return


@contextmanager
def running_workers(count: int, *, broker: str, log: Path, **values: str) -> Iterator[Workers]:
    """Workers; `values` go into their environment."""
    environment = child_environment(CELERY_BROKER_URL=broker, **values)
    workers = Workers(count=count, environment=environment, log=log)
    workers.start()
    try:
        yield workers
    finally:
        workers.stop()


class Beat:
    """What Celery's beat does each minute, as often as the test wants."""

    def __init__(self, broker: str) -> None:
        # Otherwise the plugin's tasks would be this app's from now on, for all tests that follow.
        self._app = Celery("beat of the test", broker=broker, set_as_current=False)

    def __call__(self) -> None:
        for name in ("relay_task", "deliver_task"):
            self._app.send_task(f"{TASKS}.{name}", ignore_result=True)
