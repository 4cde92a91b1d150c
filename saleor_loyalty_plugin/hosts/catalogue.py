"""Where products stand in a shop's catalogue: read in one statement for any number of them.

Shops that keep categories as rows with a parent, and collections as links, share it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connections

# A shop whose categories form a ring would keep the statement busy forever.
DEPTH_MAX = 100

_PLACES = """
WITH RECURSIVE above AS (
    SELECT product.id AS product_id, category.id, category.parent_id, 0 AS distance
    FROM {product} AS product JOIN {category} AS category ON category.id = product.category_id
    WHERE product.id = ANY(%(ids)s)
    UNION ALL
    SELECT above.product_id, category.id, category.parent_id, above.distance + 1
    FROM above JOIN {category} AS category ON category.id = above.parent_id
    WHERE above.distance < %(depth_max)s
)
SELECT product_id, id, distance FROM above
UNION ALL
SELECT product_id, collection_id, NULL FROM {collection_link} WHERE product_id = ANY(%(ids)s)
ORDER BY 1, 3, 2
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """`category_ids` starts with the product's own category and goes up to the root."""

    category_ids: tuple[int, ...] = ()
    collection_ids: frozenset[int] = frozenset()


NOWHERE = Place()


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueTables:
    """A shop's tables: products with `category_id`, categories with `parent_id`, and links with
    `product_id` and `collection_id`."""

    product: str
    category: str
    collection_link: str

    def places_of(self, product_ids: Iterable[int | None], *, using: str) -> dict[int, Place]:
        """The places of products, in one query; those without any are absent."""
        ids = sorted({product_id for product_id in product_ids if product_id is not None})
        if not ids:
            return {}
        connection = connections[using]
        quote = connection.ops.quote_name
        statement = _PLACES.format(
            product=quote(self.product),
            category=quote(self.category),
            collection_link=quote(self.collection_link),
        )
        with connection.cursor() as cursor:
            cursor.execute(statement, {"ids": ids, "depth_max": DEPTH_MAX})
            rows = cursor.fetchall()
        categories: defaultdict[int, list[int]] = defaultdict(list)
        collections: defaultdict[int, set[int]] = defaultdict(set)
        for product_id, found_id, distance in rows:
            if distance is None:
                collections[product_id].add(found_id)
            else:
                categories[product_id].append(found_id)
        return {
            product_id: Place(
                category_ids=tuple(categories[product_id]),
                collection_ids=frozenset(collections[product_id]),
            )
            for product_id in categories.keys() | collections.keys()
        }
