"""What docs/rewards.md says is what the rules do."""

import re
from decimal import Decimal
from pathlib import Path

from graphql import parse, validate

from devtools import schema as tool
from saleor_loyalty_plugin.rules.rewards import (
    Claimant,
    RewardFacts,
    RewardKind,
    RewardLimitCode,
    RewardPlace,
    RewardTerms,
    availability,
    reward_cost,
)
from saleor_loyalty_plugin.services.explanations import reward_limit_message
from tests.services.gift_builders import at

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "rewards.md").read_text(encoding="utf-8")
COSTS = re.findall(
    r"^\| R13 \| `(\w+)` (?:at|of) ([\d.]+)(?: and ([\d.]+) in money)?(?:, (\d+) points)?"
    r" \| ([\d.]+) \| (.+?) \|$",
    PAGE,
    re.MULTILINE,
)


def cost(kind: str, price: str, money: str, points: str, factor: str) -> str:
    """The last column of one row."""
    is_product = kind == RewardKind.PRODUCT
    facts = RewardFacts(
        reward_id=1,
        terms=RewardTerms(
            kind=RewardKind(kind),
            name="Thing",
            amount=None if is_product else Decimal(price),
            money_amount=Decimal(money) if money else None,
            currency="EUR" if money or not is_product else "",
        ),
        points=int(points) if points else None,
    )
    place = RewardPlace(
        currency="EUR",
        factor=Decimal(factor),
        price=Decimal(price) if is_product else None,
        product_id=1 if is_product else None,
    )
    found = reward_cost(facts, place)
    limits = availability(facts, place, Claimant(points_available=10**6), now=at("2031-01-01"))
    if found is None:
        (limit,) = limits
        return f"nothing: `{limit.code}`"
    assert limits == ()
    return str(found)


def test_costs_are_what_the_rules_say() -> None:
    assert len(COSTS) == len(re.findall(r"^\| R13 ", PAGE, re.MULTILINE)) == 7
    for *row, shown in COSTS:
        assert cost(*row) == shown, row
    assert 1980 * 14 == 27720


def test_tiers_and_badges_that_a_reward_names_are_needed() -> None:
    pattern = r"^\| R16 \| (.*?)\| (.*?)\| (.+?) \| (.+?) \|$"
    rows = re.findall(pattern, PAGE, re.MULTILINE)
    assert len(rows) == len(re.findall(r"^\| R16 ", PAGE, re.MULTILINE)) == 9
    tiers = dict(enumerate(("Bronze", "Silver", "Gold"), start=1))
    badges = dict(enumerate(("Regular", "Reviewer"), start=1))
    place = RewardPlace(currency="EUR", factor=Decimal(14), tier_names=tiers, badge_names=badges)

    def ids(text: str, names: dict[int, str]) -> frozenset[int]:
        return frozenset(key for key, name in names.items() if name in text.split(", "))

    for for_tiers, for_badges, held, shown in rows:
        facts = RewardFacts(
            reward_id=1,
            terms=RewardTerms(kind=RewardKind.EXPERIENCE, name="Tour"),
            points=5,
            tier_ids=ids(for_tiers.strip(), tiers),
            badge_ids=ids(for_badges.strip(), badges),
        )
        (tier_id,) = ids(held, tiers)
        customer = Claimant(points_available=5, tier_id=tier_id, badge_ids=ids(held, badges))
        limits = availability(facts, place, customer, now=at("2031-01-01"))
        messages = [reward_limit_message(limit, time_zone="UTC") for limit in limits]
        assert (messages or ["can claim it"]) == [shown]


def test_every_kind_and_every_reason_is_named() -> None:
    for name in (*RewardKind, *RewardLimitCode):
        assert f"`{name}`" in PAGE
    reasons = PAGE.split("## Why it can't be claimed")[1].split("\n## ")[0]
    table = "".join(re.findall(r"^\| (`.+?) \|", reasons, re.MULTILINE))
    assert re.findall(r"`(\w+)`", table) == [*RewardLimitCode]


def test_documents_fit_the_schema() -> None:
    documents = re.findall(r"```graphql\n(.+?)```", PAGE, re.DOTALL)
    assert documents
    for document in documents:
        assert validate(tool.sandbox_schema(), parse(document)) == []


def test_links_lead_somewhere() -> None:
    for page, anchor in re.findall(r"\]\(([\w.]*)#([\w-]+)\)", PAGE):
        text = (DOCS / page).read_text(encoding="utf-8") if page else PAGE
        headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
        plain = [re.sub(r"[^\w -]", "", heading) for heading in headings]
        assert anchor in [heading.lower().replace(" ", "-") for heading in plain]
