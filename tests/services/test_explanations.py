"""Words for limits, reasons and steps of reasoning."""

import ast
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

import saleor_loyalty_plugin
from saleor_loyalty_plugin.rules.facts import ChannelFacts
from saleor_loyalty_plugin.rules.redemption import Limit, LimitCode
from saleor_loyalty_plugin.services import explanations
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.explanations import (
    explanation_message,
    explanation_note,
    limit_message,
    points_text,
    reason_message,
)
from saleor_loyalty_plugin.services.languages import known_languages, speaking

EURO = ChannelFacts(channel_id=1, slug="eu", name="EU", currency="EUR", currency_digits=2)
YEN = ChannelFacts(channel_id=2, slug="jp", name="JP", currency="JPY", currency_digits=0)


@pytest.mark.parametrize("code", LimitCode)
def test_every_limit_is_a_sentence_with_its_number(code: LimitCode) -> None:
    message = limit_message(Limit(code=code, value=Decimal(12), missing=Decimal(3)), YEN)
    assert message.endswith(".")
    assert "%" not in message
    assert limit_message(Limit(code=code), YEN).endswith(".")


def test_limits_say_what_is_missing_in_the_right_unit() -> None:
    balance = Limit(code=LimitCode.MINIMUM_BALANCE, value=Decimal(500), missing=Decimal(1))
    cart = Limit(code=LimitCode.MINIMUM_CART_VALUE, value=Decimal(20), missing=Decimal("0.5"))
    assert (
        limit_message(balance, EURO)
        == "Points can be used from a balance of 500 points. Still missing: 1 point."
    )
    assert (
        limit_message(cart, EURO)
        == "Points can be used from a cart value of 20.00 EUR. Still missing: 0.50 EUR."
    )


def test_rate_in_both_modes() -> None:
    values = {
        "basis": "61.50",
        "currency": "EUR",
        "earnPoints": 10,
        "earnAmount": "5.000",
        "points": 123,
    }
    assert (
        explanation_message("RATE", {**values, "mode": "PROPORTIONAL"})
        == "123 points for 61.50 EUR: 10 points for each 5 EUR."
    )
    assert (
        explanation_message("RATE", {**values, "mode": "PER_FULL_AMOUNT", "points": 120})
        == "120 points for 61.50 EUR: 10 points for each full 5 EUR."
    )


def test_reasons_name_their_source_if_there_is_one() -> None:
    assert reason_message("ORDER_EARNED", "1042") == "Earned by order 1042"
    assert reason_message("ORDER_EARNED", "") == "Earned"
    assert reason_message("MANUAL_CREDIT", "") == "Credited by the shop"


def test_what_a_newer_version_wrote_is_still_shown() -> None:
    assert reason_message("BIRTHDAY_GIFT", "") == "Birthday gift"
    assert explanation_message("TIER_MULTIPLIER", {"factor": 2}) == "Tier multiplier"
    assert explanation_message("SPENT", {}) == "Points used: ?, for ? ? off the order."


def test_points_are_counted() -> None:
    assert [points_text(points) for points in (0, 1, 2)] == ["0 points", "1 point", "2 points"]


def test_losers_are_named_for_staff() -> None:
    losers = [{"ruleId": 1, "rule": "Tea"}, {"ruleId": 2, "rule": "Cake"}]
    note = explanation_note({"passedOver": losers})
    assert note == 'These rules matched too but gave way: "Tea", "Cake".'
    assert explanation_note({"passedOver": []}) is None
    assert explanation_note({}) is None


# Languages ------------------------------------------------------------------------------------


def test_english_and_german_are_there() -> None:
    assert {"en", "de"} <= known_languages()


def test_german_writes_numbers_and_plurals_in_its_own_way() -> None:
    cart = Limit(code=LimitCode.MINIMUM_CART_VALUE, value=Decimal(20), missing=Decimal("0.5"))
    rule = {"points": 1, "basis": "0.5", "currency": "EUR", "rule": "Tea", "multiplier": "1.50"}
    with speaking("de"):
        assert [points_text(points) for points in (0, 1, 2)] == ["0 Punkte", "1 Punkt", "2 Punkte"]
        assert limit_message(cart, EURO) == (
            "Punkte lassen sich ab einem Warenwert von 20,00 EUR einlösen."
            " Es fehlen noch: 0,50 EUR."
        )
        assert explanation_message("RULE", rule) == (
            "1 Punkt für 0,5 EUR nach der Regel „Tea“: das 1,5-Fache des üblichen Satzes."
        )
        assert explanation_message("SPENT", {}).startswith("Eingelöste Punkte: ?")


def test_refusal_speaks_the_language_that_is_active_when_it_is_read() -> None:
    problem = LoyaltyProblem(
        ProblemCode.INVALID, "Give 1 to %(maximum)s points.", values={"maximum": 7}
    )
    with speaking("de-AT"):
        assert problem.message == "Geben Sie 1 bis 7 Punkte an."
    assert problem.message == str(problem) == "Give 1 to 7 points."


def test_a_percent_sign_is_no_place_for_a_value() -> None:
    assert LoyaltyProblem(ProblemCode.INVALID, "Give 50 % of it.").message == "Give 50 % of it."


def test_every_code_that_stands_in_the_source_has_words() -> None:
    """Codes that are put together as the code runs are seen by `tests.contract.words`."""
    reasons, codes = set(_literals("reason")), set(_literals("code"))
    assert {"ORDER_EARNED", "ORDER_CLAWBACK", "MANUAL_DEBIT"} <= reasons
    assert {"WAITING", "SPENT", "BALANCE_SET"} <= codes
    assert reasons - set(explanations._REASONS) == set()
    values = {"points": 1, "rule": "Tea", "multiplier": "2"}
    assert [
        code for code in codes if explanation_message(code, values) == explanations._plain(code)
    ] == []


def _literals(name: str) -> Iterator[str]:
    """Upper-case texts in the arguments `name=` of postings and explanations, and under "code"."""
    package = Path(saleor_loyalty_plugin.__file__).parent
    for path in (path for room in ("rules", "services") for path in (package / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in _WRITERS:
                values = [item.value for item in node.keywords if item.arg == name]
            elif isinstance(node, ast.Dict) and name == "code":
                keys = [getattr(key, "value", None) for key in node.keys]
                is_step = keys == ["code", "values"]
                values = node.values[:1] if is_step else []
            else:
                continue
            for part in (part for value in values for part in ast.walk(value)):
                if isinstance(part, ast.Constant) and str(part.value).isupper():
                    yield str(part.value)


_WRITERS = ("Explanation", "Posting")


def test_the_page_on_earning_quotes_what_is_said() -> None:
    page = (Path(__file__).parents[2] / "docs" / "earning.md").read_text(encoding="utf-8")
    values = {
        "rule": "Coffee week",
        "basis": "60.00",
        "currency": "EUR",
        "points": 120,
        "multiplier": "2.00",
        "passedOver": [{"ruleId": 1, "rule": "Summer"}],
    }
    for language in ("en", "de"):
        with speaking(language):
            assert explanation_message("RULE", values) in page
    assert str(explanation_note(values)) in page
