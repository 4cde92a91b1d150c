"""What the templates of each kind of e-mail can say: names, meanings and examples.

An e-mail's variables are a tree of plain values: texts that are ready to be read, lists of such
trees, and empty texts where there is nothing to say, so that `{{#if …}}` tells.
"""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from babel.lists import format_list
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from saleor_loyalty_plugin.messages.email import words
from saleor_loyalty_plugin.messages.email.formats import ENGLISH_NAMES, Formats
from saleor_loyalty_plugin.rules.messages import MessageKind
from saleor_loyalty_plugin.services.explanations import reason_message
from saleor_loyalty_plugin.services.languages import speaking

_PICTURE_ADDRESS = "https://shop.example/media/juniper-soap.jpg"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """One name that a template of a kind knows.

    `path` is what stands between the braces: `{{balance.text}}`. One with `[]` is of each item of a
    list: `products[].name` is `{{name}}` within `{{#each products}}`, and one that `is_list` is
    gone through like that. `description` is in the language that was asked for.
    """

    path: str
    description: str
    example: str
    is_list: bool


_COMMON: Mapping[str, str] = {
    "language_code": gettext_noop("The language of the e-mail, such as en or de."),
    "shop.name": gettext_noop("The name of the shop."),
    "shop.url": gettext_noop("The address of the storefront, if it was given."),
    "program.name": gettext_noop("The name of the program."),
    "customer.first_name": gettext_noop("The customer's first name, if it is known."),
    "customer.name": gettext_noop("The customer's whole name, if it is known."),
    "customer.email": gettext_noop("The customer's e-mail address."),
    "points_name.singular": gettext_noop("What one point is called."),
    "points_name.plural": gettext_noop("What points are called."),
    "balance.points": gettext_noop("The balance as a number."),
    "balance.name": gettext_noop("What so many points are called."),
    "balance.text": gettext_noop("The balance with the name of the points."),
    "balance.available": gettext_noop("What can be spent now, as a number."),
    "balance.available_name": gettext_noop("What so many points are called."),
    "balance.available_text": gettext_noop("What can be spent now, with the name of the points."),
    "balance.is_all_available": gettext_noop("Whether all of the balance can be spent now."),
    "balance.worth": gettext_noop(
        "What the points that can be spent now are worth; empty where there are none, or where"
        " points can't be used."
    ),
    "tier.name": gettext_noop("The customer's tier, if there is one."),
    "card.number": gettext_noop("The number of the customer's card, if there is one."),
    "links.account": gettext_noop("Where customers see their points, if it was given."),
    "links.unsubscribe": gettext_noop(
        "Ends e-mails of this kind with one click, and shows the others."
    ),
    "footer.why": gettext_noop("Why the customer gets this e-mail."),
    "footer.unsubscribe": gettext_noop("The words for that link."),
    "message.preview": gettext_noop("What inboxes show beside the subject."),
}
_TIER: Mapping[str, str] = {
    "tier.description": gettext_noop("What the shop says about the tier."),
    "tier.benefits": gettext_noop("What the tier gives: a list of sentences."),
    "tier.since": gettext_noop("The day since which the customer has the tier."),
    "tier.until": gettext_noop("Until when staff gave the tier, if they said so."),
    "previous_tier.name": gettext_noop("The tier before; empty for none."),
    "next_tier.name": gettext_noop("The next tier; empty in the highest."),
    "next_tier.missing": gettext_noop("What is still missing for the next tier."),
}
_EXPIRING: Mapping[str, str] = {
    "expiring": gettext_noop("Points that expire, by day: a list."),
    "expiring[].date": gettext_noop("The last day on which they can be used."),
    "expiring[].points": gettext_noop("How many, as a number."),
    "expiring[].points_text": gettext_noop("How many, with the name of the points."),
}
_OWN: Mapping[MessageKind, Mapping[str, str]] = {
    MessageKind.POINTS_CREDITED: {
        "entry.points": gettext_noop("How many points came in, as a number."),
        "entry.signed": gettext_noop("How many points came in, with a plus."),
        "entry.points_text": gettext_noop("How many points came in, with the name of the points."),
        "entry.is_debit": gettext_noop("Whether points went out, as staff wanted it to be told."),
        "entry.reason": gettext_noop("Why, in plain words."),
        "entry.date": gettext_noop("The day of the movement."),
        "entry.usable_from": gettext_noop("The day from which they can be used, if not at once."),
        "entry.expires_on": gettext_noop("The last day on which they can be used, if they expire."),
        "entry.steps": gettext_noop("How the number came about: a list of sentences."),
    },
    MessageKind.TIER_RAISED: {
        **_TIER,
        "gift.text": gettext_noop("What was given for reaching the tier, if anything was."),
        "gift.points_text": gettext_noop("The points among it, with their name; empty for none."),
        "gift.rewards": gettext_noop("The rewards among it: a list."),
        "gift.rewards[].name": gettext_noop("The reward's name."),
        "gift.rewards[].code": gettext_noop("The code of the claim, or of the gift card."),
        "gift.rewards[].how": gettext_noop("How to use it, in a sentence."),
        "products": gettext_noop(
            "Up to four products of the channel that the customer has never bought, newest first."
        ),
        "products[].name": gettext_noop("The product's name."),
        "products[].slug": gettext_noop("The product's slug, for links of your own."),
        "products[].url": gettext_noop(
            "The product's page, if the program says how its address is made."
        ),
        "products[].price": gettext_noop("The lowest price in the channel."),
        "products[].image_url": gettext_noop("The product's picture, if it has one."),
        "products[].image_alt": gettext_noop("What the picture shows, in words."),
    },
    MessageKind.TIER_LOWERED: _TIER,
    MessageKind.BADGE_UNLOCKED: {
        "badge.title": gettext_noop("The badge's title."),
        "badge.description": gettext_noop("What the shop says about the badge."),
        "badge.symbol": gettext_noop("The badge's symbol, if it has one."),
        "badge.picture_url": gettext_noop("The badge's picture, if it has one."),
        "badge.benefit": gettext_noop("What its holders get, in a sentence, if it lowers prices."),
    },
    MessageKind.POINTS_EXPIRING: {
        **_EXPIRING,
        "expiring_first.date": gettext_noop("The last day on which the first ones can be used."),
        "expiring_first.points": gettext_noop("How many that is, as a number."),
        "expiring_first.name": gettext_noop("What so many points are called."),
        "expiring_first.points_text": gettext_noop("How many, with the name of the points."),
        "expiring_first.is_one": gettext_noop("Whether it is a single point."),
        "expiring_first.worth": gettext_noop(
            "What they are worth; empty where points can't be used."
        ),
        "expiring_later": gettext_noop("Points that expire on later days: a list."),
        "expiring_later[].date": gettext_noop("The last day on which they can be used."),
        "expiring_later[].points": gettext_noop("How many, as a number."),
        "expiring_later[].points_text": gettext_noop("How many, with the name of the points."),
        "expiring_total.points": gettext_noop("How many points expire in all, as a number."),
        "expiring_total.name": gettext_noop("What so many points are called."),
        "expiring_total.points_text": gettext_noop(
            "How many points expire in all, with the name of the points."
        ),
        "expiring_total.is_one": gettext_noop("Whether it is a single point."),
        "expiring_total.until": gettext_noop("The last day on which all of them can be used."),
        "expiring_total.worth": gettext_noop(
            "What they are worth; empty where points can't be used."
        ),
    },
    MessageKind.BALANCE_REACHED: {
        "threshold.points": gettext_noop("The number of points that was reached."),
        "threshold.points_text": gettext_noop("The same, with the name of the points."),
        "rewards": gettext_noop("Up to four rewards that the points are enough for: a list."),
        "rewards[].name": gettext_noop("The reward's name."),
        "rewards[].points": gettext_noop("What it costs, as a number."),
        "rewards[].points_text": gettext_noop("What it costs, with the name of the points."),
    },
    MessageKind.REWARD_CLAIMED: {
        "reward.name": gettext_noop("The reward's name."),
        "reward.description": gettext_noop("What the shop says about the reward."),
        "reward.code": gettext_noop("The code of the claim, or of the gift card."),
        "reward.how": gettext_noop("How to use it, in a sentence."),
        "reward.until": gettext_noop("The last day on which it can be used, if there is one."),
        "reward.points": gettext_noop("What it has cost, as a number; empty for a gift."),
        "reward.points_text": gettext_noop("What it has cost, with the name of the points."),
        "reward.image_url": gettext_noop("The reward's picture, if it has one."),
        "reward.image_alt": gettext_noop("What the picture shows, in words."),
    },
    MessageKind.STATEMENT: {
        "statement.period": gettext_noop("The month, or the days from and to."),
        "statement.from": gettext_noop("The first day."),
        "statement.to": gettext_noop("The last day."),
        "statement.opening": gettext_noop("The balance before the first day."),
        "statement.closing": gettext_noop("The balance after the last day."),
        "statement.closing_points": gettext_noop("The same, as a number."),
        "statement.closing_name": gettext_noop("What so many points are called."),
        "statement.received": gettext_noop("The sum of what came in."),
        "statement.spent": gettext_noop("The sum of what went out."),
        "statement.worth": gettext_noop(
            "What the closing balance is worth; empty where points can't be used."
        ),
        "statement.entries": gettext_noop("The newest movements, twelve at most: a list."),
        "statement.entries[].date": gettext_noop("The day of the movement."),
        "statement.entries[].reason": gettext_noop("Why, in plain words."),
        "statement.entries[].signed": gettext_noop("The points, with a plus or a minus."),
        "statement.entries[].balance": gettext_noop("The balance after it, as a number."),
        "statement.more": gettext_noop("A sentence that says how many more there are, if any."),
        "statement.has_file": gettext_noop("Whether the whole statement is attached as a file."),
        **_EXPIRING,
    },
}


