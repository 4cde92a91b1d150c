"""One request to a target: no private address, no redirect, bounded in time and size."""

import time
import weakref
from contextlib import closing, suppress
from dataclasses import dataclass
from socket import SHUT_RDWR, socket
from threading import Timer
from types import TracebackType
from typing import Any, Self

import requests
from requests.adapters import HTTPAdapter
from requests_hardened import Config, HTTPSession
from requests_hardened.ip_filter import InvalidIPAddress
from requests_hardened.ip_filter_adapter import IPFilterAdapter
from urllib3 import HTTPSConnectionPool, PoolManager
from urllib3.exceptions import HTTPError

from saleor_loyalty_plugin import __version__
from saleor_loyalty_plugin.messages.webhooks.addresses import AddressPolicy, refuse_private

CONNECT_SECONDS = 5
READ_SECONDS = 10
# Of the whole request: one that trickles is cut off.
TOTAL_SECONDS = 15
RESPONSE_BYTES_MAX = 4096
RESPONSE_SHOWN_MAX = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What came back; of `response` the beginning."""

    status_code: int
    duration_ms: int
    response: str


class AddressRefused(Exception):
    """The address is a private one, or not one at all: nothing was sent."""


class NoAnswer(Exception):
    """The target could not be reached, or hung up, or took too long; the text says which."""

    def __init__(self, text: str, *, duration_ms: int) -> None:
        super().__init__(text)
        self.duration_ms = duration_ms


class WebhookSession:
    """Connections that stay open for some requests, one after the other."""

    def __init__(self, *, policy: AddressPolicy, total_seconds: float = TOTAL_SECONDS) -> None:
        self._total_seconds = total_seconds
        self._sockets = _Sockets()
        self._session = HTTPSession(
            Config(
                ip_filter_enable=policy.is_filtered,
                ip_filter_allow_loopback_ips=policy.allows_loopback,
                never_redirect=True,
                default_timeout=(CONNECT_SECONDS, READ_SECONDS),
                user_agent_override=f"saleor-loyalty-plugin/{__version__}",
            )
        )
        _watch(self._session, self._sockets)
        for adapter in self._session.adapters.values():
            if isinstance(adapter, IPFilterAdapter):
                _refuse_private(adapter)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _type: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._session.close()

    def post(self, url: str, *, body: bytes, headers: dict[str, str]) -> Answer:
        """Raises `AddressRefused`, `NoAnswer`."""
        started = time.monotonic()
        self._sockets.ends_at = started + self._total_seconds
        timer = Timer(self._total_seconds, self._cut_off)
        timer.daemon = True
        timer.start()
        try:
            return self._post(url, body, headers, started)
        except InvalidIPAddress as error:
            raise AddressRefused("This address is a private one.") from error
        except (requests.exceptions.InvalidURL, requests.exceptions.MissingSchema) as error:
            raise AddressRefused("This is no address.") from error
        except (requests.RequestException, HTTPError, OSError, ValueError) as error:
            duration_ms = _since(started)
            is_late = duration_ms >= self._total_seconds * 1000
            text = "It took too long." if is_late else _reason(error)
            raise NoAnswer(text, duration_ms=duration_ms) from error
        finally:
            timer.cancel()

    def _post(self, url: str, body: bytes, headers: dict[str, str], started: float) -> Answer:
        response = self._session.post(
            url,
            data=body,
            # What is packed could be a thousand times as long once it is unpacked.
            headers={"Content-Type": "application/json", "Accept-Encoding": "identity", **headers},
            stream=True,
            # Nothing from a .netrc of the server's.
            auth=_as_it_is,
        )
        if time.monotonic() - started >= self._total_seconds:
            # Cut off, it may look like one that has come to its end.
            response.close()
            raise TimeoutError
        content = b""
        # The status has said it all: what is wrong with the rest changes nothing.
        with closing(response), suppress(HTTPError, OSError):
            # What is longer is not read; the connection goes with it.
            content = response.raw.read(RESPONSE_BYTES_MAX, decode_content=False)
        text = content.decode("utf-8", "replace").replace("\x00", "\ufffd")
        return Answer(
            status_code=response.status_code,
            duration_ms=_since(started),
            response=text[:RESPONSE_SHOWN_MAX],
        )

    def _cut_off(self) -> None:
        self._sockets.cut_off()


class _Sockets:
    """The sockets of a session, and when the request that is under way has to be at its end."""

    def __init__(self) -> None:
        self.ends_at = 0.0
        self._known: weakref.WeakSet[socket] = weakref.WeakSet()

    def add(self, opened: socket) -> None:
        """Raises `TimeoutError` when it is too late: nobody would cut this one off."""
        self._known.add(opened)
        # After it is known: one that is added meanwhile is cut off by the timer, or here.
        left = self.ends_at - time.monotonic()
        if left <= 0:
            opened.close()
            raise TimeoutError
        timeout = opened.gettimeout()
        opened.settimeout(left if timeout is None else min(timeout, left))

    def cut_off(self) -> None:
        for known in list(self._known):
            with suppress(OSError):
                known.shutdown(SHUT_RDWR)


def _refuse_private(adapter: IPFilterAdapter) -> None:
    """Look at what a name was found to stand for more strictly than the library does."""
    checked = adapter.build_connection_pool_key_attributes

    def checked_twice(*given: Any) -> Any:
        host_params, pool_kwargs = checked(*given)
        refuse_private(host_params["host"])
        return host_params, pool_kwargs

    adapter.build_connection_pool_key_attributes = checked_twice


def _watch(session: requests.Session, sockets: _Sockets) -> None:
    """Note the sockets that the session opens, those to a proxy as well: a timeout of `requests`
    ends no slow answer, since it begins anew with each byte."""

    def watch(manager: PoolManager) -> None:
        manager.pool_classes_by_scheme = {
            scheme: _watched(pool, sockets)
            for scheme, pool in manager.pool_classes_by_scheme.items()
        }

    def watch_proxies(adapter: HTTPAdapter) -> None:
        proxy_manager_for = adapter.proxy_manager_for

        def watched_manager_for(proxy: str, **options: Any) -> Any:
            is_known = proxy in adapter.proxy_manager
            manager = proxy_manager_for(proxy, **options)
            if not is_known:
                watch(manager)
            return manager

        adapter.proxy_manager_for = watched_manager_for  # type: ignore[method-assign]

    for adapter in session.adapters.values():
        if isinstance(adapter, HTTPAdapter):
            watch(adapter.poolmanager)
            watch_proxies(adapter)


def _watched(pool: Any, sockets: _Sockets) -> Any:
    """The class of pools whose connections are known to `sockets`."""
    is_tls = issubclass(pool, HTTPSConnectionPool)
    bases = (_WatchedTls if is_tls else _Watched, pool.ConnectionCls)
    connection = type(pool.ConnectionCls.__name__, bases, {"sockets": sockets})
    return type(pool.__name__, (pool,), {"ConnectionCls": connection})


class _Watched:
    sockets: _Sockets
    sock: socket

    def connect(self) -> None:
        super().connect()  # type: ignore[misc]
        self.sockets.add(self.sock)


class _WatchedTls(_Watched):
    _handle: socket | None = None

    def _new_conn(self) -> socket:
        opened: socket = super()._new_conn()  # type: ignore[misc]
        # TLS takes the socket over and hands it out only after the handshake: a second handle of
        # it is what can be cut off until then.
        self._handle = opened.dup()
        self.sockets.add(self._handle)
        return opened

    def connect(self) -> None:
        self._handle = None
        try:
            super().connect()
        finally:
            if self._handle is not None:
                self._handle.close()


def _as_it_is(request: Any) -> Any:
    return request


def _since(started: float) -> int:
    return int((time.monotonic() - started) * 1000)


def _reason(error: BaseException) -> str:
    """In a few words, without what is inside of the libraries."""
    if isinstance(error, requests.exceptions.SSLError):
        return "Its certificate could not be verified."
    if isinstance(error, requests.exceptions.ConnectTimeout | requests.exceptions.ReadTimeout):
        return "It took too long."
    if "resolve" in str(error).lower() or "name or service" in str(error).lower():
        return "Its name could not be looked up."
    return "It could not be reached, or hung up."
