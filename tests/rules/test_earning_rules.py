from dataclasses import replace
from datetime import timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from saleor_loyalty_plugin.rules.earning_rules import EarningRule, choose_rule
from saleor_loyalty_plugin.rules.entitlement import kept_of, order_award, order_entitlement
from saleor_loyalty_plugin.rules.facts import OrderFacts
from saleor_loyalty_plugin.rules.money import Rounding
from saleor_loyalty_plugin.rules.terms import ChannelTerms, EarnMode, ProgramTerms
from tests.rules.builders import NOON, line, order, program

D = Decimal
ROOT, MUGS, BLUE = 1, 2, 3


def rule(rule_id: int, **values: object) -> EarningRule:
    return EarningRule(rule_id=rule_id, name=f"Rule {rule_id}", **values)  # type: ignore[arg-type]


def with_rules(*rules: EarningRule, **settings: object) -> ProgramTerms:
    return program(earning_rules=rules, **settings)


def earned(facts: OrderFacts, terms: ProgramTerms) -> int:
    return order_entitlement(facts, terms, points_captured=0).points_earned


ITEM = line(
    "60",
    quantity=3,
    variant_id=10,
    product_id=20,
    product_type_id=30,
    category_ids=(BLUE, MUGS, ROOT),
    collection_ids=frozenset({40}),
)


@pytest.mark.parametrize(
    ("given_by_rule", "points"),
    [
        ({"fixed_points": 7}, 21),
        ({"fixed_points": 0}, 0),
        ({"percentage": D(5)}, 3),
        ({"multiplier": D(2)}, 120),
        ({"multiplier": D("0.5")}, 30),
        ({"multiplier": D(0)}, 0),
    ],
)
def test_what_a_rule_gives(given_by_rule: dict[str, object], points: int) -> None:
    terms = with_rules(rule(1, product_ids=frozenset({20}), **given_by_rule))
    assert earned(order(ITEM), terms) == points


@pytest.mark.parametrize(
    "named",
    [
        {"variant_ids": frozenset({10})},
        {"product_ids": frozenset({20})},
        {"collection_ids": frozenset({40})},
        {"category_ids": frozenset({BLUE})},
        {"category_ids": frozenset({MUGS})},
        {"category_ids": frozenset({ROOT})},
        {"product_type_ids": frozenset({30})},
        {},
    ],
    ids=["variant", "product", "collection", "category", "parent", "root", "type", "everything"],
)
def test_most_specific_wins_against_all_below(named: dict[str, frozenset[int]]) -> None:
    """Each kind of rule beats every kind that stands after it, whatever the ranks say."""
    kinds = [
        {"variant_ids": frozenset({10})},
        {"product_ids": frozenset({20})},
        {"collection_ids": frozenset({40})},
        {"category_ids": frozenset({BLUE})},
        {"category_ids": frozenset({MUGS})},
        {"category_ids": frozenset({ROOT})},
        {"product_type_ids": frozenset({30})},
        {},
    ]
    below = kinds[kinds.index(named) :]
    rules = [
        rule(number, rank=number, multiplier=D(1), **kind)
        for number, kind in enumerate(reversed(below))
    ]
    choice = choose_rule(ITEM, rules, channel_id=1, order_value=D(60), placed_at=NOON)
    assert choice.rule is rules[-1]
    assert set(choice.passed_over) == set(rules[:-1])


def test_ties_go_to_higher_order_value_then_rank_then_the_older_rule() -> None:
    rules = [
        rule(3, multiplier=D(1), rank=1),
        rule(2, multiplier=D(1), rank=1),
        rule(4, multiplier=D(1), rank=0),
        rule(5, multiplier=D(1), rank=9, order_value_from=D(50)),
    ]
    choice = choose_rule(ITEM, rules, channel_id=1, order_value=D(60), placed_at=NOON)
    assert choice.rule == rules[3]
    assert [item.rule_id for item in choice.passed_over] == [4, 2, 3]


@pytest.mark.parametrize(
    ("condition", "holds"),
    [
        ({"channel_ids": frozenset({1})}, True),
        ({"channel_ids": frozenset({2})}, False),
        ({"order_value_from": D(60)}, True),
        ({"order_value_from": D("60.01")}, False),
        ({"starts_at": NOON}, True),
        ({"starts_at": NOON + timedelta(seconds=1)}, False),
        ({"ends_at": NOON + timedelta(seconds=1)}, True),
        ({"ends_at": NOON}, False),
        ({"product_ids": frozenset({99})}, False),
    ],
)
def test_when_a_rule_holds(condition: dict[str, object], holds: bool) -> None:
    terms = with_rules(rule(1, multiplier=D(10), **condition))
    assert earned(order(ITEM), terms) == (600 if holds else 60)


def test_services_one_goods_two_per_euro() -> None:
    services, goods = 1, 2
    terms = with_rules(
        rule(1, product_type_ids=frozenset({services}), multiplier=D(1)),
        rule(2, product_type_ids=frozenset({goods}), multiplier=D(2)),
    )
    facts = order(line("100", product_type_id=services), line("50", product_type_id=goods))
    assert earned(facts, terms) == 200


