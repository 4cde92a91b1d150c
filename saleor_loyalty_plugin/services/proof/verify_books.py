"""The proof: every balance recomputed from the ledger, every order's entries from the shop."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Q, Sum

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import OrderChange
from saleor_loyalty_plugin.ledger import proof
from saleor_loyalty_plugin.ledger.sealing import verify_seals
from saleor_loyalty_plugin.models import (
    BlockedCustomer,
    BlockedOrder,
    Entry,
    EntryKind,
    Hold,
    OrderSettlement,
    Program,
    WaitingOrder,
)
from saleor_loyalty_plugin.rules.facts import OrderFacts, OrderStatus
from saleor_loyalty_plugin.rules.progress_benefits import NO_TIER
from saleor_loyalty_plugin.rules.terms import Eligibility
from saleor_loyalty_plugin.services.checkout.order_discount import order_discounts
from saleor_loyalty_plugin.services.members.participation import (
    eligibility_histories,
    eligibility_then,
)
from saleor_loyalty_plugin.services.orders.guests import (
    as_it_waited,
    may_wait,
    waiting_entitlement,
    waiting_orders,
    with_claimants,
)
from saleor_loyalty_plugin.services.orders.order_tier import order_tiers
from saleor_loyalty_plugin.services.orders.settle_order import (
    POINTS_MAX,
    OrderBooks,
    absences,
    codes_of_points,
    complete_facts,
    concerns_us,
    order_target,
    terms_of_order,
)
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms, terms_for_channels
from saleor_loyalty_plugin.services.proof.verify_claims import claim_differences
from saleor_loyalty_plugin.services.proof.verify_discounts import discount_differences
from saleor_loyalty_plugin.services.proof.verify_progress import progress_differences
from saleor_loyalty_plugin.services.proof.verify_spending import spending_differences

Progress = Callable[[str, int], None]

BATCH = 500
_EARN_SIDE = (EntryKind.EARN, EntryKind.CLAWBACK, EntryKind.REVERSAL)


@dataclass(frozen=True, slots=True, kw_only=True)
class BookDifference:
    """One thing that is not as it must be. `subject` is `account 7`, `order 1042` …"""

    subject: str
    what: str
    expected: str
    found: str


def verify_books(*, now: datetime, progress: Progress | None = None) -> Iterator[BookDifference]:
    """Every difference between the ledger and itself, and between the ledger and the shop.

    Writes nothing. An order that moves while it is looked at is looked at again before it is
    reported, so the proof may run in a shop that sells. `progress` gets a word and a count.
    """
    yield from _verify_accounts(progress)
    yield from _verify_seals(progress)
    yield from _verify_orders(now, progress)
    for wrong in spending_differences(now=now, progress=progress):
        yield BookDifference(
            subject=wrong.subject, what=wrong.what, expected=wrong.expected, found=wrong.found
        )
    for held in progress_differences(now=now, progress=progress):
        yield BookDifference(
            subject=held.subject, what=held.what, expected=held.expected, found=held.found
        )
    for claim in claim_differences(progress=progress):
        yield BookDifference(
            subject=claim.subject, what=claim.what, expected=claim.expected, found=claim.found
        )
    for code in discount_differences():
        yield BookDifference(
            subject=code.subject, what=code.what, expected=code.expected, found=code.found
        )
    for blocked in BlockedOrder.objects.using(current_host().writer_alias()).all():
        yield BookDifference(
            subject=f"order {blocked.order_id}",
            what="settling fails",
            expected="no error",
            found=f"{blocked.error} ({blocked.attempts} attempts)",
        )
    blocked_customers = BlockedCustomer.objects.using(current_host().writer_alias())
    for customer in blocked_customers.filter(attempts__gt=0):
        yield BookDifference(
            subject=f"customer {customer.customer_id}",
            what="settling fails",
            expected="no error",
            found=f"{customer.error} ({customer.attempts} attempts)",
        )


def _verify_accounts(progress: Progress | None) -> Iterator[BookDifference]:
    def told(count: int) -> None:
        if progress is not None:
            progress("accounts", count)

    for difference in proof.account_differences(progress=told):
        yield BookDifference(
            subject=f"account {difference.account_id}",
            what=difference.name,
            expected=str(difference.expected),
            found=str(difference.found),
        )


def _verify_seals(progress: Progress | None) -> Iterator[BookDifference]:
    def told(day: date, count: int) -> None:
        if progress is not None:
            progress(f"entries of {day}", count)

    using = current_host().writer_alias()
    for difference in verify_seals(progress=told, using=using):
        yield BookDifference(
            subject=f"day {difference.day}",
            what=difference.name,
            expected=difference.expected,
            found=difference.found,
        )


def _verify_orders(now: datetime, progress: Progress | None) -> Iterator[BookDifference]:
    using = current_host().writer_alias()
    first = Program.objects.using(using).order_by("created_at").first()
    if first is None:
        return
    after = OrderChange(changed_at=first.created_at, order_id=UUID(int=0))
    seen = 0
    while True:
        changes = current_host().orders_changed(after=after, until=now, limit=BATCH)
        if not changes:
            return
        order_ids = [change.order_id for change in changes]
        suspects = [difference.order_id for difference in _batch_differences(order_ids, using)]
        for found in _batch_differences(suspects, using):
            yield found.as_book_difference()
        after = changes[-1]
        seen += len(changes)
        if progress is not None:
            progress("orders", seen)


@dataclass(frozen=True, slots=True, kw_only=True)
class _OrderDifference:
    order_id: UUID
    number: str
    what: str
    expected: int | Decimal | None
    found: int | Decimal | None

    def as_book_difference(self) -> BookDifference:
        return BookDifference(
            subject=f"order {self.number}",
            what=self.what,
            expected=_text(self.expected),
            found=_text(self.found),
        )


def _text(value: int | Decimal | None) -> str:
    """`60`, `59.9`, or `none` for an order that doesn't count."""
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value) if value is not None else "none"


