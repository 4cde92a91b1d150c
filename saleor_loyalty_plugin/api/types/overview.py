"""How a program does: its sums, a chart, what comes next, and what staff have to look at."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

import graphene
from promise import Promise

from saleor_loyalty_plugin.api.enums import LoyaltyMessageKindEnum, LoyaltyReportIntervalEnum
from saleor_loyalty_plugin.api.errors import as_graphql_error
from saleor_loyalty_plugin.api.ids import global_id
from saleor_loyalty_plugin.api.loaders import ActiveTermsOfProgram
from saleor_loyalty_plugin.api.request import request_store
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.api.tier_loaders import TierById
from saleor_loyalty_plugin.api.types.account import LoyaltyAccount
from saleor_loyalty_plugin.api.types.program import LoyaltyProgram
from saleor_loyalty_plugin.api.types.tier import LoyaltyTier
from saleor_loyalty_plugin.api.worth import worths_of
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import (
    AccountProgress,
    BlockedOrder,
    DeliveryPause,
    MessageTemplate,
    Program,
    Tier,
)
from saleor_loyalty_plugin.rules.periods import (
    MONTHS_OF_YEAR,
    Period,
    ReportInterval,
    intervals_until,
    months_from,
    months_to_date,
)
from saleor_loyalty_plugin.rules.tiers import tiers_in_force
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.programs.programs import ActiveTerms
from saleor_loyalty_plugin.services.reports.attention import (
    BLOCKED_ORDERS_MAX,
    NEWEST_MAX,
    BlockedOrders,
    FailedDeliveries,
    WaitingClaims,
    blocked_orders,
    broken_templates,
    email_pauses,
    failed_deliveries,
    newest_of_tier,
    waiting_claims,
)
from saleor_loyalty_plugin.services.reports.points_moved import PointsMoved, points_moved
from saleor_loyalty_plugin.services.reports.standing import (
    ExpiringPoints,
    Standing,
    expiry_calendar,
    standing,
)
from saleor_loyalty_plugin.services.time_limit import Budget, bounded

INTERVALS_MAX = 100
INTERVALS = 30
# An Int of GraphQL ends at two thousand million, which all accounts together may exceed.
_WHOLE = " A whole number; a Float because it may be larger than an Int holds."
_OR_TOO_SLOW = " Null, with the error TOO_SLOW, where that took too long."


@dataclass
class Overview:
    """What `LoyaltyOverview` resolves from; each part is read when it is asked for."""

    program: Program
    as_of: datetime
    info: Any

    @cached_property
    def months(self) -> tuple[Period, Period]:
        return months_to_date(now=self.as_of, time_zone=self.program.time_zone)

    @cached_property
    def moved(self) -> tuple[PointsMoved, PointsMoved]:
        this_month, month_before = self.months
        before, this = self.points_moved([month_before, this_month])
        return this, before

    def points_moved(self, periods: Sequence[Period]) -> Sequence[PointsMoved]:
        return self.read(
            lambda using: points_moved(program_id=self.program.pk, periods=periods, using=using)
        )

    def read(self, report: Callable[[str], Any]) -> Any:
        """What a report says. Raises GraphQLError: TOO_SLOW, within one budget for all of them."""
        host = current_host()
        budget = request_store(self.info.context).setdefault(Overview, Budget())
        using = host.reader_alias(self.info.context)
        with as_graphql_error(self.info), host.writer_access(), bounded(budget, using=using):
            return report(using)


def _points(description: str) -> graphene.Field:
    return graphene.Field(graphene.Float, required=True, description=description + _WHOLE)


def _list(kind: Any, description: str, **arguments: Any) -> graphene.Field:
    kind = graphene.List(graphene.NonNull(kind))
    return graphene.Field(kind, description=description, **arguments)


class LoyaltyProgramStanding(graphene.ObjectType):
    """How a program stands: sums over all its accounts, whatever their status."""

    members_count = graphene.Int(required=True, description="How many accounts there are.")
    new_members_count = graphene.Int(
        required=True, description="How many of them were opened this month."
    )
    new_members_before_count = graphene.Int(
        required=True,
        description="How many were opened in the same days of the month before.",
    )
    points_in_circulation = _points(
        "The points that customers have: all balances above 0, with what is pending and reserved."
        " Debts are not set off."
    )
    points_pending = _points("Those of them that can't be used yet.")
    values = graphene.List(
        graphene.NonNull(shop_type("Money")),
        required=True,
        description=(
            "What the points in circulation are worth in the channels where they can be used, each"
            " sum once."
        ),
    )
    redemption_rate = graphene.Float(
        description=(
            "Of all points that ever came in, less those that were taken back, the share that was"
            " used, less what came back: in percent, with one decimal. Null before any came in."
        )
    )

    @staticmethod
    def resolve_values(root: "StandingShown", info: Any) -> Promise:
        return worths_of(root.standing.points_in_circulation, root.program_id, info)


@dataclass(frozen=True)
class StandingShown:
    """What `LoyaltyProgramStanding` resolves from."""

    standing: Standing
    program_id: int

    def __getattr__(self, name: str) -> Any:
        return getattr(self.standing, name)


class LoyaltyPointsMoved(graphene.ObjectType):
    """The points of one period, by when the entries were written, in all accounts of a program.

    What takes an entry back counts when it is written: a period that is over doesn't change, and
    in one where more was taken back than came in, a sum is below 0.
    """

    starts_at = graphene.Field(
        shop_type("DateTime"), required=True, description="From this time on."
    )
    ends_at = graphene.Field(shop_type("DateTime"), required=True, description="Before this time.")
    points_earned = _points("Points that came in, less those that were taken back.")
    points_spent = _points("Points that were used, less those that came back.")
    points_expired = _points("Points that ran out, less those of them that came back.")

    @staticmethod
    def resolve_starts_at(root: PointsMoved, _info: Any) -> datetime:
        return root.period.starts_at

    @staticmethod
    def resolve_ends_at(root: PointsMoved, _info: Any) -> datetime:
        return root.period.ends_at


class LoyaltyExpiringPoints(graphene.ObjectType):
    """Points that run out within a period, as things are now."""

    starts_at = graphene.Field(
        shop_type("DateTime"), required=True, description="From this time on."
    )
    ends_at = graphene.Field(shop_type("DateTime"), required=True, description="Before this time.")
    points = _points("The points that run out, unless they are used before.")

    @staticmethod
    def resolve_starts_at(root: ExpiringPoints, _info: Any) -> datetime:
        return root.period.starts_at

    @staticmethod
    def resolve_ends_at(root: ExpiringPoints, _info: Any) -> datetime:
        return root.period.ends_at


class LoyaltyTierArrival(graphene.ObjectType):
    """A customer who came to a tier."""

    account = graphene.Field(LoyaltyAccount, required=True, description="The customer's account.")
    since = graphene.Field(shop_type("DateTime"), required=True, description="Since when.")

    @staticmethod
    def resolve_since(root: AccountProgress, _info: Any) -> datetime | None:
        return root.tier_since


@dataclass(frozen=True)
class TopTier:
    """What `LoyaltyTopTier` resolves from."""

    tier: Tier
    overview: Overview


class LoyaltyTopTier(graphene.ObjectType):
    """The highest tier that is in force."""

    tier = graphene.Field(LoyaltyTier, required=True, description="The tier.")
    newest = _list(
        LoyaltyTierArrival,
        f"The {NEWEST_MAX} accounts that came to it last, as they were looked at last, the newest"
        " first." + _OR_TOO_SLOW,
    )

    @staticmethod
    def resolve_newest(root: TopTier, _info: Any) -> Sequence[AccountProgress]:
        tier = root.tier
        found: Sequence[AccountProgress] = root.overview.read(
            lambda using: newest_of_tier(program_id=tier.program_id, tier_id=tier.pk, using=using)
        )
        return found


class LoyaltyWaitingClaims(graphene.ObjectType):
    """Claims that staff have to fulfil or refuse."""

    count = graphene.Int(required=True, description="How many wait.")
    oldest_at = graphene.Field(
        shop_type("DateTime"), description="When the oldest of them was made; null for none."
    )


class LoyaltyBlockedOrder(graphene.ObjectType):
    """An order whose points could not be settled. It is tried again every few minutes."""

    order_id = graphene.ID(required=True, description="The ID of the Order.")
    number = graphene.String(
        description="The number of the Order; null if the shop has it no more."
    )
    error = graphene.String(required=True, description="What went wrong, in technical words.")
    attempts = graphene.Int(required=True, description="How many times it was tried.")
    failed_at = graphene.Field(
        shop_type("DateTime"), required=True, description="When it failed last."
    )

    @staticmethod
    def resolve_error(root: BlockedOrder, _info: Any) -> str:
        # What databases add on further lines may quote whole rows. It is kept as `repr` wrote it.
        return root.error.partition("\\n")[0]

    @staticmethod
    def resolve_order_id(root: BlockedOrder, _info: Any) -> str:
        return global_id("Order", root.order_id)

    @staticmethod
    def resolve_number(root: BlockedOrder, info: Any) -> Promise:
        host = current_host()
        with host.writer_access():
            order = Promise.resolve(host.load_order(info.context, root.order_id))
        # The number alone: whoever reads accounts reads it in their entries, too.
        return order.then(lambda found: str(host.unwrap(found).number) if found else None)


class LoyaltyBlockedOrders(graphene.ObjectType):
    """Orders whose points could not be settled, of the whole shop."""

    count = graphene.Int(required=True, description="How many there are.")
    newest = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyBlockedOrder))),
        description=f"The {BLOCKED_ORDERS_MAX} that failed last, the newest first.",
    )


class LoyaltyFailedDeliveries(graphene.ObjectType):
    """E-mails to customers and requests to webhook targets that were given up."""

    emails_count = graphene.Int(required=True, description="How many e-mails there are.")
    requests_count = graphene.Int(required=True, description="How many requests there are.")
    newest_at = graphene.Field(
        shop_type("DateTime"), description="When the newest of them was given up; null for none."
    )


class LoyaltyEmailPause(graphene.ObjectType):
    """Mail settings that take nothing just now: the program's e-mails that go by them wait."""

    since = graphene.Field(
        shop_type("DateTime"), required=True, description="Since when they take nothing."
    )
    error = graphene.String(required=True, description="What the mail server said last.")
    next_try_at = graphene.Field(
        shop_type("DateTime"), required=True, description="When they are tried again."
    )

    @staticmethod
    def resolve_next_try_at(root: DeliveryPause, _info: Any) -> datetime:
        return root.until


