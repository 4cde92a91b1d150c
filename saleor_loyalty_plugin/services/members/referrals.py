"""Referrals: a friend follows a customer's code, and the friend's first order gives both points.

What both hold follows from the friend's orders as they are now, not from what happened to them.
"""

from collections.abc import Collection
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Account, Grant, OrderSettlement, Referral
from saleor_loyalty_plugin.rules.facts import CustomerFacts
from saleor_loyalty_plugin.rules.participation import Absence
from saleor_loyalty_plugin.rules.referrals import code_as_stored, is_enough, is_same_mailbox
from saleor_loyalty_plugin.rules.spending import amount_spent
from saleor_loyalty_plugin.rules.terms import ProgramTerms
from saleor_loyalty_plugin.services.bonuses.grants import Occasion, settle_grant
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.members.participation import absence_of
from saleor_loyalty_plugin.services.orders.guests import with_claimants
from saleor_loyalty_plugin.services.programs.programs import (
    ActiveTerms,
    current_terms,
    terms_at,
    terms_for_channels,
)

SOURCE = "referral"
# How far up a chain of recommendations is looked for the one who now follows.
CHAIN_MAX = 20
# Orders that hooks have not told of yet; who has more of them is no new customer.
UNSETTLED_ORDERS_MAX = 50


def claim_referral(*, customer_id: int, code: str, now: datetime) -> Referral:
    """A customer follows another one's code; the same code again changes nothing.

    Opens the customer's account in the program that the code belongs to.
    Raises `LoyaltyProblem`: NOT_FOUND (customer, code), NOT_CONFIRMED, OWN_CODE, REFERRALS_OFF,
    ALREADY_REFERRED, NOT_TAKING_PART, NOT_NEW, REFERRAL_CIRCLE.
    """
    using = current_host().writer_alias()
    referrer = account_by_code(code)
    wanted = [customer_id, *([referrer.customer_id] if referrer is not None else [])]
    customers = current_host().customer_facts(wanted)
    customer = _checked_customer(customers.get(customer_id))
    friend = customers.get(referrer.customer_id) if referrer is not None else None
    if referrer is None or friend is None or not friend.is_active:
        raise _unknown_code()
    if customer_id == referrer.customer_id or is_same_mailbox(customer.email, friend.email):
        raise LoyaltyProblem(
            ProblemCode.OWN_CODE,
            "This is your own code. Pass it on: it is for your friends.",
            field="code",
        )
    with transaction.atomic(using=using):
        referee = ledger.ensure_account(
            program_id=referrer.program_id, customer_id=customer_id, now=now, using=using
        )
        _lock_accounts([referrer.pk, referee.pk], using)
        earlier = Referral.objects.using(using).filter(referee=referee).first()
        if earlier is not None and earlier.referrer_id == referrer.pk:
            return earlier
        active = current_terms(program_id=referrer.program_id)
        _check_may_follow(referrer, referee, earlier, active, now)
        _check_is_new(customer, referee, active)
        _check_no_circle(referrer.pk, referee.pk, using)
        return Referral.objects.using(using).create(
            referrer=referrer, referee=referee, code=code_as_stored(code), created_at=now
        )


def settle_referral(*, referral_id: int, now: datetime) -> tuple[int, ...]:
    """Make both sides hold what the friend's orders give them now; the ids of the entries.

    By the terms that were in force when the code was followed. Who does not take part is given
    nothing, but keeps what was given before.
    """
    using = current_host().writer_alias()
    with transaction.atomic(using=using):
        referral = Referral.objects.using(using).get(pk=referral_id)
        accounts = _lock_accounts([referral.referrer_id, referral.referee_id], using)
        referrer, referee = accounts[referral.referrer_id], accounts[referral.referee_id]
        active = terms_at(program_id=referrer.program_id, moment=referral.created_at)
        is_rewarded = has_order_that_counts(referee.pk, active.terms, using=using)
        sides = sorted(
            [
                (referrer.pk, active.terms.referrer_points, "REFERRAL_GIVEN"),
                (referee.pk, active.terms.referee_points, "REFERRAL_FOLLOWED"),
            ]
        )
        entry_ids = []
        for account_id, points, reason in sides:
            if is_rewarded and takes_no_part(accounts[account_id], now):
                continue
            entry = settle_grant(
                account_id=account_id,
                occasion=_occasion(referral, reason, active.terms, is_rewarded=is_rewarded),
                points=points if is_rewarded else 0,
                active=active,
                now=now,
            )
            if entry is not None:
                entry_ids.append(entry.pk)
        if referral.is_due:
            Referral.objects.using(using).filter(pk=referral_id).update(is_due=False)
        return tuple(entry_ids)


