"""How the reductions of one cart fit together."""

from dataclasses import replace
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from hypothesis import event, given
from hypothesis import strategies as st

from saleor_loyalty_plugin.rules.composition import (
    Benefit,
    BenefitKind,
    Composition,
    Item,
    compose,
    first_beyond,
    is_for_shipping,
    total_of,
)
from saleor_loyalty_plugin.rules.entitlement import discount_used
from saleor_loyalty_plugin.rules.facts import ChannelFacts, CheckoutFacts, CheckoutLineFacts
from saleor_loyalty_plugin.rules.redemption import LimitCode, SpendingAccount, quote_checkout
from tests.rules.builders import EUR, JPY, KWD, cart, line, order, program

D = Decimal
LAMP, CUP, CARD = 1, 2, 3


def goods(
    subtotal: str | Decimal, quantity: int = 1, product: int = LAMP, **values: Any
) -> CheckoutLineFacts:
    """A line; its id says its product, so one for each."""
    return CheckoutLineFacts(
        line_id=UUID(int=product),
        quantity=quantity,
        subtotal=D(subtotal),
        product_id=product,
        variant_id=product * 10,
        **values,
    )


def with_goods(*lines: CheckoutLineFacts, shipping: str = "0", **values: Any) -> CheckoutFacts:
    return replace(cart(**values), lines=lines, shipping_price=D(shipping))


def benefit(kind: str, number: int = 1, **values: Any) -> Benefit:
    known = {name: D(values[name]) for name in ("percentage", "amount", "keeps") if name in values}
    return Benefit(
        kind=BenefitKind(kind),
        source=f"{kind.lower()}:{number}",
        name=f"{kind} {number}",
        **{**values, **known},
    )


def taken(found: Composition) -> list[tuple[str, str, str]]:
    """(source, off the goods, off shipping) of every item."""
    return [(item.source, str(item.amount), str(item.shipping_amount)) for item in found.items]


def left_of(found: Composition) -> list[str]:
    return [str(amount) for amount in found.left.values()]


def test_each_takes_of_what_those_before_it_left() -> None:
    facts = with_goods(goods("100.00"))
    given = (
        benefit("REWARD", amount="15.00"),
        benefit("BADGE", percentage="10"),
        benefit("TIER", percentage="20"),
    )
    found = compose(facts, given)
    assert taken(found) == [
        ("tier:1", "20.00", "0"),
        ("badge:1", "8.00", "0"),
        ("reward:1", "15.00", "0"),
    ]
    assert (found.total, left_of(found), found.room) == (D(43), ["57.00"], D(57))


def test_of_one_kind_the_smaller_number_comes_first() -> None:
    given = [benefit("REWARD", number, percentage="50") for number in (10, 9)]
    found = compose(with_goods(goods("10.00")), given)
    assert taken(found) == [("reward:9", "5.00", "0"), ("reward:10", "2.50", "0")]


def test_of_one_kind_the_smaller_rank_comes_first() -> None:
    given = [benefit("BADGE", 1, rank=2, percentage="50"), benefit("BADGE", 2, percentage="50")]
    found = compose(with_goods(goods("10.00")), given)
    assert taken(found) == [("badge:2", "5.00", "0"), ("badge:1", "2.50", "0")]


@pytest.mark.parametrize(
    ("tier", "source", "amount"),
    # 10 % of what the tier left against 5.00: equal at 50 %, where the smaller rank comes first.
    [
        ("0", "badge:2", "10.00"),
        ("49", "badge:2", "5.10"),
        ("50", "badge:1", "5.00"),
        ("51", "badge:1", "5.00"),
    ],
)
def test_of_alternatives_the_one_that_takes_most_off(tier: str, source: str, amount: str) -> None:
    given = [
        benefit("TIER", percentage=tier),
        benefit("BADGE", 2, percentage="10", rank=2, is_alternative=True),
        benefit("BADGE", 1, amount="5.00", rank=1, is_alternative=True),
    ]
    found = compose(with_goods(goods("100.00")), given)
    assert taken(found)[-1] == (source, amount, "0")
    others = {"badge:1", "badge:2"} - {source}
    assert others <= set(found.unused)


