"""What settings would do that are not saved: examples, warnings, and what changes for whom.

Everything is computed by the rules that settle orders; nothing is written.
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from functools import cached_property
from uuid import UUID

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Account, OrderSettlement, ProgramChannel, Reward
from saleor_loyalty_plugin.rules.entitlement import Entitlement, is_triggered
from saleor_loyalty_plugin.rules.facts import ZERO, ChannelFacts, OrderFacts, OrderStatus
from saleor_loyalty_plugin.rules.preview import amount_entitlement
from saleor_loyalty_plugin.rules.program_warnings import (
    SettingWarning,
    ShopView,
    return_percentage,
    setting_warnings,
)
from saleor_loyalty_plugin.rules.progress_benefits import NO_TIER
from saleor_loyalty_plugin.rules.redemption import has_rate, home_currency, value_of_points
from saleor_loyalty_plugin.rules.terms import Eligibility, ProgramTerms
from saleor_loyalty_plugin.services.checkout.order_discount import order_discount
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.members.accounts import account_for
from saleor_loyalty_plugin.services.members.participation import absence_of, taking_part
from saleor_loyalty_plugin.services.orders.order_tier import order_tier
from saleor_loyalty_plugin.services.orders.settle_order import (
    POINTS_MAX,
    books_of,
    complete_facts,
    order_hold,
    order_target,
)
from saleor_loyalty_plugin.services.programs.preview_changes import (
    Change,
    changes_of,
    counting_budget,
)
from saleor_loyalty_plugin.services.programs.programs import (
    AMOUNT_SETTING_MAX,
    ActiveTerms,
    ProgramChange,
    current_terms,
    proposed_terms,
    terms_for_channel,
    terms_for_channels,
)
from saleor_loyalty_plugin.services.segments.bounds import Budget

# What examples are chosen from, and what "hardly any order" means.
NEWEST_ORDERS = 20
_EXAMPLE = Decimal("49.90")
_EXAMPLE_WITHOUT_CENTS = Decimal(4990)
_NO_EXAMPLE = (OrderStatus.DRAFT, OrderStatus.CANCELED, OrderStatus.EXPIRED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Earned:
    """What an order earns under some settings; `worth` is None where there is no rate for it."""

    points: int
    worth: Decimal | None
    entitlement: Entitlement


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountExample:
    """A plain amount in one channel. `saved` is None where no program covers it now.

    `return_percentage` is what of the amount comes back, None where points are worth nothing.
    """

    channel: ChannelFacts
    amount: Decimal
    proposed: Earned
    saved: Earned | None
    return_percentage: Decimal | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OrderExample:
    """A real order, as if it were placed again by these settings and by those that are saved."""

    facts: OrderFacts
    proposed: Earned
    saved: Earned


@dataclass(frozen=True, kw_only=True)
class ProgramPreview:
    """Settings that are not saved. What is not asked for is not computed."""

    program_id: int | None
    terms: ProgramTerms
    channels: Sequence[ChannelFacts]
    home: str | None
    channel: ChannelFacts | None
    order_id: UUID | None
    amount: Decimal | None
    now: datetime

    @cached_property
    def saved(self) -> ActiveTerms | None:
        """What the program has now; None for a new one."""
        return current_terms(program_id=self.program_id) if self.program_id is not None else None

    @cached_property
    def newest_orders(self) -> list[OrderFacts]:
        """The newest orders of customers in all channels of the program, newest first."""
        return _newest_orders(self.channels)

    @property
    def _looked_at(self) -> Sequence[ChannelFacts]:
        return self.channels if self.channel is None else [self.channel]

    def amounts(self) -> list[AmountExample]:
        """What an order of a round amount earns, in each channel. One query for all of them."""
        using = current_host().writer_alias()
        ids = [item.channel_id for item in self._looked_at]
        covering = terms_for_channels(channel_ids=ids, using=using)
        return [self._amount(place, covering.get(place.channel_id)) for place in self._looked_at]

    def _amount(self, place: ChannelFacts, active: ActiveTerms | None) -> AmountExample:
        amount = self.amount
        if amount is None:
            amount = _EXAMPLE if place.currency_digits else _EXAMPLE_WITHOUT_CENTS

        def earned(terms: ProgramTerms) -> Earned:
            by_rules = amount_entitlement(amount, terms, place, now=self.now)
            points = min(by_rules.points_earned, POINTS_MAX)
            return self._earned(replace(by_rules, points_earned=points), terms, place)

        channel = self.terms.for_channel(place.channel_id)
        is_worth = channel is not None and has_rate(self.terms, place, home=self.home)
        return AmountExample(
            channel=place,
            amount=amount,
            proposed=earned(self.terms),
            saved=earned(active.terms) if active is not None else None,
            return_percentage=return_percentage(channel) if channel and is_worth else None,
        )

    def order(self) -> OrderExample | None:
        """A past order; the newest that earns by now, if none was named. None if there is none.

        Raises `LoyaltyProblem`: NOT_FOUND.
        """
        facts = self._chosen_order()
        if facts is None:
            return None
        using = current_host().writer_alias()
        settlement = (
            OrderSettlement.objects.using(using)
            .select_related("account")
            .filter(pk=facts.order_id)
            .first()
        )
        hold = order_hold(facts, using=using)
        facts = complete_facts(facts, settlement, hold, order_discount(facts, using=using))
        covering = terms_for_channel(channel_id=facts.channel.channel_id)
        books = replace(books_of(settlement), points_revoked=0)

        def earned(terms: ProgramTerms, active: ActiveTerms | None) -> Earned:
            account, tier = None, NO_TIER
            if active is not None and facts.customer_id is not None:
                account = account_for(customer_id=facts.customer_id, program_id=active.program_id)
                own = settlement if settlement and settlement.account == account else None
                tier = order_tier(facts, own, None, account, active, using=using)
            absent = absence_of(
                account=account, eligibility=terms.eligibility, moment=facts.created_at
            )
            if facts.customer_id is None:
                absent = None
            target = order_target(facts, terms, books, hold, absent, tier)
            return self._earned(
                replace(target.entitlement, points_earned=target.points_earned),
                terms,
                facts.channel,
            )

        nowhere = ProgramTerms.nowhere()
        return OrderExample(
            facts=facts,
            proposed=earned(self.terms, self.saved),
            saved=earned(covering.terms if covering is not None else nowhere, covering),
        )

    def _chosen_order(self) -> OrderFacts | None:
        if self.order_id is not None:
            found = current_host().order_facts([self.order_id]).get(self.order_id)
            if found is None or found.status is OrderStatus.DRAFT:
                raise LoyaltyProblem(
                    ProblemCode.NOT_FOUND, "The shop has no such order.", field="order_id"
                )
            return found
        is_all = self.channel is None
        usual = [
            facts
            for facts in (self.newest_orders if is_all else _newest_orders(self._looked_at))
            if facts.customer_id is not None and not facts.is_exchange
        ]
        earning = (facts for facts in usual if is_triggered(facts, self.terms))
        return next(earning, usual[0] if usual else None)

    def _earned(self, entitlement: Entitlement, terms: ProgramTerms, place: ChannelFacts) -> Earned:
        points, channel = entitlement.points_earned, terms.for_channel(place.channel_id)
        worth = None
        if channel is not None and has_rate(terms, place, home=self.home):
            worth = value_of_points(points, channel, place.currency_digits)
        return Earned(points=points, worth=worth, entitlement=entitlement)

    def warnings(self) -> list[SettingWarning]:
        """What speaks against the settings."""
        worths: dict[int, list[Decimal]] = {}
        for facts in self.newest_orders:
            goods = sum((line.total_gross for line in facts.lines), ZERO)
            worths.setdefault(facts.channel.channel_id, []).append(goods)
        view = ShopView(
            channels=self.channels,
            home=self.home,
            order_worths=worths,
            has_members=self._has_members(),
            has_rewards_by_price=self._has_rewards_by_price(),
        )
        return setting_warnings(self.terms, view, now=self.now)

    def _has_members(self) -> bool:
        eligibility = self.terms.eligibility
        if eligibility is Eligibility.EVERYONE:
            return True
        if self.program_id is None:
            return False
        accounts = Account.objects.using(current_host().writer_alias())
        return (
            accounts.filter(program_id=self.program_id)
            .filter(taking_part(eligibility=eligibility, moment=self.now))
            .exists()
        )

    def _has_rewards_by_price(self) -> bool:
        if self.program_id is None:
            return False
        rewards = Reward.objects.using(current_host().writer_alias())
        return rewards.filter(
            program_id=self.program_id, points=None, is_active=True, archived_at=None
        ).exists()

    def changes(self, *, budget: Budget | None = None) -> list[Change]:
        """What becomes different for whom when the settings are saved; counted within `budget`."""
        if self.saved is None:
            return []
        return changes_of(
            self.saved,
            self.terms,
            channels={item.channel_id: item for item in current_host().channels()},
            home=self.home,
            budget=budget or counting_budget(),
            now=self.now,
        )


def _newest_orders(channels: Sequence[ChannelFacts]) -> list[OrderFacts]:
    ids = current_host().newest_order_ids(
        channel_ids=[item.channel_id for item in channels], limit=NEWEST_ORDERS
    )
    facts = current_host().order_facts(ids)
    return [facts[key] for key in ids if key in facts and facts[key].status not in _NO_EXAMPLE]


def preview_program(
    *,
    program_id: int | None,
    change: ProgramChange,
    channel: ChannelFacts | None = None,
    order_id: UUID | None = None,
    amount: Decimal | None = None,
    now: datetime,
) -> ProgramPreview:
    """Settings as `create_program` (None) or `update_program` would save them; writes nothing.

    Examples are of `channel` and its orders, of all that the program covers without one.
    Raises `LoyaltyProblem` as those do.
    """
    if amount is not None and not 0 < amount <= AMOUNT_SETTING_MAX:
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "Give an amount above 0, at most %(maximum)s.",
            field="amount",
            values={"maximum": AMOUNT_SETTING_MAX},
        )
    terms = proposed_terms(program_id=program_id, change=change, now=now)
    places = current_host().channels()
    return ProgramPreview(
        program_id=program_id,
        terms=terms,
        channels=_covered(terms, program_id, places),
        home=home_currency(places),
        channel=channel,
        order_id=order_id,
        amount=amount,
        now=now,
    )


def _covered(
    terms: ProgramTerms, program_id: int | None, places: Sequence[ChannelFacts]
) -> list[ChannelFacts]:
    """The channels that the program would cover."""
    elsewhere: Collection[int] = ()
    if terms.covers_all_channels:
        rows = ProgramChannel.objects.using(current_host().writer_alias())
        others = rows.exclude(program=program_id)
        elsewhere = set(others.values_list("channel_id", flat=True))
    return [
        place
        for place in places
        if terms.for_channel(place.channel_id) is not None and place.channel_id not in elsewhere
    ]
