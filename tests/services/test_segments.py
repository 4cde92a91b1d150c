"""Segments: what the statements find is what the conditions say, with a bounded cost."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saleor_loyalty_plugin.hosts import customer_conditions
from saleor_loyalty_plugin.models import (
    Account,
    AccountBadge,
    AccountProgress,
    AccountSpending,
    Badge,
    MembershipChange,
    OrderSettlement,
    Program,
    Segment,
    Tier,
)
from saleor_loyalty_plugin.rules.participation import ChangeKind
from saleor_loyalty_plugin.rules.segments import AmountRange, Conditions, Range
from saleor_loyalty_plugin.rules.terms import Eligibility
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.members.participation import takes_part
from saleor_loyalty_plugin.services.programs.programs import write_version
from saleor_loyalty_plugin.services.segments import bounds
from saleor_loyalty_plugin.services.segments.bounds import (
    Budget,
    Count,
    counted,
    first_ids,
    found_first,
)
from saleor_loyalty_plugin.services.segments.matching import account_ids, matching, matching_of
from saleor_loyalty_plugin.services.segments.segments import create_segment
from saleor_loyalty_plugin.services.time_limit import bounded
from sandbox.shop.models import Address, CustomerType, User

D = Decimal
NOW = datetime(2031, 3, 4, 12, tzinfo=timezone.now().tzinfo)
SIZE = 120
COUNTRIES = ("DE", "PL", "US")


@dataclass(kw_only=True)
class Member:
    """One account with all that conditions look at."""

    account: Account
    tier_id: int | None
    badge_ids: set[int]
    spent: dict[str, Decimal]
    orders: dict[str, int]
    last_order_at: datetime | None
    channel_ids: set[int]
    country: str | None
    type_id: int
    opted_in: bool


@dataclass(kw_only=True)
class Club:
    """The default program, tiers from 0 and from 100, and a hundred and twenty members."""

    members: list[Member]
    program_id: int
    tier_ids: list[int]
    badge_ids: list[int]
    type_ids: list[int]

    def found(self, conditions: Conditions) -> set[int]:
        rows = matching(conditions=conditions, program_id=self.program_id, now=NOW, using="default")
        return set(rows.values_list("pk", flat=True))

    def expected(self, conditions: Conditions) -> set[int]:
        return {item.account.pk for item in self.members if meets(item, conditions)}


def meets(member: Member, asked: Conditions) -> bool:
    """The same in plain Python."""
    account, last = member.account, member.last_order_at
    checks: dict[str, Callable[[Any], bool]] = {
        "statuses": lambda wanted: account.status in wanted,
        "balance": lambda wanted: inside(account.balance, wanted),
        "lifetime_earned": lambda wanted: inside(account.lifetime_earned, wanted),
        "lifetime_spent": lambda wanted: inside(account.lifetime_spent, wanted),
        "created_at": lambda wanted: inside(account.created_at, wanted),
        "tier_ids": lambda wanted: member.tier_id in wanted,
        "badge_ids": lambda wanted: bool(member.badge_ids & set(wanted)),
        "amount_spent": lambda wanted: inside(
            member.spent.get(wanted.currency, D(0)), wanted.range
        ),
        "orders_count": lambda wanted: inside(sum(member.orders.values()), wanted),
        "last_order_at": lambda wanted: last is not None and inside(last, wanted),
        "last_order_within_days": lambda wanted: (
            last is not None and last >= NOW - timedelta(days=wanted)
        ),
        "last_order_older_than_days": lambda wanted: (
            last is not None and last < NOW - timedelta(days=wanted)
        ),
        "countries": lambda wanted: member.country in wanted,
        "channel_ids": lambda wanted: bool(member.channel_ids & set(wanted)),
        "customer_type_ids": lambda wanted: member.type_id in wanted,
        "opted_in": lambda wanted: member.opted_in == wanted,
        "takes_part": lambda wanted: (
            takes_part(account=account, eligibility=Eligibility.OPTED_IN, moment=NOW) == wanted
        ),
    }
    assert set(checks) == {field.name for field in fields(asked)}
    given = {name: getattr(asked, name) for name in checks}
    return all(checks[name](value) for name, value in given.items() if value not in (None, ()))


def inside(value: Any, wanted: Range[Any]) -> bool:
    return (wanted.gte is None or value >= wanted.gte) and (
        wanted.lte is None or value <= wanted.lte
    )


@pytest.fixture
def club(db: None) -> Club:
    random = Random(11)
    program = Program.objects.get(is_default=True)
    program.eligibility = Eligibility.OPTED_IN
    program.save()
    tiers = [
        Tier.objects.create(program=program, name=str(least), threshold=D(least), created_at=NOW)
        for least in (0, 100)
    ]
    badges = [
        Badge.objects.create(program=program, title=str(i), basis="MANUAL", created_at=NOW)
        for i in range(2)
    ]
    types = [
        CustomerType.objects.create(name=str(i), slug=f"type-{i}", is_default=i == 0)
        for i in range(2)
    ]
    write_version(program, author="test", now=NOW - timedelta(days=1), using="default")
    club = Club(
        members=[],
        program_id=program.pk,
        tier_ids=[tier.pk for tier in tiers],
        badge_ids=[badge.pk for badge in badges],
        type_ids=[row.pk for row in types],
    )
    club.members = [_member(random, club, number) for number in range(SIZE)]
    return club


def _member(random: Random, club: Club, number: int) -> Member:
    type_id = random.choice([None, *club.type_ids])
    billing, shipping = (random.choice([None, None, *COUNTRIES]) for _ in range(2))
    user = User.objects.create(
        email=f"member{number}@example.com",
        customer_type_id=type_id,
        default_billing_address=Address.objects.create(country=billing) if billing else None,
        default_shipping_address=Address.objects.create(country=shipping) if shipping else None,
    )
    account = Account.objects.create(
        program_id=club.program_id,
        customer_id=user.pk,
        status=random.choice(["ACTIVE", "ACTIVE", "FROZEN", "BANNED"]),
        balance=random.randint(-20, 200),
        lifetime_earned=random.randint(0, 500),
        lifetime_spent=random.randint(0, 50),
        created_at=NOW - timedelta(days=random.randint(0, 50)),
    )
    changes = [random.choice(list(ChangeKind)) for _ in range(random.randint(0, 3))]
    for hours, kind in enumerate(changes):
        changed_at = NOW - timedelta(hours=10 - hours)
        MembershipChange.objects.create(account=account, kind=kind, changed_at=changed_at)
    choices = [kind for kind in changes if kind in (ChangeKind.OPTED_IN, ChangeKind.OPTED_OUT)]
    held = {badge_id for badge_id in club.badge_ids if random.random() < 0.3}
    for badge_id in club.badge_ids:
        if badge_id in held or random.random() < 0.2:
            AccountBadge.objects.create(
                account=account, badge_id=badge_id, is_held=badge_id in held
            )
    member = Member(
        account=account,
        tier_id=_tier(random, club, account),
        badge_ids=held,
        spent={},
        orders={},
        last_order_at=None,
        channel_ids=set(),
        country=billing if billing is not None else shipping,
        type_id=type_id if type_id is not None else club.type_ids[0],
        opted_in=choices[-1:] == [ChangeKind.OPTED_IN],
    )
    _orders(random, member)
    return member


def _tier(random: Random, club: Club, account: Account) -> int | None:
    """No row, a row that was never looked at, or one with a tier or none."""
    kind = random.randint(0, 4)
    if kind == 0:
        return club.tier_ids[0]
    tier_id = None if kind <= 2 else club.tier_ids[kind - 3]
    AccountProgress.objects.create(
        account=account, tier_id=tier_id, tier_since=None if kind == 1 else NOW
    )
    return club.tier_ids[0] if kind == 1 else tier_id


def _orders(random: Random, member: Member) -> None:
    for currency in ("EUR", "USD"):
        if random.random() < 0.5:
            continue
        count = random.randint(0, 3)
        last = NOW - timedelta(days=random.randint(0, 100), hours=random.randint(0, 2))
        spending = AccountSpending.objects.create(
            account=member.account,
            currency=currency,
            orders_count=count,
            amount_spent=D(random.randint(0, 300)) / 2,
            last_order_at=last,
        )
        member.spent[currency] = spending.amount_spent
        member.orders[currency] = count
        member.last_order_at = max(last, member.last_order_at or last)
    for channel_id in (1, 2, 3):
        if random.random() < 0.3:
            counts = random.random() < 0.7
            OrderSettlement.objects.create(
                order_id=UUID(int=random.getrandbits(128)),
                account=member.account,
                channel_id=channel_id,
                amount_spent=D(1) if counts else None,
            )
            if counts:
                member.channel_ids.add(channel_id)


def _some(random: Random, items: list[Any]) -> tuple[Any, ...]:
    return tuple(sorted(random.sample(items, random.randint(1, len(items)))))


def _range(random: Random, lower: int, upper: int, make: Callable[[int], Any] = int) -> Range[Any]:
    first, second = sorted(random.randint(lower, upper) for _ in range(2))
    kind = random.randint(0, 2)
    return Range(make(first) if kind else None, make(second) if kind != 1 else None)


def random_conditions(random: Random, club: Club, names: list[str]) -> Conditions:
    def days_ago(days: int) -> datetime:
        return NOW - timedelta(days=100 - days)

    makers: dict[str, Callable[[], Any]] = {
        "statuses": lambda: _some(random, ["ACTIVE", "FROZEN", "BANNED"]),
        "balance": lambda: _range(random, -20, 200),
        "lifetime_earned": lambda: _range(random, 0, 500),
        "lifetime_spent": lambda: _range(random, 0, 50),
        "created_at": lambda: _range(random, 50, 100, days_ago),
        "tier_ids": lambda: _some(random, club.tier_ids),
        "badge_ids": lambda: _some(random, club.badge_ids),
        "amount_spent": lambda: AmountRange(
            currency=random.choice(["EUR", "USD"]), range=_range(random, 0, 150, D)
        ),
        "orders_count": lambda: _range(random, 0, 5),
        "last_order_at": lambda: _range(random, 0, 100, days_ago),
        "last_order_within_days": lambda: random.randint(1, 100),
        "last_order_older_than_days": lambda: random.randint(1, 100),
        "countries": lambda: _some(random, list(COUNTRIES)),
        "channel_ids": lambda: _some(random, [1, 2, 3]),
        "customer_type_ids": lambda: _some(random, club.type_ids),
        "opted_in": lambda: random.random() < 0.5,
        "takes_part": lambda: random.random() < 0.5,
    }
    assert set(makers) == {field.name for field in fields(Conditions)}
    return Conditions(**{name: makers[name]() for name in names})


@pytest.fixture(params=[0, customer_conditions.NAMED_MAX])
def both_ways(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """With customers asked for one by one, and named."""
    monkeypatch.setattr(customer_conditions, "NAMED_MAX", request.param)


@pytest.mark.usefixtures("both_ways")
def test_each_condition_alone_says_what_it_says(club: Club) -> None:
    random = Random(5)
    for name in [field.name for field in fields(Conditions)]:
        sizes = set()
        for _ in range(12):
            conditions = random_conditions(random, club, [name])
            expected = club.expected(conditions)
            assert club.found(conditions) == expected, conditions
            sizes.add(len(expected))
        assert len(sizes) > 1, name


def test_conditions_together_are_all_met(club: Club) -> None:
    random = Random(6)
    names = [field.name for field in fields(Conditions)]
    found_some = 0
    for _ in range(150):
        conditions = random_conditions(random, club, random.sample(names, random.randint(2, 4)))
        expected = club.expected(conditions)
        assert club.found(conditions) == expected, conditions
        found_some += bool(expected)
    assert found_some > 40
    assert club.found(Conditions()) == {item.account.pk for item in club.members}


@pytest.fixture
def narrow_windows(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A hundred and twenty accounts take several."""
    monkeypatch.setattr(bounds, "FIRST_WINDOW", 7)
    monkeypatch.setattr(bounds, "WINDOW_GROWTH", 2)
    yield


