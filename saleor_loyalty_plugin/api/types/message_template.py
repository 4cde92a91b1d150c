"""What an e-mail says in a program and a language: in force, shipped, before; and previews."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import graphene
from django.utils import timezone

from saleor_loyalty_plugin.api.enums import LoyaltyMessageKindEnum
from saleor_loyalty_plugin.api.errors import LoyaltyError, error_of
from saleor_loyalty_plugin.api.ids import key_of
from saleor_loyalty_plugin.api.language import request_language, words
from saleor_loyalty_plugin.api.shop import shop_type
from saleor_loyalty_plugin.api.texts import refuse_unstorable
from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.messages.email.contents import Contents, checked_language
from saleor_loyalty_plugin.messages.email.preview import Draft, Preview, preview
from saleor_loyalty_plugin.messages.email.templates import (
    TemplateInForce,
    Templates,
    problem_of,
    versions_of,
)
from saleor_loyalty_plugin.messages.email.variables import Variable, variables_of
from saleor_loyalty_plugin.models import MessageTemplate, Program
from saleor_loyalty_plugin.rules.messages import MessageKind
from saleor_loyalty_plugin.services.errors import LoyaltyProblem

VERSIONS_SHOWN = 50


@dataclass(frozen=True, slots=True)
class ShownTemplate:
    """What `LoyaltyMessageTemplate` resolves from. `newest`: the program's last version of just
    this language, in force or not."""

    program_id: int
    kind: MessageKind
    language_code: str
    in_force: TemplateInForce
    shipped: TemplateInForce
    newest: MessageTemplate | None


def shown_template(
    *, program_id: int, kind: MessageKind, language_code: str, using: str
) -> ShownTemplate | None:
    """The texts of an e-mail; None where there is no such program. Three queries.

    Raises `LoyaltyProblem`: INVALID (language).
    """
    language = checked_language(language_code)
    if not Program.objects.using(using).filter(pk=program_id).exists():
        return None
    templates = Templates([program_id], using=using)
    return ShownTemplate(
        program_id,
        kind,
        language,
        templates.in_force(program_id=program_id, kind=kind, language_code=language),
        templates.shipped(program_id=program_id, kind=kind, language_code=language),
        templates.newest(program_id=program_id, kind=kind, language_code=language),
    )


class LoyaltyMessageTexts(graphene.ObjectType):
    """The three parts of an e-mail."""

    language_code = graphene.String(required=True, description="The language that they are in.")
    subject = graphene.String(required=True, description="The subject, with variables.")
    body = graphene.String(required=True, description="The body, in MJML with variables.")
    text = graphene.String(required=True, description="The text part, with variables.")

    @staticmethod
    def resolve_subject(root: TemplateInForce, _info: Any) -> str:
        return root.contents.subject

    @staticmethod
    def resolve_body(root: TemplateInForce, _info: Any) -> str:
        return root.contents.body

    @staticmethod
    def resolve_text(root: TemplateInForce, _info: Any) -> str:
        return root.contents.text


class LoyaltyMessageTemplateVersion(graphene.ObjectType):
    """Texts of a program's own as somebody saved them, or that somebody went back to the shipped.

    The highest number is in force.
    """

    number = graphene.Int(required=True, description="From 1, one higher for each version.")
    is_shipped = graphene.Boolean(
        required=True,
        description="Whether somebody went back to the shipped texts; it has no texts then.",
    )
    subject = graphene.String(required=True, description="The subject.")
    body = graphene.String(required=True, description="The body, in MJML.")
    text = graphene.String(required=True, description="The text part.")
    created_at = graphene.Field(
        shop_type("DateTime"), required=True, description="When it was saved."
    )
    actor = graphene.String(required=True, description="Who saved it: `user:12`, `app:3`.")
    failed_at = graphene.Field(
        shop_type("DateTime"),
        description=(
            "When it last could not be filled in for a customer, who got the shipped texts; null if"
            " that never happened."
        ),
    )
    error = graphene.String(required=True, description="Why it could not; empty if it always was.")
    failures = graphene.Int(required=True, description="How often it could not.")


class LoyaltyMessageVariable(graphene.ObjectType):
    """A name that templates know."""

    path = graphene.String(
        required=True,
        description=(
            "What stands between the braces: `{{balance.text}}`. One with `[]` is of each item of a"
            " list: `products[].name` is `{{name}}` within `{{#each products}}`."
        ),
    )
    description = graphene.String(required=True, description="What it holds.")
    example = graphene.String(required=True, description="An example; may be empty.")
    is_list = graphene.Boolean(
        required=True,
        description="Whether it holds several of something: `{{#each products}}…{{/each}}`.",
    )


class LoyaltyMessageTemplate(graphene.ObjectType):
    """What an e-mail of a kind says in a program and a language."""

    kind = graphene.Field(LoyaltyMessageKindEnum, required=True, description="The kind of e-mail.")
    language_code = graphene.String(required=True, description="The language that was asked for.")
    subject = graphene.String(required=True, description="The subject in force, with variables.")
    body = graphene.String(required=True, description="The body in force, in MJML with variables.")
    text = graphene.String(required=True, description="The text part in force, with variables.")
    texts_language_code = graphene.String(
        required=True,
        description=(
            "The language of the texts in force: another one where nothing is there in this one."
        ),
    )
    is_shipped = graphene.Boolean(
        required=True,
        description="Whether the shipped texts are in force, not the program's own.",
    )
    number = graphene.Int(
        required=True,
        description="The newest version's number, 0 if there is none: what `basedOn` has to be.",
    )
    failed_at = graphene.Field(
        shop_type("DateTime"),
        description="As of the version in force; null where it is shipped, too.",
    )
    error = graphene.String(required=True, description="As of the version in force; may be empty.")
    failures = graphene.Int(required=True, description="As of the version in force.")
    shipped = graphene.Field(
        LoyaltyMessageTexts, required=True, description="What the plugin brings."
    )
    versions = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyMessageTemplateVersion))),
        description=f"The program's versions in this language, newest first; the last"
        f" {VERSIONS_SHOWN}.",
    )
    variables = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyMessageVariable))),
        description="The names that these texts know, in the language of the request.",
    )

    @staticmethod
    def resolve_subject(root: ShownTemplate, _info: Any) -> str:
        return root.in_force.contents.subject

    @staticmethod
    def resolve_body(root: ShownTemplate, _info: Any) -> str:
        return root.in_force.contents.body

    @staticmethod
    def resolve_text(root: ShownTemplate, _info: Any) -> str:
        return root.in_force.contents.text

    @staticmethod
    def resolve_texts_language_code(root: ShownTemplate, _info: Any) -> str:
        return root.in_force.language_code

    @staticmethod
    def resolve_is_shipped(root: ShownTemplate, _info: Any) -> bool:
        return root.in_force.version is None

    @staticmethod
    def resolve_number(root: ShownTemplate, _info: Any) -> int:
        return root.newest.number if root.newest is not None else 0

    @staticmethod
    def resolve_failed_at(root: ShownTemplate, _info: Any) -> Any:
        return root.in_force.version.failed_at if root.in_force.version is not None else None

    @staticmethod
    def resolve_error(root: ShownTemplate, _info: Any) -> str:
        return root.in_force.version.error if root.in_force.version is not None else ""

    @staticmethod
    def resolve_failures(root: ShownTemplate, _info: Any) -> int:
        return root.in_force.version.failures if root.in_force.version is not None else 0

    @staticmethod
    def resolve_versions(root: ShownTemplate, info: Any) -> Sequence[MessageTemplate]:
        host = current_host()
        with host.writer_access():
            return versions_of(
                program_id=root.program_id,
                kind=root.kind,
                language_code=root.language_code,
                limit=VERSIONS_SHOWN,
                using=host.reader_alias(info.context),
            )

    @staticmethod
    def resolve_variables(root: ShownTemplate, info: Any) -> list[Variable]:
        return variables_of(root.kind, request_language(info))


class LoyaltyMessageTemplateInput(graphene.InputObjectType):
    """Texts of a program's own. What is left out is as it is in force.

    All of them are Handlebars, as in the shop's own e-mails: `{{customer.first_name}}`,
    `{{#if tier.until}}…{{else}}…{{/if}}`, `{{#each products}}{{name}}{{/each}}`.
    """

    subject = graphene.String(description="The subject, in one line of up to 1000 characters.")
    body = graphene.String(
        description="The body: sections in MJML, up to 100000 characters. The frame is around it."
    )
    text = graphene.String(description="The text part, up to 100000 characters.")


@dataclass(frozen=True, slots=True)
class ShownMessagePreview:
    """What `LoyaltyMessagePreview` resolves from."""

    preview: Preview | None
    errors: tuple[LoyaltyError, ...] = ()
    warnings: tuple[str, ...] = ()


PREVIEW_CHANNEL = (
    "The slug of one of the program's channels, whose sender, currency and products it shows;"
    " without it the customer's own."
)


class LoyaltyMessagePreview(graphene.ObjectType):
    """What would become of texts. Nothing was written."""

    subject = graphene.String(description="The subject; null where an error stands in the way.")
    html = graphene.String(
        description=(
            "The whole page of HTML; null where an error stands in the way. Show it in a frame that"
            " runs no scripts, as a matter of course."
        )
    )
    text = graphene.String(description="The text part; null where an error stands in the way.")
    is_invented = graphene.Boolean(
        required=True,
        description=(
            "Whether what the e-mail is about is invented: without a customer, and for one who has"
            " nothing of the kind, such as no badge. Else it is the newest that the customer has."
        ),
    )
    warnings = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(graphene.String))),
        description="What to think about; it can be saved all the same.",
    )
    errors = graphene.Field(
        graphene.NonNull(graphene.List(graphene.NonNull(LoyaltyError))),
        description="Why it can't be saved, with the part and the line.",
    )

    @staticmethod
    def resolve_subject(root: ShownMessagePreview, _info: Any) -> str | None:
        return root.preview.subject if root.preview is not None else None

    @staticmethod
    def resolve_html(root: ShownMessagePreview, _info: Any) -> str | None:
        return root.preview.html if root.preview is not None else None

    @staticmethod
    def resolve_text(root: ShownMessagePreview, _info: Any) -> str | None:
        return root.preview.text if root.preview is not None else None

    @staticmethod
    def resolve_is_invented(root: ShownMessagePreview, _info: Any) -> bool:
        return root.preview is None or root.preview.is_invented


def draft_of(kind: Any, language_code: str, given: dict[str, Any] | None) -> Draft:
    """An input as a draft; what is null is left out."""
    return Draft(MessageKind(kind), language_code, **(given or {}))


def shown_message_preview(
    info: Any,
    *,
    program_id: str,
    kind: str,
    language_code: str,
    input: dict[str, Any] | None = None,
    account_id: str | None = None,
    channel: str | None = None,
) -> ShownMessagePreview:
    """Resolve `loyaltyMessageTemplatePreview`; what is wrong is a value, as in a mutation."""
    host = current_host()
    with words(info), host.writer_access():
        try:
            refuse_unstorable({"input": input, "languageCode": language_code, "channel": channel})
            shown = preview(
                program_id=key_of(program_id, "LoyaltyProgram", field="program_id"),
                draft=draft_of(kind, language_code, input),
                account_id=(
                    key_of(account_id, "LoyaltyAccount", field="account_id")
                    if account_id is not None
                    else None
                ),
                channel_slug=channel,
                now=timezone.now(),
                using=host.reader_alias(info.context),
            )
        except LoyaltyProblem as problem:
            return ShownMessagePreview(None, (error_of(problem),))
        errors = tuple(
            error_of(problem_of(problem)) for problem in shown.problems if problem.is_error
        )
        warnings = tuple(
            problem.error.message for problem in shown.problems if not problem.is_error
        )
    return ShownMessagePreview(shown, errors, warnings)


def contents_with(shown: ShownTemplate, given: dict[str, Any]) -> Contents:
    """The texts in force with those that are given in their place."""
    texts = shown.in_force.contents
    return Contents(
        subject=given.get("subject", texts.subject),
        body=given.get("body", texts.body),
        text=given.get("text", texts.text),
    )
