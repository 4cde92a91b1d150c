"""One e-mail: the template in force, filled in. A broken one never stops an e-mail."""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.messages.email.contents import FilledIn, compiled_contents
from saleor_loyalty_plugin.messages.email.template_errors import TemplateError
from saleor_loyalty_plugin.messages.email.templates import TemplateInForce, Templates
from saleor_loyalty_plugin.models import MessageTemplate
from saleor_loyalty_plugin.rules.messages import MessageKind

logger = logging.getLogger(__name__)
ERROR_LENGTH_MAX = 500


@dataclass(frozen=True, slots=True)
class RenderedEmail:
    """`template_version`: the program's own version that it was made from; None: a shipped one.

    `language_code` is that of the texts.
    """

    subject: str
    html: str
    text: str
    language_code: str
    template_version: MessageTemplate | None = None


def render(
    *,
    program_id: int,
    kind: MessageKind,
    language_code: str,
    variables_in: Callable[[str], Mapping[str, Any]],
    now: datetime,
    templates: Templates | None = None,
) -> RenderedEmail:
    """What a customer gets to read.

    `variables_in` gives the variables in the language of the texts; they are plain: texts, whole
    numbers, booleans, lists, dicts and None. `templates` spares the two queries where many e-mails
    are made.
    A version of the program's own that can't be filled in is marked as failed, for staff to see,
    and the customer gets the shipped text.
    """
    if templates is None:
        templates = Templates([program_id], using=current_host().writer_alias())
    template = templates.in_force(program_id=program_id, kind=kind, language_code=language_code)
    if template.version is not None:
        try:
            return _rendered(template, variables_in(template.language_code))
        except Exception as error:  # whatever it is, this customer's e-mail goes out
            _mark_failed(template.version, error, now=now)
        template = templates.shipped(program_id=program_id, kind=kind, language_code=language_code)
    return _rendered(template, variables_in(template.language_code))


def _rendered(template: TemplateInForce, variables: Mapping[str, Any]) -> RenderedEmail:
    filled_in = filled_in_by(template, variables)
    return RenderedEmail(
        subject=filled_in.subject,
        html=filled_in.html,
        text=filled_in.text,
        language_code=template.language_code,
        template_version=template.version,
    )


def filled_in_by(template: TemplateInForce, variables: Mapping[str, Any]) -> FilledIn:
    """Raises `TemplateError`, also for a subject of which nothing is left."""
    filled_in = compiled_contents(template.contents).filled_in(variables, template.language_code)
    if not filled_in.subject:
        raise TemplateError("The subject is empty for this customer.")
    return filled_in


def _mark_failed(version: MessageTemplate, error: Exception, *, now: datetime) -> None:
    text = str(error) if isinstance(error, TemplateError) else repr(error)
    if isinstance(error, TemplateError) and error.line is not None:
        text = f"{error.line}: {text}"
    logger.warning("%s can't be filled in: %s", version, text)
    rows = MessageTemplate.objects.using(current_host().writer_alias()).filter(pk=version.pk)
    rows.update(failed_at=now, error=text[:ERROR_LENGTH_MAX], failures=F("failures") + 1)
