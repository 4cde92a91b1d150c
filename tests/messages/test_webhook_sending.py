"""Requests to targets: real ones, to a receiver on this machine that behaves as some do."""

import json
import socket
import ssl
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
import standardwebhooks
import trustme
from django.utils import timezone
from standardwebhooks.webhooks import Webhook

from saleor_loyalty_plugin.messages.webhooks import http
from saleor_loyalty_plugin.messages.webhooks.addresses import AddressPolicy
from saleor_loyalty_plugin.messages.webhooks.http import AddressRefused, NoAnswer, WebhookSession
from saleor_loyalty_plugin.messages.webhooks.send import (
    SentWebhook,
    TargetDown,
    TargetRefused,
    WebhookBatch,
    WebhookFailed,
)
from saleor_loyalty_plugin.messages.webhooks.targets import (
    change_secret,
    try_out_target,
    update_target,
)
from saleor_loyalty_plugin.models import Delivery, WebhookTarget
from tests.ledger.builders import Books
from tests.messages.webhook_builders import add_target, fanned_out
from tests.webhook_server import (
    WebhookReceiver,
    answers,
    answers_in_turn,
    breaks_off,
    hangs_up,
    running_receiver,
    trickles,
    trickles_status,
)

OPEN = AddressPolicy(is_filtered=True, allows_loopback=True)


@pytest.fixture
def receiver(settings: Any) -> Iterator[WebhookReceiver]:
    settings.HTTP_IP_FILTER_ALLOW_LOOPBACK_IPS = True
    with running_receiver() as running:
        yield running


@pytest.fixture
def books(db: None) -> Books:
    return Books()


def delivery_to(books: Books, url: str) -> Delivery:
    target = add_target(url)
    books.account(points=100)
    return Delivery.objects.bulk_create(
        row for row in fanned_out_unsaved() if row.target_id == target.pk
    )[0]


def fanned_out_unsaved() -> list[Delivery]:
    rows = fanned_out()
    Delivery.objects.all().delete()
    return [Delivery(**{**_fields(row), "id": None}) for row in rows]


def _fields(row: Delivery) -> dict[str, Any]:
    return {field.attname: getattr(row, field.attname) for field in Delivery._meta.concrete_fields}


def sent(*deliveries: Delivery) -> list[SentWebhook]:
    with WebhookBatch(deliveries, now=timezone.now()) as batch:
        return [batch.send(delivery) for delivery in deliveries]


def failing_since(delivery: Delivery) -> Any:
    return WebhookTarget.objects.get(pk=delivery.target_id).failing_since


def test_the_standard_library_takes_what_is_sent(books: Books, receiver: WebhookReceiver) -> None:
    delivery = delivery_to(books, receiver.url)

    (result,) = sent(delivery)

    assert (result.status_code, result.response) == (200, '{"ok":true}')
    (request,) = receiver.received
    target = WebhookTarget.objects.get()
    body = Webhook(target.secret).verify(request.body, request.headers)
    assert body == delivery.payload
    assert body["type"] == "points_posted"
    assert request.headers["webhook-id"] == body["id"] == f"fact_{delivery.fact_id}"
    assert request.headers["Content-Type"] == "application/json"
    assert request.path == "/loyalty"
    with pytest.raises(standardwebhooks.WebhookVerificationError):
        Webhook(target.secret).verify(request.body + b" ", request.headers)


def test_each_try_is_the_same_but_for_its_time(books: Books, receiver: WebhookReceiver) -> None:
    delivery = delivery_to(books, receiver.url)
    sent(delivery)
    # As it comes back from the database, a minute later.
    again = Delivery.objects.get(pk=delivery.pk)
    with WebhookBatch([again], now=timezone.now() + timedelta(minutes=1)) as batch:
        batch.send(again)
    first, second = receiver.received
    assert first.body == second.body
    assert first.headers["webhook-id"] == second.headers["webhook-id"]
    seconds = [int(request.headers["webhook-timestamp"]) for request in receiver.received]
    assert seconds[1] - seconds[0] in (60, 61)


