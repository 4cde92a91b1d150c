"""Sending deliveries to targets, and trying a target out."""

import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from http import HTTPStatus
from types import TracebackType
from typing import Any, Self
from uuid import uuid4

from saleor_loyalty_plugin.hosts import current_host
from saleor_loyalty_plugin.messages.pauses import WayDown
from saleor_loyalty_plugin.messages.ways import DeliveryRefused, NotTaken
from saleor_loyalty_plugin.messages.webhooks.addresses import AddressPolicy, checked_url
from saleor_loyalty_plugin.messages.webhooks.http import (
    AddressRefused,
    Answer,
    NoAnswer,
    WebhookSession,
)
from saleor_loyalty_plugin.messages.webhooks.payloads import body_of, tryout_payload
from saleor_loyalty_plugin.messages.webhooks.signature import signed_headers
from saleor_loyalty_plugin.models import Delivery, WebhookTarget
from saleor_loyalty_plugin.services.errors import LoyaltyProblem

# Answers of an app that is not there, or has too much to do: whatever it is sent.
_DOWN = frozenset(
    {
        HTTPStatus.TOO_MANY_REQUESTS,
        HTTPStatus.BAD_GATEWAY,
        HTTPStatus.SERVICE_UNAVAILABLE,
        HTTPStatus.GATEWAY_TIMEOUT,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class SentWebhook:
    """A request that the target took. `response` is the beginning of what it said."""

    status_code: int
    duration_ms: int
    response: str


class TargetRefused(DeliveryRefused):
    """A request that is not to be tried again. `code`: TARGET_GONE, TARGET_OFF."""

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


class WebhookFailed(NotTaken):
    """A request that the target didn't take, and that may be tried again; `status_code` None: it
    was not sent."""

    def __init__(
        self, text: str, *, status_code: int | None, duration_ms: int, response: str
    ) -> None:
        super().__init__(text)
        self.status_code = status_code
        self.duration_ms = duration_ms
        self.response = response


class TargetDown(WayDown):
    """The target takes nothing at all just now; `status_code` None: no answer."""

    def __init__(
        self,
        text: str,
        *,
        target_id: int,
        status_code: int | None,
        duration_ms: int,
        response: str = "",
    ) -> None:
        super().__init__(pause_key(target_id), text, status_code=status_code)
        self.duration_ms = duration_ms
        self.response = response


@dataclass(frozen=True, slots=True, kw_only=True)
class TriedTarget:
    """What came of a try-out. `status_code` None: no answer; `error` empty: it worked."""

    status_code: int | None
    duration_ms: int
    response: str
    error: str


class WebhookBatch:
    """Connections and targets for some deliveries; one query to begin with, two at most at the end.

    Targets that don't answer are remembered as failing since the first time, until one does.
    """

    def __init__(self, deliveries: Sequence[Delivery], *, now: datetime) -> None:
        self._now, self._started = now, time.monotonic()
        self._policy = AddressPolicy.of_settings()
        self._session = WebhookSession(policy=self._policy)
        ids = {row.target_id for row in deliveries if row.target_id is not None}
        rows = WebhookTarget.objects.using(current_host().writer_alias())
        self._targets = rows.in_bulk(ids) if ids else {}
        # Since when each target that was tried fails; None where it took the last request.
        self._failing: dict[int, datetime | None] = {}

    def __enter__(self) -> Self:
        self._session.__enter__()
        return self

    def __exit__(
        self,
        type_: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._session.__exit__(type_, error, trace)
        self._note_failing()

    def ways_of(self, delivery: Delivery) -> Sequence[str]:
        """Of what goes to a target that is there."""
        target = self._targets.get(delivery.target_id or 0)
        return [pause_key(target.pk)] if target is not None else []

    def send(self, delivery: Delivery) -> SentWebhook:
        """Raises `TargetRefused`, `WebhookFailed`, `TargetDown`."""
        target = self._targets.get(delivery.target_id or 0)
        if target is None:
            raise TargetRefused("TARGET_GONE", "The target was deleted.")
        if not target.is_active:
            raise TargetRefused("TARGET_OFF", "The target is switched off.")
        now = self._now + timedelta(seconds=time.monotonic() - self._started)
        try:
            answer = _request(self._session, target, delivery.payload, self._policy, now)
        except AddressRefused as error:
            # A name that stands for a private address may stand for another one in a minute.
            self._failed(target, now)
            raise WebhookFailed(str(error), status_code=None, duration_ms=0, response="") from error
        except NoAnswer as error:
            self._failed(target, now)
            raise TargetDown(
                str(error), target_id=target.pk, status_code=None, duration_ms=error.duration_ms
            ) from error
        if not _is_success(answer):
            self._failed(target, now)
            self._refuse(target, answer, now)
        self._failing[target.pk] = None
        return SentWebhook(
            status_code=answer.status_code,
            duration_ms=answer.duration_ms,
            response=answer.response,
        )

    def _refuse(self, target: WebhookTarget, answer: Answer, now: datetime) -> None:
        """Raises `WebhookFailed`, `TargetDown`."""
        if answer.status_code == HTTPStatus.GONE:
            self._switch_off(target, now)
        if answer.status_code in _DOWN:
            raise TargetDown(
                _said(answer),
                target_id=target.pk,
                status_code=answer.status_code,
                duration_ms=answer.duration_ms,
                response=answer.response,
            )
        raise WebhookFailed(
            _said(answer),
            status_code=answer.status_code,
            duration_ms=answer.duration_ms,
            response=answer.response,
        )

    def _failed(self, target: WebhookTarget, now: datetime) -> None:
        if self._failing.get(target.pk) is None:
            was_working = target.pk in self._failing
            self._failing[target.pk] = (None if was_working else target.failing_since) or now

    def _switch_off(self, target: WebhookTarget, now: datetime) -> None:
        """410 Gone: by the specification nobody wants to hear anything here any more."""
        target.is_active = False
        rows = WebhookTarget.objects.using(current_host().writer_alias()).filter(pk=target.pk)
        # Staff may have given another address while the request was under way.
        rows.filter(url=target.url).update(is_active=False, updated_at=now)

    def _note_failing(self) -> None:
        rows = WebhookTarget.objects.using(current_host().writer_alias())
        changed = {
            pk: since
            for pk, since in self._failing.items()
            if since != self._targets[pk].failing_since
        }
        for pk, since in changed.items():
            rows.filter(pk=pk).update(failing_since=since)


def pause_key(target_id: int) -> str:
    """The way that all requests to a target go, in `messages.pauses`."""
    return f"webhook:{target_id}"


def try_target(target: WebhookTarget, *, now: datetime) -> TriedTarget:
    """Send one request that speaks of nothing, also to a target that is off. Nothing is written."""
    policy = AddressPolicy.of_settings()
    payload = tryout_payload(unique=uuid4().hex, now=now)
    with WebhookSession(policy=policy) as session:
        try:
            answer = _request(session, target, payload, policy, now)
        except AddressRefused as error:
            return TriedTarget(status_code=None, duration_ms=0, response="", error=str(error))
        except NoAnswer as error:
            return TriedTarget(
                status_code=None, duration_ms=error.duration_ms, response="", error=str(error)
            )
    return TriedTarget(
        status_code=answer.status_code,
        duration_ms=answer.duration_ms,
        response=answer.response,
        error="" if _is_success(answer) else _said(answer),
    )


def _request(
    session: WebhookSession,
    target: WebhookTarget,
    payload: Mapping[str, Any],
    policy: AddressPolicy,
    now: datetime,
) -> Answer:
    try:
        # What was allowed when it was saved may not be any more.
        url = checked_url(target.url, policy=policy)
    except LoyaltyProblem as problem:
        raise AddressRefused(str(problem)) from problem
    body = body_of(payload)
    headers = signed_headers(
        secrets_of(target, now), message_id=str(payload["id"]), sent_at=now, body=body
    )
    return session.post(url, body=body, headers=headers)


def secrets_of(target: WebhookTarget, now: datetime) -> list[str]:
    """The secrets that sign now, the newest first: for a day after a change those before, too."""
    until = target.previous_secrets_until
    is_changing = until is not None and now < until
    return [target.secret, *(target.previous_secrets if is_changing else [])]


def _is_success(answer: Answer) -> bool:
    return 200 <= answer.status_code < 300


def _said(answer: Answer) -> str:
    if 300 <= answer.status_code < 400:
        return f"It answered {answer.status_code}: redirects are not followed."
    phrase = ""
    with suppress(ValueError):
        phrase = f" {HTTPStatus(answer.status_code).phrase}"
    return f"It answered {answer.status_code}{phrase}."
