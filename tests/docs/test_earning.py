"""The tables of docs/earning.md are the examples that the contract suites run."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from graphql import parse, validate

from devtools import schema as tool
from saleor_loyalty_plugin.rules.expiry import (
    ExpiryPolicy,
    ExpiryRoundTo,
    ExpiryTerms,
    expires_at,
)
from tests.contract.earning_examples import EXAMPLES
from tests.contract.event_examples import EVENT_EXAMPLES
from tests.contract.gift_examples import GIFT_EXAMPLES
from tests.contract.waiting_examples import WAITING_EXAMPLES

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "earning.md").read_text()


def test_tables_are_the_examples() -> None:
    rows = re.findall(r"^\| (E\d+) \| (.+?) \| (.+?) \| (\d+) \|$", PAGE, re.MULTILINE)
    shown = [(row, label, text, int(points)) for row, label, text, points in rows]
    examples = (*EXAMPLES, *EVENT_EXAMPLES, *GIFT_EXAMPLES, *WAITING_EXAMPLES)
    run = [(item.row, item.label, item.text, item.points) for item in examples]
    assert sorted(shown) == sorted(run)
    # Each way of earning has an example.
    assert {row for row, *_ in shown} == {f"E{number}" for number in range(1, 22)}


def test_expiry_table_is_what_the_rules_say() -> None:
    leap_day = datetime(2028, 2, 29, 12, tzinfo=UTC)
    rows = re.findall(r"^\| (`[A-Z]+_?[A-Z]*`.*?) \| (\d+ \w+ \d{4})?.*\|$", PAGE, re.MULTILINE)
    dated = [(terms, day) for terms, day in rows if day or terms == "`NEVER`"]
    assert len(dated) == 8
    for text, day in dated:
        found = expires_at(_terms(text), usable_from=leap_day)
        last_day = found - timedelta(days=1) if found is not None else None
        assert day == (f"{last_day:%-d %B %Y}" if last_day else ""), text


def _terms(text: str) -> ExpiryTerms:
    """Such as: `AFTER_MONTHS`, 12, `roundTo: QUARTER`."""
    policy, *rest = text.replace("`", "").split(", ")
    values: dict[str, Any] = {"policy": ExpiryPolicy(policy)}
    for part in rest:
        if part.startswith("roundTo: "):
            values["round_to"] = ExpiryRoundTo(part.removeprefix("roundTo: "))
        elif policy == "YEARLY":
            day = datetime.strptime(part + " 2028", "%d %B %Y").replace(tzinfo=UTC)
            values |= {"day": day.day, "month": day.month}
        else:
            values["days" if policy == "AFTER_DAYS" else "months"] = int(part)
    return ExpiryTerms(**values)


def test_documents_fit_the_schema() -> None:
    documents = re.findall(r"```graphql\n(.+?)```", PAGE, re.DOTALL)
    assert len(documents) == 2
    for document in documents:
        assert validate(tool.sandbox_schema(), parse(document)) == []
