"""Badges are created, changed, deleted, put into an order, translated, given and taken."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from pytest_django import DjangoAssertNumQueries, Settings

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.models import (
    Account,
    AccountBadge,
    AccountSpending,
    Badge,
    BadgeTranslation,
    OutboxMessage,
    ProgramVersion,
    Reward,
)
from saleor_loyalty_plugin.rules.badges import Badge as BadgeTerms
from saleor_loyalty_plugin.rules.badges import BadgeBasis
from saleor_loyalty_plugin.services.errors import LoyaltyProblem
from saleor_loyalty_plugin.services.programs.badges import (
    BADGES_MAX,
    create_badge,
    delete_badge,
    reorder_badges,
    translate_badge,
    translations_of_badges,
    update_badge,
)
from saleor_loyalty_plugin.services.programs.programs import (
    ChannelSettings,
    create_program,
    current_terms,
    delete_program,
)
from saleor_loyalty_plugin.services.progress.badge_progress import (
    badge_rows,
    badge_values,
    progress_towards,
)
from saleor_loyalty_plugin.services.progress.badges_by_hand import (
    grant_badge,
    take_badge,
    unset_badge,
)
from saleor_loyalty_plugin.services.progress.settle import settle_progress
from saleor_loyalty_plugin.services.rewards.catalogue import archive_rewards, create_reward
from sandbox.shop import models as shop
from tests.services.gift_builders import add_customer, at, program, set_program
from tests.services.picture_builders import picture, upload

NOW = at("2031-03-01T12:00")
D = Decimal
RANGE_OF: dict[str, dict[str, Any]] = {
    "BALANCE": {"points_from": 100},
    "LIFETIME": {"points_from": 100, "points_to": 200},
    "ORDERS": {"count_from": 3},
    "ACTIVITY": {"count_from": 3, "event_type": " Survey "},
    "SPEND": {"amount_from": D("99.995")},
    "MANUAL": {},
}


@pytest.fixture(autouse=True)
def channel(db: None) -> shop.Channel:
    return shop.Channel.objects.create(name="Europe", slug="europe", currency_code="EUR")


@pytest.fixture
def media(settings: Settings, tmp_path: Path) -> Callable[[], list[str]]:
    """The names of all stored files."""
    settings.MEDIA_ROOT = str(tmp_path)
    return lambda: sorted(
        str(path.relative_to(tmp_path)) for path in tmp_path.rglob("*") if path.is_file()
    )


def create(basis: str = "BALANCE", *, icon: bytes | None = None, **settings: Any) -> Badge:
    values = {"title": "Star", "basis": basis, **RANGE_OF[basis], **settings}
    kept = {name: value for name, value in values.items() if value != "left out"}
    return create_badge(
        program_id=None,
        settings=kept,
        icon=upload(icon) if icon is not None else None,
        author="test",
        now=NOW,
    )


def update(badge: Badge, *, icon: bytes | None = None, **settings: Any) -> Badge:
    file = upload(icon) if icon is not None else None
    return update_badge(badge_id=badge.pk, settings=settings, icon=file, author="test", now=NOW)


def refused(act: Callable[..., Any], *args: Any, **settings: Any) -> tuple[str, str | None]:
    """The code and field of a refusal that leaves everything as it was."""
    before = [*Badge.objects.values(), *ProgramVersion.objects.values()]
    with pytest.raises(LoyaltyProblem) as refusal:
        act(*args, **settings)
    assert [*Badge.objects.values(), *ProgramVersion.objects.values()] == before
    return str(refusal.value.code), refusal.value.field


def terms_of(badge: Badge) -> BadgeTerms | None:
    """The badge in the program's terms in force."""
    badges = current_terms(program_id=badge.program_id).terms.badges
    return next((item for item in badges if item.badge_id == badge.pk), None)


