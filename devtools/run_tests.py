"""`make test`: pages and components, the suite on the sandbox, then that inside each Saleor found.

    python -m devtools.run_tests [pytest's options and files]

Saleor checkouts are SALEOR_HOME, else each ../saleor* and ~/saleor*; the Python that runs one is
SALEOR_PYTHON, else the checkout's own .venv. Several run at the same time, as far as there are
processors. The last lines say what ran and what did not.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import IO

from devtools import browser, pages
from devtools.postgres import PROJECT, PostgresError, Server, running
from devtools.saleor_suite import SALEOR_TESTS, SaleorCheckout, find_checkouts, run_in_saleor

PYTEST_NO_TESTS = 5
FOLLOW_SECONDS = 0.5
# They need the machine for themselves.
WORKERS_TESTS = "tests/messages/test_killed_workers.py"


@dataclass(frozen=True)
class Outcome:
    """What came of one suite; `problem` says why it did not run or broke off, "" when it ran."""

    suite: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    problem: str = ""
    is_failure: bool = False
    seconds: float = 0

    def line(self) -> str:
        counts = f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"
        if not self.problem:
            return f"{self.suite}: ran, {counts} in {self.seconds:.0f} s"
        if self.is_failure:
            return f"{self.suite}: FAILED: {self.problem} ({counts}) after {self.seconds:.0f} s"
        return f"{self.suite}: did not run: {self.problem}"


@dataclass(frozen=True)
class Selection:
    """What the arguments ask for: pytest's options, and files of either kind of suite."""

    options: tuple[str, ...]
    sandbox_paths: tuple[str, ...]
    saleor_paths: tuple[str, ...]

    @classmethod
    def of(cls, arguments: Sequence[str]) -> "Selection":
        options, sandbox, saleor = [], [], []
        for argument in arguments:
            file = (PROJECT / argument.partition("::")[0]).resolve()
            if argument.startswith("-") or not file.exists():
                options.append(argument)
            elif file.is_relative_to(SALEOR_TESTS):
                saleor.append(str(PROJECT / argument))
            else:
                sandbox.append(argument)
        return cls(tuple(options), tuple(sandbox), tuple(saleor))

    @property
    def is_everything(self) -> bool:
        return not (self.options or self.sandbox_paths or self.saleor_paths)

    @property
    def wants_sandbox(self) -> bool:
        return bool(self.sandbox_paths) or not self.saleor_paths

    @property
    def wants_saleor(self) -> bool:
        return bool(self.saleor_paths) or not self.sandbox_paths


def judge(
    suite: str, *, exit_code: int, report: Path, seconds: float, is_everything: bool
) -> Outcome:
    """Read pytest's report; a suite that broke off or found no test has failed."""
    try:
        cases = ElementTree.parse(report).getroot().iter("testsuite")  # noqa: S314 - pytest's own
        totals = {key: 0 for key in ("tests", "failures", "errors", "skipped")}
        for case in cases:
            for key in totals:
                totals[key] += int(case.get(key, 0))
    except (OSError, ElementTree.ParseError):
        return Outcome(
            suite,
            failed=1,
            problem=f"pytest broke off with exit code {exit_code}",
            is_failure=True,
            seconds=seconds,
        )
    failed = totals["failures"] + totals["errors"]
    problem = ""
    if exit_code == PYTEST_NO_TESTS or totals["tests"] == 0:
        problem = "no test was found"
    elif exit_code not in (0, 1) or (exit_code == 1 and not failed):
        problem = f"pytest ended with exit code {exit_code}"
    is_failure = bool(failed) or (bool(problem) and (is_everything or "no test" not in problem))
    return Outcome(
        suite,
        passed=max(0, totals["tests"] - failed - totals["skipped"]),
        # A run that ended badly without a failed test still counts as one.
        failed=failed or int(is_failure),
        skipped=totals["skipped"],
        problem=problem,
        is_failure=is_failure,
        seconds=seconds,
    )


def run_pages_suite() -> Outcome:
    """Types and tests of staff pages and storefront components, where there is a Node."""
    suite = "Pages and components"
    return _run_module(suite, "devtools.pages", "--test", obstacle=pages.obstacle())


def run_browser_suite() -> Outcome:
    """Both in a browser, where there is one."""
    suite = "Pages and components in a browser"
    return _run_module(suite, "devtools.browser", obstacle=browser.obstacle())


def _run_module(suite: str, module: str, *arguments: str, obstacle: str) -> Outcome:
    if obstacle:
        return Outcome(suite, problem=obstacle)

    def run(report: Path) -> int:
        command = [sys.executable, "-m", module, *arguments, "--report", str(report)]
        return subprocess.run(command, cwd=PROJECT, check=False).returncode

    return run_suite(suite, run, is_everything=True)


def run_workers_suite() -> Outcome:
    """Messages sent by real workers that are killed, where there is a Redis."""
    suite = "Messages by Celery's workers on Redis, killed at random"
    if shutil.which("redis-server") is None:
        return Outcome(suite, problem="no redis-server was found")

    def run(report: Path) -> int:
        command = [sys.executable, "-m", "pytest", WORKERS_TESTS, f"--junitxml={report}"]
        return subprocess.run(command, cwd=PROJECT, check=False).returncode

    return run_suite(suite, run, is_everything=True)


