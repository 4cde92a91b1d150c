"""What the demo shows: a small shop of household goods with half a year behind it.

Everything goes through the shop's own functions and the plugin's own services, in the order of
time, so that each balance has a history that explains it. The same data comes out each time.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.test.utils import override_settings
from django.utils.text import slugify

from saleor_loyalty_plugin.hosts.port import Requestor, RequestorKind
from saleor_loyalty_plugin.messages.settings import update_settings
from saleor_loyalty_plugin.models import Program
from saleor_loyalty_plugin.rules.messages import MessageKind
from saleor_loyalty_plugin.services.bonuses.bonuses import create_bonus
from saleor_loyalty_plugin.services.bonuses.record_event import record_event
from saleor_loyalty_plugin.services.checkout.reserve_points import apply_points, requote_checkout
from saleor_loyalty_plugin.services.errors import LoyaltyProblem
from saleor_loyalty_plugin.services.members.cards import NewCustomer, issue_card
from saleor_loyalty_plugin.services.members.settle_customer import settle_customer
from saleor_loyalty_plugin.services.orders.settle_order import settle_order
from saleor_loyalty_plugin.services.points.adjust_points import adjust_points
from saleor_loyalty_plugin.services.programs.earning_rules import create_earning_rule
from saleor_loyalty_plugin.services.programs.programs import ChannelSettings, update_program
from saleor_loyalty_plugin.services.progress.follow import following_progress
from saleor_loyalty_plugin.services.rewards.catalogue import create_reward, translate_reward
from sandbox.demo_logins import (
    ADMIN,
    APP_TOKEN,
    CARD_NUMBER,
    CUSTOMER,
    GIFT_CARD_CODE,
    PROMO_CODE,
)
from sandbox.demo_tiers import (
    BY_HAND,
    FALLEN,
    GOLD,
    METADATA_KEY,
    REGULARS,
    create_badges,
    create_tiers,
    give_gold,
    thank_founder,
)
from sandbox.shop import accounts, checkout, orders, payments
from sandbox.shop.codes import DiscountValueType, ProductTypeKind
from sandbox.shop.models import (
    Address,
    Category,
    Channel,
    Checkout,
    Collection,
    GiftCard,
    Order,
    Product,
    ProductChannelListing,
    ProductType,
    ProductVariant,
    ShippingMethod,
    ShippingMethodChannelListing,
    User,
    VariantChannelListing,
    Voucher,
    VoucherChannelListing,
    VoucherCode,
    Warehouse,
)
from sandbox.shop.prices import quantize

DAYS = 180
ORDERS = 60
# Those of the demo's own customer among them.
OWN_ORDERS = 8


@dataclass(frozen=True, kw_only=True)
class _Club:
    """The program, and its tiers and badges by name."""

    program_id: int
    tiers: dict[str, int]
    badges: dict[str, int]


@dataclass(frozen=True)
class _ChannelData:
    slug: str
    name: str
    currency: str
    country: str
    tax_percent: int
    is_gross: bool
    price_factor: Decimal
    price_step: Decimal
    delivery: Decimal


_CHANNELS = (
    _ChannelData(
        "default-channel",
        "Europe",
        "EUR",
        "DE",
        19,
        True,
        Decimal(1),
        Decimal("0.01"),
        Decimal("4.90"),
    ),
    _ChannelData(
        "channel-pln",
        "Poland",
        "PLN",
        "PL",
        23,
        True,
        Decimal("4.3"),
        Decimal("0.10"),
        Decimal("14.90"),
    ),
    _ChannelData(
        "channel-jpy", "Japan", "JPY", "JP", 10, True, Decimal(160), Decimal(10), Decimal(800)
    ),
    _ChannelData(
        "wholesale",
        "Wholesale (net prices)",
        "EUR",
        "DE",
        19,
        False,
        Decimal("0.7"),
        Decimal("0.01"),
        Decimal("9.00"),
    ),
)

# Points per amount, and worth of points, where the currency is not about a euro.
_CHANNEL_SETTINGS = {
    "channel-pln": {"earn_points": 1, "earn_amount": Decimal(4), "redeem_amount": Decimal(4)},
    "channel-jpy": {"earn_points": 1, "earn_amount": Decimal(150), "redeem_amount": Decimal(150)},
}

# Category → subcategories → (drawing, name, price in EUR, reduced price or None, variants).
_CATALOGUE: dict[str, dict[str, list[tuple[str, str, str, str | None, tuple[str, ...]]]]] = {
    "Coffee & tea": {
        "Beans and leaves": [
            ("beans", "House espresso", "12.90", None, ("250 g", "1 kg")),
            ("beans", "Ethiopia filter roast", "14.50", None, ("250 g",)),
            ("leaf", "Sencha green tea", "11.40", "9.10", ("100 g",)),
            ("leaf", "Mountain herbs", "7.95", None, ("80 g",)),
        ],
        "Brewing": [
            ("teapot", "Stoneware teapot", "49.00", None, ("Sand", "Slate")),
            ("dripper", "Glass coffee dripper", "32.00", "24.00", ("2 cups",)),
            ("grinder", "Hand grinder", "89.00", None, ("Steel",)),
            ("kettle", "Gooseneck kettle", "119.00", None, ("Black", "White")),
        ],
    },
    "Kitchen": {
        "Cookware": [
            ("pan", "Cast iron pan", "64.90", None, ("24 cm", "28 cm")),
            ("pot", "Enamel casserole", "139.00", "111.20", ("4 litres",)),
            ("knife", "Chef's knife", "95.00", None, ("20 cm",)),
            ("board", "Oak chopping board", "38.50", None, ("Large",)),
        ],
        "Tableware": [
            ("bowl", "Breakfast bowl", "16.00", None, ("Blue", "White")),
            ("plate", "Dinner plate", "18.50", None, ("White",)),
            ("glass", "Set of four glasses", "28.00", "21.00", ("0.3 litres",)),
            ("mug", "Enamel mug", "9.95", None, ("Green", "Cream")),
        ],
    },
    "Home": {
        "Textiles": [
            ("textile", "Linen tea towel", "12.00", None, ("Natural",)),
            ("textile", "Waffle blanket", "79.00", None, ("Grey", "Rust")),
            ("textile", "Merino throw", "129.00", "99.00", ("Moss",)),
        ],
        "Light and scent": [
            ("candle", "Beeswax candle", "17.50", None, ("Tall",)),
            ("lamp", "Paper lamp", "54.00", None, ("40 cm",)),
        ],
    },
    "Garden": {
        "Tools": [
            ("scissors", "Herb scissors", "22.00", None, ("Steel",)),
            ("flowerpot", "Terracotta pot", "14.00", None, ("20 cm", "30 cm")),
            ("can", "Watering can", "44.00", "35.20", ("5 litres",)),
        ],
    },
}
_GIFT_CARD = ("gift", "Gift card", "50.00")
_SERVICE = ("tools", "Knife sharpening", "15.00")

_FIRST = (
    "Anna Ben Clara David Emma Felix Greta Hugo Ida Jonas Karla Leo Mia Nils Olga Paul Rosa Samir "
    "Tilda Umar Vera Wim Yuki Zoe Ada Bruno Celia Dario"
).split()
_LAST = (
    "Albers Brandt Claes Dorn Engel Fuchs Graf Hahn Ilic Jansen Kowalski Lindner Moreau Novak Otto "
    "Petersen Quint Rossi Sato Thiel Urban Vogel Weiss Xu Yilmaz Zimmer Arnaud Berg"
).split()
_CITIES = (("Berlin", "10115"), ("Hamburg", "20095"), ("Köln", "50667"), ("Leipzig", "04109"))


def is_populated() -> bool:
    return User.objects.filter(email=ADMIN[0]).exists()


def populate(*, now: datetime, orders: int = ORDERS) -> int:
    """Fill an empty shop; all or nothing. Returns the number of orders that it has then."""
    # Hooks would settle at today's date; `_History` settles at the date of each event.
    with transaction.atomic(), override_settings(SHOP_LISTENERS=[]):
        dice = random.Random(23)
        channels = _create_channels()
        variants = _create_catalogue(channels)
        _create_vouchers(channels)
        customers = _create_people(now, dice)
        started_at = now - timedelta(days=DAYS)
        club = _start_program(channels, started_at)
        _give_card(customers[0], started_at)
        history = _History(channels, variants, dice, club)
        history.run(customers, orders, now)
        return Order.objects.count()


def _give_card(customer: User, now: datetime) -> None:
    """The demo's customer has a card, to be found by at a till."""
    member = NewCustomer(
        customer_id=customer.pk, program_id=Program.objects.get(is_default=True).pk
    )
    issue_card(to=member, number=CARD_NUMBER, actor="demo", now=now)


