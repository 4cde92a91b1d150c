"""What a draft would look like: with invented values or a customer's own, shown or sent as a test.

Nothing is written, and nobody but the address that is named gets anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from email.utils import make_msgid
from typing import Any, Final

from django.core.cache import cache
from django.utils.translation import gettext as _

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.messages.email import words
from saleor_loyalty_plugin.messages.email.build import Letter
from saleor_loyalty_plugin.messages.email.contents import (
    PARTS,
    Contents,
    ContentsProblem,
    checked_language,
    compiled_part,
    filled_in_part,
    problems_of,
)
from saleor_loyalty_plugin.messages.email.contexts import contexts_of
from saleor_loyalty_plugin.messages.email.newest import newest_payload
from saleor_loyalty_plugin.messages.email.template_errors import TemplateError
from saleor_loyalty_plugin.messages.email.templates import (
    Templates,
    no_program,
    raise_problems,
)
from saleor_loyalty_plugin.messages.email.transport import reason_of, send_letter
from saleor_loyalty_plugin.messages.email.variables import Names, sample_variables
from saleor_loyalty_plugin.messages.settings import checked_address
from saleor_loyalty_plugin.models import Account, Delivery, Program
from saleor_loyalty_plugin.rules.facts import ChannelFacts
from saleor_loyalty_plugin.rules.messages import MessageKind
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.languages import speaking
from saleor_loyalty_plugin.services.programs.programs import program_for_channel

TESTS_PER_HOUR: Final = 30
HOUR_SECONDS: Final = 3600
# What of the example is taken where a customer has nothing of the kind, such as no badge: all that
# belongs together, so that no invented credit stands beside a balance without it.
_INVENTED: Final[Mapping[MessageKind, tuple[str, ...]]] = {
    MessageKind.POINTS_CREDITED: ("entry", "balance"),
    MessageKind.TIER_RAISED: ("tier", "previous_tier", "next_tier", "gift"),
    MessageKind.TIER_LOWERED: ("tier", "previous_tier", "next_tier"),
    MessageKind.BADGE_UNLOCKED: ("badge",),
    MessageKind.POINTS_EXPIRING: (
        *("expiring", "expiring_first", "expiring_later", "expiring_total", "balance"),
    ),
    MessageKind.BALANCE_REACHED: ("threshold", "rewards", "balance"),
    MessageKind.REWARD_CLAIMED: ("reward",),
    MessageKind.STATEMENT: ("statement", "expiring", "balance"),
}


@dataclass(frozen=True, slots=True)
class Draft:
    """Texts that may not be saved yet; a part that is None is as it is in force."""

    kind: MessageKind
    language_code: str
    subject: str | None = None
    body: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """What became of a draft; a part is None where a problem stands in the way.

    `is_invented`: what it is about is no customer's own.
    """

    subject: str | None
    html: str | None
    text: str | None
    problems: tuple[ContentsProblem, ...]
    channel: ChannelFacts | None = None
    is_invented: bool = True


def preview(
    *,
    program_id: int,
    draft: Draft,
    account_id: int | None,
    channel_slug: str | None = None,
    now: datetime,
    using: str,
) -> Preview:
    """Fill in a draft. `account_id` None: with invented values. `channel_slug` None: as in the
    customer's channel.

    Raises `LoyaltyProblem`: NOT_FOUND (program, account, channel), INVALID (language).
    """
    language = checked_language(draft.language_code)
    program = Program.objects.using(using).filter(pk=program_id).first()
    if program is None:
        raise no_program()
    templates = Templates([program_id], using=using)
    in_force = templates.in_force(
        program_id=program_id, kind=draft.kind, language_code=language
    ).contents
    contents = Contents(
        *(
            saved if given is None else given
            for saved, given in (
                (in_force.subject, draft.subject),
                (in_force.body, draft.body),
                (in_force.text, draft.text),
            )
        )
    )
    channel = _channel(channel_slug, program_id) if channel_slug is not None else None
    names = _names(program, channel)
    values = _Values(sample_variables(draft.kind, language, names), channel)
    if account_id is not None:
        account = _account(account_id, program_id, using)
        values = _of_customer(
            account, draft.kind, language, names=names, channel=channel, now=now, using=using
        )
    return _filled_in(contents, values, kind=draft.kind, language=language)


def send_test(
    *,
    program_id: int,
    draft: Draft,
    account_id: int | None,
    channel_slug: str | None = None,
    address: str,
    author: str,
    now: datetime,
) -> None:
    """Send a draft to one address, as from the channel, else the customer's, or the shop.

    Raises `LoyaltyProblem`: as `preview`, INVALID (address, the draft), TOO_MANY, NOT_SENT.
    """
    host = current_host()
    recipient = checked_address("address", address)
    if not recipient:
        raise LoyaltyProblem(
            ProblemCode.REQUIRED, "Give the address that the test goes to.", field="address"
        )
    shown = preview(
        program_id=program_id,
        draft=draft,
        account_id=account_id,
        channel_slug=channel_slug,
        now=now,
        using=host.writer_alias(),
    )
    raise_problems(shown.problems)
    _count_test(author)
    letter = Letter(
        recipient=recipient,
        subject=_("Test: %(subject)s") % {"subject": shown.subject},
        html=shown.html or "",
        text=shown.text or "",
        language_code=checked_language(draft.language_code),
        kind=draft.kind.value,
        message_id=make_msgid("loyalty-test", host.shop().domain.partition(":")[0] or "localhost"),
    )
    try:
        send_letter(letter, program_id=program_id, channel=shown.channel, now=now)
    except Exception as error:  # mail backends have errors of their own
        raise LoyaltyProblem(
            ProblemCode.NOT_SENT,
            "The e-mail was not sent: %(reason)s.",
            values={"reason": reason_of(error).rstrip(".")},
        ) from error


def _account(account_id: int, program_id: int, using: str) -> Account:
    account = Account.objects.using(using).filter(pk=account_id, program_id=program_id).first()
    if account is None:
        raise LoyaltyProblem(
            ProblemCode.NOT_FOUND, "The program has no account of this ID.", field="account_id"
        )
    return account


@dataclass(frozen=True, slots=True)
class _Values:
    variables: Mapping[str, Any]
    channel: ChannelFacts | None = None
    is_invented: bool = True


def _names(program: Program, channel: ChannelFacts | None) -> Names:
    names = Names(
        shop=current_host().shop().name,
        program=program.name,
        point=program.points_name_singular,
        points=program.points_name_plural,
    )
    return names if channel is None else replace(names, currency=channel.currency)


def _channel(slug: str, program_id: int) -> ChannelFacts:
    channel = next((item for item in current_host().channels() if item.slug == slug), None)
    if channel is not None:
        program = program_for_channel(channel_id=channel.channel_id)
        if program is not None and program.pk == program_id:
            return channel
    raise LoyaltyProblem(
        ProblemCode.NOT_FOUND, "The program covers no channel with this slug.", field="channel"
    )


def _of_customer(
    account: Account,
    kind: MessageKind,
    language: str,
    *,
    names: Names,
    channel: ChannelFacts | None,
    now: datetime,
    using: str,
) -> _Values:
    """A customer's own values: of the newest that such an e-mail could tell of, or invented ones
    where there is nothing."""
    payload = newest_payload(account=account, kind=kind, now=now, using=using)
    place = {"channelId": channel.channel_id} if channel is not None else {}
    delivery = Delivery(
        pk=0, account=account, kind=kind.value, payload={**(payload or {}), **place}
    )
    found = contexts_of(
        [delivery], now=now, using=using, language_code=language, even_without_texts=True
    ).get(0)
    if found is None:
        raise LoyaltyProblem(
            ProblemCode.NOT_FOUND, "The account's customer is gone.", field="account_id"
        )
    own, example = dict(found.variables), sample_variables(kind, language, names)
    if payload is None:
        own |= {name: example[name] for name in _INVENTED[kind]}
    # A click on the real one, in a test that staff look at, would end the customer's e-mails.
    own["links"] = {**example["links"], "account": own["links"]["account"]}
    with speaking(language):
        own["message"] = {"preview": words.preview(kind, own)}
    return _Values(own, found.channel, is_invented=payload is None)


def _filled_in(
    contents: Contents,
    values: _Values,
    *,
    kind: MessageKind,
    language: str,
) -> Preview:
    problems = problems_of(contents, kind=kind, language_code=language)
    wrong = {problem.part for problem in problems if problem.is_error}
    said: dict[str, str | None] = dict.fromkeys(PARTS)
    with speaking(language):
        for part in PARTS:
            if part in wrong:
                continue
            try:
                said[part] = filled_in_part(part, compiled_part(contents, part), values.variables)
            except TemplateError as error:
                problems.append(ContentsProblem(part, error))
    return Preview(
        said["subject"],
        said["body"],
        said["text"],
        tuple(problems),
        values.channel,
        values.is_invented,
    )


def _count_test(author: str) -> None:
    """Raises `LoyaltyProblem`: TOO_MANY. A shop's address is no way to write to just anybody."""
    key = f"loyalty:test-emails:{author}"
    cache.add(key, 0, HOUR_SECONDS)
    try:
        count = cache.incr(key)
    except ValueError:  # it has run out between the two
        return
    if count > TESTS_PER_HOUR:
        raise LoyaltyProblem(
            ProblemCode.TOO_MANY,
            "Up to %(maximum)s test e-mails may be sent in an hour. Wait a little.",
            values={"maximum": TESTS_PER_HOUR},
        )