def variables_of(kind: MessageKind, language_code: str) -> list[Variable]:
    """All names that templates of a kind know, with an example of each."""
    samples = sample_variables(kind, language_code)
    with speaking(language_code):
        return [
            _variable(path, _(text), sample=_sample_at(path, samples))
            for path, text in {**_COMMON, **_OWN[kind]}.items()
        ]


def _variable(path: str, description: str, *, sample: Any) -> Variable:
    return Variable(
        path=path,
        description=description,
        example=_example(sample),
        is_list=isinstance(sample, list),
    )


def _sample_at(path: str, samples: Any) -> Any:
    value = samples
    for name in path.split("."):
        value = value.get(name.removesuffix("[]"), "")
        if name.endswith("[]"):
            value = value[0]
    return value


def _example(sample: Any) -> str:
    if isinstance(sample, list):
        return " · ".join(item if isinstance(item, str) else "{…}" for item in sample)
    if isinstance(sample, str):
        # Pictures of samples are drawn; a customer's are an address.
        return _PICTURE_ADDRESS if sample.startswith("data:") else sample
    return str(sample).lower()


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """What an invented e-mail calls things, and in which currency it has amounts; empty for an
    invented shop."""

    shop: str = ""
    program: str = "Loyalty"
    point: str = ENGLISH_NAMES[0]
    points: str = ENGLISH_NAMES[1]
    currency: str = "EUR"


