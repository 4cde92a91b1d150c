"""`make demo`: a running shop with points, from nothing.

    python -m sandbox.demo [--port 8000] [--saleor-home FOLDER]

Brings up an embedded PostgreSQL (or uses DATABASE_URL), migrates, fills an empty shop, serves it,
and ends all of it on Ctrl-C. With --saleor-home the same happens inside that Saleor, with the
plugin installed as a wheel into a folder of its own; nothing in the checkout is touched.
"""

import argparse
import hashlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import NoReturn

from devtools.postgres import PROJECT, PostgresError, Server, running
from devtools.wheel import copy_requirements

HOST = "127.0.0.1"
START_SECONDS = 120
STOP_SECONDS = 10
SWEEP_SECONDS = 30
CUSTOMER_POINTS = 1500
SITE = PROJECT / ".local" / "saleor-site" / "demo"


class DemoError(Exception):
    """The demo can't go on; the message says why and what to do."""


@dataclass(frozen=True, kw_only=True)
class Shop:
    """What is to be run: commands in a folder with an environment."""

    python: Path
    folder: Path
    environment: Mapping[str, str]
    manage: tuple[str, ...]
    application: str
    pages: tuple[tuple[str, str], ...]
    logins: tuple[tuple[str, str], ...]

    def run(self, *arguments: str) -> None:
        """Run a command to its end. Raises DemoError."""
        done = subprocess.run(
            [str(self.python), *arguments], cwd=self.folder, env=dict(self.environment), check=False
        )
        if done.returncode != 0:
            raise DemoError(f"`{' '.join(arguments)}` failed; see above.")

    def answer(self, *arguments: str) -> str:
        """What a command prints, stripped; its complaints are not shown."""
        done = subprocess.run(
            [str(self.python), *arguments],
            cwd=self.folder,
            env=dict(self.environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            check=False,
        )
        return done.stdout.strip()


@dataclass
class Children:
    """Processes that live as long as the demo."""

    running: dict[str, subprocess.Popen[bytes]] = field(default_factory=dict)

    def start(self, name: str, shop: Shop, *arguments: str) -> None:
        self.running[name] = subprocess.Popen(
            [str(shop.python), *arguments],
            cwd=shop.folder,
            env=dict(shop.environment),
            # Its own group: Ctrl-C reaches us alone, and we end it in order.
            start_new_session=True,
        )

    def dead(self) -> str | None:
        """The name of one that has ended, if any."""
        for name, process in self.running.items():
            if process.poll() is not None:
                return name
        return None

    def stop(self) -> None:
        for process in self.running.values():
            with suppress(ProcessLookupError):
                process.terminate()
        deadline = time.monotonic() + STOP_SECONDS
        for process in self.running.values():
            try:
                process.wait(max(deadline - time.monotonic(), 0.1))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m sandbox.demo")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--saleor-home", type=Path)
    options = parser.parse_args(arguments)
    signal.signal(signal.SIGTERM, _interrupt)
    children = Children()
    try:
        _check_port(options.port)
        with running("demo") as server:
            try:
                _serve(server, options.port, options.saleor_home, children)
            finally:
                # Ctrl-C twice must not leave a server behind.
                signal.signal(signal.SIGINT, signal.SIG_IGN)
                children.stop()
    except KeyboardInterrupt:
        _say("Stopped. The data is kept; start again with the same command.")
        return 0
    except (DemoError, PostgresError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def _interrupt(_number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def _say(text: str) -> None:
    print(text, flush=True)


def _check_port(port: int) -> None:
    with socket.socket() as probe:
        # As the server does: a connection that lingers does not count.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError:
            raise DemoError(
                f"Port {port} is taken. Stop what uses it, or choose another: "
                f"make demo PORT={port + 1}"
            ) from None


def _serve(server: Server, port: int, saleor_home: Path | None, children: Children) -> None:
    """Prepare the shop, start it, and stay until it ends. Raises DemoError."""
    if saleor_home is None:
        shop = _prepare_sandbox(server, port)
    else:
        shop = _prepare_saleor(server, port, saleor_home)
    _say("Starting the shop …")
    children.start(
        "The web server",
        shop,
        *("-m", "uvicorn", shop.application),
        *("--host", HOST, "--port", str(port), "--log-level", "warning", "--lifespan", "off"),
    )
    sweep = PROJECT / "sandbox" / "sweep_loop.py"
    children.start("The sweep", shop, "-P", str(sweep), str(SWEEP_SECONDS))
    _wait_until_it_answers(port, children)
    _say("")
    for name, path in shop.pages:
        _say(f"  {name:<24} http://localhost:{port}{path}")
    _say("")
    for name, login in shop.logins:
        _say(f"  {name:<24} {login}")
    _say("")
    _say("Ctrl-C stops everything.")
    _say(f"READY http://localhost:{port}/{'graphql/' if saleor_home else ''}")
    while (ended := children.dead()) is None:
        time.sleep(0.5)
    raise DemoError(f"{ended} has ended; see above.")


def _wait_until_it_answers(port: int, children: Children) -> None:
    request = urllib.request.Request(
        f"http://{HOST}:{port}/graphql/",
        json.dumps({"query": "{ shop { name } }"}).encode(),
        {"Content-Type": "application/json"},
    )
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if (name := children.dead()) is not None:
            raise DemoError(f"{name} has ended; see above.")
        try:
            with urllib.request.urlopen(request, timeout=START_SECONDS) as response:  # noqa: S310
                if response.status == 200:
                    return
        except urllib.error.HTTPError as error:
            raise DemoError(f"The shop answers {error.code}: {error.read()[:500]!r}") from error
        except OSError:
            time.sleep(0.2)
    raise DemoError(f"The shop does not answer within {START_SECONDS} seconds.")


# The sandbox ----------------------------------------------------------------------------------


def _database(server: Server, name: str) -> str:
    # A server of the caller's own has a database of the caller's choice.
    return server.base_url if os.environ.get("DATABASE_URL") else server.ensure_database(name)


def _prepare_sandbox(server: Server, port: int) -> Shop:
    from sandbox.demo_logins import ADMIN, APP_TOKEN, CUSTOMER

    mail = PROJECT / ".local" / "mail"
    mail.mkdir(parents=True, exist_ok=True)
    environment = {
        **os.environ,
        "DATABASE_URL": _database(server, "sandbox"),
        "DJANGO_SETTINGS_MODULE": "sandbox.settings",
        "EMAIL_URL": f"file://{mail}",
        # Whoever tries webhooks has their receiver here.
        "ALLOW_LOOPBACK": "1",
        # The dashboard's pages are framed by this address alone.
        "PUBLIC_URL": f"http://localhost:{port}",
        "PYTHONPATH": str(PROJECT),
    }
    shop = Shop(
        python=Path(sys.executable),
        folder=PROJECT,
        environment=environment,
        manage=("-m", "sandbox.manage"),
        application="sandbox.asgi:application",
        pages=(
            ("Shop", "/"),
            ("Staff", "/staff/"),
            ("Dashboard", "/dashboard/"),
            ("Mailbox", "/mail/"),
            ("GraphQL", "/graphql/"),
            ("GraphQL playground", "/playground/"),
        ),
        logins=(
            ("Customer", " / ".join(CUSTOMER)),
            ("Staff", " / ".join(ADMIN)),
            ("App token", APP_TOKEN),
        ),
    )
    _say("Preparing the database …")
    shop.run(*shop.manage, "sandbox_populate", "--migrate")
    return shop


# Saleor ---------------------------------------------------------------------------------------


def _prepare_saleor(server: Server, port: int, home: Path) -> Shop:
    from sandbox.demo_logins import ADMIN, CUSTOMER

    home = home.expanduser().resolve()
    python = Path(os.environ.get("SALEOR_PYTHON") or home / ".venv" / "bin" / "python")
    if not (home / "manage.py").is_file() or not (home / "saleor").is_dir():
        raise DemoError(f"{home} is no checkout of Saleor.")
    if not python.exists():
        raise DemoError(f"{python} does not exist. Install Saleor there, or set SALEOR_PYTHON.")
    _say("Installing the plugin beside Saleor …")
    _install_plugin()
    key = hashlib.sha256(str(home).encode()).hexdigest()[:8]
    shop = Shop(
        python=python,
        folder=home,
        environment=_saleor_environment(_database(server, f"saleor_{key}"), home, port),
        manage=("manage.py",),
        application="saleor.asgi:application",
        pages=(("GraphQL and playground", "/graphql/"),),
        logins=(("Customer", " / ".join(CUSTOMER)), ("Staff", " / ".join(ADMIN))),
    )
    _say("Migrating Saleor's database; the first time takes about three minutes …")
    shop.run(*shop.manage, "migrate", "--verbosity", "1")
    if not _has_sample_data(shop):
        _say("Filling Saleor with its sample data; less than a minute …")
        shop.run(*shop.manage, "populatedb", "--createsuperuser", "--withoutimages")
        shop.run(*shop.manage, "loyalty_settle")
    script = PROJECT / "sandbox" / "saleor_customer.py"
    shop.run("-P", str(script), *CUSTOMER, str(CUSTOMER_POINTS))
    return shop


def _install_plugin() -> None:
    """Put the plugin as it is now into `SITE`; Saleor finds its entry point there."""
    draft = SITE.with_name(f"{SITE.name}.{os.getpid()}")
    shutil.rmtree(PROJECT / "build", ignore_errors=True)
    done = subprocess.run(
        [
            *(sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check", "install"),
            *("--no-deps", "--no-build-isolation", "--target", str(draft), str(PROJECT)),
        ],
        check=False,
    )
    if done.returncode != 0:
        raise DemoError("The plugin can't be installed; see above.")
    copy_requirements(draft)
    shutil.rmtree(SITE, ignore_errors=True)
    draft.rename(SITE)


def _saleor_environment(database_url: str, home: Path, port: int) -> dict[str, str]:
    """Ours without what steers us, with what Saleor needs beside PostgreSQL."""
    unwanted = ("DJANGO_", "PYTHON", "VIRTUAL_ENV", "SALEOR_", "CELERY_")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(unwanted)}
    return {
        **kept,
        "DATABASE_URL": database_url,
        "DATABASE_URL_REPLICA": database_url,
        # No Redis and no broker: tasks run in the request, in one process.
        "CACHE_URL": "locmem://",
        "CELERY_BROKER_URL": "",
        "EMAIL_URL": "consolemail://",
        "SECRET_KEY": "the-demo-keeps-no-secrets",
        "DEBUG": "True",
        "ALLOWED_HOSTS": f"localhost,{HOST}",
        "ALLOWED_CLIENT_HOSTS": f"localhost,{HOST}",
        "PUBLIC_URL": f"http://localhost:{port}/",
        "DJANGO_SETTINGS_MODULE": "saleor.settings",
        "PYTHONPATH": os.pathsep.join((str(SITE), str(home))),
        "PYTHONDONTWRITEBYTECODE": "1",
        # Saleor's dependencies warn of their own deprecations at each start.
        "PYTHONWARNINGS": "ignore",
    }


def _has_sample_data(shop: Shop) -> bool:
    script = (
        "import django; django.setup(); from saleor.order.models import Order; "
        "print('orders:', Order.objects.exists())"
    )
    return shop.answer("-c", script).endswith("orders: True")


if __name__ == "__main__":
    sys.exit(main())
