"""Messages: relay and mirror against plain SQL, sending against bare sending of the same bytes."""

import http.client
import smtplib
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.db import connection, transaction
from django.test import override_settings
from django.utils import timezone

from benchmarks import seed
from benchmarks.measure import Series, interleaved, milliseconds
from benchmarks.receiver import running_receiver
from benchmarks.report import Figure, Finding
from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.messages.deliver import deliver
from saleor_loyalty_plugin.messages.mirror import sweep_mirror
from saleor_loyalty_plugin.messages.relay import relay
from saleor_loyalty_plugin.messages.webhooks.deliveries import webhook_deliveries
from saleor_loyalty_plugin.messages.webhooks.payloads import body_of
from saleor_loyalty_plugin.messages.webhooks.targets import create_target
from saleor_loyalty_plugin.models import (
    Delivery,
    EntryKind,
    MessageSettings,
    OutboxMessage,
    Program,
)
from saleor_loyalty_plugin.rules.messages import MessageKind
from sandbox.shop.models import Channel, User
from tests.smtp_server import SmtpServer, StoredMail, running_server

_DELIVERIES_SQL = """
INSERT INTO loyalty_delivery (key, account_id, fact_id, kind, payload, status, attempts,
    attempts_max, due_at, is_bulk, way, recipient, subject, error_code, error, created_at)
SELECT 'fact:' || o.id || ':email:POINTS_CREDITED', o.account_id, o.id, 'POINTS_CREDITED',
    jsonb_build_object('entryId', e.id, 'points', e.points, 'balanceAfter', e.balance_after),
    'PENDING', 0, 10, now(), false, '', '', '', '', '', now()
FROM loyalty_outbox o JOIN loyalty_entry e ON e.id = o.entry_id WHERE o.delivered_at IS NULL
"""
_TOLD_SQL = "UPDATE loyalty_outbox SET delivered_at = now() WHERE delivered_at IS NULL"
_SAID_SQL = """
UPDATE shop_user u
SET metadata = u.metadata || jsonb_build_object('loyalty_points', a.balance::text)
FROM loyalty_account a WHERE a.customer_id = u.id
"""
_PENDING_SQL = """
UPDATE loyalty_delivery SET status = 'PENDING', due_at = created_at, attempts = 0,
    finished_at = NULL
WHERE (target_id IS NULL) = %(is_email)s
"""
_TABLES = "loyalty_delivery, loyalty_delivery_attempt, loyalty_outbox, shop_user"


class Messages:
    """Each contender once over all facts or all deliveries, in milliseconds."""

    def __init__(self, *, facts: int, sent: int, smtp: SmtpServer, receiver: str) -> None:
        self.facts, self.sent, self.smtp, self.receiver = facts, sent, smtp, receiver
        # Seconds of Python's own in the last run, which other programs don't lengthen.
        self.processor_seconds: dict[str, float] = {}
        seed.migrate("default")
        program = Program.objects.get(is_default=True)
        MessageSettings.objects.create(
            program=program,
            active_kinds=[MessageKind.POINTS_CREDITED.value],
            updated_at=timezone.now(),
        )
        Channel.objects.create(name="Tea", slug="tea", currency_code="EUR")
        User.objects.bulk_create(
            (User(pk=n, email=f"customer{n}@example.com") for n in range(1, facts + 1)),
            batch_size=1000,
        )
        first = seed.add_accounts("default", facts)
        ledger.post_bonus(
            account_ids=range(first, first + facts),
            points=10,
            kind=EntryKind.GIFT,
            reason="GIFT",
            key_prefix="bench",
            now=timezone.now(),
        )

    # The relay and the mirror ----------------------------------------------------------------

    def relay(self) -> float:
        self._nothing_told()
        return self._timed("relay", self._relay)

    def rows_of_relay(self) -> float:
        self._nothing_told()
        return milliseconds(lambda: _run(_DELIVERIES_SQL, _TOLD_SQL, _SAID_SQL))

    def mirror(self) -> float:
        self._nothing_said()
        return self._timed("mirror", lambda: self._sweep(self.facts))

    def rows_of_mirror(self) -> float:
        self._nothing_said()
        return milliseconds(lambda: _run(_SAID_SQL))

    def mirror_again(self) -> float:
        """Everybody says what is so."""
        _run(_SAID_SQL)
        _tidy()
        return self._timed("mirror again", lambda: self._sweep(0))

    def _relay(self) -> None:
        assert relay(now=timezone.now()).deliveries == self.facts

    def _sweep(self, differing: int) -> None:
        assert sweep_mirror(now=timezone.now()) == differing

    def _nothing_told(self) -> None:
        _run(
            "TRUNCATE loyalty_delivery CASCADE",
            "UPDATE loyalty_outbox SET delivered_at = NULL",
        )
        self._nothing_said()

    def _nothing_said(self) -> None:
        _run("UPDATE shop_user SET metadata = '{}'")
        _tidy()

    # Sending ---------------------------------------------------------------------------------

    def prepare_sending(self) -> tuple[list[StoredMail], list[bytes]]:
        """Deliveries to send again and again; the e-mails and the bodies that they come to."""
        self._nothing_told()
        others = OutboxMessage.objects.order_by("pk").values("pk")[self.sent :]
        OutboxMessage.objects.filter(pk__in=others).delete()
        now = timezone.now()
        relay(now=now)
        settings = {"name": "Bench", "url": self.receiver}
        create_target(settings=settings, author="bench", now=now)
        facts = list(OutboxMessage.objects.order_by("pk"))
        webhooks = webhook_deliveries(facts, now=now, using="default")
        Delivery.objects.bulk_create(webhooks)
        self._deliver()
        mails = self.smtp.mails()
        assert len(mails) == len(webhooks) == self.sent
        return mails, [body_of(item.payload) for item in webhooks]

    def emails(self) -> float:
        return self._sending("e-mails", is_email=True)

    def webhooks(self) -> float:
        return self._sending("webhooks", is_email=False)

    def bare_emails(self, mails: Sequence[StoredMail]) -> float:
        """By one connection, as the worker does it."""

        def send() -> None:
            with smtplib.SMTP(self.smtp.host, self.smtp.port) as client:
                for mail in mails:
                    client.sendmail(mail.sender, mail.recipients, mail.source.encode("latin-1"))

        self._forget_mails()
        return milliseconds(send)

    def bare_webhooks(self, bodies: Sequence[bytes]) -> float:
        address = urlsplit(self.receiver)

        def send() -> None:
            client = http.client.HTTPConnection(address.netloc)
            for body in bodies:
                client.request("POST", address.path, body, {"Content-Type": "application/json"})
                assert client.getresponse().read() == b""
            client.close()

        return milliseconds(send)

    def _sending(self, name: str, *, is_email: bool) -> float:
        self._forget_mails()
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE loyalty_delivery_attempt")
            cursor.execute(_PENDING_SQL, {"is_email": is_email})
        _tidy()
        return self._timed(name, self._deliver)

    def _deliver(self) -> None:
        waiting = Delivery.objects.filter(status="PENDING").count()
        assert deliver(clock=timezone.now).sent == waiting >= self.sent

    def _forget_mails(self) -> None:
        self.smtp.file.write_text("")

    def _timed(self, name: str, action: Callable[[], None]) -> float:
        started = time.process_time()
        elapsed = milliseconds(action)
        self.processor_seconds[name] = time.process_time() - started
        return elapsed