def has_order_that_counts(
    account_id: int, terms: ProgramTerms, *, besides: UUID | None = None, using: str
) -> bool:
    """Whether some order of the friend is worth as much as the program asks for: `is_enough`.

    The order `besides` is left out.
    """
    orders = OrderSettlement.objects.using(using).filter(
        account_id=account_id,
        amount_spent__gt=0,
        amount_spent__gte=terms.referral_order_value_from,
    )
    if besides is not None:
        orders = orders.exclude(pk=besides)
    return orders.exists()


def points_lost_with(
    order_id: UUID, *, account_id: int, amount_after: Decimal | None, using: str
) -> tuple[int, int]:
    """What a referral takes back when a friend's order counts for `amount_after` only.

    (points of the friend, points of the one who was followed); zeros where there is no referral
    or where it still counts. `account_id` is the friend's.
    """
    followed = Referral.objects.using(using).select_related("referrer")
    referral = followed.filter(referee_id=account_id).first()
    if referral is None:
        return 0, 0
    program_id = referral.referrer.program_id
    terms = terms_at(program_id=program_id, moment=referral.created_at).terms
    counts = is_enough(amount_after, value_from=terms.referral_order_value_from)
    if counts or has_order_that_counts(account_id, terms, besides=order_id, using=using):
        return 0, 0
    held = points_of_referrals([referral], using=using)
    of_friend, _ = held.get((referral.pk, account_id), (0, 0))
    of_followed, _ = held.get((referral.pk, referral.referrer_id), (0, 0))
    return of_friend, of_followed


def points_of_referrals(
    referrals: Collection[Referral], *, using: str
) -> dict[tuple[int, int], tuple[int, int]]:
    """(points held, points that staff took back by hand) by (referral, account); one query."""
    grants = Grant.objects.using(using).filter(
        account_id__in={
            account_id for item in referrals for account_id in (item.referrer_id, item.referee_id)
        },
        source=SOURCE,
        occasion__in=[str(item.pk) for item in referrals],
    )
    held = grants.values_list("occasion", "account_id", "points", "points_revoked")
    return {
        (int(occasion), account): (points, revoked) for occasion, account, points, revoked in held
    }


def account_by_code(code: str) -> Account | None:
    """The account whose referral code this is, however it is spelled."""
    stored = code_as_stored(code)
    if not stored:
        return None
    using = current_host().writer_alias()
    return Account.objects.using(using).filter(referral_code=stored).first()


def takes_no_part(account: Account, now: datetime) -> bool:
    """Whether an account is banned, has opted out or never joined where that is asked for."""
    active = current_terms(program_id=account.program_id)
    eligibility = active.terms.eligibility
    return absence_of(account=account, eligibility=eligibility, moment=now) is not None


def _occasion(
    referral: Referral, reason: str, terms: ProgramTerms, *, is_rewarded: bool
) -> Occasion:
    return Occasion(
        source=SOURCE,
        occasion=str(referral.pk),
        occurred_at=referral.created_at,
        reason=reason,
        reason_taken="REFERRAL_LOST",
        pending_days=terms.pending_days,
        explanation=[
            {
                # No names: neither side is told more than that the code was followed.
                "code": reason if is_rewarded else "REFERRAL_LOST",
                "values": {"code": referral.code},
            }
        ],
    )


def _lock_accounts(account_ids: Collection[int], using: str) -> dict[int, Account]:
    """The accounts, locked in ascending id as everywhere."""
    rows = Account.objects.using(using).select_for_update(no_key=True).filter(pk__in=account_ids)
    return {account.pk: account for account in rows.order_by("pk")}