@dataclass(frozen=True, slots=True, kw_only=True)
class _SampleFormats(Formats):
    currency: str

    def amount(self, value: int | str) -> str:
        return self.money(Decimal(value), self.currency)


def sample_variables(
    kind: MessageKind, language_code: str, names: Names | None = None
) -> dict[str, Any]:
    """The variables of an invented e-mail of this kind, as `contexts_of` would make them."""
    names = names or Names()
    formats = _SampleFormats(
        language_code=language_code,
        time_zone="UTC",
        singular=names.point,
        plural=names.points,
        currency=names.currency,
    )
    with speaking(language_code):
        own = {name: make(formats) for name, make in _SAMPLES[kind].items()}
        common = _common_sample(kind, formats, shop=names.shop or _("Demo shop"), names=names)
        tier = {**common["tier"], **own.pop("tier", {})}
        preview = words.preview(kind, {**common, **own, "tier": tier})
    return {**common, **own, "tier": tier, "message": {"preview": preview}}


def _common_sample(
    kind: MessageKind, formats: _SampleFormats, *, shop: str, names: Names
) -> dict[str, Any]:
    return {
        "language_code": formats.language_code,
        "shop": {"name": shop, "url": "https://shop.example/"},
        "program": {"name": names.program},
        "customer": {
            "first_name": "Anna",
            "name": "Anna Weber",
            "email": "anna.weber@example.com",
        },
        "points_name": {"singular": formats.points_name(1), "plural": formats.points_name(2)},
        "balance": words.balance(
            formats, points=1240, available=1240, worth=formats.amount("12.40")
        ),
        "tier": {"name": _("Silver")},
        "card": {"number": "4096 0000 0012 3457"},
        "links": {
            "account": "https://shop.example/account/points",
            "unsubscribe": "https://shop.example/plugins/saleor.loyalty/messages/unsubscribe/…",
        },
        "footer": words.footer(kind, program=names.program, shop=shop),
    }


