"""Words in the reader's language: the same in every host."""

from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from saleor_loyalty_plugin.models import ProgramVersion
from tests.contract.driver import COMPLETE, POINTS_APPLY, Channel, Person, Shop

D = Decimal

HISTORY = """
query ($languageCode: LanguageCodeEnum) {
  me {
    loyalty {
      entries(first: 10) {
        edges {
          node {
            reason(languageCode: $languageCode)
            explanation { code message(languageCode: $languageCode) }
          }
        }
      }
    }
  }
}"""
QUOTE = """
query ($id: ID!, $languageCode: LanguageCodeEnum) {
  checkout(id: $id) {
    loyalty {
      quote { limits { message(languageCode: $languageCode) } }
      benefits { name(languageCode: $languageCode) }
    }
  }
}"""
REASONING = """
query ($id: ID!, $languageCode: LanguageCodeEnum) {
  order(id: $id) {
    loyalty {
      entries {
        programVersion
        explanation {
          values { name value }
          rule { id name }
          passedOver { id name }
          staffMessage(languageCode: $languageCode)
        }
      }
    }
  }
}"""


@pytest.fixture
def bought(shop: Shop, channel: Channel, ann: Person) -> str:
    """The number of an order of 60.00 that Ann paid 2.00 of with points."""
    shop.credit(ann, 1000)
    goods = shop.setup.variant(D("60.00"), channel=channel)
    number: str = shop.order(shop.buy(ann, (goods, 1), channel=channel, points=200))["number"]
    return number


def _history(
    shop: Shop, reader: Person, *, header: str | None = None, argument: str | None = None
) -> list[dict[str, Any]]:
    body = shop.setup.post(HISTORY, {"languageCode": argument}, reader.token, language=header)
    assert "errors" not in body, body
    edges = body["data"]["me"]["loyalty"]["entries"]["edges"]
    return [edge["node"] for edge in edges]


def _reasons(shop: Shop, reader: Person, **language: str | None) -> list[str]:
    return [node["reason"] for node in _history(shop, reader, **language)]


def _in_english(number: str) -> list[str]:
    return [f"Earned by order {number}", f"Used for order {number}", "Credited by the shop"]


def _in_german(number: str) -> list[str]:
    return [
        f"Gutgeschrieben für Bestellung {number}",
        f"Eingelöst für Bestellung {number}",
        "Vom Shop gutgeschrieben",
    ]


def test_history_in_german(shop: Shop, ann: Person, bought: str) -> None:
    nodes = _history(shop, ann, header="de-DE,de;q=0.9,en;q=0.8")

    assert [node["reason"] for node in nodes] == _in_german(bought)
    assert [node["explanation"] for node in nodes] == [
        [{"code": "RATE", "message": "58 Punkte für 58,00 USD: 1 Punkt je 1 USD."}],
        [
            {
                "code": "SPENT",
                "message": "Eingelöste Punkte: 200, für 2,00 USD Nachlass auf die Bestellung.",
            }
        ],
        [],
    ]


@pytest.mark.parametrize("header", ["de", "de-AT", "de_DE", "DE-ch", "fr, de;q=0.1", "*, de"])
def test_headers_that_get_german(shop: Shop, ann: Person, header: str) -> None:
    shop.credit(ann, 1000)
    assert _reasons(shop, ann, header=header) == ["Vom Shop gutgeschrieben"]


@pytest.mark.parametrize(
    "header",
    [
        None,
        "",
        "*",
        "en-GB, de;q=0.9",
        "fr-FR",
        "tlh",
        "de;q=0",
        "de;q=much",
        "../../../etc/passwd",
        "de" * 4000,
        "Grüße",
        ",;=",
    ],
)
def test_headers_that_get_english(shop: Shop, ann: Person, header: str | None) -> None:
    shop.credit(ann, 1000)
    assert _reasons(shop, ann, header=header) == ["Credited by the shop"]


@pytest.mark.parametrize(
    ("argument", "reasons"),
    [
        ("DE", ["Vom Shop gutgeschrieben"]),
        ("DE_AT", ["Vom Shop gutgeschrieben"]),
        ("EN", ["Credited by the shop"]),
        ("EN_GB", ["Credited by the shop"]),
        ("FR", ["Credited by the shop"]),
    ],
)
def test_argument_decides_before_the_header(
    shop: Shop, ann: Person, argument: str, reasons: list[str]
) -> None:
    shop.credit(ann, 1000)
    assert _reasons(shop, ann, header="de", argument=argument) == reasons
    assert _reasons(shop, ann, header="en", argument=argument) == reasons


def test_no_language_outlives_its_answer(shop: Shop, ann: Person, bought: str) -> None:
    before = translation.get_language()

    assert _reasons(shop, ann, header="de") == _in_german(bought)
    assert translation.get_language() == before
    assert _reasons(shop, ann, argument="DE") == _in_german(bought)
    assert translation.get_language() == before
    shop.setup.post(POINTS_APPLY, {"id": "nonsense", "points": 1}, ann.token, language="de")
    assert translation.get_language() == before
    assert _reasons(shop, ann) == _in_english(bought)


