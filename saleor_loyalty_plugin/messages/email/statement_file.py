"""The statement as a file of its own: HTML that needs nothing else, to keep and to print."""

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from django.template import Context, Engine, Template
from django.utils.translation import gettext as _

from saleor_loyalty_plugin.messages.email.about import Subject, entry_line
from saleor_loyalty_plugin.messages.email.variables import sample_variables
from saleor_loyalty_plugin.messages.email.words import more_entries
from saleor_loyalty_plugin.rules.messages import MessageKind
from saleor_loyalty_plugin.services.languages import speaking

FILE = files("saleor_loyalty_plugin.emails").joinpath("statement_file.html")


def statement_file(subject: Subject, variables: Mapping[str, Any]) -> str:
    """The whole page, with all movements that were read; within `speaking`."""
    moved = subject.batch.movements[subject.wish.number]
    return _page(
        variables,
        lines=[entry_line(subject, entry) for entry in moved.entries],
        more=more_entries(moved.count - len(moved.entries), has_file=False),
        made_on=subject.formats.day(subject.batch.now),
    )


def sample_statement_file(language_code: str) -> str:
    """The file that belongs to the invented e-mail of `sample_variables`."""
    variables = sample_variables(MessageKind.STATEMENT, language_code)
    with speaking(language_code):
        statement = variables["statement"]
        return _page(variables, lines=statement["entries"], more="", made_on=statement["to"])


def _page(
    variables: Mapping[str, Any], *, lines: Sequence[Mapping[str, str]], more: str, made_on: str
) -> str:
    name = variables["points_name"]["plural"]
    labels = {
        "title": _("Statement"),
        "customer": _("Customer"),
        "card": _("Card"),
        "tier": _("Tier"),
        "opening": _("Opening balance"),
        "received": _("Received"),
        "spent": _("Used, expired or taken back"),
        "closing": _("Closing balance"),
        "worth": _("Worth"),
        "date": _("Date"),
        "movement": _("Movement"),
        "points": name[:1].upper() + name[1:],
        "balance": _("Balance"),
        "expiring": _("What expires next"),
        "none": _("There were no movements."),
        "made_on": _("Made on %(day)s.") % {"day": made_on},
    }
    values = {**variables, "labels": labels, "lines": lines, "more": more}
    return _template().render(Context(values))


@cache
def _template() -> Template:
    # The shop's own templates and their settings have no say in this file.
    return Engine(autoescape=True).from_string(FILE.read_text(encoding="utf-8"))
