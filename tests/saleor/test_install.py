"""What installing brings into Saleor, and what taking it out leaves."""

from decimal import Decimal

from celery.beat import Scheduler
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import override_settings
from django_celery_beat.models import IntervalSchedule
from saleor.celeryconf import app as celery_app
from saleor.graphql.api import schema
from saleor.order.models import Order
from saleor.schedulers.models import CustomPeriodicTask

from saleor_loyalty_plugin.plugin import LoyaltyPlugin
from saleor_loyalty_plugin.schema_hook import join_schema
from saleor_loyalty_plugin.tasks import BEAT_SCHEDULE
from tests.contract.driver import Shop

D = Decimal


def test_schema_has_our_fields_and_saleors(db: None) -> None:
    assert {"loyalty", "email"} <= set(schema.get_type("User").fields)
    assert {"loyalty", "totalPrice"} <= set(schema.get_type("Checkout").fields)
    assert {"loyalty", "total"} <= set(schema.get_type("Order").fields)
    assert {"loyaltyProgram", "me", "_entities", "_service"} <= set(schema.get_type("Query").fields)
    assert {"loyaltyPointsAdjust", "checkoutComplete"} <= set(schema.get_type("Mutation").fields)


def test_federation_shows_our_types(shop: Shop) -> None:
    sdl = shop.run("{ _service { sdl } }", {}, None)["_service"]["sdl"]

    assert "type LoyaltyAccount " in sdl
    assert "checkoutLoyaltyPointsApply(" in sdl


def test_too_late_to_join_is_said_loudly() -> None:
    from django.core.exceptions import ImproperlyConfigured

    try:
        join_schema()
    except ImproperlyConfigured as error:
        assert "saleor.graphql.api" in str(error)
    else:
        raise AssertionError("joining a schema that is built already has to fail")


def test_beat_runs_our_sweeps() -> None:
    ours = {"loyalty-sweep-orders", "loyalty-sweep-holds", "loyalty-give-gifts"}
    assert ours <= set(settings.CELERY_BEAT_SCHEDULE)

    scheduler = Scheduler(app=celery_app, lazy=True)
    scheduler.merge_inplace(celery_app.conf.beat_schedule)

    assert ours <= set(scheduler.schedule)
    tasks = {scheduler.schedule[name].task for name in ours}
    assert tasks <= set(celery_app.tasks)


def test_plugin_shows_in_the_dashboards_list(shop: Shop) -> None:
    staff = shop.setup.staff("MANAGE_PLUGINS")
    data = shop.run(
        '{ plugin(id: "saleor.loyalty") { name globalConfiguration { active } } }', {}, staff.token
    )

    assert data["plugin"] == {"name": "Loyalty", "globalConfiguration": {"active": True}}
    assert LoyaltyPlugin.PLUGIN_ID == "saleor.loyalty"


def test_saleor_works_on_when_our_tables_are_gone(shop: Shop) -> None:
    channel = shop.setup.channel()
    ann = shop.setup.customer("ann@example.com")
    cup = shop.setup.variant(D("10.00"), channel=channel)
    shop.credit(ann, 500)
    shop.buy(ann, (cup, 1), channel=channel, points=100)

    # As Saleor's beat process has noted them.
    interval = IntervalSchedule.objects.create(every=60, period=IntervalSchedule.SECONDS)
    for name, entry in BEAT_SCHEDULE.items():
        CustomPeriodicTask.objects.create(name=name, task=entry["task"], interval=interval)

    # Outside a test nothing is pending in the transaction of a migration.
    connection.check_constraints()
    call_command("migrate", "saleor_loyalty_plugin", "zero", verbosity=0)
    with override_settings(PLUGINS=[]):
        order_id = shop.buy(ann, (cup, 3), channel=channel)

    assert shop.order(order_id)["total"]["gross"]["amount"] == 40.0
    assert Order.objects.count() == 2
    assert not CustomPeriodicTask.objects.filter(name__startswith="loyalty").exists()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname LIKE 'loyalty%'"
            " UNION SELECT proname FROM pg_proc WHERE proname LIKE 'loyalty%'"
            " UNION SELECT typname FROM pg_type WHERE typname LIKE 'loyalty%'"
        )
        assert cursor.fetchall() == []
