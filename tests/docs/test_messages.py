"""The receiver on the page on messages, run as it stands there."""

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from saleor_loyalty_plugin.messages.webhooks.send import WebhookBatch
from saleor_loyalty_plugin.models import Delivery, WebhookTarget
from saleor_loyalty_plugin.rules.webhook_events import TEST_EVENT, WebhookEvent
from tests.ledger.builders import Books
from tests.messages.webhook_builders import add_target, fanned_out

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "messages.md").read_text(encoding="utf-8")
PROGRAM = re.search(r"```python\n(.+?)```", PAGE, re.DOTALL)[1]  # type: ignore[index]
DEADLINE = 30


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@pytest.fixture
def receiver(db: None, settings: Any, tmp_path: Path) -> Iterator[tuple[Path, WebhookTarget]]:
    """What the receiver prints, and a webhook that leads to it."""
    settings.HTTP_IP_FILTER_ALLOW_LOOPBACK_IPS = True
    port = free_port()
    target = add_target(f"http://127.0.0.1:{port}/")
    printed = tmp_path / "printed.txt"
    environment = {
        **os.environ,
        "PORT": str(port),
        "LOYALTY_SECRET": target.secret,
        "PYTHONUNBUFFERED": "1",
    }
    with printed.open("w") as output:
        process = subprocess.Popen(
            [sys.executable, "-c", PROGRAM],
            env=environment,
            stdout=output,
            stderr=subprocess.DEVNULL,
        )
        until = time.monotonic() + DEADLINE
        while time.monotonic() < until:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=1).close()
                break
            except OSError:
                time.sleep(0.05)
        try:
            yield printed, target
        finally:
            process.kill()
            process.wait()


def status_of(delivery: Delivery) -> int | None:
    with WebhookBatch([delivery], now=timezone.now()) as batch:
        try:
            return batch.send(delivery).status_code
        except Exception as error:
            return getattr(error, "status_code", None)


def test_the_receiver_takes_each_fact_once(receiver: tuple[Path, WebhookTarget]) -> None:
    printed, target = receiver
    books = Books()
    account = books.account(points=858)
    (delivery,) = fanned_out()

    assert [status_of(delivery), status_of(delivery)] == [204, 204]

    said = delivery.payload["data"]["customerId"]
    assert printed.read_text() == f"{said} 858\n"
    assert account.balance == 858
    WebhookTarget.objects.filter(pk=target.pk).update(secret="whsec_" + "A" * 44)
    assert status_of(delivery) == 401


def test_the_page_names_each_type() -> None:
    table = PAGE[PAGE.index("| `type` |") : PAGE.index("Fields are added")]
    rows = [line.split("|")[1] for line in table.splitlines()[2:] if line.startswith("|")]
    named = [name for row in rows for name in re.findall(r"`(\w+)`", row)]
    assert sorted(named) == sorted([*(event.value for event in WebhookEvent), TEST_EVENT])