@pytest.mark.parametrize(
    ("basis", "value_from", "value_to", "event_type"),
    [
        ("BALANCE", 100, None, ""),
        ("LIFETIME", 100, 200, ""),
        ("ORDERS", 3, None, ""),
        ("ACTIVITY", 3, None, "survey"),
        ("SPEND", D("99.995"), None, ""),
        ("MANUAL", 0, None, ""),
    ],
)
def test_a_badge_of_each_basis_is_in_the_terms(
    basis: str, value_from: Any, value_to: Any, event_type: str
) -> None:
    badge = create(basis, symbol="🏅", description=" A start. ", discount_percentage=D(5))
    assert (badge.symbol, badge.description, badge.created_at) == ("🏅", "A start.", NOW)
    assert terms_of(badge) == BadgeTerms(
        badge_id=badge.pk,
        title="Star",
        basis=BadgeBasis(basis),
        value_from=D(value_from),
        value_to=D(value_to) if value_to is not None else None,
        event_type=event_type,
        discount_percentage=D(5),
    )


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"title": "left out"}, ("REQUIRED", "title")),
        ({"title": " "}, ("INVALID", "title")),
        ({"title": "x" * 256}, ("INVALID", "title")),
        ({"description": "x" * 10_001}, ("INVALID", "description")),
        ({"symbol": "123456789"}, ("INVALID", "symbol")),
        ({"symbol": "a\tb"}, ("INVALID", "symbol")),
        ({"points_from": "left out"}, ("REQUIRED", "points_from")),
        ({"points_from": -1}, ("INVALID", "points_from")),
        ({"points_from": 1_000_000_001}, ("INVALID", "points_from")),
        ({"points_to": 99}, ("INVALID", "points_to")),
        ({"count_from": 3}, ("INVALID", "count_from")),
        ({"amount_to": D(3)}, ("INVALID", "amount_to")),
        ({"event_type": "survey"}, ("INVALID", "event_type")),
        ({"rank": 1_000_001}, ("INVALID", "rank")),
        ({"discount_percentage": D(0)}, ("INVALID", "discount_percentage")),
        ({"discount_percentage": D("100.01")}, ("INVALID", "discount_percentage")),
        ({"discount_percentage": D("5.001")}, ("INVALID", "discount_percentage")),
        ({"discount_amount": D(0)}, ("INVALID", "discount_amount")),
        ({"discount_amount": D("1.005")}, ("INVALID", "discount_amount")),
        ({"discount_amount": D(1_000_001)}, ("INVALID", "discount_amount")),
        ({"discount_amount": D(1), "discount_percentage": D(1)}, ("INVALID", "discount_amount")),
        ({"product_ids": range(101)}, ("INVALID", "product_ids")),
        ({"icon": b"no picture"}, ("INVALID", "icon")),
    ],
)
def test_what_a_badge_on_points_refuses(
    changes: dict[str, Any], expected: tuple[str, str], media: Callable[[], list[str]]
) -> None:
    assert refused(create, **{"icon": picture(), **changes}) == expected
    assert media() == []


@pytest.mark.parametrize(
    ("basis", "settings", "expected"),
    [
        ("ORDERS", {"count_from": "left out"}, ("REQUIRED", "count_from")),
        ("ORDERS", {"points_from": 1}, ("INVALID", "points_from")),
        ("ORDERS", {"count_to": 1_000_001}, ("INVALID", "count_to")),
        ("ACTIVITY", {"event_type": "a b"}, ("INVALID", "event_type")),
        ("SPEND", {"amount_from": D("1.0001")}, ("INVALID", "amount_from")),
        ("SPEND", {"amount_from": "left out"}, ("REQUIRED", "amount_from")),
        ("SPEND", {"amount_to": D("99.994")}, ("INVALID", "amount_to")),
        ("MANUAL", {"points_to": 1}, ("INVALID", "points_to")),
    ],
)
def test_what_other_bases_refuse(
    basis: str, settings: dict[str, Any], expected: tuple[str, str]
) -> None:
    assert refused(create, basis, **settings) == expected


def test_the_basis_is_required_and_stays() -> None:
    settings = {"title": "Star", "points_from": 1}
    assert refused(create_badge, program_id=None, settings=settings, author="test", now=NOW) == (
        "REQUIRED",
        "basis",
    )
    badge = create("BALANCE")
    assert refused(update, badge, basis="LIFETIME") == ("INVALID", "basis")
    assert update(badge, basis="BALANCE", title="Sun").title == "Sun"