def test_of_alternatives_the_one_that_makes_the_whole_cart_cheapest() -> None:
    """5.50 off the cup is more than 5.00 off the lamp, but the cup is free anyway."""
    facts = with_goods(goods("40.00"), goods("20.00", product=CUP))
    given = [
        benefit("BADGE", 1, amount="5.50", product_ids=frozenset({CUP}), is_alternative=True),
        benefit("BADGE", 2, amount="5.00", product_ids=frozenset({LAMP}), is_alternative=True),
        benefit("REWARD", percentage="100", product_ids=frozenset({CUP})),
    ]
    found = compose(facts, given)
    assert taken(found) == [("badge:2", "5.00", "0"), ("reward:1", "20.00", "0")]
    assert taken(compose(facts, given[:2])) == [("badge:1", "5.50", "0")]


def test_goods_by_product_and_by_variant() -> None:
    facts = with_goods(goods("30.00"), goods("20.00", product=CUP))
    by_product = benefit("BADGE", percentage="10", product_ids=frozenset({LAMP}))
    by_variant = benefit("REWARD", amount="5.00", variant_ids=frozenset({CUP * 10}))
    assert left_of(compose(facts, [by_product, by_variant])) == ["27.00", "15.00"]


@pytest.mark.parametrize(
    ("units", "amount"),
    [(None, "42.00"), (1, "12.00"), (2, "22.00"), (3, "32.00"), (9, "42.00")],
)
def test_units_are_the_dearest(units: int | None, amount: str) -> None:
    facts = with_goods(goods("30.00", 3), goods("12.00", 1, CUP))
    found = compose(facts, [benefit("REWARD", percentage="100", units=units)])
    assert found.items[0].amount == D(amount)


def test_units_of_an_uneven_price_are_rounded_down() -> None:
    """Three for 10.00: one of them is 3.33, though it was to cost nothing at all."""
    facts = with_goods(goods("10.00", 3))
    for way in ({"percentage": "100"}, {"amount": "99.00"}):
        found = compose(facts, [benefit("REWARD", units=1, **way)])
        assert taken(found) == [("reward:1", "3.33", "0")]


def test_which_unit_is_the_dearest_does_not_hang_on_other_benefits() -> None:
    """The lamp stays the dearer one, even where a badge made it the cheaper one."""
    facts = with_goods(goods("10.00"), goods("9.00", product=CUP))
    badge = benefit("BADGE", amount="2.00", product_ids=frozenset({LAMP}))
    any_piece = benefit("REWARD", percentage="100", units=1)
    cup = benefit("REWARD", 2, percentage="100", product_ids=frozenset({CUP}))
    assert compose(facts, [any_piece, cup]).total == 19
    assert compose(facts, [badge, any_piece, cup]).total == 19


def test_money_beside_a_reward_is_kept() -> None:
    """A product for points and 4.00: what a tier took off before counts towards it."""
    facts = with_goods(goods("10.00"))
    reward = benefit("REWARD", percentage="100", units=1, keeps="4.00")
    assert taken(compose(facts, [reward])) == [("reward:1", "6.00", "0")]
    tier = benefit("TIER", percentage="70")
    assert taken(compose(facts, [tier, reward])) == [("tier:1", "7.00", "0")]
    assert compose(facts, [tier, reward]).unused == ("reward:1",)


def test_never_gift_cards_and_gifts() -> None:
    facts = with_goods(
        goods("50.00", is_gift_card=True, product=CARD),
        goods("0.00", is_gift=True, product=CUP),
        goods("10.00"),
    )
    every_kind = [
        benefit("TIER", percentage="100"),
        benefit("BADGE", amount="99.00", product_ids=frozenset({CARD})),
        benefit("REWARD", percentage="100", units=5),
    ]
    found = compose(facts, every_kind)
    assert taken(found) == [("tier:1", "10.00", "0")]
    assert left_of(found) == ["50.00", "0.00", "0.00"]


@pytest.mark.parametrize(
    ("channel", "price", "amount"),
    [(EUR, "9.99", "3.29"), (JPY, "999", "329"), (KWD, "9.999", "3.299")],
)
def test_shares_are_whole_units_of_the_currency(
    channel: ChannelFacts, price: str, amount: str
) -> None:
    facts = with_goods(goods(price), channel=channel)
    (item,) = compose(facts, [benefit("TIER", percentage="33")]).items
    assert str(item.amount) == amount


# Shipping ---------------------------------------------------------------------------------------


def test_shipping_is_free_once() -> None:
    facts = with_goods(goods("30.00"), shipping="10.00")
    given = [benefit("TIER", is_free_shipping=True), benefit("REWARD", is_free_shipping=True)]
    found = compose(facts, given)
    assert taken(found) == [("tier:1", "0", "10.00")]
    assert (found.unused, found.is_for_shipping, found.room) == (("reward:1",), True, D(20))


