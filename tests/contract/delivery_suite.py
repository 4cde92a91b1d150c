"""What happened reaches the customer's mailbox by the tasks that Celery runs; in every host."""

import pytest
from django.core import mail
from django.utils import timezone

from saleor_loyalty_plugin import tasks
from saleor_loyalty_plugin.models import Delivery, MessageSettings, OutboxMessage, Program
from tests.contract.driver import Channel, Person, Shop


def run(task: object) -> None:
    """As a worker does, with what the host's tasks may and may not do."""
    task.apply(throw=True)  # type: ignore[attr-defined]


def test_a_credit_reaches_its_customer_once(shop: Shop, channel: Channel, ann: Person) -> None:
    MessageSettings.objects.update_or_create(
        program=Program.objects.get(is_default=True),
        defaults={"active_kinds": ["POINTS_CREDITED"], "updated_at": timezone.now()},
    )
    mail.outbox.clear()
    shop.credit(ann, 10)

    for _ in range(2):
        run(tasks.relay_task)
        run(tasks.deliver_task)

    row = Delivery.objects.get(account__customer_id=ann.user_id, target=None)
    assert (row.status, row.attempts, row.error) == ("DELIVERED", 1, "")
    [message] = mail.outbox
    assert message.to == [row.recipient]
    assert message.subject == row.subject
    assert not OutboxMessage.objects.filter(delivered_at=None).exists()


@pytest.mark.parametrize(
    "name", ["remind_task", "statements_task", "sweep_mirror_task", "purge_messages_task"]
)
def test_tasks_that_find_nothing_to_do(
    shop: Shop, channel: Channel, ann: Person, name: str
) -> None:
    run(getattr(tasks, name))

    assert not Delivery.objects.exists()
