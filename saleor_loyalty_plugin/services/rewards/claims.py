"""Claiming rewards, and using claims on carts.

Locks are taken in one order: checkouts by ascending id, the account, then the claim and the reward.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import GoodsRefused, Permission, Requestor
from saleor_loyalty_plugin.ledger.types import PostingStatus
from saleor_loyalty_plugin.models import (
    Account,
    CheckoutDiscount,
    Hold,
    HoldStatus,
    Reward,
    RewardClaim,
)
from saleor_loyalty_plugin.rules.facts import ChannelFacts, CheckoutFacts
from saleor_loyalty_plugin.rules.rewards import (
    AT_CHECKOUT,
    ClaimStatus,
    RewardKind,
    RewardLimit,
    RewardLimitCode,
)
from saleor_loyalty_plugin.rules.terms import RedemptionMethod
from saleor_loyalty_plugin.services.bonuses.grants import lock_account
from saleor_loyalty_plugin.services.checkout.access import check_may_act, locked_facts
from saleor_loyalty_plugin.services.checkout.codes import new_claim_code, new_gift_code
from saleor_loyalty_plugin.services.checkout.discount import forget_choices
from saleor_loyalty_plugin.services.checkout.quote import CheckoutQuote, quote_facts
from saleor_loyalty_plugin.services.checkout.reserve_points import (
    put_points,
    requote_checkout,
    still_fitting,
)
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.explanations import points_text, reward_limit_message
from saleor_loyalty_plugin.services.members.accounts import account_for
from saleor_loyalty_plugin.services.points.adjust_points import KEY_MAX
from saleor_loyalty_plugin.services.programs.programs import terms_for_channels
from saleor_loyalty_plugin.services.progress.marks import note_progress
from saleor_loyalty_plugin.services.rewards.catalogue import offers_of, terms_of_reward
from saleor_loyalty_plugin.services.rewards.claim_rows import (
    ClaimRefused,
    change_claim,
    closed_claim,
    give_back,
    is_past,
    no_claim,
    source_of,
    still_good,
    take_points,
    tell,
    terms_of,
)

_PROBLEM_OF_LIMIT = {
    RewardLimitCode.NOT_SIGNED_IN: ProblemCode.NOT_SIGNED_IN,
    RewardLimitCode.SPENDING_OFF: ProblemCode.SPENDING_OFF,
    RewardLimitCode.ACCOUNT_FROZEN: ProblemCode.ACCOUNT_FROZEN,
    RewardLimitCode.ACCOUNT_BANNED: ProblemCode.ACCOUNT_BANNED,
    RewardLimitCode.CUSTOMER_LIMIT: ProblemCode.LIMIT_EXCEEDED,
    RewardLimitCode.INSUFFICIENT_POINTS: ProblemCode.INSUFFICIENT_POINTS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRequest:
    """What somebody asks for. `key` makes it repeatable for the account.

    `checkout_id` is the cart that it is for, and is used on at once. `channel` is where it is
    claimed, None for the cart's, or for the first that the reward's program covers; it has to be
    named where a product's price says the cost and several channels have one.
    """

    reward_id: int
    customer_id: int
    key: str | None = None
    checkout_id: UUID | None = None
    channel: ChannelFacts | None = None


def claim_reward(request: ClaimRequest, *, requestor: Requestor, now: datetime) -> RewardClaim:
    """Take a reward for points and, with a checkout, put it on the cart: all of it, or nothing.

    The same key again returns the first claim. A gift card is issued at once.
    Raises `LoyaltyProblem`: NOT_FOUND, INVALID (key), IDEMPOTENCY_CONFLICT, REWARD_UNAVAILABLE and
    the codes of what stands in the way; on a checkout also those of `apply_claim`.
    """
    _check_key(request.key)
    using = current_host().writer_alias()
    reward = Reward.objects.using(using).filter(pk=request.reward_id).first()
    if reward is None:
        raise LoyaltyProblem(ProblemCode.NOT_FOUND, "No reward has this ID.", field="id")
    account = account_for(customer_id=request.customer_id, program_id=reward.program_id)
    earlier = _earlier(account, request, using)
    if earlier is not None:
        return earlier
    with transaction.atomic(using=using):
        facts = _cart(request, reward, requestor)
        channel = facts.channel if facts is not None else _channel(reward, request.channel)
        if account is not None:
            lock_account(account.pk, using=using)
            # Another request with this key may have come first.
            earlier = _earlier(account, request, using)
            if earlier is not None:
                return earlier
        claim = _claim(reward.pk, account, channel, request, requestor.actor, now)
        if facts is not None:
            with _blaming("checkout_id"):
                put_on(claim, facts, now=now)
        _count(reward.pk, using)
    _follow([request.checkout_id], now)
    return claim


def _claim(
    reward_id: int,
    account: Account | None,
    channel: ChannelFacts,
    request: ClaimRequest,
    actor: str,
    now: datetime,
) -> RewardClaim:
    """Look again whether the reward can be claimed, then write the claim and take its points."""
    using = current_host().writer_alias()
    reward = Reward.objects.using(using).select_related("program").get(pk=reward_id)
    (offer,) = offers_of(
        rewards=[reward],
        channel=channel,
        customer_id=request.customer_id,
        using=using,
        now=now,
    )
    if offer.limits:
        raise _refusal(offer.limits, time_zone=reward.program.time_zone)
    active = terms_for_channels(channel_ids=[channel.channel_id], using=using)[channel.channel_id]
    if account is None or offer.points is None:
        raise AssertionError("what can be claimed has a cost, and who can pay it an account")
    terms = terms_of_reward(reward)
    if reward.points is None:
        # A price in another currency is another number of points: it is good where it was paid.
        terms = replace(terms, currency=channel.currency)
    is_card = terms.kind is RewardKind.GIFT_CARD
    days = reward.claim_days if not is_card else None
    claim = RewardClaim.objects.using(using).create(
        account=account,
        reward=reward,
        program_version_id=active.version_id,
        terms=terms.to_json(),
        points=offer.points,
        code=new_gift_code() if is_card else new_claim_code(),
        key=_scoped(account, request.key),
        actor=actor,
        created_at=now,
        expires_at=now + timedelta(days=days) if days is not None else None,
    )
    result = take_points(claim, now=now)
    if result.status is PostingStatus.INSUFFICIENT:
        # Points ran out that covered others' reservations.
        raise _too_few(offer.points)
    if result.status is not PostingStatus.POSTED or result.entry_id is None:
        raise ClaimRefused(f"{source_of(claim)}: {result.status}")
    note_progress(account_id=account.pk, has_progress=active.terms.has_progress)
    claim.entry_id = result.entry_id
    if is_card:
        issue_card(claim, now)
    claim.save(using=using)
    tell(claim, "reward_claimed", now=now, entry_id=claim.entry_id)
    return claim


def issue_card(claim: RewardClaim, now: datetime) -> None:
    """Make the gift card that a claim is for; with that it is used."""
    terms = terms_of(claim)
    if terms.amount is None:
        raise AssertionError("a gift card is worth something")
    current_host().issue_gift_card(
        code=claim.code,
        amount=terms.amount,
        currency=terms.currency,
        customer_id=claim.account.customer_id,
    )
    claim.status = ClaimStatus.USED.value
    claim.closed_at = now


def _count(reward_id: int, using: str) -> None:
    """One claim more. Last of all, since whoever claims the same reward waits for this row.

    Raises `LoyaltyProblem`: REWARD_UNAVAILABLE, where the last one went meanwhile.
    """
    in_stock = Q(stock__isnull=True) | Q(claims_count__lt=F("stock"))
    rows = Reward.objects.using(using).filter(in_stock, pk=reward_id, archived_at=None)
    if not rows.update(claims_count=F("claims_count") + 1):
        raise _refusal([RewardLimit(code=RewardLimitCode.SOLD_OUT)], time_zone="UTC")


def apply_claim(
    *, checkout_id: UUID, claim_id: int, requestor: Requestor, now: datetime
) -> RewardClaim:
    """Put a claim on a cart; from another cart it moves over. Repeatable.

    Raises `LoyaltyProblem`: NOT_FOUND, CHECKOUT_CLOSED, NOT_SIGNED_IN, CLAIM_CLOSED,
    PROMO_CODE_PRESENT, ORDER_PROMOTION_PRESENT, NOT_APPLICABLE (the cart has nothing for it).
    """

    def apply(claim: RewardClaim) -> RewardClaim:
        with _blaming("checkout_id"):
            facts = locked_facts(checkout_id, None)
            check_may_act(facts, requestor)
        _check_owner(claim, facts)
        _check_good(claim, now)
        before = claim.checkout_id
        put_on(claim, facts, now=now)
        if before not in (None, checkout_id):
            requote(before, now=now)
        return claim

    with _blaming("id", instead_of="checkout_id"), _blaming("claim_id"):
        return changed(claim_id, apply, now=now, checkout_id=checkout_id)


def remove_claim(
    *, checkout_id: UUID, claim_id: int, requestor: Requestor, now: datetime
) -> RewardClaim:
    """Take a claim off a cart; it can be used again. What it put into the cart stays. Repeatable.

    Raises `LoyaltyProblem`: NOT_FOUND, CHECKOUT_CLOSED, NOT_SIGNED_IN.
    """

    def remove(claim: RewardClaim) -> RewardClaim:
        with _blaming("checkout_id"):
            facts = locked_facts(checkout_id, None)
            check_may_act(facts, requestor)
        _check_owner(claim, facts)
        if claim.checkout_id == checkout_id:
            take_off(claim, now=now)
        return claim

    with _blaming("id", instead_of="checkout_id"), _blaming("claim_id"):
        return changed(claim_id, remove, now=now, checkout_id=checkout_id)


def cancel_claim(*, claim_id: int, requestor: Requestor, now: datetime) -> RewardClaim:
    """Give an unused reward back for its points, by its customer or by staff. Repeatable.

    Points that have run out meanwhile have days of grace where staff do it.

    Raises `LoyaltyProblem`: NOT_FOUND, CLAIM_CLOSED, CHECKOUT_CLOSED.
    """

    def cancel(claim: RewardClaim) -> RewardClaim:
        is_own = requestor.user_id is not None and claim.account.customer_id == requestor.user_id
        if not is_own and not requestor.may(Permission.MANAGE_USERS):
            raise no_claim()
        if claim.status != ClaimStatus.CANCELLED:
            _check_good(claim, now)
            by = requestor.actor
            close(claim, ClaimStatus.CANCELLED, by=by, now=now, has_grace=not is_own)
        return claim

    return changed(claim_id, cancel, now=now)


def put_on(claim: RewardClaim, facts: CheckoutFacts, *, now: datetime) -> None:
    """Put a claim on a cart; both are locked, and the claim's old cart, if any.

    The product that it is for is put into the cart unless it is there.
    Raises `LoyaltyProblem`: PROMO_CODE_PRESENT, ORDER_PROMOTION_PRESENT, NOT_APPLICABLE.
    """
    host = current_host()
    using = host.writer_alias()
    _check_kind(claim, facts)
    state = quote_facts(facts, now=now)
    _check_cart(claim, state, now)
    if state.is_taken_off:
        # Its customer has taken our code off, and no hook has told us.
        _make_right(facts, now)
    variant_id = terms_of(claim).variant_id
    if variant_id is not None and all(line.variant_id != variant_id for line in facts.lines):
        _add_piece(facts.checkout_id, variant_id)
    claim.checkout_id = facts.checkout_id
    claim.save(using=using, update_fields=["checkout_id"])
    after = requote(facts.checkout_id, now=now)
    rows = CheckoutDiscount.objects.using(using).filter(checkout_id=facts.checkout_id)
    carried = {item["source"] for row in rows for item in row.items}
    if source_of(claim) not in carried:
        raise _useless(claim, after)


def requote(checkout_id: UUID, *, now: datetime) -> CheckoutQuote | None:
    """Make a locked checkout carry what it is entitled to now; None where it is gone."""
    facts = current_host().checkout_facts(checkout_id)
    return _make_right(facts, now) if facts is not None else None


def _make_right(facts: CheckoutFacts, now: datetime) -> CheckoutQuote:
    state = quote_facts(facts, now=now)
    if state.is_taken_off:
        forget_choices(state, now=now)
        state = quote_facts(facts, now=now)
    state, _hold = put_points(state, wanted=still_fitting, now=now, checkout=None)
    return state


def changed[T](
    claim_id: int,
    act: Callable[[RewardClaim], T],
    *,
    now: datetime,
    checkout_id: UUID | None = None,
) -> T:
    """`change_claim`; then points that pay on its carts follow what is left to pay there."""
    places = {checkout_id}

    def noting(claim: RewardClaim) -> T:
        places.add(claim.checkout_id)
        return act(claim)

    result = change_claim(claim_id=claim_id, act=noting, checkout_id=checkout_id)
    _follow(places, now)
    return result


def _follow(places: Iterable[UUID | None], now: datetime) -> None:
    """The shop computes prices only while no row is locked, so this comes after all else."""
    using = current_host().writer_alias()
    ids = [item for item in places if item is not None]
    if not ids:
        return
    holds = Hold.objects.using(using).filter(checkout_id__in=ids, status=HoldStatus.OPEN)
    for hold in holds.filter(method=RedemptionMethod.PAYMENT).order_by("checkout_id"):
        requote_checkout(checkout_id=hold.checkout_id, now=now)


def take_off(claim: RewardClaim, *, now: datetime) -> None:
    """Take a locked claim off its cart, if it is on one."""
    before = claim.checkout_id
    if before is None:
        return
    claim.checkout_id = None
    claim.save(using=current_host().writer_alias(), update_fields=["checkout_id"])
    requote(before, now=now)


def close(
    claim: RewardClaim,
    status: ClaimStatus,
    *,
    by: str,
    now: datetime,
    note: str | None = None,
    has_grace: bool = True,
) -> None:
    """End a locked claim; CANCELLED gives its points back, and frees its stock.

    `has_grace` says whether points that have run out meanwhile are good for some more days.
    """
    take_off(claim, now=now)
    claim.status = status.value
    claim.closed_at = now
    claim.closed_by = by
    if note is not None:
        claim.note = note
    if status is ClaimStatus.CANCELLED:
        give_back(claim, has_grace=has_grace, now=now)
    claim.save(using=current_host().writer_alias())
    tell(claim, f"reward_{status.lower()}", now=now)


def _cart(request: ClaimRequest, reward: Reward, requestor: Requestor) -> CheckoutFacts | None:
    """The cart that a reward is claimed for, locked."""
    if request.checkout_id is None:
        return None
    with _blaming("checkout_id"):
        if RewardKind(reward.kind) not in AT_CHECKOUT:
            raise _not_at_checkout()
        facts = locked_facts(request.checkout_id, None)
        check_may_act(facts, requestor)
        if facts.customer_id != request.customer_id:
            raise LoyaltyProblem(
                ProblemCode.NOT_FOUND, "No open checkout of this customer has this ID.", field="id"
            )
    return facts


def _channel(reward: Reward, channel: ChannelFacts | None) -> ChannelFacts:
    """Where a reward is claimed without a cart: a channel that its program covers.

    Raises `LoyaltyProblem`: REQUIRED (`channel`) where there is none, or where each has a cost of
    its own: nobody may pay another one than the catalogue has shown.
    """
    if channel is not None:
        return channel
    host = current_host()
    channels = host.channels()
    ids = [item.channel_id for item in channels]
    terms = terms_for_channels(channel_ids=ids, using=host.writer_alias()) if ids else {}
    covered = [
        item
        for item in channels
        if item.channel_id in terms and terms[item.channel_id].program_id == reward.program_id
    ]
    fitting = [item for item in covered if reward.currency in ("", item.currency)]
    found = next(iter([*fitting, *covered]), None)
    if found is None:
        raise LoyaltyProblem(
            ProblemCode.REQUIRED,
            "Say in which channel it is claimed: the reward's program covers none by itself.",
            field="channel",
        )
    is_priced = reward.kind == RewardKind.PRODUCT and reward.points is None
    if is_priced and len(fitting or covered) > 1:
        raise LoyaltyProblem(
            ProblemCode.REQUIRED,
            "What this reward costs follows its price in each channel. Say in which channel it is "
            "claimed, or give a checkout.",
            field="channel",
        )
    return found


def _earlier(account: Account | None, request: ClaimRequest, using: str) -> RewardClaim | None:
    """The claim that was made with this key. Raises `LoyaltyProblem`: IDEMPOTENCY_CONFLICT."""
    if account is None or request.key is None:
        return None
    rows = RewardClaim.objects.using(using).select_related("account")
    claim = rows.filter(key=_scoped(account, request.key)).first()
    if claim is not None and claim.reward_id != request.reward_id:
        raise LoyaltyProblem(
            ProblemCode.IDEMPOTENCY_CONFLICT,
            "This key was used for another reward. Use a new key for each claim.",
            field="idempotency_key",
        )
    return claim


def _scoped(account: Account, key: str | None) -> str | None:
    """Two customers may choose the same key."""
    return f"{account.pk}:{key}" if key is not None else None


def _check_key(key: str | None) -> None:
    if key is not None and not 0 < len(key) <= KEY_MAX:
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "Give a key of 1 to %(maximum)s characters, or none.",
            field="idempotency_key",
            values={"maximum": KEY_MAX},
        )


def _check_owner(claim: RewardClaim, facts: CheckoutFacts) -> None:
    if claim.account.customer_id != facts.customer_id:
        raise no_claim(field="claim_id")


def _check_good(claim: RewardClaim, now: datetime) -> None:
    if claim.status != ClaimStatus.CLAIMED or is_past(claim, now):
        raise closed_claim()


def _check_kind(claim: RewardClaim, facts: CheckoutFacts) -> None:
    terms = terms_of(claim)
    if terms.kind not in AT_CHECKOUT:
        raise _not_at_checkout()
    if terms.currency and terms.currency != facts.channel.currency:
        raise LoyaltyProblem(
            ProblemCode.NOT_APPLICABLE,
            "This reward is in %(currency)s, the checkout is not.",
            field="id",
            values={"currency": terms.currency},
        )


def _check_cart(claim: RewardClaim, state: CheckoutQuote, now: datetime) -> None:
    """What the cart says before the claim is on it."""
    if state.has_foreign_code:
        raise LoyaltyProblem(
            ProblemCode.PROMO_CODE_PRESENT,
            "The cart already carries a promo code. Remove it to use this reward.",
            field="id",
        )
    if state.account is None or state.account.pk != claim.account_id:
        raise LoyaltyProblem(
            ProblemCode.NOT_APPLICABLE,
            "This reward belongs to another program than the checkout's.",
            field="id",
        )
    terms = terms_of(claim)
    using = current_host().writer_alias()
    beside = RewardClaim.objects.using(using).filter(
        still_good(now), checkout_id=state.facts.checkout_id
    )
    others = [terms_of(item) for item in beside.exclude(pk=claim.pk)]
    if terms.kind is RewardKind.FREE_SHIPPING and any(o.kind is terms.kind for o in others):
        raise LoyaltyProblem(
            ProblemCode.NOT_APPLICABLE, "Shipping of this checkout is free already.", field="id"
        )
    if terms.variant_id is not None and any(o.variant_id == terms.variant_id for o in others):
        raise LoyaltyProblem(
            ProblemCode.NOT_APPLICABLE,
            "This checkout has a reward for the same product already. Use the other one for"
            " another order.",
            field="id",
        )


def _useless(claim: RewardClaim, state: CheckoutQuote | None) -> LoyaltyProblem:
    """Why a claim lowers nothing on the cart that it was put on."""
    if state is not None and state.promotion is not None:
        return LoyaltyProblem(
            ProblemCode.ORDER_PROMOTION_PRESENT,
            "The shop's own offer takes more off this cart than the reward would, and only one of"
            " them is possible.",
            field="id",
        )
    if terms_of(claim).kind is RewardKind.FREE_SHIPPING:
        return LoyaltyProblem(
            ProblemCode.NOT_APPLICABLE,
            "Shipping costs nothing here, or no delivery method is chosen yet.",
            field="id",
        )
    return LoyaltyProblem(
        ProblemCode.NOT_APPLICABLE,
        "There is nothing in the cart that this reward could lower.",
        field="id",
    )


def _not_at_checkout() -> LoyaltyProblem:
    return LoyaltyProblem(
        ProblemCode.NOT_APPLICABLE, "This reward is not one to use at a checkout.", field="id"
    )


def _add_piece(checkout_id: UUID, variant_id: int) -> None:
    try:
        current_host().add_to_checkout(checkout_id=checkout_id, variant_id=variant_id)
    except GoodsRefused as error:
        raise LoyaltyProblem(
            ProblemCode.NOT_APPLICABLE,
            "The product could not be put into the cart: %(reason)s",
            field="id",
            values={"reason": str(error)},
        ) from error


def _refusal(limits: Sequence[RewardLimit], *, time_zone: str) -> LoyaltyProblem:
    """The first limit gives the code, all of them the words."""
    first = limits[0].code
    return LoyaltyProblem(
        _PROBLEM_OF_LIMIT.get(first, ProblemCode.REWARD_UNAVAILABLE),
        " ".join(reward_limit_message(limit, time_zone=time_zone) for limit in limits),
        field="id",
    )


def _too_few(points: int) -> LoyaltyProblem:
    return LoyaltyProblem(
        ProblemCode.INSUFFICIENT_POINTS,
        "This takes %(points)s, and fewer are available.",
        field="id",
        values={"points": points_text(points)},
    )


@contextmanager
def _blaming(field: str, *, instead_of: str = "id") -> Iterator[None]:
    """Refusals about a checkout or claim, whose input has another name here."""
    try:
        yield
    except LoyaltyProblem as problem:
        if problem.field == instead_of:
            problem.field = field
        raise
