"""What products earn in each channel, and which earning rules decide it, for staff."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import EarningRule as StoredRule
from saleor_loyalty_plugin.rules.earning_rules import Specificity, rules_on_product
from saleor_loyalty_plugin.rules.facts import ChannelFacts, ProductFacts
from saleor_loyalty_plugin.rules.preview import ProductPreview, product_preview
from saleor_loyalty_plugin.services.programs.programs import (
    ActiveTerms,
    rule_of,
    terms_for_channels,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductInChannel:
    """What a product earns in one channel; `program_id` None where no program covers it."""

    channel: ChannelFacts
    program_id: int | None
    preview: ProductPreview


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOfProduct:
    """A rule as it is stored, and how narrowly it names the product."""

    rule: StoredRule
    match: Specificity
    is_override: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ProductEarning:
    """Every channel that lists a product, by slug, and the rules about it, each program's in the
    order in which they win; those that are off or over, too."""

    channels: tuple[ProductInChannel, ...]
    rules: tuple[RuleOfProduct, ...]


def products_earning(
    *,
    product_ids: Iterable[int],
    channels: Mapping[int, ChannelFacts],
    using: str,
    now: datetime,
) -> dict[int, ProductEarning]:
    """Products by id; unknown ids are absent. The number of queries doesn't depend on them.

    `channels` are all of the shop, by id.
    """
    products = current_host().product_facts(product_ids, using=using, now=now)
    listed = {item.channel_id for product in products.values() for item in product.listings}
    terms = terms_for_channels(channel_ids=listed, using=using)
    stored: dict[int, list[StoredRule]] = {}
    for row in StoredRule.objects.using(using).order_by("program_id", "rank", "pk"):
        stored.setdefault(row.program_id, []).append(row)
    return {
        product.product_id: ProductEarning(
            channels=_in_channels(product, channels, terms, now),
            rules=tuple(
                item for rows in stored.values() for item in _of_one_program(product, rows)
            ),
        )
        for product in products.values()
    }


def _in_channels(
    product: ProductFacts,
    channels: Mapping[int, ChannelFacts],
    terms: Mapping[int, ActiveTerms],
    now: datetime,
) -> tuple[ProductInChannel, ...]:
    found = []
    for listing in product.listings:
        place = channels[listing.channel_id]
        active = terms.get(listing.channel_id)
        preview = product_preview(
            listing, active.terms if active is not None else None, place=place, now=now
        )
        program_id = active.program_id if active is not None else None
        found.append(ProductInChannel(channel=place, program_id=program_id, preview=preview))
    return tuple(found)


def _of_one_program(product: ProductFacts, rows: list[StoredRule]) -> list[RuleOfProduct]:
    by_id = {row.pk: row for row in rows}
    return [
        RuleOfProduct(rule=by_id[item.rule.rule_id], match=item.match, is_override=item.is_override)
        for item in rules_on_product(product, map(rule_of, rows))
    ]
