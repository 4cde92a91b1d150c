"""Relay connections over querysets: keyset cursors, `totalCount`, Saleor's argument errors."""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Sequence
from typing import Any

import graphene
from django.db.models import Q, QuerySet
from graphene.relay import PageInfo
from graphql import GraphQLError

PAGE_SIZE_MAX = 100


def connection_type(node: type[graphene.ObjectType]) -> type[graphene.ObjectType]:
    """`<Node>CountableConnection` with its edge type."""
    name = node._meta.name
    edge = type(
        f"{name}CountableEdge",
        (graphene.ObjectType,),
        {
            "node": graphene.Field(node, required=True),
            "cursor": graphene.String(required=True),
        },
    )
    return type(
        f"{name}CountableConnection",
        (graphene.ObjectType,),
        {
            "page_info": graphene.Field(PageInfo, required=True),
            "edges": graphene.List(graphene.NonNull(edge), required=True),
            "total_count": graphene.Int(),
            "resolve_total_count": lambda root, _info: root.total_count(),
        },
    )


PAGE_ARGUMENTS: dict[str, Any] = {
    "before": graphene.String,
    "after": graphene.String,
    "first": graphene.Int,
    "last": graphene.Int,
}


def page_field(
    connection: type[graphene.ObjectType], *, required: bool = False, **arguments: Any
) -> graphene.Field:
    """A field that resolves with `paginate`."""
    given = {name: kind() for name, kind in PAGE_ARGUMENTS.items()}
    return graphene.Field(connection, required=required, **{**arguments, **given})


class Page:
    """A slice of rows; graphene reads its attributes, the count only when it is asked for."""

    def __init__(
        self,
        edges: Sequence["Edge"],
        page_info: PageInfo,
        count: Callable[[], int],
    ) -> None:
        self.edges = edges
        self.page_info = page_info
        self.total_count = count


class Edge:
    def __init__(self, node: Any, cursor: str) -> None:
        self.node = node
        self.cursor = cursor


def paginate(
    rows: QuerySet[Any],
    arguments: dict[str, Any],
    *,
    field_name: str,
    sort_field: str,
    descending: bool = False,
    wrap: Callable[[Any], Any] = lambda row: row,
) -> Page:
    """A page of `rows` ordered by `sort_field`, then key. Raises GraphQLError."""
    first, last = arguments.get("first"), arguments.get("last")
    before, after = arguments.get("before"), arguments.get("after")
    _check_arguments(first, last, before, after, field_name)
    # Reading backwards is reading forwards in the other direction, turned round at the end.
    is_backwards = last is not None
    is_descending = descending != is_backwards
    cursor = before if is_backwards else after
    size = int(last if is_backwards else first)
    found = rows
    if cursor:
        found = found.filter(_beyond(cursor, sort_field, descending=is_descending))
    sign = "-" if is_descending else ""
    slice_ = list(found.order_by(f"{sign}{sort_field}", f"{sign}pk")[: size + 1])
    has_more = len(slice_) > size
    slice_ = slice_[:size]
    if is_backwards:
        slice_.reverse()
    edges = [Edge(wrap(row), _cursor_of(row, sort_field)) for row in slice_]
    info = PageInfo(
        has_next_page=bool(before) if is_backwards else has_more,
        has_previous_page=has_more if is_backwards else bool(after),
        start_cursor=edges[0].cursor if edges else None,
        end_cursor=edges[-1].cursor if edges else None,
    )
    return Page(edges, info, rows.count)


def _check_arguments(
    first: int | None, last: int | None, before: str | None, after: str | None, field_name: str
) -> None:
    if first is None and last is None:
        raise GraphQLError(
            f"You must provide a `first` or `last` value to properly paginate the "
            f"`{field_name}` connection."
        )
    for name, value in (("first", first), ("last", last)):
        if value is None:
            continue
        if value <= 0:
            raise GraphQLError(f"Argument `{name}` must be a non-negative integer.")
        if value > PAGE_SIZE_MAX:
            raise GraphQLError(
                f"Requesting {value} records on the `{field_name}` connection exceeds "
                f"the `{name}` limit of {PAGE_SIZE_MAX} records."
            )
    if first and last:
        raise GraphQLError("Argument `last` cannot be combined with `first`.")
    if first and before:
        raise GraphQLError("Argument `first` cannot be combined with `before`.")
    if last and after:
        raise GraphQLError("Argument `last` cannot be combined with `after`.")


def _cursor_of(row: Any, sort_field: str) -> str:
    values = [str(getattr(row, sort_field)), str(row.pk)]
    return b64encode(json.dumps(values).encode()).decode()


def _beyond(cursor: str, sort_field: str, *, descending: bool) -> Q:
    try:
        value, key = json.loads(b64decode(cursor))
    except ValueError as error:
        raise GraphQLError("Received cursor is invalid.") from error
    side = "lt" if descending else "gt"
    return Q(**{f"{sort_field}__{side}": value}) | Q(**{sort_field: value, f"pk__{side}": key})
