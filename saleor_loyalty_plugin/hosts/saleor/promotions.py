"""Order promotions: what Saleor takes off a whole cart by itself, unless a promo code is on it."""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef
from saleor.checkout.models import Checkout
from saleor.discount import RewardType
from saleor.discount.models import Promotion, PromotionRule
from saleor.discount.utils.promotion import get_best_rule

from saleor_loyalty_plugin.hosts.saleor.databases import allow_writer
from saleor_loyalty_plugin.rules.facts import OrderPromotion


@allow_writer()
def order_promotions(checkout_ids: Iterable[UUID], *, using: str) -> dict[UUID, OrderPromotion]:
    """See the port. One query where the shop has no order promotion at the moment.

    Else three more, one for each promotion and currency, and three for each channel and country
    with gifts.
    """
    rules = _active_rules(using)
    if not rules:
        return {}
    checkouts = list(
        Checkout.objects.using(using)
        .filter(pk__in=list(checkout_ids))
        .select_related("channel", "shipping_address", "billing_address")
        .order_by()
    )
    fitting = _fitting(rules, checkouts, using)
    gifts: dict[tuple[Any, ...], Any] = {}
    found = {}
    for checkout in checkouts:
        promotion = _best(checkout, fitting[checkout.pk], gifts, using)
        if promotion is not None:
            found[checkout.pk] = promotion
    return found


def _active_rules(using: str) -> list[PromotionRule]:
    promotions = Promotion.objects.using(using).active()
    rules = (
        PromotionRule.objects.using(using)
        .filter(Exists(promotions.filter(pk=OuterRef("promotion_id"))))
        .exclude(order_predicate={})
        .select_related("promotion")
        .prefetch_related("channels")
        .order_by("pk")
    )
    return list(rules)


def _fitting(
    rules: Sequence[PromotionRule], checkouts: Sequence[Checkout], using: str
) -> dict[UUID, list[PromotionRule]]:
    """The rules whose conditions each checkout meets."""
    # Saleor looks them up in its GraphQL code, which can't be loaded before its apps.
    from saleor.graphql.discount.utils import PredicateObjectType, filter_qs_by_predicate

    found: dict[UUID, list[PromotionRule]] = {item.pk: [] for item in checkouts}
    for rule in rules:
        channel_ids = {channel.pk for channel in rule.channels.all()}
        inside = [item for item in checkouts if item.channel_id in channel_ids]
        for currency in {item.currency for item in inside}:
            rows = Checkout.objects.using(using).filter(
                pk__in=[item.pk for item in inside if item.currency == currency]
            )
            # Saleor takes the predicate apart while it reads it.
            predicate = deepcopy(rule.order_predicate)
            met = filter_qs_by_predicate(predicate, rows, PredicateObjectType.CHECKOUT, currency)
            for pk in met.order_by().values_list("pk", flat=True):
                found[pk].append(rule)
    return found


def _best(
    checkout: Checkout,
    rules: Sequence[PromotionRule],
    gifts: dict[tuple[Any, ...], Any],
    using: str,
) -> OrderPromotion | None:
    """The one that Saleor would choose: it takes off most, a gift by its price."""
    found = []
    discounts = [rule for rule in rules if rule.reward_type != RewardType.GIFT]
    for_gifts = [rule for rule in rules if rule.reward_type == RewardType.GIFT]
    address = checkout.shipping_address or checkout.billing_address
    country = address.country.code if address and address.country else checkout.country.code
    about = (checkout.channel, country, checkout.base_subtotal, using)
    if discounts:
        found.append(get_best_rule(discounts, *about))
    if for_gifts:
        key = (tuple(rule.pk for rule in for_gifts), checkout.channel_id, country)
        if key not in gifts:
            gifts[key] = get_best_rule(for_gifts, *about)
        found.append(gifts[key])
    best = max((item for item in found if item), key=lambda item: item[1], default=None)
    if best is None:
        return None
    rule, amount, listing = best
    return OrderPromotion(
        name=rule.promotion.name or rule.name or "", amount=amount, is_gift=listing is not None
    )