@pytest.mark.usefixtures("narrow_windows")
@pytest.mark.parametrize("is_descending", [False, True])
def test_pages_over_windows_list_each_account_once(club: Club, is_descending: bool) -> None:
    random = Random(8)
    for names in (["orders_count"], ["countries"], ["tier_ids"], ["balance", "channel_ids"]):
        conditions = random_conditions(random, club, names)
        find = matching_of(
            conditions=conditions, program_ids=[club.program_id], now=NOW, using="default"
        )
        expected = sorted(club.expected(conditions), reverse=is_descending)
        for size in (1, 3, 1000):
            listed: list[int] = []
            while True:
                page = first_ids(
                    find,
                    after=listed[-1] if listed else None,
                    limit=size,
                    is_descending=is_descending,
                    budget=Budget(),
                    using="default",
                )
                listed += page
                if len(page) < size:
                    break
            assert listed == expected
        exact = Count(value=len(expected), is_exact=True)
        assert counted(find, budget=Budget(), using="default") == exact
        if len(expected) > 2:
            some = counted(find, count_max=2, budget=Budget(), using="default")
            assert some == Count(value=2, is_exact=False)
        all_but_one = counted(find, count_max=len(expected), budget=Budget(), using="default")
        assert all_but_one == exact


def test_other_orders_find_the_same(club: Club) -> None:
    conditions = Conditions(orders_count=Range(1, None))
    rows = matching(conditions=conditions, program_id=club.program_id, now=NOW, using="default")
    page = found_first(rows).order_by("-balance", "-pk")[:5]

    expected = [item.account for item in club.members if meets(item, conditions)]
    expected.sort(key=lambda account: (-account.balance, -account.pk))
    assert [row.pk for row in page] == [account.pk for account in expected[:5]]