def _create_channels() -> dict[str, Channel]:
    Warehouse.objects.get_or_create(slug="main-warehouse", defaults={"name": "Main warehouse"})
    standard = ShippingMethod.objects.create(name="Standard delivery")
    express = ShippingMethod.objects.create(name="Express delivery")
    channels = {}
    for data in _CHANNELS:
        channel = Channel.objects.create(
            slug=data.slug,
            name=data.name,
            currency_code=data.currency,
            default_country=data.country,
            tax_rate_percent=Decimal(data.tax_percent),
            prices_entered_with_tax=data.is_gross,
            allow_unpaid_orders=True,
        )
        for method, factor in ((standard, 1), (express, 2)):
            ShippingMethodChannelListing.objects.create(
                shipping_method=method, channel=channel, price_amount=data.delivery * factor
            )
        channels[data.slug] = channel
    return channels


def _create_catalogue(channels: dict[str, Channel]) -> list[ProductVariant]:
    goods = ProductType.objects.create(name="Goods", slug="goods")
    service = ProductType.objects.create(name="Service", slug="service", is_shipping_required=False)
    cards = ProductType.objects.create(
        name="Gift card",
        slug="gift-card",
        kind=ProductTypeKind.GIFT_CARD,
        is_shipping_required=False,
    )
    favourites = Collection.objects.create(name="Favourites", slug="favourites")
    variants: list[ProductVariant] = []
    for parent_name, subcategories in _CATALOGUE.items():
        parent = Category.objects.create(name=parent_name, slug=slugify(parent_name))
        for name, products in subcategories.items():
            category = Category.objects.create(
                name=name, slug=slugify(name), parent=parent, level=1
            )
            for symbol, title, price, reduced, names in products:
                product = _create_product(goods, category, symbol, title)
                if len(variants) % 4 == 0:
                    product.collections.add(favourites)
                variants += [
                    _create_variant(product, variant, index, price, reduced, channels)
                    for index, variant in enumerate(names)
                ]
    for kind, (symbol, title, price) in ((cards, _GIFT_CARD), (service, _SERVICE)):
        product = _create_product(kind, None, symbol, title)
        _create_variant(product, "", 0, price, None, channels)
    return variants


