"""`python manage.py loyalty_messages`: how messages are doing, sending them, dead letters."""

from argparse import ArgumentParser
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from saleor_loyalty_plugin.management.commands._progress import progress_to
from saleor_loyalty_plugin.messages.drain import drain
from saleor_loyalty_plugin.messages.retries import retry_given_up
from saleor_loyalty_plugin.messages.status import messages_status
from saleor_loyalty_plugin.models import Delivery
from saleor_loyalty_plugin.rules.messages import DeliveryStatus

RETRY_BATCH = 1000
GIVEN_UP_SHOWN = 20
ERROR_SHOWN = 100


class Command(BaseCommand):
    help = (
        "Say how e-mails and webhooks are doing: what waits, since when, what was given up and"
        " which mail server or app doesn't answer. With --drain, send now all that is due, beside"
        " Celery's workers or instead of them. With --retry, send again what was given up."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--drain", action="store_true", help="Send all that is due, now.")
        parser.add_argument(
            "--retry",
            nargs="*",
            metavar="NUMBER",
            help="Try these deliveries again, by their numbers as this command lists them, or all"
            " that were given up. Add --drain to send them at once.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["retry"] is not None:
            self._retry(options["retry"], now)
        if options["drain"]:
            told = progress_to(self.stderr)
            drained = drain(clock=timezone.now, progress=told)
            done = drained.delivered
            self.stdout.write(
                f"Relayed {drained.relayed.facts} facts, sent {done.sent} messages, skipped"
                f" {done.skipped}, put {done.retried} off and gave {done.failed} up."
            )
        if options["retry"] is None and not options["drain"]:
            self._tell(now)

    def _retry(self, numbers: list[str], now: datetime) -> None:
        try:
            chosen = [int(number) for number in numbers]
        except ValueError as error:
            raise CommandError("--retry takes numbers of deliveries.") from error
        count = retry_given_up(delivery_ids=chosen, now=now) if chosen else _retry_all(now)
        self.stdout.write(f"{count} deliveries are tried again.")

    def _tell(self, now: datetime) -> None:
        status = messages_status(now=now)
        write = self.stdout.write
        write(f"Facts that are not relayed: {status.facts}{_since(status.oldest_fact_at, now)}")
        write(f"Deliveries that are due: {status.due}{_since(status.oldest_due_at, now)}")
        write(f"Being sent, or waiting to be tried again: {status.waiting}")
        write(f"Given up: {status.failed}")
        for row in _newest_given_up() if status.failed else ():
            to = f"webhook {row.target.name}" if row.target is not None else "e-mail"
            why = row.error.partition("\n")[0][:ERROR_SHOWN]
            write(f"  number {row.pk}: {row.kind}, {to}, account {row.account_id}: {why}")
        for key, error in status.pauses.items():
            write(f"Does not work: {key}: {error}")


def _since(moment: datetime | None, now: datetime) -> str:
    return f", for {int((now - moment).total_seconds())} s" if moment is not None else ""


def _newest_given_up() -> Iterable[Delivery]:
    rows = Delivery.objects.filter(status=DeliveryStatus.FAILED.value).select_related("target")
    return rows.order_by("-pk")[:GIVEN_UP_SHOWN]


def _retry_all(now: datetime) -> int:
    """In batches of those that were given up before; how many."""
    count = last_id = 0
    failed = Delivery.objects.filter(status=DeliveryStatus.FAILED.value, finished_at__lte=now)
    while True:
        rows = failed.filter(pk__gt=last_id).order_by("pk")
        ids = list(rows.values_list("pk", flat=True)[:RETRY_BATCH])
        if not ids:
            return count
        count += retry_given_up(delivery_ids=ids, now=now)
        last_id = ids[-1]
