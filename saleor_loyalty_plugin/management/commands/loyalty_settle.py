"""`python manage.py loyalty_settle`: settle what hooks have missed."""

from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from saleor_loyalty_plugin.management.commands._progress import progress_to
from saleor_loyalty_plugin.messages.drain import drain
from saleor_loyalty_plugin.messages.mirror import sweep_mirror
from saleor_loyalty_plugin.messages.purge import purge_once_a_day
from saleor_loyalty_plugin.messages.reminders import remind
from saleor_loyalty_plugin.messages.statements import send_due_statements
from saleor_loyalty_plugin.services.bonuses.gifts import give_gifts
from saleor_loyalty_plugin.services.members.settle_customer import settle_customer
from saleor_loyalty_plugin.services.orders.settle_order import SettleStatus, settle_order
from saleor_loyalty_plugin.services.progress.sweep import sweep_progress
from saleor_loyalty_plugin.services.rewards.queue import sweep_claims
from saleor_loyalty_plugin.services.sweep import (
    sweep_customers,
    sweep_discounts,
    sweep_holds,
    sweep_lots,
    sweep_orders,
)

# Accounts whose metadata one run compares; the next goes on.
MIRROR_MAX = 20_000


class Command(BaseCommand):
    help = (
        "Settle every order and customer that changed since the last sweep, give back the points of"
        " abandoned checkouts, activate pending points, expire old ones, end claims of rewards"
        " whose time is over, give the gifts that are due, bring tiers and badges up to date and"
        " send the e-mails and webhooks that all of it brings."
        " Safe to run at any time and as often as you like."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--order", help="Settle only this order (its UUID).")
        parser.add_argument(
            "--customer", type=int, help="Settle only this customer (the number in the database)."
        )
        parser.add_argument(
            "--since",
            help="Settle every order and customer that changed since this date or time, such as"
            " 2026-01-31 or 2026-01-31T08:00+01:00; UTC where it names no zone.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        now = timezone.now()
        if options["order"]:
            self._settle_one(options["order"], now)
            return
        if options["customer"] is not None:
            moved = settle_customer(customer_id=options["customer"], now=now)
            self.stdout.write(f"{moved} settled for this customer")
            return
        told = progress_to(self.stderr)
        since = _parsed(options["since"]) if options["since"] else None
        settled = sweep_orders(now=now, since=since, progress=lambda n: told("orders", n))
        customers = sweep_customers(now=now, since=since, progress=lambda n: told("customers", n))
        released = sweep_holds(now=now)
        codes = sweep_discounts(now=now)
        activated, expired = sweep_lots(now=now, progress=lambda n: told("lots", n))
        claims = sweep_claims(now=now)
        gifts = give_gifts(now=now, progress=lambda n: told("gifts", n))
        changed = sweep_progress(now=now, progress=lambda n: told("accounts", n))
        remind(now=now)
        send_due_statements(now=now)
        drained = drain(clock=timezone.now, progress=told)
        mirrored = sweep_mirror(
            now=now, limit=MIRROR_MAX, progress=lambda n: told("mirrored accounts", n)
        )
        purge_once_a_day(now=now)
        self.stdout.write(
            f"Settled {settled} orders and {customers} things of customers, released {released}"
            f" holds and {codes} codes of carts that are gone, activated {activated} lots, expired"
            f" {expired} lots and {claims} claims of rewards, gave {gifts} gifts, changed {changed}"
            f" tiers and badges, sent {drained.delivered.sent} messages, put the metadata of"
            f" {mirrored} customers right."
        )

    def _settle_one(self, order_id: str, now: datetime) -> None:
        try:
            parsed = UUID(order_id)
        except ValueError as error:
            raise CommandError("--order takes the UUID of an order.") from error
        outcome = settle_order(order_id=parsed, now=now)
        if outcome.status is SettleStatus.GONE:
            raise CommandError("The shop has no such order.")
        self.stdout.write(f"{outcome.status.lower()}: {len(outcome.entry_ids)} entries written")


def _parsed(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError("--since takes a date such as 2026-01-31.") from error
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=UTC)