def _other_program() -> tuple[Program, Account]:
    """Another program, for everyone and without tiers, and its only account."""
    program = Program.objects.create(name="Other", is_default=False, created_at=NOW, updated_at=NOW)
    write_version(program, author="test", now=NOW - timedelta(days=1), using="default")
    return program, Account.objects.create(program=program, customer_id=1, created_at=NOW)


def test_accounts_of_other_programs_stay_out(club: Club) -> None:
    other, stranger = _other_program()
    assert stranger.pk not in club.found(Conditions())
    # The first tier is where everybody of its own program begins.
    for program_ids in (None, [club.program_id, other.pk]):
        find = matching_of(
            conditions=Conditions(tier_ids=(club.tier_ids[0],)),
            program_ids=program_ids,
            now=NOW,
            using="default",
        )
        found = set(find(bounds.Window()).values_list("pk", flat=True))
        assert found == club.expected(Conditions(tier_ids=(club.tier_ids[0],)))


def test_programs_with_different_rules_for_taking_part(club: Club) -> None:
    _program, stranger = _other_program()
    ours = club.expected(Conditions(takes_part=True))
    everyone = {item.account.pk for item in club.members} | {stranger.pk}
    for wanted, expected in (
        (True, ours | {stranger.pk}),
        (False, everyone - ours - {stranger.pk}),
    ):
        find = matching_of(
            conditions=Conditions(takes_part=wanted), program_ids=None, now=NOW, using="default"
        )
        assert set(find(bounds.Window()).values_list("pk", flat=True)) == expected