def run_sandbox_suite(selection: Selection) -> Outcome:
    command = [sys.executable, "-m", "pytest"]
    # Tests in several processes only pay for the whole suite: each makes its own database.
    if selection.is_everything:
        command += ["-n", str(min(os.cpu_count() or 1, 8)), "--dist", "loadscope"]
        command += [f"--ignore={WORKERS_TESTS}"]
    command += [*selection.options, *selection.sandbox_paths]

    def run(report: Path) -> int:
        arguments = [*command, f"--junitxml={report}"]
        return subprocess.run(arguments, cwd=PROJECT, check=False).returncode

    return run_suite("On the sandbox", run, is_everything=selection.is_everything)


def run_saleor_suite(
    server: Server, checkout: SaleorCheckout, selection: Selection, output: IO[str] | None = None
) -> Outcome:
    suite = f"Inside Saleor {checkout.version} ({checkout.home})"
    obstacle = checkout.obstacle()
    if obstacle:
        is_asked_for = bool(os.environ.get("SALEOR_HOME"))
        return Outcome(suite, failed=int(is_asked_for), problem=obstacle, is_failure=is_asked_for)
    arguments = [*selection.options, *(selection.saleor_paths or [str(SALEOR_TESTS)])]

    def run(report: Path) -> int:
        return run_in_saleor(server, checkout, [f"--junitxml={report}", *arguments], output)

    return run_suite(suite, run, is_everything=selection.is_everything, output=output)


def run_suite(
    suite: str,
    run: Callable[[Path], int],
    *,
    is_everything: bool,
    output: IO[str] | None = None,
) -> Outcome:
    """Have `run` write pytest's report to the path that it gets, and judge it.

    `output` is where its headline goes, None for the terminal.
    """
    headline(suite, output)
    started = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        try:
            exit_code = run(report)
        except (PostgresError, subprocess.CalledProcessError) as error:
            seconds = time.monotonic() - started
            return Outcome(suite, failed=1, problem=str(error), is_failure=True, seconds=seconds)
        return judge(
            suite,
            exit_code=exit_code,
            report=report,
            seconds=time.monotonic() - started,
            is_everything=is_everything,
        )


def run_saleor_suites(server: Server, selection: Selection) -> list[Outcome]:
    if not any(SALEOR_TESTS.rglob("test_*.py")):
        return [Outcome("Inside Saleor", problem="tests/saleor has no tests")]
    checkouts = find_checkouts()
    if not checkouts:
        sought = os.environ.get("SALEOR_HOME") or "SALEOR_HOME, ../saleor*, ~/saleor*"
        is_asked_for = bool(os.environ.get("SALEOR_HOME"))
        problem = f"no Saleor checkout found (looked at {sought})"
        return [
            Outcome(
                "Inside Saleor",
                failed=int(is_asked_for),
                problem=problem,
                is_failure=is_asked_for,
            )
        ]
    suites = [partial(run_saleor_suite, server, checkout, selection) for checkout in checkouts]
    return run_side_by_side(suites, at_once=os.cpu_count() or 1)


def run_side_by_side(
    suites: Sequence[Callable[[IO[str] | None], Outcome]], *, at_once: int
) -> list[Outcome]:
    """Run suites at the same time; what each of them prints stays in one piece, in their order.

    The first has the terminal. The others get a file, which is shown from its begin when those
    before have ended, and followed from then on.
    """
    with ExitStack() as files, ThreadPoolExecutor(at_once) as pool:
        running_suites: list[tuple[Future[Outcome], Path | None]] = []
        for suite in suites:
            if not running_suites:
                running_suites.append((pool.submit(suite, None), None))
                continue
            output = files.enter_context(tempfile.NamedTemporaryFile("w"))
            running_suites.append((pool.submit(suite, output), Path(output.name)))
        outcomes = []
        for future, path in running_suites:
            if path is not None:
                follow(path, future)
            outcomes.append(future.result())
        return outcomes


def follow(path: Path, writer: Future[Outcome]) -> None:
    """Print a file while it grows, until its writer is done."""
    # Bytes, as the last character may be half written.
    with path.open("rb") as printed:
        while not writer.done():
            _show(printed)
            time.sleep(FOLLOW_SECONDS)
        _show(printed)


def _show(printed: IO[bytes]) -> None:
    shutil.copyfileobj(printed, sys.stdout.buffer)
    sys.stdout.flush()


def headline(text: str, output: IO[str] | None = None) -> None:
    print(f"\n── {text} ──", flush=True, file=output)


def main(arguments: Sequence[str]) -> int:
    selection = Selection.of(arguments)
    started = time.monotonic()
    outcomes: list[Outcome] = []
    if selection.is_everything:
        outcomes.append(run_pages_suite())
    try:
        with running("test") as server:
            if selection.is_everything:
                outcomes.append(run_browser_suite())
            if selection.wants_sandbox:
                outcomes.append(run_sandbox_suite(selection))
            if selection.is_everything:
                outcomes.append(run_workers_suite())
            if selection.wants_saleor:
                outcomes += run_saleor_suites(server, selection)
    except PostgresError as error:
        print(error, file=sys.stderr)
        outcomes.append(Outcome("PostgreSQL", failed=1, problem=str(error), is_failure=True))
    # A choice of tests that exists nowhere is a slip of the keyboard, not a success.
    is_empty = not any(outcome.passed + outcome.failed + outcome.skipped for outcome in outcomes)
    headline(f"Summary, {time.monotonic() - started:.0f} s in all")
    for outcome in outcomes:
        print(outcome.line())
    passed = sum(outcome.passed for outcome in outcomes)
    failed = sum(outcome.failed for outcome in outcomes)
    skipped = sum(outcome.skipped for outcome in outcomes)
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if is_empty or any(outcome.is_failure for outcome in outcomes) else 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except KeyboardInterrupt:
        sys.exit(130)
