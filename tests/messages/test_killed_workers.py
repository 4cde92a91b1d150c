"""Workers are killed at random while they send: nothing is lost, and almost nothing sent twice.

Everything is real: Redis, Celery's workers, the database, and a mail server.
LOYALTY_KILL_TEST_MAILS says how many e-mails there are, 500 by default.
"""

import os
import socket
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.utils import timezone

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import ShopFacts
from saleor_loyalty_plugin.messages.email.build import message_id_of
from saleor_loyalty_plugin.models import Account, Delivery, OutboxMessage
from saleor_loyalty_plugin.rules.messages import MessageKind
from tests.messages.celery_workers import (
    NO_REDIS,
    PROJECT,
    REDIS,
    Beat,
    Workers,
    child_environment,
    running_redis,
    running_workers,
)
from tests.messages.fact_builders import credit, members, sends
from tests.smtp_server import SmtpServer, running_server

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(REDIS is None, reason=NO_REDIS),
]

MAILS = int(os.environ.get("LOYALTY_KILL_TEST_MAILS", "500"))
# What one worker holds when it is killed is free again after this.
LEASE_SECONDS = 4
# So many accounts get five e-mails each.
FEW = 20
SECONDS_MAX = 120 + MAILS // 5


@pytest.fixture
def broker() -> Iterator[str]:
    with running_redis() as address:
        yield address


def environment(server: SmtpServer) -> dict[str, str]:
    return {
        "EMAIL_URL": f"smtp://{server.host}:{server.port}",
        "LEASE_SECONDS": str(LEASE_SECONDS),
    }


@dataclass(kw_only=True)
class Storm:
    """Calls the workers as the beat does, and kills some of them whenever `every` more e-mails are
    sent, until nothing waits any more."""

    workers: Workers
    beat: Beat
    every: int

    def rage(self) -> None:
        ends_at = time.monotonic() + SECONDS_MAX
        kill_at = self.every
        beat_at = 0.0
        while time.monotonic() < ends_at:
            if time.monotonic() >= beat_at:
                self.beat()
                beat_at = time.monotonic() + 0.5
            if Delivery.objects.exclude(status="PENDING").count() >= kill_at:
                # At any point of what they are doing.
                time.sleep(self.workers.chance.uniform(0, 0.2))
                self.workers.kill_some()
                kill_at = Delivery.objects.exclude(status="PENDING").count() + self.every
            if self._is_over():
                return
            time.sleep(0.05)
        raise AssertionError(f"Not everything was sent in {SECONDS_MAX} s.")

    def _is_over(self) -> bool:
        is_told = not OutboxMessage.objects.filter(delivered_at=None).exists()
        return is_told and not Delivery.objects.filter(status="PENDING").exists()


def test_nothing_is_lost_and_only_what_is_in_flight_repeated(
    committing_db: None, broker: str, tmp_path: Path
) -> None:
    sends(MessageKind.POINTS_CREDITED)
    rows = members(MAILS)
    now = timezone.now()
    # Some get several, which are to come in order.
    for _ in range(4):
        credit(rows[:FEW], 10, now=now)
    with (
        running_server(tmp_path) as server,
        running_workers(2, broker=broker, log=tmp_path / "log", **environment(server)) as workers,
    ):
        credit(rows, 50, now=now)
        Storm(workers=workers, beat=Beat(broker), every=max(60, MAILS // 50)).rage()
        mails = server.mails()

    assert set(Delivery.objects.values_list("status", flat=True)) == {"DELIVERED"}
    by_id = Counter(mail.message_id for mail in mails)
    assert len(by_id) == MAILS + 4 * FEW
    # A repeat bears the same Message-ID, and each kill caught one message at most.
    repeats = len(mails) - len(by_id)
    assert workers.kills >= 3
    assert repeats <= workers.kills
    firsts = list({mail.message_id: mail.recipients[0] for mail in mails}.items())
    got = Counter(recipient for _, recipient in firsts)
    assert got == {
        f"member{place}@example.com": 5 if place <= FEW else 1 for place in range(1, MAILS + 1)
    }
    for place in range(1, FEW + 1):
        recipient = f"member{place}@example.com"
        ids = [message_id for message_id, to in firsts if to == recipient]
        sent = Delivery.objects.filter(recipient=recipient).order_by("pk")
        assert ids == [message_id_of(item, shop=shop()) for item in sent]
    sys.stderr.write(
        f"\n{len(by_id)} e-mails, {workers.kills} processes killed, {repeats} repeats\n"
    )


def tell(account: Account, points: int, **environment: str) -> int:
    """Something happens in another process, which calls for the relay; how long that took, in
    milliseconds."""
    result = subprocess.run(
        [sys.executable, "-m", "tests.messages.teller", str(account.pk), str(points)],
        env=child_environment(**environment),
        cwd=PROJECT,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return int(result.stdout)


def test_what_happens_is_told_at_once_without_the_beat(
    committing_db: None, broker: str, tmp_path: Path
) -> None:
    sends(MessageKind.POINTS_CREDITED)
    [ann] = members(1)
    with (
        running_server(tmp_path) as server,
        running_workers(1, broker=broker, log=tmp_path / "log", **environment(server)),
    ):
        tell(ann, 50, CELERY_BROKER_URL=broker)
        ends_at = time.monotonic() + 60
        while not server.mails() and time.monotonic() < ends_at:
            time.sleep(0.1)

        assert [mail.recipients for mail in server.mails()] == [["member1@example.com"]]


def test_a_broker_that_hangs_holds_up_nobody(committing_db: None) -> None:
    sends(MessageKind.POINTS_CREDITED)
    [ann] = members(1)

    # It takes connections and never answers: whoever waits for it waits for ever.
    with socket.create_server(("127.0.0.1", 0)) as broker:
        port = broker.getsockname()[1]
        took = tell(ann, 50, CELERY_BROKER_URL=f"redis://127.0.0.1:{port}/0")
        broker.settimeout(0)
        broker.accept()[0].close()

    assert took < 10_000
    assert OutboxMessage.objects.filter(delivered_at=None).count() == 1


def shop() -> ShopFacts:
    return current_host().shop()