def _batch_differences(order_ids: list[UUID], using: str) -> Iterator[_OrderDifference]:
    """Differences of a batch, in a number of queries that doesn't depend on its size."""
    if not order_ids:
        return
    facts_by_id = current_host().order_facts(order_ids)
    settlements = {
        row.order_id: row
        for row in OrderSettlement.objects.using(using)
        .select_related("account", "program_version")
        .filter(pk__in=order_ids)
    }
    books = _books_from_entries(order_ids, using)
    holds = _holds_by_order(facts_by_id.values(), using)
    discounts = order_discounts(facts_by_id.values(), using=using)
    waiting = waiting_orders(order_ids, using=using)
    facts_by_id |= _as_claimed(facts_by_id, settlements.keys() | holds.keys(), waiting)
    terms = _terms_by_order(facts_by_id, {**waiting, **settlements}, using)
    absent = absences(facts_by_id, settlements, terms, using=using)
    tiers = order_tiers(facts_by_id, settlements, waiting, terms, using=using)
    histories = eligibility_histories(
        program_ids={active.program_id for active in terms.values() if active is not None},
        using=using,
    )
    for order_id, facts in facts_by_id.items():
        settlement = settlements.get(order_id)
        hold = holds.get(order_id)
        active = terms.get(order_id)
        found = books.get(order_id, OrderBooks())
        is_ours = active is not None and facts.status is not OrderStatus.DRAFT
        is_open = settlement is None and hold is None
        if settlement is None:
            is_ours = is_ours and concerns_us(facts, hold, active)
        expected_earned = expected_spent = 0
        expected_amount = None
        if active is not None and is_ours:
            target = order_target(
                complete_facts(facts, settlement, hold, discounts.get(order_id)),
                active.terms,
                found,
                hold,
                absent.get(order_id),
                tiers.get(order_id, NO_TIER),
            )
            expected_earned, expected_spent = target.points_earned, target.points_spent
            expected_amount = target.amount_spent
        expected_waiting = 0
        if active is not None and is_open:
            eligibility = eligibility_then(histories[active.program_id], facts.created_at)
            expected_waiting = _points_waiting(facts, active, eligibility)
        row = waiting.get(order_id)
        amount_spent = settlement.amount_spent if settlement is not None else None
        sides: tuple[tuple[str, int | Decimal | None, int | Decimal | None], ...] = (
            ("points waiting", expected_waiting, row.points if row is not None else 0),
            ("points earned", expected_earned, found.points_earned),
            ("points spent", expected_spent, found.points_spent),
            ("amount spent", expected_amount, amount_spent),
        )
        for what, expected, posted in sides:
            if expected != posted:
                yield _OrderDifference(
                    order_id=order_id,
                    number=facts.number,
                    what=what,
                    expected=expected,
                    found=posted,
                )