class LoyaltyBrokenTemplate(graphene.ObjectType):
    """A template of the program's own that could not be rendered for somebody, who got the shipped
    one instead."""

    kind = graphene.Field(LoyaltyMessageKindEnum, required=True, description="The kind of e-mail.")
    language_code = graphene.String(required=True, description="The language, such as `pt-br`.")
    failures = graphene.Int(required=True, description="For how many e-mails.")
    failed_at = graphene.Field(
        shop_type("DateTime"), required=True, description="When it failed last."
    )


class LoyaltyOverview(graphene.ObjectType):
    """How a program does. Every part is read when it is asked for, and what is asked for together
    has ten seconds; a part that comes too late is null, with the error TOO_SLOW."""

    program = graphene.Field(LoyaltyProgram, required=True, description="The program.")
    as_of = graphene.Field(
        shop_type("DateTime"), required=True, description="The time at which all of it was read."
    )
    time_zone = graphene.String(
        required=True, description="The program's time zone, in which days and months begin."
    )
    standing = graphene.Field(
        LoyaltyProgramStanding, description="How the program stands." + _OR_TOO_SLOW
    )
    this_month = graphene.Field(
        LoyaltyPointsMoved, description="The points of the running month." + _OR_TOO_SLOW
    )
    month_before = graphene.Field(
        LoyaltyPointsMoved,
        description=(
            "The points of the month before, up to the same day and hour, or to its end where it is"
            " shorter: to compare with." + _OR_TOO_SLOW
        ),
    )
    points_moved = _list(
        LoyaltyPointsMoved,
        "The points of the last intervals, the oldest first; the last one is still running."
        + _OR_TOO_SLOW,
        interval=graphene.Argument(
            LoyaltyReportIntervalEnum,
            default_value=ReportInterval.DAY.value,
            description="How to divide time.",
        ),
        count=graphene.Int(
            default_value=INTERVALS,
            description=f"How many intervals, at most {INTERVALS_MAX}.",
        ),
    )
    expiry_calendar = _list(
        LoyaltyExpiringPoints,
        "The points that run out in what is left of this month, and in the eleven months after it."
        + _OR_TOO_SLOW,
    )
    top_tier = graphene.Field(
        LoyaltyTopTier, description="The highest tier that is in force; null where there is none."
    )
    waiting_claims = graphene.Field(
        LoyaltyWaitingClaims,
        description="The program's claims that staff have to fulfil or refuse." + _OR_TOO_SLOW,
    )
    blocked_orders = graphene.Field(
        LoyaltyBlockedOrders,
        description=(
            "Orders whose points could not be settled, of the whole shop: which program an order"
            " belongs to is known when it is settled." + _OR_TOO_SLOW
        ),
    )
    failed_deliveries = graphene.Field(
        LoyaltyFailedDeliveries,
        description="The program's deliveries that were given up." + _OR_TOO_SLOW,
    )
    email_pauses = _list(
        LoyaltyEmailPause,
        "Why e-mails of the program can't be sent just now, the longest first; empty where they"
        " can." + _OR_TOO_SLOW,
    )
    broken_templates = _list(
        LoyaltyBrokenTemplate,
        "The program's templates whose version in force is broken." + _OR_TOO_SLOW,
    )

    @staticmethod
    def resolve_time_zone(root: Overview, _info: Any) -> str:
        return root.program.time_zone

    @staticmethod
    def resolve_standing(root: Overview, _info: Any) -> StandingShown:
        program_id = root.program.pk
        found = root.read(
            lambda using: standing(program_id=program_id, months=root.months, using=using)
        )
        return StandingShown(found, program_id)

    @staticmethod
    def resolve_this_month(root: Overview, _info: Any) -> PointsMoved:
        return root.moved[0]

    @staticmethod
    def resolve_month_before(root: Overview, _info: Any) -> PointsMoved:
        return root.moved[1]

    @staticmethod
    def resolve_points_moved(
        root: Overview, info: Any, *, interval: str, count: int
    ) -> Sequence[PointsMoved]:
        if not 1 <= count <= INTERVALS_MAX:
            with as_graphql_error(info):
                raise LoyaltyProblem(
                    ProblemCode.INVALID,
                    "Ask for 1 to %(maximum)s intervals.",
                    field="count",
                    values={"maximum": INTERVALS_MAX},
                )
        periods = intervals_until(
            now=root.as_of,
            time_zone=root.program.time_zone,
            interval=ReportInterval(interval),
            count=count,
        )
        return root.points_moved(periods)

    @staticmethod
    def resolve_expiry_calendar(root: Overview, _info: Any) -> Sequence[ExpiringPoints]:
        program = root.program
        months = months_from(now=root.as_of, time_zone=program.time_zone, count=MONTHS_OF_YEAR)
        found: Sequence[ExpiringPoints] = root.read(
            lambda using: expiry_calendar(program_id=program.pk, periods=months, using=using)
        )
        return found

    @staticmethod
    def resolve_top_tier(root: Overview, info: Any) -> Promise:
        def top(active: ActiveTerms | None) -> Any:
            tiers = tiers_in_force(active.terms.tiers, root.as_of) if active is not None else ()
            if not tiers:
                return None
            tier = TierById.of(info.context).load(tiers[-1].tier_id)
            return tier.then(lambda found: TopTier(found, root) if found is not None else None)

        return ActiveTermsOfProgram.of(info.context).load(root.program.pk).then(top)

    @staticmethod
    def resolve_waiting_claims(root: Overview, _info: Any) -> WaitingClaims:
        found: WaitingClaims = root.read(
            lambda using: waiting_claims(program_id=root.program.pk, now=root.as_of, using=using)
        )
        return found

    @staticmethod
    def resolve_blocked_orders(root: Overview, _info: Any) -> BlockedOrders:
        found: BlockedOrders = root.read(lambda using: blocked_orders(using=using))
        return found

    @staticmethod
    def resolve_failed_deliveries(root: Overview, _info: Any) -> FailedDeliveries:
        found: FailedDeliveries = root.read(
            lambda using: failed_deliveries(program_id=root.program.pk, using=using)
        )
        return found

    @staticmethod
    def resolve_email_pauses(root: Overview, _info: Any) -> Sequence[DeliveryPause]:
        found: Sequence[DeliveryPause] = root.read(
            lambda using: email_pauses(program_id=root.program.pk, using=using)
        )
        return found

    @staticmethod
    def resolve_broken_templates(root: Overview, _info: Any) -> Sequence[MessageTemplate]:
        found: Sequence[MessageTemplate] = root.read(
            lambda using: broken_templates(program_id=root.program.pk, using=using)
        )
        return found
