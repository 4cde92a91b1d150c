"""A run that broke off or found nothing must never look like a success."""

import sys
from pathlib import Path
from threading import Barrier
from typing import IO

import pytest

from devtools.databases import schema_hash
from devtools.run_tests import (
    Outcome,
    Selection,
    judge,
    run_browser_suite,
    run_side_by_side,
    run_workers_suite,
)

REPORT = '<testsuites><testsuite tests="{}" failures="{}" errors="{}" skipped="{}"/></testsuites>'


@pytest.mark.parametrize(
    ("report", "exit_code", "is_everything", "counts", "is_failure"),
    [
        pytest.param((9, 0, 0, 2), 0, True, (7, 0, 2), False, id="all good"),
        pytest.param((9, 2, 1, 0), 1, True, (6, 3, 0), True, id="failures and errors"),
        pytest.param((0, 0, 0, 0), 5, True, (0, 1, 0), True, id="nothing in the whole suite"),
        pytest.param((0, 0, 0, 0), 5, False, (0, 0, 0), False, id="nothing of a choice"),
        pytest.param((4, 0, 0, 0), 3, True, (4, 1, 0), True, id="pytest's own error"),
        pytest.param((4, 0, 0, 0), 2, False, (4, 1, 0), True, id="interrupted"),
        pytest.param(None, 139, True, (0, 1, 0), True, id="no report: crashed"),
    ],
)
def test_judge(
    tmp_path: Path,
    report: tuple[int, int, int, int] | None,
    exit_code: int,
    is_everything: bool,
    counts: tuple[int, int, int],
    is_failure: bool,
) -> None:
    path = tmp_path / "report.xml"
    if report is not None:
        path.write_text(REPORT.format(*report))

    outcome = judge("A", exit_code=exit_code, report=path, seconds=1, is_everything=is_everything)

    assert (outcome.passed, outcome.failed, outcome.skipped) == counts
    assert outcome.is_failure is is_failure


def test_suites_run_at_the_same_time_and_print_apart(capfd: pytest.CaptureFixture[str]) -> None:
    both_are_at_it = Barrier(2, timeout=20)

    def suite(name: str, output: IO[str] | None) -> Outcome:
        print(f"{name} begins", file=output or sys.stdout, flush=True)
        both_are_at_it.wait()
        both_are_at_it.wait()
        print(f"{name} ends", file=output or sys.stdout, flush=True)
        return Outcome(name, failed=1, is_failure=name == "B")

    suites = [lambda output, name=name: suite(name, output) for name in ("A", "B")]
    outcomes = run_side_by_side(suites, at_once=2)

    assert [(outcome.suite, outcome.is_failure) for outcome in outcomes] == [
        ("A", False),
        ("B", True),
    ]
    assert capfd.readouterr().out.split("\n") == ["A begins", "A ends", "B begins", "B ends", ""]


def test_suite_that_breaks_off_beside_others_is_not_swallowed() -> None:
    def fine(_output: IO[str] | None) -> Outcome:
        return Outcome("A", passed=1)

    def broken(_output: IO[str] | None) -> Outcome:
        raise RuntimeError("out of memory")

    with pytest.raises(RuntimeError, match="out of memory"):
        run_side_by_side([fine, broken], at_once=2)


def test_what_did_not_run_says_why() -> None:
    outcome = Outcome("Inside Saleor", problem="no Saleor checkout found")

    assert outcome.line() == "Inside Saleor: did not run: no Saleor checkout found"


def test_without_a_browser_the_summary_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("devtools.pages.obstacle", lambda: "")
    monkeypatch.setattr("devtools.browser.BROWSERS", ("no-such-browser",))

    outcome = run_browser_suite()

    assert not outcome.is_failure
    line = "Pages and components in a browser: did not run: no Chromium is installed"
    assert outcome.line() == line


def test_without_redis_the_summary_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    outcome = run_workers_suite()

    assert not outcome.is_failure
    assert outcome.line().endswith("did not run: no redis-server was found")


def test_selection_sends_files_to_their_suite() -> None:
    chosen = Selection.of(["-k", "expiry", "tests/devtools/test_run_tests.py::test_judge"])
    everything = Selection.of([])

    assert chosen.options == ("-k", "expiry")
    assert (chosen.wants_sandbox, chosen.wants_saleor) == (True, False)
    assert everything.is_everything
    assert (everything.wants_sandbox, everything.wants_saleor) == (True, True)


def test_schema_hash_changes_with_content_and_name(tmp_path: Path) -> None:
    (tmp_path / "0001.py").write_text("a")
    before = schema_hash(["*.py"], tmp_path)

    (tmp_path / "0001.py").write_text("b")
    edited = schema_hash(["*.py"], tmp_path)
    (tmp_path / "0001.py").rename(tmp_path / "0002.py")
    renamed = schema_hash(["*.py"], tmp_path)

    assert len({before, edited, renamed}) == 3
