"""Which goods points may pay for: all, only those that are named, or all but those."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self

from saleor_loyalty_plugin.rules.earning_rules import Item

GOODS_SETS = (
    "product_ids",
    "variant_ids",
    "category_ids",
    "collection_ids",
    "product_type_ids",
)


class SpendableGoodsMode(StrEnum):
    """ALL pays no heed to what is named."""

    ALL = "ALL"
    ONLY = "ONLY"
    ALL_BUT = "ALL_BUT"


@dataclass(frozen=True, slots=True, kw_only=True)
class SpendableGoods:
    """Goods are named by any of the sets; a category stands for all below it, too."""

    mode: SpendableGoodsMode = SpendableGoodsMode.ALL
    product_ids: frozenset[int] = frozenset()
    variant_ids: frozenset[int] = frozenset()
    category_ids: frozenset[int] = frozenset()
    collection_ids: frozenset[int] = frozenset()
    product_type_ids: frozenset[int] = frozenset()

    def admits(self, item: Item) -> bool:
        """Whether points may pay for this."""
        if self.mode is SpendableGoodsMode.ALL:
            return True
        return self._names(item) is (self.mode is SpendableGoodsMode.ONLY)

    def _names(self, item: Item) -> bool:
        return (
            item.product_id in self.product_ids
            or item.variant_id in self.variant_ids
            or item.product_type_id in self.product_type_ids
            or not self.category_ids.isdisjoint(item.category_ids)
            or not self.collection_ids.isdisjoint(item.collection_ids)
        )

    def to_json(self) -> dict[str, Any]:
        """The mode, and those sets that are not empty as sorted lists."""
        data: dict[str, Any] = {"mode": str(self.mode)}
        return data | {
            name: sorted(getattr(self, name)) for name in GOODS_SETS if getattr(self, name)
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        return cls(
            mode=SpendableGoodsMode(data.get("mode", SpendableGoodsMode.ALL)),
            **{name: frozenset(data.get(name, ())) for name in GOODS_SETS},
        )
