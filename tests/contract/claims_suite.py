"""Claims of rewards, as customers, staff and tills make and use them: the same in every host."""

from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import graphene
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saleor_loyalty_plugin.models import Reward, RewardClaim
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from saleor_loyalty_plugin.services.rewards.queue import sweep_claims
from tests.contract.driver import Person, Refused, Shop

D = Decimal

CLAIM = """
mutation ($id: ID!, $checkoutId: ID, $key: String, $customerId: ID, $channel: String) {
  loyaltyRewardClaim(id: $id, checkoutId: $checkoutId, idempotencyKey: $key,
                     customerId: $customerId, channel: $channel) {
    claim { id status code name kind points checkoutId }
    account { balance available }
    checkout { id voucherCode totalPrice { gross { amount } }
      loyalty { appliedPoints benefits { kind name amount { amount } } } }
    errors { field message code }
  }
}"""
PUT_ON = """
mutation ($id: ID!, $claimId: ID!) {
  checkoutLoyaltyRewardApply(id: $id, claimId: $claimId) {
    claim { id status checkoutId }
    checkout { id totalPrice { gross { amount } } lines { quantity variant { id } } }
    errors { field message code }
  }
}"""
TAKE_OFF = """
mutation ($id: ID!, $claimId: ID!) {
  checkoutLoyaltyRewardRemove(id: $id, claimId: $claimId) {
    claim { id status checkoutId }
    checkout { id totalPrice { gross { amount } } lines { quantity variant { id } } }
    errors { field message code }
  }
}"""
CANCEL = """
mutation ($id: ID!) {
  loyaltyRewardClaimCancel(id: $id) {
    claim { status } account { balance } errors { field message code }
  }
}"""
FULFILL = """
mutation ($id: ID!, $note: String) {
  loyaltyRewardClaimFulfill(id: $id, note: $note) {
    claim { status note closedAt } account { balance } errors { field message code }
  }
}"""
REFUSE = """
mutation ($id: ID!, $note: String) {
  loyaltyRewardClaimRefuse(id: $id, note: $note) {
    claim { status note closedAt } account { balance } errors { field message code }
  }
}"""
MINE = """
query ($channel: String!, $filter: LoyaltyClaimFilterInput) {
  me { loyalty(channel: $channel) { claims(first: 20, filter: $filter) {
    totalCount
    edges { node {
      id status name code points checkoutId closedAt
      order { id } reward { name isClaimable } entry { points reason }
    } }
  } } }
}"""
QUEUE = """
query ($filter: LoyaltyClaimFilterInput, $first: Int, $last: Int) {
  loyaltyRewardClaims(filter: $filter, first: $first, last: $last) {
    totalCount
    edges { node {
      id status name kind code note
      account { balance customer { email } } order { number } entry { points } reward { name }
    } }
  }
}"""