def test_a_range_may_end_where_it_begins_and_begin_nowhere() -> None:
    badge = create(points_to=100)
    assert (badge.value_from, badge.value_to) == (100, 100)
    assert refused(update, badge, points_from=101) == ("INVALID", "points_to")
    changed = update(badge, points_from=101, points_to=None)
    assert (changed.value_from, changed.value_to) == (101, None)
    assert create(points_from="left out", points_to=50).value_from == 0


def test_a_new_discount_replaces_the_other() -> None:
    badge = create(discount_percentage=D(5), product_ids=[3, 1, 3])
    assert badge.product_ids == [1, 3]
    badge = update(badge, discount_amount=D("2.50"))
    assert (badge.discount_percentage, badge.discount_amount) == (None, D("2.50"))
    badge = update(badge, discount_amount=None)
    assert (badge.discount_percentage, badge.discount_amount) == (None, None)


def test_what_is_left_out_stays_and_words_alone_make_no_version() -> None:
    badge = create("LIFETIME", keep_once_won=False, symbol="★")
    versions = ProgramVersion.objects.count()
    badge = update(badge, description="For friends.", symbol="☆")
    assert ProgramVersion.objects.count() == versions
    assert (badge.value_from, badge.value_to, badge.keep_once_won) == (100, 200, False)
    update(badge, points_to=300)
    assert ProgramVersion.objects.count() == versions + 1
    update(badge, is_active=False)
    assert terms_of(badge) is None


def test_badges_stand_in_the_order_that_staff_give_them() -> None:
    badges = [create(title=title) for title in "ABC"]
    assert [badge.rank for badge in badges] == [0, 1, 2]
    a, b, c = (badge.pk for badge in badges)
    for ids in ([c, a], [c, a, b], [c, a, c]):
        ordered = reorder_badges(badge_ids=ids, author="test", now=NOW)
        assert [(badge.title, badge.rank) for badge in ordered] == [("C", 0), ("A", 1), ("B", 2)]
        assert list(Badge.objects.values_list("pk", flat=True)) == [c, a, b]
    assert [item.rank for item in current_terms(program_id=program().pk).terms.badges] == [0, 1, 2]
    assert create(title="D").rank == 3
    assert create(title="E", rank=-1).rank == -1


def test_an_order_needs_ids_of_one_program() -> None:
    badge = create()
    europe = shop.Channel.objects.get()
    other = create_program(
        settings={"name": "Other"},
        channels=[ChannelSettings(channel_id=europe.pk, values={})],
        author="test",
        now=NOW,
    )
    settings = {"title": "Sun", "basis": "MANUAL"}
    stranger = create_badge(program_id=other.pk, settings=settings, author="test", now=NOW)
    for ids, code in (
        ([], "REQUIRED"),
        ([0], "NOT_FOUND"),
        ([badge.pk, 0], "NOT_FOUND"),
        ([badge.pk, stranger.pk], "NOT_FOUND"),
    ):
        act = {"badge_ids": ids, "author": "test", "now": NOW}
        assert refused(reorder_badges, **act) == (code, "ids")


def test_a_program_has_so_many_badges_at_most() -> None:
    Badge.objects.bulk_create(
        Badge(program=program(), title="Star", basis="MANUAL", created_at=NOW)
        for _ in range(BADGES_MAX - 1)
    )
    create()
    assert refused(create) == ("INVALID", None)


def test_unknown_ids_are_refused() -> None:
    badge = create()
    badge.pk = 0
    assert refused(update, badge, title="Sun") == ("NOT_FOUND", "id")
    assert refused(delete_badge, badge_id=0, author="test", now=NOW) == ("NOT_FOUND", "id")
    texts = {"badge_id": 0, "language_code": "de", "texts": {"title": "Stern"}}
    assert refused(translate_badge, **texts) == ("NOT_FOUND", "id")
    new = {"program_id": 0, "settings": {}, "author": "test", "now": NOW}
    assert refused(create_badge, **new) == ("NOT_FOUND", "program_id")


