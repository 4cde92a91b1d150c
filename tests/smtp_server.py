"""A real mail server that keeps what it accepts, and fails as mail servers do.

    python -m tests.smtp_server FILE [--port 2525] [--busy 0.1] [--drop 0.1] [--lose-answer 0.05]
                                [--user NAME --password WORD]

Prints its port, then runs until it is ended. Each accepted mail is one line of JSON in FILE, there
before the server answers. Some mails fail by chance; these addresses always fail, by their local
part: `unknown…` is refused for good (550 5.1.1), `relay…` since we may send to nobody (550 5.7.1),
`busy…` for now (451); `quota…` and `flood…` since too much was sent (550 5.4.5 after the data,
450 4.7.28 before); `drop…` loses the connection. A sender's address that begins with `stranger`
is refused for each mail (553).
"""

import argparse
import asyncio
import json
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email import policy
from email.message import EmailMessage
from email.parser import BytesParser
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword, Session

OK = "250 Message accepted for delivery"


@dataclass(frozen=True, kw_only=True)
class StoredMail:
    """One accepted mail. `connection` counts the connections since the server's start."""

    sender: str
    recipients: list[str]
    message_id: str
    connection: int
    source: str

    @property
    def message(self) -> EmailMessage:
        message = BytesParser(policy=policy.default).parsebytes(self.source.encode("latin-1"))
        assert isinstance(message, EmailMessage)
        return message


@dataclass(kw_only=True)
class SmtpServer:
    """A running server and its file. `mails()` reads what has arrived up to now."""

    host: str
    port: int
    file: Path
    process: subprocess.Popen[str]

    def mails(self) -> list[StoredMail]:
        if not self.file.exists():
            return []
        return [StoredMail(**json.loads(line)) for line in self.file.read_text().splitlines()]

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=10)

    def start_again(self, *options: str) -> None:
        """On the same port, with the mails that are there; `options` as of the command."""
        self.stop()
        self.process, _ = _start(self.file, "--port", str(self.port), *options)


@contextmanager
def running_server(folder: Path, *options: str) -> Iterator[SmtpServer]:
    """A server whose file is in `folder`; `options` as of the command."""
    file = folder / "mails.jsonl"
    process, port = _start(file, *options)
    server = SmtpServer(host="127.0.0.1", port=port, file=file, process=process)
    try:
        yield server
    finally:
        server.stop()


def _start(file: Path, *options: str) -> tuple[subprocess.Popen[str], int]:
    """The process, once it listens, and its port."""
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.smtp_server", str(file), *options],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[1],
    )
    assert process.stdout is not None
    return process, int(process.stdout.readline())


class Storage:
    """Handles what a connection says; see aiosmtpd's "handle_" hooks."""

    def __init__(self, options: argparse.Namespace) -> None:
        self.options = options
        self.chance = random.Random(options.seed)
        self.connections = 0

    def authenticate(
        self, server: SMTP, session: Session, envelope: Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        wanted = (self.options.user.encode(), self.options.password.encode())
        right = isinstance(data, LoginPassword) and (data.login, data.password) == wanted
        return AuthResult(success=right, handled=right)

    async def handle_EHLO(
        self, server: SMTP, session: Any, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        session.number = self.connections
        return responses

    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("stranger"):
            return "553 5.7.1 Sender address rejected: not owned by user"
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        if address.startswith("unknown"):
            return "550 5.1.1 No such user here"
        if address.startswith("relay"):
            return "550 5.7.1 Relaying denied"
        if address.startswith("flood"):
            return "450 4.7.28 Unusual rate of mail"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Envelope) -> str:
        luck = self.chance.random
        names = " ".join(envelope.rcpt_tos)
        if names.startswith("busy") or luck() < self.options.busy:
            return "451 4.3.0 Busy, try again later"
        if names.startswith("quota"):
            return "550 5.4.5 Daily user sending limit exceeded"
        if names.startswith("drop") or luck() < self.options.drop:
            return self._hang_up(server)
        self._store(session, envelope)
        return self._hang_up(server) if luck() < self.options.lose_answer else OK

    def _hang_up(self, server: Any) -> str:
        server.transport.abort()
        return OK

    def _store(self, session: Any, envelope: Envelope) -> None:
        content = envelope.original_content or b""
        message = BytesParser(policy=policy.default).parsebytes(content, headersonly=True)
        row = {
            "sender": envelope.mail_from,
            "recipients": envelope.rcpt_tos,
            "message_id": message["Message-ID"],
            "connection": session.number,
            "source": content.decode("latin-1"),
        }
        # One write of one line, so that a reader never sees half of it.
        with self.options.file.open("a") as file:
            file.write(json.dumps(row) + "\n")


async def serve(options: argparse.Namespace) -> None:
    storage = Storage(options)
    extras: dict[str, Any] = {}
    if options.user:
        extras = {
            "authenticator": storage.authenticate,
            "auth_required": True,
            "auth_require_tls": False,
        }

    def connect() -> SMTP:
        return SMTP(storage, hostname="mail.example.com", enable_SMTPUTF8=True, **extras)

    server = await asyncio.get_running_loop().create_server(
        connect, "127.0.0.1", options.port, reuse_address=True
    )
    print(server.sockets[0].getsockname()[1], flush=True)  # noqa: T201
    await server.serve_forever()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--user", default="")
    parser.add_argument("--password", default="")
    for chance in ("--busy", "--drop", "--lose-answer"):
        parser.add_argument(chance, type=float, default=0.0)
    asyncio.run(serve(parser.parse_args()))


if __name__ == "__main__":
    main()
