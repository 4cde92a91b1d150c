"""docs/storefront.md names what the storefront components have, all of it and nothing else.

Its examples are run in a browser by storefront-components/tests/browser.
"""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "storefront.md").read_text(encoding="utf-8")
SOURCES = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "storefront-components" / "src").rglob("*.ts"))
    if path.name != "generated.ts"
)


def section(title: str) -> str:
    return PAGE.partition(f"\n## {title}\n")[2].partition("\n## ")[0]


def first_column(title: str) -> set[str]:
    rows = re.findall(r"^\| (`.*?`) \|", section(title), re.MULTILINE)
    return {name for row in rows for name in re.findall(r"`([^`]+)`", row)}


def test_attributes_are_those_of_the_components() -> None:
    declared = set(re.findall(r'attribute: "([a-z-]+)"', SOURCES))
    # These go by their property's name, or belong to each element.
    plain = {"channel", "token", "texts", "revision", "lang", "theme"}
    assert first_column("Attributes") == declared | plain


def test_events_are_those_that_are_sent() -> None:
    sent = set(re.findall(r'^export const [A-Z]+ = "(loyalty-[a-z]+)"', SOURCES, re.MULTILINE))
    assert first_column("Events") == sent


def test_variables_are_those_that_are_read() -> None:
    assert first_column("Looks") == set(re.findall(r"var\((--loyalty-[a-z-]+)", SOURCES))


def test_parts_are_those_that_are_there() -> None:
    listed = section("Looks").partition("Parts:")[2]
    values = re.findall(r'\bpart="((?:\$\{[^}]*\}|[^"$])*)"', SOURCES)
    there = {
        name for value in values for name in re.findall(r"[a-z-]+", re.sub(r"\$\{.*?\?", "", value))
    }
    assert set(re.findall(r"`([a-z-]+)`", listed)) == there