def segment_of(club: Club, conditions: Conditions) -> Segment:
    settings = {"name": "Some", "conditions": conditions}
    return create_segment(program_id=club.program_id, settings=settings, author="test", now=NOW)


def test_walking_over_a_segment(club: Club) -> None:
    conditions = Conditions(balance=Range(50, None), badge_ids=(club.badge_ids[0],))
    segment = segment_of(club, conditions)
    walked: list[int] = []
    while batch := account_ids(
        segment_id=segment.pk, after=walked[-1] if walked else None, limit=4, now=NOW
    ):
        assert len(batch) <= 4
        walked += batch
    assert walked == sorted(club.expected(conditions))


def test_walking_over_nothing(club: Club) -> None:
    with pytest.raises(LoyaltyProblem) as missing:
        account_ids(segment_id=2**40, after=None, limit=1, now=NOW)
    assert missing.value.code is ProblemCode.NOT_FOUND
    nobody = segment_of(club, Conditions(balance=Range(10**6, None)))
    assert account_ids(segment_id=nobody.pk, after=None, limit=5, now=NOW) == []
    # What a later version has saved is not left out, which would be everybody.
    Segment.objects.filter(pk=nobody.pk).update(conditions={"moon_phase": "full"})
    with pytest.raises(LoyaltyProblem) as unknown:
        account_ids(segment_id=nobody.pk, after=None, limit=5, now=NOW)
    assert (unknown.value.code, unknown.value.field) == (ProblemCode.INVALID, "conditions")
    assert "moon_phase" in unknown.value.message