class Claims:
    """Ann has 1000 points."""

    def __init__(self, shop: Shop) -> None:
        self.shop = shop
        self.channel = shop.setup.channel()
        self.ann = shop.setup.customer("ann@example.com")
        shop.credit(self.ann, 1000)

    def reward(self, kind: str, **settings: Any) -> str:
        values: dict[str, Any] = {"kind": kind, "points": 100, **settings}
        return self.shop.add_reward(self.channel, **values)

    def voucher(self, **settings: Any) -> str:
        """20 % off."""
        return self.reward("VOUCHER_PERCENTAGE", **{"percentage": 20, **settings})

    def cart(self, price: str = "60.00", *, buyer: Person | None = None) -> str:
        """Goods at a price, and delivery for 10.00."""
        goods = self.shop.setup.variant(D(price), channel=self.channel)
        return self.shop.checkout(buyer or self.ann, (goods, 1), channel=self.channel)

    def claim(self, reward: str, *, by: Person | None = None, **more: Any) -> dict[str, Any]:
        return self.shop.mutate(CLAIM, {"id": reward, **more}, (by or self.ann).token)

    def run(self, document: str, claim: dict[str, Any], *, staff: bool = True) -> dict[str, Any]:
        token = self.shop.admin.token if staff else self.ann.token
        return self.shop.mutate(document, {"id": claim["claim"]["id"]}, token)

    def put(self, claim: dict[str, Any], checkout: str, *, by: Person | None = None) -> Any:
        variables = {"id": checkout, "claimId": claim["claim"]["id"]}
        return self.shop.mutate(PUT_ON, variables, (by or self.ann).token)

    def take_off(self, claim: dict[str, Any], checkout: str) -> Any:
        variables = {"id": checkout, "claimId": claim["claim"]["id"]}
        return self.shop.mutate(TAKE_OFF, variables, self.ann.token)

    def mine(self, **filter: Any) -> list[dict[str, Any]]:
        variables = {"channel": self.channel.slug, "filter": filter}
        data = self.shop.run(MINE, variables, self.ann.token)["me"]["loyalty"]["claims"]
        nodes = [edge["node"] for edge in data["edges"]]
        assert data["totalCount"] == len(nodes)
        return nodes

    def total(self, checkout: str) -> Decimal:
        return self.shop.total(checkout, self.ann)

    def order(self, checkout: str) -> UUID:
        self.shop.pay_checkout(checkout, self.total(checkout), self.channel.currency)
        return self.shop.complete(checkout, self.ann)

    def refused(self, act: Callable[..., Any], *args: Any, **more: Any) -> tuple[str, str]:
        """(code, field) of the one error; no point moves, no claim changes."""
        before = (self.shop.movements(self.ann), list(RewardClaim.objects.order_by("pk").values()))
        with pytest.raises(Refused) as refused:
            act(*args, **more)
        after = (self.shop.movements(self.ann), list(RewardClaim.objects.order_by("pk").values()))
        assert after == before
        return refused.value.codes[0], refused.value.fields[0]


@pytest.fixture
def claims(shop: Shop) -> Claims:
    return Claims(shop)


def test_claimed_voucher_lowers_a_cart(claims: Claims) -> None:
    checkout = claims.cart()

    payload = claims.claim(claims.voucher(), checkoutId=checkout)

    assert payload["account"] == {"balance": 900, "available": 900}
    assert payload["claim"]["checkoutId"] == checkout
    assert payload["checkout"]["totalPrice"]["gross"]["amount"] == 58.0
    assert payload["checkout"]["loyalty"]["benefits"] == [
        {"kind": "REWARD", "name": "Reward", "amount": {"amount": 12.0}}
    ]
    assert claims.shop.movements(claims.ann) == [("ADJUST", 1000), ("REDEEM", -100)]
    (mine,) = claims.mine()
    assert mine["entry"] == {"points": -100, "reason": "Reward: Reward"}
    assert list(verify_books(now=timezone.now())) == []


def test_claimed_for_later_then_used_and_taken_off(claims: Claims) -> None:
    claim = claims.claim(claims.voucher())
    checkout = claims.cart()

    for _ in range(2):
        shown = claims.put(claim, checkout)
        assert shown["checkout"]["totalPrice"]["gross"]["amount"] == 58.0
        assert shown["claim"]["checkoutId"] == checkout
    for _ in range(2):
        shown = claims.take_off(claim, checkout)
        assert shown["checkout"]["totalPrice"]["gross"]["amount"] == 70.0
        assert shown["claim"] == {
            "id": claim["claim"]["id"],
            "status": "CLAIMED",
            "checkoutId": None,
        }
    assert claims.shop.balance(claims.ann) == 900


def test_order_uses_a_claim_until_it_is_cancelled(claims: Claims) -> None:
    checkout = claims.cart()
    claims.claim(claims.voucher(), checkoutId=checkout)

    order_id = claims.order(checkout)

    (mine,) = claims.mine(statuses=["USED"])
    assert mine["order"]["id"] == graphene.Node.to_global_id("Order", order_id)
    assert claims.shop.order(order_id)["total"]["gross"]["amount"] == 58.0
    claims.shop.cancel(order_id)
    (mine,) = claims.mine(statuses=["CLAIMED"])
    assert (mine["order"], mine["closedAt"]) == (None, None)
    again = claims.cart()
    claims.put({"claim": mine}, again)
    assert claims.total(again) == D("58.0")
    assert list(verify_books(now=timezone.now())) == []


