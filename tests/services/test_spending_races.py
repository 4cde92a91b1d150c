"""Many threads at checkouts of few accounts: no point pays twice, no code is worth too much."""

import random
from datetime import timedelta
from decimal import Decimal

import graphene
import pytest
from django.utils import timezone

from saleor_loyalty_plugin.models import Account, Hold, HoldStatus, RewardClaim
from saleor_loyalty_plugin.rules.rewards import ClaimStatus
from saleor_loyalty_plugin.services.errors import LoyaltyProblem
from saleor_loyalty_plugin.services.rewards.claims import apply_claim, cancel_claim, remove_claim
from saleor_loyalty_plugin.services.rewards.queue import sweep_claims
from saleor_loyalty_plugin.services.sweep import sweep_holds, sweep_orders
from sandbox.shop.models import Checkout, Order
from tests.api.world import DOCUMENTS
from tests.contract.driver import Channel, Person, Refused, Shop
from tests.locks import Job, overtaken
from tests.services.claim_builders import acting, claimed, pk_of, reward, uuid_of, voucher
from tests.services.spending_checks import (
    assert_all_is_right,
    at_once,
    no_trouble,
    sweep,
    worth_something,
)

D = Decimal
REQUESTS = 50


class Carts:
    """Some carts of one customer, and everything that can happen to them."""

    def __init__(
        self, shop: Shop, buyer: Person, channel: Channel, *, count: int, goes_on: bool = False
    ) -> None:
        self.goes_on = goes_on
        self.drafts: list[str] = []
        self.shop, self.buyer, self.channel = shop, buyer, channel
        self.cup = shop.setup.variant(D("12.50"), channel=channel)
        self.pot = shop.setup.variant(D("7.25"), channel=channel)
        self.ids = [self.new() for _ in range(count)]
        account = Account.objects.get(customer_id=buyer.user_id)
        self.account_id = graphene.Node.to_global_id("LoyaltyAccount", account.pk)
        self.rewards = [
            voucher(stock=9, claim_days=1),
            reward("VOUCHER_AMOUNT", amount=D("3.00"), currency=channel.currency, stock=9),
            reward("FREE_SHIPPING", per_customer_limit=2),
            reward("PRODUCT", variant_id=pk_of(self.pot), stock=9, claim_days=1),
        ]
        # Made now: threads that need them at once would each make their own.
        self.admin = shop.admin

    def new(self) -> str:
        goods = (self.cup, 2), (self.pot, 1)
        return self.shop.checkout(self.buyer, *goods, channel=self.channel)

    def job(self, luck: random.Random, **weights: int) -> Job:
        """Something that happens to a cart, drawn by `weights`: names of methods."""
        (name,) = luck.choices(list(weights), list(weights.values()))
        place, seed = luck.randrange(len(self.ids)), luck.random()
        return lambda: getattr(self, name)(self.ids[place], random.Random(seed))

    def apply(self, checkout_id: str, luck: random.Random) -> None:
        self.shop.apply(checkout_id, self.buyer, points=luck.randint(1, 2500))

    def apply_maximum(self, checkout_id: str, _luck: random.Random) -> None:
        self.shop.apply(checkout_id, self.buyer, maximum=True)

    def remove(self, checkout_id: str, _luck: random.Random) -> None:
        self.shop.remove(checkout_id, self.buyer)

    def change_lines(self, checkout_id: str, luck: random.Random) -> None:
        self.shop.set_quantity(checkout_id, self.cup, luck.randint(0, 4), self.buyer)

    def take_code_off(self, checkout_id: str, _luck: random.Random) -> None:
        state = self.shop.checkout_state(checkout_id, self.buyer)
        if state is not None and state["voucherCode"]:
            self.shop.remove_promo_code(checkout_id, state["voucherCode"], self.buyer)

    def complete(self, checkout_id: str, _luck: random.Random) -> None:
        """Another cart takes its place, as long as it is wanted."""
        self.shop.complete(checkout_id, self.buyer)
        if self.goes_on:
            other = self.new()
            self.ids = [other if item == checkout_id else item for item in self.ids]

    def cancel(self, _checkout_id: str, luck: random.Random) -> None:
        orders = list(Order.objects.values_list("pk", flat=True))
        if orders:
            self.shop.cancel(luck.choice(orders))

    def sweep(self, _checkout_id: str, luck: random.Random) -> None:
        """Holds are overdue for one sweep, and not for the next."""
        sweep_orders(now=timezone.now())
        sweep_holds(now=timezone.now() + timedelta(hours=luck.choice((0, 2))))

    def freeze(self, _checkout_id: str, _luck: random.Random) -> None:
        """For a moment."""
        for status in ("FROZEN", "ACTIVE"):
            variables = {"id": self.account_id, "status": status}
            self.shop.mutate(DOCUMENTS["LoyaltyAccountStatusSet"], variables, self.admin.token)

    def draft(self, _checkout_id: str, luck: random.Random) -> None:
        """Staff make one for her, use points on it, change it, place or delete it."""
        shop = self.shop
        if not self.drafts or luck.random() < 0.3:
            goods = (self.cup, luck.randint(1, 3))
            self.drafts.append(shop.draft(self.buyer, goods, channel=self.channel))
        draft_id, step = luck.choice(self.drafts), luck.random()
        if step < 0.4:
            shop.apply_to_draft(draft_id, maximum=True)
        elif step < 0.6:
            shop.add_to_draft(draft_id, self.pot, 1)
        elif step < 0.7:
            shop.delete_draft(draft_id)
        else:
            shop.complete_draft(draft_id)

    def look(self, _checkout_id: str, _luck: random.Random) -> None:
        assert self.shop.available(self.buyer) >= 0

    def adjust(self, _checkout_id: str, luck: random.Random) -> None:
        self.shop.credit(self.buyer, luck.choice((-300, 40, 150)))

    # Rewards ----------------------------------------------------------------------------------

    def claim(self, checkout_id: str, luck: random.Random) -> None:
        """For a cart, or for later."""
        place = luck.choice((None, checkout_id))
        claimed(self.buyer, luck.choice(self.rewards), checkout=place)

    def put_claim_on(self, checkout_id: str, luck: random.Random) -> None:
        if (claim := self._a_claim(luck)) is not None:
            apply_claim(
                checkout_id=uuid_of(checkout_id),
                claim_id=claim.pk,
                requestor=acting(self.buyer),
                now=timezone.now(),
            )

    def take_claim_off(self, checkout_id: str, luck: random.Random) -> None:
        if (claim := self._a_claim(luck)) is not None:
            remove_claim(
                checkout_id=uuid_of(checkout_id),
                claim_id=claim.pk,
                requestor=acting(self.buyer),
                now=timezone.now(),
            )

    def cancel_claim(self, _checkout_id: str, luck: random.Random) -> None:
        if (claim := self._a_claim(luck)) is not None:
            cancel_claim(claim_id=claim.pk, requestor=acting(self.buyer), now=timezone.now())

    def end_claims(self, _checkout_id: str, luck: random.Random) -> None:
        """The time of some is over."""
        sweep_claims(now=timezone.now() + timedelta(days=luck.choice((0, 0, 2))))

    def _a_claim(self, luck: random.Random) -> RewardClaim | None:
        open_ones = list(RewardClaim.objects.filter(status=ClaimStatus.CLAIMED))
        return luck.choice(open_ones) if open_ones else None


