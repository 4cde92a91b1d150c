"""Lists in pages: opaque keyset cursors, forwards and backwards, and a count only when asked for.

A page costs the same wherever it lies in the list, since rows are found by the values in the
cursor and never skipped.
"""

import json
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import graphene
from django.db.models import Q, QuerySet
from graphql import GraphQLError
from graphql.language.ast import Field, FragmentSpread

PAGE_SIZE_MAX = 100
_KEY_MAX = 2**63 - 1


@dataclass(frozen=True, slots=True)
class Sort:
    """Integer columns that together are unique, all in one direction."""

    columns: tuple[str, ...] = ("id",)
    is_descending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class PageRequest:
    """Which page is asked for; `size` None asks for no rows at all (only for the count)."""

    size: int | None
    is_backwards: bool
    cursor: tuple[int, ...] | None
    sort: Sort

    @classmethod
    def from_arguments(
        cls,
        info: Any,
        *,
        sort: Sort,
        before: str | None = None,
        after: str | None = None,
        first: int | None = None,
        last: int | None = None,
    ) -> "PageRequest":
        """Read `first`, `last`, `before` and `after` by the shop's rules.

        Raises GraphQLError when they contradict each other, are missing or too large.
        """
        _check(info, before=before, after=after, first=first, last=last)
        cursor = after or before
        return cls(
            size=first or last,
            is_backwards=bool(last),
            cursor=_read_cursor(cursor, sort) if cursor else None,
            sort=sort,
        )

    def rows_of(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """The page's rows and one more, which tells whether there is another page."""
        is_descending = self.sort.is_descending != self.is_backwards
        prefix = "-" if is_descending else ""
        if self.cursor is not None:
            queryset = queryset.filter(_beyond(self.sort.columns, self.cursor, is_descending))
        ordered = queryset.order_by(*(prefix + column for column in self.sort.columns))
        return ordered[: (self.size or 0) + 1]

    def items_of(self, items: Iterable[Any]) -> list[Any]:
        """The page's items and one more, as `rows_of`, of a list that is at hand in any order."""
        is_descending = self.sort.is_descending != self.is_backwards

        def place(item: Any) -> tuple[int, ...]:
            return tuple(getattr(item, column) for column in self.sort.columns)

        ordered = sorted(items, key=place, reverse=is_descending)
        if (cursor := self.cursor) is not None:
            ordered = [
                item
                for item in ordered
                if (place(item) < cursor if is_descending else place(item) > cursor)
            ]
        return ordered[: (self.size or 0) + 1]


class CountableConnection(graphene.relay.Connection):
    """A connection whose edges are never null and that can count its items."""

    class Meta:
        abstract = True

    @classmethod
    def __init_subclass_with_meta__(cls, node: Any = None, **options: Any) -> None:
        super().__init_subclass_with_meta__(node=node, **options)

        class EdgeBase:
            node = graphene.Field(
                cls._meta.node, description="The item at the end of the edge.", required=True
            )
            cursor = graphene.String(required=True, description="A cursor for use in pagination.")

        class Meta:
            description = f"One of the items of a {cls._meta.name}."

        cls.Edge = type(cls.Edge._meta.name, (EdgeBase, graphene.ObjectType), {"Meta": Meta})
        cls._meta.fields["edges"] = graphene.Field(
            graphene.NonNull(graphene.List(graphene.NonNull(cls.Edge))),
            description="The items, in order.",
        )
        cls._meta.fields["total_count"] = graphene.Int(
            description="The number of items on all pages; counted only when asked for."
        ).Field()

    @staticmethod
    def resolve_total_count(root: Any, _info: Any) -> Any:
        return root.total_count()


class ConnectionField(graphene.Field):
    """A field with the arguments of a page."""

    def __init__(self, connection: Any, **kwargs: Any) -> None:
        most = f" At most {PAGE_SIZE_MAX} at once."
        super().__init__(
            connection,
            before=graphene.String(description="Return the items that come before this cursor."),
            after=graphene.String(description="Return the items that come after this cursor."),
            first=graphene.Int(description=f"Return the first n items.{most}"),
            last=graphene.Int(description=f"Return the last n items.{most}"),
            **kwargs,
        )


def connection_of(
    connection: type[CountableConnection],
    request: PageRequest,
    rows: Sequence[Any],
    *,
    count: Callable[[], Any],
) -> CountableConnection:
    """A connection of the rows that `PageRequest.rows_of` found."""
    size = request.size or 0
    has_more = len(rows) > size > 0
    shown = list(rows[:size])
    if request.is_backwards:
        shown.reverse()
    edges = [connection.Edge(node=row, cursor=_cursor_of(row, request.sort)) for row in shown]
    has_cursor = request.cursor is not None
    return connection(
        edges=edges,
        page_info=graphene.relay.PageInfo(
            has_next_page=has_cursor if request.is_backwards else has_more,
            has_previous_page=has_more if request.is_backwards else has_cursor,
            start_cursor=edges[0].cursor if edges else None,
            end_cursor=edges[-1].cursor if edges else None,
        ),
        total_count=count,
    )


def _beyond(columns: tuple[str, ...], values: tuple[int, ...], is_descending: bool) -> Q:
    """Rows after `values` in the order of `columns`."""
    comparison = "lt" if is_descending else "gt"
    first, value = columns[0], values[0]
    condition = Q(**{f"{first}__{comparison}": value})
    if len(columns) == 1:
        return condition
    return condition | Q(**{first: value}) & _beyond(columns[1:], values[1:], is_descending)


def _cursor_of(row: Any, sort: Sort) -> str:
    values = [getattr(row, column) for column in sort.columns]
    return b64encode(json.dumps(values).encode()).decode()


def _read_cursor(cursor: str, sort: Sort) -> tuple[int, ...]:
    invalid = GraphQLError("Received cursor is invalid.")
    try:
        values = json.loads(b64decode(cursor, validate=True))
    except ValueError:
        raise invalid from None
    if not isinstance(values, list) or len(values) != len(sort.columns):
        raise invalid
    if not all(type(value) is int and abs(value) <= _KEY_MAX for value in values):
        raise invalid
    return tuple(values)


def _check(
    info: Any, *, before: str | None, after: str | None, first: int | None, last: int | None
) -> None:
    """The shop's own rules and words for the arguments of a page."""
    for name, value in (("first", first), ("last", last)):
        if value is not None and value < 0:
            raise GraphQLError(f"Argument `{name}` must be a non-negative integer.")
        if value is not None and value > PAGE_SIZE_MAX:
            raise GraphQLError(
                f"Requesting {value} records on the `{info.field_name}` connection exceeds the"
                f" `{name}` limit of {PAGE_SIZE_MAX} records."
            )
    if first and last:
        raise GraphQLError("Argument `last` cannot be combined with `first`.")
    if first and before:
        raise GraphQLError("Argument `first` cannot be combined with `before`.")
    if last and after:
        raise GraphQLError("Argument `last` cannot be combined with `after`.")
    if not (first or last) and _asks_for_rows(info):
        raise GraphQLError(
            f"You must provide a `first` or `last` value to properly paginate the"
            f" `{info.field_name}` connection."
        )


def _asks_for_rows(info: Any) -> bool:
    return any(
        name in ("edges", "pageInfo")
        for field in info.field_asts
        for name in _names(field.selection_set, info)
    )


def _names(selection_set: Any, info: Any) -> list[str]:
    """Names of the fields that are selected, through fragments of any depth."""
    names: list[str] = []
    for selection in selection_set.selections:
        if isinstance(selection, Field):
            names.append(selection.name.value)
        elif isinstance(selection, FragmentSpread):
            names += _names(info.fragments[selection.name.value].selection_set, info)
        else:
            names += _names(selection.selection_set, info)
    return names
