"""The README's examples, run as they stand there."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.contract.driver import PROGRAM, Shop
from tests.contract.sandbox_setup import SandboxSetup

D = Decimal
ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text()
OPERATIONS = {
    match["name"]: match[0]
    for match in re.finditer(
        r"(?<=```graphql\n)(?:query|mutation) (?P<name>\w+)[^`]*(?=```)", README
    )
}


@pytest.fixture
def shop(committing_db: None) -> Shop:
    return Shop(SandboxSetup())


def run(shop: Shop, name: str, variables: dict[str, Any], token: str) -> dict[str, Any]:
    # The sandbox of the tests has no channel of the name that a fresh Saleor has.
    query = OPERATIONS[name].replace("default-channel", shop.setup.channel().slug)
    return shop.run(query, variables, token)


def test_every_example_is_run() -> None:
    assert set(OPERATIONS) == {
        "TenPointsForEachFive",
        "MyPoints",
        "PointsForThisCart",
        "UsePoints",
    }


def test_first_program_and_three_queries(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    lamp = shop.setup.variant(D("49.00"), channel=channel)
    program = shop.run(PROGRAM, {"channel": channel.slug}, None)["loyaltyProgram"]["id"]
    changed = run(
        shop,
        "TenPointsForEachFive",
        {"program": program, "channel": channel.global_id},
        shop.admin.token,
    )
    assert changed["loyaltyProgramUpdate"] == {"program": {"name": "Club"}, "errors": []}

    shop.buy(ann, (lamp, 1), channel=channel)
    account = run(shop, "MyPoints", {}, ann.token)["me"]["loyalty"]
    assert (account["balance"], account["available"]) == (90, 90)
    assert account["value"] == {"amount": 0.9, "currency": "USD"}
    assert [edge["node"]["points"] for edge in account["entries"]["edges"]] == [90]

    checkout = shop.checkout(ann, (lamp, 1), channel=channel)
    quote = run(shop, "PointsForThisCart", {"checkout": checkout}, ann.token)
    assert quote["checkout"]["loyalty"]["quote"] == {
        "maximumPoints": 90,
        "maximumDiscount": {"amount": 0.9, "currency": "USD"},
        "limits": [
            {
                "code": "AVAILABLE_POINTS",
                "message": "Available: 90 points. Useful here: 2360 points more.",
            }
        ],
    }
    used = run(shop, "UsePoints", {"checkout": checkout, "points": 90}, ann.token)
    payload = used["checkoutLoyaltyPointsApply"]
    assert payload["errors"] == []
    assert payload["checkout"]["totalPrice"]["gross"] == {"amount": 58.1, "currency": "USD"}
    assert payload["checkout"]["loyalty"]["appliedPoints"] == 90


def test_every_link_in_the_docs_leads_somewhere() -> None:
    pages = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\(([^)#]+)(?:#[^)]*)?\)", page.read_text()):
            if "://" not in target:
                assert (page.parent / target).exists(), f"{page.name}: {target}"