CARTS = {
    "apply": 8,
    "apply_maximum": 4,
    "remove": 3,
    "change_lines": 4,
    "take_code_off": 2,
    "complete": 5,
    "cancel": 2,
    "sweep": 2,
    "freeze": 1,
    "adjust": 2,
    "look": 4,
    "draft": 5,
}
REWARDS = {"claim": 8, "put_claim_on": 5, "take_claim_off": 2, "cancel_claim": 2, "end_claims": 1}


@pytest.mark.parametrize("method", ["DISCOUNT", "PAYMENT"])
@pytest.mark.parametrize("weights", [CARTS, CARTS | REWARDS], ids=["points", "points and rewards"])
def test_everything_at_once_on_one_account(
    live_shop: Shop, weights: dict[str, int], method: str
) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    # What an order earned and its cancelling takes back may leave a debt, and that is right.
    shop.set_program(channel, earningActive=False, redemptionMethod=method)
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 4000)
    carts = Carts(shop, ann, channel, count=5, goes_on=True)
    luck = random.Random(len(weights))
    jobs = [carts.job(luck, **weights) for _ in range(REQUESTS)]

    with no_trouble():
        results = at_once(jobs)

    refusals = (Refused, LoyaltyProblem)
    assert [item for item in results if item is not None and not isinstance(item, refusals)] == []
    assert Order.objects.count() > 0
    # A completion may have been between its commit and its hook while others swept.
    sweep()
    assert_all_is_right()
    # Later than any cart, claim or draft order keeps what it has.
    sweep(timezone.now() + timedelta(days=400))
    assert_all_is_right()
    assert Account.objects.get().reserved == 0


def test_points_of_a_cart_that_changes_meanwhile(live_shop: Shop) -> None:
    """One session applies, others change the lines: points never exceed what the goods cost."""
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 9000)
    carts = Carts(shop, ann, channel, count=1)
    (checkout_id,) = carts.ids
    luck = random.Random(7)
    jobs = [
        carts.job(luck, apply=2, apply_maximum=3, change_lines=5, remove=1) for _ in range(REQUESTS)
    ]

    with no_trouble():
        at_once(jobs)

    assert_all_is_right()
    hold = Hold.objects.filter(status=HoldStatus.OPEN).first()
    quote = shop.quote(checkout_id, ann)
    assert quote["appliedPoints"] == (hold.points if hold is not None else 0)
    assert quote["appliedPoints"] <= quote["quote"]["maximumPoints"]