def test_shipping_alone_may_cost_more_than_the_goods() -> None:
    facts = with_goods(goods("3.00"), shipping="10.00")
    found = compose(facts, [benefit("TIER", is_free_shipping=True)])
    assert (taken(found), found.room) == ([("tier:1", "0", "10.00")], D(0))
    assert not found.items[0].is_capped


def test_goods_bear_the_price_of_shipping_where_both_are_free() -> None:
    facts = with_goods(goods("30.00"), shipping="10.00")
    given = [benefit("TIER", percentage="10"), benefit("REWARD", is_free_shipping=True)]
    found = compose(facts, given)
    assert taken(found) == [("tier:1", "3.00", "0"), ("reward:1", "0", "10.00")]
    assert (found.is_for_shipping, found.room) == (False, D(17))


def test_goods_bear_no_more_than_they_cost() -> None:
    facts = with_goods(goods("12.00"), shipping="10.00")
    given = [benefit("TIER", is_free_shipping=True), benefit("BADGE", percentage="50")]
    found = compose(facts, given)
    assert taken(found) == [("tier:1", "0", "6.00"), ("badge:1", "6.00", "0")]
    assert ([item.is_capped for item in found.items], found.room) == ([True, False], D(0))


def test_gift_cards_bear_no_shipping() -> None:
    facts = with_goods(
        goods("12.00"), goods("50.00", is_gift_card=True, product=CARD), shipping="10.00"
    )
    given = [benefit("TIER", is_free_shipping=True), benefit("BADGE", percentage="50")]
    found = compose(facts, given)
    assert taken(found) == [("tier:1", "0", "6.00"), ("badge:1", "6.00", "0")]
    assert (found.items[0].is_capped, found.room) == (True, D(0))


def test_nothing_is_left_to_bear_shipping() -> None:
    facts = with_goods(goods("12.00"), shipping="10.00")
    free = [benefit("TIER", is_free_shipping=True), benefit("REWARD", percentage="100")]
    found = compose(facts, free)
    assert (taken(found), found.unused) == ([("reward:1", "12.00", "0")], ("tier:1",))


def test_free_shipping_stands_alone_where_it_is_worth_more() -> None:
    facts = with_goods(goods("3.00"), shipping="10.00")
    given = [benefit("TIER", percentage="50"), benefit("REWARD", is_free_shipping=True)]
    found = compose(facts, given)
    assert taken(found) == [("reward:1", "0", "10.00")]
    assert (found.unused, left_of(found), found.is_for_shipping) == (("tier:1",), ["3.00"], True)


# Points -----------------------------------------------------------------------------------------


def test_points_take_what_is_left() -> None:
    facts = with_goods(goods("60.00"), shipping="10.00")
    found = compose(
        facts, [benefit("TIER", percentage="10"), benefit("BADGE", is_free_shipping=True)]
    )
    account = SpendingAccount(points_available=10_000)
    with_both = quote_checkout(
        facts, program(), account, has_foreign_code=False, left=found.left, room=found.room
    )
    # 60.00 − 6.00 − 10.00 that the goods bear for shipping.
    assert (with_both.points_max, with_both.discount_max) == (4400, D(44))
    assert [limit.code for limit in with_both.limits] == [LimitCode.CART_VALUE]
    # On a card of their own they have nothing to bear.
    alone = quote_checkout(facts, program(), account, has_foreign_code=False, left=found.left)
    assert alone.points_max == 5400


# Items ------------------------------------------------------------------------------------------


def test_items_survive_being_stored() -> None:
    item = Item(
        kind=BenefitKind.REWARD,
        source="claim:7",
        name="Free cup",
        amount=D("0.10"),
        shipping_amount=D("4.90"),
        points=7,
        is_capped=True,
    )
    assert Item.from_json(item.to_json()) == item
    assert str(Item.from_json(item.to_json()).amount) == "0.10"


def test_only_shipping() -> None:
    shipping = Item(kind=BenefitKind.TIER, source="tier:1", name="", shipping_amount=D(5))
    points = Item(kind=BenefitKind.POINTS, source="points", name="", amount=D(1), points=100)
    assert is_for_shipping([shipping])
    assert not is_for_shipping([shipping, points])
    assert not is_for_shipping([])


@pytest.mark.parametrize("ways", [{}, {"percentage": "10", "amount": "1"}])
def test_a_benefit_takes_off_one_thing(ways: dict[str, str]) -> None:
    with pytest.raises(ValueError, match="tier:1"):
        benefit("TIER", **ways)


