"""Cards: issue, block, replace, and find whose one is.

Everything that changes an account's cards locks the account first, so that it never has two.
"""

import secrets
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.models import Account, Card, CardStatus
from saleor_loyalty_plugin.rules.card_numbers import (
    DRAWN_DIGITS,
    FIRST_DIGIT,
    check_digit,
    is_card_number,
    plain_number,
)
from saleor_loyalty_plugin.rules.participation import ChangeKind
from saleor_loyalty_plugin.rules.terms import Eligibility
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.facts import note_fact
from saleor_loyalty_plugin.services.members.accounts import (
    locked_account,
    opened_account,
    refuse_banned,
)
from saleor_loyalty_plugin.services.members.participation import choice_now, note_choice
from saleor_loyalty_plugin.services.orders.blocked import mark_customer_due
from saleor_loyalty_plugin.services.programs.programs import current_terms
from saleor_loyalty_plugin.services.progress.marks import mark_again

_DRAWS_MAX = 5
# What the world hears of a card that is useless from now on.
_FACTS = {CardStatus.BLOCKED: "card_blocked", CardStatus.REPLACED: "card_replaced"}


@dataclass(frozen=True, slots=True, kw_only=True)
class NewCustomer:
    """A customer who may not have an account in the program yet."""

    customer_id: int
    program_id: int


def issue_card(*, to: int | NewCustomer, number: str | None, actor: str, now: datetime) -> Card:
    """Give an account (by its id, or opened for a customer) a card.

    Repeatable: an account that has a card keeps it, and that one is returned. `number` is that of
    a printed card, with spaces and dashes as they come; None draws one. Where only card holders
    take part, whoever had left the program joins it again.
    Raises `LoyaltyProblem`: NOT_FOUND, INVALID, ACCOUNT_BANNED, CARD_PRESENT (another number),
    CARD_TAKEN.
    """
    digits = _checked_number(number)
    with transaction.atomic(using=current_host().writer_alias()):
        if isinstance(to, NewCustomer):
            account = opened_account(customer_id=to.customer_id, program_id=to.program_id, now=now)
        else:
            account = locked_account(to, field="account_id")
        refuse_banned(account)
        card = give_card(account=account, number=digits, actor=actor, now=now)
        _rejoin(account, actor, now)
        mark_customer_due(customer_id=account.customer_id, now=now)
        mark_again(account_id=account.pk, now=now, using=current_host().writer_alias())
        return card


def give_card(*, account: Account, number: str | None = None, actor: str, now: datetime) -> Card:
    """The card of a locked account, a new one if it has none; see `issue_card`."""
    present = active_card(account)
    if present is None:
        return _created(account, number, actor, now)
    if number is not None and number != present.number:
        raise LoyaltyProblem(
            ProblemCode.CARD_PRESENT,
            "The account has another card. Replace that one.",
            field="number",
        )
    return present


def block_card(*, card_id: int | None, number: str | None, actor: str, now: datetime) -> Card:
    """Make a card useless; the account has none then. A card that is so already stays as it is.

    Raises `LoyaltyProblem`: NOT_FOUND, INVALID.
    """
    card = _found(card_id, number)
    with transaction.atomic(using=current_host().writer_alias()):
        card = _locked(card)
        if card.status == CardStatus.ACTIVE:
            _end(card, CardStatus.BLOCKED, actor, now)
        return card


def replace_card(*, card_id: int, number: str | None, actor: str, now: datetime) -> Card:
    """Give a new card in place of one, which is useless from that moment on.

    Repeatable: the card that took its place is returned again. A card that was blocked before can
    be replaced too, as long as the account has no other.
    Raises `LoyaltyProblem`: NOT_FOUND, INVALID, ACCOUNT_BANNED, CARD_PRESENT, CARD_TAKEN.
    """
    digits = _checked_number(number)
    using = current_host().writer_alias()
    old = _found(card_id, None)
    with transaction.atomic(using=using):
        old = _locked(old)
        refuse_banned(old.account)
        successor = Card.objects.using(using).filter(replaces=old).first()
        if successor is not None and digits in (None, successor.number):
            return successor
        present = active_card(old.account)
        if successor is not None or (present is not None and present.pk != old.pk):
            raise LoyaltyProblem(
                ProblemCode.CARD_PRESENT,
                "The card was replaced already, or the account has another one. Replace that one.",
                field="id",
            )
        ended_at = _end(old, CardStatus.REPLACED, actor, now)
        card = _created(old.account, digits, actor, max(now, ended_at), replaces=old)
        _rejoin(old.account, actor, now)
        mark_customer_due(customer_id=old.account.customer_id, now=now)
        mark_again(account_id=old.account_id, now=now, using=using)
        return card