def test_both_secrets_sign_for_a_day(books: Books, receiver: WebhookReceiver) -> None:
    delivery = delivery_to(books, receiver.url)
    old = WebhookTarget.objects.get().secret
    now = timezone.now()
    new = change_secret(target_id=delivery.target_id or 0, author="user:1", now=now).secret
    assert old != new
    sent(delivery)
    (request,) = receiver.received
    for secret in (old, new):
        Webhook(secret).verify(request.body, request.headers)

    WebhookTarget.objects.update(previous_secrets_until=timezone.now())
    sent(delivery)
    request = receiver.received[-1]
    Webhook(new).verify(request.body, request.headers)
    with pytest.raises(standardwebhooks.WebhookVerificationError):
        Webhook(old).verify(request.body, request.headers)


def test_requests_of_a_batch_share_a_connection(books: Books, receiver: WebhookReceiver) -> None:
    add_target(receiver.url)
    for _ in range(5):
        books.account(points=100)
    sent(*fanned_out())
    assert len(receiver.received) == 5
    assert len({request.connection for request in receiver.received}) == 1


@pytest.mark.parametrize("status", [400, 401, 404, 500])
def test_a_refusal_is_told_with_what_came_back(
    books: Books, receiver: WebhookReceiver, status: int
) -> None:
    receiver.behaviour = answers(status, b"no\x00pe" + b"!" * 1000)
    delivery = delivery_to(books, receiver.url)
    with pytest.raises(WebhookFailed) as raised:
        sent(delivery)
    assert raised.value.status_code == status
    assert raised.value.response == ("no\ufffdpe" + "!" * 1000)[:500]
    assert str(status) in str(raised.value)
    assert failing_since(delivery) is not None


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_an_app_that_is_not_there_pauses_all_that_goes_to_it(
    books: Books, receiver: WebhookReceiver, status: int
) -> None:
    receiver.behaviour = answers(status)
    delivery = delivery_to(books, receiver.url)
    with pytest.raises(TargetDown) as raised:
        sent(delivery)
    assert (raised.value.key, raised.value.status_code) == (f"webhook:{delivery.target_id}", status)


def test_410_switches_the_target_off(books: Books, receiver: WebhookReceiver) -> None:
    receiver.behaviour = answers(410)
    delivery = delivery_to(books, receiver.url)
    with WebhookBatch([delivery], now=timezone.now()) as batch:
        with pytest.raises(WebhookFailed):
            batch.send(delivery)
        with pytest.raises(TargetRefused) as raised:
            batch.send(delivery)
    assert raised.value.code == "TARGET_OFF"
    assert not WebhookTarget.objects.get().is_active
    assert len(receiver.received) == 1
    with pytest.raises(TargetRefused):
        sent(delivery)


def test_a_dropped_connection_is_no_answer(books: Books, receiver: WebhookReceiver) -> None:
    receiver.behaviour = hangs_up
    delivery = delivery_to(books, receiver.url)
    with pytest.raises(TargetDown) as raised:
        sent(delivery)
    assert raised.value.status_code is None
    assert "hung up" in str(raised.value)


def test_nobody_listens_there(books: Books, receiver: WebhookReceiver) -> None:
    delivery = delivery_to(books, receiver.url)
    WebhookTarget.objects.update(url="http://127.0.0.1:9/loyalty")
    with pytest.raises(TargetDown):
        sent(delivery)


def test_an_answer_that_trickles_is_cut_off(receiver: WebhookReceiver) -> None:
    receiver.behaviour = trickles_status(20)
    started = time.monotonic()
    with (
        WebhookSession(policy=OPEN, total_seconds=0.5) as session,
        pytest.raises(NoAnswer) as raised,
    ):
        session.post(receiver.url, body=b"{}", headers={})
    assert 0.4 < time.monotonic() - started < 5
    assert str(raised.value) == "It took too long."
    assert raised.value.duration_ms >= 500


@pytest.mark.parametrize("behaviour", [trickles(20), breaks_off])
def test_what_follows_the_status_changes_nothing(receiver: WebhookReceiver, behaviour: Any) -> None:
    receiver.behaviour = behaviour
    started = time.monotonic()
    # Enough for the status to come on a busy machine.
    with WebhookSession(policy=OPEN, total_seconds=2) as session:
        answer = session.post(receiver.url, body=b"{}", headers={})
    assert (answer.status_code, set(answer.response)) == (200, {"."})
    assert time.monotonic() - started < 15