def test_partial_refund_leaves_a_claim_used(claims: Claims) -> None:
    checkout = claims.cart()
    claims.claim(claims.voucher(), checkoutId=checkout)
    order_id = claims.order(checkout)

    claims.shop.setup.refund_amount(order_id, D("10.00"))

    assert [item["status"] for item in claims.mine()] == ["USED"]
    assert list(verify_books(now=timezone.now())) == []


def test_free_product_is_put_into_the_cart(claims: Claims) -> None:
    cup = claims.shop.setup.variant(D("8.00"), channel=claims.channel)
    checkout = claims.cart()
    claim = claims.claim(
        claims.reward("PRODUCT", variantId=cup, moneyAmount=1, currency=claims.channel.currency)
    )

    shown = claims.put(claim, checkout)["checkout"]

    assert shown["totalPrice"]["gross"]["amount"] == 71.0
    assert {"quantity": 1, "variant": {"id": cup}} in shown["lines"]
    shown = claims.take_off(claim, checkout)["checkout"]
    assert shown["totalPrice"]["gross"]["amount"] == 78.0
    assert {"quantity": 1, "variant": {"id": cup}} in shown["lines"]
    # It is there already: no second one.
    shown = claims.put(claim, checkout)["checkout"]
    assert shown["totalPrice"]["gross"]["amount"] == 71.0
    order_id = claims.order(checkout)
    assert claims.shop.order(order_id)["total"]["gross"]["amount"] == 71.0


PRICES = """
query ($id: ID!) { checkout(id: $id) {
  lines { quantity variant { id } totalPrice { gross { amount } } } } }"""
ORDER_PRICES = """
query ($id: ID!) { order(id: $id) {
  lines { id quantity variant { id } totalPrice { gross { amount } } } } }"""
REFUND = """
query ($id: ID!, $line: ID!) { order(id: $id) { loyalty {
  refundPreview(lines: [{orderLineId: $line, quantity: 1}]) { moneyDue { amount } } } } }"""


def prices(claims: Claims, query: str, key: str, *, id: str) -> dict[str, float]:
    token = claims.shop.admin.token
    lines = claims.shop.run(query, {"id": id}, token)[key]["lines"]
    return {line["variant"]["id"]: line["totalPrice"]["gross"]["amount"] for line in lines}


def test_free_product_costs_nothing_and_other_goods_what_they_cost(claims: Claims) -> None:
    cup = claims.shop.setup.variant(D("8.00"), channel=claims.channel)
    lamp = claims.shop.setup.variant(D("49.00"), channel=claims.channel)
    checkout = claims.shop.checkout(claims.ann, (lamp, 1), (cup, 3), channel=claims.channel)
    claims.claim(claims.reward("PRODUCT", variantId=cup), checkoutId=checkout)

    assert prices(claims, PRICES, "checkout", id=checkout) == {lamp: 49.0, cup: 16.0}
    claims.shop.set_quantity(checkout, cup, 1, claims.ann)
    assert prices(claims, PRICES, "checkout", id=checkout) == {lamp: 49.0, cup: 0.0}
    # Without its last piece there is nothing to lower; the customer has not taken the claim off.
    claims.shop.set_quantity(checkout, cup, 0, claims.ann)
    assert prices(claims, PRICES, "checkout", id=checkout) == {lamp: 49.0}
    claims.shop.add_line(checkout, cup, 1, claims.ann)
    assert prices(claims, PRICES, "checkout", id=checkout) == {lamp: 49.0, cup: 0.0}

    order_id = claims.order(checkout)

    node = graphene.Node.to_global_id("Order", order_id)
    assert prices(claims, ORDER_PRICES, "order", id=node) == {lamp: 49.0, cup: 0.0}
    token = claims.shop.admin.token
    lines = claims.shop.run(ORDER_PRICES, {"id": node}, token)["order"]["lines"]
    (line,) = (item["id"] for item in lines if item["variant"]["id"] == cup)
    preview = claims.shop.run(REFUND, {"id": node, "line": line}, token)["order"]["loyalty"]
    assert preview["refundPreview"]["moneyDue"]["amount"] == 0.0
    assert [item["status"] for item in claims.mine()] == ["USED"]
    assert list(verify_books(now=timezone.now())) == []


