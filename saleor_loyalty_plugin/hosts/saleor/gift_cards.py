"""Gift cards that points buy to pay for one checkout.

Each is bound to its customer where Saleor knows how (from 3.23 on), and worth nothing once an order
has used it. Nobody is told of them: they are no presents, and no e-mail or event goes out.
"""

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q, Sum
from django.utils import timezone
from prices import Money
from saleor.account.models import User
from saleor.checkout.models import Checkout
from saleor.checkout.payment_utils import update_checkout_payment_statuses
from saleor.giftcard import GiftCardEvents
from saleor.giftcard.models import GiftCard, GiftCardEvent, GiftCardTag
from saleor.payment.models import TransactionItem

from saleor_loyalty_plugin.hosts.port import DiscountRefused
from saleor_loyalty_plugin.hosts.saleor.databases import WRITER, allow_writer
from saleor_loyalty_plugin.rules.facts import ZERO

# Key in a gift card's private metadata; its value tells the worth ("EUR 7.35").
MARK = "saleor_loyalty_plugin.points_worth"
# Key in its public metadata, by which a storefront knows it among the customer's gift cards.
PUBLIC_MARK = "saleor_loyalty_plugin.points"
# Tells staff, in the list of gift cards, what they are.
TAG = "Loyalty points"

_OURS = Q(giftcard__private_metadata__has_key=MARK)
# What of a checkout follows from its gift cards.
_MIRRORED = ("authorize_status", "charge_status", "last_change")


@allow_writer()
def put_payment(
    *,
    checkout_id: UUID,
    code: str,
    amount: Decimal,
    currency: str,
    customer_id: int,
    checkout: Any,
) -> None:
    """See the port. Saleor's prices are before gift cards, so they stay as they are."""
    with transaction.atomic(using=WRITER):
        row = _locked_checkout(checkout_id)
        if row is None:
            raise DiscountRefused("This checkout is no longer open.")
        if row.currency != currency:
            raise DiscountRefused(f"This checkout is in {row.currency}, not in {currency}.")
        card = GiftCard.objects.using(WRITER).create(
            code=code,
            currency=currency,
            initial_balance_amount=amount,
            current_balance_amount=amount,
            metadata={PUBLIC_MARK: "true"},
            private_metadata={MARK: f"{currency} {amount.normalize():f}"},
            **_owner(customer_id),
        )
        tag, _ = GiftCardTag.objects.using(WRITER).get_or_create(name=TAG)
        card.tags.add(tag)
        row.gift_cards.add(card)
        _refresh(row, checkout)


@allow_writer()
def drop_payment(*, checkout_id: UUID, code: str, checkout: Any) -> None:
    _take_off(checkout_id, code, checkout, is_over=True)


@allow_writer()
def detach_payment(*, checkout_id: UUID, code: str, checkout: Any) -> None:
    _take_off(checkout_id, code, checkout, is_over=False)


def _take_off(checkout_id: UUID, code: str, checkout: Any, *, is_over: bool) -> None:
    with transaction.atomic(using=WRITER):
        row = _locked_checkout(checkout_id)
        cards = GiftCard.objects.using(WRITER).filter(code=code, private_metadata__has_key=MARK)
        card = cards.select_for_update(of=("self",)).first()
        if card is None:
            return
        is_attached = row is not None and row.gift_cards.filter(pk=card.pk).exists()
        if row is not None and is_attached:
            row.gift_cards.remove(card)
        if is_over:
            _retire(card)
        if row is not None and is_attached:
            _refresh(row, checkout)


def _locked_checkout(checkout_id: UUID) -> Checkout | None:
    # Saleor's own order of locks, too: the checkout before its gift cards.
    rows = Checkout.objects.using(WRITER).select_for_update(of=("self",))
    return rows.filter(pk=checkout_id).order_by().first()


def _owner(customer_id: int) -> dict[str, Any]:
    if not hasattr(GiftCard, "assigned_to"):
        return {}
    email = User.objects.using(WRITER).values_list("email", flat=True).get(pk=customer_id)
    return {"assigned_to_id": customer_id, "assigned_to_email": email}


