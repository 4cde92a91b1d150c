"""Pages and numbers of accounts that conditions match, each request within one budget of time."""

from collections.abc import Callable
from typing import Any

from django.db.models import Q
from django.utils import timezone

from saleor_loyalty_plugin.api.conditions import filter_conditions
from saleor_loyalty_plugin.api.connection import CountableConnection, PageRequest, connection_of
from saleor_loyalty_plugin.api.errors import as_graphql_error
from saleor_loyalty_plugin.api.ids import key_of, keys_of
from saleor_loyalty_plugin.api.request import request_store
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Account, Segment
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.segments.bounds import (
    Budget,
    Count,
    Matching,
    Window,
    counted,
    first_ids,
    found_first,
)
from saleor_loyalty_plugin.services.segments.matching import matching_of, matching_segment
from saleor_loyalty_plugin.services.segments.segments import check_conditions
from saleor_loyalty_plugin.services.time_limit import bounded

# A GraphQL Int holds no larger number.
TOTAL_MAX = 2**31 - 1


def matching_filter(info: Any, given: dict[str, Any], condition: Q) -> Matching | None:
    """What a `LoyaltyAccountFilterInput` asks for beyond `condition`; None if nothing.

    Raises GraphQLError for what is wrong with it.
    """
    with as_graphql_error(info):
        conditions = filter_conditions(given)
        check_conditions(conditions, prefix="filter.")
        segment_id = given.get("segment_id")
        key = None
        if segment_id is not None:
            key = key_of(segment_id, "LoyaltySegment", field="filter.segment_id")
        if conditions.is_empty and key is None:
            return None
        program_ids = keys_of(
            given.get("program_ids") or (), "LoyaltyProgram", field="filter.program_ids"
        )
        using = current_host().reader_alias(info.context)
        with current_host().writer_access():
            among = matching_of(
                conditions=conditions,
                program_ids=program_ids or None,
                now=timezone.now(),
                using=using,
                also=condition,
            )
            return among if key is None else _both(among, _in_segment(key, using))


def segment_matching(info: Any, segment: Segment) -> Matching:
    """The accounts of a segment. Raises GraphQLError, for conditions of a later version."""
    using = current_host().reader_alias(info.context)
    with as_graphql_error(info), current_host().writer_access():
        return matching_segment(segment=segment, now=timezone.now(), using=using)


def matching_page(
    connection: type[CountableConnection], matching: Matching, request: PageRequest, info: Any
) -> CountableConnection:
    """One page of the accounts. Raises GraphQLError: TOO_SLOW."""
    rows = _bounded(info, lambda using, budget: _rows(matching, request, using, budget))
    return connection_of(
        connection, request, rows, count=lambda: matching_count(info, matching, TOTAL_MAX).value
    )


def matching_count(info: Any, matching: Matching, count_max: int) -> Count:
    """How many accounts there are. Raises GraphQLError: TOO_SLOW."""

    def count(using: str, budget: Budget) -> Count:
        return counted(matching, count_max=count_max, budget=budget, using=using)

    found: Count = _bounded(info, count)
    return found


def _rows(matching: Matching, request: PageRequest, using: str, budget: Budget) -> list[Account]:
    if request.size is None:
        return []
    if request.sort.columns != ("id",):
        # In another order nothing is known before all are found.
        with bounded(budget, using=using):
            return list(request.rows_of(found_first(matching(Window()))))
    ids = first_ids(
        matching,
        after=request.cursor[0] if request.cursor is not None else None,
        limit=request.size + 1,
        is_descending=request.sort.is_descending != request.is_backwards,
        budget=budget,
        using=using,
    )
    found = Account.objects.using(using).in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]


def _bounded(info: Any, read: Callable[[str, Budget], Any]) -> Any:
    """All that one request reads in this way shares one budget."""
    store = request_store(info.context)
    budget = store.setdefault(Budget, Budget())
    host = current_host()
    with as_graphql_error(info), host.writer_access():
        return read(host.reader_alias(info.context), budget)


def _in_segment(segment_id: int, using: str) -> Matching:
    segment = Segment.objects.using(using).filter(pk=segment_id).first()
    if segment is None:
        raise LoyaltyProblem(
            ProblemCode.NOT_FOUND, "No segment has this ID.", field="filter.segment_id"
        )
    return matching_segment(segment=segment, now=timezone.now(), using=using)


def _both(one: Matching, other: Matching) -> Matching:
    return lambda window: one(window) & other(window)
