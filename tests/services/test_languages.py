"""Which language a reader gets."""

import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import LazySettings
from django.utils import translation

from saleor_loyalty_plugin.services.explanations import points_text
from saleor_loyalty_plugin.services.languages import (
    OUR_CATALOGUES,
    accepted_language,
    default_language,
    known_languages,
    matching_language,
    speaking,
)


@pytest.fixture
def fresh_settings(settings: LazySettings) -> Iterator[LazySettings]:
    """Settings that a test may change: what is remembered of them is forgotten around it."""
    known_languages.cache_clear()
    yield settings
    known_languages.cache_clear()


@pytest.mark.parametrize(
    ("wish", "language"),
    [
        ("de", "de"),
        ("DE", "de"),
        ("de-AT", "de"),
        ("de_DE", "de"),
        (" de-CH-1901 ", "de"),
        ("en-GB", "en"),
        ("fr", None),
        ("deu", None),
        ("*", None),
        ("", None),
        ("../de", None),
        ("de/../en", None),
        ("\x00", None),
    ],
)
def test_nearest_language(wish: str, language: str | None) -> None:
    assert matching_language(wish) == language


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("de", "de"),
        ("fr-FR,fr;q=0.9,de;q=0.8,en;q=0.7", "de"),
        ("en;q=0.5,de;q=0.6", "de"),
        ("de;q=0,en", "en"),
        ("de;q=0", "en"),
        ("*;q=0.5,de;q=0.1", "de"),
        ("de_AT", "de"),
        ("de,", "de"),
        (";q=1", "en"),
        ("x" * 100_000, "en"),
        ("de," * 50_000, "de"),
    ],
)
def test_header(header: str, language: str) -> None:
    assert accepted_language(header) == language


def test_a_shop_whose_own_language_is_german(fresh_settings: LazySettings) -> None:
    fresh_settings.LANGUAGE_CODE = "de-de"
    assert default_language() == "de"
    assert accepted_language("fr") == "de"
    assert accepted_language("en-US") == "en"
    with speaking("EN"):
        assert points_text(2) == "2 points"


def test_settings_of_a_shop_that_names_other_languages(fresh_settings: LazySettings) -> None:
    """`LANGUAGES` says what the shop's pages speak; our words are there regardless."""
    fresh_settings.LANGUAGES = [("en", "English"), ("pl", "Polish")]
    with speaking("de"):
        assert points_text(2) == "2 Punkte"


def test_a_language_that_a_shop_adds(fresh_settings: LazySettings, tmp_path: Path) -> None:
    folder = tmp_path / "fr_CA" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    shutil.copy(OUR_CATALOGUES / "de" / "LC_MESSAGES" / "django.mo", folder)
    fresh_settings.LOCALE_PATHS = [str(tmp_path)]

    assert known_languages() >= {"en", "de", "fr-ca"}
    assert (matching_language("fr_CA"), matching_language("fr")) == ("fr-ca", None)
    with speaking("fr-CA"):
        assert points_text(2) == "2 Punkte"


def test_the_language_before_comes_back_even_after_a_failure() -> None:
    with translation.override("pl"):
        with pytest.raises(RuntimeError), speaking("de"):
            raise RuntimeError
        assert translation.get_language() == "pl"


def test_threads_keep_their_languages() -> None:
    both_speak, heard = threading.Barrier(2, timeout=10), {}

    def read(language: str) -> None:
        with speaking(language):
            both_speak.wait()
            heard[language] = points_text(2)
            both_speak.wait()

    threads = [threading.Thread(target=read, args=(language,)) for language in ("de", "en")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert heard == {"de": "2 Punkte", "en": "2 points"}
    assert points_text(2) == "2 points"