def test_free_product_beside_points_adds_up(claims: Claims) -> None:
    cup = claims.shop.setup.variant(D("8.00"), channel=claims.channel)
    lamp = claims.shop.setup.variant(D("49.00"), channel=claims.channel)
    checkout = claims.shop.checkout(claims.ann, (lamp, 1), (cup, 1), channel=claims.channel)
    claims.claim(claims.reward("PRODUCT", variantId=cup), checkoutId=checkout)

    claims.shop.apply(checkout, claims.ann, points=500)

    # One code for both: the shop spreads it over all goods.
    assert claims.total(checkout) == D("54.0")
    claims.shop.remove(checkout, claims.ann)
    assert prices(claims, PRICES, "checkout", id=checkout) == {lamp: 49.0, cup: 0.0}
    order_id = claims.order(checkout)
    assert claims.shop.order(order_id)["total"]["gross"]["amount"] == 59.0
    assert list(verify_books(now=timezone.now())) == []


def test_product_that_the_channel_does_not_sell(claims: Claims) -> None:
    cup = claims.shop.setup.variant(D("8.00"), channel=claims.channel)
    claim = claims.claim(claims.reward("PRODUCT", variantId=cup))
    yen = claims.shop.setup.yen_channel()
    goods = claims.shop.setup.variant(D(1000), channel=yen)
    checkout = claims.shop.checkout(claims.ann, (goods, 1), channel=yen)

    assert claims.refused(claims.put, claim, checkout) == ("NOT_APPLICABLE", "claimId")

    lines = claims.shop.run(LINES, {"id": checkout}, claims.ann.token)["checkout"]["lines"]
    assert lines == [{"variant": {"id": goods}}]


LINES = "query ($id: ID!) { checkout(id: $id) { lines { variant { id } } } }"


def test_free_shipping_and_several_rewards(claims: Claims) -> None:
    checkout = claims.cart()
    claims.claim(claims.reward("FREE_SHIPPING"), checkoutId=checkout)
    assert claims.total(checkout) == D("60.0")

    claims.claim(claims.voucher(), checkoutId=checkout)
    five = claims.reward("VOUCHER_AMOUNT", amount=5, currency=claims.channel.currency)
    claims.claim(five, checkoutId=checkout)

    # 60.00 - 12.00 - 5.00, and 10.00 of delivery that cost nothing.
    assert claims.total(checkout) == D("43.0")
    refused = claims.refused(claims.claim, claims.reward("FREE_SHIPPING"), checkoutId=checkout)
    assert refused == ("NOT_APPLICABLE", "checkoutId")
    order_id = claims.order(checkout)
    assert claims.shop.order(order_id)["total"]["gross"]["amount"] == 43.0
    assert [item["status"] for item in claims.mine()] == ["USED"] * 3


def test_free_shipping_alone_is_taken_off_shipping(claims: Claims) -> None:
    checkout = claims.cart()
    claims.claim(claims.reward("FREE_SHIPPING"), checkoutId=checkout)

    order_id = claims.order(checkout)

    order = claims.shop.order(order_id)
    assert order["total"]["gross"]["amount"] == 60.0
    assert order["lines"][0]["totalPrice"]["gross"]["amount"] == 60.0
    assert [item["status"] for item in claims.mine()] == ["USED"]


def test_points_beside_a_reward(claims: Claims) -> None:
    checkout = claims.cart()
    claims.shop.apply(checkout, claims.ann, points=500)

    payload = claims.claim(claims.voucher(), checkoutId=checkout)

    # 12.00 by the reward, 5.00 by points.
    assert payload["checkout"]["totalPrice"]["gross"]["amount"] == 53.0
    assert payload["checkout"]["loyalty"]["appliedPoints"] == 500
    claims.order(checkout)
    assert claims.shop.movements(claims.ann)[1:] == [
        ("REDEEM", -100),
        ("REDEEM", -500),
        ("EARN", 43),
    ]
    assert list(verify_books(now=timezone.now())) == []


