"""What holds for every order: any rules, tier, rounding and currency, whatever paid for it."""

from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from saleor_loyalty_plugin.rules.earning_rules import EarningRule
from saleor_loyalty_plugin.rules.entitlement import kept_of, order_award, order_entitlement
from saleor_loyalty_plugin.rules.facts import ChannelFacts, OrderFacts, OrderLineFacts
from saleor_loyalty_plugin.rules.money import Rounding
from saleor_loyalty_plugin.rules.progress_benefits import EarningTier
from saleor_loyalty_plugin.rules.terms import ChannelTerms, EarnBasis, EarnMode, ProgramTerms
from tests.rules.builders import EUR, JPY, KWD, line, order, program

CAPTURED = 7_357


def money(draw: st.DrawFn, channel: ChannelFacts, most: Decimal = Decimal(3000)) -> Decimal:
    return draw(st.decimals(min_value=0, max_value=most, places=channel.currency_digits))


@st.composite
def some_line(draw: st.DrawFn, channel: ChannelFacts) -> OrderLineFacts:
    """A line with discounts, tax, or one that is a gift or a gift card."""
    undiscounted = money(draw, channel)
    gross = money(draw, channel, undiscounted)
    kind = draw(st.sampled_from(["is_gift", "is_gift_card", "is_reduced", "plain", "plain"]))
    flags = {kind: True} if kind != "plain" else {}
    return line(
        gross,
        quantity=draw(st.integers(1, 5)),
        total_net=money(draw, channel, gross),
        undiscounted_total_gross=undiscounted,
        product_id=draw(st.integers(1, 4)),
        **flags,
    )


@st.composite
def some_order(draw: st.DrawFn) -> OrderFacts:
    """A whole, paid order: a gift card and points may have paid a part of it."""
    channel = draw(st.sampled_from([EUR, JPY, KWD]))
    lines = draw(st.lists(some_line(channel), min_size=1, max_size=5))
    shipping = money(draw, channel, Decimal(20))
    whole = sum((item.total_gross for item in lines), shipping)
    by_card = money(draw, channel, whole)
    return order(
        *lines,
        shipping=str(shipping),
        shipping_net=money(draw, channel, shipping),
        channel=channel,
        total_gross=whole - by_card,
        charged_gross=whole - by_card,
        points_discount=money(draw, channel, Decimal(100)),
    )


def _rule(number: int, product: int, kind: str, value: Decimal) -> EarningRule:
    given_value: dict[str, Any] = {kind: int(value) if kind == "fixed_points" else value}
    return EarningRule(
        rule_id=number, name=f"Rule {number}", product_ids=frozenset({product}), **given_value
    )


some_terms = st.builds(
    lambda rate, rules, **settings: program(rate, earning_rules=tuple(rules), **settings),
    st.builds(
        ChannelTerms,
        earn_points=st.integers(0, 50),
        earn_amount=st.decimals(min_value="0.5", max_value=100, places=3),
    ),
    st.lists(
        st.builds(
            _rule,
            st.integers(1, 99),
            st.integers(1, 4),
            st.sampled_from(["fixed_points", "percentage", "multiplier"]),
            st.decimals(min_value=0, max_value=20, places=1),
        ),
        max_size=3,
    ),
    earn_mode=st.sampled_from(EarnMode),
    earn_basis=st.sampled_from(EarnBasis),
    rounding=st.sampled_from(Rounding),
    earn_on_shipping=st.booleans(),
    earn_on_reduced_items=st.booleans(),
    earn_on_points_paid_part=st.booleans(),
)

# Multipliers below 1 are as good as any other here.
some_tier = st.builds(
    lambda multiplier: EarningTier(tier_id=3, name="Gold", multiplier=multiplier),
    st.decimals(min_value=0, max_value=10, places=2),
)


def net(facts: OrderFacts, terms: ProgramTerms, tier: EarningTier) -> tuple[int, int]:
    """Points earned, points spent."""
    found = order_entitlement(facts, terms, points_captured=CAPTURED, tier=tier)
    return found.points_earned, found.points_spent


def with_returned(facts: OrderFacts, returned: list[int], **changes: Any) -> OrderFacts:
    lines = zip(facts.lines, returned, strict=True)
    return replace(
        facts, lines=tuple(replace(item, quantity_returned=n) for item, n in lines), **changes
    )


@st.composite
def order_and_less(draw: st.DrawFn) -> tuple[OrderFacts, OrderFacts]:
    facts = draw(some_order())
    returned = [draw(st.integers(0, item.quantity)) for item in facts.lines]
    refunded = money(draw, facts.channel, facts.total_gross)
    return facts, with_returned(facts, returned, refunded_gross=refunded)


@given(order_and_less(), some_terms, some_tier)
def test_never_more_for_less(
    pair: tuple[OrderFacts, OrderFacts], terms: ProgramTerms, tier: EarningTier
) -> None:
    whole_order, less = pair
    earned, spent = net(whole_order, terms, tier)
    earned_less, spent_less = net(less, terms, tier)
    assert spent == CAPTURED
    assert 0 <= earned_less <= earned
    assert 0 <= spent_less <= spent