def _create_product(
    kind: ProductType, category: Category | None, symbol: str, title: str
) -> Product:
    return Product.objects.create(
        name=title,
        slug=slugify(title),
        product_type=kind,
        category=category,
        # The name of a drawing: the demo loads nothing from elsewhere.
        metadata={"symbol": symbol},
    )


def _create_variant(
    product: Product,
    name: str,
    index: int,
    price: str,
    reduced: str | None,
    channels: dict[str, Channel],
) -> ProductVariant:
    sku = slugify(f"{product.slug} {name}").upper()
    variant = ProductVariant.objects.create(product=product, name=name, sku=sku)
    # The second size of something costs half as much again, unless it is only another colour.
    factor = Decimal("1.5") if index and any(digit.isdigit() for digit in name) else Decimal(1)
    for data in _CHANNELS:
        channel = channels[data.slug]
        if not index:
            ProductChannelListing.objects.create(product=product, channel=channel)
        VariantChannelListing.objects.create(
            variant=variant,
            channel=channel,
            price_amount=_priced(Decimal(price) * factor, data),
            discounted_price_amount=_priced(Decimal(reduced or price) * factor, data),
        )
    return variant


def _priced(price: Decimal, data: _ChannelData) -> Decimal:
    steps = (price * data.price_factor / data.price_step).quantize(Decimal(1))
    return quantize(steps * data.price_step, data.currency)