def _tier_sample(formats: _SampleFormats) -> dict[str, Any]:
    return {
        "name": _("Silver"),
        "description": "",
        "benefits": words.benefits(
            formats,
            discount=formats.percentage(Decimal(5)),
            is_for_some=False,
            free_shipping=True,
            multiplier=Decimal("1.5"),
            perks=(),
        ),
        "since": formats.day(date(2026, 11, 23)),
        "until": "",
    }


def _gift_sample(formats: _SampleFormats) -> dict[str, Any]:
    reward = {"name": _("Coffee mug"), "code": "K7QF-2MXA", "how": words.how_to_use("PRODUCT")}
    names = [formats.points(100), reward["name"]]
    return {
        "text": format_list(names, locale=formats.locale),
        "points_text": names[0],
        "rewards": [reward],
    }


def _products_sample(formats: _SampleFormats) -> list[dict[str, str]]:
    goods = [
        (_("Juniper soap"), "juniper-soap", "7.90", "#c9b79c"),
        (_("Linen towel"), "linen-towel", "24.00", "#8fa89a"),
    ]
    return [
        {
            "name": name,
            "slug": slug,
            "url": f"https://shop.example/products/{slug}",
            "price": formats.amount(price),
            "image_url": _drawn(colour),
            "image_alt": name,
        }
        for name, slug, price, colour in goods
    ]


def _drawn(colour: str) -> str:
    """A picture that is there without being fetched: nobody has an invented shop's pictures."""
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128">'
        '<rect width="128" height="128" fill="#f1efeb"/>'
        f'<rect x="30" y="44" width="68" height="52" rx="14" fill="{colour}"/>'
        f'<circle cx="64" cy="40" r="12.5" fill="none" stroke="{colour}" stroke-width="7"/></svg>'
    )
    return "data:image/svg+xml;base64," + b64encode(svg.encode()).decode()


def _expiring_sample(formats: _SampleFormats) -> list[dict[str, str]]:
    return [
        words.points_at(formats, date(2026, 11, 30), 120),
        words.points_at(formats, date(2026, 12, 31), 80),
    ]


def _movement(
    formats: _SampleFormats, day: int, reason: str, source: str, points: int, balance: int
) -> Any:
    return {
        "date": formats.short_day(date(2026, 11, day)),
        "reason": reason_message(reason, source),
        "signed": formats.signed(points),
        "balance": formats.number(balance),
    }