def test_texts_in_other_languages_fall_back() -> None:
    badge = create(description="A start.")
    for _ in range(2):
        translate_badge(badge_id=badge.pk, language_code="de", texts={"title": " Stern "})
    translate_badge(badge_id=badge.pk, language_code="de", texts={"description": "Ein Anfang."})
    translate_badge(badge_id=badge.pk, language_code="fr", texts={"title": ""})
    found = translations_of_badges(badge_ids=[badge.pk], using="default")[badge.pk]
    assert [(row.language_code, row.title, row.description) for row in found] == [
        ("de", "Stern", "Ein Anfang."),
        ("fr", "", ""),
    ]
    long = {"badge_id": badge.pk, "language_code": "de", "texts": {"title": "x" * 256}}
    assert refused(translate_badge, **long) == ("INVALID", "title")


def test_a_deleted_badge_is_nobodys() -> None:
    badge = create("MANUAL")
    translate_badge(badge_id=badge.pk, language_code="de", texts={"title": "Stern"})
    ann = add_customer()
    grant_badge(customer_id=ann.pk, badge_id=badge.pk, note="", author="user:1", now=NOW)
    deleted = delete_badge(badge_id=badge.pk, author="test", now=NOW)
    assert (deleted.pk, deleted.title, terms_of(deleted)) == (badge.pk, "Star", None)
    for model in (Badge, BadgeTranslation, AccountBadge):
        assert model.objects.count() == 0


def test_a_badge_that_rewards_are_for_stays() -> None:
    badge = create("MANUAL")
    for name in ("Walk", "Tour", "Bag", "Cup"):
        create_reward(
            program_id=None, settings={"name": name, "kind": "EXPERIENCE", "points": 1}, now=NOW
        )
    Reward.objects.update(badge_ids=[badge.pk])
    assert refused(delete_badge, badge_id=badge.pk, author="test", now=NOW) == ("IN_USE", "id")
    with pytest.raises(LoyaltyProblem, match=r"this badge: Bag, Cup, Tour, …\. Change or archive"):
        delete_badge(badge_id=badge.pk, author="test", now=NOW)
    archive_rewards(reward_ids=list(Reward.objects.values_list("pk", flat=True)), now=NOW)
    delete_badge(badge_id=badge.pk, author="test", now=NOW)
    assert Badge.objects.count() == 0


# Pictures -------------------------------------------------------------------------------------


@pytest.mark.usefixtures("committing_db")
def test_a_picture_goes_with_its_badge(media: Callable[[], list[str]]) -> None:
    badge = create(icon=picture())
    assert media() == [badge.icon]
    first, badge = badge.icon, update(badge, icon=picture("JPEG"))
    assert media() == [badge.icon] != [first]

    assert refused(update, badge, icon=picture(), title="") == ("INVALID", "title")
    assert refused(update, badge, icon=picture(), remove_icon=True) == ("INVALID", "remove_icon")
    assert refused(update, badge, icon=picture(), points_to=1) == ("INVALID", "points_to")
    assert refused(update, badge, remove_icon=True, points_to=1) == ("INVALID", "points_to")
    assert media() == [Badge.objects.get().icon] == [badge.icon]
    assert update(badge, title="Sun", remove_icon=False).icon == badge.icon
    assert media() == [badge.icon]

    assert update(badge, remove_icon=True).icon == ""
    assert media() == []
    badge = update(badge, icon=picture())
    assert media() == [badge.icon]
    assert delete_badge(badge_id=badge.pk, author="test", now=NOW).icon == ""
    assert media() == []


@pytest.mark.usefixtures("committing_db")
def test_the_picture_of_a_badge_that_stays_stays(media: Callable[[], list[str]]) -> None:
    badge = create("MANUAL", icon=picture())
    create_reward(
        program_id=None, settings={"name": "Tour", "kind": "EXPERIENCE", "points": 1}, now=NOW
    )
    Reward.objects.update(badge_ids=[badge.pk])
    assert refused(delete_badge, badge_id=badge.pk, author="test", now=NOW) == ("IN_USE", "id")
    assert media() == [badge.icon]


@pytest.mark.usefixtures("committing_db")
def test_pictures_go_with_their_program(media: Callable[[], list[str]]) -> None:
    other = create_program(
        settings={"name": "Other"},
        channels=[ChannelSettings(channel_id=shop.Channel.objects.get().pk, values={})],
        author="test",
        now=NOW,
    )
    kept = create("MANUAL", icon=picture())
    for icon in (upload(picture()), None):
        settings = {"title": "Sun", "basis": "MANUAL"}
        create_badge(program_id=other.pk, settings=settings, icon=icon, author="test", now=NOW)
    assert len(media()) == 2
    delete_program(program_id=other.pk)
    assert media() == [kept.icon]