def test_points_that_pay_follow_a_reward(claims: Claims) -> None:
    claims.shop.set_program(claims.channel, redemptionMethod="PAYMENT")
    claims.shop.credit(claims.ann, 9000)
    checkout = claims.cart()
    claims.shop.apply(checkout, claims.ann, maximum=True)
    assert claims.shop.quote(checkout, claims.ann)["appliedPoints"] == 6000

    claim = claims.claim(claims.voucher(), checkoutId=checkout)

    assert claims.shop.quote(checkout, claims.ann)["appliedPoints"] == 4800
    assert claims.total(checkout) == D("10.0")
    claims.run(CANCEL, claim, staff=False)
    assert claims.shop.quote(checkout, claims.ann)["appliedPoints"] == 6000
    assert claims.total(checkout) == D("10.0")


def test_claim_moves_to_another_cart(claims: Claims) -> None:
    first, second = claims.cart(), claims.cart("30.00")
    claim = claims.claim(claims.voucher(), checkoutId=first)

    claims.put(claim, second)

    assert (claims.total(first), claims.total(second)) == (D("70.0"), D("34.0"))


def test_promo_code_of_a_merchant_stays(claims: Claims) -> None:
    checkout = claims.cart()
    summer = claims.shop.setup.voucher(D("5.00"), channel=claims.channel)
    claims.shop.add_promo_code(checkout, summer, claims.ann)

    refused = claims.refused(claims.claim, claims.voucher(), checkoutId=checkout)

    assert refused == ("PROMO_CODE_PRESENT", "checkoutId")
    assert claims.total(checkout) == D("65.0")
    assert claims.shop.checkout_state(checkout, claims.ann)["voucherCode"] == summer


def test_promo_code_on_top_gives_the_claim_back(claims: Claims) -> None:
    checkout = claims.cart()
    claims.claim(claims.voucher(), checkoutId=checkout)
    summer = claims.shop.setup.voucher(D("5.00"), channel=claims.channel)

    claims.shop.add_promo_code(checkout, summer, claims.ann)

    assert claims.total(checkout) == D("65.0")
    (mine,) = claims.mine()
    assert (mine["status"], mine["checkoutId"]) == ("CLAIMED", None)


def test_nothing_that_it_could_lower(claims: Claims) -> None:
    type_id = claims.shop.setup.gift_card_type()
    card = claims.shop.setup.variant(D("25.00"), channel=claims.channel, product_type=type_id)
    checkout = claims.shop.checkout(claims.ann, (card, 1), channel=claims.channel)

    refused = claims.refused(claims.claim, claims.voucher(), checkoutId=checkout)

    assert refused == ("NOT_APPLICABLE", "checkoutId")


def test_gift_card_pays_and_is_the_customers_alone(claims: Claims) -> None:
    reward = claims.reward("GIFT_CARD", amount=25, currency=claims.channel.currency)

    claim = claims.claim(reward)["claim"]

    assert claim["status"] == "USED"
    checkout = claims.cart()
    claims.shop.add_promo_code(checkout, claim["code"], claims.ann)
    assert claims.total(checkout) == D("45.0")
    assert claims.refused(claims.run, CANCEL, {"claim": claim}, staff=False) == (
        "CLAIM_CLOSED",
        "id",
    )
    # Beside it, points and rewards work as ever.
    claims.claim(claims.voucher(), checkoutId=checkout)
    assert claims.total(checkout) == D("33.0")
    order_id = claims.order(checkout)
    assert claims.shop.order(order_id)["isPaid"]