def account_by_card(number: str) -> Account | None:
    """Whose card it is, as typed or scanned; None where no card has this number.

    Raises `LoyaltyProblem`: INVALID, CARD_BLOCKED.
    """
    digits = _checked_number(number, field="card_number")
    cards = Card.objects.using(current_host().writer_alias()).select_related("account")
    card = cards.filter(number=digits).first()
    if card is None:
        return None
    if card.status == CardStatus.BLOCKED:
        raise LoyaltyProblem(
            ProblemCode.CARD_BLOCKED,
            "This card is blocked. Ask for another way to find the customer, such as the e-mail"
            " address.",
            field="card_number",
        )
    if card.status == CardStatus.REPLACED:
        raise LoyaltyProblem(
            ProblemCode.CARD_BLOCKED,
            "This card was replaced by another one. Ask for the new card.",
            field="card_number",
        )
    return card.account


def active_card(account: Account) -> Card | None:
    """The card that is good now."""
    cards = Card.objects.using(current_host().writer_alias())
    return cards.filter(account=account, status=CardStatus.ACTIVE).first()


def new_number() -> str:
    """A number that nobody can guess: 46 bits, and the check digit."""
    drawn = DRAWN_DIGITS - len(FIRST_DIGIT) - 1
    digits = f"{FIRST_DIGIT}{secrets.randbelow(10**drawn):0{drawn}d}"
    return digits + check_digit(digits)


def _checked_number(number: str | None, *, field: str = "number") -> str | None:
    if number is None:
        return None
    digits = plain_number(number)
    if not is_card_number(digits):
        raise LoyaltyProblem(
            ProblemCode.INVALID,
            "This is no card number: it has 8 to 19 digits, and the last one must match the"
            " others. Check for a typing error.",
            field=field,
        )
    return digits


def _created(
    account: Account,
    number: str | None,
    actor: str,
    now: datetime,
    *,
    replaces: Card | None = None,
) -> Card:
    using = current_host().writer_alias()
    for _attempt in range(_DRAWS_MAX):
        card = Card(
            account=account,
            number=number or new_number(),
            replaces=replaces,
            actor=actor,
            issued_at=now,
        )
        try:
            # A number that is taken must not undo what was done before.
            with transaction.atomic(using=using):
                card.save(using=using, force_insert=True)
        except IntegrityError:
            if number is not None:
                raise LoyaltyProblem(
                    ProblemCode.CARD_TAKEN,
                    "Another card has this number. Take a card with a number of its own.",
                    field="number",
                ) from None
            continue
        note_fact(
            account.pk,
            "card_issued",
            now=now,
            cardId=card.pk,
            replacesId=replaces.pk if replaces is not None else None,
        )
        return card
    raise AssertionError("each of several new card numbers was taken")


def _end(card: Card, status: CardStatus, actor: str, now: datetime) -> datetime:
    """Make a card useless; since when it is, which is never before it was issued."""
    if card.ended_at is None:
        card.ended_at, card.ended_by = max(now, card.issued_at), actor
    card.status = status
    card.save(using=current_host().writer_alias(), update_fields=["status", "ended_at", "ended_by"])
    note_fact(card.account_id, _FACTS[status], now=now, cardId=card.pk)
    return card.ended_at


def _rejoin(account: Account, actor: str, now: datetime) -> None:
    """Who takes a card where it makes a member wants to be one, whatever was said before."""
    last = choice_now(account)
    if last is None or last.kind != ChangeKind.OPTED_OUT:
        return
    eligibility = current_terms(program_id=account.program_id).terms.eligibility
    if eligibility is Eligibility.CARD_HOLDERS:
        note_choice(account, ChangeKind.OPTED_IN, actor=actor, now=now)


def _found(card_id: int | None, number: str | None) -> Card:
    cards = Card.objects.using(current_host().writer_alias())
    if card_id is not None:
        card = cards.filter(pk=card_id).first()
        if card is None:
            raise LoyaltyProblem(ProblemCode.NOT_FOUND, "No card has this ID.", field="id")
        return card
    card = cards.filter(number=_checked_number(number)).first()
    if card is None:
        raise LoyaltyProblem(ProblemCode.NOT_FOUND, "No card has this number.", field="number")
    return card


def _locked(card: Card) -> Card:
    """The card as it is once its account is locked."""
    account = locked_account(card.account_id)
    card = Card.objects.using(current_host().writer_alias()).get(pk=card.pk)
    card.account = account
    return card