# The last look ----------------------------------------------------------------------------------


def items(*named: str) -> list[Item]:
    """`tier:3 6.00` is 6.00 off by that tier."""
    found = []
    for source, amount in (text.split() for text in named):
        kind = BenefitKind(source.partition(":")[0].upper())
        found.append(Item(kind=kind, source=source, name=source, amount=D(amount)))
    return found


@pytest.mark.parametrize(
    ("carried", "due", "beyond"),
    [
        (["tier:3 6.00"], ["tier:3 6.00"], None),
        (["tier:3 6.00"], ["tier:4 9.00"], None),
        (["tier:3 6.00"], ["tier:2 3.00"], "tier:3"),
        (["tier:3 6.00"], [], "tier:3"),
        (["tier:3 6.00"], ["badge:1 6.00"], "tier:3"),
        # The tier has risen, so there is less left for 10 % of the rest; together it is more.
        (["tier:3 6.00", "badge:1 5.40"], ["tier:4 9.00", "badge:1 5.10"], None),
        (["tier:3 9.00", "badge:1 5.10"], ["tier:4 6.00", "badge:1 5.40"], "tier:3"),
        (["tier:3 6.00", "badge:1 5.40"], ["tier:3 6.00"], "badge:1"),
        (["badge:1 5.00"], ["badge:2 5.00"], None),
        (["tier:3 6.00", "reward:1 5.40"], ["tier:4 9.00", "reward:1 5.10"], None),
        (["tier:3 6.00", "reward:1 5.40"], ["tier:4 60.00"], "reward:1"),
        (["reward:1 5.40"], ["reward:2 5.40"], "reward:1"),
        (["tier:3 6.00", "points 9.00"], ["tier:3 6.00"], None),
        (["points 9.00"], [], None),
    ],
)
def test_what_a_code_takes_off_beyond_what_is_due(
    carried: list[str], due: list[str], beyond: str | None
) -> None:
    found = first_beyond(items(*carried), items(*due))
    assert (found.source if found is not None else None) == beyond


@given(st.data())
def test_a_cart_that_is_as_it_was_is_covered(data: st.DataObject) -> None:
    found = compose(data.draw(some_cart()), data.draw(some_benefits()))
    assert first_beyond(found.items, found.items) is None


# Any cart ---------------------------------------------------------------------------------------


@st.composite
def some_cart(draw: st.DrawFn) -> CheckoutFacts:
    channel = draw(st.sampled_from([EUR, JPY, KWD]))
    money = st.decimals(min_value=0, max_value=500, places=channel.currency_digits)
    lines = [
        goods(
            draw(money),
            draw(st.integers(1, 7)),
            product,
            is_gift_card=draw(st.integers(0, 5)) == 0,
        )
        for product in range(1, draw(st.integers(1, 5)) + 1)
    ]
    return with_goods(*lines, shipping=str(draw(money)), channel=channel)


@st.composite
def some_benefit(draw: st.DrawFn, number: int, *, may_keep: bool = True) -> Benefit:
    kind = draw(st.sampled_from(["TIER", "BADGE", "REWARD"]))
    if draw(st.integers(0, 3)) == 0:
        return benefit(kind, number, is_free_shipping=True)
    way = draw(st.sampled_from(["percentage", "amount"]))
    value = draw(st.decimals(min_value=0, max_value=100 if way == "percentage" else 300, places=2))
    return benefit(
        kind,
        number,
        **{way: value},
        units=draw(st.none() | st.integers(1, 4)),
        product_ids=draw(st.frozensets(st.integers(1, 5), max_size=2)),
        keeps=draw(st.decimals(0, 20, places=2)) if may_keep else D(0),
        rank=draw(st.integers(0, 2)),
        is_alternative=kind == "BADGE" and draw(st.booleans()),
    )


@st.composite
def some_benefits(draw: st.DrawFn, *, may_keep: bool = True) -> list[Benefit]:
    count = draw(st.integers(0, 5))
    return [draw(some_benefit(number, may_keep=may_keep)) for number in range(1, count + 1)]