def _create_vouchers(channels: dict[str, Channel]) -> None:
    voucher = Voucher.objects.create(
        name="Welcome, 10 %",
        discount_value_type=DiscountValueType.PERCENTAGE,
        apply_once_per_customer=True,
    )
    VoucherCode.objects.create(voucher=voucher, code=PROMO_CODE)
    for channel in channels.values():
        VoucherChannelListing.objects.create(
            voucher=voucher,
            channel=channel,
            discount_value=Decimal(10),
            currency=channel.currency_code,
        )
    GiftCard.objects.create(
        code=GIFT_CARD_CODE,
        currency="EUR",
        initial_balance_amount=Decimal(25),
        current_balance_amount=Decimal(25),
    )


def _create_people(now: datetime, dice: random.Random) -> list[User]:
    """Staff, an app, and customers, of whom the demo's own is the first."""
    joined = now - timedelta(days=DAYS + 20)
    User.objects.create_superuser(*ADMIN, first_name="Ada", last_name="Admin", date_joined=joined)
    for email, permission in (
        ("orders@example.com", "MANAGE_ORDERS"),
        ("support@example.com", "MANAGE_USERS"),
    ):
        User.objects.create_user(
            email, email.split("@")[0], is_staff=True, permissions=[permission], date_joined=joined
        )
    accounts.create_app(
        name="Demo app",
        identifier="demo.app",
        permissions=[
            "MANAGE_USERS",
            "MANAGE_ORDERS",
            "MANAGE_DISCOUNTS",
            "HANDLE_PAYMENTS",
            "HANDLE_CHECKOUTS",
            "IMPERSONATE_USER",
            "MANAGE_CHECKOUTS",
        ],
        token=APP_TOKEN,
    )
    customers = [_create_customer(CUSTOMER[0], CUSTOMER[1], "Casey", "Customer", joined, dice)]
    for number, (first, last) in enumerate(zip(_FIRST, _LAST, strict=True)):
        email = f"{first}.{last}@example.com".lower()
        days = dice.randint(0, DAYS - 10)
        is_old = email in (GOLD, FALLEN, BY_HAND)
        when = joined if is_old else joined + timedelta(days=days)
        customer = _create_customer(email, "customer", first, last, when, dice)
        customer.external_reference = f"crm-{1000 + number}"
        customer.save(update_fields=["external_reference"])
        customers.append(customer)
    return customers


def _create_customer(
    email: str, password: str, first: str, last: str, joined: datetime, dice: random.Random
) -> User:
    city, postal_code = dice.choice(_CITIES)
    address = Address.objects.create(
        first_name=first,
        last_name=last,
        street_address_1=f"Lindenstraße {dice.randint(1, 99)}",
        city=city,
        postal_code=postal_code,
        country="DE",
        phone=f"+4930{dice.randint(1000000, 9999999)}",
    )
    return User.objects.create_user(
        email,
        password,
        first_name=first,
        last_name=last,
        date_joined=joined,
        default_billing_address=address,
        default_shipping_address=address,
    )