# By hand --------------------------------------------------------------------------------------


class Ann:
    """A customer, and what staff do with her badges."""

    def __init__(self) -> None:
        self.user = add_customer()

    @property
    def account(self) -> Account:
        return Account.objects.get(customer_id=self.user.pk)

    def grant(self, badge: Badge, *, note: str = "", now: Any = NOW) -> AccountBadge:
        return grant_badge(
            customer_id=self.user.pk, badge_id=badge.pk, note=note, author="user:1", now=now
        )

    def take(self, badge: Badge, *, note: str = "", now: Any = NOW) -> AccountBadge:
        return take_badge(
            customer_id=self.user.pk, badge_id=badge.pk, note=note, author="user:1", now=now
        )

    def unset(self, badge: Badge, *, now: Any = NOW) -> AccountBadge:
        return unset_badge(customer_id=self.user.pk, badge_id=badge.pk, author="user:1", now=now)

    def spend(self, amount: int) -> None:
        account = ledger.ensure_account(
            program_id=program().pk, customer_id=self.user.pk, now=NOW, using="default"
        )
        AccountSpending.objects.update_or_create(
            account=account,
            currency="EUR",
            defaults={"amount_spent": D(amount), "orders_count": 1},
        )

    def settle(self) -> None:
        settle_progress(account_ids=[self.account.pk], now=NOW)

    def has(self, badge: Badge) -> bool:
        return AccountBadge.objects.filter(account=self.account, badge=badge, is_held=True).exists()

    def told(self) -> list[tuple[str, dict[str, Any]]]:
        rows = OutboxMessage.objects.filter(account_id=self.account.pk, kind__startswith="badge_")
        return list(rows.order_by("pk").values_list("kind", "payload"))


@pytest.fixture
def ann(channel: shop.Channel) -> Ann:
    return Ann()


def test_staff_give_and_take_a_badge_once(ann: Ann) -> None:
    badge = create("MANUAL")
    for _ in range(2):
        row = ann.grant(badge, note="helped out")
    assert (row.is_held, row.hand, row.actor, row.note) == (True, "GRANTED", "user:1", "helped out")
    assert (row.unlocked_at, row.lost_at) == (NOW, None)
    ann.settle()
    assert ann.has(badge)

    later = NOW + timedelta(hours=1)
    for _ in range(2):
        row = ann.take(badge, now=later)
    assert (row.is_held, row.hand, row.unlocked_at, row.lost_at) == (False, "TAKEN", NOW, later)
    for _ in range(2):
        row = ann.grant(badge, now=later)
    assert (row.is_held, row.unlocked_at, row.lost_at) == (True, later, None)
    payload = {"badgeId": badge.pk, "title": "Star"}
    assert ann.told() == [
        ("badge_unlocked", payload),
        ("badge_lost", payload),
        ("badge_unlocked", payload),
    ]


def test_what_staff_did_holds_whatever_is_spent(ann: Ann) -> None:
    given, taken = (
        create("SPEND", title=title, amount_from=D(100), keep_once_won=False)
        for title in ("Given", "Taken")
    )
    ann.spend(0)
    ann.grant(given)
    ann.take(taken)
    ann.spend(100)
    ann.settle()
    assert (ann.has(given), ann.has(taken)) == (True, False)
    ann.spend(0)
    ann.settle()
    assert (ann.has(given), ann.has(taken)) == (True, False)
    # Who never had it has lost nothing.
    assert [kind for kind, _ in ann.told()] == ["badge_unlocked"]


