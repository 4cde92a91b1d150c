"""The demo's tiers and badges: Bronze for everybody, Silver from 500 euros, Gold from 1000."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from saleor_loyalty_plugin.services.programs.badges import create_badge, translate_badge
from saleor_loyalty_plugin.services.programs.tiers import create_tier, translate_tier
from saleor_loyalty_plugin.services.progress.badges_by_hand import grant_badge
from saleor_loyalty_plugin.services.progress.by_hand import set_tier
from sandbox.shop.models import CustomerType, Product, User

METADATA_KEY = "loyalty-tier"
# Who is Gold by orders, who was, and who is by hand; days ago, goods with pieces, and their fate.
GOLD, FALLEN, BY_HAND = (
    "anna.albers@example.com",
    "umar.thiel@example.com",
    "clara.claes@example.com",
)
REGULARS: tuple[tuple[str, int, tuple[tuple[str, int], ...], tuple[str, ...]], ...] = (
    (
        GOLD,
        140,
        (("ENAMEL-CASSEROLE-4-LITRES", 2), ("CAST-IRON-PAN-28-CM", 1)),
        ("pay", "ship"),
    ),
    (GOLD, 80, (("GOOSENECK-KETTLE-WHITE", 2), ("HAND-GRINDER-STEEL", 2)), ("pay", "ship")),
    (GOLD, 25, (("MERINO-THROW-MOSS", 2), ("WAFFLE-BLANKET-RUST", 2)), ("pay", "ship")),
    (
        FALLEN,
        110,
        (("GOOSENECK-KETTLE-BLACK", 2), ("ENAMEL-CASSEROLE-4-LITRES", 3)),
        ("pay", "ship"),
    ),
    (FALLEN, 55, (("HAND-GRINDER-STEEL", 6),), ("pay", "ship", "return")),
)

# Each with its name, description and perks in German, and the class that its customers are put in.
_TIERS: tuple[tuple[dict[str, Any], dict[str, Any], str | None], ...] = (
    (
        {
            "name": "Bronze",
            "description": "Where everybody begins.",
            "threshold": Decimal(0),
            "perks": ["Our recipes by e-mail, once a month"],
        },
        {
            "description": "Hier fangen alle an.",
            "perks": ["Unsere Rezepte per E-Mail, einmal im Monat"],
        },
        None,
    ),
    (
        {
            "name": "Silver",
            "description": "From 500 euros on.",
            "threshold": Decimal(500),
            "discount_percentage": Decimal(5),
            "earning_multiplier": Decimal("1.25"),
            "perks": ["5 % off everything", "A quarter more points", "New goods a day earlier"],
        },
        {
            "name": "Silber",
            "description": "Ab 500 Euro.",
            "perks": [
                "5 % Rabatt auf alles",
                "Ein Viertel mehr Punkte",
                "Neue Waren einen Tag früher",
            ],
        },
        "Silver club",
    ),
    (
        {
            "name": "Gold",
            "description": "From 1000 euros on.",
            "threshold": Decimal(1000),
            "discount_percentage": Decimal(10),
            "free_shipping": True,
            "earning_multiplier": Decimal("1.5"),
            "arrival_points": 200,
            "perks": [
                "10 % off everything, delivered free",
                "Half as many points again",
                "A phone number of your own",
            ],
        },
        {
            "description": "Ab 1000 Euro.",
            "perks": [
                "10 % Rabatt auf alles, kostenlos geliefert",
                "Anderthalbmal so viele Punkte",
                "Eine eigene Telefonnummer",
            ],
        },
        "Gold club",
    ),
)
_FOUNDER = "Founding member"
# Symbols that every font has; an emoji is a symbol, too.
_BADGES: tuple[tuple[dict[str, Any], dict[str, str]], ...] = (
    (
        {
            "title": "First order",
            "description": "You have begun.",
            "symbol": "✿",
            "basis": "ORDERS",
            "count_from": 1,
        },
        {"title": "Erste Bestellung", "description": "Der Anfang ist gemacht."},
    ),
    (
        {
            "title": "Regular",
            "description": "Five orders: 10 % off candles and lamps.",
            "symbol": "⌂",
            "basis": "ORDERS",
            "count_from": 5,
            "discount_percentage": Decimal(10),
        },
        {
            "title": "Stammgast",
            "description": "Fünf Bestellungen: 10 % Rabatt auf Kerzen und Lampen.",
        },
    ),
    (
        {
            "title": "Storyteller",
            "description": "You have told others what you think of our goods.",
            "symbol": "✎",
            "basis": "ACTIVITY",
            "event_type": "review",
            "count_from": 1,
        },
        {"title": "Erzähltalent", "description": "Sie haben unsere Waren bewertet."},
    ),
    (
        {
            "title": "Collector",
            "description": "5000 points earned so far.",
            "symbol": "◆",
            "basis": "LIFETIME",
            "points_from": 5_000,
        },
        {"title": "Sammlernatur", "description": "Bisher 5000 Punkte gesammelt."},
    ),
    (
        {
            "title": _FOUNDER,
            "description": "You were there when we began.",
            "symbol": "★",
            "basis": "MANUAL",
        },
        {"title": "Gründungsmitglied", "description": "Sie waren von Anfang an dabei."},
    ),
)


def create_tiers(program_id: int, now: datetime) -> dict[str, int]:
    """The tiers' ids by name."""
    ids = {}
    for settings, german, type_name in _TIERS:
        values = dict(settings)
        if type_name is not None:
            slug = type_name.lower().replace(" ", "-")
            values["customer_type_id"] = CustomerType.objects.create(name=type_name, slug=slug).pk
        tier = create_tier(program_id=program_id, settings=values, author="demo", now=now)
        translate_tier(tier_id=tier.pk, language_code="de", texts=german)
        ids[tier.name] = tier.pk
    return ids


def create_badges(program_id: int, now: datetime) -> dict[str, int]:
    """The badges' ids by title."""
    ids = {}
    lights = Product.objects.filter(category__name="Light and scent").order_by("pk")
    for settings, german in _BADGES:
        values = dict(settings)
        if "discount_percentage" in values:
            values["product_ids"] = list(lights.values_list("pk", flat=True))
        badge = create_badge(program_id=program_id, settings=values, author="demo", now=now)
        translate_badge(badge_id=badge.pk, language_code="de", texts=german)
        ids[badge.title] = badge.pk
    return ids


def thank_founder(customer: User, badges: dict[str, int], when: datetime) -> None:
    """Staff give a badge that nobody else can win."""
    grant_badge(
        customer_id=customer.pk,
        badge_id=badges[_FOUNDER],
        note="Tested our new shop",
        author="demo",
        now=when,
    )


def give_gold(customer: User, program_id: int, tiers: dict[str, int], when: datetime) -> None:
    """Staff set a tier by hand, for two months."""
    set_tier(
        customer_id=customer.pk,
        program_id=program_id,
        tier_id=tiers["Gold"],
        ends_at=when + timedelta(days=60),
        note="For the trouble with the broken kettle",
        author="demo",
        now=when,
    )
