"""Sending e-mails of a batch: each is looked at once more, and goes out by a kept connection."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.messages.email.build import Letter, build, message_id_of
from saleor_loyalty_plugin.messages.email.contexts import EmailContext, contexts_of
from saleor_loyalty_plugin.messages.email.errors import MailRefused, Refusal
from saleor_loyalty_plugin.messages.email.render import render
from saleor_loyalty_plugin.messages.email.senders import Sender, Senders
from saleor_loyalty_plugin.messages.email.templates import Templates
from saleor_loyalty_plugin.messages.email.transport import Connections, SentEmail
from saleor_loyalty_plugin.messages.pauses import WayDown, WayInDoubt
from saleor_loyalty_plugin.messages.preferences import unsubscribe_url, unwanted_kinds
from saleor_loyalty_plugin.messages.settings import sent_kinds
from saleor_loyalty_plugin.models import Account, Delivery, MessageSettings
from saleor_loyalty_plugin.rules.facts import CustomerFacts
from saleor_loyalty_plugin.rules.messages import MessageKind
from saleor_loyalty_plugin.rules.participation import Absence, Membership, absence
from saleor_loyalty_plugin.rules.terms import Eligibility
from saleor_loyalty_plugin.services.members.participation import memberships

# By the customer's or staff's wish, whatever the program does of its own accord.
NOTIFY = "notify"
# The customer has asked for just this e-mail.
REQUESTED = "requested"


class EmailBatch:
    """The e-mails of some deliveries: prepared at once, sent one by one.

    What is read before doesn't grow with the deliveries.
    """

    def __init__(self, deliveries: Sequence[Delivery], *, now: datetime) -> None:
        using = current_host().writer_alias()
        account_ids = {item.account_id for item in deliveries}
        self._now = now
        self._plugin_url = current_host().plugin_url()
        self._contexts = contexts_of(deliveries, now=now, using=using)
        self._accounts = Account.objects.using(using).in_bulk(account_ids)
        self._memberships = memberships(account_ids=account_ids, reads_cards=False, using=using)
        self._unwanted = unwanted_kinds(account_ids, using=using)
        program_ids = {account.program_id for account in self._accounts.values()}
        self._settings = MessageSettings.objects.using(using).in_bulk(program_ids)
        self._templates = Templates(program_ids, using=using)
        self._senders = Senders(
            self._place(item) for item in deliveries if item.account_id in self._accounts
        )
        self._connections = Connections()

    def __enter__(self) -> "EmailBatch":
        return self

    def __exit__(self, *error: Any) -> None:
        self._connections.__exit__(*error)

    def ways_of(self, delivery: Delivery) -> Sequence[str]:
        """The names of the mail settings that a delivery goes out by, as in `WayDown.key`, and of
        the address with them that it comes from."""
        sender = self._sender(delivery)
        return [sender.way, sender.address_way]

    def send(self, delivery: Delivery) -> SentEmail:
        """Raises MailRefused where it is not to be sent, WayDown where nothing can be sent by its
        mail settings, WayInDoubt where they haven't taken it, and anything else where it could not
        be made."""
        context = self._wanted(delivery)
        program_id = self._accounts[delivery.account_id].program_id
        rendered = render(
            program_id=program_id,
            kind=MessageKind(delivery.kind),
            language_code=context.language_code,
            variables_in=lambda language: context.in_language(language).variables,
            now=self._now,
            templates=self._templates,
        )
        said = context.in_language(rendered.language_code)
        letter = Letter(
            recipient=context.customer.email,
            subject=rendered.subject,
            html=rendered.html,
            text=rendered.text,
            language_code=rendered.language_code,
            kind=delivery.kind,
            message_id=message_id_of(delivery, shop=self._senders.shop),
            unsubscribe_url=self._unsubscribe_url(delivery, said),
            attachments=said.attachments,
        )
        sender = self._sender(delivery)
        message = build(letter, sender=sender, shop=self._senders.shop, now=self._now)
        try:
            self._connections.send(message, sender=sender)
        except (MailRefused, WayDown):
            raise
        except Exception as error:
            raise WayInDoubt(sender.way, error) from error
        return SentEmail(
            recipient=context.customer.email,
            subject=str(message.subject),
            message_id=letter.message_id,
        )

    def _sender(self, delivery: Delivery) -> Sender:
        return self._senders.sender_for(*self._place(delivery))

    def _place(self, delivery: Delivery) -> tuple[int, int | None]:
        """Program and channel of a delivery."""
        context = self._contexts.get(delivery.pk)
        channel = context.channel if context is not None else None
        program_id = self._accounts[delivery.account_id].program_id
        return program_id, channel.channel_id if channel is not None else None

    def _wanted(self, delivery: Delivery) -> EmailContext:
        """What the e-mail is about, if it is still to be sent. Raises MailRefused."""
        context = self._contexts.get(delivery.pk)
        account = self._accounts.get(delivery.account_id)
        if context is None or account is None:
            raise MailRefused(Refusal.CUSTOMER_GONE)
        settings = self._settings.get(account.program_id) or MessageSettings()
        refusals = (
            _refusal_of_customer(context.customer),
            _refusal_of_member(self._memberships[account.pk], delivery, now=self._now),
            self._refusal_of_kind(delivery, settings),
        )
        for refusal in filter(None, refusals):
            raise MailRefused(refusal)
        if context.is_outdated:
            raise MailRefused(Refusal.OUTDATED)
        return context

    def _refusal_of_kind(self, delivery: Delivery, settings: MessageSettings) -> Refusal | None:
        if _is_requested(delivery):
            return None
        if not settings.is_active:
            return Refusal.MESSAGES_OFF
        is_told_to = delivery.payload.get(NOTIFY) is True
        if delivery.kind not in sent_kinds(settings) and not is_told_to:
            return Refusal.KIND_OFF
        if delivery.kind in self._unwanted[delivery.account_id]:
            return Refusal.UNWANTED
        return None

    def _unsubscribe_url(self, delivery: Delivery, context: EmailContext) -> str:
        return unsubscribe_url(
            account_id=delivery.account_id,
            kind=MessageKind(delivery.kind),
            language_code=context.language_code,
            plugin_url=self._plugin_url,
        )


def _refusal_of_customer(customer: CustomerFacts) -> Refusal | None:
    if not customer.is_active:
        return Refusal.CUSTOMER_INACTIVE
    # Anybody can sign up with somebody else's address.
    if customer.awaits_confirmation:
        return Refusal.CUSTOMER_UNCONFIRMED
    if not customer.email:
        return Refusal.NO_ADDRESS
    try:
        validate_email(customer.email)
    except ValidationError:
        return Refusal.ADDRESS_REFUSED
    return None


def _refusal_of_member(
    membership: Membership, delivery: Delivery, *, now: datetime
) -> Refusal | None:
    """Whoever was banned hears nothing, whoever has left only of what they do themselves: points
    that are there can still be used. Whether a card is held doesn't matter."""
    reason = absence(membership, eligibility=Eligibility.EVERYONE, moment=now)
    if reason is Absence.BANNED:
        return Refusal.ACCOUNT_BANNED
    is_own_doing = delivery.kind == MessageKind.REWARD_CLAIMED or _is_requested(delivery)
    return Refusal.ACCOUNT_LEFT if reason is not None and not is_own_doing else None


def _is_requested(delivery: Delivery) -> bool:
    return delivery.payload.get(REQUESTED) is True
