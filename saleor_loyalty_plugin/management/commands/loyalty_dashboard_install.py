"""`python manage.py loyalty_dashboard_install`: the staff pages in the shop's dashboard."""

from argparse import ArgumentParser
from typing import Any
from urllib.parse import urlsplit

from django.core.management.base import BaseCommand, CommandError

from saleor_loyalty_plugin.dashboard.extensions import IDENTIFIER, dashboard_app
from saleor_loyalty_plugin.dashboard.pages import NOT_BUILT, is_built, origin_of
from saleor_loyalty_plugin.hosts import current_host


class Command(BaseCommand):
    help = (
        "Show the loyalty pages in Saleor's dashboard: writes an app with its rights and places."
        " Run it again after an upgrade, or when an address has changed."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--dashboard",
            action="append",
            default=[],
            metavar="URL",
            help=(
                "Where the dashboard runs, such as https://dashboard.example.com; may be given"
                " several times. Nobody else may show the pages. Kept until it is given again."
            ),
        )
        parser.add_argument(
            "--api",
            metavar="URL",
            help="Where browsers reach this Saleor, where it is not the address that it knows.",
        )
        parser.add_argument(
            "--remove", action="store_true", help="Take the pages out of the dashboard again."
        )

    def handle(self, *args: Any, **options: Any) -> None:
        host = current_host()
        with host.writer_access():
            if options["remove"]:
                was_there = host.remove_dashboard_app(IDENTIFIER)
                self.stdout.write(
                    "The loyalty pages are gone from the dashboard."
                    if was_there
                    else "The loyalty pages were not in the dashboard."
                )
                return
            urls = [_origin("--dashboard", url) for url in options["dashboard"]]
            plugin_url = host.plugin_url()
            if options["api"]:
                plugin_url = _origin("--api", options["api"]) + urlsplit(plugin_url).path
            app = dashboard_app(plugin_url=plugin_url, mounts=host.dashboard_mounts())
            is_new = host.install_dashboard_app(app, dashboard_urls=urls)
            dashboard_urls = host.dashboard_urls()
        verb = "installed" if is_new else "brought up to date"
        self.stdout.write(f"The loyalty pages are {verb}: {app.app_url}, version {app.version}.")
        if not any(map(origin_of, dashboard_urls)):
            self.stderr.write(
                "Nobody may show them yet: say where the dashboard runs, --dashboard."
            )
        if not is_built():
            self.stderr.write(NOT_BUILT)


def _origin(option: str, url: str) -> str:
    origin = origin_of(url)
    if not origin:
        raise CommandError(f"{option} takes an address such as https://shop.example.com.")
    return origin