def _retire(card: GiftCard) -> None:
    """Delete a card; where an order shows it, only make it useless.

    Saleor refuses to delete a customer whom a card is assigned to, and refuses a card that is
    assigned to an address without a customer: so it is of no use to anybody.
    """
    if card.last_used_on is None:
        card.delete(using=WRITER)
        return
    card.is_active = False
    fields = ["is_active"]
    if hasattr(card, "assigned_to"):
        card.assigned_to = None
        fields.append("assigned_to")
    card.save(using=WRITER, update_fields=fields)


def _refresh(row: Checkout, checkout: Any) -> None:
    """Make a checkout's state of payment follow its gift cards, on the object at hand, too.

    No price has changed, so none is computed anew: a tax app need not be asked again. Where the
    prices are old, the state follows when they are computed.
    """
    is_priced = row.price_expiration > timezone.now()
    row.save(using=WRITER, update_fields=["last_change"])
    if is_priced:
        due = row.total.gross - row.get_total_gift_cards_balance(WRITER)
        update_checkout_payment_statuses(
            checkout=row,
            checkout_total_gross=max(due, Money(ZERO, row.currency)),
            checkout_has_lines=row.lines.exists(),
            database_connection_name=WRITER,
        )
    if checkout is not None:
        for name in _MIRRORED:
            setattr(checkout, name, getattr(row, name))


@allow_writer()
def card_codes(checkout_ids: Iterable[UUID], *, using: str) -> dict[UUID, set[str]]:
    """Codes of our cards that pay for checkouts, by checkout; one query."""
    links = Checkout.gift_cards.through.objects.using(using)
    found: dict[UUID, set[str]] = {}
    rows = links.filter(_OURS, checkout_id__in=list(checkout_ids), giftcard__is_active=True)
    for checkout_id, code in rows.values_list("checkout_id", "giftcard__code"):
        found.setdefault(checkout_id, set()).add(code)
    return found


@allow_writer()
def codes_that_pay(checkout_id: UUID) -> list[str]:
    """Codes of our cards that an order of this checkout would use; one query.

    Also those that its customer has typed in as a means of payment of Saleor's (from 3.23 on).
    """
    uses = Q(checkouts=checkout_id)
    if hasattr(TransactionItem, "gift_card"):
        uses |= Q(transactionitem__checkout=checkout_id)
    cards = GiftCard.objects.using(WRITER).filter(uses, private_metadata__has_key=MARK)
    return list(cards.order_by().values_list("code", flat=True).distinct())


def points_paid(order_ids: Sequence[UUID]) -> Mapping[UUID, Mapping[str, Decimal]]:
    """What our cards have paid of orders, by order and code; one query.

    A card's own balance would tell less: staff may set it.
    """
    events = GiftCardEvent.objects.using(WRITER).filter(
        order_id__in=order_ids,
        type=GiftCardEvents.USED_IN_ORDER,
        gift_card__private_metadata__has_key=MARK,
    )
    found: dict[UUID, dict[str, Decimal]] = {}
    rows = events.order_by().values_list("order_id", "gift_card__code", "parameters__balance")
    for order_id, code, balance in rows:
        used = Decimal(str(balance["old_current_balance"])) - Decimal(
            str(balance["current_balance"])
        )
        by_code = found.setdefault(order_id, {})
        by_code[code] = by_code.get(code, ZERO) + used
    return found


def paid_by_gateway(order_ids: Sequence[UUID]) -> Mapping[UUID, Decimal]:
    """What our cards have paid of orders as a means of payment (from 3.23 on); one query."""
    if not hasattr(TransactionItem, "gift_card"):
        return {}
    items = TransactionItem.objects.using(WRITER).filter(
        order_id__in=order_ids, gift_card__private_metadata__has_key=MARK, charged_value__gt=0
    )
    return dict(items.order_by().values_list("order_id").annotate(Sum("charged_value")))


@allow_writer()
def order_id_by_card(code: str) -> UUID | None:
    """The order that used one of our cards, if any."""
    events = GiftCardEvent.objects.using(WRITER).filter(
        gift_card__code=code, type=GiftCardEvents.USED_IN_ORDER, order_id__isnull=False
    )
    order_id: UUID | None = events.order_by("date").values_list("order_id", flat=True).first()
    return order_id