def test_one_cart_completed_by_many_while_its_points_change(live_shop: Shop) -> None:
    """Whatever was on the cart when its order was made is what the order cost, once."""
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.set_program(channel, earningActive=False)
    shop.credit(ann, 3000)
    luck = random.Random(11)
    for _ in range(4):
        carts = Carts(shop, ann, channel, count=1)
        jobs = [
            carts.job(luck, apply=3, remove=2, complete=4, take_code_off=1, sweep=1)
            for _ in range(12)
        ]
        jobs.append(lambda c=carts: c.complete(c.ids[0], luck))
        with no_trouble():
            at_once(jobs)

    assert Order.objects.count() == 4
    assert Checkout.objects.count() == 0
    assert_all_is_right()
    assert Account.objects.get().reserved == 0


def test_holds_replaced_by_another_customers_on_the_same_cart(live_shop: Shop) -> None:
    """The cart changes hands while both apply: each one's points are held, or free again."""
    shop, channel = live_shop, live_shop.setup.channel()
    people = [shop.setup.customer(f"{name}@example.com") for name in ("ann", "bob")]
    for person in people:
        shop.credit(person, 2000)
    lamp = shop.setup.variant(D("60.00"), channel=channel)
    checkout_id = shop.checkout(people[0], (lamp, 1), channel=channel)
    token = graphene.Node.from_global_id(checkout_id)[1]

    def hand_over(to: Person) -> None:
        Checkout.objects.filter(pk=token).update(user=to.user_id)
        shop.set_quantity(checkout_id, lamp, 1, to)

    jobs: list[Job] = []
    for number in range(REQUESTS // 2):
        person = people[number % 2]
        jobs += [
            lambda p=person: hand_over(p),
            lambda p=person, n=number: shop.apply(checkout_id, p, points=100 + n),
        ]

    with no_trouble():
        at_once(jobs)

    # The last hand-over may have come before the last hook's look.
    owner = Checkout.objects.get(pk=token).user
    assert owner is not None
    shop.set_quantity(checkout_id, lamp, 1, next(p for p in people if p.user_id == owner.pk))
    assert_all_is_right()
    assert {hold.account.customer_id for hold in Hold.objects.filter(status=HoldStatus.OPEN)} <= {
        owner.pk
    }


@pytest.mark.parametrize("method", ["DISCOUNT", "PAYMENT"])
def test_account_frozen_while_its_points_follow_a_cart(live_shop: Shop, method: str) -> None:
    """The look at the cart was before, the hold is after that: all comes off."""
    shop, channel = live_shop, live_shop.setup.channel()
    shop.set_program(channel, redemptionMethod=method)
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 6000)
    carts = Carts(shop, ann, channel, count=1)
    (checkout_id,) = carts.ids
    shop.apply(checkout_id, ann, maximum=True)

    with no_trouble():
        overtaken(
            lambda: shop.set_quantity(checkout_id, carts.cup, 4, ann),
            by=lambda: Account.objects.update(status="FROZEN"),
        )

    assert worth_something() == set()
    assert shop.available(ann) == 6000
    assert_all_is_right()


def test_maximum_is_what_others_have_left(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 1000)
    carts = Carts(shop, ann, channel, count=1)

    with no_trouble():
        cart = overtaken(
            lambda: shop.apply(carts.ids[0], ann, maximum=True), by=lambda: shop.credit(ann, -600)
        )

    assert cart["loyalty"]["appliedPoints"] == 400
    assert_all_is_right()


def test_points_that_are_gone_meanwhile_are_too_few(live_shop: Shop) -> None:
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 1000)
    carts = Carts(shop, ann, channel, count=1)

    with pytest.raises(Refused) as refused:
        overtaken(
            lambda: shop.apply(carts.ids[0], ann, points=700), by=lambda: shop.credit(ann, -600)
        )

    assert refused.value.codes == ["INSUFFICIENT_POINTS"]
    assert Hold.objects.count() == 0


def test_cart_that_grows_takes_what_others_have_left(live_shop: Shop) -> None:
    """3225 points are on it; of 2775 more, 2500 go while 2500 are counted for two more cups."""
    shop, channel = live_shop, live_shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    shop.credit(ann, 6000)
    carts = Carts(shop, ann, channel, count=1)
    (checkout_id,) = carts.ids
    shop.apply(checkout_id, ann, maximum=True)

    with no_trouble():
        total = overtaken(
            lambda: shop.set_quantity(checkout_id, carts.cup, 4, ann),
            by=lambda: shop.credit(ann, -2500),
        )

    # 57.25 of goods, 35.00 of points, delivery for 10.00.
    assert total == D("32.25")
    assert shop.available(ann) == 0
    assert_all_is_right()
