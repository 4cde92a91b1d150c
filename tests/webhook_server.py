"""A real receiver of webhooks, which keeps what it gets and misbehaves as it is told."""

import http.server
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, kw_only=True)
class Received:
    path: str
    headers: dict[str, str]
    body: bytes
    # Counts the connections, to see which requests shared one.
    connection: int


type Behaviour = Callable[["Handler"], None]


@dataclass(kw_only=True)
class WebhookReceiver:
    """A running receiver; `behaviour` may be changed at any time."""

    url: str
    behaviour: Behaviour
    received: list[Received] = field(default_factory=list)


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    receiver: WebhookReceiver
    connections = 0

    def setup(self) -> None:
        type(self).connections += 1
        self.number = self.connections
        super().setup()

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.receiver.received.append(
            Received(path=self.path, headers=dict(self.headers), body=body, connection=self.number)
        )
        with suppress(OSError):
            self.receiver.behaviour(self)

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_arguments: Any) -> None:
        pass


def answers(status: int, body: bytes = b"", **headers: str) -> Behaviour:
    return lambda handler: handler.answer(status, body, **headers)


def answers_in_turn(*statuses: int) -> Behaviour:
    """One status for each request, the last for all that follow."""
    left = list(statuses)

    def behave(handler: Handler) -> None:
        handler.answer(left.pop(0) if len(left) > 1 else left[0])

    return behave


def hangs_up(handler: Handler) -> None:
    handler.close_connection = True
    handler.connection.close()


def breaks_off(handler: Handler) -> None:
    """In the middle of its body."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000000")
    handler.end_headers()
    handler.wfile.write(b"...")
    handler.close_connection = True
    handler.connection.close()


def trickles(seconds: float) -> Behaviour:
    """A header, then a byte of the body every tenth of a second: no single wait is long."""

    def behave(handler: Handler) -> None:
        handler.send_response(200)
        handler.send_header("Content-Length", "1000000")
        handler.end_headers()
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            handler.wfile.write(b".")
            handler.wfile.flush()
            time.sleep(0.1)

    return behave


def trickles_status(seconds: float) -> Behaviour:
    """Not even the status line comes to an end."""

    def behave(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 ")
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            handler.wfile.write(b".")
            handler.wfile.flush()
            time.sleep(0.1)

    return behave


@contextmanager
def running_receiver(
    behaviour: Behaviour | None = None, *, tls: ssl.SSLContext | None = None
) -> Iterator[WebhookReceiver]:
    """A receiver on this machine; it takes everything unless told otherwise."""
    receiver = WebhookReceiver(url="", behaviour=behaviour or answers(200, b'{"ok":true}'))
    handler = type("ReceiverHandler", (Handler,), {"receiver": receiver})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        scheme = "http" if tls is None else "https"
        if tls is not None:
            server.socket = tls.wrap_socket(server.socket, server_side=True)
        receiver.url = f"{scheme}://127.0.0.1:{server.server_address[1]}/loyalty"
        thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
        thread.start()
        try:
            yield receiver
        finally:
            server.shutdown()
            thread.join()
