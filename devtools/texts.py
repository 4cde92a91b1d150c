"""`python -m devtools.texts`: the sentences that people read, and their translations.

--write  puts what the code says into each locale/*/LC_MESSAGES/django.po, keeps the translations,
         drops what the code no longer says, and compiles the .mo files
--check  fails when a .po lacks a sentence or has one too many, when a translation is missing, fuzzy
         or names other values than the English, when a .mo is out of date, and when a text can't
         be translated

A new language begins with an empty `<language>.po`: see CONTRIBUTING.md.
"""

import argparse
import ast
import io
import sys
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import read_mo, write_mo
from babel.messages.pofile import read_po, write_po

from devtools.postgres import PROJECT

PACKAGE = PROJECT / "saleor_loyalty_plugin"
LOCALE = PACKAGE / "locale"
# Function -> which of its arguments are sentences, from 0; several for singular and plural.
KEYWORDS = {
    "_": (0,),
    "gettext": (0,),
    "gettext_noop": (0,),
    "ngettext": (0, 1),
    "LoyaltyProblem": (1,),
    "TemplateError": (0,),
    "_template_error": (0,),
}
LINE_LENGTH = 100
# Headers that Babel adds and nobody needs; one of them would change with Babel's version.
NOISE = ('"Project-Id-Version:', '"Report-Msgid-Bugs-To:', '"Generated-By:')


def catalogue_of_code() -> Catalog:
    """Every sentence in the package, with the files that hold it."""
    catalogue = Catalog()
    for path, arguments in calls(PACKAGE):
        texts = [str(item.value) for item in arguments if isinstance(item, ast.Constant)]
        if texts and len(texts) == len(arguments):
            # No line numbers: a file would differ after each change of the code above a sentence.
            location = str(path.relative_to(PROJECT))
            catalogue.add(tuple(texts) if len(texts) > 1 else texts[0], None, [(location, 0)])
    return catalogue


def calls(folder: Path) -> Iterator[tuple[Path, list[ast.expr]]]:
    """The arguments that are sentences, for each call of one of KEYWORDS, as they are written."""
    for path in sorted(folder.rglob("*.py")):
        nodes = [
            node
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            if isinstance(node, ast.Call) and _name(node.func) in KEYWORDS
        ]
        for node in sorted(nodes, key=lambda node: (node.lineno, node.col_offset)):
            places = KEYWORDS[_name(node.func)]
            yield path, [node.args[place] for place in places if place < len(node.args)]


def read_catalogue(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=path.parts[-3])


def updated(path: Path, template: Catalog) -> Catalog:
    """A language's catalogue with all sentences of the code, and no others."""
    catalogue = read_catalogue(path)
    catalogue.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalogue.obsolete.clear()
    return catalogue


def as_text(catalogue: Catalog) -> str:
    file = io.BytesIO()
    write_po(file, catalogue, width=LINE_LENGTH, include_lineno=False, sort_by_file=True)
    lines = file.getvalue().decode().splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(NOISE))


def compiled(path: Path) -> Path:
    return path.with_suffix(".mo")


def compile_catalogue(path: Path) -> None:
    with compiled(path).open("wb") as file:
        write_mo(file, read_catalogue(path))


def problems_of(path: Path, template: Catalog) -> Iterator[str]:
    """What is wrong with one language."""
    label = "/".join(path.parts[-3:])
    catalogue = read_catalogue(path)
    ours, theirs = _sentences(template), _sentences(catalogue)
    obsolete = (theirs - ours) | set(catalogue.obsolete)
    for title, texts in (("missing", ours - theirs), ("obsolete", obsolete)):
        yield from (f"{label}: {title}: {text!r}" for text in sorted(texts, key=str))
    for message in catalogue:
        if message.id:
            yield from (f"{label}: {problem}" for problem in _problems_of_message(message))
    if not compiled(path).exists() or _translations(_read_mo(path)) != _translations(catalogue):
        yield f"{label}: the .mo beside it is out of date."


def _sentences(catalogue: Catalog) -> set[object]:
    return {message.id for message in catalogue if message.id}


def _problems_of_message(message: Message) -> Iterator[str]:
    if message.fuzzy:
        yield f"fuzzy: {message.id!r}"
    if not all(_strings(message)):
        yield f"untranslated: {message.id!r}"
        return
    yield from (f"{error}: {message.id!r}" for error in message.check())


def _read_mo(path: Path) -> Catalog:
    with compiled(path).open("rb") as file:
        return read_mo(file)


def _translations(catalogue: Catalog) -> dict[str, list[str]]:
    """English -> the translation, by number where it is counted; as .po and .mo both tell it."""
    return {
        str(tuple(message.id) if message.pluralizable else message.id): _strings(message)
        for message in catalogue
        if message.id and all(_strings(message))
    }


def _strings(message: Message) -> list[str]:
    string = message.string
    return [string] if isinstance(string, str) else list(string or ())


def untranslatable(folder: Path) -> Iterator[str]:
    """Texts that are put together where they are used, so that no catalogue can hold them."""
    for path, arguments in calls(folder):
        for text in arguments:
            if _is_put_together(text):
                yield (
                    f"{path.relative_to(folder.parent)}:{text.lineno}: write the text out, with"
                    " %(name)s for values."
                )


def _is_put_together(text: ast.expr) -> bool:
    """Neither one literal nor something that was made elsewhere, but with literals in it."""
    if isinstance(text, ast.Constant | ast.Call):
        return False
    return any(
        isinstance(part, ast.Constant) and isinstance(part.value, str) for part in ast.walk(text)
    )


def _name(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def catalogues() -> list[Path]:
    return sorted(LOCALE.glob("*/LC_MESSAGES/django.po"))


def problems() -> list[str]:
    """Everything that `--check` complains about."""
    template = catalogue_of_code()
    found = list(untranslatable(PACKAGE))
    for path in catalogues():
        found += problems_of(path, template)
    return found


def write() -> None:
    template = catalogue_of_code()
    for path in catalogues():
        path.write_text(as_text(updated(path, template)), encoding="utf-8")
        compile_catalogue(path)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m devtools.texts")
    modes = parser.add_mutually_exclusive_group(required=True)
    modes.add_argument("--check", action="store_true")
    modes.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    if options.write:
        write()
    found = problems()
    print(*found, sep="\n", end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