@given(order_and_less(), some_terms, some_tier, st.randoms(use_true_random=False))
def test_order_of_lines_does_not_matter(
    pair: tuple[OrderFacts, OrderFacts], terms: ProgramTerms, tier: EarningTier, chance: Any
) -> None:
    _, facts = pair
    lines = list(facts.lines)
    chance.shuffle(lines)
    assert net(replace(facts, lines=tuple(lines)), terms, tier) == net(facts, terms, tier)


@given(order_and_less(), some_terms, some_tier)
def test_lines_add_up_to_the_order(
    pair: tuple[OrderFacts, OrderFacts], terms: ProgramTerms, tier: EarningTier
) -> None:
    for facts in pair:
        channel = terms.for_channel(facts.channel.channel_id)
        assert channel is not None
        found = order_award(facts, terms, channel, kept_of(facts), tier.multiplier)
        points_earned, _ = net(facts, terms, tier)
        assert sum(item.points for item in found.lines) == found.points == points_earned
        assert all(item.points >= 0 for item in found.lines)


@given(some_order(), some_terms, some_tier, st.data())
def test_unit_by_unit_ends_where_all_at_once_ends(
    facts: OrderFacts, terms: ProgramTerms, tier: EarningTier, data: st.DataObject
) -> None:
    """Each unit with its money, as the shop rounds it. What is posted on the way adds up."""
    facts = replace(facts, total_gross=facts.total_gross or Decimal(0))
    terms = replace(terms, earn_on_shipping=False)
    returned = [0 for _ in facts.lines]
    refunded, before = Decimal(0), net(facts, terms, tier)
    posted = [before[0], before[1]]
    turns = [i for i, item in enumerate(facts.lines) for _ in range(item.quantity)]
    for index in data.draw(st.permutations(turns)):
        returned[index] += 1
        refunded += _price_of_unit(facts.lines[index], facts.channel)
        refunded = min(refunded, facts.total_gross)
        now = net(with_returned(facts, returned, refunded_gross=refunded), terms, tier)
        assert now[1] <= before[1]
        posted = [posted[0] + now[0] - before[0], posted[1] + now[1] - before[1]]
        before = now
    at_once = with_returned(
        facts, [item.quantity for item in facts.lines], refunded_gross=facts.total_gross
    )
    assert posted == [0, 0] == [*net(at_once, terms, tier)]


@given(some_order(), some_terms, some_tier, st.data())
def test_rounded_money_for_units_takes_no_points_beyond_theirs(
    facts: OrderFacts, terms: ProgramTerms, tier: EarningTier, data: st.DataObject
) -> None:
    """Without gift cards, whose share of a refund nobody can tell."""
    whole = sum((item.total_gross for item in facts.lines), facts.shipping_gross)
    facts = replace(facts, total_gross=whole, charged_gross=whole)
    # That part earns by the points that stay spent, which are looked at by themselves below.
    terms = replace(terms, earn_on_points_paid_part=False)
    returned = [data.draw(st.integers(0, item.quantity)) for item in facts.lines]
    paid_back = sum(
        (
            n * _price_of_unit(item, facts.channel)
            for item, n in zip(facts.lines, returned, strict=True)
        ),
        Decimal(0),
    )
    with_money = with_returned(facts, returned, refunded_gross=paid_back)
    earned, spent = net(with_money, terms, tier)
    earned_by_units, spent_by_units = net(with_returned(facts, returned), terms, tier)
    assert earned == earned_by_units
    # What the shop rounds up may bring back the points of as much money, no others.
    units = sum(returned)
    rounding = Fraction(units, 2 * 10**facts.channel.currency_digits)
    share = rounding / Fraction(whole) if whole else Fraction(0)
    assert 0 <= spent_by_units - spent <= CAPTURED * share + 1


def _price_of_unit(item: OrderLineFacts, channel: ChannelFacts) -> Decimal:
    exact = Fraction(item.total_gross) / item.quantity
    smallest = Decimal(1).scaleb(-channel.currency_digits)
    decimal = Decimal(exact.numerator) / Decimal(exact.denominator)
    return decimal.quantize(smallest, rounding=ROUND_HALF_UP)


def test_goods_that_come_back_after_their_money_take_no_points_away_again() -> None:
    """Beside a free gift, whose value before its discount nobody paid points for."""
    sold = line(Decimal(100), undiscounted_total_gross=Decimal(150))
    gift = line(Decimal(0), undiscounted_total_gross=Decimal(50), is_gift=True)
    facts = order(sold, gift, shipping="0", points_discount=Decimal(50))
    money_first = replace(facts, refunded_gross=facts.total_gross)
    both = with_returned(money_first, [1, 0])

    assert [kept_of(item).of_points for item in (facts, money_first, both)] == [1, 0, 0]