def test_rising_rate_by_what_is_left_of_the_order() -> None:
    terms = with_rules(
        rule(1, order_value_from=D(100), multiplier=D(2)),
        rule(2, order_value_from=D(200), multiplier=D(3)),
    )
    for gross, points in (("99.99", 99), ("100", 200), ("199.99", 399), ("200", 600)):
        assert earned(order(line(gross)), terms) == points
    refunded = order(line("200"), refunded_gross=D(80))
    assert earned(refunded, terms) == 240


def test_per_full_amount_counts_the_order_not_the_line() -> None:
    channel = ChannelTerms(earn_points=10, earn_amount=D(5))
    terms = program(channel, earn_mode=EarnMode.PER_FULL_AMOUNT)
    assert earned(order(line("4"), line("4"), line("4")), terms) == 20


def test_explanation_names_winner_and_losers() -> None:
    winner = rule(1, product_ids=frozenset({20}), multiplier=D(2))
    loser = rule(2, multiplier=D(3))
    result = order_entitlement(order(ITEM), with_rules(winner, loser), points_captured=0)
    (step,) = result.explanation
    assert step.code == "RULE"
    assert step.values == {
        "rule": "Rule 1",
        "ruleId": 1,
        "basis": "60.00",
        "currency": "EUR",
        "points": 120,
        "multiplier": "2",
        "earnPoints": 1,
        "earnAmount": "1",
        "passedOver": [{"ruleId": 2, "rule": "Rule 2"}],
    }


def test_explanation_of_fixed_points_counts_the_pieces() -> None:
    fixed = rule(1, fixed_points=30)
    result = order_entitlement(order(line("20", quantity=4)), with_rules(fixed), points_captured=0)
    (step,) = result.explanation
    assert (step.values["fixedPoints"], step.values["units"]) == (30, "4")


def test_explanation_names_no_more_than_the_next_best_losers() -> None:
    rules = [rule(number, rank=number, multiplier=D(2)) for number in range(1, 31)]
    result = order_entitlement(order(ITEM), with_rules(*rules), points_captured=0)
    (step,) = result.explanation
    assert [loser["ruleId"] for loser in step.values["passedOver"]] == list(range(2, 12))


amounts = st.decimals(min_value=0, max_value=2000, places=2)
some_rules = st.lists(
    st.builds(
        lambda number, product, kind, value: rule(
            number,
            product_ids=frozenset({product}),
            **{kind: int(value) if kind == "fixed_points" else value},
        ),
        st.integers(1, 99),
        st.integers(1, 4),
        st.sampled_from(["fixed_points", "percentage", "multiplier"]),
        st.decimals(min_value=0, max_value=20, places=1),
    ),
    max_size=4,
)
some_lines = st.lists(
    st.tuples(amounts, st.integers(1, 4), st.integers(1, 6)), min_size=1, max_size=6
)
some_terms = st.builds(
    lambda points, amount, mode, rounding, rules: program(
        ChannelTerms(earn_points=points, earn_amount=amount),
        earn_mode=mode,
        rounding=rounding,
        earning_rules=tuple(rules),
    ),
    st.integers(0, 20),
    st.decimals(min_value="0.5", max_value=50, places=2),
    st.sampled_from(EarnMode),
    st.sampled_from(Rounding),
    some_rules,
)


def facts_of(items: list[tuple[Decimal, int, int]]) -> OrderFacts:
    return order(*[line(gross, quantity=n, product_id=p) for gross, n, p in items])


@given(some_lines, some_terms)
def test_lines_add_up_to_the_order(
    items: list[tuple[Decimal, int, int]], terms: ProgramTerms
) -> None:
    facts = facts_of(items)
    channel = terms.for_channel(1)
    assert channel is not None
    earned_by_lines = order_award(facts, terms, channel, kept_of(facts))
    assert sum(item.points for item in earned_by_lines.lines) == earned_by_lines.points
    assert all(item.points >= 0 for item in earned_by_lines.lines)
    assert earned_by_lines.points == earned(facts, terms)


@given(some_lines, some_terms, st.data())
def test_refunding_line_by_line_ends_where_all_at_once_ends(
    items: list[tuple[Decimal, int, int]], terms: ProgramTerms, data: st.DataObject
) -> None:
    """Each step leaves no more than the step before, and the end is nothing."""
    facts = facts_of(items)
    before = earned(facts, terms)
    for index in data.draw(st.permutations(range(len(facts.lines)))):
        lines = list(facts.lines)
        lines[index] = replace(lines[index], quantity_returned=lines[index].quantity)
        facts = replace(facts, lines=tuple(lines))
        now = earned(facts, terms)
        assert now <= before
        before = now
    assert before == 0


@given(some_rules)
def test_rules_survive_storage(rules: list[EarningRule]) -> None:
    full = rule(
        7,
        rank=3,
        variant_ids=frozenset({1}),
        category_ids=frozenset({2, 3}),
        channel_ids=frozenset({1}),
        order_value_from=D("99.50"),
        multiplier=D("1.5"),
        starts_at=NOON,
        ends_at=NOON + timedelta(days=1),
    )
    terms = with_rules(full, *rules)
    assert ProgramTerms.from_json(terms.to_json()) == terms
