"""A Celery worker as a shop runs it, started by `celery_workers.py`.

LEASE_SECONDS says how long whoever was killed keeps others off what it was sending.
"""

import os

import django


def main() -> None:
    django.setup()
    from django.conf import settings

    from sandbox.celery import app

    settings.LOYALTY_DELIVERY_LEASE_SECONDS = int(os.environ["LEASE_SECONDS"])
    options = ["--pool", "prefork", "--concurrency", "2", "--loglevel", "ERROR"]
    app.worker_main(["worker", *options, "--without-gossip", "--without-mingle"])


if __name__ == "__main__":
    main()
