"""Pictures of all e-mails, and their variables, for the docs; their words for the tests.

python -m devtools.emails

One picture for each kind, with both languages on a desk, on a phone, and on a phone in the dark; it
needs Chromium. Look at them: what is shown is what a customer would get, made by the code that
sends e-mails from invented values.

--words        writes words and variables alone
--open FOLDER  also writes the e-mails as HTML
"""

import argparse
import html
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import django
from PIL import Image, ImageChops

from devtools.browser import _browser
from devtools.postgres import PROJECT

IMAGES = PROJECT / "docs" / "images" / "emails"
PAGE = PROJECT / "docs" / "messages.md"
BEGIN, END = "<!-- variables -->", "<!-- end of variables -->"
WORDS = PROJECT / "tests" / "messages" / "email" / "shipped"
LANGUAGES = ("en", "de")
# Width in pixels, and the colours that the reader prefers.
VIEWS = ((660, "light"), (320, "light"), (320, "dark"))
GAP = 20
WIDTH = sum(width for width, _ in VIEWS) + GAP * (len(VIEWS) + 1)
HEIGHT_MAX = 4000
COLOURS = 96
STYLE = (
    f"body{{margin:0;padding:{GAP}px;background:#8b8f94}}"
    f".row{{display:flex;gap:{GAP}px;align-items:flex-start;margin-bottom:{GAP}px}}"
    "iframe{border:0;display:block}.light{color-scheme:light}.dark{color-scheme:dark}"
)
# Each frame as high as what is in it; where something is wider than its frame, the ground says so.
TOO_WIDE = (255, 0, 255)
SCRIPT = (
    "addEventListener('load',()=>{for(const f of document.querySelectorAll('iframe')){"
    "const page=f.contentDocument.documentElement;f.style.height=page.scrollHeight+'px';"
    # What sticks out of the card is cut off there, so that the page itself doesn't grow.
    "if([...page.querySelectorAll('*')].some(e=>e.clientWidth&&e.scrollWidth>e.clientWidth+1))"
    f"document.body.style.background='rgb{TOO_WIDE}'}}}})"
)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m devtools.emails")
    parser.add_argument("--open", metavar="FOLDER", type=Path, dest="folder")
    parser.add_argument("--words", action="store_true")
    options = parser.parse_args(arguments)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sandbox.settings")
    django.setup()
    WORDS.mkdir(exist_ok=True)
    for name, text in words_of_emails().items():
        (WORDS / name).write_text(text, encoding="utf-8")
    PAGE.write_text(page_with_variables(), encoding="utf-8")
    if options.words:
        return 0
    browser = _browser()
    if browser is None:
        print("No Chromium is installed.", file=sys.stderr)
        return 1
    IMAGES.mkdir(parents=True, exist_ok=True)
    for name, pages in _pages():
        if options.folder is not None:
            options.folder.mkdir(parents=True, exist_ok=True)
            for language, page in zip(LANGUAGES, pages, strict=True):
                (options.folder / f"{language}-{name}.html").write_text(page, encoding="utf-8")
        picture = _shot(pages, browser)
        path = IMAGES / f"{name}.png"
        picture.save(path, optimize=True)
        print(f"{path.relative_to(PROJECT)}: {path.stat().st_size // 1024} kB")
    return 0


