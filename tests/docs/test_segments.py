"""What docs/segments.md says is what the code does."""

import re
from pathlib import Path

from graphql import parse, validate

from devtools import schema as tool
from saleor_loyalty_plugin.services.segments import bounds
from saleor_loyalty_plugin.services.time_limit import SECONDS_MAX

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "segments.md").read_text(encoding="utf-8")


def test_documents_fit_the_schema() -> None:
    documents = re.findall(r"```graphql\n(.+?)```", PAGE, re.DOTALL)
    assert len(documents) == 2
    for text in documents:
        assert validate(tool.sandbox_schema(), parse(text)) == []


def test_every_condition_has_its_row() -> None:
    table = PAGE[PAGE.index("| condition |") : PAGE.index("- Days have 24 hours")]
    cells = [line.split("|")[1] for line in table.splitlines() if line.startswith("| `")]
    named = set(re.findall(r"`(\w+)", " ".join(cells)))
    inputs = tool.sandbox_schema().get_type("LoyaltySegmentConditionsInput")
    assert named == set(inputs.fields)


def test_bounds_are_those_of_the_code() -> None:
    words = {2_000: "next 2,000 ids", 10_000: "up to 10,000", 10: "has ten seconds"}
    for value in (bounds.FIRST_WINDOW, bounds.COUNT_MAX, SECONDS_MAX):
        assert words[value] in PAGE
    assert f"{bounds.WINDOW_GROWTH} times as many" in PAGE
