"""Batched reads: each loader turns all keys that one level of an answer needs into one query."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.db.models import OuterRef, QuerySet, Subquery, Sum
from django.utils import timezone
from promise import Promise
from promise.dataloader import DataLoader

from saleor_loyalty_plugin.api.access import requestor_of_request
from saleor_loyalty_plugin.api.request import request_store
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import (
    Account,
    AccountSpending,
    Bonus,
    EarningRule,
    Entry,
    Lot,
    OrderSettlement,
    Program,
    ProgramChannel,
    ProgramVersion,
    WaitingOrder,
)
from saleor_loyalty_plugin.rules.composition import Item
from saleor_loyalty_plugin.rules.facts import ChannelFacts
from saleor_loyalty_plugin.rules.redemption import has_rate, home_currency
from saleor_loyalty_plugin.rules.terms import ProgramTerms
from saleor_loyalty_plugin.services.checkout.order_discount import benefits_of_orders
from saleor_loyalty_plugin.services.checkout.quote import (
    CheckoutQuote,
    quotes_of_checkouts,
    quotes_of_drafts,
)
from saleor_loyalty_plugin.services.orders.preview_goods import PiecePreview, preview_goods
from saleor_loyalty_plugin.services.programs.product_rules import ProductEarning, products_earning
from saleor_loyalty_plugin.services.programs.programs import (
    ActiveTerms,
    default_program,
    program_for_channel,
    terms_under,
)


class Loader(DataLoader):
    """One for each request. Subclasses implement `read(keys)` with a fixed number of queries."""

    def __init__(self, context: Any) -> None:
        super().__init__()
        self.context = context

    @classmethod
    def of(cls, context: Any) -> Self:
        store = request_store(context)
        if cls not in store:
            store[cls] = cls(context)
        return store[cls]

    def batch_load_fn(self, keys: Sequence[Any]) -> Promise:
        host = current_host()
        with host.writer_access():
            found = self.read(list(keys), using=host.reader_alias(self.context))
        return Promise.resolve([found.get(key, self.default()) for key in keys])

    def read(self, keys: list[Any], *, using: str) -> dict[Any, Any]:
        """What was found, by key; absent keys become `default()`."""
        raise NotImplementedError

    def default(self) -> Any:
        return None


class AccountById(Loader):
    def read(self, keys: list[int], *, using: str) -> dict[int, Account]:
        return Account.objects.using(using).in_bulk(keys)


class AccountOfCustomer(Loader):
    """Keys are pairs (customer_id, program_id)."""

    def read(self, keys: list[tuple[int, int]], *, using: str) -> dict[Any, Account]:
        accounts = Account.objects.using(using).filter(
            customer_id__in={customer for customer, _ in keys},
            program_id__in={program for _, program in keys},
        )
        return {(account.customer_id, account.program_id): account for account in accounts}


class BenefitsOfOrder(Loader):
    """What lowered the price of each order, as pairs of an item and its currency."""

    def read(self, keys: list[UUID], *, using: str) -> dict[UUID, list[tuple[Item, str]]]:
        return benefits_of_orders(order_ids=keys, using=using)


class ProgramById(Loader):
    def read(self, keys: list[int], *, using: str) -> dict[int, Program]:
        return Program.objects.using(using).in_bulk(keys)


class ChannelsOfProgram(Loader):
    """The listed channels of each program, by channel."""

    def read(self, keys: list[int], *, using: str) -> dict[int, list[ProgramChannel]]:
        rows = ProgramChannel.objects.using(using).filter(program_id__in=keys)
        return grouped(rows.order_by("channel_id"), "program_id")

    def default(self) -> list[ProgramChannel]:
        return []


class RulesOfProgram(Loader):
    """All earning rules of each program, those that are off too, by rank."""

    def read(self, keys: list[int], *, using: str) -> dict[int, list[EarningRule]]:
        rows = EarningRule.objects.using(using).filter(program_id__in=keys)
        return grouped(rows.order_by("rank", "pk"), "program_id")

    def default(self) -> list[EarningRule]:
        return []


class BonusesOfProgram(Loader):
    """All bonuses of each program, those that are off too, oldest first."""

    def read(self, keys: list[int], *, using: str) -> dict[int, list[Bonus]]:
        rows = Bonus.objects.using(using).filter(program_id__in=keys)
        return grouped(rows.order_by("pk"), "program_id")

    def default(self) -> list[Bonus]:
        return []


class ActiveTermsOfProgram(Loader):
    """The terms in force, with their version."""

    def read(self, keys: list[int], *, using: str) -> dict[int, ActiveTerms]:
        newest = (
            ProgramVersion.objects.using(using)
            .filter(program_id__in=keys)
            .order_by("program_id", "-number")
            .distinct("program_id")
        )
        return {version.program_id: terms_under(version) for version in newest}


class TermsOfProgram(Loader):
    """The terms in force, read once with those above."""

    def load(self, key: Any = None) -> Promise:
        active = ActiveTermsOfProgram.of(self.context).load(key)
        return active.then(lambda found: found.terms if found is not None else None)


class NumberOfVersion(Loader):
    """The number of a program's version, by its key."""

    def read(self, keys: list[int], *, using: str) -> dict[int, int]:
        versions = ProgramVersion.objects.using(using).filter(pk__in=keys)
        return dict(versions.values_list("pk", "number"))


