"""Staff write what a program's e-mails say, and try it out."""

from datetime import datetime
from typing import Any, Self

import graphene

from saleor_loyalty_plugin.api.access import require
from saleor_loyalty_plugin.api.enums import LoyaltyMessageKindEnum
from saleor_loyalty_plugin.api.ids import key_of
from saleor_loyalty_plugin.api.mutations.base import LoyaltyMutation, refuse_nulls
from saleor_loyalty_plugin.api.types.message_template import (
    PREVIEW_CHANNEL,
    LoyaltyMessageTemplate,
    LoyaltyMessageTemplateInput,
    contents_with,
    draft_of,
    shown_template,
)
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.hosts.port import Permission, Requestor
from saleor_loyalty_plugin.messages.email.preview import send_test
from saleor_loyalty_plugin.messages.email.templates import (
    no_program,
    reset_template,
    save_template,
)
from saleor_loyalty_plugin.rules.messages import MessageKind

STAFF = (Permission.MANAGE_DISCOUNTS,)


def _program_id() -> graphene.ID:
    return graphene.ID(required=True, description="The ID of the program.")


def _kind() -> Any:
    return LoyaltyMessageKindEnum(required=True, description="The kind of e-mail.")


def _language_code() -> graphene.String:
    return graphene.String(
        required=True, description="The language of the texts, such as `de` or `pt-br`."
    )


def _based_on() -> graphene.Int:
    return graphene.Int(
        required=True,
        description=(
            "The `number` of the template that was looked at, 0 for none. Refused with OUTDATED"
            " where somebody else has saved another version since."
        ),
    )


class _TemplatePayload(LoyaltyMutation):
    """Base of the payloads that show a template."""

    class Meta:
        abstract = True

    template = graphene.Field(LoyaltyMessageTemplate, description="The e-mail as it is now.")

    @classmethod
    def of(cls, *, program_id: int, kind: MessageKind, language_code: str) -> Self:
        using = current_host().writer_alias()
        return cls(
            template=shown_template(
                program_id=program_id, kind=kind, language_code=language_code, using=using
            )
        )


class LoyaltyMessageTemplateUpdate(_TemplatePayload):
    class Meta:
        description = (
            "Put texts of the program's own in force, as a new version. They are tried out first:"
            " what can't be read, or names what nobody knows, is refused with its line. To go back"
            " to an older version, save its texts."
        )
        permissions = STAFF

    class Arguments:
        program_id = _program_id()
        kind = _kind()
        language_code = _language_code()
        based_on = _based_on()
        input = LoyaltyMessageTemplateInput(required=True, description="The texts.")

    @classmethod
    def perform(
        cls,
        _info: Any,
        requestor: Requestor,
        now: datetime,
        /,
        *,
        program_id: str,
        kind: str,
        language_code: str,
        based_on: int,
        input: dict[str, Any],
    ) -> Self:
        refuse_nulls(input)
        place: dict[str, Any] = {
            "program_id": key_of(program_id, "LoyaltyProgram", field="program_id"),
            "kind": MessageKind(kind),
            "language_code": language_code,
        }
        shown = shown_template(**place, using=current_host().writer_alias())
        if shown is None:
            raise no_program()
        save_template(
            **place,
            contents=contents_with(shown, input),
            based_on=based_on,
            author=requestor.actor,
            now=now,
        )
        return cls.of(**place)


class LoyaltyMessageTemplateReset(_TemplatePayload):
    class Meta:
        description = (
            "Go back to the shipped texts, as a new version. The program's own stay among the"
            " versions."
        )
        permissions = STAFF

    class Arguments:
        program_id = _program_id()
        kind = _kind()
        language_code = _language_code()
        based_on = _based_on()

    @classmethod
    def perform(
        cls,
        _info: Any,
        requestor: Requestor,
        now: datetime,
        /,
        *,
        program_id: str,
        kind: str,
        language_code: str,
        based_on: int,
    ) -> Self:
        place: dict[str, Any] = {
            "program_id": key_of(program_id, "LoyaltyProgram", field="program_id"),
            "kind": MessageKind(kind),
            "language_code": language_code,
        }
        reset_template(**place, based_on=based_on, author=requestor.actor, now=now)
        return cls.of(**place)


class LoyaltyMessageTemplateTest(LoyaltyMutation):
    class Meta:
        description = (
            "Send an e-mail to one address, as a customer would get it, with a subject that says"
            " that it is a test. At most 30 in an hour for each requestor. With an account, it"
            " holds what the customer would read, and requires MANAGE_USERS, too."
        )
        permissions = STAFF

    class Arguments:
        program_id = _program_id()
        kind = _kind()
        language_code = _language_code()
        input = LoyaltyMessageTemplateInput(
            description="Texts that are not saved; without it those in force."
        )
        account_id = graphene.ID(
            description="The ID of an account of the program; without it, values are invented."
        )
        channel = graphene.String(description=PREVIEW_CHANNEL)
        address = graphene.String(required=True, description="Where it goes.")

    @classmethod
    def perform(
        cls,
        info: Any,
        requestor: Requestor,
        now: datetime,
        /,
        *,
        program_id: str,
        kind: str,
        language_code: str,
        address: str,
        input: dict[str, Any] | None = None,
        account_id: str | None = None,
        channel: str | None = None,
    ) -> Self:
        if account_id is not None:
            require(info, Permission.MANAGE_USERS)
        send_test(
            program_id=key_of(program_id, "LoyaltyProgram", field="program_id"),
            draft=draft_of(kind, language_code, input),
            account_id=(
                key_of(account_id, "LoyaltyAccount", field="account_id")
                if account_id is not None
                else None
            ),
            channel_slug=channel,
            address=address,
            author=requestor.actor,
            now=now,
        )
        return cls()
