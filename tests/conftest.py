"""Common to all suites that run on the sandbox."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db.models.signals import post_migrate
from hypothesis import settings

from tests.database import permit_truncate, restore_default_program
from tests.smtp_server import SmtpServer, running_server

# Speed is measured by benchmarks; a busy machine is no bug.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

pytest.register_assert_rewrite(
    "tests.contract.adding_up_suite",
    "tests.contract.earning_examples",
    "tests.contract.earning_rules_suite",
    "tests.contract.earning_suite",
    "tests.contract.event_examples",
    "tests.contract.events_suite",
    "tests.contract.gifts_suite",
    "tests.contract.guests_suite",
    "tests.contract.languages_suite",
    "tests.contract.milestones_suite",
    "tests.contract.referrals_suite",
    "tests.contract.refunds_suite",
    "tests.contract.preview_suite",
    "tests.contract.reports_suite",
    "tests.contract.spending_suite",
    "tests.contract.time_suite",
    "tests.services.spending_checks",
)


@pytest.fixture
def committing_db(transactional_db: None) -> None:
    """A database whose commits are real, for other threads and processes to see.

    Afterwards it is as right after `migrate`.
    """
    permit_truncate()
    sender = apps.get_app_config("saleor_loyalty_plugin")
    post_migrate.connect(restore_default_program, sender=sender, dispatch_uid="default program")


@pytest.fixture
def smtp_server(tmp_path: Path, settings: Any) -> Iterator[SmtpServer]:
    """A real mail server, which Django's mail settings name."""
    with running_server(tmp_path) as server:
        # The test runner has put a backend of its own in place.
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST = server.host
        settings.EMAIL_PORT = server.port
        yield server
