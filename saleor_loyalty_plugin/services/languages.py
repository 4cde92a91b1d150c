"""Which languages there are words in, and which of them a reader gets.

The code holds English sentences. Another language is a catalogue,
`locale/<language>/LC_MESSAGES/django.mo`: in this package, or in a folder that the shop's project
names in LOCALE_PATHS. Django's `LANGUAGES` restricts nothing here.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils import translation
from django.utils.translation.trans_real import parse_accept_lang_header

ENGLISH = "en"
OUR_CATALOGUES = Path(__file__).resolve().parents[1] / "locale"


@cache
def known_languages() -> frozenset[str]:
    """Languages as Django spells them: `en`, `de`, `pt-br`."""
    folders = [OUR_CATALOGUES, *(Path(folder) for folder in settings.LOCALE_PATHS)]
    catalogues = [path for folder in folders for path in folder.glob("*/LC_MESSAGES/django.mo")]
    return frozenset({ENGLISH, *(translation.to_language(path.parts[-3]) for path in catalogues)})


def matching_language(wish: str) -> str | None:
    """The nearest language that there are words in: `de-AT` and `de_DE` get `de`, if any."""
    parts = wish.strip().lower().replace("_", "-").split("-")
    nearest_first = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((language for language in nearest_first if language in known_languages()), None)


def default_language() -> str:
    """What those read who wish for nothing that there is: the shop's language, or English."""
    return matching_language(settings.LANGUAGE_CODE) or ENGLISH


def accepted_language(header: str) -> str:
    """The best language for an Accept-Language header; whatever it holds, there is one."""
    for wish, weight in parse_accept_lang_header(header.replace("_", "-")):
        language = matching_language(wish)
        if language is not None and weight > 0:
            return language
    return default_language()


@contextmanager
def speaking(language_code: str | None) -> Iterator[None]:
    """Words are in this language inside, or in the default one where it has none.

    The language before comes back at the end, and other threads and requests keep theirs.
    """
    language = matching_language(language_code or "") or default_language()
    with translation.override(language):
        yield
