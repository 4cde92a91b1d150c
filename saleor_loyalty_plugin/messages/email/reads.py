"""What the e-mails of some deliveries are made from, read at once.

The number of queries depends on the kinds of e-mails and on the channels, never on how many
e-mails there are.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, Sum

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import ShopFacts, ShownProduct
from saleor_loyalty_plugin.messages.email.templates import Templates
from saleor_loyalty_plugin.models import (
    Account,
    AccountProgress,
    Badge,
    BadgeTranslation,
    Card,
    CardStatus,
    ChannelSender,
    Delivery,
    Entry,
    Grant,
    Lot,
    ProgramChannel,
    ProgramVersion,
    Reward,
    RewardClaim,
    RewardTranslation,
    Tier,
    TierChange,
    TierTranslation,
)
from saleor_loyalty_plugin.rules.facts import ChannelFacts, CustomerFacts
from saleor_loyalty_plugin.rules.messages import MessageKind
from saleor_loyalty_plugin.rules.redemption import home_currency
from saleor_loyalty_plugin.rules.statements import Period
from saleor_loyalty_plugin.services.members.accounts import points_usable
from saleor_loyalty_plugin.services.programs.badges import translations_of_badges
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms, terms_under
from saleor_loyalty_plugin.services.programs.tiers import translations_of_tiers
from saleor_loyalty_plugin.services.progress.reads import progress_rows
from saleor_loyalty_plugin.services.rewards.catalogue import is_offered, translations_of

# Of so many new products, those that a customer has bought are left out.
PRODUCTS_LOOKED_AT = 20
STATEMENT_ENTRIES_MAX = 1000
TIER_KINDS = (MessageKind.TIER_RAISED, MessageKind.TIER_LOWERED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """One e-mail to make: what it is about, and for whom. `number` names it within a batch."""

    number: int
    account: Account
    kind: MessageKind
    payload: Mapping[str, Any]

    def id_of(self, name: str) -> int | None:
        """A key in the payload; None where there is none."""
        value = self.payload.get(name)
        return value if isinstance(value, int) and not isinstance(value, bool) else None

    def day_of(self, name: str) -> date | None:
        """A day in the payload; None where there is none."""
        try:
            return date.fromisoformat(str(self.payload.get(name)))
        except ValueError:
            return None

    @property
    def period(self) -> Period | None:
        """The days of a statement."""
        first, last = self.day_of("from"), self.day_of("to")
        return Period(first=first, last=last) if first is not None and last is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Channels: all of the shop's, those of each program, and where customers have ordered.

    `of_orders` is of the orders that entries are about, `ordered_in` has the newest one first.
    `senders` are by program and channel.
    """

    channels: Mapping[int, ChannelFacts]
    of_programs: Mapping[int, Sequence[int]]
    of_orders: Mapping[UUID, int]
    ordered_in: Mapping[int, Sequence[int]]
    senders: Mapping[tuple[int, int], ChannelSender]

    @property
    def home(self) -> str | None:
        return home_currency(self.channels.values())

    def channel_for(self, wish: Wish, entry: Entry | None) -> ChannelFacts | None:
        """The one that is asked for, else that of the entry's order, else of the customer's newest
        order in the program's channels, else the oldest of those."""
        if (asked_for := wish.id_of("channelId")) is not None:
            return self.channels.get(asked_for)
        account = wish.account
        own = self.of_programs.get(account.program_id, ())
        found = self.of_orders.get(entry.order_id) if entry is not None and entry.order_id else None
        if found is None:
            ordered = self.ordered_in.get(account.customer_id, ())
            found = next((item for item in ordered if item in own), None)
        if found is None:
            found = min(own, default=None)
        return self.channels.get(found) if found is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Everything that was read; by key of the row or of the account, unless it says otherwise."""

    now: datetime
    shop: ShopFacts
    places: Places
    customers: Mapping[int, CustomerFacts]
    terms: Mapping[int, ActiveTerms]
    usable: Mapping[int, int]
    cards: Mapping[int, str]
    progress: Mapping[int, AccountProgress]
    tiers: Mapping[int, Tier]
    tier_texts: Mapping[int, Sequence[TierTranslation]]
    templates: Templates
    entries: Mapping[int, Entry] = field(default_factory=dict)
    claims: Mapping[int, RewardClaim] = field(default_factory=dict)
    reward_texts: Mapping[int, Sequence[RewardTranslation]] = field(default_factory=dict)
    # Claims and grants that tiers gave, by account.
    given: Mapping[int, Sequence[RewardClaim]] = field(default_factory=dict)
    grants: Mapping[int, Sequence[Grant]] = field(default_factory=dict)
    badges: Mapping[int, Badge] = field(default_factory=dict)
    badge_texts: Mapping[int, Sequence[BadgeTranslation]] = field(default_factory=dict)
    # (when, how many) of points that expire, by account, soonest first.
    expiring: Mapping[int, Sequence[tuple[datetime, int]]] = field(default_factory=dict)
    # What is offered, by program, and which variants each channel sells.
    rewards: Mapping[int, Sequence[Reward]] = field(default_factory=dict)
    sold: Mapping[int, frozenset[int]] = field(default_factory=dict)
    # By channel, and by customer.
    products: Mapping[int, Sequence[ShownProduct]] = field(default_factory=dict)
    bought: Mapping[int, frozenset[int]] = field(default_factory=dict)
    # By the number of the wish.
    movements: Mapping[int, ledger.Movements] = field(default_factory=dict)
    # The change that led to the tier at the end of a statement of the past; None before the first.
    tiers_then: Mapping[int, TierChange | None] = field(default_factory=dict)

    def sender_of(self, wish: Wish, channel: ChannelFacts | None) -> ChannelSender:
        """What staff have said of a channel; empty where they said nothing."""
        key = (wish.account.program_id, channel.channel_id) if channel is not None else None
        found = self.places.senders.get(key) if key is not None else None
        return found or ChannelSender()

    def channel_of(self, wish: Wish) -> ChannelFacts | None:
        return self.places.channel_for(wish, self.entry_of(wish))

    def entry_of(self, wish: Wish) -> Entry | None:
        entry_id = wish.id_of("entryId")
        return self.entries.get(entry_id) if entry_id is not None else None


def wishes_of(deliveries: Sequence[Delivery], *, using: str) -> list[Wish]:
    """What deliveries are to say; those whose account is gone are left out. One query."""
    ids = {item.account_id for item in deliveries}
    rows = Account.objects.using(using).select_related("program")
    accounts = rows.in_bulk(ids)
    return [
        Wish(
            number=number,
            account=accounts[item.account_id],
            kind=MessageKind(item.kind),
            payload=item.payload,
        )
        for number, item in enumerate(deliveries)
        if item.account_id in accounts
    ]


def read_batch(wishes: Sequence[Wish], *, now: datetime, using: str) -> Batch:
    """Everything that these e-mails need."""
    host = current_host()
    accounts = {wish.account.pk: wish.account for wish in wishes}
    program_ids = {account.program_id for account in accounts.values()}
    terms = _terms(program_ids, using)
    tiers = _tiers(terms, using)
    entries = _entries(wishes, using)
    places = _places(accounts.values(), entries.values(), terms, using)
    more = _Reader(wishes, entries, places, now, using).read()
    return Batch(
        now=now,
        shop=host.shop(),
        places=places,
        customers=host.customer_facts({item.customer_id for item in accounts.values()}),
        terms=terms,
        usable=points_usable(list(accounts.values()), as_of=now, using=using),
        cards=_cards(accounts, using),
        progress=progress_rows(list(accounts), using=using),
        tiers=tiers,
        tier_texts=translations_of_tiers(tier_ids=list(tiers), using=using) if tiers else {},
        templates=Templates(program_ids, using=using),
        entries=entries,
        **more,
    )


# Of all kinds --------------------------------------------------------------------------------


def _terms(program_ids: Collection[int], using: str) -> dict[int, ActiveTerms]:
    rows = ProgramVersion.objects.using(using).filter(program_id__in=program_ids)
    newest = rows.order_by("program_id", "-number").distinct("program_id")
    return {version.program_id: terms_under(version) for version in newest}


def _tiers(terms: Mapping[int, ActiveTerms], using: str) -> dict[int, Tier]:
    ids = [tier.tier_id for active in terms.values() for tier in active.terms.tiers]
    rows = Tier.objects.using(using).prefetch_related("seasons")
    return rows.in_bulk(ids) if ids else {}


def _entries(wishes: Sequence[Wish], using: str) -> dict[int, Entry]:
    ids = {found for wish in wishes if (found := wish.id_of("entryId")) is not None}
    return Entry.objects.using(using).in_bulk(ids) if ids else {}


def _places(
    accounts: Collection[Account],
    entries: Collection[Entry],
    terms: Mapping[int, ActiveTerms],
    using: str,
) -> Places:
    host = current_host()
    channels = {channel.channel_id: channel for channel in host.channels()}
    listed: defaultdict[int, list[int]] = defaultdict(list)
    rows = ProgramChannel.objects.using(using).order_by("channel_id")
    for program_id, channel_id in rows.values_list("program_id", "channel_id"):
        listed[program_id].append(channel_id)
    taken = {channel_id for ids in listed.values() for channel_id in ids}
    free = [channel_id for channel_id in sorted(channels) if channel_id not in taken]
    defaults = {account.program_id for account in accounts if account.program.is_default}
    senders = ChannelSender.objects.using(using).filter(program_id__in=list(terms))
    order_ids = {entry.order_id for entry in entries if entry.order_id is not None}
    return Places(
        channels=channels,
        of_programs={
            program_id: [*listed[program_id], *(free if program_id in defaults else ())]
            for program_id in terms
        },
        of_orders=host.channels_of_orders(order_ids) if order_ids else {},
        ordered_in=host.channels_ordered_in({account.customer_id for account in accounts}),
        senders={(row.program_id, row.channel_id): row for row in senders},
    )


def _cards(account_ids: Collection[int], using: str) -> dict[int, str]:
    rows = Card.objects.using(using).filter(account__in=account_ids, status=CardStatus.ACTIVE)
    return dict(rows.order_by().values_list("account_id", "number"))


# Of single kinds ------------------------------------------------------------------------------


class _Reader:
    """Reads what the kinds of e-mails in a batch need beside; no query for a kind not in it."""

    def __init__(
        self,
        wishes: Sequence[Wish],
        entries: Mapping[int, Entry],
        places: Places,
        now: datetime,
        using: str,
    ) -> None:
        self._entries = entries
        self._places = places
        self._now = now
        self._using = using
        self._by_kind: defaultdict[MessageKind, list[Wish]] = defaultdict(list)
        for wish in wishes:
            self._by_kind[wish.kind].append(wish)

    def read(self) -> dict[str, Any]:
        """Fields of `Batch`."""
        claimed, catalogue = self._rewards_claimed(), self._catalogue()
        texts = {**claimed.get("reward_texts", {}), **catalogue.get("reward_texts", {})}
        return {
            **claimed,
            **catalogue,
            "reward_texts": texts,
            **self._gifts(),
            **self._badges(),
            **self._expiring(),
            **self._products(),
            **self._movements(),
        }

    def _rewards_claimed(self) -> dict[str, Any]:
        """Claims that e-mails are about or tell of, by key and by account."""
        ids = {wish.id_of("claimId") for wish in self._by_kind[MessageKind.REWARD_CLAIMED]}
        account_ids = {wish.account.pk for wish in self._by_kind[MessageKind.TIER_RAISED]}
        if not ids and not account_ids:
            return {}
        given = Q(account_id__in=account_ids, points=0, key__startswith="tier:")
        rows = RewardClaim.objects.using(self._using).filter(Q(pk__in=ids) | given)
        claims = {row.pk: row for row in rows.select_related("reward").order_by("pk")}
        by_account: defaultdict[int, list[RewardClaim]] = defaultdict(list)
        for claim in claims.values():
            by_account[claim.account_id].append(claim)
        texts = translations_of(
            reward_ids={claim.reward_id for claim in claims.values()}, using=self._using
        )
        return {"claims": claims, "given": by_account, "reward_texts": texts}

    def _gifts(self) -> dict[str, Any]:
        account_ids = {wish.account.pk for wish in self._by_kind[MessageKind.TIER_RAISED]}
        if not account_ids:
            return {}
        rows = Grant.objects.using(self._using).filter(
            account_id__in=account_ids, source__startswith="tier:", points__gt=0
        )
        found: defaultdict[int, list[Grant]] = defaultdict(list)
        for row in rows.order_by("pk"):
            found[row.account_id].append(row)
        return {"grants": found}

    def _badges(self) -> dict[str, Any]:
        ids = {
            found
            for wish in self._by_kind[MessageKind.BADGE_UNLOCKED]
            if (found := wish.id_of("badgeId")) is not None
        }
        if not ids:
            return {}
        return {
            "badges": Badge.objects.using(self._using).in_bulk(ids),
            "badge_texts": translations_of_badges(badge_ids=ids, using=self._using),
        }

    def _expiring(self) -> dict[str, Any]:
        kinds = (MessageKind.POINTS_EXPIRING, MessageKind.STATEMENT)
        account_ids = {wish.account.pk for kind in kinds for wish in self._by_kind[kind]}
        if not account_ids:
            return {}
        lots = Lot.objects.using(self._using).filter(
            account_id__in=account_ids, is_open=True, expires_at__gt=self._now, remaining__gt=0
        )
        rows = lots.order_by().values_list("account_id", "expires_at").annotate(Sum("remaining"))
        found: defaultdict[int, list[tuple[datetime, int]]] = defaultdict(list)
        for account_id, expires_at, points in rows.order_by("expires_at"):
            found[account_id].append((expires_at, points))
        return {"expiring": found}

    def _catalogue(self) -> dict[str, Any]:
        """Rewards that have a cost of their own, and what of them the channels sell."""
        wishes = self._by_kind[MessageKind.BALANCE_REACHED]
        if not wishes:
            return {}
        rows = Reward.objects.using(self._using).filter(
            program_id__in={wish.account.program_id for wish in wishes},
            points__isnull=False,
            archived_at=None,
        )
        rewards: defaultdict[int, list[Reward]] = defaultdict(list)
        for row in rows.order_by("rank", "pk"):
            if is_offered(row, now=self._now) and not row.tier_ids and not row.badge_ids:
                rewards[row.program_id].append(row)
        offered = [row for own in rewards.values() for row in own]
        variant_ids = {row.variant_id for row in offered if row.variant_id is not None}
        return {
            "rewards": rewards,
            "reward_texts": translations_of(
                reward_ids=[row.pk for row in offered], using=self._using
            ),
            "sold": self._sold(wishes, variant_ids) if variant_ids else {},
        }

    def _sold(self, wishes: Sequence[Wish], variant_ids: Collection[int]) -> dict[int, Any]:
        host = current_host()
        found = {}
        for channel_id in self._channel_ids(wishes):
            variants = host.variant_facts(
                channel_id=channel_id, variant_ids=variant_ids, using=self._using, now=self._now
            )
            found[channel_id] = frozenset(item.variant_id for item in variants)
        return found

    def _products(self) -> dict[str, Any]:
        wishes = self._by_kind[MessageKind.TIER_RAISED]
        if not wishes:
            return {}
        host = current_host()
        products = host.suggested_products(
            channel_ids=self._channel_ids(wishes),
            limit=PRODUCTS_LOOKED_AT,
            using=self._using,
            now=self._now,
        )
        bought = host.products_bought(
            {wish.account.customer_id for wish in wishes},
            product_ids={item.product_id for found in products.values() for item in found},
            using=self._using,
        )
        return {"products": products, "bought": bought}

    def _movements(self) -> dict[str, Any]:
        wanted = [
            (wish, wish.period.bounds(time_zone=wish.account.program.time_zone))
            for wish in self._by_kind[MessageKind.STATEMENT]
            if wish.period is not None
        ]
        found = ledger.movements_between(
            [(wish.account.pk, *bounds) for wish, bounds in wanted],
            entries_max=STATEMENT_ENTRIES_MAX,
            using=self._using,
        )
        numbers = (wish.number for wish, _ in wanted)
        return {
            "movements": dict(zip(numbers, found, strict=True)),
            "tiers_then": self._tiers_then([(wish, until) for wish, (_, until) in wanted]),
        }

    def _tiers_then(self, wanted: Sequence[tuple[Wish, datetime]]) -> dict[int, TierChange | None]:
        past = [(wish, until) for wish, until in wanted if until <= self._now]
        if not past:
            return {}
        rows = TierChange.objects.using(self._using).filter(
            account_id__in={wish.account.pk for wish, _ in past},
            changed_at__lt=max(until for _, until in past),
        )
        changes: defaultdict[int, list[TierChange]] = defaultdict(list)
        for row in rows.order_by("changed_at", "pk"):
            changes[row.account_id].append(row)
        return {
            wish.number: next(
                (row for row in reversed(changes[wish.account.pk]) if row.changed_at < until), None
            )
            for wish, until in past
        }

    def _channel_ids(self, wishes: Sequence[Wish]) -> list[int]:
        found = set()
        for wish in wishes:
            entry_id = wish.id_of("entryId")
            entry = self._entries.get(entry_id) if entry_id is not None else None
            channel = self._places.channel_for(wish, entry)
            if channel is not None:
                found.add(channel.channel_id)
        return sorted(found)
