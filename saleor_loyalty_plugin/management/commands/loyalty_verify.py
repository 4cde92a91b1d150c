"""`python manage.py loyalty_verify`: prove the books."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from saleor_loyalty_plugin.management.commands._progress import progress_to
from saleor_loyalty_plugin.services.proof.verify_books import verify_books


class Command(BaseCommand):
    help = (
        "Recompute every balance from entries, lots and holds, and every order's entries from the"
        " shop's orders. Prints each difference and exits with 1 when there is one. Changes"
        " nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--quiet", action="store_true", help="No progress, only differences.")

    def handle(self, *args: Any, **options: Any) -> None:
        told = None if options["quiet"] else progress_to(self.stderr)
        count = 0
        for difference in verify_books(now=timezone.now(), progress=told):
            count += 1
            self.stdout.write(
                f"{difference.subject}: {difference.what}: expected {difference.expected},"
                f" found {difference.found}"
            )
        if count:
            raise CommandError(
                f"{count} difference{'s' if count > 1 else ''}. `loyalty_settle --since` settles"
                " orders again; a difference in an account needs a look at its history.",
                returncode=1,
            )
        self.stdout.write("The books are right: no difference.")
