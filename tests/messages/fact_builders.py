"""Facts and deliveries of tests, and a way that only notes what it was asked to send."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from types import TracebackType
from typing import Any, Self

from saleor_loyalty_plugin import ledger
from saleor_loyalty_plugin.ledger import Posting
from saleor_loyalty_plugin.models import (
    Account,
    Delivery,
    EntryKind,
    MessageSettings,
    OutboxMessage,
    Program,
)
from saleor_loyalty_plugin.rules.messages import MessageKind
from sandbox.shop.models import User

NOW = datetime(2031, 5, 1, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
_numbers = count(1)


def program() -> Program:
    return Program.objects.get(is_default=True)


def sends(*kinds: MessageKind, **values: Any) -> MessageSettings:
    """Settings of the default program, which sends these kinds and no others."""
    values["active_kinds"] = [kind.value for kind in kinds]
    row, _ = MessageSettings.objects.update_or_create(
        program=program(), defaults={"updated_at": NOW, **values}
    )
    return row


def accounts(number: int, *, first_customer: int = 1) -> list[Account]:
    Account.objects.bulk_create(
        Account(program=program(), customer_id=customer_id, created_at=NOW)
        for customer_id in range(first_customer, first_customer + number)
    )
    return list(Account.objects.filter(customer_id__gte=first_customer).order_by("customer_id"))


def members(number: int) -> list[Account]:
    """Accounts of customers whom e-mails reach: `member1@example.com` and so on."""
    users = User.objects.bulk_create(
        User(email=f"member{place}@example.com", is_confirmed=True, date_joined=NOW)
        for place in range(1, number + 1)
    )
    Account.objects.bulk_create(
        Account(program=program(), customer_id=user.pk, created_at=NOW) for user in users
    )
    return list(Account.objects.order_by("customer_id"))


def credit(
    rows: Sequence[Account], points: int, *, now: datetime = NOW, kind: EntryKind = EntryKind.GIFT
) -> None:
    """The same credit to each account, in one statement."""
    key = f"test:{next(_numbers)}"
    ledger.post_bonus(
        account_ids=[row.pk for row in rows],
        points=points,
        kind=kind,
        reason="GIFT",
        key_prefix=key,
        now=now,
    )


def post(account: Account, points: int, *, now: datetime = NOW, **values: Any) -> None:
    fields: dict[str, Any] = {
        "kind": EntryKind.EARN if points > 0 else EntryKind.REDEEM,
        "reason": "TEST",
        "key": f"test:{next(_numbers)}",
    }
    ledger.post_entry(Posting(account_id=account.pk, points=points, **(fields | values)), now=now)


def fact(account: Account, kind: str, *, now: datetime = NOW, **payload: Any) -> OutboxMessage:
    return OutboxMessage.objects.create(account=account, kind=kind, payload=payload, created_at=now)


def delivery(account: Account, *, now: datetime = NOW, **values: Any) -> Delivery:
    number = next(_numbers)
    fields: dict[str, Any] = {
        "key": f"test:{number}",
        "kind": MessageKind.POINTS_CREDITED.value,
        "payload": {"number": number},
        "due_at": now,
        "created_at": now,
    }
    return Delivery.objects.create(account=account, **(fields | values))


class Time:
    """A clock that goes on a little with each look, and as far as it is told."""

    def __init__(self, now: datetime = NOW) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=1)
        return self.now

    def go_on(self, **values: float) -> None:
        self.now += timedelta(**values)


@dataclass
class Sent:
    recipient: str
    subject: str = "Points"
    status_code: int | None = 250
    response: str = "OK"


@dataclass
class Post:
    """A way of sending that keeps what was handed to it. `fails` may raise instead."""

    handed: list[Delivery] = field(default_factory=list)
    prepared: list[int] = field(default_factory=list)
    fails: Callable[[Delivery], None] = lambda _delivery: None
    prepares: Callable[[Sequence[Delivery]], None] = lambda _deliveries: None

    def kinds(self, account: Account) -> list[str]:
        return [item.kind for item in self.handed if item.account_id == account.pk]

    def keys(self) -> list[str]:
        return [item.key for item in self.handed]

    def batch(self, deliveries: Sequence[Delivery], *, now: datetime) -> "PostBatch":
        self.prepares(deliveries)
        self.prepared.append(len(deliveries))
        return PostBatch(self)


@dataclass
class PostBatch:
    post: Post

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        return None

    def ways_of(self, delivery: Delivery) -> list[str]:
        if delivery.target_id is not None:
            return [f"webhook:{delivery.target_id}"]
        return [f"email:{delivery.payload.get('server', 'one')}"]

    def send(self, delivery: Delivery) -> Sent:
        self.post.fails(delivery)
        self.post.handed.append(delivery)
        return Sent(recipient=f"customer{delivery.account.customer_id}@example.com")


@contextmanager
def by_post(monkeypatch: Any) -> Iterator[Post]:
    """E-mails and webhooks go into the hands of the test."""
    from saleor_loyalty_plugin.messages import deliver

    post = Post()
    monkeypatch.setattr(deliver, "batch_class", lambda *, is_email: post.batch)
    yield post
