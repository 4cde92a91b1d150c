"""Points on draft orders, as only Saleor has them."""

import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import graphene
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from saleor.account.models import Group, User
from saleor.channel.models import Channel as ChannelRow
from saleor.discount import PromotionType, RewardType, RewardValueType, VoucherType
from saleor.discount.models import Promotion, VoucherCode
from saleor.order.models import Order, OrderLine
from saleor.product.models import ProductVariantChannelListing

from saleor_loyalty_plugin.models import CheckoutDiscount, Hold
from saleor_loyalty_plugin.services.proof.verify_books import verify_books
from tests.contract.driver import DRAFT_APPLY, DRAFT_REMOVE, Person, Refused, Shop
from tests.saleor.saleor_setup import EXCHANGE, SaleorSetup

D = Decimal
HOUR = datetime.timedelta(hours=1)

LINE_DISCOUNT = """
mutation ($id: ID!) {
  orderLineDiscountUpdate(orderLineId: $id, input: {valueType: FIXED, value: 15}) {
    errors { field message code }
  }
}"""
TWO_IN_ONE = """
mutation ($id: ID!) {
  first: draftOrderLoyaltyPointsApply(id: $id, points: 300) {
    order { total { gross { amount } } loyalty { draft { appliedPoints } } } errors { code }
  }
  second: draftOrderLoyaltyPointsApply(id: $id, points: 700) {
    order { total { gross { amount } } loyalty { draft { appliedPoints } } } errors { code }
  }
  third: draftOrderLoyaltyPointsRemove(id: $id) {
    order { total { gross { amount } } voucherCode discounts { id } } errors { code }
  }
}"""

DRAFTS = """
{
  draftOrders(first: 10) {
    edges { node { loyalty { draft { appliedPoints quote { maximumPoints } } } } }
  }
}"""


@pytest.fixture
def setup(shop: Shop) -> SaleorSetup:
    assert isinstance(shop.setup, SaleorSetup)
    return shop.setup


@pytest.fixture
def ann(shop: Shop) -> Person:
    person = shop.setup.customer("ann@example.com")
    shop.credit(person, 1000)
    return person


def _draft(shop: Shop, buyer: Person, price: str = "60.00") -> str:
    channel = shop.setup.channel()
    return shop.draft(buyer, (shop.setup.variant(D(price), channel=channel), 1), channel=channel)


def _row(draft_id: str) -> Order:
    return Order.objects.get(pk=UUID(graphene.Node.from_global_id(draft_id)[1]))


def _total(order: dict[str, Any]) -> float:
    amount: float = order["total"]["gross"]["amount"]
    return amount


def _count_drafts_as_uses(shop: Shop, counts: bool) -> None:
    ChannelRow.objects.filter(pk=shop.setup.channel().channel_id).update(
        include_draft_order_in_voucher_usage=counts
    )


@pytest.mark.parametrize("counts", [False, True], ids=["not counted", "counted"])
def test_whether_drafts_count_as_uses_of_a_voucher_is_the_shops_choice(
    shop: Shop, ann: Person, counts: bool
) -> None:
    _count_drafts_as_uses(shop, counts)
    draft_id = _draft(shop, ann)
    code = shop.apply_to_draft(draft_id, points=500)["voucherCode"]
    assert not VoucherCode.objects.get(code=code).is_active

    # Taken off by Saleor's own mutation, put back, and completed.
    assert _total(shop.update_draft(draft_id, voucherCode=None)) == 70.0
    assert not VoucherCode.objects.filter(code=code).exists()
    assert shop.available(ann) == 1000
    assert _total(shop.apply_to_draft(draft_id, maximum=True)) == 60.0
    order_id = shop.complete_draft(draft_id)

    assert shop.order(order_id)["total"]["gross"]["amount"] == 60.0
    assert shop.movements(ann) == [("ADJUST", 1000), ("REDEEM", -1000)]
    assert not VoucherCode.objects.get(code=Hold.objects.last().code).is_active
    assert list(verify_books(now=timezone.now())) == []


