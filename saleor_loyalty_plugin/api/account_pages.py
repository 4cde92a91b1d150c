"""Pages of what belongs to accounts, for many accounts at once, reading no more than the pages."""

from collections import defaultdict
from typing import Any, NamedTuple

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q

from saleor_loyalty_plugin.api.connection import PageRequest
from saleor_loyalty_plugin.api.loaders import Loader
from saleor_loyalty_plugin.models import (
    Account,
    Delivery,
    Entry,
    Event,
    Hold,
    Referral,
    RewardClaim,
    TierChange,
)


class PageKey(NamedTuple):
    account_id: int
    condition: Q
    request: PageRequest


class CountKey(NamedTuple):
    account_id: int
    condition: Q


class _PageOfAccount(Loader):
    """Rows of `PageRequest.rows_of` for each account: two queries for each field in the document.

    The first finds the ids of every account's page by index, the second reads those rows.
    """

    model: Any
    owner = "account_id"

    def read(self, keys: list[PageKey], *, using: str) -> dict[Any, list[Any]]:
        account_ids: defaultdict[tuple[Q, PageRequest], list[int]] = defaultdict(list)
        for key in keys:
            account_ids[key.condition, key.request].append(key.account_id)
        pages: dict[Any, list[Any]] = {}
        for (condition, request), ids in account_ids.items():
            for account_id, rows in self._pages(ids, condition, request, using).items():
                pages[PageKey(account_id, condition, request)] = rows
        return pages

    def default(self) -> list[Any]:
        return []

    def _pages(
        self, account_ids: list[int], condition: Q, request: PageRequest, using: str
    ) -> dict[int, list[Any]]:
        rows = self.model.objects.filter(condition, **{self.owner: OuterRef("pk")})
        ids_by_account = dict(
            Account.objects.using(using)
            .filter(pk__in=account_ids)
            .values_list("pk", ArraySubquery(request.rows_of(rows).values("pk")))
        )
        found = self.model.objects.using(using).in_bulk(
            [pk for ids in ids_by_account.values() for pk in ids]
        )
        return {account_id: [found[pk] for pk in ids] for account_id, ids in ids_by_account.items()}


class _CountOfAccount(Loader):
    """Numbers of rows: one query for each field in the document."""

    model: Any
    owner = "account_id"

    def read(self, keys: list[CountKey], *, using: str) -> dict[Any, int]:
        account_ids: defaultdict[Q, list[int]] = defaultdict(list)
        for key in keys:
            account_ids[key.condition].append(key.account_id)
        counts: dict[Any, int] = {}
        for condition, ids in account_ids.items():
            rows = (
                self.model.objects.using(using)
                .filter(condition, **{f"{self.owner}__in": ids})
                .values(self.owner)
                .order_by()
                .annotate(count=Count("pk"))
                .values_list(self.owner, "count")
            )
            for account_id, count in rows:
                counts[CountKey(account_id, condition)] = count
        return counts

    def default(self) -> int:
        return 0


class EntryPageOfAccount(_PageOfAccount):
    model = Entry


class EntryCountOfAccount(_CountOfAccount):
    model = Entry


class EventPageOfAccount(_PageOfAccount):
    model = Event


class EventCountOfAccount(_CountOfAccount):
    model = Event


class ReferralPageOfAccount(_PageOfAccount):
    model = Referral
    owner = "referrer_id"


class ReferralCountOfAccount(_CountOfAccount):
    model = Referral
    owner = "referrer_id"


class ClaimPageOfAccount(_PageOfAccount):
    model = RewardClaim


class ClaimCountOfAccount(_CountOfAccount):
    model = RewardClaim


class HoldPageOfAccount(_PageOfAccount):
    model = Hold


class HoldCountOfAccount(_CountOfAccount):
    model = Hold


class DeliveryPageOfAccount(_PageOfAccount):
    model = Delivery


class DeliveryCountOfAccount(_CountOfAccount):
    model = Delivery


class TierChangePageOfAccount(_PageOfAccount):
    model = TierChange


class TierChangeCountOfAccount(_CountOfAccount):
    model = TierChange
