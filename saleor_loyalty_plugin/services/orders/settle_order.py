"""Make the ledger say what an order entitles to: the heart of the plugin.

Nothing here depends on what happened, in which order or how often, only on how the order is now.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from uuid import UUID

from django.db import transaction
from django.db.models import Sum
from django.db.models.functions import Coalesce

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.ledger.types import Posting, PostingResult, PostingStatus
from saleor_loyalty_plugin.models import (
    Account,
    CheckoutDiscount,
    Entry,
    EntryKind,
    Hold,
    HoldStatus,
    OrderSettlement,
    WaitingOrder,
)
from saleor_loyalty_plugin.rules.entitlement import (
    Entitlement,
    Explanation,
    discount_used,
    is_triggered,
    order_entitlement,
)
from saleor_loyalty_plugin.rules.expiry import (
    NOT_BEFORE_AN_EVENT,
    ExpiryPolicy,
    activates_at,
    expires_at,
    restored_until,
)
from saleor_loyalty_plugin.rules.facts import OrderFacts, OrderStatus
from saleor_loyalty_plugin.rules.participation import NO_MEMBERSHIP, Absence, absence
from saleor_loyalty_plugin.rules.progress_benefits import NO_TIER, EarningTier
from saleor_loyalty_plugin.rules.spending import amount_spent
from saleor_loyalty_plugin.rules.standing import as_it_stood, standing_of
from saleor_loyalty_plugin.rules.terms import ProgramTerms, RedemptionMethod
from saleor_loyalty_plugin.services.checkout.codes import is_our_card, is_our_code
from saleor_loyalty_plugin.services.checkout.order_discount import (
    note_order,
    order_discount,
    worth_beside_points,
)
from saleor_loyalty_plugin.services.history import hush, is_old, telling_nobody, tells_nobody
from saleor_loyalty_plugin.services.locks import lock_order
from saleor_loyalty_plugin.services.members.accounts import account_for, accounts_of
from saleor_loyalty_plugin.services.members.participation import (
    absence_of,
    eligibility_at,
    eligibility_histories,
    eligibility_then,
    memberships,
)
from saleor_loyalty_plugin.services.orders.guests import (
    as_it_waited,
    keep_waiting,
    waiting_orders,
    with_claimants,
)
from saleor_loyalty_plugin.services.orders.order_tier import keep_tier, order_tier
from saleor_loyalty_plugin.services.orders.spending import (
    NOTHING_SPENT,
    SpendingOutcome,
    add_spending,
    note_spending,
)
from saleor_loyalty_plugin.services.points.expiries import undo_expiries
from saleor_loyalty_plugin.services.programs.programs import (
    ActiveTerms,
    current_terms,
    terms_for_channel,
    terms_under,
)
from saleor_loyalty_plugin.services.progress.marks import mark_due, note_progress
from saleor_loyalty_plugin.services.progress.sums import day_of

_GIVEN_UP = (OrderStatus.CANCELED, OrderStatus.EXPIRED)
# What one entry can hold; an order in a currency of small units may be worth more at 1 : 1.
POINTS_MAX = 1_000_000_000


class SettleStatus(StrEnum):
    """SETTLED: something was posted. UNCHANGED: the ledger was right. IGNORED: not ours to settle
    (a draft, a guest's order, one from before the program, an exchange). GONE: the shop doesn't
    have it."""

    SETTLED = "SETTLED"
    UNCHANGED = "UNCHANGED"
    IGNORED = "IGNORED"
    GONE = "GONE"


@dataclass(frozen=True, slots=True, kw_only=True)
class SettleOutcome:
    """`referral_id` is the referral that the customer followed, where it is to be settled now."""

    order_id: UUID
    status: SettleStatus
    entry_ids: tuple[int, ...] = ()
    referral_id: int | None = None


class LedgerRefused(Exception):
    """The ledger refused a posting that settling needs; nothing of this settle was written."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderBooks:
    """What the ledger holds for one order: totals of its entries by side."""

    points_earned: int = 0
    points_revoked: int = 0
    points_captured: int = 0
    points_spent: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """What the ledger has to hold for one order, and what the order counts for as spent."""

    points_earned: int
    points_captured: int
    points_spent: int
    amount_spent: Decimal | None
    entitlement: Entitlement


def settle_order(*, order_id: UUID, now: datetime) -> SettleOutcome:
    """Post the difference between what an order entitles to and what the ledger holds for it.

    Runs as often as one likes, in any number of processes: the order is locked first and read
    after that, and each posting has a key of its own.
    Raises `LedgerRefused` when a posting can't be made; the whole settle is then undone.
    """
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        lock_order(order_id, using=using)
        facts = current_host().order_facts([order_id]).get(order_id)
        if facts is None:
            return SettleOutcome(order_id=order_id, status=SettleStatus.GONE)
        settlement = (
            OrderSettlement.objects.using(using)
            .select_related("account", "program_version")
            .filter(pk=order_id)
            .first()
        )
        discount = order_discount(facts, using=using)
        note_order(facts, discount, now=now, using=using)
        return _settle(facts, settlement, discount, now, using)


def _settle(
    facts: OrderFacts,
    settlement: OrderSettlement | None,
    discount: CheckoutDiscount | None,
    now: datetime,
    using: str,
) -> SettleOutcome:
    ignored = SettleOutcome(order_id=facts.order_id, status=SettleStatus.IGNORED)
    unchanged = SettleOutcome(order_id=facts.order_id, status=SettleStatus.UNCHANGED)
    if facts.status is OrderStatus.DRAFT:
        return ignored
    hold = order_hold(facts, using=using)
    waiting = None
    if settlement is None and hold is None:
        waiting = waiting_orders([facts.order_id], using=using).get(facts.order_id)
        (facts,) = with_claimants([as_it_waited(facts, waiting)])
    active = terms_of_order(facts, settlement or waiting)
    if settlement is None and not concerns_us(facts, hold, active):
        keep_waiting(facts, waiting, active, points_max=POINTS_MAX, now=now, using=using)
        return ignored
    if active is None:
        raise AssertionError("an order that concerns us has terms")
    facts = complete_facts(facts, settlement, hold, discount)
    books = books_of(settlement)
    account = _known_account(facts, settlement, active)
    absent = order_absence(facts, settlement, account, active)
    tier = order_tier(facts, settlement, waiting, account, active, using=using)
    target = order_target(facts, active.terms, books, hold, absent, tier)
    if settlement is None:
        if hold is None and waiting is None and not target.entitlement.is_triggered:
            return unchanged
        if hold is None and account is None and absent is not None:
            # Who never joined gets no account by ordering.
            return ignored
        settlement = OrderSettlement(
            order_id=facts.order_id,
            account=account or _account(facts, hold, active, now),
            channel_id=facts.channel.channel_id,
        )
    before = _state(settlement)
    if settlement.program_version_id is None and target.entitlement.is_triggered:
        settlement.program_version_id = active.version_id
        settlement.absence = absent or ""
        keep_tier(settlement, tier if absent is None else NO_TIER)
    if settlement.program_version_id is not None and active.terms.earning_rules:
        # Lines that were kept before are in `facts` as they were kept.
        settlement.standing = standing_of(facts.lines)
    # Who claims an order just now is told of it, however old that is.
    with telling_nobody(waiting is None and is_old(facts.changed_at, now=now)):
        entry_ids = _post_differences(facts, settlement, target, hold, active, now)
        spent = _post_spending(facts, settlement, target, active, now)
    if _state(settlement) == before and not settlement._state.adding:
        return unchanged
    settlement.settled_at = now
    settlement.save(using=using)
    if waiting is not None:
        waiting.delete(using=using)
    entry_ids += spent.entry_ids
    return SettleOutcome(
        order_id=facts.order_id,
        status=SettleStatus.SETTLED if entry_ids else SettleStatus.UNCHANGED,
        entry_ids=tuple(entry_ids),
        referral_id=spent.referral_id,
    )


def order_hold(facts: OrderFacts, *, using: str) -> Hold | None:
    """The hold that this order captured, or whose code or gift card it carries.

    None where another order has captured it: a code pays once.
    """
    holds = Hold.objects.using(using).select_related("account")
    captured = holds.filter(order_id=facts.order_id).first()
    if captured is not None:
        return captured
    codes = codes_of_points(facts)
    return holds.filter(code__in=codes, order_id=None).first() if codes else None


def codes_of_points(facts: OrderFacts) -> list[str]:
    """Codes of ours that an order carries: of its discount, and of gift cards that it has used."""
    codes = [code for code in (facts.voucher_code,) if code is not None and is_our_code(code)]
    return codes + sorted(code for code in facts.card_codes if is_our_card(code))


def concerns_us(facts: OrderFacts, hold: Hold | None, active: ActiveTerms | None) -> bool:
    """Whether an order that was never settled is to be settled at all."""
    if active is None or facts.is_exchange:
        return False
    if hold is not None:
        return True
    return facts.customer_id is not None and facts.created_at >= active.terms.started_at


def terms_of_order(
    facts: OrderFacts, kept: OrderSettlement | WaitingOrder | None
) -> ActiveTerms | None:
    """The terms that the order first earned under, or those in force where it never has."""
    version = kept.program_version if kept is not None else None
    if isinstance(kept, OrderSettlement) and version is None:
        # Its points were captured before it earned: the account says which program it is in.
        return current_terms(program_id=kept.account.program_id)
    if version is None:
        return terms_for_channel(channel_id=facts.channel.channel_id)
    return terms_under(version)


def complete_facts(
    facts: OrderFacts,
    settlement: OrderSettlement | None,
    hold: Hold | None,
    discount: CheckoutDiscount | None,
) -> OrderFacts:
    """Facts with what only we know: the points' discount, whose order it was at first, and where
    its goods stood in the catalogue then.

    A customer who is deleted later keeps what was earned, so the order must not turn into a
    guest's; nor must a product that is moved later change it.
    """
    if hold is not None and hold.method == RedemptionMethod.PAYMENT:
        # Where the shop has lost the gift card, all of it counts as used.
        used = facts.points_paid if hold.code in facts.card_codes else hold.discount_amount
        facts = replace(facts, points_discount=min(used, hold.discount_amount))
    elif hold is not None:
        beside_points = worth_beside_points(discount)
        used = discount_used(facts, hold.discount_amount, beside_points=beside_points)
        facts = replace(facts, points_discount=used)
    if settlement is not None:
        facts = replace(facts, customer_id=settlement.account.customer_id)
        facts = as_it_stood(facts, settlement.standing)
    if settlement is not None and settlement.channel_id is not None:
        # A shop that deletes a channel moves its orders; they go on by the rates they earned by.
        channel = replace(facts.channel, channel_id=settlement.channel_id)
        facts = replace(facts, channel=channel)
    return facts


def order_absence(
    facts: OrderFacts,
    settlement: OrderSettlement | None,
    account: Account | None,
    active: ActiveTerms,
) -> Absence | None:
    """Why the order's customer did not take part when it was placed, or None.

    Decided once, when the order reaches the event that the program credits at: who leaves later
    keeps what was earned. `account` is the customer's, None where there is none yet.
    """
    if settlement is not None and settlement.program_version_id is not None:
        return Absence(settlement.absence) if settlement.absence else None
    if facts.customer_id is None or not is_triggered(facts, active.terms):
        return None
    moment = facts.created_at
    eligibility = eligibility_at(active=active, moment=moment)
    return absence_of(account=account, eligibility=eligibility, moment=moment)


def absences(
    facts_by_id: Mapping[UUID, OrderFacts],
    settlements: Mapping[UUID, OrderSettlement],
    terms: Mapping[UUID, ActiveTerms | None],
    *,
    using: str,
) -> dict[UUID, Absence]:
    """`order_absence` of many orders, in a number of queries that doesn't grow with them."""
    found: dict[UUID, Absence] = {}
    undecided: dict[UUID, tuple[int, int]] = {}
    for order_id, facts in facts_by_id.items():
        settlement, active = settlements.get(order_id), terms.get(order_id)
        if settlement is not None and settlement.program_version_id is not None:
            if settlement.absence:
                found[order_id] = Absence(settlement.absence)
        elif active is not None:
            customer_id = settlement.account.customer_id if settlement else facts.customer_id
            if customer_id is not None:
                undecided[order_id] = (customer_id, active.program_id)
    accounts = accounts_of(
        customer_ids={customer_id for customer_id, _ in undecided.values()},
        program_ids={program_id for _, program_id in undecided.values()},
        using=using,
    )
    members = memberships(account_ids=[item.pk for item in accounts.values()], using=using)
    histories = eligibility_histories(
        program_ids={program_id for _, program_id in undecided.values()}, using=using
    )
    for order_id, key in undecided.items():
        moment = facts_by_id[order_id].created_at
        account = accounts.get(key)
        reason = absence(
            members[account.pk] if account is not None else NO_MEMBERSHIP,
            eligibility=eligibility_then(histories[key[1]], moment),
            moment=moment,
        )
        if reason is not None:
            found[order_id] = reason
    return found


def _known_account(
    facts: OrderFacts, settlement: OrderSettlement | None, active: ActiveTerms
) -> Account | None:
    """The account that the order's customer has; not looked for while nothing is due."""
    if settlement is not None:
        return settlement.account
    if facts.customer_id is None or not is_triggered(facts, active.terms):
        return None
    return account_for(customer_id=facts.customer_id, program_id=active.program_id)


def order_target(
    facts: OrderFacts,
    terms: ProgramTerms,
    books: OrderBooks,
    hold: Hold | None,
    absent: Absence | None,
    tier: EarningTier,
) -> Target:
    """What the ledger has to hold for `facts`, given what was captured or revoked before."""
    captured = books.points_captured
    takes_hold = facts.status not in _GIVEN_UP
    if hold is not None and hold.method == RedemptionMethod.DISCOUNT:
        takes_hold = takes_hold and not facts.is_code_overridden
    if captured == 0 and hold is not None and takes_hold:
        captured = hold.points
    used = Fraction(1)
    if hold is not None and hold.discount_amount > 0:
        used = Fraction(facts.points_discount) / Fraction(hold.discount_amount)
    entitlement = order_entitlement(
        facts, terms, points_captured=captured, share_used=used, tier=tier
    )
    if absent is not None:
        reason = Explanation(code="NOT_TAKING_PART", values={"reason": absent.value})
        entitlement = replace(entitlement, points_earned=0, explanation=(reason,))
    return Target(
        points_earned=max(0, min(entitlement.points_earned, POINTS_MAX) - books.points_revoked),
        points_captured=captured,
        points_spent=entitlement.points_spent,
        # What does not earn because its customer stays out counts for nothing else either.
        amount_spent=amount_spent(facts, terms) if absent is None else None,
        entitlement=entitlement,
    )


def books_of(settlement: OrderSettlement | None) -> OrderBooks:
    """What is kept of the ledger's entries for an order; zeros before it was settled."""
    if settlement is None:
        return OrderBooks()
    return OrderBooks(
        points_earned=settlement.points_earned,
        points_revoked=settlement.points_revoked,
        points_captured=settlement.points_captured,
        points_spent=settlement.points_spent,
    )


def _account(facts: OrderFacts, hold: Hold | None, active: ActiveTerms, now: datetime) -> Account:
    """The customer's account; where a guest's order carries a code, the account that paid it."""
    if facts.customer_id is None:
        if hold is None:
            raise AssertionError("a guest's order without a hold is not ours")
        return hold.account
    return ledger.ensure_account(
        program_id=active.program_id, customer_id=facts.customer_id, now=now
    )


def _state(settlement: OrderSettlement) -> tuple[object, ...]:
    return (
        settlement.program_version_id,
        settlement.points_earned,
        settlement.points_captured,
        settlement.points_spent,
        settlement.awaits_fulfillment,
        settlement.standing,
        settlement.amount_spent,
        settlement.spent_on,
    )


def _post_differences(
    facts: OrderFacts,
    settlement: OrderSettlement,
    target: Target,
    hold: Hold | None,
    active: ActiveTerms,
    now: datetime,
) -> list[int]:
    """Spending first, so that a debit never waits for points that this order earns."""
    entry_ids: list[int] = []
    before = (settlement.points_captured, settlement.points_earned)
    if hold is not None:
        entry_ids += _post_capture(facts, settlement, target, hold, now)
    entry_ids += _post_spent(facts, settlement, target, hold, active, now)
    entry_ids += _post_earned(facts, settlement, target, active, now)
    if settlement.awaits_fulfillment and facts.is_fulfilled:
        _activate(facts, settlement, active, now)
    is_activity = (settlement.points_captured, settlement.points_earned) > before
    if is_activity and active.terms.expiry.policy is ExpiryPolicy.AFTER_INACTIVITY:
        _prolong(settlement, active, now)
    if entry_ids:
        if tells_nobody() and active.terms.has_progress:
            using = current_host().writer_alias()
            mark_due(account_ids=[settlement.account_id], now=now, using=using)
        note_progress(account_id=settlement.account_id, has_progress=active.terms.has_progress)
    return entry_ids


def _post_spending(
    facts: OrderFacts,
    settlement: OrderSettlement,
    target: Target,
    active: ActiveTerms,
    now: datetime,
) -> SpendingOutcome:
    """Last of all, since it locks the account for milestones that may be in reach."""
    noted = note_spending(
        settlement,
        amount_spent=target.amount_spent,
        currency=facts.channel.currency,
        day=day_of(facts.created_at, time_zone=active.terms.expiry.time_zone),
    )
    if noted is None:
        return NOTHING_SPENT
    return add_spending(
        account_id=settlement.account_id,
        noted=noted,
        placed_at=facts.created_at,
        active=active,
        now=now,
    )


def _activate(
    facts: OrderFacts, settlement: OrderSettlement, active: ActiveTerms, now: datetime
) -> None:
    """The order is fulfilled: its waiting points can be used, at once or after the waiting time."""
    usable_from = activates_at(
        pending_days=active.terms.pending_days,
        waits_for_fulfillment=False,
        is_fulfilled=True,
        now=now,
    )
    ledger.activate_order_lots(
        account_id=settlement.account_id,
        order_id=facts.order_id,
        activates_at=usable_from,
        expires_at=expires_at(active.terms.expiry, usable_from=usable_from or now),
        now=now,
    )
    settlement.awaits_fulfillment = False


def _prolong(settlement: OrderSettlement, active: ActiveTerms, now: datetime) -> None:
    """An order is activity: all points of the account are good for the whole time again."""
    until = expires_at(active.terms.expiry, usable_from=now)
    if until is not None:
        ledger.extend_lots(account_id=settlement.account_id, expires_at=until)


def _post_capture(
    facts: OrderFacts,
    settlement: OrderSettlement,
    target: Target,
    hold: Hold,
    now: datetime,
) -> list[int]:
    if settlement.points_captured or hold.status == HoldStatus.CAPTURED:
        return []
    if hold.method == RedemptionMethod.PAYMENT:
        # What the order has not used of it comes back as points.
        current_host().drop_payment(checkout_id=hold.checkout_id, code=hold.code)
    if target.points_captured == 0:
        ledger.void_hold(hold_id=hold.pk, now=now)
        return []
    values = {
        "points": hold.points,
        "discount": f"{hold.discount_amount:.{facts.channel.currency_digits}f}",
        "currency": hold.currency,
    }
    posting = Posting(
        account_id=hold.account_id,
        points=-hold.points,
        kind=EntryKind.REDEEM,
        reason="POINTS_SPENT",
        key=f"order:{facts.order_id}:capture",
        order_id=facts.order_id,
        checkout_id=hold.checkout_id,
        source_label=facts.number,
        explanation=_as_data([Explanation(code="SPENT", values=values)]),
        program_version_id=hold.program_version_id,
        # The order has the discount, so the points are gone even if the hold ran out before.
        allows_negative=True,
    )
    result = ledger.capture_hold(hold_id=hold.pk, order_id=facts.order_id, posting=posting, now=now)
    settlement.points_captured = hold.points
    settlement.points_spent = hold.points
    return [_entry_id(result, posting)]


def _post_spent(
    facts: OrderFacts,
    settlement: OrderSettlement,
    target: Target,
    hold: Hold | None,
    active: ActiveTerms,
    now: datetime,
) -> list[int]:
    difference = settlement.points_spent - target.points_spent
    if difference == 0 or hold is None:
        return []
    if difference > 0:
        entry_ids = _post_restores(facts, settlement, hold, difference, active, now)
    else:
        posting = _spent_posting(facts, settlement, hold, difference)
        entry_ids = [_posted(posting, now)]
    settlement.points_spent = target.points_spent
    return entry_ids


def _post_restores(
    facts: OrderFacts,
    settlement: OrderSettlement,
    hold: Hold,
    points: int,
    active: ActiveTerms,
    now: datetime,
) -> list[int]:
    """Give points back from the newest debit of this order to its capture, each to its own lots.

    There are several debits only where a refund was undone and made again.
    """
    terms = active.terms
    until = restored_until(terms.expiry, grace_days=terms.restored_points_days, now=now)
    debits = (
        Entry.objects.using(current_host().writer_alias())
        .filter(order_id=facts.order_id, account_id=hold.account_id, kind=EntryKind.REDEEM)
        .annotate(points_restored=Coalesce(Sum("restored_by__points"), 0))
        .order_by("-pk")
    )
    entry_ids = []
    for debit in debits:
        part = min(points, -debit.points - debit.points_restored)
        if part > 0:
            posting = _spent_posting(facts, settlement, hold, part, restored=debit, until=until)
            entry_ids.append(_posted(posting, now))
            points -= part
    if points > 0:
        raise LedgerRefused(f"order {facts.number}: {points} points more to return than were spent")
    return entry_ids


def _spent_posting(
    facts: OrderFacts,
    settlement: OrderSettlement,
    hold: Hold,
    points: int,
    *,
    restored: Entry | None = None,
    until: datetime | None = None,
) -> Posting:
    """Points that come back (with `restored`) or are spent again; numbered in the order.

    What comes back after its expiry is good `until` then.
    """
    settlement.sequence += 1
    code = "SPENT_AGAIN" if restored is None else "RETURNED"
    return Posting(
        account_id=hold.account_id,
        points=points,
        kind=EntryKind.REDEEM if restored is None else EntryKind.RESTORE,
        reason="POINTS_SPENT" if restored is None else "POINTS_RETURNED",
        key=f"order:{facts.order_id}:spent:{settlement.sequence}",
        order_id=facts.order_id,
        source_label=facts.number,
        explanation=_as_data([Explanation(code=code, values={"points": abs(points)})]),
        program_version_id=hold.program_version_id,
        restores_entry_id=restored.pk if restored is not None else None,
        restored_until=until,
        allows_negative=restored is None,
    )


def _post_earned(
    facts: OrderFacts,
    settlement: OrderSettlement,
    target: Target,
    active: ActiveTerms,
    now: datetime,
) -> list[int]:
    difference = target.points_earned - settlement.points_earned
    if difference == 0:
        return []
    settlement.sequence += 1
    explanation = list(target.entitlement.explanation)
    if settlement.points_revoked:
        explanation.append(
            Explanation(code="POINTS_REVOKED", values={"points": settlement.points_revoked})
        )
    usable_from = activates_at(
        pending_days=active.terms.pending_days,
        waits_for_fulfillment=active.terms.pending_until_fulfilled,
        is_fulfilled=facts.is_fulfilled,
        now=now,
    )
    waits = difference > 0 and usable_from == NOT_BEFORE_AN_EVENT
    entry_ids: list[int] = []
    if difference < 0:
        entry_ids += undo_expiries(
            account_id=settlement.account_id,
            credits=credits_of_order(facts.order_id),
            points=-difference,
            key_prefix=f"order:{facts.order_id}:",
            source_label=facts.number,
            now=now,
        )
    posting = Posting(
        account_id=settlement.account_id,
        points=difference,
        kind=EntryKind.EARN if difference > 0 else EntryKind.CLAWBACK,
        reason="ORDER_EARNED" if difference > 0 else "ORDER_CLAWBACK",
        key=f"order:{facts.order_id}:earn:{settlement.sequence}",
        order_id=facts.order_id,
        source_label=facts.number,
        explanation=_as_data(explanation),
        program_version_id=active.version_id,
        activates_at=usable_from if difference > 0 else None,
        expires_at=(
            expires_at(active.terms.expiry, usable_from=usable_from or now)
            if difference > 0 and not waits
            else None
        ),
        allows_negative=True,
    )
    entry_id = _posted(posting, now)
    settlement.points_earned = target.points_earned
    settlement.awaits_fulfillment = settlement.awaits_fulfillment or waits
    return [*entry_ids, entry_id]


def credits_of_order(order_id: UUID) -> dict[str, object]:
    """Conditions on the entries of what an order earned; spent points that came back are none."""
    return {"order_id": order_id, "kind": EntryKind.EARN}


def _as_data(explanation: Sequence[Explanation]) -> list[dict[str, object]]:
    return [{"code": item.code, "values": item.values} for item in explanation]


def _posted(posting: Posting, now: datetime) -> int:
    """Post what brings no e-mail where the order is history; the entry's id.

    Raises LedgerRefused.
    """
    result = ledger.post_entry(posting, now=now)
    entry_id = _entry_id(result, posting)
    if result.status is PostingStatus.POSTED:
        hush(entry_id=entry_id, using=current_host().writer_alias())
    return entry_id


def _entry_id(result: PostingResult, posting: Posting) -> int:
    if result.status not in (PostingStatus.POSTED, PostingStatus.REPLAY) or not result.entry_id:
        raise LedgerRefused(f"{posting.key}: {result.status}")
    return result.entry_id