def test_of_a_huge_answer_the_beginning_is_read(receiver: WebhookReceiver) -> None:
    sent_bytes = 0

    def behave(handler: Any) -> None:
        nonlocal sent_bytes
        handler.send_response(200)
        handler.send_header("Content-Length", str(10**10))
        handler.end_headers()
        while True:
            sent_bytes += handler.wfile.write(b"x" * 100_000)

    receiver.behaviour = behave
    with WebhookSession(policy=OPEN) as session:
        answer = session.post(receiver.url, body=b"{}", headers={})
        # The connection was given up with it: the next request begins anew.
        receiver.behaviour = answers(200)
        assert session.post(receiver.url, body=b"{}", headers={}).status_code == 200
    assert (answer.status_code, answer.response) == (200, "x" * http.RESPONSE_SHOWN_MAX)
    assert sent_bytes < 50_000_000
    assert [request.connection for request in receiver.received] == [1, 2]


def test_an_answer_is_not_unpacked(receiver: WebhookReceiver) -> None:
    receiver.behaviour = answers(200, b"\x1f\x8b\x08", **{"Content-Encoding": "gzip"})
    with WebhookSession(policy=OPEN) as session:
        assert session.post(receiver.url, body=b"{}", headers={}).status_code == 200
    assert receiver.received[0].headers["Accept-Encoding"] == "identity"


@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_redirects_are_not_followed(books: Books, receiver: WebhookReceiver, status: int) -> None:
    with running_receiver() as inside:
        receiver.behaviour = answers(status, Location=inside.url)
        delivery = delivery_to(books, receiver.url)
        with pytest.raises(WebhookFailed) as raised:
            sent(delivery)
        assert raised.value.status_code == status
        assert "redirect" in str(raised.value)
        assert inside.received == []


def test_private_addresses_are_refused_when_it_is_sent(
    books: Books, receiver: WebhookReceiver, settings: Any
) -> None:
    """Whatever was allowed when the target was made, and whatever its name stands for now."""
    delivery = delivery_to(books, receiver.url)
    settings.HTTP_IP_FILTER_ALLOW_LOOPBACK_IPS = False
    port = receiver.url.rsplit(":", 1)[1]
    for url in (receiver.url, f"http://localhost:{port}", f"https://localhost:{port}"):
        WebhookTarget.objects.update(url=url)
        with pytest.raises(WebhookFailed, match=r"private|https"):
            sent(delivery)
    assert receiver.received == []