def _start_program(channels: dict[str, Channel], started_at: datetime) -> _Club:
    """Let the program be as old as the demo's orders, and fit the other currencies."""
    program = Program.objects.get(is_default=True)
    program.created_at = started_at
    program.save(update_fields=["created_at"])
    # Its first version says that it began today; nothing has followed it yet.
    program.versions.all().delete()
    update_program(
        program_id=program.pk,
        settings={
            "introduction": "Earn a point for every euro you spend, two for coffee and tea."
            " 100 points are worth 1 euro.",
            "registration_points": 50,
            "newsletter_points": 20,
            "newsletter_metadata_key": "newsletter",
            "review_points": 15,
            "referrer_points": 300,
            "referee_points": 100,
            "tier_metadata_key": METADATA_KEY,
        },
        channels=[
            ChannelSettings(channel_id=channel.pk, values=_CHANNEL_SETTINGS.get(channel.slug, {}))
            for channel in channels.values()
        ],
        removed_channel_ids=[],
        author="demo",
        now=started_at,
    )
    update_settings(
        program_id=program.pk,
        settings={"balance_thresholds": [1000, 2500]},
        kinds=dict.fromkeys(set(MessageKind) - {MessageKind.STATEMENT}, True),
        senders=[
            {
                "channel_id": channel.pk,
                "storefront_url": f"{settings.PUBLIC_URL}/#points",
                "product_url": f"{settings.PUBLIC_URL}/#product-{{slug}}",
            }
            for channel in channels.values()
        ],
        now=started_at,
    )
    for bonus in _BONUSES:
        create_bonus(program_id=program.pk, settings=bonus, author="demo", now=started_at)
    club = _Club(
        program_id=program.pk,
        tiers=create_tiers(program.pk, started_at),
        badges=create_badges(program.pk, started_at),
    )
    _create_rewards(club, started_at)
    create_earning_rule(
        program_id=program.pk,
        settings={
            "name": "Coffee & tea twice",
            "category_ids": [Category.objects.get(name="Coffee & tea").pk],
            "multiplier": Decimal(2),
        },
        author="demo",
        now=started_at,
    )
    return club


# Ways to earn besides an order's goods; apps tell of the events.
_BONUSES: tuple[dict[str, Any], ...] = (
    {
        "name": "Survey",
        "description": "Tell us what you think of our shop, up to twice a month.",
        "trigger": "EVENT",
        "event_type": "survey",
        "points": 30,
        "limit": 2,
        "limit_period": "MONTH",
    },
    {
        "name": "Visit to the workshop",
        "description": "Come and see how our lamps are made.",
        "trigger": "EVENT",
        "event_type": "workshop-visit",
        "points": 100,
        "limit": 1,
        "limit_period": "YEAR",
    },
    {
        "name": "Fifth order",
        "description": "For customers who come back.",
        "trigger": "ORDER_COUNT",
        "order_count": 5,
        "points": 100,
    },
    {
        "name": "Birthday",
        "description": "Tell us the day, and points come on it.",
        "trigger": "BIRTHDAY",
        "points": 50,
    },
)


def _create_rewards(club: _Club, now: datetime) -> None:
    for reward_settings, german_name, german_description in _REWARDS:
        values = dict(reward_settings)
        if "sku" in values:
            values["variant_id"] = ProductVariant.objects.get(sku=values.pop("sku")).pk
        values["tier_ids"] = [club.tiers[name] for name in values.pop("tiers", ())]
        reward = create_reward(program_id=club.program_id, settings=values, now=now)
        texts = {"name": german_name, "description": german_description}
        translate_reward(reward_id=reward.pk, language_code="de", texts=texts, now=now)


