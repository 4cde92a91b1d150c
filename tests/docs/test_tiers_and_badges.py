"""What docs/tiers-and-badges.md says is what the rules do, and what the contract suites run."""

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

from graphql import parse, validate

from devtools import schema as tool
from saleor_loyalty_plugin.rules.badges import Badge, BadgeBasis, is_unlocked_by, missing_for
from saleor_loyalty_plugin.rules.tiers import (
    HeldTier,
    Tier,
    TierBasis,
    TierChangeReason,
    TierDemotion,
    TierSeason,
    leaves_window,
    move_tier,
    tier_progress,
    tier_reached,
    tiers_in_force,
)
from tests.contract.tier_examples import BADGE_CARTS, STEPS, TIER_CARTS

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "tiers-and-badges.md").read_text(encoding="utf-8")
D = Decimal
NOW = datetime(2027, 6, 1, 12, tzinfo=UTC)
DAY = timedelta(days=1)
GRACE_ENDS_AT = NOW + 30 * DAY
TIERS = tuple(
    Tier(tier_id=number, name=name, threshold=D(threshold))
    for number, (name, threshold) in enumerate(
        (("Bronze", 0), ("Silver", 500), ("Gold", 1000)), start=1
    )
)
IDS = {tier.name: tier.tier_id for tier in TIERS}
NAMES = {tier.tier_id: tier.name for tier in TIERS}


def rows(feature: str, columns: int) -> list[tuple[str, ...]]:
    """The cells of the rows of one feature that have so many columns beside its name."""
    lines = re.findall(rf"^\| {feature} \|(.*)\|$", PAGE, re.MULTILINE)
    cells = [tuple(cell.strip().replace("`", "") for cell in line.split("|")) for line in lines]
    return [row for row in cells if len(row) == columns]


def day(text: str) -> date:
    return datetime.strptime(text, "%d %B %Y").replace(tzinfo=UTC).date()


def sums(text: str) -> list[Decimal]:
    return [D(number) for number in re.findall(r"[\d.]+", text)]


def moved(
    held: HeldTier, qualifying: Decimal, *, demotion: TierDemotion, now: datetime
) -> HeldTier:
    return move_tier(
        held,
        tiers=TIERS,
        qualifying=qualifying,
        demotion=demotion,
        grace_ends_at=GRACE_ENDS_AT,
        now=now,
    ).held


def name(held: HeldTier) -> str:
    return NAMES[held.tier_id] if held.tier_id is not None else "none"


def test_progress() -> None:
    shown = rows("T8", 5)
    assert len(shown) == 7
    for spent, tier, next_tier, missing, percentage in shown:
        reached = tier_reached(TIERS, D(spent))
        assert reached is not None
        found = tier_progress(tiers=TIERS, tier_id=reached.tier_id, qualifying=D(spent))
        following = found.next_tier.name if found.next_tier is not None else "none"
        assert (reached.name, following) == (tier, next_tier)
        assert (found.missing, found.percentage) == (D(missing), D(percentage))


def test_days_until_which_orders_count() -> None:
    shown = rows("T4", 3)
    assert len(shown) == 7
    for basis, placed_on, until in shown:
        leaves = leaves_window(TierBasis(basis), day(placed_on))
        assert leaves is not None
        assert leaves - DAY == day(until), (basis, placed_on)


def test_falling() -> None:
    shown = rows("T5", 5)
    assert len(shown) == 5
    for demotion, had, falls_to, at_once, later in shown:
        policy = TierDemotion(demotion)
        held = moved(HeldTier(tier_id=IDS[had]), D(falls_to), demotion=policy, now=NOW)
        assert name(held) == at_once
        assert name(moved(held, D(falls_to), demotion=policy, now=GRACE_ENDS_AT)) == later


def test_tiers_by_hand() -> None:
    shown = rows("T9", 4)
    assert len(shown) == 3
    for spent, hand, meanwhile, after in shown:
        before, *changed = sums(spent)
        held = HeldTier(hand_tier_id=IDS[hand], hand_until=GRACE_ENDS_AT)
        for qualifying in (before, *changed):
            held = moved(held, qualifying, demotion=TierDemotion.GRACE, now=NOW)
        assert name(held) == meanwhile
        held = moved(held, qualifying, demotion=TierDemotion.GRACE, now=GRACE_ENDS_AT)
        assert name(held) == after


def test_seasons() -> None:
    bronze, silver, gold = TIERS
    season = TierSeason(
        threshold=D(800),
        starts_at=datetime(2027, 12, 1, tzinfo=UTC),
        ends_at=datetime(2028, 1, 1, tzinfo=UTC),
    )
    gold = Tier(tier_id=gold.tier_id, name=gold.name, threshold=D(1000), seasons=(season,))
    shown = rows("T10", 3)
    assert len(shown) == 4
    for moment, spent, tier in shown:
        noon = datetime.strptime(f"{moment} 12", "%d %B %Y %H").replace(tzinfo=UTC)
        reached = tier_reached(tiers_in_force((bronze, silver, gold), noon), D(spent))
        assert reached is not None
        assert reached.name == tier, moment


def test_badges() -> None:
    shown = rows("T2", 6)
    assert len(shown) == 10
    assert {basis for basis, *_ in shown} == set(BadgeBasis)
    for basis, value_from, value_to, value, unlocked, missing in shown:
        badge = Badge(
            badge_id=1,
            title="Badge",
            basis=BadgeBasis(basis),
            value_from=D(value_from or 0),
            value_to=D(value_to) if value_to else None,
        )
        assert is_unlocked_by(badge, D(value)) is (unlocked == "yes")
        found = missing_for(badge, D(value))
        assert found == (None if missing == "none" else D(missing)), (basis, value)


def test_tables_of_steps_and_carts_are_what_the_contract_suites_run() -> None:
    page = re.findall(r"^\| (T\d) \| (.+?) \| (.+?) \| (\w+) \| ([\d.]+) \|$", PAGE, re.MULTILINE)
    steps = [row for row in page if row[3] in NAMES.values() and row[2] not in TierDemotion]
    assert steps == [
        (item.row, item.label, item.text, item.tier, item.qualifying) for item in STEPS
    ]
    assert rows("T6", 3) == [(item.tier_text, item.text, item.costs) for item in TIER_CARTS]
    assert rows("T7", 3) == [
        (item.badges_text, item.badge_discounts, item.costs) for item in BADGE_CARTS
    ]


def test_every_choice_and_reason_is_named() -> None:
    for item in (*TierBasis, *TierDemotion, *TierChangeReason, *BadgeBasis):
        assert f"`{item}`" in PAGE


def test_documents_fit_the_schema() -> None:
    documents = re.findall(r"```graphql\n(.+?)```", PAGE, re.DOTALL)
    assert len(documents) >= 2
    for document in documents:
        assert validate(tool.sandbox_schema(), parse(document)) == []


def test_links_lead_somewhere() -> None:
    for page, anchor in re.findall(r"\]\(([\w.]*)#([\w-]+)\)", PAGE):
        text = (DOCS / page).read_text(encoding="utf-8") if page else PAGE
        headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
        plain = [re.sub(r"[^\w -]", "", heading) for heading in headings]
        assert anchor in [heading.lower().replace(" ", "-") for heading in plain], (page, anchor)