def test_a_name_that_stands_for_a_private_address_is_refused(
    books: Books, receiver: WebhookReceiver, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivery = delivery_to(books, receiver.url)
    settings.HTTP_IP_FILTER_ALLOW_LOOPBACK_IPS = False
    WebhookTarget.objects.update(url="https://app.example.com/hook")
    port = int(receiver.url.rsplit(":", 1)[1].split("/")[0])
    asked: list[str] = []
    for found in (
        "127.0.0.1",
        "10.0.0.1",
        "169.254.169.254",
        "192.168.1.1",
        "::1",
        "fe80::1",
        "fec0::1",
        "::127.0.0.1",
        "::ffff:0:127.0.0.1",
    ):
        family = socket.AF_INET6 if ":" in found else socket.AF_INET
        place = (found, port, 0, 0) if ":" in found else (found, port)

        def look_up(host: str, *_args: Any, family_: Any = family, place_: Any = place, **_kw: Any):
            if _kw.get("flags"):
                raise socket.gaierror("This is a name.")
            asked.append(host)
            return [(family_, socket.SOCK_STREAM, 6, "", place_)]

        with monkeypatch.context() as patch:
            patch.setattr(socket, "getaddrinfo", look_up)
            with pytest.raises(WebhookFailed, match="private"):
                sent(delivery)
    assert receiver.received == []
    assert "app.example.com" in asked


def stands_for(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> list[str]:
    """Let `app.example.com` stand for these addresses, one after the other, the last one from then
    on; returns what it was found to stand for each time."""
    real, left, found = socket.getaddrinfo, list(addresses), []

    def look_up(host: Any, *args: Any, **options: Any) -> Any:
        if host == "app.example.com" and not options.get("flags"):
            host = left.pop(0) if len(left) > 1 else left[0]
            found.append(host)
        return real(host, *args, **options)

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return found


def test_a_name_is_looked_up_once_for_each_request(
    books: Books, receiver: WebhookReceiver, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was checked is what is connected to, whatever the name stands for a moment later."""
    settings.HTTP_IP_FILTER_ENABLED = False
    delivery = delivery_to(books, receiver.url.replace("127.0.0.1", "app.example.com"))
    settings.HTTP_IP_FILTER_ENABLED = True
    found = stands_for(monkeypatch, "127.0.0.1", "10.0.0.1")
    with WebhookSession(policy=OPEN) as session:
        url = WebhookTarget.objects.get(pk=delivery.target_id).url
        assert session.post(url, body=b"{}", headers={}).status_code == 200
        assert found == ["127.0.0.1"]
        with pytest.raises(AddressRefused):
            session.post(url, body=b"{}", headers={})
    assert found == ["127.0.0.1", "10.0.0.1"]
    assert receiver.received[0].headers["Host"].startswith("app.example.com")


def test_certificates_are_verified_by_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection goes to an address, the certificate is that of the name."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    stands_for(monkeypatch, "127.0.0.1")
    for name, is_taken in (("app.example.com", True), ("other.example.com", False)):
        tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        authority.issue_cert(name).configure_cert(tls)
        with running_receiver(tls=tls) as running, WebhookSession(policy=OPEN) as session:
            url = running.url.replace("127.0.0.1", "app.example.com")
            monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "authority.pem"))
            if is_taken:
                for _ in range(2):
                    assert session.post(url, body=b"{}", headers={}).status_code == 200
                assert {request.connection for request in running.received} == {1}
            else:
                with pytest.raises(NoAnswer, match="certificate"):
                    session.post(url, body=b"{}", headers={})
            monkeypatch.delenv("REQUESTS_CA_BUNDLE")
            with (
                WebhookSession(policy=OPEN) as stranger,
                pytest.raises(NoAnswer, match="certificate"),
            ):
                stranger.post(url, body=b"{}", headers={})


def test_an_https_answer_that_trickles_is_cut_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "authority.pem")
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(tmp_path / "authority.pem"))
    stands_for(monkeypatch, "127.0.0.1")
    tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert("app.example.com").configure_cert(tls)
    started = time.monotonic()
    with (
        running_receiver(trickles_status(20), tls=tls) as running,
        WebhookSession(policy=OPEN, total_seconds=0.5) as session,
        pytest.raises(NoAnswer, match="too long"),
    ):
        session.post(running.url.replace("127.0.0.1", "app.example.com"), body=b"{}", headers={})
    assert time.monotonic() - started < 5


def test_a_connection_that_comes_too_late_is_not_waited_for(
    receiver: WebhookReceiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The name took so long to look up that the cutting off had nothing to cut yet."""
    receiver.behaviour = trickles_status(20)
    real = socket.getaddrinfo

    def slow(*args: Any, **values: Any) -> Any:
        time.sleep(0.7)
        return real(*args, **values)

    monkeypatch.setattr(socket, "getaddrinfo", slow)
    started = time.monotonic()
    with (
        WebhookSession(policy=OPEN, total_seconds=0.5) as session,
        pytest.raises(NoAnswer, match="too long"),
    ):
        session.post(receiver.url, body=b"{}", headers={})
    assert time.monotonic() - started < 4


def test_a_handshake_that_trickles_is_cut_off() -> None:
    def trickle(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection, suppress(OSError):
            # A record of TLS of 16,000 bytes, one at a time.
            connection.sendall(b"\x16\x03\x03\x3e\x80\x02\x00\x3e\x7c")
            for _ in range(100):
                connection.sendall(b"\x00")
                time.sleep(0.1)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=trickle, args=[listener], daemon=True)
        thread.start()
        started = time.monotonic()
        url = f"https://127.0.0.1:{listener.getsockname()[1]}/"
        with (
            WebhookSession(policy=OPEN, total_seconds=0.5) as session,
            pytest.raises(NoAnswer, match="too long"),
        ):
            session.post(url, body=b"{}", headers={})
        assert time.monotonic() - started < 4
        thread.join(20)


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_an_answer_that_trickles_through_a_proxy_is_cut_off(
    scheme: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[bytes] = []

    def trickle(listener: socket.socket) -> None:
        connection, _ = listener.accept()
        with connection, suppress(OSError):
            asked.append(connection.recv(4096))
            connection.sendall(b"HTTP/1.1 200 ")
            for _ in range(200):
                connection.sendall(b".")
                time.sleep(0.1)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = Thread(target=trickle, args=[listener], daemon=True)
        thread.start()
        monkeypatch.setenv(f"{scheme}_proxy", f"http://127.0.0.1:{listener.getsockname()[1]}")
        monkeypatch.setenv("no_proxy", "")
        started = time.monotonic()
        with (
            WebhookSession(policy=OPEN, total_seconds=0.5) as session,
            pytest.raises(NoAnswer, match="too long"),
        ):
            session.post(f"{scheme}://127.0.0.2:1/hook", body=b"{}", headers={})
        assert time.monotonic() - started < 4
        thread.join(20)
    (request,) = asked
    assert (
        request.split()[1]
        == {
            "http": b"http://127.0.0.2:1/hook",
            "https": b"127.0.0.2:1",
        }[scheme]
    )


def test_a_target_that_is_off_or_gone_gets_nothing(books: Books, receiver: WebhookReceiver) -> None:
    delivery = delivery_to(books, receiver.url)
    WebhookTarget.objects.update(is_active=False)
    with pytest.raises(TargetRefused) as raised:
        sent(delivery)
    assert raised.value.code == "TARGET_OFF"
    delivery.target_id = 2**40
    with pytest.raises(TargetRefused) as raised:
        sent(delivery)
    assert raised.value.code == "TARGET_GONE"
    assert receiver.received == []


def test_a_target_fails_since_its_first_failure_until_it_works(
    books: Books, receiver: WebhookReceiver
) -> None:
    delivery = delivery_to(books, receiver.url)
    receiver.behaviour = answers(500)
    for _ in range(2):
        with pytest.raises(WebhookFailed):
            sent(delivery)
        first = failing_since(delivery)
        assert first is not None
    with pytest.raises(WebhookFailed):
        sent(delivery)
    assert failing_since(delivery) == first

    receiver.behaviour = answers_in_turn(204, 500)
    with WebhookBatch([delivery], now=timezone.now()) as batch:
        assert batch.send(delivery).status_code == 204
        with pytest.raises(WebhookFailed):
            batch.send(delivery)
    assert failing_since(delivery) > first
    receiver.behaviour = answers(200)
    sent(delivery)
    assert failing_since(delivery) is None


def test_a_new_address_is_given_a_chance(books: Books, receiver: WebhookReceiver) -> None:
    delivery = delivery_to(books, receiver.url)
    WebhookTarget.objects.update(failing_since=timezone.now())
    update_target(
        target_id=delivery.target_id or 0,
        settings={"url": receiver.url + "/2"},
        author="user:1",
        now=timezone.now(),
    )
    assert failing_since(delivery) is None
    sent(delivery)
    assert receiver.received[0].path == "/loyalty/2"


def test_a_try_out_reaches_a_target_that_is_off(books: Books, receiver: WebhookReceiver) -> None:
    target = add_target(receiver.url, is_active=False)
    _, tried = try_out_target(target_id=target.pk, now=timezone.now())
    assert (tried.status_code, tried.error) == (200, "")
    (request,) = receiver.received
    body = Webhook(target.secret).verify(request.body, request.headers)
    assert (body["type"], body["data"]) == ("test", {})
    receiver.behaviour = answers(500, b"Sorry")
    _, tried = try_out_target(target_id=target.pk, now=timezone.now())
    assert (tried.status_code, tried.response) == (500, "Sorry")
    assert tried.error == "It answered 500 Internal Server Error."
    ids = [json.loads(request.body)["id"] for request in receiver.received]
    assert len(set(ids)) == 2
    assert Delivery.objects.count() == 0


def test_nothing_of_a_netrc_goes_out(
    receiver: WebhookReceiver, tmp_path: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login admin password hidden\n")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    with WebhookSession(policy=OPEN) as session:
        session.post(receiver.url, body=b"{}", headers={})
    assert "Authorization" not in receiver.received[0].headers
