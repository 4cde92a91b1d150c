"""`python manage.py loyalty_expiry`: give points that are there the program's present expiry."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from saleor_loyalty_plugin.management.commands._progress import progress_to
from saleor_loyalty_plugin.models import Program
from saleor_loyalty_plugin.services.points.apply_expiry import GRACE_DAYS_MAX, apply_expiry
from saleor_loyalty_plugin.services.programs.programs import default_program


class Command(BaseCommand):
    help = (
        "Show what the program's present expiry settings would mean for the points that customers"
        " have already, and with --apply let them hold for these too. Otherwise points keep the"
        " expiry that they came with. Customers are not told: do that first."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--apply", action="store_true", help="Do it; without, only show it.")
        parser.add_argument(
            "--grace-days",
            type=int,
            default=90,
            help="No points go sooner than after so many days, unless they would have anyway."
            " 90 by default.",
        )
        parser.add_argument(
            "--program",
            type=int,
            help="The number of a program in the database; the default program without it.",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        grace_days = options["grace_days"]
        if not 0 <= grace_days <= GRACE_DAYS_MAX:
            raise CommandError(f"--grace-days takes 0 to {GRACE_DAYS_MAX} days.")
        program_id = options["program"] or default_program().pk
        program = Program.objects.filter(pk=program_id).first()
        if program is None:
            raise CommandError("No program has this number.")
        told = progress_to(self.stderr)
        changes = apply_expiry(
            program_id=program.pk,
            grace_days=grace_days,
            now=timezone.now(),
            is_dry_run=not options["apply"],
            progress=lambda n: told("lots", n),
        )
        first = changes.first_expiry
        self.stdout.write(
            f"{program.name}: {changes.points_sooner} points end sooner, {changes.points_later}"
            f" later or never"
            + (f", the first on {first:%Y-%m-%d %H:%M} UTC." if first else ".")
            + ("" if options["apply"] else " Nothing was changed: repeat it with --apply.")
        )