@pytest.mark.parametrize("counts", [False, True], ids=["not counted", "counted"])
def test_replaced_and_deleted_whether_drafts_count_or_not(
    shop: Shop, ann: Person, counts: bool
) -> None:
    _count_drafts_as_uses(shop, counts)
    draft_id = _draft(shop, ann)
    ours = shop.apply_to_draft(draft_id, points=500)["voucherCode"]
    summer = shop.setup.voucher(D("5.00"), channel=shop.setup.channel())

    assert _total(shop.update_draft(draft_id, voucherCode=summer)) == 65.0
    assert not VoucherCode.objects.filter(code=ours).exists()
    shop.update_draft(draft_id, voucherCode=None)
    ours = shop.apply_to_draft(draft_id, points=500)["voucherCode"]
    shop.delete_draft(draft_id)

    assert not VoucherCode.objects.filter(code=ours).exists()
    assert shop.available(ann) == 1000
    assert not CheckoutDiscount.objects.exists()


def test_each_answer_of_one_document_shows_its_own_total(shop: Shop, ann: Person) -> None:
    draft_id = _draft(shop, ann)

    data = shop.run(TWO_IN_ONE, {"id": draft_id}, shop.admin.token)

    answers = [data[name]["order"] for name in ("first", "second", "third")]
    assert [_total(order) for order in answers] == [67.0, 63.0, 70.0]
    assert [order["loyalty"]["draft"]["appliedPoints"] for order in answers[:2]] == [300, 700]
    assert (answers[2]["voucherCode"], answers[2]["discounts"]) == (None, [])


def test_line_that_staff_reduced_counts_with_its_own_price(
    shop: Shop, setup: SaleorSetup, ann: Person
) -> None:
    shop.credit(ann, 9000)
    draft_id = _draft(shop, ann)
    line = graphene.Node.to_global_id("OrderLine", OrderLine.objects.get().pk)
    setup.mutate(LINE_DISCOUNT, {"id": line}, shop.admin.token)

    quote = shop.draft_state(draft_id)["loyalty"]["draft"]["quote"]
    assert (quote["maximumPoints"], quote["maximumDiscount"]["amount"]) == (4500, 45.0)
    assert _total(shop.apply_to_draft(draft_id, maximum=True)) == 10.0

    shop.set_program(shop.setup.channel(), excludeReducedItems=True)
    (limit,) = shop.draft_state(draft_id)["loyalty"]["draft"]["quote"]["limits"]
    assert limit["code"] == "REDUCED_ITEMS"


def test_line_reduced_unheard_costs_what_the_points_bought(
    shop: Shop, setup: SaleorSetup, ann: Person
) -> None:
    """Saleor tells nobody of discounts on lines: what is left of the goods is what points pay."""
    shop.credit(ann, 9000)
    draft_id = _draft(shop, ann)
    shop.apply_to_draft(draft_id, maximum=True)
    line = graphene.Node.to_global_id("OrderLine", OrderLine.objects.get().pk)
    setup.mutate(LINE_DISCOUNT, {"id": line}, shop.admin.token)

    order_id = shop.complete_draft(draft_id)

    assert shop.order(order_id)["total"]["gross"]["amount"] == 10.0
    assert shop.balance(ann) == 5500
    assert list(verify_books(now=timezone.now())) == []


def test_base_prices_that_ran_out_are_renewed_before_the_quote(shop: Shop, ann: Person) -> None:
    shop.credit(ann, 9000)
    draft_id = _draft(shop, ann)
    ProductVariantChannelListing.objects.update(price_amount=40, discounted_price_amount=40)
    assert _total(shop.draft_state(draft_id)) == 70.0
    OrderLine.objects.update(draft_base_price_expire_at=timezone.now() - HOUR)

    order = shop.apply_to_draft(draft_id, maximum=True)

    assert (_total(order), order["loyalty"]["draft"]["appliedPoints"]) == (10.0, 4000)


def test_vouchers_for_goods_and_for_shipping_are_the_merchants_too(
    shop: Shop, setup: SaleorSetup, ann: Person
) -> None:
    channel = shop.setup.channel()
    for kind in (VoucherType.SHIPPING, VoucherType.SPECIFIC_PRODUCT):
        code = setup.voucher(D("5.00"), channel=channel, kind=kind)
        draft_id = _draft(shop, ann)
        shop.update_draft(draft_id, voucherCode=code)
        with pytest.raises(Refused) as refused:
            shop.apply_to_draft(draft_id, points=500)
        assert refused.value.codes == ["PROMO_CODE_PRESENT"]
        assert _row(draft_id).voucher_code == code