# What there is for points, with name and description in German; those without points cost what
# their price makes.
_REWARDS: tuple[tuple[dict[str, Any], str, str], ...] = (
    (
        {
            "name": "Free delivery",
            "description": "For one order, wherever it goes.",
            "kind": "FREE_SHIPPING",
            "points": 150,
        },
        "Kostenloser Versand",
        "Für eine Bestellung, egal wohin.",
    ),
    (
        {
            "name": "Mountain herbs to try",
            "description": "A box of our herbal tea, if you have never had it.",
            "kind": "PRODUCT",
            "sku": "MOUNTAIN-HERBS-80-G",
            "points": 110,
            "first_time_only": True,
            "per_customer_limit": 1,
        },
        "Bergkräuter zum Probieren",
        "Eine Dose unseres Kräutertees, wenn Sie ihn noch nie hatten.",
    ),
    (
        {
            "name": "5 euros off",
            "description": "Off the goods of one order.",
            "kind": "VOUCHER_AMOUNT",
            "amount": Decimal(5),
            "currency": "EUR",
            "points": 450,
        },
        "5 Euro Rabatt",
        "Auf die Waren einer Bestellung.",
    ),
    (
        {
            "name": "Stoneware teapot for 19 euros",
            "description": "Points pay the rest.",
            "kind": "PRODUCT",
            "sku": "STONEWARE-TEAPOT-SAND",
            "money_amount": Decimal(19),
            "currency": "EUR",
            "stock": 20,
        },
        "Steingutkanne für 19 Euro",
        "Den Rest zahlen die Punkte.",
    ),
    (
        {
            "name": "15 % off",
            "description": "Off the goods of one order, within two months.",
            "kind": "VOUCHER_PERCENTAGE",
            "percentage": Decimal(15),
            "points": 800,
            "claim_days": 60,
        },
        "15 % Rabatt",
        "Auf die Waren einer Bestellung, innerhalb von zwei Monaten.",
    ),
    (
        {
            "name": "Gift card",
            "description": "25 euros for whatever you like; yours at once.",
            "kind": "GIFT_CARD",
            "amount": Decimal(25),
            "currency": "EUR",
            "points": 2_300,
        },
        "Geschenkkarte",
        "25 Euro für alles, was Ihnen gefällt; sofort verfügbar.",
    ),
    (
        {
            "name": "A tree in our orchard",
            "description": "We plant it in your name and send you a picture.",
            "kind": "DONATION",
            "amount": Decimal(12),
            "currency": "EUR",
        },
        "Ein Baum in unserem Obstgarten",
        "Wir pflanzen ihn in Ihrem Namen und schicken Ihnen ein Bild.",
    ),
    (
        {
            "name": "A day in the workshop",
            "description": "Make a lamp of your own, with lunch. We call you to find a day.",
            "kind": "EXPERIENCE",
            "points": 1_500,
            "tiers": ("Silver", "Gold"),
            "stock": 12,
            "per_customer_limit": 1,
        },
        "Ein Tag in der Werkstatt",
        "Bauen Sie Ihre eigene Lampe, mit Mittagessen. Wir rufen an und finden einen Tag.",
    ),
    (
        {
            "name": "Canvas bag",
            "description": "Of heavy cotton; it comes by post.",
            "kind": "MERCHANDISE",
            "points": 400,
        },
        "Stofftasche",
        "Aus schwerer Baumwolle; sie kommt mit der Post.",
    ),
)


