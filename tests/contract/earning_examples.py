"""The worked examples of docs/earning.md, as data that every host runs.

A test compares the page's tables with this one, row by row.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.utils import timezone

from tests.api.world import DOCUMENTS
from tests.contract.driver import Channel, Person, Shop

CONFIRMS = "registers and confirms the address"
REGISTERS = "registers and does not confirm"
HAS_AN_ACCOUNT = "has an account already"
GUESTS = (CONFIRMS, REGISTERS, HAS_AN_ACCOUNT)
THE_FRIEND = "the friend"
WHO_RECOMMENDS = "who recommends"

# What a customer does before ordering, or what is done to them; see `_become`.
JOINED = "who has joined"
JOINS_LATER = "who joins afterwards"
LEFT = "who has left"
HOLDS_A_CARD = "who holds a card"
CARD_BLOCKED = "whose card is blocked"
CARD_REPLACED = "whose card was replaced"
FROZEN = "whose account is frozen"
BANNED = "whose account is banned"

BONUS_ADD = """
mutation ($programId: ID, $input: LoyaltyBonusInput!) {
  loyaltyBonusCreate(programId: $programId, input: $input) { errors { field message code } }
}"""
MY_CODE = "{ me { loyalty { referralCode } } }"
FOLLOW = """
mutation ($code: String!) {
  loyaltyReferralClaim(code: $code) { errors { field message code } }
}"""


@dataclass(frozen=True, kw_only=True)
class Goods:
    """Something to buy. `category` is a path from the root, such as `Kitchen/Coffee`."""

    name: str
    price: str
    pieces: int = 1
    product_type: str | None = None
    category: str | None = None
    collection: str | None = None
    reduced_to: str | None = None

    def __str__(self) -> str:
        price = f"{self.price}, reduced to {self.reduced_to}" if self.reduced_to else self.price
        return f"{self.pieces} × {self.name} at {price}"


@dataclass(frozen=True, kw_only=True)
class Rule:
    """An earning rule; `types`, `categories`, `collections` and `products` name goods above.

    `input` goes to the API as it is; times are in days from now.
    """

    input: Mapping[str, Any]
    types: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    collections: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    starts_in_days: int | None = None
    ends_in_days: int | None = None


@dataclass(frozen=True, kw_only=True)
class Example:
    """What a shop wants, what a customer does, and the points that the order has earned then.

    `guest`: the buyer is not signed in, and does this afterwards; see `GUESTS`.
    `is_promised`: the points are those that the cart shows, before anything is paid; `voucher` is
    one of the merchant's for so much off the whole cart.
    `paid` is the amount charged, None for all of it; `refunded` is paid back afterwards, without
    saying for what; `returned` is the number of pieces of the first goods that come back.
    `times`: the same order so often; what comes back comes back of the last one. `bonuses` are of
    the program, amounts in the channel's currency.
    `member`: what the buyer is to the program; see `JOINED` and the next ones.
    `side`: the buyer follows somebody's code, and this is the one whose points are meant.
    """

    row: str
    label: str
    points: int
    bought: tuple[Goods, ...]
    channel: str = "channel"
    program: Mapping[str, Any] = field(default_factory=dict)
    rate: Mapping[str, Any] = field(default_factory=dict)
    rules: tuple[Rule, ...] = ()
    paid: str | None = None
    refunded: str | None = None
    returned: int = 0
    points_used: int | None = None
    voucher: str | None = None
    is_promised: bool = False
    guest: str | None = None
    times: int = 1
    bonuses: tuple[Mapping[str, Any], ...] = ()
    side: str | None = None
    member: str | None = None

    @property
    def text(self) -> str:
        """What is bought and done, as the page says it."""
        parts = [", ".join(str(goods) for goods in self.bought)]
        if self.times > 1:
            parts.append(f"{self.times} such orders")
        if self.side is not None:
            parts.append("by a friend who followed a code")
        if self.member is not None:
            parts.append(f"by a customer {self.member}")
        if self.voucher is not None:
            parts.append(f"a voucher for {self.voucher}")
        if self.points_used is not None:
            parts.append(f"{self.points_used} points used")
        if self.paid is not None:
            parts.append(f"{self.paid} paid so far")
        if self.refunded is not None:
            parts.append(f"{self.refunded} refunded")
        if self.returned:
            parts.append(f"{self.returned} {self.bought[0].name} returned")
        if self.guest is not None:
            parts.append(f"as a guest, who {self.guest}")
        return "; ".join(parts)


def earned(shop: Shop, example: Example) -> int:
    """Carry an example out; the points of its order, net of what was taken back."""
    channel: Channel = getattr(shop.setup, example.channel)()
    if example.guest is not None:
        return _earned_by_guest(shop, example, channel, _arrange(shop, example, channel))
    buyer = shop.setup.customer("ann@example.com")
    variants = _arrange(shop, example, channel)
    if example.points_used is not None:
        shop.credit(buyer, example.points_used)
    if example.is_promised:
        return _promised(shop, example, channel, buyer, variants)
    if example.member is not None:
        _become(shop, buyer, example.member)
    owner = _followed(shop, buyer) if example.side is not None else None
    for _ in range(example.times):
        order_id = _buy(shop, example, channel, buyer, variants)
    if example.member == JOINS_LATER:
        shop.mutate(DOCUMENTS["LoyaltyOptIn"], {}, buyer.token)
    _take_back(shop, example, order_id)
    meant = owner if owner is not None and example.side == WHO_RECOMMENDS else buyer
    return _net(shop.movements(meant))


def _become(shop: Shop, buyer: Person, member: str) -> None:
    """Bring about what a customer is when they order."""
    if member == JOINED:
        shop.mutate(DOCUMENTS["LoyaltyOptIn"], {}, buyer.token)
    if member == LEFT:
        shop.mutate(DOCUMENTS["LoyaltyOptOut"], {}, buyer.token)
    if member in (HOLDS_A_CARD, CARD_BLOCKED, CARD_REPLACED):
        card = shop.mutate(DOCUMENTS["LoyaltyCardIssue"], {}, buyer.token)["card"]
        then = {CARD_BLOCKED: "LoyaltyCardBlock", CARD_REPLACED: "LoyaltyCardReplace"}.get(member)
        if then is not None:
            shop.mutate(DOCUMENTS[then], {"id": card["id"]}, shop.admin.token)
    if member in (FROZEN, BANNED):
        account = shop.mutate(DOCUMENTS["LoyaltyOptIn"], {}, buyer.token)["account"]
        status = "FROZEN" if member == FROZEN else "BANNED"
        variables = {"id": account["id"], "status": status}
        shop.mutate(DOCUMENTS["LoyaltyAccountStatusSet"], variables, shop.admin.token)


def _followed(shop: Shop, buyer: Person) -> Person:
    """Somebody whose code the buyer follows."""
    owner = shop.setup.customer("owner@example.com")
    shop.credit(owner, 1)
    account = shop.run(MY_CODE, {}, owner.token)["me"]["loyalty"]
    shop.mutate(FOLLOW, {"code": account["referralCode"]}, buyer.token)
    return owner


def _take_back(shop: Shop, example: Example, order_id: UUID) -> None:
    if example.refunded is not None:
        shop.setup.refund_amount(order_id, Decimal(example.refunded))
    if example.returned:
        quantities = [line["quantity"] for line in shop.order(order_id)["lines"]]
        line_index = quantities.index(example.bought[0].pieces)
        shop.setup.return_units(order_id, line_index, example.returned)


def _net(movements: list[tuple[str, int]]) -> int:
    return sum(points for kind, points in movements if kind in ("EARN", "CLAWBACK"))


def _earned_by_guest(shop: Shop, example: Example, channel: Channel, variants: list[str]) -> int:
    """What the account of the address has got in the end."""
    email = "guest@example.com"
    person = shop.register(email) if example.guest == HAS_AN_ACCOUNT else None
    if person is not None:
        shop.confirm_address(person)
    lines = [
        (variant, goods.pieces) for variant, goods in zip(variants, example.bought, strict=True)
    ]
    order_id = shop.buy_as_guest(email, *lines, channel=channel)
    _take_back(shop, example, order_id)
    if person is None:
        person = shop.register(email)
        if example.guest == CONFIRMS:
            shop.confirm_address(person)
    return _net(shop.movements_for_staff(person))


def _promised(
    shop: Shop, example: Example, channel: Channel, buyer: Person, variants: list[str]
) -> int:
    """What a cart of these goods shows."""
    lines = [
        (variant, goods.pieces) for variant, goods in zip(variants, example.bought, strict=True)
    ]
    checkout_id = shop.checkout(buyer, *lines, channel=channel)
    if example.voucher is not None:
        code = shop.setup.voucher(Decimal(example.voucher), channel=channel)
        shop.add_promo_code(checkout_id, code, buyer)
    if example.points_used is not None:
        shop.apply(checkout_id, buyer, points=example.points_used)
    return shop.points_to_earn(checkout_id, buyer)


def _buy(shop: Shop, example: Example, channel: Channel, buyer: Person, variants: list[str]) -> Any:
    lines = [
        (variant, goods.pieces) for variant, goods in zip(variants, example.bought, strict=True)
    ]
    if example.paid is None:
        return shop.buy(buyer, *lines, channel=channel, points=example.points_used)
    order_id = shop.complete(shop.checkout(buyer, *lines, channel=channel), buyer)
    shop.pay_order(order_id, Decimal(example.paid), channel.currency)
    return order_id


def _arrange(shop: Shop, example: Example, channel: Channel) -> list[str]:
    """Settings, goods and rules; returns the variants of the goods."""
    if example.program or example.rate:
        rate = [{"channelId": channel.global_id, **example.rate}] if example.rate else []
        shop.set_program(channel, **example.program, channels=rate)
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

    variants = []
    for goods in example.bought:
        variant = shop.setup.variant(
            Decimal(goods.price),
            channel=channel,
            reduced_to=Decimal(goods.reduced_to) if goods.reduced_to else None,
            product_type=made("product_type", goods.product_type),
            category=made("category", goods.category),
            collection=made("collection", goods.collection),
        )
        ids["product", goods.name] = shop.product_of(variant, channel)
        variants.append(variant)
    for rule in example.rules:
        named = {
            "productTypeIds": [made("product_type", name) for name in rule.types],
            "categoryIds": [made("category", name) for name in rule.categories],
            "collectionIds": [made("collection", name) for name in rule.collections],
            "productIds": [ids["product", name] for name in rule.products],
        }
        times = {
            "startsAt": _in_days(rule.starts_in_days),
            "endsAt": _in_days(rule.ends_in_days),
        }
        shop.add_rule(channel, **rule.input, **named, **times)
    for bonus in example.bonuses:
        currency = {"currency": channel.currency} if "amountSpent" in bonus else {}
        values = {"input": {"name": "Bonus", **bonus, **currency}}
        shop.mutate(BONUS_ADD, values, shop.admin.token)
    return variants


def _in_days(days: int | None) -> str | None:
    return (timezone.now() + timedelta(days=days)).isoformat() if days is not None else None


TEN_FOR_FIVE = {"earnPoints": 10, "earnAmount": 5}
LAMP = Goods(name="lamp", price="49.00")
SOFA = Goods(name="sofa", price="990.00")
BOOKS = Goods(name="book", price="10.00", pieces=20)
REPAIR = Goods(name="repair", price="100.00", product_type="Services")
BELL = Goods(name="bell", price="50.00", product_type="Wares")
BY_TYPE = (
    Rule(types=("Services",), input={"name": "Services", "multiplier": 1}),
    Rule(types=("Wares",), input={"name": "Goods", "multiplier": 2}),
)
RISING = (
    Rule(input={"orderValueFrom": 100, "multiplier": "1.5"}),
    Rule(input={"orderValueFrom": 200, "multiplier": 2}),
)
KITCHEN = (
    Rule(categories=("Kitchen",), input={"multiplier": 2}),
    Rule(categories=("Kitchen/Coffee",), input={"multiplier": 3}),
)
DOUBLE = {"name": "Double points", "multiplier": 2}
THIRD_ORDER = {"trigger": "ORDER_COUNT", "orderCount": 3, "points": 50}
SPENT_120 = {"trigger": "AMOUNT_SPENT", "amountSpent": 120, "points": 500}
RECOMMENDING = {"referrerPoints": 500, "refereePoints": 100}
FROM_60 = {"referralOrderValueFrom": 60}

EXAMPLES = (
    Example(row="E1", label="nothing set", points=49, bought=(LAMP,)),
    Example(
        row="E1",
        label="earning off in the channel",
        points=0,
        bought=(LAMP,),
        rate={"earningActive": False},
    ),
    Example(row="E2", label="in proportion", points=98, bought=(LAMP,), rate=TEN_FOR_FIVE),
    Example(
        row="E2",
        label="for every full 5",
        points=90,
        bought=(LAMP,),
        rate=TEN_FOR_FIVE,
        program={"earnMode": "PER_FULL_AMOUNT"},
    ),
    Example(
        row="E3",
        label="when shipped",
        points=0,
        bought=(LAMP,),
        program={"earnTrigger": "ORDER_FULFILLED"},
    ),
    Example(row="E4", label="a deposit", points=0, bought=(SOFA,), paid="300.00"),
    Example(row="E4", label="all but a cent", points=0, bought=(SOFA,), paid="999.99"),
    Example(row="E4", label="the whole amount", points=990, bought=(SOFA,), paid="1000.00"),
    Example(
        row="E8",
        label="services 1, goods 2",
        points=200,
        bought=(REPAIR, BELL),
        rules=BY_TYPE,
    ),
    Example(
        row="E8",
        label="fixed points for a product",
        points=109,
        bought=(Goods(name="bottle", price="12.50", pieces=2), LAMP),
        rules=(Rule(products=("bottle",), input={"fixedPoints": 30}),),
    ),
    Example(
        row="E8",
        label="5 % of a collection",
        points=6,
        bought=(Goods(name="hat", price="60.00", pieces=2, collection="Summer"),),
        rules=(Rule(collections=("Summer",), input={"percentage": 5}),),
    ),
    Example(
        row="E8",
        label="a category and all below it",
        points=20,
        bought=(Goods(name="pan", price="10.00", category="Kitchen/Pans/Iron"),),
        rules=KITCHEN,
    ),
    Example(
        row="E8",
        label="the nearer category wins",
        points=30,
        bought=(Goods(name="beans", price="10.00", category="Kitchen/Coffee/Beans"),),
        rules=KITCHEN,
    ),
    Example(
        row="E8",
        label="no points for tobacco",
        points=49,
        bought=(Goods(name="cigar", price="30.00", product_type="Tobacco"), LAMP),
        rules=(Rule(types=("Tobacco",), input={"multiplier": 0}),),
    ),
    Example(
        row="E8",
        label="product before category",
        points=5,
        bought=(Goods(name="beans", price="10.00", category="Kitchen/Coffee"),),
        rules=(*KITCHEN, Rule(products=("beans",), input={"fixedPoints": 5, "rank": 9})),
    ),
    Example(
        row="E9",
        label="below 100",
        points=90,
        bought=(Goods(name="book", price="10.00", pieces=9),),
        rules=RISING,
    ),
    Example(
        row="E9",
        label="from 100",
        points=150,
        bought=(Goods(name="book", price="10.00", pieces=10),),
        rules=RISING,
    ),
    Example(row="E9", label="from 200", points=400, bought=(BOOKS,), rules=RISING),
    *(
        Example(
            row="E10",
            label=label,
            points=points,
            bought=(LAMP,),
            times=times,
            refunded=refunded,
            bonuses=(bonus,),
        )
        for label, points, times, refunded, bonus in (
            ("50 points at the third order", 98, 2, None, THIRD_ORDER),
            ("50 points at the third order", 197, 3, None, THIRD_ORDER),
            ("500 points for 120.00 spent", 98, 2, None, SPENT_120),
            ("500 points for 120.00 spent", 647, 3, None, SPENT_120),
            ("500 points for 120.00 spent", 622, 3, "29.50", SPENT_120),
            ("500 points for 120.00 spent", 98, 3, "59.00", SPENT_120),
        )
    ),
    *(
        Example(
            row="E12",
            label=label,
            points=points,
            bought=(LAMP,),
            program={**RECOMMENDING, **more},
            refunded=refunded,
            side=side,
        )
        for label, points, side, refunded, more in (
            ("the friend: order and 100 points", 149, THE_FRIEND, None, {}),
            ("who recommends: 500 points", 500, WHO_RECOMMENDS, None, {}),
            ("only from 60.00 on: the friend", 49, THE_FRIEND, None, FROM_60),
            ("only from 60.00 on: who recommends", 0, WHO_RECOMMENDS, None, FROM_60),
            ("who recommends, when all is paid back", 0, WHO_RECOMMENDS, "59.00", {}),
        )
    ),
    Example(
        row="E14",
        label="this week double",
        points=98,
        bought=(LAMP,),
        rules=(Rule(input=DOUBLE, starts_in_days=-1, ends_in_days=6),),
    ),
    Example(
        row="E14",
        label="next week double",
        points=49,
        bought=(LAMP,),
        rules=(Rule(input=DOUBLE, starts_in_days=6, ends_in_days=13),),
    ),
    Example(
        row="E14",
        label="last week double",
        points=49,
        bought=(LAMP,),
        rules=(Rule(input=DOUBLE, starts_in_days=-8, ends_in_days=-1),),
    ),
    Example(
        row="E16",
        label="points that waited",
        points=49,
        bought=(LAMP,),
        guest=CONFIRMS,
    ),
    Example(
        row="E16",
        label="the rest after a refund",
        points=24,
        bought=(LAMP,),
        refunded="29.50",
        guest=CONFIRMS,
    ),
    Example(
        row="E16",
        label="an address that is not confirmed",
        points=0,
        bought=(LAMP,),
        guest=REGISTERS,
    ),
    Example(
        row="E16",
        label="a customer who did not sign in",
        points=49,
        bought=(LAMP,),
        guest=HAS_AN_ACCOUNT,
    ),
    Example(
        row="E17",
        label="a refund of half the money",
        points=100,
        bought=(BOOKS,),
        refunded="105.00",
    ),
    Example(
        row="E17",
        label="a returned piece takes its own points",
        points=79,
        bought=(Goods(name="bottle", price="12.50", pieces=2), LAMP),
        rules=(Rule(products=("bottle",), input={"fixedPoints": 30}),),
        returned=1,
    ),
    Example(
        row="E17",
        label="a return that falls below a threshold",
        points=285,
        bought=(BOOKS,),
        rules=RISING,
        returned=1,
    ),
    Example(
        row="E18",
        label="prices with tax",
        points=123,
        bought=(Goods(name="lamp", price="100.00"),),
        channel="net_channel",
    ),
    Example(
        row="E18",
        label="prices without tax",
        points=100,
        bought=(Goods(name="lamp", price="100.00"),),
        channel="net_channel",
        program={"earnBasis": "NET"},
    ),
    Example(
        row="E18",
        label="with shipping",
        points=59,
        bought=(LAMP,),
        program={"earnOnShipping": True},
    ),
    Example(
        row="E18",
        label="reduced items count",
        points=74,
        bought=(LAMP, Goods(name="shade", price="40.00", reduced_to="25.00")),
    ),
    Example(
        row="E18",
        label="without reduced items",
        points=49,
        bought=(LAMP, Goods(name="shade", price="40.00", reduced_to="25.00")),
        program={"earnOnReducedItems": False},
    ),
    Example(
        row="E18",
        label="without the part paid with points",
        points=40,
        bought=(LAMP,),
        points_used=900,
    ),
    Example(
        row="E18",
        label="with the part paid with points",
        points=49,
        bought=(LAMP,),
        points_used=900,
        program={"earnOnPointsPaidPart": True},
    ),
    Example(
        row="E18",
        label="rounded down",
        points=2,
        bought=(Goods(name="pen", price="1.25"), Goods(name="ink", price="1.30")),
    ),
    Example(
        row="E18",
        label="rounded half up",
        points=3,
        bought=(Goods(name="pen", price="1.25"), Goods(name="ink", price="1.30")),
        program={"rounding": "HALF_UP"},
    ),
    Example(
        row="E18",
        label="a currency without decimals",
        points=19,
        bought=(Goods(name="tea", price="1980"),),
        channel="yen_channel",
        rate={"earnPoints": 1, "earnAmount": 100},
    ),
    Example(
        row="E21",
        label="a cart with a voucher",
        points=44,
        bought=(LAMP,),
        voucher="5.00",
        is_promised=True,
    ),
    Example(
        row="E21",
        label="a cart with points on it",
        points=40,
        bought=(LAMP,),
        points_used=900,
        is_promised=True,
    ),
    Example(
        row="E21",
        label="a cart with shipping",
        points=54,
        bought=(LAMP,),
        voucher="5.00",
        program={"earnOnShipping": True},
        is_promised=True,
    ),
    Example(
        row="E21",
        label="a cart with tax on top",
        points=123,
        bought=(Goods(name="lamp", price="100.00"),),
        channel="net_channel",
        is_promised=True,
    ),
    Example(row="E15", label="everyone", points=0, bought=(LAMP,), member=LEFT),
    Example(row="E15", label="everyone", points=49, bought=(LAMP,), member=FROZEN),
    Example(row="E15", label="everyone", points=0, bought=(LAMP,), member=BANNED),
    *(
        Example(
            row="E15",
            label="those who joined",
            points=points,
            bought=(LAMP,),
            program={"eligibility": "OPTED_IN"},
            member=member,
        )
        for points, member in ((0, None), (49, JOINED), (0, JOINS_LATER))
    ),
    *(
        Example(
            row="E15",
            label="card holders",
            points=points,
            bought=(LAMP,),
            program={"eligibility": "CARD_HOLDERS"},
            member=member,
        )
        for points, member in (
            (0, None),
            (49, HOLDS_A_CARD),
            (0, CARD_BLOCKED),
            (49, CARD_REPLACED),
            (49, JOINED),
        )
    ),
)
