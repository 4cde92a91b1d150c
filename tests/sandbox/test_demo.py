"""`python -m sandbox.demo`: from an empty database to a shop that answers, and back to nothing."""

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import suppress

import pytest

from devtools.postgres import PROJECT, Server

DATABASE = "demo_test"
WAIT_SECONDS = 300


@pytest.fixture
def database_url() -> Iterator[str]:
    server = Server(os.environ["DATABASE_URL"])
    with suppress(Exception):
        server.drop_database(DATABASE)
    yield server.ensure_database(DATABASE)
    server.drop_database(DATABASE)


@pytest.fixture
def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


def _demo(database_url: str, port: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "sandbox.demo", "--port", str(port)],
        cwd=PROJECT,
        env={**os.environ, "DATABASE_URL": database_url, "DJANGO_SETTINGS_MODULE": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        preexec_fn=_heed_interrupts,
    )


def _heed_interrupts() -> None:
    """What a shell starts in the background ignores Ctrl-C, and so would its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _lines_until_ready(demo: subprocess.Popen[str]) -> list[str]:
    assert demo.stdout is not None
    lines = []
    for line in demo.stdout:
        lines.append(line.rstrip())
        if line.startswith("READY"):
            return lines
    raise AssertionError("\n".join(lines))


def test_demo_starts_shows_its_logins_and_stops(database_url: str, free_port: int) -> None:
    demo = _demo(database_url, free_port)
    try:
        lines = _lines_until_ready(demo)
        assert lines[-1] == f"READY http://localhost:{free_port}/"
        told = "\n".join(lines)
        assert "customer@example.com / customer" in told
        assert "admin@example.com / admin" in told
        assert _orders(free_port, _token(free_port)) == 60

        second = _demo(database_url, free_port)
        complaint, _ = second.communicate(timeout=WAIT_SECONDS)
        assert second.returncode == 1
        assert f"Port {free_port} is taken" in complaint
    finally:
        demo.send_signal(signal.SIGINT)
        demo.communicate(timeout=WAIT_SECONDS)

    assert demo.returncode == 0
    with socket.socket() as probe, pytest.raises(ConnectionRefusedError):
        probe.connect(("127.0.0.1", free_port))


def _post(port: int, query: str, token: str | None = None) -> dict[str, dict[str, object]]:
    headers = {"Content-Type": "application/json"}
    if token:
        headers["Authorization"] = f"Bearer {token}"
    request = urllib.request.Request(
        f"http://127.0.0.1:{port}/graphql/", json.dumps({"query": query}).encode(), headers
    )
    with urllib.request.urlopen(request, timeout=WAIT_SECONDS) as response:  # noqa: S310
        data: dict[str, dict[str, object]] = json.load(response)["data"]
    return data


def _token(port: int) -> str:
    login = 'tokenCreate(email: "admin@example.com", password: "admin") { token }'
    return str(_post(port, f"mutation {{ {login} }}")["tokenCreate"]["token"])


def _orders(port: int, token: str) -> object:
    return _post(port, "{ orders(first: 1) { totalCount } }", token)["orders"]["totalCount"]
