"""Runs tests/saleor inside a Saleor checkout, with the plugin as a wheel and Saleor's own Python.

Nothing is written into the checkout or its environment: the wheel lies in a folder of its own on
PYTHONPATH, where entry points are found as in any site-packages.
"""

import fcntl
import hashlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import tomllib
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import IO

import psycopg
from psycopg import sql

from devtools.databases import (
    PLUGIN_SCHEMA,
    drop_outdated,
    schema_hash,
    take_slot,
)
from devtools.postgres import PROJECT, Server
from devtools.wheel import build_wheel, copy_requirements, run_quietly

SALEOR_TESTS = PROJECT / "tests" / "saleor"
SITES = PROJECT / ".local" / "saleor-site"
SITES_KEPT = 4
SALEOR_SCHEMA = ("saleor/**/migrations/*.py",)
SETTINGS = "saleor.tests.settings"

# Suites that run at the same time wait for one wheel instead of making one each.
_one_wheel = threading.Lock()


@dataclass(frozen=True)
class SaleorCheckout:
    home: Path

    @property
    def version(self) -> str:
        with suppress(OSError, KeyError, tomllib.TOMLDecodeError):
            project = tomllib.loads((self.home / "pyproject.toml").read_text())
            return str(project["project"]["version"])
        return "of unknown version"

    @property
    def key(self) -> str:
        """Tells checkouts apart in the names of databases and files."""
        return hashlib.sha256(str(self.home).encode()).hexdigest()[:8]

    @property
    def python(self) -> Path:
        chosen = os.environ.get("SALEOR_PYTHON")
        return Path(chosen) if chosen else self.home / ".venv" / "bin" / "python"

    def obstacle(self) -> str:
        """Why its tests can't run, "" when they can."""
        if not self.python.exists():
            return f"{self.python} does not exist; install Saleor there or set SALEOR_PYTHON"
        try:
            subprocess.run(
                [str(self.python), "-c", "import django, graphene, pytest, pytest_django"],
                capture_output=True,
                text=True,
                check=True,
            )
        except subprocess.CalledProcessError as error:
            reason = (error.stderr.strip().splitlines() or ["it does not run"])[-1]
            return f"{self.python} lacks what Saleor's tests need: {reason}"
        except OSError as error:
            return f"{self.python} does not run: {error}"
        return ""


def find_checkouts() -> list[SaleorCheckout]:
    """SALEOR_HOME alone when set; else what lies beside the project and in the home folder."""
    chosen = os.environ.get("SALEOR_HOME")
    if chosen:
        candidates = [Path(chosen).expanduser()]
    else:
        candidates = [*PROJECT.parent.glob("saleor*"), *Path.home().glob("saleor*")]
    homes = {
        folder.resolve()
        for folder in candidates
        if (folder / "manage.py").is_file() and (folder / "saleor" / "settings.py").is_file()
    }
    return [SaleorCheckout(home) for home in sorted(homes)]


def run_in_saleor(
    server: Server,
    checkout: SaleorCheckout,
    arguments: Sequence[str],
    output: IO[str] | None = None,
) -> int:
    """Run pytest over `arguments` in the checkout; return its exit code.

    What it prints goes to `output`, None for the terminal.
    Raises CalledProcessError when the wheel or the database can't be made.
    """
    with _one_wheel:
        site = plugin_site()
    prefix = f"saleor_{checkout.key}"
    with psycopg.connect(server.maintenance_url, autocommit=True) as lock:
        slot = take_slot(lock, prefix)
        saleor_hash = schema_hash(SALEOR_SCHEMA, checkout.home)
        plugin_hash = schema_hash(PLUGIN_SCHEMA)
        name = f"{prefix}_{saleor_hash[:6]}{plugin_hash[:6]}_slot{slot}"
        drop_outdated(server, prefix=prefix, slot=slot, current=name)
        if f"test_{name}" not in server.databases():
            template = ensure_template(
                server, checkout, prefix=prefix, saleor_hash=saleor_hash, output=output
            )
            copy_database(server, source=template, target=f"test_{name}")
        command = [
            *(str(checkout.python), "-m", "pytest"),
            *("-c", str(SALEOR_TESTS / "pytest.ini"), "--rootdir", str(SALEOR_TESTS)),
            *(f"--ds={SETTINGS}", "--reuse-db", "-p", "no:cacheprovider"),
            *arguments,
        ]
        path = (site, checkout.home, PROJECT)
        done = subprocess.run(
            command,
            cwd=checkout.home,
            env=saleor_environment(database_url=server.url(name), path=path),
            stdout=output,
            stderr=output,
            check=False,
        )
        return done.returncode


