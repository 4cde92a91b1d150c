"""The shipped e-mails: what they say, and that anybody can read them."""

from html.parser import HTMLParser
from importlib.resources import files
from typing import Any

import pytest

from devtools.emails import LANGUAGES, WORDS, words_of_emails
from saleor_loyalty_plugin.messages.email.contents import (
    compiled_contents,
    problems_of,
    shipped_contents,
)
from saleor_loyalty_plugin.messages.email.statement_file import sample_statement_file
from saleor_loyalty_plugin.messages.email.variables import sample_variables, variables_of
from saleor_loyalty_plugin.messages.preferences import unsubscribe_url
from saleor_loyalty_plugin.rules.messages import MessageKind

EACH = pytest.mark.parametrize(
    ("kind", "language"), [(kind, language) for kind in MessageKind for language in LANGUAGES]
)


def made(kind: MessageKind, language: str, variables: Any = None) -> Any:
    contents = compiled_contents(shipped_contents(kind, language))
    return contents.filled_in(variables or sample_variables(kind, language), language)


def bare(value: Any) -> Any:
    """Variables of a customer of whom little is known, in a program that has little."""
    if isinstance(value, dict):
        return {name: bare(item) for name, item in value.items()}
    return [] if isinstance(value, list) else False if isinstance(value, bool) else ""


class Page(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def named(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.tags if name == tag]


def test_what_emails_say() -> None:
    """After a change: `python -m devtools.emails`, and look at pictures and words."""
    kept = {path.name: path.read_text(encoding="utf-8") for path in WORDS.iterdir()}
    assert words_of_emails() == kept


def test_the_example_of_a_link_is_as_links_are() -> None:
    real = unsubscribe_url(
        account_id=1,
        kind=MessageKind.STATEMENT,
        language_code="en",
        plugin_url="https://shop.example/plugins/saleor.loyalty",
    )
    example = sample_variables(MessageKind.STATEMENT, "en")["links"]["unsubscribe"]

    assert example.endswith("…") and real.startswith(example.removesuffix("…"))


@EACH
def test_nothing_is_left_unsaid_or_unfilled(kind: MessageKind, language: str) -> None:
    email = made(kind, language)

    assert email.subject and "\n" not in email.subject
    for text in (email.subject, email.text, email.html):
        assert "{{" not in text
        assert "<!-- body -->" not in text
    assert problems_of(shipped_contents(kind, language), kind=kind, language_code=language) == []


@EACH
def test_pages_are_accessible_and_call_nobody(kind: MessageKind, language: str) -> None:
    email = made(kind, language)
    page = Page(email.html)

    assert page.named("html")[0]["lang"] == language
    assert ("meta", {"name": "color-scheme", "content": "light dark"}) in page.tags
    assert "prefers-color-scheme: dark" in email.html
    assert all("alt" in attrs for attrs in page.named("img"))
    assert all(attrs.get("role") in ("presentation", None) for attrs in page.named("table"))
    # Nothing tells anybody that it was read: pictures of goods alone, drawn here, no fonts, no
    # scripts.
    assert page.named("script") == page.named("link") == []
    assert "@import" not in email.html
    assert "url(" not in email.html
    sources = {str(attrs["src"]) for attrs in page.named("img")}
    assert all(source.startswith("data:image/svg+xml;base64,") for source in sources)
    assert bool(sources) == (kind == MessageKind.TIER_RAISED)


@EACH
def test_they_say_why_they_come_and_how_to_end_that(kind: MessageKind, language: str) -> None:
    variables = sample_variables(kind, language)
    email = made(kind, language)

    for text in (email.text, email.html):
        assert variables["footer"]["why"] in text
        assert variables["links"]["unsubscribe"] in text
        assert variables["footer"]["unsubscribe"] in text
        assert variables["shop"]["name"] in text


@EACH
def test_little_that_is_known_leaves_no_gaps(kind: MessageKind, language: str) -> None:
    email = made(kind, language, bare(sample_variables(kind, language)))
    page = Page(email.html)

    assert {"en": "Hello,", "de": "Guten Tag,"}[language] in email.text.splitlines()
    assert all(attrs.get("href") for attrs in page.named("a"))
    assert all(attrs.get("src") for attrs in page.named("img"))


def test_each_language_has_each_kind() -> None:
    folder = files("saleor_loyalty_plugin.emails")
    wanted = {
        f"{kind.lower()}.{ending}"
        for kind in MessageKind
        for ending in ("mjml", "txt", "subject.txt")
    }
    for language in LANGUAGES:
        assert {path.name for path in folder.joinpath(language).iterdir()} == wanted


@EACH
def test_each_variable_is_described_with_an_example(kind: MessageKind, language: str) -> None:
    found = variables_of(kind, language)

    assert len({item.path for item in found}) == len(found)
    assert all(item.description for item in found)
    # Those are empty in the example, as often with customers.
    empty = {item.path for item in found if not item.example}
    assert all(path.rpartition(".")[2] in EMPTY for path in empty), empty


def test_lists_are_known_and_pictures_have_addresses() -> None:
    found = {item.path: item for item in variables_of(MessageKind.TIER_RAISED, "en")}

    lists = {path for path, item in found.items() if item.is_list}
    assert lists == {"tier.benefits", "gift.rewards", "products"}
    picture = found["products[].image_url"].example
    assert picture == "https://shop.example/media/juniper-soap.jpg"


EMPTY = {"description", "until", "picture_url", "image_url", "image_alt", "more", "steps"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_file_of_a_statement_stands_alone(language: str) -> None:
    text = sample_statement_file(language)
    page = Page(text)

    assert page.named("html")[0]["lang"] == language
    assert page.named("link") == page.named("script") == page.named("img") == []
    assert "http" not in text
    assert "@media print" in text
    assert all(attrs.get("scope") == "col" for attrs in page.named("th"))
