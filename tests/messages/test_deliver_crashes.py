"""Real e-mails to a real mail server: workers that die, servers that fail, and what arrives."""

from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest

from saleor_loyalty_plugin.messages import lanes
from saleor_loyalty_plugin.messages.deliver import deliver
from saleor_loyalty_plugin.messages.relay import relay
from saleor_loyalty_plugin.models import Delivery, DeliveryPause
from saleor_loyalty_plugin.rules.messages import MessageKind
from tests.messages.fact_builders import NOW, Time, credit, members, sends
from tests.services.crash_child import die
from tests.services.test_progress_sweep_crashes import is_killed_at, killed_at_each_statement
from tests.smtp_server import SmtpServer, running_server

LEASE_IS_OVER = {"minutes": 6}


def two_emails_each(number: int) -> None:
    sends(MessageKind.POINTS_CREDITED)
    rows = members(number)
    for points in (10, 20):
        credit(rows, points)
    relay(now=NOW)


def arrived(server: SmtpServer) -> list[tuple[str, int]]:
    """(recipient, number of the delivery) of each e-mail, in the order in which they came first."""
    mails = {mail.message_id: mail.recipients[0] for mail in server.mails()}
    return [(to, int(message_id.split("-")[1])) for message_id, to in mails.items()]


def check_that_all_came_in_order(server: SmtpServer) -> None:
    came = arrived(server)
    assert set(Delivery.objects.values_list("status", flat=True)) == {"DELIVERED"}
    assert len(came) == Delivery.objects.count()
    for recipient in {to for to, _ in came}:
        numbers = [number for to, number in came if to == recipient]
        sent = Delivery.objects.filter(recipient=recipient).order_by("pk")
        assert numbers == [item.pk for item in sent]


def test_killed_between_any_two_statements(committing_db: None, smtp_server: SmtpServer) -> None:
    two_emails_each(20)
    clock = Time()

    times = killed_at_each_statement(
        lambda: deliver(clock=clock), lambda: clock.go_on(**LEASE_IS_OVER)
    )

    clock.go_on(**LEASE_IS_OVER)
    deliver(clock=clock)
    assert times > 20
    check_that_all_came_in_order(smtp_server)
    assert len(smtp_server.mails()) == 40


def test_who_dies_before_noting_has_one_message_sent_twice(
    committing_db: None, smtp_server: SmtpServer
) -> None:
    two_emails_each(3)
    clock = Time()

    with patch.object(lanes, "finish", die):
        for _ in range(3):
            assert is_killed_at(10_000, lambda: deliver(clock=clock))
            clock.go_on(**LEASE_IS_OVER)
    deliver(clock=clock)

    check_that_all_came_in_order(smtp_server)
    counts = Counter(mail.message_id for mail in smtp_server.mails())
    assert sum(counts.values()) - len(counts) == 3


@pytest.mark.django_db
def test_a_mail_server_that_fails_now_and_then(tmp_path: Path, settings: Any) -> None:
    """It is busy, hangs up before or after it has taken a message, and none is lost by that."""
    options = ("--busy", "0.1", "--drop", "0.1", "--lose-answer", "0.1")
    with running_server(tmp_path, *options) as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.host, server.port
        two_emails_each(40)
        clock = Time()
        for _ in range(60):
            deliver(clock=clock)
            last = Delivery.objects.filter(status="PENDING").order_by("-due_at").first()
            if last is None:
                break
            clock.now = max(clock.now, last.due_at)

        check_that_all_came_in_order(server)
        repeats = len(server.mails()) - Delivery.objects.count()
    attempts = sum(Delivery.objects.values_list("attempts", flat=True))
    # Some were tried again; of these, some had arrived in spite of what the server said.
    assert attempts > 90
    assert 0 < repeats < attempts - 80


@pytest.mark.django_db
def test_a_mail_server_that_is_down_for_a_day(smtp_server: SmtpServer) -> None:
    two_emails_each(30)
    smtp_server.stop()
    clock = Time()
    tried = 0
    while clock.now < NOW + timedelta(days=1):
        tried += deliver(clock=clock).retried
        clock.go_on(hours=1)
    assert DeliveryPause.objects.get().failures == tried == 24
    assert set(Delivery.objects.values_list("status", "attempts")) == {("PENDING", 0)}

    smtp_server.start_again()
    deliver(clock=clock)
    clock.go_on(minutes=20)
    deliver(clock=clock)

    check_that_all_came_in_order(smtp_server)
    assert len(smtp_server.mails()) == 60
    assert not DeliveryPause.objects.exists()