class _History:
    """Half a year of orders. Steps are queued by time and run in its order."""

    def __init__(
        self,
        channels: dict[str, Channel],
        variants: list[ProductVariant],
        dice: random.Random,
        club: _Club,
    ) -> None:
        self.channels = channels
        self.variants = variants
        self.dice = dice
        self.club = club
        self.queue: list[tuple[datetime, int, Callable[[datetime], None]]] = []

    def run(self, customers: list[User], orders: int, now: datetime) -> None:
        self._plan_demo_customer(customers[0], now)
        self._plan_welcomes(customers)
        others = orders - OWN_ORDERS
        if others >= len(REGULARS):
            others -= len(REGULARS)
            self._plan_regulars({item.email: item for item in customers}, now)
        for customer, days_ago in self._buyers(customers[1:], others, now):
            self._at(now, days_ago, lambda when, who=customer: self._order(who, when))
        while self.queue:
            self.queue.sort(key=lambda step: step[:2])
            when, _, step = self.queue.pop(0)
            if when <= now:
                with following_progress(now=when):
                    step(when)

    def _plan_welcomes(self, customers: list[User]) -> None:
        """Each customer gets the points for a new account on the day of signing up."""
        for customer in customers:
            self._later(
                customer.date_joined,
                0.0,
                lambda when, who=customer: _welcome(who, when),
            )

    def _buyers(
        self, customers: list[User], orders: int, now: datetime
    ) -> Iterator[tuple[User, float]]:
        """Who orders, and how many days ago: after signing up."""
        for _ in range(orders):
            # Some customers come back more often than others.
            index = min(int(self.dice.expovariate(1 / 8)), len(customers) - 1)
            customer = customers[index]
            days = (now - customer.date_joined) / timedelta(days=1)
            yield customer, self.dice.uniform(0.3, min(days, DAYS - 2))

    def _at(self, now: datetime, days_ago: float, step: Callable[[datetime], None]) -> None:
        self.queue.append((now - timedelta(days=days_ago), len(self.queue), step))

    def _later(self, when: datetime, hours: float, step: Callable[[datetime], None]) -> None:
        self.queue.append((when + timedelta(hours=hours), 10_000 + len(self.queue), step))

    def _plan_demo_customer(self, customer: User, now: datetime) -> None:
        """Points enough to play with, and one of each kind of movement."""
        plan: tuple[tuple[int, tuple[str, ...], int, tuple[str, ...]], ...] = (
            (160, ("GOOSENECK-KETTLE-BLACK", "HOUSE-ESPRESSO-1-KG"), 0, ("pay", "ship")),
            (131, ("ENAMEL-CASSEROLE-4-LITRES",), 0, ("pay", "ship")),
            (97, ("CHEFS-KNIFE-20-CM", "OAK-CHOPPING-BOARD-LARGE"), 0, ("pay", "ship")),
            (75, ("MERINO-THROW-MOSS",), 300, ("pay", "ship")),
            (48, ("BREAKFAST-BOWL-BLUE", "DINNER-PLATE-WHITE"), 0, ("pay", "ship", "return")),
            (30, ("HAND-GRINDER-STEEL",), 0, ("pay", "cancel")),
            (12, ("WAFFLE-BLANKET-GREY", "BEESWAX-CANDLE-TALL"), 150, ("pay", "ship")),
            (1, ("SENCHA-GREEN-TEA-100-G",), 0, ()),
        )
        by_sku = {variant.sku: variant for variant in self.variants}
        for days_ago, skus, points, fate in plan:
            lines = [(by_sku[sku], 1) for sku in skus]
            self._at(
                now,
                days_ago,
                lambda when, lines=lines, points=points, fate=fate: self._place(
                    customer, "default-channel", lines, points, fate, when
                ),
            )
        for days_ago, points, note in (
            (150, 1000, "Thank you for testing our new shop"),
            (20, 50, "Sorry for the late parcel in spring"),
        ):
            self._at(
                now,
                days_ago,
                lambda when, points=points, note=note: _credit(customer, points, note, when),
            )
        self._at(now, 149, lambda when: thank_founder(customer, self.club.badges, when))
        for days_ago, event_type, reference in (
            (120, "workshop-visit", "spring"),
            (90, "survey", "delivery"),
            (46, "review", str(by_sku["BREAKFAST-BOWL-BLUE"].product_id)),
            (9, "survey", "website"),
        ):
            self._at(
                now,
                days_ago,
                lambda when, event_type=event_type, reference=reference: _record(
                    customer, event_type, reference, when
                ),
            )

    def _plan_regulars(self, customers: dict[str, User], now: datetime) -> None:
        """One who rose to Gold, one who fell from it, and one whom staff have put there."""
        by_sku = {variant.sku: variant for variant in self.variants}
        for email, days_ago, goods, fate in REGULARS:
            lines = [(by_sku[sku], pieces) for sku, pieces in goods]
            self._at(
                now,
                days_ago,
                lambda when, who=customers[email], lines=lines, fate=fate: self._place(
                    who, "default-channel", lines, 0, fate, when
                ),
            )
        club = self.club
        self._at(
            now,
            20,
            lambda when: give_gold(customers[BY_HAND], club.program_id, club.tiers, when),
        )

    def _order(self, customer: User, when: datetime) -> None:
        slug = self.dice.choices([data.slug for data in _CHANNELS], weights=(70, 12, 10, 8))[0]
        lines = [
            (variant, self.dice.choice((1, 1, 1, 2, 3)))
            for variant in self.dice.sample(self.variants, self.dice.choice((1, 1, 2, 2, 3)))
        ]
        points = self.dice.choice((0, 0, 0, 100, 200))
        fate = self.dice.choices(
            [
                ("pay", "ship"),
                ("pay",),
                (),
                ("cancel",),
                ("pay", "cancel"),
                ("pay", "ship", "return"),
                ("pay", "refund"),
            ],
            weights=(58, 12, 8, 6, 4, 8, 4),
        )[0]
        self._place(customer, slug, lines, points, fate, when)

    def _place(
        self,
        customer: User,
        channel_slug: str,
        lines: list[tuple[ProductVariant, int]],
        points: int,
        fate: tuple[str, ...],
        when: datetime,
    ) -> None:
        opened = checkout.create_checkout(
            channel=self.channels[channel_slug],
            lines=lines,
            user=customer,
            email=None,
            billing_address=accounts.copy_address(customer.default_billing_address),
            shipping_address=accounts.copy_address(customer.default_shipping_address),
            shipping_method=ShippingMethod.objects.earliest("pk"),
            now=when,
        )
        requote_checkout(checkout_id=opened.pk, now=when, checkout=opened)
        if points:
            _spend(customer, opened, points, when)
        order = checkout.complete_checkout(token=opened.pk, user=customer, now=when)
        settle_order(order_id=order.pk, now=when)
        hours = 0.0
        for event in fate:
            hours += {"pay": 0.2, "ship": 30, "return": 200, "cancel": 12, "refund": 90}[event]
            step = _STEPS[event]
            self._later(when, hours, lambda at, step=step, pk=order.pk: _take_step(step, pk, at))


