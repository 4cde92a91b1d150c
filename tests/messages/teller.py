"""A process as those that answer requests: something happens, and it calls for the relay.

    python -m tests.messages.teller ACCOUNT_ID POINTS

Prints how many milliseconds the call took, then lives on for a moment.
"""

import sys
import time

import django


def main(account_id: int, points: int) -> None:
    django.setup()
    from django.db import transaction
    from django.utils import timezone

    from saleor_loyalty_plugin import ledger
    from saleor_loyalty_plugin.models import EntryKind
    from saleor_loyalty_plugin.tasks import tell_soon

    with transaction.atomic():
        ledger.post_bonus(
            account_ids=[account_id],
            points=points,
            kind=EntryKind.GIFT,
            reason="GIFT",
            key_prefix=f"teller:{points}",
            now=timezone.now(),
        )
        tell_soon()
        began = time.monotonic()
    sys.stdout.write(f"{(time.monotonic() - began) * 1000:.0f}\n")
    sys.stdout.flush()
    time.sleep(5)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