@given(some_cart(), some_benefits())
def test_items_add_up_to_what_the_cart_lost(facts: CheckoutFacts, given: list[Benefit]) -> None:
    found = compose(facts, given)

    off_goods = sum((item.amount for item in found.items), D(0))
    off_shipping = sum((item.shipping_amount for item in found.items), D(0))
    assert off_goods == facts.subtotal - sum(found.left.values(), D(0))
    assert off_goods + off_shipping == found.total == total_of(found.items)
    assert all(0 <= found.left[line.line_id] <= line.subtotal for line in facts.lines)
    assert all(found.left[line.line_id] == line.subtotal for line in facts.lines if _is_card(line))
    assert 0 <= off_shipping <= facts.shipping_price
    assert sum(item.shipping_amount > 0 for item in found.items) <= 1
    # One code for goods takes off no more than all goods cost but gift cards.
    cards = sum((line.subtotal for line in facts.lines if _is_card(line)), D(0))
    assert found.is_for_shipping or found.total + found.room == facts.subtotal - cards
    exponent = -facts.channel.currency_digits
    amounts = [item.amount for item in found.items] + list(found.left.values())
    assert all(amount == round(amount, -exponent) for amount in amounts)
    sources = [item.source for item in found.items]
    assert sorted((*sources, *found.unused)) == sorted(item.source for item in given)
    assert all(item.total > 0 for item in found.items)
    alternatives = {item.source for item in given if item.is_alternative}
    assert len(alternatives & set(sources)) <= 1
    event(f"{len(found.items)} items, capped: {any(item.is_capped for item in found.items)}")


def _is_card(line: CheckoutLineFacts) -> bool:
    return line.is_gift_card


@given(some_cart(), some_benefits(), st.randoms())
def test_the_order_is_ours(facts: CheckoutFacts, given: list[Benefit], random: Any) -> None:
    found = compose(facts, given)
    shuffled = list(given)
    random.shuffle(shuffled)
    again = compose(facts, shuffled)
    assert (again.items, again.left) == (found.items, found.left)
    kinds = [list(BenefitKind).index(item.kind) for item in found.items]
    assert kinds == sorted(kinds)


@given(some_cart(), some_benefits(may_keep=False), some_benefit(99, may_keep=False))
def test_one_more_benefit_never_makes_a_cart_dearer(
    facts: CheckoutFacts, given: list[Benefit], more: Benefit
) -> None:
    """But for the rounding: at most a smallest unit for each benefit and line."""
    before, after = compose(facts, given), compose(facts, [*given, more])
    unit = D(1).scaleb(-facts.channel.currency_digits)
    rounding = unit * (len(given) + 1) * len(facts.lines)
    assert after.total >= before.total - rounding


@given(some_cart(), some_benefits(), st.integers(0, 100_000), st.integers(0, 100))
def test_money_and_points_pay_for_everything(
    facts: CheckoutFacts, given: list[Benefit], points: int, percentage_left: int
) -> None:
    """Money paid, money off and the worth of points are the whole price, also of an order that
    staff have edited down: what the code is worth less then, is less of the points first."""
    found = compose(facts, given)
    account = SpendingAccount(points_available=points)
    quote = quote_checkout(
        facts, program(), account, has_foreign_code=False, left=found.left, room=found.room
    )
    worth, others = quote.discount_max, found.total
    price = facts.subtotal + facts.shipping_price
    assert 0 <= others + worth <= price
    if found.is_for_shipping and not worth:
        return
    code = others + worth
    # The shop takes the code off what is left of the goods, and no more.
    goods_left = round(facts.subtotal * percentage_left / 100, facts.channel.currency_digits)
    code_left = min(code, goods_left)
    edited = order(
        line(goods_left - code_left, undiscounted_total_gross=goods_left),
        channel=facts.channel,
        code_discount=code_left,
    )
    used = discount_used(edited, worth, beside_points=others)
    paid = edited.total_gross
    if code_left > 0:
        assert paid + min(others, code_left) + used == goods_left
    event(f"edited below its code: {code_left < code}")


@given(some_cart(), some_benefits(), st.integers(0, 100_000))
def test_points_never_take_more_than_is_left(
    facts: CheckoutFacts, given: list[Benefit], points: int
) -> None:
    found = compose(facts, given)
    quote = quote_checkout(
        facts,
        program(),
        SpendingAccount(points_available=points),
        has_foreign_code=False,
        left=found.left,
        room=found.room,
    )
    assert quote.discount_max <= found.room
    cards = sum((line.subtotal for line in facts.lines if _is_card(line)), D(0))
    assert quote.discount_max <= sum(found.left.values(), D(0)) - cards
    if not found.is_for_shipping:
        assert found.total + quote.discount_max <= facts.subtotal