def _take_step(step: Callable[[UUID, datetime], None], order_id: UUID, when: datetime) -> None:
    step(order_id, when)
    settle_order(order_id=order_id, now=when)


def _pay(order_id: UUID, when: datetime) -> None:
    payments.mark_as_paid(order_id=order_id, now=when)


def _ship(order_id: UUID, when: datetime) -> None:
    orders.fulfill_everything(order_id=order_id, now=when)


def _return(order_id: UUID, when: datetime) -> None:
    """One unit of the first shipped line comes back and is paid for."""
    order = Order.objects.get(pk=order_id)
    shipped = order.fulfillments.get(status="fulfilled").lines.select_related(
        "fulfillment", "order_line"
    )
    orders.return_lines(
        order_id=order_id, fulfillment_lines=[(shipped[0], 1)], refund=True, now=when
    )


def _cancel(order_id: UUID, when: datetime) -> None:
    orders.cancel_order(order_id=order_id, now=when)


def _refund(order_id: UUID, when: datetime) -> None:
    order = Order.objects.get(pk=order_id)
    half = quantize(order.total_charged_amount / 2, order.currency)
    payments.refund_order(order_id=order_id, amount=half, now=when)


_STEPS = {"pay": _pay, "ship": _ship, "return": _return, "cancel": _cancel, "refund": _refund}


def _spend(customer: User, opened: Checkout, points: int, when: datetime) -> None:
    try:
        apply_points(
            checkout_id=opened.pk,
            points=points,
            uses_maximum=False,
            requestor=Requestor(kind=RequestorKind.CUSTOMER, user_id=customer.pk),
            now=when,
        )
    except LoyaltyProblem:
        # Nobody has points at first; then the order is paid with money alone.
        return


def _credit(customer: User, points: int, note: str, when: datetime) -> None:
    adjust_points(
        customer_id=customer.pk,
        points=points,
        note=note,
        key=None,
        actor="demo",
        dry_run=False,
        now=when,
    )


def _welcome(customer: User, when: datetime) -> None:
    settle_customer(customer_id=customer.pk, now=when)


def _record(customer: User, event_type: str, reference: str, when: datetime) -> None:
    record_event(
        customer_id=customer.pk,
        type=event_type,
        reference=reference,
        key=None,
        occurred_at=when,
        actor="demo",
        now=when,
    )