def saleor_environment(*, database_url: str, path: Sequence[Path]) -> dict[str, str]:
    """Our environment without what steers our own tests, with what Saleor needs beside Postgres."""
    unwanted = ("DJANGO_", "PYTEST_", "PYTHON", "VIRTUAL_ENV", "SALEOR_", "CELERY_")
    kept = {key: value for key, value in os.environ.items() if not key.startswith(unwanted)}
    needed: Mapping[str, str] = {
        "DATABASE_URL": database_url,
        "DATABASE_URL_REPLICA": database_url,
        # No Redis and no broker: tasks run in the caller.
        "CACHE_URL": "locmem://",
        "CELERY_BROKER_URL": "",
        "SECRET_KEY": "tests",
        "DJANGO_SETTINGS_MODULE": SETTINGS,
        "PYTHONPATH": os.pathsep.join(str(folder) for folder in path),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    return kept | dict(needed)


def ensure_template(
    server: Server,
    checkout: SaleorCheckout,
    *,
    prefix: str,
    saleor_hash: str,
    output: IO[str] | None = None,
) -> str:
    """A database with Saleor's migrations and without ours, to be copied; made once a version.

    Saleor's migrations take minutes: this way a change of ours does not repeat them.
    """
    template = f"template_{prefix}_{saleor_hash}"
    databases = server.databases()
    if template in databases:
        return template
    message = f"Migrating a database for Saleor {checkout.version}: minutes, only once"
    print(message, flush=True, file=output)
    draft = f"draft_{prefix}_{os.getpid()}"
    server.drop_database(draft)
    server.ensure_database(draft)
    run_quietly(
        [str(checkout.python), "manage.py", "migrate", "--verbosity", "0"],
        cwd=checkout.home,
        env=saleor_environment(database_url=server.url(draft), path=[checkout.home]),
    )
    with psycopg.connect(server.maintenance_url, autocommit=True) as connection:
        rename = sql.SQL("ALTER DATABASE {} RENAME TO {}")
        try:
            connection.execute(rename.format(sql.Identifier(draft), sql.Identifier(template)))
        except psycopg.errors.DuplicateDatabase:
            server.drop_database(draft)
    for name in databases:
        if name.startswith((f"template_{prefix}_", f"draft_{prefix}_")):
            server.drop_database(name)
    return template


def copy_database(server: Server, *, source: str, target: str) -> None:
    with psycopg.connect(server.maintenance_url, autocommit=True) as connection:
        # Two copies of one source at once refuse each other, hence the lock.
        connection.execute("SELECT pg_advisory_lock(hashtext(%s))", [source])
        # Copying files is several times quicker than writing them through the log.
        copy = sql.SQL("CREATE DATABASE {} TEMPLATE {} STRATEGY FILE_COPY")
        connection.execute(copy.format(sql.Identifier(target), sql.Identifier(source)))


@cache
def plugin_site() -> Path:
    """A folder with the plugin's wheel installed, named after the wheel's content.

    Raises CalledProcessError when the wheel can't be built.
    """
    SITES.mkdir(parents=True, exist_ok=True)
    with (SITES / "lock").open("a") as lock, tempfile.TemporaryDirectory(dir=SITES) as scratch:
        fcntl.flock(lock, fcntl.LOCK_EX)
        wheel = build_wheel(Path(scratch) / "wheel")
        site = SITES / hashlib.sha256(wheel.read_bytes()).hexdigest()[:12]
        if not site.exists():
            draft = Path(scratch) / "site"
            pip = [sys.executable, "-m", "pip", "--quiet", "--disable-pip-version-check"]
            run_quietly([*pip, "install", "--no-deps", "--target", str(draft), str(wheel)])
            copy_requirements(draft)
            draft.rename(site)
        site.touch()
        # Only folders named like ours: others are at work here, too.
        sites = [path for path in SITES.iterdir() if re.fullmatch("[0-9a-f]{12}", path.name)]
        for outdated in sorted(sites, key=lambda path: path.stat().st_mtime)[:-SITES_KEPT]:
            shutil.rmtree(outdated)
        return site
