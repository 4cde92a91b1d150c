"""Ways that don't work at all just now, such as a mail server that is down.

Ten thousand e-mails that wait must not each find out by themselves: who sends raises `WayDown`
beside what befalls a single message, and what goes by the same way rests for a while. It is in the
database, so that all workers know. When it has rested, others go before the one that found out:
where they get through, that one is to blame itself. Where a mail server doesn't say whether a
message or everything is refused, as those don't that are spoken to by HTTP, `WayInDoubt` is raised,
and several customers in a row make it certain enough.

An app that takes long to answer rests, too: as long as the request took, so that it never has more
than about half of one worker. Such a pause has no failures.
"""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import F, Q

from saleor_loyalty_plugin.models import DeliveryPause
from saleor_loyalty_plugin.rules.messages import pause_after

ERROR_MAX = 500
# A way that takes nothing for so many customers in a row is down, whatever it says to each.
DOUBTS_MAX = 3
# The one that found a way down comes so much after those that have only waited.
AFTER_OTHERS = timedelta(seconds=1)
DOUBT_KEPT = timedelta(minutes=10)
# A request that takes longer makes its target one that is slow.
SLOW = timedelta(seconds=1)
# No second worker asks a slow target meanwhile; longer than any request takes.
_SLOW_HOLD = timedelta(seconds=30)


class WayDown(Exception):
    """Nothing that goes by this way can be sent now: no connection, or the sign-in is refused.

    `key` is `email:…` for mail settings, `email:from …` for an address with them, `webhook:3` for
    a target. `status_code` is that of SMTP or
    HTTP, if one came back.
    """

    def __init__(self, key: str, message: str, *, status_code: int | None = None) -> None:
        super().__init__(message)
        self.key = key
        self.status_code = status_code


class WayInDoubt(Exception):
    """A message was not taken, for a `reason` that may be its own, or all of its way's."""

    def __init__(self, key: str, reason: Exception) -> None:
        super().__init__(f"{type(reason).__name__}: {reason}")
        self.key = key
        self.reason = reason


class Doubts:
    """The customers whose messages each way hasn't taken since it last took one.

    Every process keeps its own: what it forgets when it ends costs a few tries more.
    """

    def __init__(self) -> None:
        self._of_ways: dict[str, dict[int, datetime]] = {}

    def is_down(self, *, key: str, customer_id: int, now: datetime) -> bool:
        """Note that a way hasn't taken a customer's message; whether those are too many now."""
        noted = self._of_ways.get(key, {}).items()
        recent = {item: at for item, at in noted if now - DOUBT_KEPT < at <= now}
        self._of_ways[key] = {**recent, customer_id: now}
        return len(self._of_ways[key]) >= DOUBTS_MAX

    def end(self, key: str) -> None:
        self._of_ways.pop(key, None)

    def clear(self) -> None:
        self._of_ways.clear()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pauses:
    """Until when each way rests, and which of them do so since they are slow.

    Ways whose time is over are there, too, while nothing has got through.
    """

    until: dict[str, datetime] = field(default_factory=dict)
    slow: set[str] = field(default_factory=set)

    def rests_until(self, way: str | None, *, now: datetime) -> datetime | None:
        until = self.until.get(way) if way is not None else None
        return until if until is not None and until > now else None

    def is_down(self, way: str) -> bool:
        """Whether it was found down, and nothing has got through since."""
        return way in self.until and way not in self.slow

    def forget(self, way: str) -> None:
        self.until.pop(way, None)
        self.slow.discard(way)


def known_pauses(*, using: str) -> Pauses:
    """There are as many as ways that don't work. A query."""
    rows = list(DeliveryPause.objects.using(using).values_list("key", "until", "failures"))
    return Pauses(
        until={key: until for key, until, _ in rows},
        slow={key for key, _, failures in rows if failures == 0},
    )


def pause(*, key: str, error: str, now: datetime, using: str) -> datetime:
    """Let a way rest, longer each time in a row; returns until when.

    Several workers that find out at the same moment count once.
    """
    rows = DeliveryPause.objects.using(using)
    row, _ = rows.get_or_create(pk=key, defaults={"since": now, "until": now})
    until = now + pause_after(row.failures + 1)
    # Where another worker was quicker, its pause holds.
    is_ours = Q(until__lte=now) | Q(failures=0)
    rows.filter(is_ours, pk=key, failures=row.failures).update(
        failures=F("failures") + 1, error=error[:ERROR_MAX], until=until
    )
    return rows.values_list("until", flat=True).filter(pk=key).first() or until


def rest_slow(*, key: str, took: timedelta, now: datetime, using: str) -> datetime:
    """Let a way rest that took so long for one request; returns until when. One statement."""
    seconds = round(took.total_seconds())
    row = DeliveryPause(
        pk=key,
        error=f"It takes {seconds} s for one request, and rests as long after each.",
        since=now,
        until=now + took,
    )
    DeliveryPause.objects.using(using).bulk_create(
        [row],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=["failures", "error", "until"],
    )
    return row.until


def begin_slow(*, key: str, now: datetime, using: str) -> bool:
    """Whether a slow way may be asked now: it has rested, and no other worker asks it."""
    rows = DeliveryPause.objects.using(using).filter(pk=key, failures=0, until__lte=now)
    return rows.update(until=now + _SLOW_HOLD) > 0


def end_pauses(*, keys: Collection[str], using: str) -> None:
    """Something got through. One statement, none without keys."""
    if keys:
        DeliveryPause.objects.using(using).filter(pk__in=keys).delete()
