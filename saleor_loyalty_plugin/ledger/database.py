"""Calling the ledger's database functions."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.db import connections

from saleor_loyalty_plugin.models.account import BALANCE_MAX
from saleor_loyalty_plugin.models.entry import POINTS_MAX

__all__ = ["BALANCE_MAX", "POINTS_MAX", "call", "call_row", "call_scalar"]

# What psycopg adapts; the stubs of Django list it type by type.
Params = Sequence[Any] | Mapping[str, Any]


def call(sql: str, params: Params, *, using: str) -> list[tuple[Any, ...]]:
    """All rows of one statement, in one round trip."""
    with connections[using].cursor() as cursor:
        cursor.execute(sql, params)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def call_row(sql: str, params: Params, *, using: str) -> tuple[Any, ...]:
    """The one row of a function that returns one."""
    with connections[using].cursor() as cursor:
        cursor.execute(sql, params)
        row: tuple[Any, ...] = cursor.fetchone()
        return row


def call_scalar(sql: str, params: Params, *, using: str) -> Any:
    return call_row(sql, params, using=using)[0]