class EntryById(Loader):
    def read(self, keys: list[int], *, using: str) -> dict[int, Entry]:
        return Entry.objects.using(using).in_bulk(keys)


class ReversalOfEntry(Loader):
    """The entry that took a given one back."""

    def read(self, keys: list[int], *, using: str) -> dict[int | None, Entry]:
        return {
            entry.reverses_id: entry
            for entry in Entry.objects.using(using).filter(reverses_id__in=keys)
        }


class LotOfEntry(Loader):
    """What is left of the lot that a credit opened, by (account, entry); none once it is used up.

    Open lots of an account are few and indexed; all lots of an entry are not.
    """

    def read(self, keys: list[tuple[int, int]], *, using: str) -> dict[tuple[int, int], Lot]:
        lots = Lot.objects.using(using).filter(
            is_open=True,
            account_id__in={account_id for account_id, _ in keys},
            entry_id__in=[entry_id for _, entry_id in keys],
        )
        return {(lot.account_id, lot.entry_id): lot for lot in lots}


class SpendingOfAccount(Loader):
    """What each account has spent, by currency."""

    def read(self, keys: list[int], *, using: str) -> dict[int, list[AccountSpending]]:
        rows = AccountSpending.objects.using(using).filter(account_id__in=keys)
        return grouped(rows.order_by("currency"), "account_id")

    def default(self) -> list[AccountSpending]:
        return []


class EntriesOfOrder(Loader):
    """Oldest first: an order has few."""

    def read(self, keys: list[UUID], *, using: str) -> dict[UUID, list[Entry]]:
        rows = Entry.objects.using(using).filter(order_id__in=keys).order_by("id")
        return grouped(rows, "order_id")

    def default(self) -> list[Entry]:
        return []


class SettlementOfOrder(Loader):
    def read(self, keys: list[UUID], *, using: str) -> dict[UUID, OrderSettlement]:
        return OrderSettlement.objects.using(using).select_related("account").in_bulk(keys)


class WaitingOfOrder(Loader):
    """What waits for a guest."""

    def read(self, keys: list[UUID], *, using: str) -> dict[UUID, WaitingOrder]:
        return WaitingOrder.objects.using(using).in_bulk(keys)


class NextExpiryOfAccount(Loader):
    """(expires_at, points) of the lots that run out next. Two index look-ups for an account."""

    def read(self, keys: list[int], *, using: str) -> dict[int, tuple[datetime, int]]:
        lots = Lot.objects.filter(account_id=OuterRef("pk"), is_open=True)
        next_at = lots.filter(expires_at__gt=timezone.now()).order_by("expires_at")
        points = (
            lots.filter(expires_at=OuterRef("next_expiry"))
            .order_by()
            .values("account_id")
            .annotate(points_left=Sum("remaining"))
        )
        rows = (
            Account.objects.using(using)
            .filter(pk__in=keys)
            .annotate(next_expiry=Subquery(next_at.values("expires_at")[:1]))
            .annotate(points_expiring=Subquery(points.values("points_left")))
            .values_list("pk", "next_expiry", "points_expiring")
        )
        return {pk: (at, expiring) for pk, at, expiring in rows if at is not None}