def page_with_variables() -> str:
    """The page on messages, with the variables that there are now."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    return f"{before}{BEGIN}\n{_variables()}{END}{after}"


def _variables() -> str:
    """Tables of the variables: those of all kinds, then those of each."""
    from saleor_loyalty_plugin.messages.email.variables import Variable, variables_of
    from saleor_loyalty_plugin.rules.messages import MessageKind

    of_kinds = {kind: variables_of(kind, "en") for kind in MessageKind}
    paths = [{item.path for item in items} for items in of_kinds.values()]
    shared = set.intersection(*paths)

    def table(title: str, items: list[Variable]) -> str:
        rows = "".join(
            f"| `{item.path}` | {item.description} | {item.example.replace('|', '/')} |\n"
            for item in items
        )
        return f"\n{title}\n\n| variable | what it says | such as |\n|---|---|---|\n{rows}"

    common = [item for item in of_kinds[MessageKind.STATEMENT] if item.path in shared]
    parts = [table("Of all kinds:", common)]
    for kind, items in of_kinds.items():
        parts.append(table(f"`{kind}`:", [item for item in items if item.path not in shared]))
    return "".join(parts) + "\n"


def words_of_emails() -> dict[str, str]:
    """Subject, text part and what is read of the HTML, of each shipped e-mail, by a file's name."""
    from saleor_loyalty_plugin.messages.email.contents import compiled_contents, shipped_contents
    from saleor_loyalty_plugin.messages.email.variables import sample_variables
    from saleor_loyalty_plugin.rules.messages import MessageKind

    found = {}
    for kind in MessageKind:
        for language in LANGUAGES:
            contents = compiled_contents(shipped_contents(kind, language))
            made = contents.filled_in(sample_variables(kind, language), language)
            parts = (made.subject, made.text.strip(), _read(made.html))
            found[f"{language}-{kind.lower()}.txt"] = "\n\n----\n\n".join(parts) + "\n"
    return found


class _Reader(HTMLParser):
    """What is read of a page: a line for each block, `[alt]` for pictures, `(address)` of links."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = [""]
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        if tag in ("style", "title"):
            self._silent += 1
        elif tag in ("div", "td", "br"):
            self.lines.append("")
        elif tag == "img":
            self.lines[-1] += f"[{values.get('alt', 'NO ALT')}]"
        elif tag == "a":
            self.lines[-1] += f"({values.get('href')}) "

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "title"):
            self._silent -= 1

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.lines[-1] += data


def _read(page: str) -> str:
    reader = _Reader()
    reader.feed(page)
    return "\n".join(filter(None, (" ".join(line.split()) for line in reader.lines)))


def _pages() -> Iterator[tuple[str, list[str]]]:
    """Each kind by name, as HTML in each language; at last the file of a statement."""
    from saleor_loyalty_plugin.messages.email.contents import compiled_contents, shipped_contents
    from saleor_loyalty_plugin.messages.email.statement_file import sample_statement_file
    from saleor_loyalty_plugin.messages.email.variables import sample_variables
    from saleor_loyalty_plugin.rules.messages import MessageKind

    for kind in MessageKind:
        found = []
        for language in LANGUAGES:
            variables = sample_variables(kind, language)
            contents = compiled_contents(shipped_contents(kind, language))
            found.append(contents.filled_in(variables, language).html)
        yield kind.lower(), found
    yield "statement_file", [sample_statement_file(language) for language in LANGUAGES]


def _shot(pages: list[str], browser: str) -> Image.Image:
    """All views of all languages of one e-mail, side by side and below each other."""
    rows = "".join(
        '<div class="row">'
        + "".join(
            f'<iframe class="{colours}" width="{width}" srcdoc="{html.escape(page)}"></iframe>'
            for width, colours in VIEWS
        )
        + "</div>"
        for page in pages
    )
    sheet = f"<!doctype html><meta charset=utf-8><style>{STYLE}</style>{rows}"
    with tempfile.TemporaryDirectory() as folder:
        source, target = Path(folder) / "sheet.html", Path(folder) / "sheet.png"
        source.write_text(f"{sheet}<script>{SCRIPT}</script>", encoding="utf-8")
        subprocess.run(
            [
                browser,
                "--headless",
                "--no-sandbox",
                "--hide-scrollbars",
                "--disable-gpu",
                "--virtual-time-budget=3000",
                f"--user-data-dir={folder}/profile",
                f"--window-size={WIDTH},{HEIGHT_MAX}",
                f"--screenshot={target}",
                source.as_uri(),
            ],
            check=True,
            capture_output=True,
        )
        image = Image.open(target).convert("RGB")
    assert image.getpixel((1, 1)) != TOO_WIDE, "something is wider than the screen"
    ground = Image.new("RGB", image.size, image.getpixel((1, 1)))
    box = ImageChops.difference(image, ground).getbbox()
    assert box is not None and box[3] < HEIGHT_MAX - GAP, "the sheet is too low for its e-mails"
    cut = image.crop((0, 0, WIDTH, box[3] + GAP))
    return cut.quantize(COLOURS, dither=Image.Dither.NONE)


if __name__ == "__main__":
    sys.exit(main())