def _checked_customer(customer: CustomerFacts | None) -> CustomerFacts:
    if customer is None:
        raise LoyaltyProblem(ProblemCode.NOT_FOUND, "No customer has this ID.", field="customer_id")
    if not (customer.is_active and customer.is_confirmed):
        raise LoyaltyProblem(
            ProblemCode.NOT_CONFIRMED,
            "Confirm the e-mail address first, by the link that the shop has sent to it.",
            field="customer_id",
        )
    return customer


def _check_may_follow(
    referrer: Account,
    referee: Account,
    earlier: Referral | None,
    active: ActiveTerms,
    now: datetime,
) -> None:
    terms = active.terms
    if not terms.is_active or not (terms.referrer_points or terms.referee_points):
        raise LoyaltyProblem(
            ProblemCode.REFERRALS_OFF,
            "There are no points for recommendations at the moment.",
            field="code",
        )
    if earlier is not None:
        raise LoyaltyProblem(
            ProblemCode.ALREADY_REFERRED,
            "A friend's code was followed already. There is one for each customer.",
            field="code",
        )
    if absence_of(account=referrer, eligibility=terms.eligibility, moment=now) is not None:
        raise _unknown_code()
    # Who has not joined yet may follow a code; what is ordered before joining does not count.
    absent = absence_of(account=referee, eligibility=terms.eligibility, moment=now)
    if absent in (Absence.BANNED, Absence.OPTED_OUT):
        raise LoyaltyProblem(
            ProblemCode.NOT_TAKING_PART,
            "The customer does not take part in the program.",
            field="customer_id",
        )


def _check_is_new(customer: CustomerFacts, referee: Account, active: ActiveTerms) -> None:
    using = current_host().writer_alias()
    is_new = not has_order_that_counts(referee.pk, active.terms, using=using)
    if not is_new or _has_unsettled_order_that_counts(customer, active, using):
        raise LoyaltyProblem(
            ProblemCode.NOT_NEW,
            "Codes of friends are for new customers, before their first order.",
            field="customer_id",
        )


def _has_unsettled_order_that_counts(
    customer: CustomerFacts, active: ActiveTerms, using: str
) -> bool:
    """Orders that a lost hook has kept from being settled, and those that still wait under the
    address, judged by the terms in force."""
    order_ids = _unsettled_order_ids(customer, active, using)
    if not order_ids:
        return False
    facts = with_claimants(current_host().order_facts(order_ids).values())
    channels = {item.channel.channel_id for item in facts}
    by_channel = terms_for_channels(channel_ids=channels, using=using)
    for item in facts:
        here = by_channel.get(item.channel.channel_id)
        if here is None or here.program_id != active.program_id or item.is_exchange:
            continue
        amount = amount_spent(item, active.terms)
        if is_enough(amount, value_from=active.terms.referral_order_value_from):
            return True
    return False


def _unsettled_order_ids(customer: CustomerFacts, active: ActiveTerms, using: str) -> list[UUID]:
    """Some of the customer's orders, and of guests' under the address, that were never settled."""
    host, since = current_host(), active.terms.started_at
    found = host.order_ids_of_customers([customer.customer_id], since=since)
    order_ids = host.guest_order_ids(customer.email, since=since, limit=UNSETTLED_ORDERS_MAX)
    order_ids += found.get(customer.customer_id, [])
    settled = OrderSettlement.objects.using(using).filter(pk__in=order_ids)
    known = set(settled.values_list("pk", flat=True))
    return [item for item in dict.fromkeys(order_ids) if item not in known][-UNSETTLED_ORDERS_MAX:]


def _check_no_circle(referrer_id: int, referee_id: int, using: str) -> None:
    """Nobody follows somebody who came by them, directly or by others."""
    above: int | None = referrer_id
    for _ in range(CHAIN_MAX):
        above = (
            Referral.objects.using(using)
            .filter(referee_id=above)
            .values_list("referrer_id", flat=True)
            .first()
        )
        if above is None:
            return
        if above == referee_id:
            raise LoyaltyProblem(
                ProblemCode.REFERRAL_CIRCLE,
                "This friend has followed your own code, or that of a friend of yours.",
                field="code",
            )


def _unknown_code() -> LoyaltyProblem:
    """Also for codes of customers who are banned or gone: nobody is told which."""
    return LoyaltyProblem(
        ProblemCode.NOT_FOUND,
        "This code is not valid. Check it letter by letter, or ask your friend for it again.",
        field="code",
    )
