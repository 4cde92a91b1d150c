"""Gift cards that customers take as a reward: the shop's own, as if staff had issued them."""

from decimal import Decimal
from typing import Any

from saleor.account.models import User
from saleor.core.utils.events import call_event
from saleor.giftcard import events
from saleor.giftcard.models import GiftCard
from saleor.plugins.manager import get_plugins_manager

from saleor_loyalty_plugin.hosts.saleor.databases import WRITER, allow_writer

# Key in a gift card's private metadata.
MARK = "saleor_loyalty_plugin.reward"


@allow_writer()
def issue_gift_card(*, code: str, amount: Decimal, currency: str, customer_id: int) -> None:
    """See the port. Saleor binds gift cards to customers from 3.23 on."""
    customer = User.objects.using(WRITER).get(pk=customer_id)
    owner: dict[str, Any] = {}
    if hasattr(GiftCard, "assigned_to"):
        owner = {"assigned_to": customer, "assigned_to_email": customer.email}
    card = GiftCard.objects.using(WRITER).create(
        code=code,
        currency=currency,
        initial_balance_amount=amount,
        current_balance_amount=amount,
        private_metadata={MARK: "true"},
        **owner,
    )
    events.gift_card_issued_event(gift_card=card, user=None, app=None)
    if owner:
        events.gift_card_assigned_event(
            gift_card=card, previous_user_id=None, previous_email=None, user=None, app=None
        )
    call_event(get_plugins_manager(allow_replica=False).gift_card_created, card)