class QuoteOfCheckout(Loader):
    """Keys are the shop's own checkout objects, which a hook may have changed in this request."""

    # The next mutation of the same document changes them again.
    cache = False

    def read(self, keys: list[Any], *, using: str) -> dict[Any, CheckoutQuote]:
        quotes = quotes_of_checkouts(checkouts=keys, using=using, now=timezone.now())
        return {checkout: quotes[checkout.pk] for checkout in keys if checkout.pk in quotes}


class QuoteOfDraft(Loader):
    """Keys are the shop's own order objects; None for those that are no drafts, or exchanges."""

    # The next mutation of the same document changes them again.
    cache = False

    def read(self, keys: list[Any], *, using: str) -> dict[Any, CheckoutQuote]:
        quotes = quotes_of_drafts(drafts=keys, using=using, now=timezone.now())
        return {order: quotes[order.pk] for order in keys if order.pk in quotes}


class PreviewOfProduct(Loader):
    """Keys are pairs (product_id, channel_id); the variant that earns the fewest points."""

    def read(self, keys: list[tuple[int, int]], *, using: str) -> dict[Any, PiecePreview]:
        found: dict[Any, PiecePreview] = {}
        for channel_id, product_ids in by_channel(keys).items():
            for piece in preview_goods(
                channel_id=channel_id,
                product_ids=product_ids,
                customer_id=lambda: requestor_of_request(self.context).user_id,
                using=using,
                now=timezone.now(),
            ):
                key = (piece.product_id, channel_id)
                if key not in found or piece.points < found[key].points:
                    found[key] = piece
        return found


class PreviewOfVariant(Loader):
    """Keys are pairs (variant_id, channel_id)."""

    def read(self, keys: list[tuple[int, int]], *, using: str) -> dict[Any, PiecePreview]:
        return {
            (piece.variant_id, channel_id): piece
            for channel_id, variant_ids in by_channel(keys).items()
            for piece in preview_goods(
                channel_id=channel_id,
                variant_ids=variant_ids,
                customer_id=lambda: requestor_of_request(self.context).user_id,
                using=using,
                now=timezone.now(),
            )
        }


class EarningOfProduct(Loader):
    """What a product earns in each of its channels, by its id."""

    def read(self, keys: list[int], *, using: str) -> dict[int, ProductEarning]:
        return products_earning(
            product_ids=keys,
            channels=shop_channels(self.context),
            using=using,
            now=timezone.now(),
        )


def by_channel(keys: Sequence[tuple[int, int]]) -> dict[int, list[int]]:
    """The ids of pairs (id, channel_id), by channel."""
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for key, channel_id in keys:
        groups[channel_id].append(key)
    return dict(groups)


def grouped(rows: QuerySet[Any], attribute: str) -> dict[Any, list[Any]]:
    """Rows in their order, by the value of an attribute."""
    groups: defaultdict[Any, list[Any]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, attribute)].append(row)
    return dict(groups)


def shop_channels(context: Any) -> dict[int, ChannelFacts]:
    """Every channel of the shop by id; read once for each request."""
    store = request_store(context)
    if "channels" not in store:
        with current_host().writer_access():
            store["channels"] = {item.channel_id: item for item in current_host().channels()}
    return store["channels"]


def channel_by_slug(context: Any, slug: str) -> ChannelFacts | None:
    """A channel of the shop, or None."""
    found = (item for item in shop_channels(context).values() if item.slug == slug)
    return next(found, None)


def is_rated(context: Any, terms: ProgramTerms, channel: ChannelFacts) -> bool:
    """Whether it is known what points are worth in a channel."""
    return has_rate(terms, channel, home=home_currency(shop_channels(context).values()))


def program_of_channel(context: Any, channel: ChannelFacts | None) -> Program | None:
    """The program of a channel, or the default program for None; read once for each request."""
    key = ("program", channel.channel_id if channel is not None else None)
    store = request_store(context)
    if key not in store:
        with current_host().writer_access():
            store[key] = (
                default_program()
                if channel is None
                else program_for_channel(channel_id=channel.channel_id)
            )
    return store[key]