def _statement_sample(formats: _SampleFormats) -> dict[str, Any]:
    return {
        "period": formats.month(date(2026, 11, 1)),
        "from": formats.day(date(2026, 11, 1)),
        "to": formats.day(date(2026, 11, 30)),
        "opening": formats.points(1491),
        "closing": formats.points(1240),
        "closing_points": formats.number(1240),
        "closing_name": formats.points_name(1240),
        "received": formats.signed(49),
        "spent": formats.signed(-300),
        "worth": formats.amount("12.40"),
        "entries": [
            _movement(formats, 20, "POINTS_SPENT", "1039", -300, 1240),
            _movement(formats, 12, "ORDER_EARNED", "1042", 49, 1540),
        ],
        "more": "",
        "has_file": True,
    }


_SAMPLES: Mapping[MessageKind, Mapping[str, Any]] = {
    MessageKind.POINTS_CREDITED: {
        # What came in waits, so that the example shows it.
        "balance": lambda formats: words.balance(
            formats, points=1289, available=1240, worth=formats.amount("12.40")
        ),
        "entry": lambda formats: {
            "points": formats.number(49),
            "signed": formats.signed(49),
            "points_text": formats.points(49),
            "is_debit": False,
            "reason": reason_message("ORDER_EARNED", "1042"),
            "date": formats.day(date(2026, 11, 23)),
            "usable_from": formats.day(date(2026, 12, 7)),
            "expires_on": formats.day(date(2027, 12, 31)),
            "steps": [],
        },
    },
    MessageKind.TIER_RAISED: {
        "tier": _tier_sample,
        "previous_tier": lambda formats: {"name": "Bronze"},
        "next_tier": lambda formats: {
            "name": _("Gold"),
            "missing": formats.amount(460),
        },
        "gift": _gift_sample,
        "products": _products_sample,
    },
    MessageKind.TIER_LOWERED: {
        "tier": _tier_sample,
        "previous_tier": lambda formats: {"name": _("Gold")},
        "next_tier": lambda formats: {
            "name": _("Gold"),
            "missing": formats.amount(140),
        },
    },
    MessageKind.BADGE_UNLOCKED: {
        "badge": lambda formats: {
            "title": _("Explorer"),
            "description": "",
            "symbol": "★",
            "picture_url": "",
            "benefit": words.badge_benefit(
                formats, discount=formats.percentage(Decimal(3)), is_for_some=True
            ),
        }
    },
    MessageKind.POINTS_EXPIRING: {
        "expiring": _expiring_sample,
        "expiring_first": lambda formats: words.first_points_at(
            formats, date(2026, 11, 30), 120, worth=formats.amount("1.20")
        ),
        "expiring_later": lambda formats: _expiring_sample(formats)[1:],
        "expiring_total": lambda formats: {
            "points": formats.number(200),
            "name": formats.points_name(200),
            "points_text": formats.points(200),
            "is_one": False,
            "until": formats.day(date(2026, 12, 31)),
            "worth": formats.amount(2),
        },
    },
    MessageKind.BALANCE_REACHED: {
        "threshold": lambda formats: {
            "points": formats.number(1000),
            "points_text": formats.points(1000),
        },
        "rewards": lambda formats: [
            {"name": name, "points": formats.number(cost), "points_text": formats.points(cost)}
            for name, cost in ((_("Linen towel"), 900), (_("Coffee mug"), 300))
        ],
    },
    MessageKind.REWARD_CLAIMED: {
        "reward": lambda formats: {
            "name": _("Coffee mug"),
            "description": "",
            "code": "K7QF-2MXA",
            "how": words.how_to_use("PRODUCT"),
            "until": formats.day(date(2027, 1, 31)),
            "points": formats.number(300),
            "points_text": formats.points(300),
            "image_url": "",
            "image_alt": "",
        }
    },
    MessageKind.STATEMENT: {"statement": _statement_sample, "expiring": _expiring_sample},
}
