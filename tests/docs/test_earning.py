"""The tables of docs/earning.md are the examples that the contract suites run."""

import re
from pathlib import Path

from graphql import parse, validate

from devtools import schema as tool
from tests.contract.earning_examples import EXAMPLES

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "earning.md").read_text()


def test_tables_are_the_examples() -> None:
    rows = re.findall(r"^\| (E\d+) \| (.+?) \| (.+?) \| (\d+) \|$", PAGE, re.MULTILINE)
    shown = [(row, label, text, int(points)) for row, label, text, points in rows]
    run = [(item.row, item.label, item.text, item.points) for item in EXAMPLES]
    assert sorted(shown) == sorted(run)


def test_documents_fit_the_schema() -> None:
    (document,) = re.findall(r"```graphql\n(.+?)```", PAGE, re.DOTALL)
    assert validate(tool.sandbox_schema(), parse(document)) == []
