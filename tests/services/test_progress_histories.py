"""Random lives of accounts against a naive model, which adds everything up anew at each step.

Orders, refunds, points, staff, settings and time come in any order; only accounts that are due, or
that somebody waits for, are looked at. They must hold what looking at everybody always would give.
"""

import itertools
import os
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.ledger import Posting
from saleor_loyalty_plugin.models import (
    AccountBadge,
    AccountProgress,
    Badge,
    EntryKind,
    OrderSettlement,
    OutboxMessage,
    Program,
    Tier,
    TierChange,
    TierSeason,
)
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.orders.spending import add_spending, note_spending
from saleor_loyalty_plugin.services.programs.programs import current_terms, write_version
from saleor_loyalty_plugin.services.progress.by_hand import set_tier, unset_tier
from saleor_loyalty_plugin.services.progress.settle import settle_progress
from saleor_loyalty_plugin.services.progress.sums import day_of
from sandbox.shop.models import User

D = Decimal
# A longer search now and then: PROGRESS_EXAMPLES=300 pytest …/test_progress_histories.py
EXAMPLES = int(os.environ.get("PROGRESS_EXAMPLES", "20"))
BEGIN = datetime(2027, 10, 3, 9, tzinfo=UTC)
ACCOUNTS = 2
GRACE_DAYS = 20

which = st.integers(0, ACCOUNTS - 1)
picks = st.integers(0, 10**6)
# Thresholds are 0, 100 and 200, or moved a little: sums often meet them to the cent.
amounts = st.sampled_from(["0.01", "49.99", "50.00", "99.99", "100.00", "200.00"]).map(D)


@dataclass
class Order:
    account: int
    placed_at: datetime
    amount: Decimal | None
    id: UUID


@dataclass
class Held:
    """What the model says that one account holds. `tier` is an id; `began` until the first move."""

    tier: int | None = None
    began: bool = True
    grace: datetime | None = None
    hand: int | None = None
    hand_until: datetime | None = None
    points: int = 0
    balance: int = 0
    kept_badges: set[str] = field(default_factory=set)