def test_cancelling_gives_points_and_stock_back(claims: Claims) -> None:
    reward = claims.voucher(stock=1)
    checkout = claims.cart()
    claim = claims.claim(reward, checkoutId=checkout)
    assert claims.refused(claims.claim, reward) == ("REWARD_UNAVAILABLE", "id")

    for _ in range(2):
        payload = claims.run(CANCEL, claim, staff=False)
        assert payload == {
            "claim": {"status": "CANCELLED"},
            "account": {"balance": 1000},
            "errors": [],
        }

    assert claims.total(checkout) == D("70.0")
    assert claims.shop.movements(claims.ann)[1:] == [("REDEEM", -100), ("RESTORE", 100)]
    claims.claim(reward)
    assert list(verify_books(now=timezone.now())) == []


def test_staff_work_off_the_queue(claims: Claims) -> None:
    tour, mug = claims.reward("EXPERIENCE"), claims.reward("MERCHANDISE")
    first, second = claims.claim(tour), claims.claim(mug)
    claims.claim(claims.voucher())
    waiting = {"statuses": ["CLAIMED"], "kinds": ["EXPERIENCE", "MERCHANDISE", "DONATION"]}
    admin = claims.shop.admin.token

    data = claims.shop.run(QUEUE, {"filter": waiting, "last": 1}, admin)["loyaltyRewardClaims"]
    assert data["totalCount"] == 2
    (node,) = [edge["node"] for edge in data["edges"]]
    assert (node["id"], node["kind"]) == (first["claim"]["id"], "EXPERIENCE")
    assert node["account"]["customer"]["email"] == claims.ann.email

    for _ in range(2):
        variables = {"id": first["claim"]["id"], "note": "tour on Friday"}
        done = claims.shop.mutate(FULFILL, variables, admin)["claim"]
        assert (done["status"], done["note"]) == ("USED", "tour on Friday")
        back = claims.shop.mutate(REFUSE, {"id": second["claim"]["id"]}, admin)
        assert (back["claim"]["status"], back["account"]) == ("CANCELLED", {"balance": 800})

    data = claims.shop.run(QUEUE, {"filter": waiting, "first": 5}, admin)["loyaltyRewardClaims"]
    assert data == {"totalCount": 0, "edges": []}
    code = {"code": first["claim"]["code"].lower()}
    data = claims.shop.run(QUEUE, {"filter": code, "first": 5}, admin)["loyaltyRewardClaims"]
    assert [edge["node"]["note"] for edge in data["edges"]] == ["tour on Friday"]
    assert claims.refused(claims.run, REFUSE, first) == ("CLAIM_CLOSED", "id")
    assert claims.refused(claims.run, FULFILL, second) == ("CLAIM_CLOSED", "id")
    assert list(verify_books(now=timezone.now())) == []


def test_time_of_a_claim_is_over_before_the_sweep_comes(claims: Claims) -> None:
    checkout, other = claims.cart(), claims.cart()
    claim = claims.claim(claims.voucher(claimDays=10), checkoutId=checkout)
    RewardClaim.objects.update(expires_at=timezone.now() - timedelta(seconds=1))

    assert [item["status"] for item in claims.mine(statuses=["EXPIRED"])] == ["EXPIRED"]
    assert claims.mine(statuses=["CLAIMED"]) == []
    assert claims.refused(claims.put, claim, other) == ("CLAIM_CLOSED", "claimId")
    assert claims.refused(claims.run, CANCEL, claim, staff=False) == ("CLAIM_CLOSED", "id")
    claims.shop.pay_checkout(checkout, D("58.00"), claims.channel.currency)
    with pytest.raises(Refused):
        claims.shop.complete(checkout, claims.ann)

    assert (sweep_claims(now=timezone.now()), sweep_claims(now=timezone.now())) == (1, 0)

    assert [item["status"] for item in claims.mine()] == ["EXPIRED"]
    assert claims.total(checkout) == D("70.0")
    assert claims.shop.balance(claims.ann) == 900
    assert list(verify_books(now=timezone.now())) == []


def test_key_makes_a_claim_once(claims: Claims) -> None:
    reward = claims.voucher()
    checkout = claims.cart()
    first = claims.claim(reward, key="wish-1", checkoutId=checkout)["claim"]

    assert claims.claim(reward, key="wish-1", checkoutId=checkout)["claim"]["id"] == first["id"]
    claims.order(checkout)
    again = claims.claim(reward, key="wish-1", checkoutId=checkout)
    assert (again["claim"]["status"], again["checkout"]) == ("USED", None)
    other = claims.reward("DONATION")
    assert claims.refused(claims.claim, other, key="wish-1") == (
        "IDEMPOTENCY_CONFLICT",
        "idempotencyKey",
    )
    assert RewardClaim.objects.count() == 1


