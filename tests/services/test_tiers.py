"""Tiers are created, changed, deleted, put into an order and translated; what is refused."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from saleor_loyalty_plugin.models import (
    Program,
    ProgramVersion,
    Reward,
    Tier,
    TierSeason,
    TierTranslation,
)
from saleor_loyalty_plugin.rules.terms import ProgramTerms
from saleor_loyalty_plugin.rules.tiers import Tier as TierTerms
from saleor_loyalty_plugin.services.errors import LoyaltyProblem
from saleor_loyalty_plugin.services.programs.programs import current_terms
from saleor_loyalty_plugin.services.programs.tiers import (
    create_tier,
    delete_tier,
    reorder_tiers,
    translate_tier,
    update_tier,
)
from saleor_loyalty_plugin.services.rewards.catalogue import archive_rewards, create_reward
from sandbox.shop import models as shop
from tests.services.gift_builders import at, program, set_program

pytestmark = pytest.mark.django_db

NOW = at("2031-03-01T12:00")
D = Decimal
SUMMER = {
    "threshold": D(400),
    "starts_at": at("2031-06-01"),
    "ends_at": at("2031-09-01"),
    "name": "Summer Silver",
    "description": "Sooner.",
}
AUTUMN = {"threshold": D(300), "starts_at": at("2031-09-01"), "ends_at": at("2031-10-01")}


@pytest.fixture(autouse=True)
def channel(db: None) -> shop.Channel:
    return shop.Channel.objects.create(name="Europe", slug="europe", currency_code="EUR")


def create(**settings: Any) -> Tier:
    values = {"name": "Silver", "threshold": D(500), **settings}
    kept = {name: value for name, value in values.items() if value != "left out"}
    return create_tier(program_id=None, settings=kept, author="test", now=NOW)


def update(tier: Tier, **settings: Any) -> Tier:
    return update_tier(tier_id=tier.pk, settings=settings, author="test", now=NOW)


def books() -> list[Any]:
    models = (Tier, TierSeason, TierTranslation, ProgramVersion)
    return [list(model.objects.order_by("pk").values()) for model in models]


def refused(act: Any, *arguments: Any, **settings: Any) -> tuple[str, str | None]:
    before = books()
    with pytest.raises(LoyaltyProblem) as caught:
        act(*arguments, **settings)
    assert books() == before
    assert caught.value.message.endswith(".")
    return str(caught.value.code), caught.value.field


def terms() -> ProgramTerms:
    return current_terms(program_id=program().pk).terms


def reward(**settings: Any) -> Reward:
    values = {"name": "Fiver", "kind": "VOUCHER_AMOUNT", "amount": D(5), "currency": "EUR"}
    return create_reward(program_id=None, settings={**values, **settings}, now=NOW)


def names() -> list[str]:
    """In the order in which they are shown."""
    return [tier.name for tier in Tier.objects.order_by("rank", "threshold", "pk")]


def test_a_tier_is_stored_as_it_was_given_and_part_of_the_terms() -> None:
    gift = reward()
    tier = create(
        name=" Silver ",
        description=" Half way. ",
        perks=[" Early access ", "A hotline"],
        discount_percentage=D("12.5"),
        product_ids=[9, 7, 9],
        free_shipping=True,
        earning_multiplier=D("1.5"),
        arrival_points=50,
        arrival_reward_id=gift.pk,
        starts_at=at("2031-01-01"),
        ends_at=at("2032-01-01"),
        seasons=[AUTUMN, SUMMER],
    )
    stored = Tier.objects.get()
    assert (stored.name, stored.description) == ("Silver", "Half way.")
    assert stored.perks == ["Early access", "A hotline"]
    assert (stored.threshold, stored.rank, stored.program) == (D(500), 0, program())
    assert (stored.created_at, stored.customer_type_id) == (NOW, None)
    assert [season.threshold for season in tier.seasons.all()] == [D(400), D(300)]
    assert [(season.name, season.description) for season in stored.seasons.all()] == [
        ("Summer Silver", "Sooner."),
        ("", ""),
    ]
    (found,) = terms().tiers
    assert found.discount_percentage == D("12.5")
    assert found.product_ids == {7, 9}
    assert (found.free_shipping, found.earning_multiplier) == (True, D("1.5"))
    assert (found.arrival_points, found.arrival_reward_id) == (50, gift.pk)
    assert [season.name for season in found.seasons] == ["Summer Silver", ""]
    assert (terms().tier_currency, ProgramVersion.objects.count()) == ("EUR", 2)


def test_a_tier_needs_a_name_and_a_threshold() -> None:
    assert refused(create, name="left out") == ("REQUIRED", "name")
    assert refused(create, threshold="left out") == ("REQUIRED", "threshold")
    assert create(name="Bronze", threshold=D(0)).threshold == 0


@pytest.mark.parametrize(
    ("settings", "outcome"),
    [
        ({"name": " "}, ("INVALID", "name")),
        ({"name": "n" * 256}, ("INVALID", "name")),
        ({"description": "d" * 10_001}, ("INVALID", "description")),
        ({"perks": [""]}, ("INVALID", "perks")),
        ({"perks": ["p" * 256]}, ("INVALID", "perks")),
        ({"perks": ["p"] * 21}, ("INVALID", "perks")),
        ({"threshold": D(-1)}, ("INVALID", "threshold")),
        ({"threshold": D("0.0001")}, ("INVALID", "threshold")),
        ({"threshold": D("1e10")}, ("INVALID", "threshold")),
        ({"discount_percentage": D(0)}, ("INVALID", "discount_percentage")),
        ({"discount_percentage": D("100.01")}, ("INVALID", "discount_percentage")),
        ({"discount_percentage": D("1.001")}, ("INVALID", "discount_percentage")),
        ({"discount_amount": D(0)}, ("INVALID", "discount_amount")),
        ({"discount_amount": D(1_000_001)}, ("INVALID", "discount_amount")),
        ({"discount_amount": D("1.001")}, ("INVALID", "discount_amount")),
        (
            {"discount_percentage": D(5), "discount_amount": D(5)},
            ("INVALID", "discount_amount"),
        ),
        ({"product_ids": range(101)}, ("INVALID", "product_ids")),
        ({"earning_multiplier": D("-0.1")}, ("INVALID", "earning_multiplier")),
        ({"earning_multiplier": D("100.01")}, ("INVALID", "earning_multiplier")),
        ({"earning_multiplier": D("1.005")}, ("INVALID", "earning_multiplier")),
        ({"arrival_points": -1}, ("INVALID", "arrival_points")),
        ({"arrival_points": 1_000_001}, ("INVALID", "arrival_points")),
        ({"arrival_reward_id": 2**40}, ("NOT_FOUND", "arrival_reward_id")),
        ({"customer_type_id": 2**40}, ("NOT_FOUND", "customer_type_id")),
        ({"starts_at": NOW, "ends_at": NOW}, ("INVALID", "ends_at")),
        ({"starts_at": NOW.replace(year=1)}, ("INVALID", "starts_at")),
        ({"seasons": [AUTUMN] * 21}, ("INVALID", "seasons")),
        ({"seasons": [{**SUMMER, "threshold": None}]}, ("REQUIRED", "seasons.threshold")),
        ({"seasons": [{**SUMMER, "threshold": D(-1)}]}, ("INVALID", "seasons.threshold")),
        ({"seasons": [{**SUMMER, "name": "n" * 256}]}, ("INVALID", "seasons.name")),
        ({"seasons": [{**SUMMER, "starts_at": None}]}, ("REQUIRED", "seasons.starts_at")),
        ({"seasons": [{**SUMMER, "ends_at": None}]}, ("REQUIRED", "seasons.ends_at")),
        (
            {"seasons": [{**SUMMER, "ends_at": SUMMER["starts_at"]}]},
            ("INVALID", "seasons.ends_at"),
        ),
        (
            {"seasons": [AUTUMN, {**SUMMER, "ends_at": at("2031-09-01T00:01")}]},
            ("INVALID", "seasons.starts_at"),
        ),
    ],
)
def test_settings_of_tiers_that_are_refused(
    settings: dict[str, Any], outcome: tuple[str, str]
) -> None:
    assert refused(create, **settings) == outcome
    tier = create()
    assert refused(update, tier, **settings) == outcome


def test_thresholds_in_points_are_whole_numbers() -> None:
    set_program(tier_basis="POINTS")
    half = {**SUMMER, "threshold": D("0.5")}
    assert refused(create, threshold=D("0.5")) == ("INVALID", "threshold")
    assert refused(create, seasons=[half]) == ("INVALID", "seasons.threshold")
    assert create(threshold=D("500.000")).threshold == 500


def test_an_amount_fits_into_the_unit_of_the_tiers_currency(channel: shop.Channel) -> None:
    shop.Channel.objects.create(name="Japan", slug="japan", currency_code="JPY")
    assert create(discount_amount=D("2.50")).discount_amount == D("2.50")
    set_program(tier_currency="JPY")
    assert refused(create, discount_amount=D("2.50")) == ("INVALID", "discount_amount")
    assert create(discount_amount=D(250)).discount_amount == 250


def test_naming_one_discount_replaces_the_other() -> None:
    tier = create(discount_percentage=D(5))
    tier = update(tier, discount_amount=D(3))
    assert (tier.discount_percentage, tier.discount_amount) == (None, D(3))
    tier = update(tier, discount_percentage=D(7), discount_amount=None)
    assert (tier.discount_percentage, tier.discount_amount) == (D(7), None)
    tier = update(tier, discount_percentage=None)
    assert (tier.discount_percentage, tier.discount_amount) == (None, None)


def test_gifts_on_arrival_are_rewards_of_the_program_that_can_be_given() -> None:
    other = Program.objects.create(name="Other", created_at=NOW, updated_at=NOW)
    foreign = Reward.objects.create(
        program=other, kind="FREE_SHIPPING", name="Other", points=1, created_at=NOW, updated_at=NOW
    )
    archived, donation = reward(), reward(kind="DONATION")
    archive_rewards(reward_ids=[archived.pk], now=NOW)
    field = "arrival_reward_id"
    assert refused(create, arrival_reward_id=foreign.pk) == ("NOT_FOUND", field)
    assert refused(create, arrival_reward_id=archived.pk) == ("INVALID", field)
    assert refused(create, arrival_reward_id=donation.pk) == ("INVALID", field)
    tier = create(arrival_reward_id=reward().pk)
    assert update(tier, arrival_reward_id=None).arrival_reward_id is None


def test_a_change_keeps_the_rest_and_the_same_again_makes_no_version() -> None:
    tier = create(seasons=[SUMMER], discount_percentage=D(10))
    versions = ProgramVersion.objects.count()
    for _ in range(2):
        changed = update(tier, threshold=D(600), description="Longer.")
    assert (changed.name, changed.discount_percentage) == ("Silver", D(10))
    assert [season.name for season in changed.seasons.all()] == ["Summer Silver"]
    assert ProgramVersion.objects.count() == versions + 1
    # Words that decide nothing are no part of the terms.
    update(tier, description="Short.", perks=["A hotline"])
    assert ProgramVersion.objects.count() == versions + 1


def test_seasons_are_replaced_as_a_whole() -> None:
    tier = create(seasons=[SUMMER])
    winter = {
        **SUMMER,
        "name": "Winter",
        "starts_at": at("2032-01-01"),
        "ends_at": at("2032-02-01"),
    }
    tier = update(tier, seasons=[winter, AUTUMN])
    assert [season.name for season in tier.seasons.all()] == ["", "Winter"]
    assert [season.threshold for season in terms().tiers[0].seasons] == [D(300), D(400)]
    assert list(update(tier, seasons=[]).seasons.all()) == []
    assert terms().tiers == (TierTerms(tier_id=tier.pk, name="Silver", threshold=D(500)),)


def test_a_deleted_tier_is_shown_as_it_was() -> None:
    tier = create(seasons=[SUMMER])
    translate_tier(tier_id=tier.pk, language_code="DE", texts={"name": "Silber"})
    deleted = delete_tier(tier_id=tier.pk, author="test", now=NOW)
    assert (deleted.pk, deleted.name) == (tier.pk, "Silver")
    assert [season.name for season in deleted.seasons.all()] == ["Summer Silver"]
    assert [row.name for row in deleted.translations.all()] == ["Silber"]
    assert (Tier.objects.count(), TierSeason.objects.count()) == (0, 0)
    assert terms().tiers == ()
    again = {"tier_id": tier.pk, "author": "test", "now": NOW}
    assert refused(delete_tier, **again) == ("NOT_FOUND", "id")


def test_a_tier_that_rewards_are_for_is_not_deleted() -> None:
    tier, gift = create(), reward()
    Reward.objects.filter(pk=gift.pk).update(tier_ids=[tier.pk])
    deletion = {"tier_id": tier.pk, "author": "test", "now": NOW}
    assert refused(delete_tier, **deletion) == ("IN_USE", "id")
    with pytest.raises(LoyaltyProblem, match=rf"this tier: {gift.name}\. Change or archive"):
        delete_tier(**deletion)
    archive_rewards(reward_ids=[gift.pk], now=NOW)
    assert delete_tier(**deletion).pk == tier.pk


def test_tiers_stand_by_threshold_until_staff_put_them_in_order() -> None:
    gold, silver = create(name="Gold", threshold=D(1000)), create(name="Silver")
    bronze = create(name="Bronze", threshold=D(0))
    assert names() == ["Bronze", "Silver", "Gold"]

    found = reorder_tiers(tier_ids=[gold.pk], author="test", now=NOW)
    assert [tier.name for tier in found] == names() == ["Gold", "Bronze", "Silver"]
    versions = ProgramVersion.objects.count()
    reorder_tiers(tier_ids=[gold.pk, bronze.pk, silver.pk], author="test", now=NOW)
    assert ProgramVersion.objects.count() == versions
    create(name="Platinum", threshold=D(10))
    assert names() == ["Gold", "Bronze", "Silver", "Platinum"]


def test_orders_of_tiers_that_are_refused() -> None:
    gold, silver = create(name="Gold"), create()
    other = Program.objects.create(name="Other", created_at=NOW, updated_at=NOW)
    foreign = Tier.objects.create(program=other, name="Foreign", created_at=NOW)
    for tier_ids, code in (
        ([], "REQUIRED"),
        ([2**40], "NOT_FOUND"),
        ([gold.pk, silver.pk, 2**40], "NOT_FOUND"),
        ([gold.pk, silver.pk, foreign.pk], "NOT_FOUND"),
    ):
        order = {"tier_ids": tier_ids, "author": "test", "now": NOW}
        assert refused(reorder_tiers, **order) == (code, "ids")


def test_texts_in_other_languages() -> None:
    tier = create(perks=["A hotline"])

    def translate(**texts: Any) -> TierTranslation:
        translate_tier(tier_id=tier.pk, language_code="DE", texts=texts)
        return TierTranslation.objects.get()

    row = translate(name=" Silber ", perks=["Eine Hotline"])
    assert (row.name, row.description, row.perks) == ("Silber", "", ["Eine Hotline"])
    row = translate(description="Halb oben.")
    assert (row.name, row.description, row.perks) == ("Silber", "Halb oben.", ["Eine Hotline"])
    row = translate(name="", description="", perks=[])
    assert (row.name, row.description, row.perks) == ("", "", [])
    for texts, field in (
        ({"name": "n" * 256}, "name"),
        ({"description": "d" * 10_001}, "description"),
        ({"perks": ["p"] * 21}, "perks"),
    ):
        assert refused(translate, **texts) == ("INVALID", field)
    tier.pk = 2**40
    assert refused(translate, name="Silber") == ("NOT_FOUND", "id")


def test_a_program_has_a_bounded_number_of_tiers() -> None:
    Tier.objects.bulk_create(
        Tier(program=program(), name="Tier", created_at=NOW - timedelta(days=1)) for _ in range(50)
    )
    assert refused(create) == ("INVALID", None)