class Lives(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.run = transaction.atomic()
        self.run.__enter__()
        self.numbers = itertools.count(1)
        self.now = BEGIN
        self.orders: list[Order] = []

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.run.__exit__(None, None, None)

    @initialize(
        basis=st.sampled_from(["ROLLING_YEAR", "CALENDAR_YEAR", "LIFETIME", "POINTS"]),
        demotion=st.sampled_from(["IMMEDIATE", "GRACE", "NEVER"]),
        time_zone=st.sampled_from(["UTC", "Pacific/Auckland", "America/Los_Angeles"]),
    )
    def begin(self, basis: str, demotion: str, time_zone: str) -> None:
        self.zone = ZoneInfo(time_zone)
        self.program = Program.objects.get(is_default=True)
        self.program.time_zone = time_zone
        self.program.tier_basis, self.program.tier_demotion = basis, demotion
        self.program.tier_grace_days = GRACE_DAYS
        self.program.tier_currency = "USD"
        self.tiers = [
            Tier.objects.create(
                program=self.program, name=name, threshold=D(threshold), created_at=self.now
            )
            for name, threshold in (("Bronze", 0), ("Silver", 100), ("Gold", 200))
        ]
        self.badges = [
            ("spender", "SPEND", D(100), D(250), False),
            ("regular", "ORDERS", D(3), None, True),
            ("rich", "BALANCE", D(100), None, False),
            ("earner", "LIFETIME", D(200), None, True),
        ]
        for title, basis_of, value_from, value_to, keeps in self.badges:
            Badge.objects.create(
                program=self.program,
                title=title,
                basis=basis_of,
                value_from=value_from,
                value_to=value_to,
                keep_once_won=keeps,
                created_at=self.now,
            )
        self._write_terms()
        users = [User.objects.create(email=f"{n}@example.com") for n in range(ACCOUNTS)]
        self.customers = [user.pk for user in users]
        self.accounts = [
            ledger.ensure_account(program_id=self.program.pk, customer_id=pk, now=self.now).pk
            for pk in self.customers
        ]
        self.held = [Held() for _ in range(ACCOUNTS)]

    # What happens -----------------------------------------------------------------------------

    @rule(place=which, amount=amounts, days_ago=st.sampled_from([0, 0, 0, 1, 40, 363, 366]))
    def order(self, place: int, amount: Decimal, days_ago: int) -> None:
        placed_at = self.now - timedelta(days=days_ago)
        self.orders.append(Order(place, placed_at, None, UUID(int=next(self.numbers))))
        self._set_amount(self.orders[-1], amount)

    @rule(pick=picks, amount=st.none() | amounts)
    def refund(self, pick: int, amount: Decimal | None) -> None:
        """To any amount, or undone: an order may count for more again."""
        if self.orders:
            self._set_amount(self.orders[pick % len(self.orders)], amount)

    @rule(place=which, points=st.sampled_from([50, 99, 100, -1, -50, -100]), is_own=st.booleans())
    def points(self, place: int, points: int, is_own: bool) -> None:
        """Earned and taken back, or (`is_own`) credited and debited by staff."""
        kind = EntryKind.EARN if points > 0 else EntryKind.CLAWBACK
        self._post(place, points, EntryKind.ADJUST if is_own else kind)
        held = self.held[place]
        held.balance += points
        if points > 0 or not is_own:
            held.points += points
        self._look(self.accounts[place : place + 1])

    @rule(hours=st.sampled_from([1, 10, 24, 24 * 19, 24 * 20]))
    def days_pass(self, hours: int) -> None:
        self.now += timedelta(hours=hours)

    @rule(days=st.sampled_from([30, 200, 365]))
    def months_pass(self, days: int) -> None:
        self.now += timedelta(days=days)

    @rule(demotion=st.sampled_from(["IMMEDIATE", "GRACE", "NEVER"]))
    def demotion(self, demotion: str) -> None:
        self.program.tier_demotion = demotion
        self._write_terms()
        self._look(self.accounts)

    @rule(threshold=st.sampled_from([100, 150, 250]), pick=picks)
    def threshold(self, threshold: int, pick: int) -> None:
        tier = self.tiers[pick % len(self.tiers)]
        tier.threshold = D(threshold)
        tier.save()
        self._write_terms()
        self._look(self.accounts)

    @rule(days=st.sampled_from([1, 30]))
    def season(self, days: int) -> None:
        """The last tier is easier to reach for a time; everybody is looked at at both ends."""
        TierSeason.objects.all().delete()
        TierSeason.objects.create(
            tier=self.tiers[-1],
            threshold=D(100),
            starts_at=self.now,
            ends_at=self.now + timedelta(days=days),
        )
        self._write_terms()
        self._look(self.accounts)

    @rule(pick=picks)
    def delete_tier(self, pick: int) -> None:
        if len(self.tiers) > 2:
            self.tiers.pop(pick % len(self.tiers)).delete()
            self._write_terms()
            self._look(self.accounts)

    @rule(place=which, pick=picks, days=st.sampled_from([1, 25]))
    def by_hand(self, place: int, pick: int, days: int) -> None:
        tier, held, until = self._tier(pick), self.held[place], self.now + timedelta(days=days)
        ids = [item for item, _ in self._in_force()]
        has_it = self._by_sum(place) >= ids.index(tier.pk)
        if self.program.tier_demotion == "NEVER" and held.tier != held.hand and held.tier in ids:
            has_it = has_it or ids.index(held.tier) >= ids.index(tier.pk)
        try:
            set_tier(
                customer_id=self.customers[place],
                program_id=self.program.pk,
                tier_id=tier.pk,
                ends_at=until,
                note="",
                author="staff",
                now=self.now,
            )
        except LoyaltyProblem as problem:
            assert (problem.code, has_it) == (ProblemCode.ALREADY_SET, True)
        else:
            assert not has_it
            if held.hand not in (None, tier.pk):
                held.hand_until = self.now
                self._model(place)
            held.hand, held.hand_until = tier.pk, until

    @rule(place=which)
    def by_hand_no_more(self, place: int) -> None:
        held = self.held[place]
        unset_tier(
            customer_id=self.customers[place],
            program_id=self.program.pk,
            note="",
            author="staff",
            now=self.now,
        )
        held.hand_until = self.now if held.hand is not None else None

    # What must hold ---------------------------------------------------------------------------

    @invariant()
    def holds_what_the_model_says(self) -> None:
        if not hasattr(self, "held"):
            return
        self._sweep()
        for place, held in enumerate(self.held):
            self._model(place)
            row = AccountProgress.objects.filter(pk=self.accounts[place]).first()
            row = row or AccountProgress(tier_id=self._in_force()[0][0])
            assert row.qualifying == self._sum(place)
            assert (row.tier_id, row.grace_until) == (held.tier, held.grace)
            assert row.hand_tier_id == held.hand
            assert self._badges(place) == self._badges_of_model(place)
            self._check_history(place, row)

    def _check_history(self, place: int, row: AccountProgress) -> None:
        """Each change begins where the one before ended, and each was told once."""
        changes = list(TierChange.objects.filter(account_id=self.accounts[place]).order_by("pk"))
        for before, after in itertools.pairwise(changes):
            assert before.to_tier_id == after.from_tier_id
        assert all(item.from_tier_id != item.to_tier_id for item in changes)
        if changes:
            assert changes[-1].to_tier_id == row.tier_id
        told = OutboxMessage.objects.filter(
            account_id=self.accounts[place], kind__startswith="tier_"
        )
        assert [item.payload["toTierId"] for item in told.order_by("pk")] == [
            item.to_tier_id for item in changes
        ]

    def _sweep(self) -> None:
        """Those that are due, and everybody where other tiers are in force by now."""
        in_force = self._in_force()
        if in_force != getattr(self, "looked_at", in_force):
            self._look(self.accounts)
        self.looked_at = in_force
        due = AccountProgress.objects.filter(due_at__lte=self.now)
        ids = list(due.values_list("account_id", flat=True))
        if ids:
            settle_progress(account_ids=ids, now=self.now)
        again = settle_progress(account_ids=ids, now=self.now)
        assert (again.moves, again.badges_unlocked, again.badges_lost) == ((), 0, 0)

    # The model --------------------------------------------------------------------------------

    def _in_force(self) -> list[tuple[int, Decimal]]:
        """(id, threshold) of the tiers, lowest first."""
        seasons = {
            item.tier_id: item.threshold
            for item in TierSeason.objects.all()
            if item.starts_at <= self.now < item.ends_at
        }
        found = [(seasons.get(item.pk, item.threshold), item.pk) for item in self.tiers]
        return [(pk, threshold) for threshold, pk in sorted(found)]

    def _sum(self, place: int) -> Decimal:
        if self.program.tier_basis == "POINTS":
            return D(self.held[place].points)
        return sum(
            (
                order.amount or D(0)
                for order in self.orders
                if order.account == place and self._counts(order.placed_at)
            ),
            D(0),
        )

    def _counts(self, placed_at: datetime) -> bool:
        day, today = (moment.astimezone(self.zone).date() for moment in (placed_at, self.now))
        if self.program.tier_basis == "CALENDAR_YEAR":
            return day.year == today.year
        if self.program.tier_basis == "ROLLING_YEAR":
            leap = (today.month, today.day) == (2, 29)
            return day > date(today.year - 1, today.month, 28 if leap else today.day)
        return True

    def _by_sum(self, place: int) -> int:
        """The place of the tier that the sum reaches, -1 for none."""
        return sum(threshold <= self._sum(place) for _, threshold in self._in_force()) - 1

    def _model(self, place: int) -> None:
        held, ids = self.held[place], [tier_id for tier_id, _ in self._in_force()]
        zero = [tier_id for tier_id, threshold in self._in_force() if threshold <= 0]
        if held.began:
            held.tier = zero[-1] if zero else None
        before, was_by_hand = held.tier, held.hand is not None and held.tier == held.hand
        if held.hand_until is not None and self.now >= held.hand_until:
            held.hand = held.hand_until = None
        floor = max(self._by_sum(place), ids.index(held.hand) if held.hand in ids else -1)
        now_in = ids.index(held.tier) if held.tier in ids else -1
        stays = now_in > floor and not was_by_hand and self.program.tier_demotion != "IMMEDIATE"
        if stays and self.program.tier_demotion == "GRACE":
            held.grace = held.grace or self.now + timedelta(days=GRACE_DAYS)
            stays = self.now < held.grace
        else:
            held.grace = None
        if not stays:
            held.tier, held.grace = (ids[floor] if floor >= 0 else None), None
        held.began = held.began and held.tier == before
        counted = [
            item for item in self.orders if item.account == place and item.amount is not None
        ]
        values = {
            "SPEND": sum((item.amount or D(0) for item in counted), D(0)),
            "ORDERS": D(len(counted)),
            "BALANCE": D(held.balance),
            "LIFETIME": D(held.points),
        }
        for title, basis, value_from, value_to, keeps in self.badges:
            is_reached = value_from <= values[basis] <= (value_to or D(10**9))
            if is_reached:
                held.kept_badges.add(title)
            elif not keeps:
                held.kept_badges.discard(title)

    def _badges_of_model(self, place: int) -> set[str]:
        return self.held[place].kept_badges

    def _badges(self, place: int) -> set[str]:
        rows = AccountBadge.objects.filter(account_id=self.accounts[place], is_held=True)
        return set(rows.values_list("badge__title", flat=True))

    # The shop ---------------------------------------------------------------------------------

    def _tier(self, pick: int) -> Tier:
        return self.tiers[pick % len(self.tiers)]

    def _write_terms(self) -> None:
        self.program.save()
        write_version(self.program, author="test", now=self.now, using="default")

    def _look(self, account_ids: list[int]) -> None:
        settle_progress(account_ids=account_ids, now=self.now)

    def _post(self, place: int, points: int, kind: EntryKind) -> None:
        posting = Posting(
            account_id=self.accounts[place],
            points=points,
            kind=kind,
            reason="TEST",
            key=f"test:{next(self.numbers)}",
            allows_negative=True,
        )
        ledger.post_entry(posting, now=self.now)

    def _set_amount(self, order: Order, amount: Decimal | None) -> None:
        """As settling an order does, whose facts say `amount`."""
        order.amount = amount
        account_id = self.accounts[order.account]
        settlement = OrderSettlement.objects.filter(pk=order.id).first()
        settlement = settlement or OrderSettlement(order_id=order.id, account_id=account_id)
        day = day_of(order.placed_at, time_zone=str(self.zone))
        noted = note_spending(settlement, amount_spent=amount, currency="USD", day=day)
        if noted is not None:
            add_spending(
                account_id=account_id,
                noted=noted,
                placed_at=order.placed_at,
                active=current_terms(program_id=self.program.pk),
                now=self.now,
            )
        settlement.save()


@pytest.mark.django_db
def test_lives_of_accounts() -> None:
    run_state_machine_as_test(
        Lives,
        settings=settings(
            max_examples=EXAMPLES,
            stateful_step_count=25,
            deadline=None,
            # A shorter example takes minutes to find, and each step is checked anyway.
            phases=(Phase.explicit, Phase.reuse, Phase.generate),
            suppress_health_check=list(HealthCheck),
        ),
    )
