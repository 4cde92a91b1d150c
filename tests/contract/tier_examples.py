"""The worked examples of docs/tiers-and-badges.md, as data that every host runs.

A test compares the page's tables with this one, row by row.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from tests.contract.driver import Channel, Person, Shop

D = Decimal
TIERS = (("Bronze", 0), ("Silver", 500), ("Gold", 1000))
TIER_ADD = """
mutation ($input: LoyaltyTierInput!) {
  loyaltyTierCreate(input: $input) { tier { id } errors { field message code } }
}"""
BADGE_ADD = """
mutation ($input: LoyaltyBadgeInput!) {
  loyaltyBadgeCreate(input: $input) { badge { id } errors { field message code } }
}"""
BADGE_GRANT = """
mutation ($badgeId: ID!, $customerId: ID!) {
  loyaltyBadgeGrant(badgeId: $badgeId, customerId: $customerId) { errors { field message code } }
}"""
MY_TIER = """
query ($channel: String!) {
  me { loyalty(channel: $channel) { tier {
    tier { id name } nextTier { name } qualifyingAmount missingAmount percentage
  } } }
}"""


def add_tier(shop: Shop, name: str, threshold: int, **values: Any) -> str:
    """A tier of the default program; returns its global id."""
    given = {"name": name, "threshold": threshold, **values}
    payload = shop.mutate(TIER_ADD, {"input": given}, shop.admin.token)
    tier_id: str = payload["tier"]["id"]
    return tier_id


def add_badge(shop: Shop, title: str, **values: Any) -> str:
    """A badge of the default program, by hand unless it says something else; its global id."""
    given = {"title": title, "basis": "MANUAL", **values}
    payload = shop.mutate(BADGE_ADD, {"input": given}, shop.admin.token)
    badge_id: str = payload["badge"]["id"]
    return badge_id


def my_tier(shop: Shop, person: Person, channel: Channel) -> dict[str, Any]:
    """What a customer sees of their tier."""
    data = shop.run(MY_TIER, {"channel": channel.slug}, person.token)
    found: dict[str, Any] = data["me"]["loyalty"]["tier"]
    return found


@dataclass(frozen=True, kw_only=True)
class Buys:
    """A paid order of `quantity` pieces at `price`, with `points` off."""

    price: str
    quantity: int = 1
    points: int | None = None

    def __str__(self) -> str:
        pieces = f"{self.quantity} × " if self.quantity > 1 else ""
        points = f" with {self.points} points off" if self.points is not None else ""
        return f"buys {pieces}{self.price}{points}"


@dataclass(frozen=True, kw_only=True)
class Cancels:
    """The newest order is cancelled."""

    def __str__(self) -> str:
        return "it is cancelled"


@dataclass(frozen=True, kw_only=True)
class Returns:
    """Pieces of the newest order come back."""

    quantity: int

    def __str__(self) -> str:
        return f"sends {self.quantity} back"


@dataclass(frozen=True, kw_only=True)
class GetsBack:
    """Money of the newest order, delivery for 10.00 included, is refunded."""

    amount: str

    def __str__(self) -> str:
        return f"gets {self.amount} back"


@dataclass(frozen=True, kw_only=True)
class Steps:
    """What a customer does, one after the other, and where that leads."""

    row: str
    label: str
    steps: tuple[Buys | Cancels | Returns | GetsBack, ...]
    tier: str
    qualifying: str
    program: Mapping[str, Any] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return "; ".join(str(step) for step in self.steps)


def check_steps(shop: Shop, example: Steps) -> None:
    """Carry an example out, and look where its customer stands."""
    channel = shop.setup.channel()
    if example.program:
        shop.set_program(channel, **example.program)
    for name, threshold in TIERS:
        add_tier(shop, name, threshold)
    ann = shop.setup.customer("ann@example.com")
    spent = sum(step.points or 0 for step in example.steps if isinstance(step, Buys))
    if spent:
        shop.credit(ann, spent)
    newest: UUID | None = None
    for step in example.steps:
        newest = _step(shop, step, ann, channel, newest)
    found = my_tier(shop, ann, channel)
    qualifying = D(str(found["qualifyingAmount"]))
    assert (found["tier"]["name"], qualifying) == (example.tier, D(example.qualifying))


def _step(
    shop: Shop,
    step: Buys | Cancels | Returns | GetsBack,
    ann: Person,
    channel: Channel,
    newest: UUID | None,
) -> UUID:
    """The newest order after a step."""
    if isinstance(step, Buys):
        lamp = shop.setup.variant(D(step.price), channel=channel)
        return shop.buy(ann, (lamp, step.quantity), channel=channel, points=step.points)
    assert newest is not None
    if isinstance(step, Cancels):
        shop.cancel(newest)
    elif isinstance(step, Returns):
        shop.setup.return_units(newest, 0, step.quantity)
    else:
        shop.setup.refund_amount(newest, D(step.amount))
    return newest


STEPS = (
    Steps(
        row="T4",
        label="a cent less",
        steps=(Buys(price="499.99"),),
        tier="Bronze",
        qualifying="499.99",
    ),
    Steps(
        row="T4",
        label="exactly the threshold",
        steps=(Buys(price="500.00"),),
        tier="Silver",
        qualifying="500.00",
    ),
    Steps(
        row="T4",
        label="two orders",
        steps=(Buys(price="300.00"), Buys(price="200.00")),
        tier="Silver",
        qualifying="500.00",
    ),
    Steps(
        row="T4",
        label="past a tier",
        steps=(Buys(price="600.00", quantity=2),),
        tier="Gold",
        qualifying="1200.00",
    ),
    Steps(
        row="T4",
        label="points don't count",
        steps=(Buys(price="500.00", points=500),),
        tier="Bronze",
        qualifying="495.00",
    ),
    Steps(
        row="T4",
        label="the last twelve months",
        steps=(Buys(price="500.00"),),
        tier="Silver",
        qualifying="500.00",
        program={"tierBasis": "ROLLING_YEAR"},
    ),
    Steps(
        row="T4",
        label="by points",
        steps=(Buys(price="1000.00"),),
        tier="Gold",
        qualifying="1000",
        program={"tierBasis": "POINTS"},
    ),
    Steps(
        row="T5",
        label="a cancelled order",
        steps=(Buys(price="500.00"), Cancels()),
        tier="Bronze",
        qualifying="0.00",
    ),
    Steps(
        row="T5",
        label="a piece comes back",
        steps=(Buys(price="600.00", quantity=2), Returns(quantity=1)),
        tier="Silver",
        qualifying="600.00",
    ),
    Steps(
        row="T5",
        label="a tenth comes back",
        steps=(Buys(price="500.00"), GetsBack(amount="51.00")),
        tier="Bronze",
        qualifying="450.00",
    ),
    Steps(
        row="T5",
        label="and up again",
        steps=(Buys(price="500.00"), Cancels(), Buys(price="700.00")),
        tier="Silver",
        qualifying="700.00",
    ),
    Steps(
        row="T5",
        label="a grace",
        steps=(Buys(price="500.00"), Cancels()),
        tier="Silver",
        qualifying="0.00",
        program={"tierDemotion": "GRACE", "tierGraceDays": 14},
    ),
    Steps(
        row="T5",
        label="for ever",
        steps=(Buys(price="500.00"), Cancels()),
        tier="Silver",
        qualifying="0.00",
        program={"tierDemotion": "NEVER"},
    ),
)


@dataclass(frozen=True, kw_only=True)
class Discount:
    """What a tier or a badge takes off, on all goods or on the lamp alone."""

    percentage: int | None = None
    amount: str | None = None
    lamp_only: bool = False
    free_shipping: bool = False

    def __str__(self) -> str:
        parts = []
        if self.percentage is not None:
            parts.append(f"{self.percentage} %")
        if self.amount is not None:
            parts.append(self.amount)
        text = f"{parts[0]} off" + (" the lamp" if self.lamp_only else "") if parts else ""
        return ", ".join([*filter(None, [text]), *(["free shipping"] * self.free_shipping)])

    def values(self, lamp: str) -> dict[str, Any]:
        """As the input names it."""
        return {
            **({"discountPercentage": self.percentage} if self.percentage is not None else {}),
            **({"discountAmount": float(self.amount)} if self.amount is not None else {}),
            **({"productIds": [lamp]} if self.lamp_only else {}),
            **({"freeShipping": True} if self.free_shipping else {}),
        }


@dataclass(frozen=True, kw_only=True)
class Cart:
    """A lamp at 40.00 and a cup at 20.00, delivery for 10.00; what they cost in the end.

    `text` says what else is on the cart.
    """

    costs: str
    tier: Discount | None = None
    badges: tuple[Discount, ...] = ()
    badge_discounts: str = "BEST"
    points: int | None = None
    voucher: str | None = None

    @property
    def tier_text(self) -> str:
        return str(self.tier)

    @property
    def badges_text(self) -> str:
        return " and ".join(str(badge) for badge in self.badges)

    @property
    def text(self) -> str:
        if self.points is not None:
            return f"{self.points} points"
        if self.voucher is not None:
            return f"a merchant's code for {self.voucher}"
        return "a badge: " + self.badges_text if self.badges else "nothing else"


def check_cart(shop: Shop, example: Cart) -> None:
    """What the cart costs, with nothing done by its customer but what the example says."""
    channel = shop.setup.channel()
    shop.set_program(channel, badgeDiscounts=example.badge_discounts)
    lamp, cup = (shop.setup.variant(D(price), channel=channel) for price in ("40.00", "20.00"))
    product = shop.product_of(lamp, channel)
    if example.tier is not None:
        add_tier(shop, "Silver", 0, **example.tier.values(product))
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, example.points or 1)
    for number, badge in enumerate(example.badges):
        badge_id = add_badge(shop, f"Badge {number}", **badge.values(product))
        given = {"badgeId": badge_id, "customerId": ann.global_id}
        shop.mutate(BADGE_GRANT, given, shop.admin.token)

    checkout_id = shop.checkout(ann, (lamp, 1), (cup, 1), channel=channel)
    if example.points is not None:
        shop.apply(checkout_id, ann, points=example.points)
    if example.voucher is not None:
        code = shop.setup.voucher(D(example.voucher), channel=channel)
        shop.add_promo_code(checkout_id, code, ann)

    assert shop.total(checkout_id, ann) == D(example.costs)


TEN = Discount(percentage=10)
TIER_CARTS = (
    Cart(tier=TEN, costs="64.00"),
    Cart(tier=Discount(percentage=10, lamp_only=True), costs="66.00"),
    Cart(tier=Discount(amount="5.00"), costs="65.00"),
    Cart(tier=Discount(amount="50.00", lamp_only=True), costs="30.00"),
    Cart(tier=Discount(free_shipping=True), costs="60.00"),
    Cart(tier=Discount(percentage=10, free_shipping=True), costs="54.00"),
    Cart(tier=TEN, badges=(Discount(amount="5.00"),), costs="59.00"),
    Cart(tier=TEN, points=500, costs="59.00"),
    Cart(tier=TEN, voucher="3.00", costs="67.00"),
)
BADGE_CARTS = (
    Cart(badges=(TEN, Discount(amount="5.00")), costs="64.00"),
    Cart(badges=(Discount(percentage=5), Discount(amount="5.00")), costs="65.00"),
    Cart(badges=(TEN, Discount(amount="5.00")), badge_discounts="ALL", costs="59.00"),
    Cart(
        badges=(TEN, Discount(percentage=50, lamp_only=True)), badge_discounts="ALL", costs="46.00"
    ),
)
