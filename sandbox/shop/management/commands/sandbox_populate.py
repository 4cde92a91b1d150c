"""`python -m sandbox.manage sandbox_populate`: a shop worth looking at."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from sandbox.demo_data import is_populated, populate


class Command(BaseCommand):
    help = "Fill an empty sandbox with products, customers, orders and points. Repeatable."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--migrate", action="store_true", help="Migrate the database first.")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["migrate"]:
            call_command("migrate", verbosity=0)
        # Each time: which pages there are comes with the plugin, not with the data.
        call_command("loyalty_dashboard_install", stdout=self.stdout)
        if is_populated():
            self.stdout.write("The shop has its data already.")
            return
        orders = populate(now=timezone.now())
        self.stdout.write(f"Filled the shop: {orders} orders.")
