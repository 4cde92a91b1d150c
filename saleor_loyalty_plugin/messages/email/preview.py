"""What a draft would look like: with invented values or a customer's own, shown or sent as a test.

Nothing is written, and nobody but the address that is named gets anything.
"""

from collections.abc import Mapping
from dataclasses import dataclass
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
from saleor_loyalty_plugin.messages.email.template_errors import TemplateError
from saleor_loyalty_plugin.messages.email.templates import (
    Templates,
    no_program,
    raise_problems,
)
from saleor_loyalty_plugin.messages.email.transport import reason_of, send_letter
from saleor_loyalty_plugin.messages.email.variables import sample_variables
from saleor_loyalty_plugin.messages.settings import checked_address
from saleor_loyalty_plugin.models import Account, Delivery, Program
from saleor_loyalty_plugin.rules.facts import ChannelFacts
from saleor_loyalty_plugin.rules.messages import MessageKind
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode
from saleor_loyalty_plugin.services.languages import speaking

TESTS_PER_HOUR: Final = 30
HOUR_SECONDS: Final = 3600
# What of the example is taken where a customer has nothing of the kind: a badge that they haven't
# got yet. The rest is the customer's, empty or not.
_INVENTED: Final = frozenset(
    """
    badge entry expiring expiring_total gift next_tier previous_tier products reward rewards
    statement threshold
    """.split()
)


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
    """What became of a draft; a part is None where a problem stands in the way."""

    subject: str | None
    html: str | None
    text: str | None
    problems: tuple[ContentsProblem, ...]
    channel: ChannelFacts | None = None


def preview(
    *, program_id: int, draft: Draft, account_id: int | None, now: datetime, using: str
) -> Preview:
    """Fill in a draft. `account_id` None: with invented values.

    Raises `LoyaltyProblem`: NOT_FOUND (program, account), INVALID (language).
    """
    language = checked_language(draft.language_code)
    if not Program.objects.using(using).filter(pk=program_id).exists():
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
    variables: Mapping[str, Any] = sample_variables(draft.kind, language)
    channel = None
    if account_id is not None:
        account = _account(account_id, program_id, using)
        variables, channel = _of_customer(account, draft.kind, language, now=now, using=using)
    return _filled_in(contents, variables, kind=draft.kind, language=language, channel=channel)


def send_test(
    *,
    program_id: int,
    draft: Draft,
    account_id: int | None,
    address: str,
    author: str,
    now: datetime,
) -> None:
    """Send a draft to one address, as from the customer's channel, or the shop.

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


def _of_customer(
    account: Account, kind: MessageKind, language: str, *, now: datetime, using: str
) -> tuple[Mapping[str, Any], ChannelFacts | None]:
    """A customer's own values, with invented ones for what such an e-mail would be about."""
    example = sample_variables(kind, language)
    delivery = Delivery(pk=0, account=account, kind=kind.value, payload={})
    found = contexts_of(
        [delivery], now=now, using=using, language_code=language, even_without_texts=True
    ).get(0)
    if found is None:
        raise LoyaltyProblem(
            ProblemCode.NOT_FOUND, "The account's customer is gone.", field="account_id"
        )
    own = dict(found.variables)
    for name in example.keys() & _INVENTED:
        if not _says_something(own.get(name)):
            own[name] = example[name]
    if kind in (MessageKind.TIER_RAISED, MessageKind.TIER_LOWERED) and not own["tier"]["name"]:
        own["tier"] = example["tier"]
    # A click on the real one, in a test that staff look at, would end the customer's e-mails.
    own["links"] = {**example["links"], "account": own["links"]["account"]}
    with speaking(language):
        own["message"] = {"preview": words.preview(kind, own)}
    return own, found.channel


def _says_something(value: object) -> bool:
    if isinstance(value, dict):
        return any(_says_something(item) for item in value.values())
    return bool(value)


def _filled_in(
    contents: Contents,
    variables: Mapping[str, Any],
    *,
    kind: MessageKind,
    language: str,
    channel: ChannelFacts | None,
) -> Preview:
    problems = problems_of(contents, kind=kind, language_code=language)
    wrong = {problem.part for problem in problems if problem.is_error}
    said: dict[str, str | None] = dict.fromkeys(PARTS)
    with speaking(language):
        for part in PARTS:
            if part in wrong:
                continue
            try:
                said[part] = filled_in_part(part, compiled_part(contents, part), variables)
            except TemplateError as error:
                problems.append(ContentsProblem(part, error))
    return Preview(said["subject"], said["body"], said["text"], tuple(problems), channel)


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
