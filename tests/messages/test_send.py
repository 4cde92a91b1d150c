"""Deliveries of e-mails through a real mail server: who still gets them, and what arrives."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from saleor_loyalty_plugin.messages.deliver import deliver
from saleor_loyalty_plugin.messages.email.errors import MailRefused
from saleor_loyalty_plugin.messages.email.preview import Draft, send_test
from saleor_loyalty_plugin.messages.email.send import EmailBatch
from saleor_loyalty_plugin.messages.preferences import read_token, set_preferences
from saleor_loyalty_plugin.messages.retries import retry_given_up
from saleor_loyalty_plugin.models import (
    Account,
    ChannelSender,
    Delivery,
    DeliveryPause,
    MessageSettings,
    MessageTemplate,
    Program,
    ProgramVersion,
    Reward,
    RewardClaim,
)
from saleor_loyalty_plugin.rules.messages import MessageKind
from saleor_loyalty_plugin.services.errors import LoyaltyProblem
from saleor_loyalty_plugin.services.members.membership import opt_out, set_account_status
from saleor_loyalty_plugin.services.programs.programs import ChannelSettings, create_program
from sandbox.shop.models import Channel, MailConfiguration, User
from tests.messages.api_backend import Backend
from tests.messages.builders import NOW
from tests.messages.fact_builders import Time
from tests.smtp_server import SmtpServer, StoredMail

pytestmark = pytest.mark.django_db


@pytest.fixture
def program() -> Program:
    program = Program.objects.get()
    MessageSettings.objects.create(
        program=program, active_kinds=[kind.value for kind in MessageKind], updated_at=NOW
    )
    return program


@pytest.fixture(autouse=True)
def channel(settings: Any) -> Channel:
    settings.PUBLIC_URL = "https://tea.example.com"
    settings.SHOP_NAME = "House of tea"
    return Channel.objects.create(name="Tea", slug="tea", currency_code="EUR")


def account_of(program: Program, email: str = "anna@example.com", **values: Any) -> Account:
    said = {"is_confirmed": True, "first_name": "Anna", "language_code": "en", **values}
    user = User.objects.create(email=email, **said)
    return Account.objects.create(program=program, customer_id=user.pk, created_at=NOW)


def delivery_of(account: Account, number: int = 1, **values: Any) -> Delivery:
    said = {
        "key": f"test:{account.pk}:{number}",
        "account": account,
        "kind": "BALANCE_REACHED",
        "payload": {"threshold": 500},
        "created_at": NOW,
        "due_at": NOW,
    }
    return Delivery.objects.create(**{**said, **values})


def claim_of(account: Account, **values: Any) -> RewardClaim:
    reward = Reward.objects.create(
        program=account.program,
        kind="EXPERIENCE",
        name="A tasting",
        points=100,
        created_at=NOW,
        updated_at=NOW,
    )
    version = ProgramVersion.objects.filter(program=account.program).latest("number")
    said = {
        "account": account,
        "reward": reward,
        "program_version": version,
        "terms": {"kind": "EXPERIENCE", "name": "A tasting"},
        "points": 100,
        "code": "K7QF-2MXA",
        "created_at": NOW,
    }
    return RewardClaim.objects.create(**{**said, **values})


def send(*deliveries: Delivery, now: Any = NOW) -> None:
    with EmailBatch(deliveries, now=now) as batch:
        for delivery in deliveries:
            batch.send(delivery)


def only(server: SmtpServer) -> StoredMail:
    [mail] = server.mails()
    return mail


def test_an_email_arrives_with_all_that_belongs_to_it(
    program: Program, smtp_server: SmtpServer
) -> None:
    delivery = delivery_of(account_of(program))

    with EmailBatch([delivery], now=NOW) as batch:
        sent = batch.send(delivery)

    mail = only(smtp_server)
    message = mail.message
    assert mail.recipients == ["anna@example.com"]
    assert message["From"] == "House of tea <shop@example.com>"
    assert (sent.recipient, sent.subject) == ("anna@example.com", message["Subject"])
    assert sent.message_id == mail.message_id
    assert mail.message_id.endswith("@tea.example.com>")
    assert "500" in message["Subject"]
    text = message.get_body(("plain",)).get_content()
    html = message.get_body(("html",)).get_content()
    assert "500" in text
    assert "500" in html
    # The link in the header is the one in the texts, and does what it says.
    link = message["List-Unsubscribe"].strip(" <>")
    assert link.startswith("https://tea.example.com/plugins/saleor.loyalty/messages/unsubscribe/")
    assert link in text
    assert Client().post(urlsplit(link).path, {"List-Unsubscribe": "One-Click"}).status_code == 200
    with pytest.raises(MailRefused) as caught:
        send(delivery_of(delivery.account, 2))
    assert caught.value.code == "UNWANTED"


def test_a_second_try_has_the_same_message_id(program: Program, smtp_server: SmtpServer) -> None:
    delivery = delivery_of(account_of(program))
    send(delivery)
    Delivery.objects.update(attempts=3)
    MailConfiguration.objects.create(
        channel=Channel.objects.get(),
        host=smtp_server.host,
        port=smtp_server.port,
        sender_address="tea@example.org",
    )

    send(Delivery.objects.get(), now=NOW + timedelta(hours=1))

    first, second = smtp_server.mails()
    assert first.message_id == second.message_id
    assert first.sender != second.sender


def test_the_shops_mail_settings_and_staffs_words(
    program: Program, channel: Channel, smtp_server: SmtpServer, settings: Any
) -> None:
    settings.EMAIL_PORT = 1
    MailConfiguration.objects.create(
        channel=channel,
        host=smtp_server.host,
        port=smtp_server.port,
        sender_name="Tea",
        sender_address="tea@example.com",
    )
    ChannelSender.objects.create(
        program=program, channel_id=channel.pk, from_name="Tea club", reply_to="ask@example.com"
    )

    send(delivery_of(account_of(program)))

    message = only(smtp_server).message
    assert message["From"] == "Tea club <tea@example.com>"
    assert message["Reply-To"] == "ask@example.com"


def test_in_the_customers_language(program: Program, smtp_server: SmtpServer) -> None:
    send(delivery_of(account_of(program, language_code="de")))

    message = only(smtp_server).message
    assert message["Content-Language"] == "de"
    assert "Punkte" in message["Subject"]


def _gone(account: Account) -> None:
    User.objects.all().delete()


def _inactive(account: Account) -> None:
    User.objects.update(is_active=False)


def _unconfirmed(account: Account) -> None:
    User.objects.update(is_confirmed=False)


def _no_address(account: Account) -> None:
    User.objects.update(email="")


def _no_real_address(account: Account) -> None:
    User.objects.update(email="anna@example.com\nBcc: eve@example.com")


def _unknown_address(account: Account) -> None:
    User.objects.update(email="unknown@example.com")


def _banned(account: Account) -> None:
    set_account_status(account_id=account.pk, status="BANNED", note="", actor="test", now=NOW)


def _left(account: Account) -> None:
    opt_out(customer_id=account.customer_id, program_id=account.program_id, actor="test", now=NOW)


def _off(account: Account) -> None:
    MessageSettings.objects.update(is_active=False)


def _kind_off(account: Account) -> None:
    MessageSettings.objects.update(active_kinds=["STATEMENT"])


def _unwanted(account: Account) -> None:
    wish = {MessageKind.BALANCE_REACHED: False, MessageKind.REWARD_CLAIMED: False}
    set_preferences(account_id=account.pk, wanted=wish, actor="test", now=NOW)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (_gone, "CUSTOMER_GONE"),
        (_inactive, "CUSTOMER_INACTIVE"),
        (_unconfirmed, "CUSTOMER_UNCONFIRMED"),
        (_no_address, "NO_ADDRESS"),
        (_no_real_address, "ADDRESS_REFUSED"),
        (_unknown_address, "ADDRESS_REFUSED"),
        (_banned, "ACCOUNT_BANNED"),
        (_left, "ACCOUNT_LEFT"),
        (_off, "MESSAGES_OFF"),
        (_kind_off, "KIND_OFF"),
        (_unwanted, "UNWANTED"),
    ],
)
def test_who_gets_none(
    program: Program, smtp_server: SmtpServer, change: Callable[[Account], None], code: str
) -> None:
    """Whatever has happened since the delivery came up."""
    account = account_of(program)
    delivery = delivery_of(account)
    change(account)

    with pytest.raises(MailRefused) as caught:
        send(delivery)

    assert caught.value.code == code
    assert str(caught.value).endswith((".", "here"))
    assert smtp_server.mails() == []


@pytest.mark.parametrize(
    ("change", "payload", "code"),
    [
        # Staff want the customer to be told, whatever the program does of its own accord.
        (_kind_off, {"notify": True}, None),
        (_unwanted, {"notify": True}, "UNWANTED"),
        (_off, {"notify": True}, "MESSAGES_OFF"),
        (_left, {"notify": True}, "ACCOUNT_LEFT"),
        # The customer has asked for just this one.
        (_kind_off, {"requested": True}, None),
        (_unwanted, {"requested": True}, None),
        (_left, {"requested": True}, None),
        (_banned, {"requested": True}, "ACCOUNT_BANNED"),
    ],
)
def test_what_somebody_asked_for(
    program: Program,
    smtp_server: SmtpServer,
    change: Callable[[Account], None],
    payload: dict[str, Any],
    code: str | None,
) -> None:
    account = account_of(program)
    delivery = delivery_of(account, payload={"threshold": 500, **payload})
    change(account)

    if code is None:
        send(delivery)
        assert len(smtp_server.mails()) == 1
        return
    with pytest.raises(MailRefused) as caught:
        send(delivery)
    assert caught.value.code == code


@pytest.mark.parametrize("broken", ["{{#if", "{{#each customer.name}}{{#if}}"])
def test_what_replaces_broken_texts_is_all_in_its_own_language(
    program: Program, smtp_server: SmtpServer, broken: str
) -> None:
    account = account_of(program, language_code="fr")
    for kind in ("BALANCE_REACHED", "STATEMENT"):
        MessageTemplate.objects.create(
            program=program,
            kind=kind,
            language_code="fr",
            number=1,
            subject="{{threshold.points}}",
            body=broken,
            text="a",
            created_at=NOW,
        )
    days = {"from": "2026-10-01", "to": "2026-10-31", "requested": True}
    reached = delivery_of(account, 1, payload={"threshold": 12345})
    statement = delivery_of(account, 2, kind="STATEMENT", payload=days)

    send(reached, statement)

    first, second = (mail.message for mail in smtp_server.mails())
    assert "12,345 points" in first["Subject"].replace("\xa0", " ")
    assert first["Content-Language"] == "en"
    text = second.get_body(("plain",)).get_content()
    assert "October 2026" in text
    assert "octobre" not in text
    (page,) = second.iter_attachments()
    assert 'lang="en"' in page.get_content() and "octobre" not in page.get_content()
    for mail in (first, second):
        token = mail["List-Unsubscribe"].strip(" <>").rpartition("/")[2]
        found = read_token(token)
        assert found is not None and found.language_code == "en"


def test_who_has_left_hears_of_their_own_rewards(program: Program, smtp_server: SmtpServer) -> None:
    """Points that are there can still be used, and the e-mail may hold what they were used for."""
    account = account_of(program)
    claim = claim_of(account)
    _left(account)

    send(delivery_of(account, kind="REWARD_CLAIMED", payload={"claimId": claim.pk}))

    body = only(smtp_server).message.get_body(("plain",))
    assert body is not None
    assert claim.code in body.get_content()


def test_what_is_no_longer_so_is_not_told(program: Program, smtp_server: SmtpServer) -> None:
    account = account_of(program)
    cancelled = claim_of(account, status="CANCELLED")
    gone = [
        delivery_of(account, 1, kind="REWARD_CLAIMED", payload={"claimId": cancelled.pk}),
        delivery_of(account, 2, kind="POINTS_EXPIRING", payload={"expiresOn": "2026-12-31"}),
    ]

    for delivery in gone:
        with pytest.raises(MailRefused) as caught:
            send(delivery)
        assert caught.value.code == "OUTDATED"
    assert smtp_server.mails() == []


def test_one_that_fails_keeps_no_other_from_going(
    program: Program, smtp_server: SmtpServer
) -> None:
    names = ["a", "unknown", "busy", "drop", "b", "c"]
    deliveries = [delivery_of(account_of(program, f"{name}@example.com")) for name in names]

    failures = []
    with EmailBatch(deliveries, now=NOW) as batch:
        for delivery in deliveries:
            try:
                batch.send(delivery)
            except Exception as error:
                failures.append(type(getattr(error, "reason", error)).__name__)

    assert failures == ["MailRefused", "SMTPDataError", "SMTPServerDisconnected"]
    arrived = [(mail.recipients[0], mail.connection) for mail in smtp_server.mails()]
    assert arrived == [("a@example.com", 1), ("b@example.com", 2), ("c@example.com", 2)]


def test_a_batch_reads_as_much_for_one_as_for_many(
    program: Program, smtp_server: SmtpServer
) -> None:
    counts = []
    for number in (1, 10):
        deliveries = [
            delivery_of(account_of(program, f"{number}-{place}@example.com"), language_code)
            for place, language_code in enumerate(range(number))
        ]
        with CaptureQueriesContext(connection) as queries:
            send(*deliveries)
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert len(smtp_server.mails()) == 11


def test_texts_that_replace_broken_ones_say_their_language(
    smtp_server: SmtpServer, program: Program
) -> None:
    MessageTemplate.objects.create(
        program=program,
        kind="BALANCE_REACHED",
        language_code="fr",
        number=1,
        subject="{{#if",
        body="{{#if",
        text="{{#if",
        created_at=NOW,
    )

    send(delivery_of(account_of(program, language_code="fr")))

    message = only(smtp_server).message
    assert message["Content-Language"] == "en"


def test_the_way_is_named_before_anything_is_sent(
    program: Program, channel: Channel, settings: Any
) -> None:
    delivery = delivery_of(account_of(program))
    with EmailBatch([delivery], now=NOW) as batch:
        server, address = batch.ways_of(delivery)
    assert server == "email:django"
    assert address.startswith("email:from ")
    MailConfiguration.objects.create(
        channel=channel, host="mail.example.com", sender_address="tea@example.com"
    )
    with EmailBatch([delivery], now=NOW) as batch:
        server, other = batch.ways_of(delivery)
    assert server.startswith("email:mail.example.com:25:")
    assert other.startswith("email:from tea@example.com:")
    assert other != address


def test_what_was_skipped_without_a_mail_server_goes_out_once_there_is_one(
    program: Program, settings: Any, mailoutbox: list[Any]
) -> None:
    backend, settings.EMAIL_BACKEND = settings.EMAIL_BACKEND, ""
    delivery = delivery_of(account_of(program))
    for _still_none in range(2):
        assert deliver(clock=lambda: NOW).skipped == 1
        delivery.refresh_from_db()
        assert (delivery.status, delivery.error_code) == ("SKIPPED", "NO_MAIL_SERVER")
        assert retry_given_up(delivery_ids=[delivery.pk], now=NOW) == 1

    settings.EMAIL_BACKEND = backend
    assert deliver(clock=lambda: NOW).sent == 1

    assert retry_given_up(delivery_ids=[delivery.pk], now=NOW) == 0
    assert [mail.to for mail in mailoutbox] == [["anna@example.com"]]


def test_an_address_that_the_server_refuses_stops_no_other(
    program: Program, smtp_server: SmtpServer
) -> None:
    """A slip in what staff wrote for one channel."""
    second = Channel.objects.create(name="Tea B", slug="tea-b", currency_code="EUR")
    other = create_program(
        settings={"name": "Other"},
        channels=[ChannelSettings(channel_id=second.pk, values={})],
        author="user:1",
        now=NOW,
    )
    MessageSettings.objects.create(program=other, updated_at=NOW)
    sender = ChannelSender.objects.create(
        program=other, channel_id=second.pk, from_address="stranger@example.com"
    )
    rows = [account_of(other, f"other{number}@example.com") for number in range(3)]
    waiting = [delivery_of(row) for row in rows]
    for number in range(5):
        delivery_of(account_of(program, f"member{number}@example.com"))
    clock = Time(NOW)

    assert deliver(clock=clock).sent == 5

    assert set(waiting) == set(Delivery.objects.filter(status="PENDING"))
    pause = DeliveryPause.objects.get()
    assert pause.key.startswith("email:from stranger@example.com:")
    assert pause.error == "553 5.7.1 Sender address rejected: not owned by user"
    # Who writes at the wrong address is found out once, and again when its rest is over.
    tried = [row.error for row in Delivery.objects.filter(status="PENDING")]
    assert sorted(tried) == ["", "", pause.error]
    assert {mail.connection for mail in smtp_server.mails()} == {1}
    clock.go_on(minutes=2)
    assert (deliver(clock=clock).sent, DeliveryPause.objects.get().failures) == (0, 2)

    sender.delete()
    clock.go_on(hours=1)
    assert deliver(clock=clock).sent == 3


class TestAMailBackendWithErrorsOfItsOwn:
    """As those that speak HTTP to a provider."""

    @pytest.fixture(autouse=True)
    def _backend(self, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        settings.EMAIL_BACKEND = "tests.messages.api_backend.Backend"
        monkeypatch.setattr(Backend, "sent", [])

    def test_rests_when_it_takes_nothing_for_one_after_the_other(
        self, program: Program, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        clock = Time(NOW)
        for number in range(30):
            delivery_of(account_of(program, f"member{number}@example.com"))
        monkeypatch.setattr(Backend, "refuses", ("@",))

        assert deliver(clock=clock).retried == 3
        tries = Delivery.objects.order_by("pk").values_list("attempts", flat=True)
        assert list(tries) == [1, 1, 1] + [0] * 27
        pause = DeliveryPause.objects.get()
        assert (pause.key, pause.failures) == ("email:django", 1)
        assert pause.error == "ProviderError: 403: the account is suspended"
        assert timedelta(0) < pause.until - clock.now <= timedelta(seconds=30)

        # One finds out whether it still does, and another one the next time.
        for round_ in (2, 3):
            clock.go_on(minutes=2)
            assert deliver(clock=clock).retried == 1
            assert DeliveryPause.objects.get().failures == round_
        assert max(tries) <= 2

        monkeypatch.setattr(Backend, "refuses", ())
        clock.go_on(hours=1)
        assert deliver(clock=clock).sent == 30
        assert not DeliveryPause.objects.exists()

    def test_goes_on_where_it_refuses_some(
        self, program: Program, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Backend, "refuses", ("bad",))
        for number in range(10):
            name = "bad" if number % 3 else "good"
            delivery_of(account_of(program, f"{name}{number}@example.com"))
        bad = Account.objects.order_by("pk")[1]
        for number in range(2, 5):
            # News and reminders of one customer: still a single one.
            delivery_of(bad, number, is_bulk=number % 2 == 0)

        deliver(clock=lambda: NOW)

        assert len(Backend.sent) == 4
        assert not DeliveryPause.objects.exists()

    @pytest.mark.parametrize("says", [None, 0, 1])
    def test_has_taken_what_it_raises_nothing_for(
        self, program: Program, monkeypatch: pytest.MonkeyPatch, says: int | None
    ) -> None:
        """One that queues says that it has sent none yet, or nothing."""
        monkeypatch.setattr(Backend, "says", says)
        delivery_of(account_of(program))

        assert deliver(clock=lambda: NOW).sent == 1

        assert len(Backend.sent) == 1

    def test_that_is_not_set_up_rests_at_once(
        self, program: Program, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Backend, "is_misconfigured", True)
        for number in range(5):
            delivery_of(account_of(program, f"member{number}@example.com"))

        assert deliver(clock=lambda: NOW).retried == 1
        assert set(Delivery.objects.values_list("attempts", flat=True)) == {0}
        assert "No API key" in DeliveryPause.objects.get().error

    def test_has_nothing_to_do_with_emails_that_cant_be_made(
        self, program: Program, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for number in range(4):
            account = account_of(program, f"member{number}@example.com")
            delivery_of(account, kind="NOBODY_KNOWS")
        delivery_of(account_of(program))

        done = deliver(clock=lambda: NOW)

        assert (done.retried, done.sent) == (4, 1)
        assert not DeliveryPause.objects.exists()

    def test_says_what_it_says_of_a_test(
        self, program: Program, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Backend, "refuses", ("@",))
        with pytest.raises(LoyaltyProblem, match="403: the account is suspended"):
            send_test(
                program_id=program.pk,
                draft=Draft(MessageKind.STATEMENT, "en"),
                account_id=None,
                address="me@example.com",
                author="staff:1",
                now=NOW,
            )
