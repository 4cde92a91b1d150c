"""The worked examples of docs/spending.md, as data that every host runs.

A test compares the page's tables with this one, row by row.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tests.contract.driver import Channel, Person, Refused, Shop
from tests.contract.earning_examples import Goods

POINTS = ("MINIMUM_BALANCE", "AVAILABLE_POINTS")


@dataclass(frozen=True, kw_only=True)
class Named:
    """Goods that points may, or may not, pay for; lists name goods of the cart as `Goods` does."""

    mode: str
    products: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Example:
    """A cart, the points of its customer, and what can be used with the limits that are named.

    `points` and their `worth` are the most that can be used; `limits` are codes, with the number
    that would lift them where there is one. `gift_cards` are names of goods in the cart. The shop's
    oldest channel is in USD; `channel` is the cart's, whose settings are `rate`, untouched if None.
    """

    row: str
    label: str
    cart: tuple[Goods, ...]
    has: int
    points: int
    worth: str
    limits: tuple[tuple[str, str | None], ...]
    channel: str = "channel"
    program: Mapping[str, Any] = field(default_factory=dict)
    rate: Mapping[str, Any] | None = None
    named: Named | None = None
    gift_cards: tuple[str, ...] = ()
    voucher: str | None = None

    @property
    def text(self) -> str:
        """The cart and the points, as the page says it."""
        parts = [", ".join(str(goods) for goods in self.cart), f"{self.has} points"]
        if self.voucher is not None:
            parts.append(f"a voucher for {self.voucher}")
        return "; ".join(parts)

    @property
    def limits_text(self) -> str:
        """Such as: `AVAILABLE_POINTS` 140 points."""
        return ", ".join(
            f"`{code}`" + (f" {missing}" if missing else "")
            for code, missing in (
                (code, f"{missing} points" if missing and code in POINTS else missing)
                for code, missing in self.limits
            )
        )


def check_example(shop: Shop, example: Example) -> None:
    """The quote is as the example says, one point more is refused, and the rest is applied."""
    shop.setup.channel()
    channel: Channel = getattr(shop.setup, example.channel)()
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, example.has)
    checkout_id = _cart(shop, example, channel, ann)

    quote = shop.quote(checkout_id, ann)["quote"]

    worth = Decimal(str(quote["maximumDiscount"]["amount"]))
    assert (quote["maximumPoints"], worth) == (example.points, Decimal(example.worth))
    assert [_told(limit) for limit in quote["limits"]] == [
        (code, Decimal(missing) if missing else None) for code, missing in example.limits
    ]
    _check_refusal(shop, checkout_id, ann, example.points + 1, quote["limits"])
    if example.points:
        applied = shop.apply(checkout_id, ann, points=example.points)["loyalty"]
        assert applied["appliedPoints"] == example.points
        assert Decimal(str(applied["appliedDiscount"]["amount"])) == worth


def _told(limit: Mapping[str, Any]) -> tuple[str, Decimal | None]:
    has_number = limit["value"] is not None
    is_in_points = limit["code"] in POINTS
    assert limit["unit"] == (("POINTS" if is_in_points else "MONEY") if has_number else None)
    missing = limit["missing"]
    return limit["code"], Decimal(str(missing)) if missing is not None else None


def _check_refusal(
    shop: Shop, checkout_id: str, ann: Person, points: int, limits: list[dict[str, Any]]
) -> None:
    """Too many points: the refusal says what each limit says, and changes nothing."""
    before = shop.checkout_state(checkout_id, ann)
    try:
        shop.apply(checkout_id, ann, points=points)
    except Refused as refused:
        (message,) = refused.messages
        assert all(limit["message"] in message for limit in limits), message
    else:
        raise AssertionError(f"{points} points were applied.")
    assert shop.checkout_state(checkout_id, ann) == before


def _cart(shop: Shop, example: Example, channel: Channel, ann: Person) -> str:
    makers = {
        "product_type": shop.setup.product_type,
        "category": shop.setup.category,
        "collection": shop.setup.collection,
    }
    ids: dict[tuple[str, str], str] = {}

    def made(kind: str, name: str | None) -> str | None:
        if name is None:
            return None
        if (kind, name) not in ids:
            above, _, own = name.rpartition("/") if kind == "category" else ("", "", name)
            extra = {"below": made(kind, above)} if above else {}
            ids[kind, name] = makers[kind](own, **extra)
        return ids[kind, name]

    lines = []
    for goods in example.cart:
        is_card = goods.name in example.gift_cards
        variant = shop.setup.variant(
            Decimal(goods.price),
            channel=channel,
            reduced_to=Decimal(goods.reduced_to) if goods.reduced_to else None,
            product_type=shop.setup.gift_card_type()
            if is_card
            else made("product_type", goods.product_type),
            category=made("category", goods.category),
            collection=made("collection", goods.collection),
        )
        ids["product", goods.name] = shop.product_of(variant, channel)
        lines.append((variant, goods.pieces))
    _set_program(shop, example, channel, made, ids)
    checkout_id = shop.checkout(ann, *lines, channel=channel)
    if example.voucher is not None:
        code = shop.setup.voucher(Decimal(example.voucher), channel=channel)
        shop.add_promo_code(checkout_id, code, ann)
    return checkout_id


def _set_program(
    shop: Shop, example: Example, channel: Channel, made: Any, ids: Mapping[tuple[str, str], str]
) -> None:
    settings: dict[str, Any] = dict(example.program)
    named = example.named
    if named is not None:
        settings["spendableGoods"] = {
            "mode": named.mode,
            "productIds": [ids["product", name] for name in named.products],
            "productTypeIds": [made("product_type", name) for name in named.types],
            "categoryIds": [made("category", name) for name in named.categories],
            "collectionIds": [made("collection", name) for name in named.collections],
        }
    if example.rate is not None:
        settings["channels"] = [{"channelId": channel.global_id, **example.rate}]
    if settings:
        shop.set_program(channel, **settings)


LAMP = Goods(name="lamp", price="49.00")
POT = Goods(name="pot", price="38.00")
SHADE = Goods(name="shade", price="40.00", reduced_to="25.00")
CARD = Goods(name="gift card", price="50.00")
PAN = Goods(name="pan", price="20.00", category="Kitchen/Pans")
CIGAR = Goods(name="cigar", price="30.00", product_type="Tobacco")
HAT = Goods(name="hat", price="60.00", collection="Summer")
TEA = Goods(name="tea", price="1980")
PAYMENT = {"redemptionMethod": "PAYMENT"}

EXAMPLES = (
    Example(
        row="R1",
        label="few points",
        cart=(LAMP,),
        has=735,
        points=735,
        worth="7.35",
        limits=(("AVAILABLE_POINTS", "4165"),),
    ),
    Example(
        row="R1",
        label="many points",
        cart=(LAMP,),
        has=10_000,
        points=4900,
        worth="49.00",
        limits=(("CART_VALUE", "51.00"),),
    ),
    Example(
        row="R1",
        label="50 points for 1",
        cart=(LAMP,),
        has=735,
        points=735,
        worth="14.70",
        limits=(("AVAILABLE_POINTS", "1715"),),
        rate={"redeemPoints": 50},
    ),
    Example(
        row="R1",
        label="spending off in the channel",
        cart=(LAMP,),
        has=735,
        points=0,
        worth="0",
        limits=(("SPENDING_OFF", None),),
        rate={"spendingActive": False},
    ),
    Example(
        row="R1",
        label="100 points for 1 USD, and JPY not listed",
        cart=(TEA,),
        has=735,
        points=0,
        worth="0",
        limits=(("NO_RATE", None),),
        channel="yen_channel",
    ),
    Example(
        row="R1",
        label="100 points for 150 JPY",
        cart=(TEA,),
        has=735,
        points=735,
        worth="1102",
        limits=(("AVAILABLE_POINTS", "585"),),
        channel="yen_channel",
        rate={"redeemAmount": 150},
    ),
    Example(
        row="R2",
        label="from a balance of 1000",
        cart=(LAMP,),
        has=860,
        points=0,
        worth="0",
        limits=(("MINIMUM_BALANCE", "140"),),
        rate={"minimumBalance": 1000},
    ),
    Example(
        row="R2",
        label="at a balance of 1000",
        cart=(LAMP,),
        has=1000,
        points=1000,
        worth="10.00",
        limits=(("AVAILABLE_POINTS", "3900"),),
        rate={"minimumBalance": 1000},
    ),
    Example(
        row="R3",
        label="from a cart of 50.00",
        cart=(POT,),
        has=860,
        points=0,
        worth="0",
        limits=(("MINIMUM_CART_VALUE", "12.00"),),
        rate={"minimumCartValue": 50},
    ),
    Example(
        row="R3",
        label="a balance of 1000 and a cart of 50.00",
        cart=(POT,),
        has=860,
        points=0,
        worth="0",
        limits=(("MINIMUM_BALANCE", "140"), ("MINIMUM_CART_VALUE", "12.00")),
        rate={"minimumBalance": 1000, "minimumCartValue": 50},
    ),
    Example(
        row="R4",
        label="5.00 at most",
        cart=(LAMP,),
        has=860,
        points=500,
        worth="5.00",
        limits=(("MAXIMUM_DISCOUNT_AMOUNT", None),),
        rate={"maximumDiscountAmount": 5},
    ),
    Example(
        row="R4",
        label="10 % at most",
        cart=(LAMP,),
        has=860,
        points=490,
        worth="4.90",
        limits=(("MAXIMUM_DISCOUNT_PERCENTAGE", "37.00"),),
        rate={"maximumDiscountPercentage": 10},
    ),
    Example(
        row="R4",
        label="10 %, 5.00 at most",
        cart=(HAT,),
        has=860,
        points=500,
        worth="5.00",
        limits=(("MAXIMUM_DISCOUNT_AMOUNT", None),),
        rate={"maximumDiscountPercentage": 10, "maximumDiscountAmount": 5},
    ),
    Example(
        row="R4",
        label="10 %, 5.00 at most, with the smaller cart",
        cart=(LAMP,),
        has=860,
        points=490,
        worth="4.90",
        limits=(("MAXIMUM_DISCOUNT_PERCENTAGE", "1.00"),),
        rate={"maximumDiscountPercentage": 10, "maximumDiscountAmount": 5},
    ),
    Example(
        row="R5",
        label="reduced items count",
        cart=(POT, SHADE),
        has=10_000,
        points=6300,
        worth="63.00",
        limits=(("CART_VALUE", "37.00"),),
    ),
    Example(
        row="R5",
        label="without reduced items",
        cart=(POT, SHADE),
        has=10_000,
        points=3800,
        worth="38.00",
        limits=(("REDUCED_ITEMS", "62.00"),),
        program={"excludeReducedItems": True},
    ),
    Example(
        row="R5",
        label="without reduced items, and few points",
        cart=(POT, SHADE),
        has=860,
        points=860,
        worth="8.60",
        limits=(("AVAILABLE_POINTS", "2940"),),
        program={"excludeReducedItems": True},
    ),
    Example(
        row="R6",
        label="only what is in Kitchen",
        cart=(PAN, LAMP),
        has=3000,
        points=2000,
        worth="20.00",
        limits=(("EXCLUDED_GOODS", "10.00"),),
        named=Named(mode="ONLY", categories=("Kitchen",)),
    ),
    Example(
        row="R6",
        label="only what is in Kitchen",
        cart=(LAMP,),
        has=3000,
        points=0,
        worth="0",
        limits=(("EXCLUDED_GOODS", "30.00"),),
        named=Named(mode="ONLY", categories=("Kitchen",)),
    ),
    Example(
        row="R6",
        label="only the collection Summer and the lamp",
        cart=(HAT, LAMP, POT),
        has=20_000,
        points=10_900,
        worth="109.00",
        limits=(("EXCLUDED_GOODS", "91.00"),),
        named=Named(mode="ONLY", products=("lamp",), collections=("Summer",)),
    ),
    Example(
        row="R6",
        label="all but tobacco",
        cart=(CIGAR, LAMP),
        has=10_000,
        points=4900,
        worth="49.00",
        limits=(("EXCLUDED_GOODS", "51.00"),),
        named=Named(mode="ALL_BUT", types=("Tobacco",)),
    ),
    Example(
        row="R6",
        label="all but tobacco",
        cart=(LAMP,),
        has=10_000,
        points=4900,
        worth="49.00",
        limits=(("CART_VALUE", "51.00"),),
        named=Named(mode="ALL_BUT", types=("Tobacco",)),
    ),
    Example(
        row="R6",
        label="a gift card",
        cart=(CARD, LAMP),
        has=10_000,
        points=4900,
        worth="49.00",
        limits=(("GIFT_CARDS", "51.00"),),
        gift_cards=("gift card",),
    ),
    Example(
        row="R6",
        label="nothing but a gift card",
        cart=(CARD,),
        has=860,
        points=0,
        worth="0",
        limits=(("GIFT_CARDS", "8.60"),),
        gift_cards=("gift card",),
    ),
    Example(
        row="R6",
        label="10 %, all but tobacco, nothing reduced",
        cart=(LAMP, CIGAR, SHADE),
        has=860,
        points=490,
        worth="4.90",
        limits=(
            ("EXCLUDED_GOODS", "37.00"),
            ("REDUCED_ITEMS", "37.00"),
            ("MAXIMUM_DISCOUNT_PERCENTAGE", "37.00"),
        ),
        program={"excludeReducedItems": True},
        rate={"maximumDiscountPercentage": 10},
        named=Named(mode="ALL_BUT", types=("Tobacco",)),
    ),
    Example(
        row="R7",
        label="a merchant's code, and a cart below 50.00",
        cart=(POT,),
        has=860,
        points=0,
        worth="0",
        limits=(("PROMO_CODE_PRESENT", None), ("MINIMUM_CART_VALUE", "12.00")),
        rate={"minimumCartValue": 50},
        voucher="5.00",
    ),
    Example(
        row="R8",
        label="points pay",
        cart=(LAMP,),
        has=10_000,
        points=4900,
        worth="49.00",
        limits=(("CART_VALUE", "51.00"),),
        program=PAYMENT,
    ),
    Example(
        row="R8",
        label="points pay beside a merchant's code",
        cart=(LAMP,),
        has=10_000,
        points=4400,
        worth="44.00",
        limits=(("CART_VALUE", "56.00"),),
        program=PAYMENT,
        voucher="5.00",
    ),
    Example(
        row="R8",
        label="a discount, 23 % tax on top",
        cart=(LAMP,),
        has=10_000,
        points=4900,
        worth="49.00",
        limits=(("CART_VALUE", "51.00"),),
        channel="net_channel",
        rate={"redeemPoints": 100},
    ),
    Example(
        row="R8",
        label="points pay, 23 % tax on top",
        cart=(LAMP,),
        has=10_000,
        points=6027,
        worth="60.27",
        limits=(("CART_VALUE", "39.73"),),
        channel="net_channel",
        program=PAYMENT,
        rate={"redeemPoints": 100},
    ),
    Example(
        row="R8",
        label="points pay, 10 % at most, 23 % tax on top",
        cart=(LAMP,),
        has=860,
        points=602,
        worth="6.02",
        limits=(("MAXIMUM_DISCOUNT_PERCENTAGE", "25.73"),),
        channel="net_channel",
        program=PAYMENT,
        rate={"maximumDiscountPercentage": 10},
    ),
)
