"""Earning rules: what a line earns instead of the program's general rate.

Of the rules that match a line one applies: the most specific. What a rule names decides how
specific it is: a variant before a product, a product before a collection, then the category
(nearer before farther), the product type, and last a rule for everything. Among equals a higher
order value, then the smaller rank, then the older rule.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import IntEnum
from fractions import Fraction
from typing import Any, Protocol, Self

from saleor_loyalty_plugin.rules.facts import ZERO, ProductFacts


class Specificity(IntEnum):
    """How narrowly a rule speaks of a line; the higher, the narrower."""

    EVERYTHING = 0
    PRODUCT_TYPE = 1
    CATEGORY = 2
    COLLECTION = 3
    PRODUCT = 4
    VARIANT = 5


class Item(Protocol):
    """What rules look at in a line of an order, a checkout or a shop window."""

    @property
    def product_id(self) -> int | None: ...
    @property
    def variant_id(self) -> int | None: ...
    @property
    def product_type_id(self) -> int | None: ...
    @property
    def category_ids(self) -> tuple[int, ...]: ...
    @property
    def collection_ids(self) -> frozenset[int]: ...


# Fields that name what a rule is about, and where.
ID_SETS = (
    "variant_ids",
    "product_ids",
    "collection_ids",
    "category_ids",
    "product_type_ids",
    "channel_ids",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class EarningRule:
    """One rule. Of what it gives exactly one is set; 0 means that the line earns nothing.

    `fixed_points` for each unit, `percentage` of the line's amount as points (5 of 60.00 gives 3),
    or `multiplier` of the general rate. It matches a line that any of its product-like sets
    names (all lines where they are empty), in its channels (all where empty), in orders worth at
    least `order_value_from`, placed from `starts_at` on and before `ends_at`.
    """

    rule_id: int
    name: str
    rank: int = 0
    variant_ids: frozenset[int] = frozenset()
    product_ids: frozenset[int] = frozenset()
    collection_ids: frozenset[int] = frozenset()
    category_ids: frozenset[int] = frozenset()
    product_type_ids: frozenset[int] = frozenset()
    channel_ids: frozenset[int] = frozenset()
    order_value_from: Decimal = ZERO
    fixed_points: int | None = None
    percentage: Decimal | None = None
    multiplier: Decimal | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None

    def to_json(self) -> dict[str, Any]:
        """Only what differs from the defaults, with decimals and times as strings."""
        data: dict[str, Any] = {"rule_id": self.rule_id, "name": self.name, "rank": self.rank}
        for name in ID_SETS:
            if getattr(self, name):
                data[name] = sorted(getattr(self, name))
        if self.order_value_from:
            data["order_value_from"] = str(self.order_value_from)
        if self.fixed_points is not None:
            data["fixed_points"] = self.fixed_points
        for name in ("percentage", "multiplier"):
            if getattr(self, name) is not None:
                data[name] = str(getattr(self, name))
        for name in ("starts_at", "ends_at"):
            if getattr(self, name) is not None:
                data[name] = getattr(self, name).isoformat()
        return data

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        values = dict(data)
        for name in ID_SETS:
            values[name] = frozenset(values.get(name, ()))
        for name in ("order_value_from", "percentage", "multiplier"):
            if name in values:
                values[name] = Decimal(values[name])
        for name in ("starts_at", "ends_at"):
            if name in values:
                values[name] = datetime.fromisoformat(values[name])
        return cls(**values)


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """The rule that applies to a line, None for the general rate, and those that lost."""

    rule: EarningRule | None
    passed_over: tuple[EarningRule, ...] = ()


def choose_rule(
    item: Item,
    rules: Iterable[EarningRule],
    *,
    channel_id: int,
    order_value: Decimal | Fraction,
    placed_at: datetime,
) -> Choice:
    """The one rule that decides what `item` earns."""
    matching = [
        (sort_key, rule)
        for rule in rules
        if _holds(rule, channel_id, order_value, placed_at)
        and (sort_key := _sort_key(rule, item)) is not None
    ]
    if not matching:
        return Choice(rule=None)
    matching.sort(key=lambda pair: pair[0])
    winner, *others = [rule for _, rule in matching]
    return Choice(rule=winner, passed_over=tuple(others))


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleOnProduct:
    """A rule that may decide what a product earns, and how narrowly it names it."""

    rule: EarningRule
    match: Specificity

    @property
    def is_override(self) -> bool:
        """Whether it is about this product alone, in orders of any worth."""
        rule = self.rule
        others = (
            rule.variant_ids,
            rule.collection_ids,
            rule.category_ids,
            rule.product_type_ids,
            rule.order_value_from,
        )
        return len(rule.product_ids) == 1 and self.match is Specificity.PRODUCT and not any(others)


def rules_on_product(product: ProductFacts, rules: Iterable[EarningRule]) -> list[RuleOnProduct]:
    """The rules that name a product, its variants or all goods, in the order in which they win.

    Whenever they hold, and in whichever channels.
    """
    found = []
    for rule in rules:
        match, distance = _match(rule, product)
        if rule.variant_ids & product.variant_ids:
            match, distance = Specificity.VARIANT, 0
        if match is not None:
            found.append((_order_of(rule, match, distance), RuleOnProduct(rule=rule, match=match)))
    return [item for _, item in sorted(found, key=lambda pair: pair[0])]


def _holds(
    rule: EarningRule, channel_id: int, order_value: Decimal | Fraction, placed_at: datetime
) -> bool:
    return (
        (not rule.channel_ids or channel_id in rule.channel_ids)
        and order_value >= rule.order_value_from
        and (rule.starts_at is None or placed_at >= rule.starts_at)
        and (rule.ends_at is None or placed_at < rule.ends_at)
    )


def _sort_key(rule: EarningRule, item: Item) -> tuple[Any, ...] | None:
    """Smaller is better; None where the rule doesn't name the item."""
    specificity, distance = _match(rule, item)
    if specificity is None:
        return None
    return _order_of(rule, specificity, distance)


def _order_of(rule: EarningRule, match: Specificity, distance: int) -> tuple[Any, ...]:
    """Sorts rules: who wins comes first."""
    return (-match, distance, -rule.order_value_from, rule.rank, rule.rule_id)


def _match(rule: EarningRule, item: Item) -> tuple[Specificity | None, int]:
    """How narrowly the rule names the item; for categories also how far up."""
    if item.variant_id in rule.variant_ids:
        return Specificity.VARIANT, 0
    if item.product_id in rule.product_ids:
        return Specificity.PRODUCT, 0
    if item.collection_ids & rule.collection_ids:
        return Specificity.COLLECTION, 0
    for distance, category_id in enumerate(item.category_ids):
        if category_id in rule.category_ids:
            return Specificity.CATEGORY, distance
    if item.product_type_id in rule.product_type_ids:
        return Specificity.PRODUCT_TYPE, 0
    names_something = any(
        (
            rule.variant_ids,
            rule.product_ids,
            rule.collection_ids,
            rule.category_ids,
            rule.product_type_ids,
        )
    )
    return (None, 0) if names_something else (Specificity.EVERYTHING, 0)