def _as_claimed(
    facts_by_id: Mapping[UUID, OrderFacts],
    settled: Set[UUID],
    waiting: Mapping[UUID, WaitingOrder],
) -> dict[UUID, OrderFacts]:
    """The orders that were never settled, as settling would see them."""
    facts = [
        as_it_waited(facts, waiting.get(order_id))
        for order_id, facts in facts_by_id.items()
        if order_id not in settled
    ]
    return {item.order_id: item for item in with_claimants(facts)}


def _points_waiting(facts: OrderFacts, active: ActiveTerms, eligibility: Eligibility) -> int:
    """What has to wait for whoever proves to own the address of an order."""
    if facts.status is OrderStatus.DRAFT or not may_wait(facts, active, eligibility):
        return 0
    return min(waiting_entitlement(facts, active).points_earned, POINTS_MAX)


def _terms_by_order(
    facts_by_id: Mapping[UUID, OrderFacts],
    kept: Mapping[UUID, OrderSettlement | WaitingOrder],
    using: str,
) -> dict[UUID, ActiveTerms | None]:
    channel_ids = {facts.channel.channel_id for facts in facts_by_id.values()}
    in_force = terms_for_channels(channel_ids=channel_ids, using=using)
    return {
        order_id: terms_of_order(facts, kept[order_id])
        if order_id in kept
        else in_force.get(facts.channel.channel_id)
        for order_id, facts in facts_by_id.items()
    }


def _books_from_entries(order_ids: list[UUID], using: str) -> dict[UUID, OrderBooks]:
    """Totals from the entries alone: the settlement's own figures are what is being proved."""
    is_capture = Q(kind=EntryKind.REDEEM, captured_hold__isnull=False)
    rows = (
        Entry.objects.using(using)
        .filter(order_id__in=order_ids)
        .order_by()
        .values("order_id")
        .annotate(
            earned=Sum("points", filter=Q(kind__in=_EARN_SIDE), default=0),
            revoked=Sum("points", filter=Q(kind=EntryKind.REVERSAL), default=0),
            captured=Sum("points", filter=is_capture, default=0),
            spent=Sum(
                "points", filter=Q(kind__in=(EntryKind.REDEEM, EntryKind.RESTORE)), default=0
            ),
        )
    )
    return {
        row["order_id"]: OrderBooks(
            points_earned=row["earned"],
            points_revoked=-row["revoked"],
            points_captured=-row["captured"],
            points_spent=-row["spent"],
        )
        for row in rows
        if row["order_id"] is not None
    }


def _holds_by_order(facts: Iterable[OrderFacts], using: str) -> dict[UUID, Hold]:
    order_by_code = {code: item.order_id for item in facts for code in codes_of_points(item)}
    holds = Hold.objects.using(using).select_related("account").filter(code__in=order_by_code)
    found = ((order_by_code[hold.code], hold) for hold in holds)
    return {order_id: hold for order_id, hold in found if hold.order_id in (None, order_id)}
