"""The worked examples of docs/earning.md in which nothing is ordered, as data for every host.

A test compares the page's tables with this one, row by row.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from tests.contract.driver import Channel, Person, Shop


@dataclass
class Life:
    """One customer in one shop, and the products that were reviewed, by name."""

    shop: Shop
    channel: Channel
    person: Person
    products: dict[str, str] = field(default_factory=dict)
    reviews: int = 0

    def product(self, name: str) -> str:
        if name not in self.products:
            variant = self.shop.setup.variant(Decimal(10), channel=self.channel)
            self.products[name] = self.shop.product_of(variant, self.channel)
        return self.products[name]

    def confirm(self) -> None:
        self.person = self.shop.confirm_address(self.person)

    def is_told(self, type: str, **event: Any) -> None:
        self.shop.record(self.person, type, **event)

    def review(self, name: str) -> None:
        self.reviews += 1
        # Each review has a key of its own, so that none is taken for a repetition.
        key = f"review-{self.reviews}"
        self.is_told("review", reference=self.product(name), idempotencyKey=key)


# What a customer does, in the page's words.
DEEDS: Mapping[str, Callable[[Life], None]] = {
    "signs up": lambda life: None,
    "confirms the address": Life.confirm,
    "gets the newsletter (told by an app)": lambda life: life.is_told("newsletter"),
    "gets the newsletter (seen in the metadata)": lambda life: life.shop.write_metadata(
        life.person, "newsletter", "yes"
    ),
    "reviews a lamp": lambda life: life.review("lamp"),
    "reviews the lamp again": lambda life: life.review("lamp"),
    "reviews a bell": lambda life: life.review("bell"),
    "answers survey 1": lambda life: life.is_told("survey", reference="1"),
    "answers survey 2": lambda life: life.is_told("survey", reference="2"),
    "answers survey 3": lambda life: life.is_told("survey", reference="3"),
    "survey 1 is told again": lambda life: life.is_told("survey", reference="1"),
}


@dataclass(frozen=True, kw_only=True)
class EventExample:
    """What a shop wants, what a customer does, and the points that they have then."""

    row: str
    label: str
    points: int
    deeds: Sequence[str]
    program: Mapping[str, Any] = field(default_factory=dict)
    bonus: Mapping[str, Any] | None = None

    @property
    def text(self) -> str:
        """What is done, as the page says it."""
        return ", ".join(self.deeds)


def points_after(shop: Shop, example: EventExample) -> int:
    """Carry an example out; the customer's balance at its end."""
    channel = shop.setup.channel()
    if example.program:
        shop.set_program(channel, **example.program)
    if example.bonus is not None:
        shop.add_bonus(channel, **example.bonus)
    signs_up = example.deeds[0] == "signs up"
    person = shop.register("ann@example.com") if signs_up else shop.setup.customer("a@example.com")
    life = Life(shop, channel, person)
    for deed in example.deeds:
        DEEDS[deed](life)
    return balance_for_staff(shop, life.person)


def balance_for_staff(shop: Shop, person: Person) -> int:
    """Of a customer who can't sign in yet, too."""
    query = "query ($id: ID!) { loyaltyAccount(customerId: $id) { balance } }"
    account = shop.run(query, {"id": person.global_id}, shop.admin.token)["loyaltyAccount"]
    return account["balance"] if account is not None else 0


WELCOME = {"registrationPoints": 50}
NEWS = {"newsletterPoints": 20, "newsletterMetadataKey": "newsletter"}
SURVEY = {"trigger": "EVENT", "eventType": "survey", "points": 30, "name": "Survey"}

EVENT_EXAMPLES = (
    EventExample(
        row="E5",
        label="50 for an account",
        points=50,
        deeds=("signs up", "confirms the address"),
        program=WELCOME,
    ),
    EventExample(
        row="E5",
        label="before the confirmation",
        points=0,
        deeds=("signs up",),
        program=WELCOME,
    ),
    EventExample(
        row="E6",
        label="20 for the newsletter",
        points=20,
        deeds=("gets the newsletter (told by an app)",),
        program=NEWS,
    ),
    EventExample(
        row="E6",
        label="both ways are one",
        points=20,
        deeds=(
            "gets the newsletter (seen in the metadata)",
            "gets the newsletter (told by an app)",
        ),
        program=NEWS,
    ),
    EventExample(
        row="E7",
        label="15 for each product",
        points=30,
        deeds=("reviews a lamp", "reviews the lamp again", "reviews a bell"),
        program={"reviewPoints": 15},
    ),
    EventExample(
        row="E7",
        label="15 once",
        points=15,
        deeds=("reviews a lamp", "reviews a bell"),
        program={"reviewPoints": 15, "reviewLimit": "ONCE"},
    ),
    EventExample(
        row="E11",
        label="30 for a survey",
        points=60,
        deeds=("answers survey 1", "answers survey 2", "survey 1 is told again"),
        bonus=SURVEY,
    ),
    EventExample(
        row="E11",
        label="two surveys a year",
        points=60,
        deeds=("answers survey 1", "answers survey 2", "answers survey 3"),
        bonus={**SURVEY, "limit": 2, "limitPeriod": "YEAR"},
    ),
)