def test_days_go_on(club: Club) -> None:
    """A saved filter for customers who stay away finds others each day."""
    conditions = Conditions(last_order_older_than_days=60)
    segment = segment_of(club, conditions)
    today = account_ids(segment_id=segment.pk, after=None, limit=1000, now=NOW)
    later = NOW + timedelta(days=30)
    then = account_ids(segment_id=segment.pk, after=None, limit=1000, now=later)
    assert set(today) < set(then)


# Bounds ----------------------------------------------------------------------------------------


def test_full_page_costs_one_window(club: Club) -> None:
    find = matching_of(
        conditions=Conditions(balance=Range(-20, None)),
        program_ids=[club.program_id],
        now=NOW,
        using="default",
    )
    with CaptureQueriesContext(
        connection,
    ) as queries:
        first_ids(find, after=None, limit=20, budget=Budget(), using="default")
    selects = [item["sql"] for item in queries if '"loyalty_account"' in item["sql"]]
    # Where the accounts begin and end, and the page.
    assert len(selects) == 2, selects


def _timeout() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SHOW statement_timeout")
        found: str = cursor.fetchone()[0]
        return found


@pytest.mark.django_db
def test_what_takes_too_long_is_given_up() -> None:
    before = _timeout()
    with (
        pytest.raises(LoyaltyProblem) as slow,
        bounded(Budget(seconds=0.1), using="default"),
        connection.cursor() as cursor,
    ):
        cursor.execute("SELECT pg_sleep(30)")
    assert slow.value.code is ProblemCode.TOO_SLOW
    # The transaction around it goes on, with its own limit.
    assert _timeout() == before
    assert Program.objects.count() == 1


@pytest.mark.django_db
def test_a_shorter_limit_of_the_shop_stays() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '70ms'")
        with bounded(Budget(seconds=60), using="default"):
            assert _timeout() == "70ms"
        cursor.execute("SET LOCAL statement_timeout = '5min'")
        with bounded(Budget(seconds=60), using="default"):
            assert _timeout() != "5min"
        assert _timeout() == "5min"


@pytest.mark.django_db
def test_one_budget_is_for_all_that_a_request_reads() -> None:
    budget = Budget(seconds=0.05)
    with bounded(budget, using="default"), connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_sleep(0.06)")
    with pytest.raises(LoyaltyProblem) as slow, bounded(budget, using="default"):
        raise AssertionError("not reached")
    assert slow.value.code is ProblemCode.TOO_SLOW
