"""Where an order's goods stood in the catalogue when it earned, so that it stays so.

A product that is moved, leaves a collection or is deleted later must not change what an order has
earned by rules that named its place.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from saleor_loyalty_plugin.rules.facts import OrderFacts, OrderLineFacts


def standing_of(lines: Iterable[OrderLineFacts]) -> dict[str, dict[str, Any]]:
    """What rules look at in each line, by line id, as JSON can hold it."""
    return {
        str(line.line_id): {
            "product_id": line.product_id,
            "variant_id": line.variant_id,
            "product_type_id": line.product_type_id,
            "category_ids": list(line.category_ids),
            "collection_ids": sorted(line.collection_ids),
        }
        for line in lines
    }


def as_it_stood(facts: OrderFacts, standing: Mapping[str, Mapping[str, Any]]) -> OrderFacts:
    """`facts` with what `standing_of` kept; lines that came later are as they are now."""
    if not standing:
        return facts
    return replace(
        facts, lines=tuple(_line(line, standing.get(str(line.line_id))) for line in facts.lines)
    )


def _line(line: OrderLineFacts, kept: Mapping[str, Any] | None) -> OrderLineFacts:
    if kept is None:
        return line
    return replace(
        line,
        product_id=kept["product_id"],
        variant_id=kept["variant_id"],
        product_type_id=kept["product_type_id"],
        category_ids=tuple(kept["category_ids"]),
        collection_ids=frozenset(kept["collection_ids"]),
    )
