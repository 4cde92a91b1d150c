"""Statements of accounts: to read, to send on request, and monthly to members with movements.

Each month's statements are made in the first days after it, in batches, and the key of each e-mail
makes it one: stop it anywhere, and run it as often as you like.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_noop

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.messages.email.contexts import contexts_of
from saleor_loyalty_plugin.messages.retries import retry
from saleor_loyalty_plugin.models import (
    Account,
    Delivery,
    Entry,
    MessageSettings,
    Program,
    SweepCursor,
)
from saleor_loyalty_plugin.rules.messages import DeliveryStatus, MessageKind, StatementSchedule
from saleor_loyalty_plugin.rules.occasions import local_day
from saleor_loyalty_plugin.rules.statements import Period, month_before, month_to_send
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.members.participation import taking_part
from saleor_loyalty_plugin.services.programs.programs import current_terms

BATCH = 1000
DAYS_MAX = 366 * 10
YEAR_MIN = 1970
# What one account can have sent within a day, so that nobody floods an inbox.
REQUESTS_MAX = 5
A_DAY = timedelta(days=1)
_KIND = MessageKind.STATEMENT.value


# To read --------------------------------------------------------------------------------------


def asked_period(first: date | None, last: date | None, *, time_zone: str, now: datetime) -> Period:
    """Some days, both included; the month before this one where none is named.

    Raises `LoyaltyProblem`: REQUIRED, for a last day alone; INVALID, for days in the wrong order,
    in the future or too many.
    """
    today = local_day(now, time_zone=time_zone)
    if first is None:
        if last is not None:
            raise LoyaltyProblem(ProblemCode.REQUIRED, "Name the first day, too.", field="from")
        return month_before(today)
    if first > today:
        raise LoyaltyProblem(ProblemCode.INVALID, "The first day is still to come.", field="from")
    last = last if last is not None else today
    if last < first:
        raise LoyaltyProblem(
            ProblemCode.INVALID, "The last day can't be before the first one.", field="to"
        )
    if (last - first).days > DAYS_MAX or first.year < YEAR_MIN:
        raise LoyaltyProblem(
            ProblemCode.INVALID, "A statement is about ten years at most.", field="from"
        )
    return Period(first=first, last=min(last, today))


def statements_of(
    wanted: Sequence[tuple[int, Period, str]], *, using: str
) -> list[ledger.Movements]:
    """What moved for each (account, period, time zone), without the movements one by one."""
    return ledger.movements_between(
        [
            (account_id, *period.bounds(time_zone=time_zone))
            for account_id, period, time_zone in wanted
        ],
        entries_max=0,
        using=using,
    )


def statement_pages(
    wanted: Sequence[tuple[int, Period]],
    *,
    language_code: str | None,
    now: datetime,
    using: str,
) -> dict[tuple[int, Period], str]:
    """Statements of accounts as pages of their own, in their customers' languages or a given one.

    Absent are those of customers whom the shop has deleted. In a fixed number of queries.
    """
    asked = [
        Delivery(pk=number, account_id=account_id, kind=_KIND, payload=_payload(period))
        for number, (account_id, period) in enumerate(wanted)
    ]
    found = contexts_of(asked, now=now, using=using, language_code=language_code)
    return {wanted[number]: str(item.attachments[0].content) for number, item in found.items()}


# To send --------------------------------------------------------------------------------------


def send_statement(*, account_id: int, period: Period, now: datetime) -> Delivery:
    """Have a statement sent to the customer who asked for it, or for whom staff did.

    Asked for again on the same day, it is the same e-mail, sent once; one that was skipped or given
    up is sent after all. Raises `LoyaltyProblem`:
    LIMIT_EXCEEDED, for more than a few different ones within a day.
    """
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        # Requests of one account count one after the other.
        account = Account.objects.using(using).select_for_update(no_key=True).get(pk=account_id)
        rows = Delivery.objects.using(using)
        key = f"statement:{account.pk}:{period.name}:{now.date().isoformat()}"
        found = rows.filter(key=key).first()
        if found is not None:
            return _sent_after_all(found, now, using)
        recent = rows.filter(account=account, kind=_KIND, created_at__gt=now - A_DAY)
        if recent.filter(payload__requested=True).count() >= REQUESTS_MAX:
            raise LoyaltyProblem(
                ProblemCode.LIMIT_EXCEEDED, _TOO_MANY, values={"maximum": REQUESTS_MAX}
            )
        return rows.create(
            key=key,
            account=account,
            kind=_KIND,
            payload={**_payload(period), "requested": True},
            due_at=now,
            created_at=now,
        )


def _sent_after_all(delivery: Delivery, now: datetime, using: str) -> Delivery:
    """The e-mail that was asked for once more: to be sent again, if nothing came of it."""
    rows = Delivery.objects.using(using).filter(pk=delivery.pk)
    if retry(rows.filter(status__in=_CAME_TO_NOTHING), now=now):
        delivery.refresh_from_db(using=using)
    return delivery


_CAME_TO_NOTHING = (DeliveryStatus.FAILED.value, DeliveryStatus.SKIPPED.value)
_TOO_MANY = gettext_noop("At most %(maximum)s statements can be sent within a day. Try tomorrow.")


def _payload(period: Period) -> dict[str, str]:
    return {"from": period.first.isoformat(), "to": period.last.isoformat()}


# Monthly --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Round:
    """The statements of one month for the members of a program."""

    program: Program
    period: Period

    @property
    def cursor(self) -> str:
        return f"statements {self.program.pk}:{self.period.name}"


def send_due_statements(*, now: datetime, limit: int | None = None) -> int:
    """Make the e-mails with last month's statements; returns how many, `limit` or some more at
    most.

    For programs that send them monthly, to whoever takes part and had a movement.
    """
    made = 0
    for item in _rounds(now):
        while limit is None or made < limit:
            count = _batch(item, now)
            if count is None:
                break
            made += count
    return made


def _rounds(now: datetime) -> list[_Round]:
    using = current_host().writer_alias()
    rows = MessageSettings.objects.using(using).filter(
        is_active=True, statements=StatementSchedule.MONTHLY.value, program__is_active=True
    )
    found = []
    for settings in rows.select_related("program").order_by("program_id"):
        period = month_to_send(now, time_zone=settings.program.time_zone)
        if period is not None:
            found.append(_Round(program=settings.program, period=period))
    return found


def _batch(item: _Round, now: datetime) -> int | None:
    """How many e-mails the next accounts get; None when all have been looked at.

    The cursor is locked meanwhile; where another process holds it, that one goes on.
    """
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        cursors = SweepCursor.objects.using(using)
        cursors.get_or_create(pk=item.cursor, defaults={"changed_at": now, "updated_at": now})
        cursor = cursors.select_for_update(skip_locked=True).filter(pk=item.cursor).first()
        if cursor is None or cursor.place == _THROUGH:
            return None
        account_ids = _next_accounts(item, cursor.place or 0, now, using)
        Delivery.objects.using(using).bulk_create(
            [_email(item, account_id, now) for account_id in account_ids], ignore_conflicts=True
        )
        cursor.place = account_ids[-1] if len(account_ids) == BATCH else _THROUGH
        cursor.updated_at = now
        cursor.save(using=using, update_fields=["place", "updated_at"])
        return len(account_ids)


# The place of a cursor that has seen all accounts.
_THROUGH = -1


def _next_accounts(item: _Round, place: int, now: datetime, using: str) -> list[int]:
    """Accounts with movements in the month, ascending."""
    since, until = item.period.bounds(time_zone=item.program.time_zone)
    moved = Entry.objects.filter(
        account_id=OuterRef("pk"), created_at__gte=since, created_at__lt=until
    )
    eligibility = current_terms(program_id=item.program.pk).terms.eligibility
    rows = Account.objects.using(using).filter(
        taking_part(eligibility=eligibility, moment=now),
        Exists(moved),
        program=item.program,
        pk__gt=place,
    )
    return list(rows.order_by("pk").values_list("pk", flat=True)[:BATCH])


def _email(item: _Round, account_id: int, now: datetime) -> Delivery:
    return Delivery(
        key=f"statement:{account_id}:{item.period.name}",
        account_id=account_id,
        kind=_KIND,
        payload=_payload(item.period),
        is_bulk=True,
        due_at=now,
        created_at=now,
    )