def test_checkout_in_german(shop: Shop, channel: Channel, ann: Person) -> None:
    shop.credit(ann, 150)
    goods = shop.setup.variant(D("40.00"), channel=channel)
    checkout_id = shop.checkout(ann, (goods, 1), channel=channel)
    shop.apply(checkout_id, ann, points=100)

    body = shop.setup.post(QUOTE, {"id": checkout_id, "languageCode": "DE"}, ann.token)

    loyalty = body["data"]["checkout"]["loyalty"]
    (limit,) = loyalty["quote"]["limits"]
    assert limit["message"].startswith("Verfügbar: 150 Punkte.")
    assert loyalty["benefits"] == [{"name": "100 Punkte"}]


def test_refusal_in_german(shop: Shop, channel: Channel, ann: Person) -> None:
    shop.set_channel(channel, minimumCartValue=50)
    shop.credit(ann, 1000)
    goods = shop.setup.variant(D("40.00"), channel=channel)
    checkout_id = shop.checkout(ann, (goods, 1), channel=channel)

    def refusal(language: str | None) -> dict[str, Any]:
        variables = {"id": checkout_id, "points": 100}
        body = shop.setup.post(POINTS_APPLY, variables, ann.token, language=language)
        (error,) = body["data"]["checkoutLoyaltyPointsApply"]["errors"]
        return {"code": error["code"], "message": error["message"]}

    assert refusal("de-DE,de;q=0.5") == {
        "code": "MINIMUM_CART_VALUE",
        "message": (
            "Punkte lassen sich ab einem Warenwert von 50,00 USD einlösen."
            " Es fehlen noch: 10,00 USD."
        ),
    }
    assert refusal(None) == {
        "code": "MINIMUM_CART_VALUE",
        "message": ("Points can be used from a cart value of 50.00 USD. Still missing: 10.00 USD."),
    }


def test_query_refused_in_german(shop: Shop, ann: Person) -> None:
    query = '{ loyaltyProgram(channel: "nowhere") { id } }'

    body = shop.setup.post(query, {}, ann.token, language="de")

    (error,) = body["errors"]
    assert error["message"] == "Es gibt keinen Kanal mit diesem Slug."
    assert error["extensions"]["code"] == "NOT_FOUND"


def test_order_refused_in_the_language_of_its_checkout(
    shop: Shop, channel: Channel, ann: Person
) -> None:
    shop.credit(ann, 1000)
    goods = shop.setup.variant(D("40.00"), channel=channel)
    checkout_id = shop.checkout(ann, (goods, 1), channel=channel, language_code="DE")
    shop.apply(checkout_id, ann, points=100)
    shop.pay_checkout(checkout_id, shop.total(checkout_id, ann), channel.currency)
    shop.set_program(channel, spendingActive=False)

    body = shop.setup.post(COMPLETE, {"id": checkout_id}, ann.token)

    (error,) = body["data"]["checkoutComplete"]["errors"]
    assert (error["code"], error["message"]) == (
        "VOUCHER_NOT_APPLICABLE",
        "Der Warenkorb hat sich geändert, so viele Punkte passen nicht mehr."
        " Lösen Sie Ihre Punkte erneut ein.",
    )


def test_why_as_data(shop: Shop, channel: Channel, ann: Person) -> None:
    goods = shop.setup.variant(D("60.00"), channel=channel)
    product = shop.product_of(goods, channel)
    loser = shop.add_rule(channel, name="Everything thrice", multiplier=3)
    winner = shop.add_rule(channel, name="Coffee week", productIds=[product], multiplier="1.5")
    version = ProgramVersion.objects.latest("number").number
    order_id = shop.buy(ann, (goods, 1), channel=channel)
    shop.delete_rule(winner)
    variables = {"id": shop.order(order_id)["id"], "languageCode": "DE"}

    data = shop.run(REASONING, variables, shop.admin.token)

    (entry,) = data["order"]["loyalty"]["entries"]
    assert entry["programVersion"] == version
    (step,) = entry["explanation"]
    assert {item["name"]: item["value"] for item in step["values"]} == {
        "basis": "60.00",
        "currency": channel.currency,
        "points": "90",
        "multiplier": "1.50",
        "earnPoints": "1",
        "earnAmount": "1",
    }
    assert step["rule"] == {"id": winner, "name": "Coffee week"}
    assert step["passedOver"] == [{"id": loser, "name": "Everything thrice"}]
    assert step["staffMessage"] == (
        "Diese Regeln trafen ebenfalls zu, waren aber nachrangig: „Everything thrice“."
    )


@pytest.mark.parametrize("field", ["passedOver { name }", "staffMessage"])
def test_shoppers_do_not_see_the_rules_that_lost(
    shop: Shop, ann: Person, bought: str, field: str
) -> None:
    query = HISTORY.replace("code message(languageCode: $languageCode)", f"code {field}")

    body = shop.setup.post(query, {}, ann.token)

    assert body["errors"]
    for error in body["errors"]:
        assert error["extensions"]["exception"]["code"] == "PermissionDenied"