def test_till_claims_for_a_customer(claims: Claims) -> None:
    till = claims.shop.setup.app_token("MANAGE_USERS")
    checkout = claims.cart()
    variables = {"id": claims.voucher(), "customerId": claims.ann.global_id}

    payload = claims.shop.mutate(CLAIM, {**variables, "checkoutId": checkout}, till)

    assert payload["checkout"]["totalPrice"]["gross"]["amount"] == 58.0
    bob = claims.shop.setup.customer("bob@example.com")
    with pytest.raises(Refused) as refused:
        claims.shop.mutate(CLAIM, {**variables, "checkoutId": claims.cart(buyer=bob)}, till)
    assert (refused.value.codes, refused.value.fields) == (["NOT_FOUND"], ["checkoutId"])
    with pytest.raises(Refused) as refused:
        claims.shop.mutate(CLAIM, {"id": variables["id"]}, till)
    assert (refused.value.codes, refused.value.fields) == (["REQUIRED"], ["customerId"])


def test_claims_of_others_are_not_there(claims: Claims) -> None:
    bob = claims.shop.setup.customer("bob@example.com")
    claims.shop.credit(bob, 1000)
    his, hers = claims.cart(buyer=bob), claims.cart()
    claim = claims.claim(claims.voucher())

    assert claims.refused(claims.put, claim, his, by=bob) == ("NOT_FOUND", "claimId")
    with pytest.raises(Refused) as refused:
        claims.put(claim, hers, by=bob)
    assert refused.value.codes == ["NOT_FOUND"]
    with pytest.raises(Refused) as refused:
        claims.shop.mutate(CANCEL, {"id": claim["claim"]["id"]}, bob.token)
    assert (refused.value.codes, refused.value.fields) == (["NOT_FOUND"], ["id"])


def test_archived_reward_shows_in_its_claims(claims: Claims) -> None:
    claims.claim(claims.voucher())
    Reward.objects.update(archived_at=timezone.now())

    (mine,) = claims.mine()

    assert (mine["status"], mine["reward"]) == ("CLAIMED", {"name": "Reward", "isClaimable": None})


def test_queries_of_claims_do_not_grow(claims: Claims) -> None:
    for number in range(4):
        person = claims.shop.setup.customer(f"person{number}@example.com")
        claims.shop.credit(person, 1000)
        claims.claim(claims.reward("DONATION"), by=person)

    counts = []
    for first in (1, 2, 4):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            claims.shop.run(QUEUE, {"first": first}, claims.shop.admin.token)
        counts.append(sum('"loyalty_' in query["sql"] for query in queries))

    # The page, the count; accounts, entries, rewards.
    assert counts == [5, 5, 5]


def test_queries_of_accounts_with_claims_do_not_grow(claims: Claims) -> None:
    for number in range(3):
        person = claims.shop.setup.customer(f"person{number}@example.com")
        claims.shop.credit(person, 1000)
        for _ in range(2):
            claims.claim(claims.reward("DONATION"), by=person)

    counts = []
    for first in (1, 3):
        with CaptureQueriesContext(connection) as queries:
            claims.shop.run(ACCOUNTS_WITH_CLAIMS, {"first": first}, claims.shop.admin.token)
        counts.append(sum('"loyalty_' in query["sql"] for query in queries))

    # The accounts; two for the pages of claims, their counts; entries, rewards, accounts.
    assert counts == [7, 7]


ACCOUNTS_WITH_CLAIMS = """
query ($first: Int!) {
  loyaltyAccounts(first: $first) { edges { node {
    claims(first: 5, filter: {statuses: [CLAIMED]}) {
      totalCount
      edges { node { status code name entry { points } reward { name } account { balance } } }
    }
  } } }
}"""
