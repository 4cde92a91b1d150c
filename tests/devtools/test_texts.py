"""The check that no sentence lacks its translation, on copies of the German catalogue."""

import shutil
from pathlib import Path

import pytest

from devtools import texts

GERMAN = texts.LOCALE / "de" / "LC_MESSAGES" / "django.po"
SENTENCE = 'msgid "Sign in to use points."\nmsgstr "Melden Sie sich an, um Punkte einzulösen."\n'
PLACES = 'msgid "Give 1 to %(maximum)s points."\nmsgstr "Geben Sie 1 bis %(maximum)s Punkte an."\n'


@pytest.fixture
def german(tmp_path: Path) -> Path:
    path = tmp_path / "de" / "LC_MESSAGES" / "django.po"
    path.parent.mkdir(parents=True)
    shutil.copy(GERMAN, path)
    texts.compile_catalogue(path)
    return path


def _replace(path: Path, old: str, new: str) -> None:
    content = path.read_text(encoding="utf-8")
    assert content.count(old) == 1
    path.write_text(content.replace(old, new), encoding="utf-8")
    texts.compile_catalogue(path)


def _problems(path: Path) -> list[str]:
    return list(texts.problems_of(path, texts.read_catalogue(GERMAN)))


def test_everything_is_translated() -> None:
    assert texts.problems() == []


def test_a_catalogue_as_it_should_be(german: Path) -> None:
    assert _problems(german) == []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (SENTENCE, "", "missing: 'Sign in to use points.'"),
        (
            SENTENCE,
            SENTENCE + '\nmsgid "Gone."\nmsgstr "Weg."\n',
            "obsolete: 'Gone.'",
        ),
        (
            SENTENCE,
            SENTENCE + '\n#~ msgid "Gone."\n#~ msgstr "Weg."\n',
            "obsolete: 'Gone.'",
        ),
        (
            SENTENCE,
            'msgid "Sign in to use points."\nmsgstr ""\n',
            "untranslated: 'Sign in to use points.'",
        ),
        (SENTENCE, f"#, fuzzy\n{SENTENCE}", "fuzzy: 'Sign in to use points.'"),
        (
            PLACES,
            PLACES.replace("bis %(maximum)s", "bis %(most)s"),
            "unknown named placeholder 'most': 'Give 1 to %(maximum)s points.'",
        ),
    ],
    ids=["missing", "obsolete", "put aside", "untranslated", "fuzzy", "other places"],
)
def test_what_is_wrong_is_named(german: Path, old: str, new: str, problem: str) -> None:
    _replace(german, old, new)
    assert f"de/LC_MESSAGES/django.po: {problem}" in _problems(german)


def test_a_stale_compilation_is_noticed(german: Path) -> None:
    compilation = texts.compiled(german).read_bytes()
    _replace(german, "Melden Sie sich an, um Punkte einzulösen.", "Bitte anmelden.")
    texts.compiled(german).write_bytes(compilation)
    assert _problems(german) == ["de/LC_MESSAGES/django.po: the .mo beside it is out of date."]

    texts.compiled(german).unlink()
    assert _problems(german) == ["de/LC_MESSAGES/django.po: the .mo beside it is out of date."]


def test_texts_that_no_catalogue_can_hold_are_found(tmp_path: Path) -> None:
    package = tmp_path / "package"
    package.mkdir()
    (package / "good.py").write_text('LoyaltyProblem(CODE, "Whole.")\nLoyaltyProblem(CODE, other)')
    (package / "bad.py").write_text(
        'LoyaltyProblem(CODE, f"Up to {number}.")\n_("a" + "b")\n_("a" if true else "b")\n'
    )
    assert list(texts.untranslatable(package)) == [
        f"package/bad.py:{line}: write the text out, with %(name)s for values."
        for line in (1, 2, 3)
    ]


def test_sentences_are_found_where_they_are_written() -> None:
    found = {message.id for message in texts.catalogue_of_code() if message.id}
    assert "No open checkout has this ID." in found  # of a LoyaltyProblem
    assert "Credited by the shop" in found  # gettext_noop in a table
    assert ("%(points)d point", "%(points)d points") in found
