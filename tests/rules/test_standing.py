"""Orders keep where their goods stood."""

import json
from dataclasses import replace

from saleor_loyalty_plugin.rules.standing import as_it_stood, standing_of
from tests.rules.builders import line, order


def test_goods_stay_where_they_stood_and_the_rest_is_as_now() -> None:
    beans = line(
        "10.00",
        product_id=1,
        variant_id=2,
        product_type_id=3,
        category_ids=(5, 4),
        collection_ids=frozenset({8, 7}),
    )
    kept = json.loads(json.dumps(standing_of([beans])))
    moved = replace(
        beans,
        quantity_returned=1,
        product_id=None,
        variant_id=None,
        product_type_id=None,
        category_ids=(),
        collection_ids=frozenset(),
    )
    added = line("3.00", product_id=9)

    now = as_it_stood(order(moved, added), kept)

    assert now.lines == (replace(beans, quantity_returned=1), added)
    assert as_it_stood(order(moved), {}) == order(moved)
    assert standing_of(now.lines) == {**kept, **standing_of([added])}