def test_discount_by_hand_taken_back_brings_the_points_back_into_play(
    shop: Shop, ann: Person
) -> None:
    """Until an order is confirmed, staff may still give a discount and take it back."""
    channel = shop.setup.channel()
    shop.setup.hold_new_orders(channel)
    draft_id = _draft(shop, ann)
    shop.apply_to_draft(draft_id, points=1000)
    shop.complete_draft(draft_id)
    assert shop.balance(ann) == 0

    shop.add_discount(draft_id, D("7.00"))
    shop.mark_paid(_row(draft_id).pk)
    assert _total(shop.draft_state(draft_id)) == 63.0
    assert shop.balance(ann) == 1000
    shop.delete_discount(draft_id)
    # Saleor computes the price anew when it is read, and no more once the order is confirmed.
    assert _total(shop.draft_state(draft_id)) == 60.0
    shop.confirm(_row(draft_id).pk)

    assert shop.movements(ann)[1:4] == [("REDEEM", -1000), ("RESTORE", 1000), ("REDEEM", -1000)]
    assert list(verify_books(now=timezone.now())) == []


def test_exchange_takes_no_points(shop: Shop, setup: SaleorSetup, ann: Person) -> None:
    channel = shop.setup.channel()
    cup = shop.setup.variant(D("10.00"), channel=channel)
    order_id = shop.buy(ann, (cup, 3), channel=channel)
    moved = setup._move_shipped(EXCHANGE, order_id, 0, 1)
    draft_id = moved["replaceOrder"]["id"]

    assert shop.draft_state(draft_id)["loyalty"]["draft"] is None
    with pytest.raises(Refused) as refused:
        shop.apply_to_draft(draft_id, points=100)

    assert (refused.value.codes, refused.value.fields) == (["INVALID"], ["id"])
    assert not Hold.objects.exists()


def test_queries_of_a_list_of_drafts_do_not_grow(shop: Shop, ann: Person) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            data = shop.run(DRAFTS, {}, shop.admin.token)
        nodes = [edge["node"]["loyalty"]["draft"] for edge in data["draftOrders"]["edges"]]
        assert {node["quote"]["maximumPoints"] for node in nodes} == {1000}
        return len(captured)

    _draft(shop, ann)
    queries()
    one = queries()
    for _ in range(3):
        _draft(shop, ann)

    assert queries() == one


def test_staff_of_other_channels_are_denied(shop: Shop, setup: SaleorSetup, ann: Person) -> None:
    draft_id = _draft(shop, ann)
    shop.apply_to_draft(draft_id, points=300)
    person = setup.staff("MANAGE_ORDERS")
    Group.objects.filter(user=User.objects.get(pk=person.user_id)).update(
        restricted_access_to_channels=True
    )

    for document in (DRAFT_APPLY, DRAFT_REMOVE):
        variables = {"id": draft_id, "points": 100} if document is DRAFT_APPLY else {"id": draft_id}
        body = shop.setup.post(document, variables, person.token)
        assert body["errors"][0]["extensions"]["exception"]["code"] == "PermissionDenied"

    assert shop.available(ann) == 700
    Group.objects.get(user=person.user_id).channels.add(shop.setup.channel().channel_id)
    assert _total(shop.apply_to_draft(draft_id, points=100, token=person.token)) == 69.0


def test_promotion_for_the_whole_draft_gives_way_only_to_more(shop: Shop, ann: Person) -> None:
    promotion = Promotion.objects.create(
        name="From 50", type=PromotionType.ORDER, start_date=timezone.now() - HOUR
    )
    rule = promotion.rules.create(
        order_predicate={
            "discountedObjectPredicate": {"baseSubtotalPrice": {"range": {"gte": 50}}}
        },
        reward_type=RewardType.SUBTOTAL_DISCOUNT,
        reward_value_type=RewardValueType.FIXED,
        reward_value=D(8),
    )
    rule.channels.add(shop.setup.channel().channel_id)
    draft_id = _draft(shop, ann)
    assert _total(shop.draft_state(draft_id)) == 62.0

    with pytest.raises(Refused) as refused:
        shop.apply_to_draft(draft_id, points=700)

    assert refused.value.codes == ["ORDER_PROMOTION_PRESENT"]
    assert _total(shop.draft_state(draft_id)) == 62.0
    assert _total(shop.apply_to_draft(draft_id, points=900)) == 61.0
    assert _total(shop.remove_from_draft(draft_id)) == 62.0
