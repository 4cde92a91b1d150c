"""Sweeps now and then, as Celery's beat would: `python -P sandbox/sweep_loop.py SECONDS`.

Messages go out every few seconds: beside a mailbox, somebody waits for them.

Works in the sandbox and in Saleor alike; the environment says which settings are meant. `-P`
keeps this folder off the path, so that its modules can't be taken for others.
"""

import logging
import sys
import time

import django

DRAIN_SECONDS = 3
logger = logging.getLogger("sandbox.sweep")


def main(seconds: int) -> None:
    django.setup()
    from django.db import close_old_connections
    from django.utils import timezone

    from saleor_loyalty_plugin.messages.drain import drain
    from saleor_loyalty_plugin.messages.mirror import sweep_mirror
    from saleor_loyalty_plugin.messages.reminders import remind
    from saleor_loyalty_plugin.messages.statements import send_due_statements
    from saleor_loyalty_plugin.services.bonuses.gifts import give_gifts
    from saleor_loyalty_plugin.services.progress.sweep import sweep_progress
    from saleor_loyalty_plugin.services.rewards.queue import sweep_claims
    from saleor_loyalty_plugin.services.sweep import sweep_customers, sweep_holds, sweep_orders
    from saleor_loyalty_plugin.tasks import MIRROR_ACCOUNTS_MAX

    swept_at = time.monotonic()
    while True:
        time.sleep(min(DRAIN_SECONDS, seconds))
        close_old_connections()
        try:
            drain(clock=timezone.now)
        except Exception:
            logger.exception("Messages could not be sent; they are tried again soon.")
        if time.monotonic() - swept_at < seconds:
            continue
        swept_at = time.monotonic()
        try:
            sweep_orders(now=timezone.now())
            sweep_customers(now=timezone.now())
            sweep_holds(now=timezone.now())
            sweep_claims(now=timezone.now())
            give_gifts(now=timezone.now())
            sweep_progress(now=timezone.now())
            remind(now=timezone.now())
            send_due_statements(now=timezone.now())
            sweep_mirror(now=timezone.now(), limit=MIRROR_ACCOUNTS_MAX)
        except Exception:
            # The database may be gone for a moment; the next round tries again.
            logger.exception("A sweep failed; the next one is in %s seconds.", seconds)


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]))
    except KeyboardInterrupt:
        sys.exit(0)
