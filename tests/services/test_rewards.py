"""Rewards are created, changed, archived and translated; what each kind needs and refuses."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import (
    Account,
    AccountStatus,
    Profile,
    Program,
    ProgramVersion,
    Reward,
    RewardClaim,
    RewardTranslation,
)
from saleor_loyalty_plugin.rules.facts import ChannelFacts
from saleor_loyalty_plugin.rules.rewards import RewardKind, RewardLimit, RewardLimitCode
from saleor_loyalty_plugin.services.errors import LoyaltyProblem
from saleor_loyalty_plugin.services.explanations import reward_limit_message
from saleor_loyalty_plugin.services.members.profiles import first_time_waived_ids, waive_first_time
from saleor_loyalty_plugin.services.programs.programs import (
    ChannelSettings,
    create_program,
    delete_program,
)
from saleor_loyalty_plugin.services.rewards import catalogue as rewards
from saleor_loyalty_plugin.services.rewards.catalogue import (
    RewardOffer,
    archive_rewards,
    create_reward,
    is_offered,
    offers_of,
    terms_of_reward,
    translate_reward,
    unarchive_rewards,
    update_reward,
)
from sandbox.shop import models as shop
from tests.services.gift_builders import add_customer, at, program, set_program

pytestmark = pytest.mark.django_db

NOW = at("2031-03-01T12:00")
D = Decimal
COMPLETE: dict[str, dict[str, Any]] = {
    "PRODUCT": {},
    "VOUCHER_PERCENTAGE": {"percentage": D("12.5"), "points": 100},
    "VOUCHER_AMOUNT": {"amount": D("5.50"), "currency": "EUR"},
    "FREE_SHIPPING": {"points": 60},
    "GIFT_CARD": {"amount": D(25), "currency": "eur "},
    "EXPERIENCE": {"points": 900},
    "MERCHANDISE": {"amount": D(12), "currency": "EUR"},
    "DONATION": {"amount": D(5), "currency": "EUR", "points": 40},
}


class World:
    """Channels in EUR and JPY; two products in EUR, one variant each; one gift card."""

    def __init__(self) -> None:
        self.euro = shop.Channel.objects.create(name="Europe", slug="europe", currency_code="EUR")
        self.yen = shop.Channel.objects.create(name="Japan", slug="japan", currency_code="JPY")
        goods = shop.ProductType.objects.create(name="Goods", slug="goods")
        cards = shop.ProductType.objects.create(name="Cards", slug="cards", kind="gift_card")
        self.tea = self._variant("tea", goods, D("24.90"))
        self.cup = self._variant("cup", goods, D("12.00"))
        self.card = self._variant("card", cards, D(50))

    def _variant(self, slug: str, kind: shop.ProductType, price: Decimal) -> shop.ProductVariant:
        product = shop.Product.objects.create(name=slug, slug=slug, product_type=kind)
        shop.ProductChannelListing.objects.create(product=product, channel=self.euro)
        variant = shop.ProductVariant.objects.create(product=product, sku=slug)
        shop.VariantChannelListing.objects.create(
            variant=variant, channel=self.euro, price_amount=price, discounted_price_amount=price
        )
        return variant


@pytest.fixture
def world() -> World:
    return World()


def create(world: World, kind: str, /, **settings: Any) -> Reward:
    values = {"name": "Thing", "kind": kind, **COMPLETE[kind], **settings}
    if kind == "PRODUCT":
        values.setdefault("variant_id", world.tea.pk)
    kept = {name: value for name, value in values.items() if value != "left out"}
    return create_reward(program_id=None, settings=kept, now=NOW)


def refused(world: World, kind: str, /, **settings: Any) -> tuple[str, str | None]:
    before = list(Reward.objects.order_by("pk").values())
    with pytest.raises(LoyaltyProblem) as caught:
        create(world, kind, **settings)
    assert list(Reward.objects.order_by("pk").values()) == before
    assert caught.value.message.endswith(".")
    return str(caught.value.code), caught.value.field


def channel(row: shop.Channel) -> ChannelFacts:
    found = current_host().channel(slug=row.slug)
    assert found is not None
    return found


def offers(
    world: World,
    found: Sequence[Reward],
    customer_id: int | None = None,
    *,
    where: shop.Channel | None = None,
    now: datetime = NOW,
) -> list[RewardOffer]:
    return offers_of(
        rewards=found,
        channel=channel(where or world.euro),
        customer_id=customer_id,
        using="default",
        now=now,
    )


def codes(offer: RewardOffer) -> list[str]:
    return [limit.code.value for limit in offer.limits]


@pytest.mark.parametrize("kind", [item.value for item in RewardKind])
def test_what_each_kind_needs(world: World, kind: str) -> None:
    assert create(world, kind).kind == kind
    assert refused(world, kind, name="left out") == ("REQUIRED", "name")
    foreign = {
        "variant_id": world.tea.pk,
        "money_amount": D(1),
        "first_time_only": True,
        "percentage": D(5),
        "amount": D(5),
    }
    own = {
        "PRODUCT": {"variant_id", "money_amount", "first_time_only"},
        "VOUCHER_PERCENTAGE": {"percentage"},
        "FREE_SHIPPING": set(),
    }.get(kind, {"amount"})
    for name, value in foreign.items():
        if name not in own:
            assert refused(world, kind, **{name: value}) == ("INVALID", name)


@pytest.mark.parametrize(
    ("kind", "settings", "outcome"),
    [
        ("PRODUCT", {"kind": "left out"}, ("REQUIRED", "kind")),
        ("PRODUCT", {"variant_id": "left out"}, ("REQUIRED", "variant_id")),
        ("PRODUCT", {"variant_id": 2**40}, ("NOT_FOUND", "variant_id")),
        ("PRODUCT", {"money_amount": D(4)}, ("REQUIRED", "currency")),
        ("PRODUCT", {"currency": "EUR"}, ("INVALID", "currency")),
        ("PRODUCT", {"money_amount": D(0), "currency": "EUR"}, ("INVALID", "money_amount")),
        ("PRODUCT", {"money_amount": D("0.5"), "currency": "JPY"}, ("INVALID", "money_amount")),
        ("VOUCHER_PERCENTAGE", {"percentage": "left out"}, ("REQUIRED", "percentage")),
        ("VOUCHER_PERCENTAGE", {"points": "left out"}, ("REQUIRED", "points")),
        ("VOUCHER_PERCENTAGE", {"percentage": D(0)}, ("INVALID", "percentage")),
        ("VOUCHER_PERCENTAGE", {"percentage": D("100.01")}, ("INVALID", "percentage")),
        ("VOUCHER_PERCENTAGE", {"percentage": D("1.001")}, ("INVALID", "percentage")),
        ("VOUCHER_AMOUNT", {"amount": "left out"}, ("REQUIRED", "amount")),
        ("VOUCHER_AMOUNT", {"currency": "left out"}, ("REQUIRED", "currency")),
        ("VOUCHER_AMOUNT", {"currency": "XXX"}, ("INVALID", "currency")),
        ("VOUCHER_AMOUNT", {"amount": D("5.555")}, ("INVALID", "amount")),
        ("VOUCHER_AMOUNT", {"amount": D("5.5"), "currency": "JPY"}, ("INVALID", "amount")),
        ("VOUCHER_AMOUNT", {"amount": D(1_000_001)}, ("INVALID", "amount")),
        ("FREE_SHIPPING", {"points": "left out"}, ("REQUIRED", "points")),
        ("FREE_SHIPPING", {"points": None}, ("REQUIRED", "points")),
        ("GIFT_CARD", {"amount": "left out", "points": 50}, ("REQUIRED", "amount")),
        ("EXPERIENCE", {"points": "left out"}, ("REQUIRED", "points")),
        ("EXPERIENCE", {"points": 0}, ("INVALID", "points")),
        ("EXPERIENCE", {"points": 1_000_001}, ("INVALID", "points")),
        ("EXPERIENCE", {"name": " "}, ("INVALID", "name")),
        ("EXPERIENCE", {"name": "n" * 256}, ("INVALID", "name")),
        ("EXPERIENCE", {"description": "d" * 10_001}, ("INVALID", "description")),
        ("EXPERIENCE", {"image_alt": "a" * 256}, ("INVALID", "image_alt")),
        ("EXPERIENCE", {"stock": -1}, ("INVALID", "stock")),
        ("EXPERIENCE", {"stock": 1_000_001}, ("INVALID", "stock")),
        ("EXPERIENCE", {"per_customer_limit": 0}, ("INVALID", "per_customer_limit")),
        ("EXPERIENCE", {"claim_days": 0}, ("INVALID", "claim_days")),
        ("EXPERIENCE", {"claim_days": 3_651}, ("INVALID", "claim_days")),
        ("EXPERIENCE", {"rank": 1_000_001}, ("INVALID", "rank")),
        ("EXPERIENCE", {"starts_at": NOW, "ends_at": NOW}, ("INVALID", "ends_at")),
    ],
)
def test_settings_that_are_refused(
    world: World, kind: str, settings: dict[str, Any], outcome: tuple[str, str]
) -> None:
    assert refused(world, kind, **settings) == outcome


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "data:image/png;base64,AAAA",
        "ftp://example.com/a.png",
        "//example.com/a.png",
        "/media/a.png",
        "https://",
        "https://exa mple.com/a.png",
        "https://[a.png",
        "https://example.com/\u202ea.png",
        "https://example.com/" + "a" * 2048,
    ],
)
def test_a_picture_has_a_web_address(world: World, address: str) -> None:
    assert refused(world, "EXPERIENCE", image_url=address) == ("INVALID", "image_url")


def test_a_reward_is_stored_as_it_was_given(world: World) -> None:
    reward = create(
        world,
        "PRODUCT",
        name=" Tea ",
        description="Green.",
        image_url=" https://example.com/tea.png?size=2 ",
        image_alt="A tin",
        money_amount=D("4.9"),
        currency="eur",
        first_time_only=True,
        stock=3,
        per_customer_limit=1,
        claim_days=30,
        rank=-2,
        is_active=False,
    )
    reward.refresh_from_db()
    assert (reward.name, reward.description) == ("Tea", "Green.")
    assert (reward.image_url, reward.image_alt) == ("https://example.com/tea.png?size=2", "A tin")
    assert (reward.money_amount, reward.currency) == (D("4.9"), "EUR")
    assert (reward.stock, reward.per_customer_limit, reward.claim_days) == (3, 1, 30)
    assert (reward.rank, reward.is_active, reward.first_time_only) == (-2, False, True)
    assert reward.program == program()
    assert (reward.created_at, reward.updated_at) == (NOW, NOW)
    assert terms_of_reward(reward).variant_id == world.tea.pk
    # The catalogue is no part of what orders earn by.
    assert ProgramVersion.objects.count() == 1


def test_a_gift_card_is_no_product(world: World) -> None:
    assert refused(world, "PRODUCT", variant_id=world.card.pk) == ("INVALID", "variant_id")


def test_what_is_left_out_stays(world: World) -> None:
    reward = create(world, "PRODUCT", money_amount=D(5), currency="EUR", stock=4, points=50)
    later = NOW + timedelta(hours=1)
    changed = update_reward(
        reward_id=reward.pk,
        settings={"money_amount": None, "points": None, "variant_id": world.cup.pk},
        now=later,
    )
    changed.refresh_from_db()
    assert (changed.money_amount, changed.currency, changed.points) == (None, "", None)
    assert (changed.stock, changed.variant_id, changed.name) == (4, world.cup.pk, "Thing")
    assert (changed.created_at, changed.updated_at) == (NOW, later)


@pytest.mark.parametrize(
    ("settings", "outcome"),
    [
        ({"kind": "DONATION"}, ("INVALID", "kind")),
        ({"stock": 1}, ("INVALID", "stock")),
        ({"amount": None}, ("REQUIRED", "amount")),
        ({"currency": ""}, ("REQUIRED", "currency")),
        ({"currency": "JPY"}, ("INVALID", "amount")),
        ({"percentage": D(3)}, ("INVALID", "percentage")),
    ],
)
def test_changes_that_are_refused(
    world: World, settings: dict[str, Any], outcome: tuple[str, str]
) -> None:
    reward = create(world, "VOUCHER_AMOUNT")
    Reward.objects.filter(pk=reward.pk).update(claims_count=2)
    before = Reward.objects.filter(pk=reward.pk).values().get()
    with pytest.raises(LoyaltyProblem) as caught:
        update_reward(reward_id=reward.pk, settings=settings, now=NOW)
    assert (str(caught.value.code), caught.value.field) == outcome
    assert Reward.objects.filter(pk=reward.pk).values().get() == before

    kept = update_reward(reward_id=reward.pk, settings={"stock": 2, "kind": reward.kind}, now=NOW)
    assert (kept.stock, kept.claims_count) == (2, 2)


def test_unknown_rewards(world: World) -> None:
    reward = create(world, "EXPERIENCE")
    for act in (
        lambda: update_reward(reward_id=2**40, settings={}, now=NOW),
        lambda: archive_rewards(reward_ids=[reward.pk, 2**40], now=NOW),
        lambda: unarchive_rewards(reward_ids=[2**40], now=NOW),
        lambda: translate_reward(reward_id=2**40, language_code="de", texts={}, now=NOW),
    ):
        with pytest.raises(LoyaltyProblem) as caught:
            act()
        assert caught.value.code == "NOT_FOUND"
    with pytest.raises(LoyaltyProblem) as caught:
        archive_rewards(reward_ids=[], now=NOW)
    assert (caught.value.code, caught.value.field) == ("REQUIRED", "ids")
    reward.refresh_from_db()
    assert reward.archived_at is None


def test_many_are_archived_at_once_and_put_back(
    world: World, django_assert_num_queries: Any
) -> None:
    first, second, third = (create(world, "EXPERIENCE") for _ in range(3))
    archive_rewards(reward_ids=[second.pk], now=NOW - timedelta(days=1))
    with django_assert_num_queries(4):  # A savepoint and its release, the locks, one statement.
        found = archive_rewards(reward_ids=[third.pk, second.pk, third.pk, first.pk], now=NOW)
    assert [item.pk for item in found] == [third.pk, second.pk, first.pk]
    assert [item.archived_at for item in found] == [NOW, NOW - timedelta(days=1), NOW]
    assert Reward.objects.filter(archived_at=NOW).count() == 2

    back = unarchive_rewards(reward_ids=[first.pk, third.pk], now=NOW)
    assert [item.archived_at for item in back] == [None, None]
    assert list(Reward.objects.filter(archived_at=None)) == [first, third]


def test_a_catalogue_has_a_bound(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rewards, "REWARDS_MAX", 2)
    old, _ = create(world, "EXPERIENCE"), create(world, "EXPERIENCE")
    assert refused(world, "EXPERIENCE") == ("INVALID", None)
    archive_rewards(reward_ids=[old.pk], now=NOW)
    create(world, "EXPERIENCE")
    with pytest.raises(LoyaltyProblem) as caught:
        unarchive_rewards(reward_ids=[old.pk], now=NOW)
    assert caught.value.code == "INVALID"
    old.refresh_from_db()
    assert old.archived_at == NOW


def test_translations_keep_what_is_left_out(world: World) -> None:
    reward = create(world, "EXPERIENCE")
    for texts in ({"name": " Ding ", "description": "Schön."}, {"description": ""}):
        translate_reward(reward_id=reward.pk, language_code="de", texts=texts, now=NOW)
    row = RewardTranslation.objects.get()
    assert (row.language_code, row.name, row.description) == ("de", "Ding", "")
    for texts in ({"name": "n" * 256}, {"description": "d" * 10_001}):
        with pytest.raises(LoyaltyProblem) as caught:
            translate_reward(reward_id=reward.pk, language_code="de", texts=texts, now=NOW)
        assert (caught.value.code, caught.value.field) == ("INVALID", next(iter(texts)))


def test_a_program_without_accounts_goes_with_its_rewards(world: World) -> None:
    other = create_program(
        settings={"name": "Other"},
        channels=[ChannelSettings(channel_id=world.yen.pk, values={})],
        author="test",
        now=NOW,
    )
    settings = {"name": "Thing", "kind": "EXPERIENCE", "points": 5}
    create_reward(program_id=other.pk, settings=settings, now=NOW)
    delete_program(program_id=other.pk)
    assert (Program.objects.count(), Reward.objects.count()) == (1, 0)


# What is offered ------------------------------------------------------------------------------


def account_of(customer_id: int, points: int) -> Account:
    account = ledger.ensure_account(program_id=program().pk, customer_id=customer_id, now=NOW)
    Account.objects.filter(pk=account.pk).update(balance=points)
    return Account.objects.get(pk=account.pk)


def test_what_a_channel_makes_of_the_cost(world: World) -> None:
    tea = create(world, "PRODUCT")
    part = create(world, "PRODUCT", money_amount=D("20.00"), currency="EUR")
    given = create(world, "PRODUCT", points=7)
    voucher = create(world, "VOUCHER_AMOUNT")
    card = create(world, "GIFT_CARD", amount=D(1000), currency="JPY")
    everything = [tea, part, given, voucher, card]

    found = offers(world, everything)
    assert [(item.points, item.points_proposed) for item in found] == [
        (349, 349),
        (69, 69),
        (7, 349),
        (77, 77),
        (None, None),
    ]
    assert [item.is_seen for item in found] == [True, True, True, True, False]
    assert [item.is_sold for item in found] == [True, True, True, False, False]

    set_program(reward_price_factor=D("2.5"))
    assert [item.points for item in offers(world, everything)] == [63, 13, 7, 14, None]
    in_japan = offers(world, everything, where=world.yen)
    assert [item.points for item in in_japan] == [None, None, 7, None, 2500]
    assert [codes(item)[0] for item in in_japan] == [
        "UNAVAILABLE",
        "OTHER_CURRENCY",
        "UNAVAILABLE",
        "OTHER_CURRENCY",
        "NOT_SIGNED_IN",
    ]


def test_a_product_that_became_a_gift_card_is_not_offered(world: World) -> None:
    reward = create(world, "PRODUCT", points=5)
    shop.ProductType.objects.filter(slug="goods").update(kind="gift_card")
    (offer,) = offers(world, [reward])
    assert (codes(offer), offer.is_seen) == (["UNAVAILABLE", "NOT_SIGNED_IN"], False)


def test_the_reward_of_another_program_is_not_offered(world: World) -> None:
    other = create_program(
        settings={"name": "Other"},
        channels=[ChannelSettings(channel_id=world.yen.pk, values={})],
        author="test",
        now=NOW,
    )
    settings = {"name": "Thing", "kind": "EXPERIENCE", "points": 5}
    reward = create_reward(program_id=other.pk, settings=settings, now=NOW)
    assert codes(offers(world, [reward])[0]) == ["UNAVAILABLE", "NOT_SIGNED_IN"]
    assert codes(offers(world, [reward], where=world.yen)[0]) == ["NOT_SIGNED_IN"]


@pytest.mark.parametrize(
    "settings", [{"is_active": False}, {"spending_active": False}], ids=["program", "spending"]
)
def test_points_that_can_not_be_used(world: World, settings: dict[str, Any]) -> None:
    reward = create(world, "EXPERIENCE")
    set_program(**settings)
    (offer,) = offers(world, [reward], add_customer().pk)
    assert codes(offer) == ["SPENDING_OFF", "INSUFFICIENT_POINTS"]
    assert offer.is_seen


def test_periods_and_archiving(world: World) -> None:
    reward = create(world, "EXPERIENCE", starts_at=NOW, ends_at=NOW + timedelta(days=1))
    moments = [NOW - timedelta(seconds=1), NOW, NOW + timedelta(days=1)]
    found = [offers(world, [reward], now=moment)[0] for moment in moments]
    assert [codes(item)[:-1] for item in found] == [["NOT_YET"], [], ["ENDED"]]
    assert [is_offered(reward, now=moment) for moment in moments] == [False, True, False]
    (archived,) = archive_rewards(reward_ids=[reward.pk], now=NOW)
    assert codes(offers(world, [archived])[0]) == ["ARCHIVED", "NOT_SIGNED_IN"]
    assert not is_offered(archived, now=NOW)


def test_points_of_the_customer(world: World) -> None:
    reward = create(world, "EXPERIENCE")
    customer = add_customer()
    (offer,) = offers(world, [reward], customer.pk)
    assert [(item.value, item.missing) for item in offer.limits] == [(0, 900)]

    account = account_of(customer.pk, 899)
    (offer,) = offers(world, [reward], customer.pk)
    assert [(item.value, item.missing) for item in offer.limits] == [(899, 1)]

    account_of(customer.pk, 900)
    assert offers(world, [reward], customer.pk)[0].is_claimable
    for status, code in ((AccountStatus.FROZEN, "FROZEN"), (AccountStatus.BANNED, "BANNED")):
        Account.objects.filter(pk=account.pk).update(status=status)
        assert codes(offers(world, [reward], customer.pk)[0]) == [f"ACCOUNT_{code}"]


def test_claims_that_were_cancelled_leave_room(world: World) -> None:
    reward = create(world, "EXPERIENCE", per_customer_limit=2)
    free = create(world, "EXPERIENCE")
    once = create(world, "PRODUCT", first_time_only=True)
    ann, bob = account_of(add_customer().pk, 5000), account_of(add_customer().pk, 5000)
    version = ProgramVersion.objects.get()
    claimed = [(ann, reward, "USED"), (ann, reward, "CANCELLED"), (ann, free, "CLAIMED")]
    claimed += [(bob, reward, "CLAIMED"), (bob, reward, "EXPIRED")]
    claimed += [(ann, once, "CANCELLED"), (bob, once, "CLAIMED")]
    for number, (account, item, status) in enumerate(claimed):
        RewardClaim.objects.create(
            account=account,
            reward=item,
            status=status,
            program_version=version,
            points=900,
            code=f"C{number}",
            created_at=NOW,
        )
    for account, expected in (
        (ann, [[], [], []]),
        (bob, [["CUSTOMER_LIMIT"], [], ["NOT_FIRST_TIME"]]),
    ):
        found = offers(world, [reward, free, once], account.customer_id)
        assert [codes(item) for item in found] == expected


def order(world: World, user: shop.User | None, variant: shop.ProductVariant, status: str) -> None:
    number = shop.Order.objects.count() + 1
    row = shop.Order.objects.create(
        number=number,
        channel=world.euro,
        user=user,
        user_email="x@example.com",
        status=status,
        currency="EUR",
        created_at=NOW,
        updated_at=NOW,
    )
    shop.OrderLine.objects.create(
        order=row,
        variant=variant,
        product_name="x",
        variant_name="x",
        quantity=1,
        is_shipping_required=True,
        is_gift_card=False,
        created_at=NOW,
        currency="EUR",
    )


@pytest.mark.parametrize(
    ("status", "is_bought"),
    [
        ("unconfirmed", True),
        ("unfulfilled", True),
        ("fulfilled", True),
        ("returned", True),
        ("draft", False),
        ("canceled", False),
        ("expired", False),
    ],
)
def test_first_time_only(world: World, status: str, is_bought: bool) -> None:
    once = create(world, "PRODUCT", first_time_only=True, points=5)
    always = create(world, "PRODUCT", points=5)
    other = create(world, "PRODUCT", first_time_only=True, points=5, variant_id=world.cup.pk)
    ann, bob = add_customer(), add_customer()
    for customer in (ann, bob):
        account_of(customer.pk, 100)
    order(world, ann, world.tea, status)
    order(world, None, world.cup, "fulfilled")

    found = [codes(item) for item in offers(world, [once, always, other], ann.pk)]
    assert found == [["NOT_FIRST_TIME"] if is_bought else [], [], []]
    assert [codes(item) for item in offers(world, [once, other], bob.pk)] == [[], []]

    waive_first_time(customer_id=ann.pk, is_waived=True, now=NOW)
    assert offers(world, [once], ann.pk)[0].is_claimable
    waive_first_time(customer_id=ann.pk, is_waived=False, now=NOW)
    assert offers(world, [once], ann.pk)[0].is_claimable is not is_bought


def test_another_variant_of_the_product_is_no_first_time_either(world: World) -> None:
    beside = shop.ProductVariant.objects.create(product=world.tea.product, sku="big tea")
    once = create(world, "PRODUCT", first_time_only=True, points=5)
    ann = add_customer()
    order(world, ann, beside, "fulfilled")
    assert "NOT_FIRST_TIME" in codes(offers(world, [once], ann.pk)[0])


def test_a_waiver_keeps_the_rest_of_the_profile(world: World) -> None:
    ann = add_customer()
    waive_first_time(customer_id=ann.pk, is_waived=True, now=NOW)
    waive_first_time(customer_id=ann.pk, is_waived=True, now=NOW)
    profile = Profile.objects.get(pk=ann.pk)
    assert (profile.first_time_waived, profile.joined_on) == (True, at("2030-06-01").date())
    assert first_time_waived_ids(customer_ids=[ann.pk, 2**40], using="default") == {ann.pk}
    with pytest.raises(LoyaltyProblem) as caught:
        waive_first_time(customer_id=2**40, is_waived=True, now=NOW)
    assert (caught.value.code, caught.value.field) == ("NOT_FOUND", "customer_id")


def test_no_offer_reads_more_for_more_rewards(world: World, django_assert_num_queries: Any) -> None:
    customer = add_customer()
    account_of(customer.pk, 5000)
    found = [
        create(world, "PRODUCT", first_time_only=True, per_customer_limit=1) for _ in range(20)
    ]
    # Terms, prices with places, account, waiver, purchases, points that ran out, claims.
    for number in (1, 20):
        with django_assert_num_queries(9):
            offers(world, found[:number], customer.pk)


def test_every_limit_is_known_to_shoppers_or_hides_the_reward() -> None:
    for code in RewardLimitCode:
        limit = RewardLimit(code=code, value=3, missing=1, at=at("2031-12-31T23:30"))
        message = reward_limit_message(limit, time_zone="Europe/Berlin")
        assert message.endswith(".") and "%" not in message and "?" not in message
    start = RewardLimit(code=RewardLimitCode.NOT_YET, at=at("2031-12-31T23:30"))
    # Half past midnight in Berlin.
    assert reward_limit_message(start, time_zone="Europe/Berlin") == (
        "This reward is offered from Jan. 1, 2032 on."
    )
