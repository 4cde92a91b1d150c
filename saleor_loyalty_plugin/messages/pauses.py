"""Ways that don't work at all just now, such as a mail server that is down.

Ten thousand e-mails that wait must not each find out by themselves: who sends raises `WayDown`
beside what befalls a single message, and what goes by the same way rests for a while. It is in the
database, so that all workers know.
"""

from collections.abc import Collection
from datetime import datetime

from django.db.models import F

from saleor_loyalty_plugin.models import DeliveryPause
from saleor_loyalty_plugin.rules.messages import pause_after

ERROR_MAX = 500


class WayDown(Exception):
    """Nothing that goes by this way can be sent now: no connection, or the sign-in is refused.

    `key` is `email:…` for mail settings, `webhook:3` for a target. `status_code` is that of SMTP or
    HTTP, if one came back.
    """

    def __init__(self, key: str, message: str, *, status_code: int | None = None) -> None:
        super().__init__(message)
        self.key = key
        self.status_code = status_code


def known_pauses(*, using: str) -> dict[str, datetime]:
    """Until when each way rests; of those whose time is over, too, while nothing has got through.

    There are as many as ways that don't work. A query.
    """
    return dict(DeliveryPause.objects.using(using).values_list("key", "until"))


def pause(*, key: str, error: str, now: datetime, using: str) -> datetime:
    """Let a way rest, longer each time in a row; returns until when.

    Several workers that find out at the same moment count once.
    """
    rows = DeliveryPause.objects.using(using)
    row, _ = rows.get_or_create(pk=key, defaults={"since": now, "until": now})
    until = now + pause_after(row.failures + 1)
    # Where another worker was quicker, its pause holds.
    rows.filter(pk=key, failures=row.failures, until__lte=now).update(
        failures=F("failures") + 1, error=error[:ERROR_MAX], until=until
    )
    return rows.values_list("until", flat=True).filter(pk=key).first() or until


def end_pauses(*, keys: Collection[str], using: str) -> None:
    """Something got through. One statement, none without keys."""
    if keys:
        DeliveryPause.objects.using(using).filter(pk__in=keys).delete()
