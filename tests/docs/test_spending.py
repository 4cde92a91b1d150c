"""The tables of docs/spending.md are the examples that the contract suites run."""

import re
from decimal import Decimal
from pathlib import Path

from graphql import parse, validate

from devtools import schema as tool
from saleor_loyalty_plugin.rules.facts import ChannelFacts
from saleor_loyalty_plugin.rules.redemption import Limit, LimitCode
from saleor_loyalty_plugin.services.explanations import explanation_message, limit_message
from tests.contract.composition_examples import IN_ORDER
from tests.contract.spending_examples import EXAMPLES

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "spending.md").read_text(encoding="utf-8")
EURO = ChannelFacts(channel_id=1, slug="eu", name="EU", currency="EUR", currency_digits=2)


def test_tables_are_the_examples() -> None:
    pattern = r"^\| (R\d+) \| (.+?) \| (.+?) \| (\d+) \| ([\d.]+) \| (.+?) \|$"
    shown = [
        (row, label, text, int(points), worth, limits)
        for row, label, text, points, worth, limits in re.findall(pattern, PAGE, re.MULTILINE)
    ]
    run = [
        (item.row, item.label, item.text, item.points, item.worth, item.limits_text)
        for item in EXAMPLES
    ]
    assert sorted(shown) == sorted(run)
    assert {row for row, *_ in shown} >= {f"R{number}" for number in range(1, 7)}


def test_reductions_of_one_cart_are_what_the_contract_suite_runs() -> None:
    shown = re.findall(r"^\| (\w+): .+? \| ([\d.]+) \| ([\d.]+) \|$", PAGE, re.MULTILINE)
    assert [(kind.upper(), taken, left) for kind, taken, left in shown] == list(IN_ORDER)


def test_sentences_are_what_is_said() -> None:
    cart = Limit(code=LimitCode.MINIMUM_CART_VALUE, value=Decimal(50), missing=Decimal(12))
    share = Limit(
        code=LimitCode.MAXIMUM_DISCOUNT_PERCENTAGE, value=Decimal("4.90"), missing=Decimal(37)
    )
    for limit in (cart, share):
        assert limit_message(limit, EURO) in PAGE


def test_sentences_of_a_refund_are_what_is_said() -> None:
    """The contract suite of refund previews refunds this very cup."""
    money = {"currency": "EUR", "refunded": "8.33", "units": 1}
    rate = {"points": 16, "basis": "16.67", "currency": "EUR", "earnPoints": 1, "earnAmount": "1"}
    for code, values in (
        ("REFUND_UNITS", money),
        ("REFUND_EARNED", {"before": 25, "after": 16}),
        ("RATE", rate),
        ("REFUND_SPENT", {"before": 500, "after": 334}),
    ):
        assert f"\n{explanation_message(code, values)}\n" in PAGE


def test_documents_fit_the_schema() -> None:
    documents = re.findall(r"```graphql\n(.+?)```", PAGE, re.DOTALL)
    assert len(documents) == 3
    for document in documents:
        assert validate(tool.sandbox_schema(), parse(document)) == []


def test_links_lead_somewhere() -> None:
    for page, anchor in re.findall(r"\]\(([\w.]*)#([\w-]+)\)", PAGE):
        text = (DOCS / page).read_text(encoding="utf-8") if page else PAGE
        headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
        plain = [re.sub(r"[^\w -]", "", heading) for heading in headings]
        assert anchor in [heading.lower().replace(" ", "-") for heading in plain]


def test_every_limit_is_in_an_example_or_in_the_table_of_the_reference() -> None:
    """Those that no cart brings about are of accounts and sign-in."""
    named = {code for item in EXAMPLES for code, _ in item.limits}
    others = {"NOT_SIGNED_IN", "ACCOUNT_FROZEN", "ACCOUNT_BANNED", "MANUAL_DISCOUNT"}
    others.add("ORDER_PROMOTION_PRESENT")  # the sandbox has no such promotions
    assert named | others == {code.value for code in LimitCode}
