"""Statements: monthly to members with movements, once each, whoever makes them; and on request."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.messages import statements
from saleor_loyalty_plugin.messages.email.errors import MailRefused
from saleor_loyalty_plugin.messages.email.send import EmailBatch
from saleor_loyalty_plugin.messages.statements import (
    asked_period,
    send_due_statements,
    send_statement,
)
from saleor_loyalty_plugin.models import Account, Delivery, MembershipChange, Program
from saleor_loyalty_plugin.rules.messages import MessageKind, StatementSchedule
from saleor_loyalty_plugin.rules.statements import Period, month_before, month_to_send
from saleor_loyalty_plugin.services.errors import LoyaltyProblem
from tests.messages.fact_builders import accounts, members, post, sends
from tests.services.gift_builders import at
from tests.services.test_progress_sweep_crashes import killed_at_each_statement
from tests.smtp_server import SmtpServer

pytestmark = pytest.mark.django_db

APRIL = {"from": "2031-04-01", "to": "2031-04-30"}
MAY_FIRST = "2031-05-01T00:00"


def monthly(**values: Any) -> None:
    sends(statements=StatementSchedule.MONTHLY.value, **values)


def movement(account: Account, when: str, points: int = 10) -> None:
    post(account, points, now=at(when))


def made() -> list[tuple[int, str, dict[str, Any]]]:
    rows = Delivery.objects.select_related("account").order_by("pk")
    return [(row.account.customer_id, row.kind, row.payload) for row in rows]


# Days -----------------------------------------------------------------------------------------


def test_a_month_is_known_by_its_name() -> None:
    assert month_before(date(2031, 1, 15)) == Period(
        first=date(2030, 12, 1), last=date(2030, 12, 31)
    )
    assert month_before(date(2032, 3, 1)).last == date(2032, 2, 29)
    assert Period(first=date(2032, 2, 1), last=date(2032, 2, 29)).name == "2032-02"
    assert Period(first=date(2032, 2, 1), last=date(2032, 2, 28)).name == "2032-02-01..2032-02-28"


def test_a_month_is_sent_in_the_days_after_it() -> None:
    found = [
        month_to_send(at(moment), time_zone="America/New_York")
        for moment in ("2031-05-01T03:59", "2031-05-01T04:00", "2031-05-11T03:59")
    ]
    assert found[0] is None
    assert found[1] == found[2] == Period(first=date(2031, 4, 1), last=date(2031, 4, 30))
    assert month_to_send(at("2031-05-11T04:00"), time_zone="America/New_York") is None


def test_a_period_ends_today_at_the_latest() -> None:
    now = at("2031-05-05T12:00")
    ask = [(date(2031, 5, 1), date(2031, 5, 31)), (date(2031, 5, 1), None), (None, None)]
    found = [asked_period(first, last, time_zone="UTC", now=now) for first, last in ask]
    assert [item.name for item in found] == [*["2031-05-01..2031-05-05"] * 2, "2031-04"]


# Monthly --------------------------------------------------------------------------------------


def test_members_with_movements_get_one_each() -> None:
    monthly()
    ann, bob, eve, left, banned = accounts(5)
    movement(ann, "2031-04-01T00:00")
    movement(bob, "2031-04-30T23:59")
    movement(eve, "2031-05-01T00:00")
    movement(eve, "2031-03-31T23:59")
    for row, kind in ((left, "OPTED_OUT"), (banned, "BANNED")):
        movement(row, "2031-04-15T00:00")
        MembershipChange.objects.create(
            account=row, kind=kind, changed_at=at("2031-04-20"), actor="test"
        )

    counts = [send_due_statements(now=at(moment)) for moment in (MAY_FIRST, "2031-05-03T00:00")]

    assert counts == [2, 0]
    assert made() == [(1, "STATEMENT", APRIL), (2, "STATEMENT", APRIL)]


def test_whoever_loses_the_place_sends_nothing_twice() -> None:
    monthly()
    [ann] = accounts(1)
    movement(ann, "2031-04-02T00:00")
    send_due_statements(now=at(MAY_FIRST))
    statements.SweepCursor.objects.all().delete()

    send_due_statements(now=at("2031-05-02T00:00"))

    assert len(made()) == 1


def test_a_movement_that_comes_late_brings_no_second_one() -> None:
    monthly()
    [ann] = accounts(1)
    movement(ann, "2031-04-02T00:00")
    send_due_statements(now=at(MAY_FIRST))
    movement(ann, "2031-05-02T00:00")

    assert send_due_statements(now=at("2031-05-09T00:00")) == 0
    assert send_due_statements(now=at("2031-06-01T00:00")) == 1
    assert [payload["from"] for _, _, payload in made()] == ["2031-04-01", "2031-05-01"]


@pytest.mark.parametrize(
    "values", [{"is_active": False}, {"statements": StatementSchedule.NEVER.value}]
)
def test_settings_that_send_none(values: dict[str, Any]) -> None:
    monthly(**values) if "statements" not in values else sends(**values)
    [ann] = accounts(1)
    movement(ann, "2031-04-02T00:00")

    assert send_due_statements(now=at(MAY_FIRST)) == 0


def test_a_program_that_is_off_or_too_late_sends_none() -> None:
    monthly()
    [ann] = accounts(1)
    movement(ann, "2031-04-02T00:00")

    assert send_due_statements(now=at("2031-05-11T00:00")) == 0
    Program.objects.update(is_active=False)
    assert send_due_statements(now=at(MAY_FIRST)) == 0


def test_batches_cost_the_same_and_end_at_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monthly()
    rows = accounts(25)
    movement(rows[0], "2031-03-02T00:00")
    for row in rows:
        movement(row, "2031-04-02T00:00")
    costs = []
    for moment, number in (("2031-04-01T00:00", 1), (MAY_FIRST, 25)):
        with CaptureQueriesContext(connection) as queries:
            assert send_due_statements(now=at(moment)) == number
        costs.append(len(queries))
    assert costs[0] == costs[1]

    Delivery.objects.all().delete()
    statements.SweepCursor.objects.all().delete()
    monkeypatch.setattr(statements, "BATCH", 10)
    made_each = [send_due_statements(now=at(MAY_FIRST), limit=15) for _ in range(3)]
    assert made_each == [20, 5, 0]


def test_killed_anywhere_each_gets_one(
    committing_db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(statements, "BATCH", 2)
    monthly()
    for row in accounts(5):
        movement(row, "2031-04-02T00:00")

    times = killed_at_each_statement(lambda: send_due_statements(now=at(MAY_FIRST)), lambda: None)

    assert times > 10
    assert [customer for customer, _, _ in made()] == [1, 2, 3, 4, 5]


# On request -----------------------------------------------------------------------------------


def test_once_a_day_for_the_same_days_and_five_a_day() -> None:
    [ann] = accounts(1)
    periods = [Period(first=date(2031, 1, day), last=date(2031, 1, day)) for day in range(1, 8)]
    noon = at("2031-05-01T12:00")

    def ask(period: Period, *, now: Any = noon) -> int:
        return send_statement(account_id=ann.pk, period=period, now=now).pk

    assert ask(periods[0]) == ask(periods[0])
    for period in periods[1:5]:
        ask(period)
    with pytest.raises(LoyaltyProblem) as refused:
        ask(periods[5])
    assert refused.value.code == "LIMIT_EXCEEDED"
    assert ask(periods[0]) == Delivery.objects.earliest("pk").pk
    assert Delivery.objects.count() == 5
    ask(periods[6], now=at("2031-05-02T12:01"))
    assert Delivery.objects.count() == 6


@pytest.mark.parametrize("status", ["SKIPPED", "FAILED"])
def test_asked_for_again_it_is_sent_after_all(status: str) -> None:
    [ann] = accounts(1)
    asked = {"account_id": ann.pk, "period": Period(first=date(2031, 4, 1), last=date(2031, 4, 30))}
    first = send_statement(**asked, now=at(MAY_FIRST))
    Delivery.objects.update(
        status=status, error_code="GONE", error="x", attempts=8, finished_at=at(MAY_FIRST)
    )
    now = at("2031-05-01T10:00")

    again = send_statement(**asked, now=now)

    assert (again.pk, again.status, again.due_at) == (first.pk, "PENDING", now)
    assert (again.attempts, again.attempts_max) == (8, 16)
    assert (again.error_code, again.error, again.finished_at) == ("", "", None)
    Delivery.objects.update(status="DELIVERED")
    assert send_statement(**asked, now=now).status == "DELIVERED"


def test_the_schedule_alone_says_whether_it_is_sent(smtp_server: SmtpServer) -> None:
    monthly()
    [ann] = members(1)
    movement(ann, "2031-04-02T00:00")
    send_due_statements(now=at(MAY_FIRST))
    [delivery] = Delivery.objects.all()

    def send() -> None:
        with EmailBatch([delivery], now=at(MAY_FIRST)) as batch:
            batch.send(delivery)

    send()
    assert len(smtp_server.mails()) == 1
    sends(MessageKind.STATEMENT, statements=StatementSchedule.NEVER.value)
    with pytest.raises(MailRefused) as refused:
        send()
    assert refused.value.code == "KIND_OFF"


def test_it_arrives_with_its_file(smtp_server: SmtpServer) -> None:
    sends()
    [ann] = members(1)
    movement(ann, "2031-04-02T00:00", 500)
    movement(ann, "2031-04-03T00:00", -120)
    delivery = send_statement(
        account_id=ann.pk,
        period=Period(first=date(2031, 4, 1), last=date(2031, 4, 30)),
        now=at(MAY_FIRST),
    )

    with EmailBatch([delivery], now=at(MAY_FIRST)) as batch:
        batch.send(delivery)

    [mail] = smtp_server.mails()
    assert mail.recipients == ["member1@example.com"]
    [file] = list(mail.message.iter_attachments())
    assert file.get_filename() == "statement-2031-04.html"
    assert file.get_content_type() == "text/html"
    content = file.get_content()
    assert "380" in content and "−120" in content and "April 2031" in content


# Sums -----------------------------------------------------------------------------------------


def test_sums_are_right_whatever_comes_later() -> None:
    ann, bob = accounts(2)
    for when, points in (("2031-03-31", 100), ("2031-04-01", 50), ("2031-04-30", -30)):
        movement(ann, f"{when}T12:00", points)
    movement(ann, "2031-05-01T00:00", 7)
    april = (at("2031-04-01T00:00"), at("2031-05-01T00:00"))
    may = (at("2031-05-01T00:00"), at("2031-06-01T00:00"))

    first, second, third = ledger.movements_between(
        [(ann.pk, *april), (bob.pk, *april), (ann.pk, *may)], entries_max=1
    )

    assert (first.opening, first.points_in, first.points_out) == (100, 50, -30)
    assert (first.closing, first.count) == (120, 2)
    assert [entry.points for entry in first.entries] == [-30]
    assert (second.opening, second.closing, second.count, second.entries) == (0, 0, 0, ())
    assert (third.opening, third.closing) == (120, 127)
    with pytest.raises(LookupError):
        ledger.movements_between([(10**9, *april)], entries_max=1)
