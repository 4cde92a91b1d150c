"""What docs/messages.md says of e-mails is what the code does."""

import re
from pathlib import Path

import pytest
from graphql import parse, validate

from devtools import schema as tool
from devtools.emails import page_with_variables
from saleor_loyalty_plugin.messages import deliver, purge, reminders, statements
from saleor_loyalty_plugin.messages.email.about import PRODUCTS_MAX
from saleor_loyalty_plugin.messages.email.contents import (
    Contents,
    compiled_contents,
    frame,
    problems_of,
)
from saleor_loyalty_plugin.messages.email.variables import sample_variables
from saleor_loyalty_plugin.rules import messages
from saleor_loyalty_plugin.rules.messages import MessageKind
from saleor_loyalty_plugin.rules.statements import DAYS_TO_SEND

DOCS = Path(__file__).resolve().parents[2] / "docs"
PAGE = (DOCS / "messages.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.+?)```", PAGE, re.DOTALL)


def test_variables_are_those_of_the_code() -> None:
    """After a change: `python -m devtools.emails --words`."""
    assert page_with_variables() == PAGE


def test_every_kind_has_its_row_and_its_picture() -> None:
    rows = re.findall(r"^\| \[`(\w+)`\]\(images/emails/(\w+)\.png\) \| .* \| (\w+)", PAGE, re.M)
    assert [kind for kind, _, _ in rows] == list(MessageKind)
    for kind, picture, is_on in rows:
        assert picture == kind.lower()
        assert (is_on == "on") == (MessageKind(kind) in messages.DEFAULT_KINDS), kind


def test_pictures_and_links_are_there() -> None:
    for target in re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", PAGE):
        assert (DOCS / target).exists(), target
    anchors = {
        re.sub(r"[^a-z0-9 -]", "", line.lstrip("# ").lower()).replace(" ", "-")
        for line in PAGE.splitlines()
        if line.startswith("#")
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", PAGE)) <= anchors


def test_documents_about_emails_fit_the_schema() -> None:
    documents = blocks("graphql")
    assert len(documents) >= 3
    for text in documents:
        assert validate(tool.sandbox_schema(), parse(text)) == [], text


def test_bodies_can_be_saved_as_they_stand() -> None:
    bodies = blocks("html")
    assert bodies
    for body in bodies:
        contents = Contents(subject="Points", body=body, text="Points")
        found = problems_of(contents, kind=MessageKind.TIER_RAISED, language_code="en")
        assert found == [], body
        email = compiled_contents(contents).filled_in(
            sample_variables(MessageKind.TIER_RAISED, "en"), "en"
        )
        assert "Welcome, Anna!" in email.html
        assert "See my points" in email.html


@pytest.mark.parametrize("name", ["greeting", "title", "heading", "big", "note"])
def test_classes_are_those_of_the_frame(name: str) -> None:
    assert f"`{name}`" in PAGE
    assert f'<mj-class name="{name}"' in frame("layout.mjml")


def test_numbers_are_those_of_the_code() -> None:
    assert messages.DEFAULT_REMINDER_DAYS == (30, 7)
    assert reminders.FROM_HOUR == 8
    assert messages.NEWS.days == 2 and "more than two days ago" in PAGE
    assert DAYS_TO_SEND == 10 and "first ten days" in PAGE
    assert PRODUCTS_MAX == 4
    minutes = [int(delay.total_seconds() / 60) for delay in messages.RETRY_DELAYS]
    assert minutes == [1, 5, 30, 120, 360, 720, 1440]
    assert messages.ATTEMPTS_MAX == 8 and "After the eighth" in PAGE
    assert messages.PAUSE_FIRST.seconds == 30 and messages.PAUSE_MAX.seconds == 600
    assert messages.WAITING_MAX.days == 7
    assert deliver.WORKERS == 2 and purge.KEEP_DAYS == 90
    assert statements.REQUESTS_MAX == 5