def _run(*statements: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def _tidy() -> None:
    """As an autovacuum leaves it."""
    with connection.cursor() as cursor:
        cursor.execute(f"VACUUM ANALYZE {_TABLES}")
        cursor.execute("CHECKPOINT")


@contextmanager
def _shop_with_customers(smtp: SmtpServer) -> Iterator[None]:
    """The sandbox's shop instead of none, which sends by this mail server."""
    settings = {
        "LOYALTY_HOST": "sandbox.host.SandboxHost",
        "ENABLE_ACCOUNT_CONFIRMATION_BY_EMAIL": True,
        "PUBLIC_URL": "https://tea.example.com",
        "SHOP_NAME": "House of tea",
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": smtp.host,
        "EMAIL_PORT": smtp.port,
        "HTTP_IP_FILTER_ALLOW_LOOPBACK_IPS": True,
    }
    try:
        with override_settings(**settings):
            current_host.cache_clear()
            yield
    finally:
        current_host.cache_clear()


def measure(
    *, repetitions: int, facts: int, sent: int, tell: Callable[[str], None]
) -> tuple[list[Finding], list[Figure]]:
    """`facts` are relayed, one for each account; `sent` e-mails and as many webhooks go out."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        smtp = stack.enter_context(running_server(folder))
        receiver = stack.enter_context(running_receiver())
        stack.enter_context(_shop_with_customers(smtp))
        messages = Messages(facts=facts, sent=sent, smtp=smtp, receiver=receiver)
        tell(f" {facts:,} facts of as many accounts, milliseconds")
        told = interleaved(
            {
                "relay": messages.relay,
                "relay, SQL": messages.rows_of_relay,
                "mirror": messages.mirror,
                "mirror again": messages.mirror_again,
                "mirror, SQL": messages.rows_of_mirror,
            },
            repetitions=repetitions,
            tell=tell,
        )
        mails, bodies = messages.prepare_sending()
        tell(f" {sent:,} e-mails and as many webhooks, milliseconds")
        gone = interleaved(
            {
                "e-mails": messages.emails,
                "e-mails, bare": lambda: messages.bare_emails(mails),
                "webhooks": messages.webhooks,
                "webhooks, bare": lambda: messages.bare_webhooks(bodies),
            },
            repetitions=repetitions,
            tell=tell,
        )
    findings = [
        _finding("relay × plain SQL of the same rows", told.ratio("relay", "relay, SQL")),
        _finding("mirror, sweep × one plain UPDATE", told.ratio("mirror", "mirror, SQL")),
        _finding(
            "mirror, sweep without a difference × the same",
            told.ratio("mirror again", "mirror, SQL"),
        ),
        _finding("e-mails × bare sending", gone.ratio("e-mails", "e-mails, bare")),
        _finding("webhooks × bare sending", gone.ratio("webhooks", "webhooks, bare")),
    ]
    return findings, [*_figures(told, messages, facts), *_figures(gone, messages, sent)]


def _figures(series: Series, messages: Messages, count: int) -> Iterator[Figure]:
    for name in series.figures:
        value = series.median(name) * 1000 / count
        yield Figure(what=f"{name}, one of {count:,}", value=value, unit="µs")
        own = messages.processor_seconds.get(name)
        if own is not None:
            value = own * 1_000_000 / count
            yield Figure(what=f"{name}, one of them, Python's part", value=value, unit="µs")


def _finding(what: str, ratio: float) -> Finding:
    return Finding(target="messages", what=what, ratio=ratio)
