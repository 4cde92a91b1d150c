"""Public metadata of customers, for any shop that keeps it as an object in a column `metadata`."""

import json
from collections.abc import Collection, Mapping

from django.db import connections

_READ = "SELECT id, metadata FROM {customer} WHERE id = ANY(%s)"
_LOCK = f"{_READ} ORDER BY id FOR NO KEY UPDATE"
# Only the keys that are named are touched, whatever else the object holds.
_WRITE = """
UPDATE {customer} AS customer
SET metadata = (coalesce(customer.metadata, '{{}}') - wanted.gone) || wanted.said
FROM jsonb_to_recordset(%s::jsonb) AS wanted (id bigint, gone text[], said jsonb)
WHERE customer.id = wanted.id
"""


def read_metadata(
    customer_ids: Collection[int], *, table: str, using: str, locks: bool = False
) -> dict[int, Mapping[str, str]]:
    """What each customer says; those that are gone are absent. One query, none for nobody.

    `locks`: by ascending id, until the transaction ends.
    """
    if not customer_ids:
        return {}
    connection = connections[using]
    query = _LOCK if locks else _READ
    with connection.cursor() as cursor:
        cursor.execute(
            query.format(customer=connection.ops.quote_name(table)), [sorted(customer_ids)]
        )
        rows = cursor.fetchall()
    return {pk: _object_of(found) for pk, found in rows}


def write_metadata(
    changes: Mapping[int, Mapping[str, str | None]], *, table: str, using: str
) -> None:
    """Make customers say these values; None takes a key away. One statement, none for nobody."""
    if not changes:
        return
    wanted = [
        {
            "id": pk,
            "gone": [key for key, value in values.items() if value is None],
            "said": {key: value for key, value in values.items() if value is not None},
        }
        for pk, values in changes.items()
    ]
    connection = connections[using]
    with connection.cursor() as cursor:
        cursor.execute(
            _WRITE.format(customer=connection.ops.quote_name(table)), [json.dumps(wanted)]
        )


def _object_of(found: object) -> Mapping[str, str]:
    """Django asks the driver for JSON as text."""
    values = json.loads(found) if isinstance(found, str) else found
    return values if isinstance(values, dict) else {}