@pytest.mark.parametrize(("spent", "has_it"), [(100, True), (99, False)])
@pytest.mark.parametrize("keep_once_won", [True, False])
def test_undone_the_value_decides_again(
    ann: Ann, spent: int, has_it: bool, keep_once_won: bool
) -> None:
    given, taken = (
        create("SPEND", title=title, amount_from=D(100), keep_once_won=keep_once_won)
        for title in ("Given", "Taken")
    )
    ann.grant(given)
    ann.take(taken)
    ann.spend(spent)
    for _ in range(2):
        rows = [ann.unset(given), ann.unset(taken)]
        assert [(row.is_held, row.hand) for row in rows] == [(has_it, "")] * 2
    ann.settle()
    assert (ann.has(given), ann.has(taken)) == (has_it, has_it)
    lost, unlocked = ("badge_lost", "Given"), ("badge_unlocked", "Taken")
    messages = [(kind, payload["title"]) for kind, payload in ann.told()]
    assert messages == [("badge_unlocked", "Given"), unlocked if has_it else lost]


def test_undone_what_only_staff_give_is_gone(ann: Ann) -> None:
    badge = create("MANUAL")
    assert ann.unset(badge).is_held is False
    assert AccountBadge.objects.count() == 0
    ann.grant(badge)
    assert ann.unset(badge).is_held is False
    assert [kind for kind, _ in ann.told()] == ["badge_unlocked", "badge_lost"]


def test_a_badge_won_and_granted_too_is_told_once(ann: Ann) -> None:
    badge = create("SPEND", amount_from=D(100), keep_once_won=False)
    ann.spend(100)
    ann.settle()
    since = AccountBadge.objects.get().unlocked_at
    assert ann.grant(badge, now=NOW + timedelta(days=1)).unlocked_at == since
    assert [kind for kind, _ in ann.told()] == ["badge_unlocked"]


def test_what_by_hand_refuses(ann: Ann) -> None:
    badge = create("MANUAL")
    for act in (grant_badge, take_badge):
        values = {"badge_id": badge.pk, "note": "", "author": "user:1", "now": NOW}
        stranger = {**values, "customer_id": 0}
        assert refused(act, **stranger) == ("NOT_FOUND", "customer_id")
        nothing = {**values, "customer_id": ann.user.pk, "badge_id": 0}
        assert refused(act, **nothing) == ("NOT_FOUND", "badge_id")
        long = {**values, "customer_id": ann.user.pk, "note": "x" * 1001}
        assert refused(act, **long) == ("INVALID", "note")
    assert (Account.objects.count(), AccountBadge.objects.count()) == (0, 0)


# What is missing ------------------------------------------------------------------------------


def test_what_is_missing_for_each_badge(
    ann: Ann, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    names = ("near", "exact", "beyond", "manual", "taken", "given", "points", "orders", "events")
    near = {"amount_from": D("60.01")}
    badges = {
        "near": create("SPEND", title="near", **near),
        "exact": create("SPEND", title="exact", amount_from=D(60)),
        "beyond": create("SPEND", title="beyond", amount_from=D(1), amount_to=D("59.99")),
        "manual": create("MANUAL", title="manual"),
        "taken": create("SPEND", title="taken", **near),
        "given": create("SPEND", title="given", **near),
        "points": create("BALANCE", title="points", points_from=7),
        "orders": create("ORDERS", title="orders", count_from=3),
        "events": create("ACTIVITY", title="events", count_from=2, event_type=""),
    }
    ann.spend(60)
    ann.take(badges["taken"])
    ann.grant(badges["given"])
    ann.settle()
    active = current_terms(program_id=program().pk)
    account, terms = ann.account, {program().pk: active}
    with django_assert_num_queries(3):
        rows = badge_rows([account.pk], using="default")[account.pk]
        values = badge_values([account], terms, now=NOW, using="default")
    found = progress_towards(active, rows, values[account.pk])
    assert [item.badge.title for item in found] == list(names)
    assert {item.badge.title: (item.is_unlocked, item.missing) for item in found} == {
        "near": (False, D("0.01")),
        "exact": (True, 0),
        "beyond": (False, None),
        "manual": (False, None),
        "taken": (False, None),
        "given": (True, 0),
        "points": (False, 7),
        "orders": (False, 2),
        "events": (False, 2),
    }
    assert [item.unlocked_at for item in found if item.is_unlocked] == [NOW, NOW]
    set_program(badges_active=False)
    assert progress_towards(current_terms(program_id=program().pk), rows, values[account.pk]) == []
