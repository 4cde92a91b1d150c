"""Messages in the API: settings and texts of e-mails, previews and tests; in every host."""

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core import mail
from django.core.cache import cache
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from saleor_loyalty_plugin.messages.email.contents import shipped_contents
from saleor_loyalty_plugin.messages.email.preview import TESTS_PER_HOUR
from saleor_loyalty_plugin.messages.email.render import render
from saleor_loyalty_plugin.messages.email.variables import sample_variables
from saleor_loyalty_plugin.models import ChannelSender, MessageSettings, MessageTemplate, Program
from saleor_loyalty_plugin.rules.messages import MessageKind
from saleor_loyalty_plugin.services.programs.programs import write_version
from tests.api.bad_input_suite import UNKNOWN, check, refusal
from tests.api.denials_suite import is_denied
from tests.api.operations_suite import runs
from tests.api.world import DOCUMENTS, World, books, gid
from tests.contract.driver import Shop

KIND = "BADGE_UNLOCKED"
BODY = "<mj-section><mj-column><mj-text>{}</mj-text></mj-column></mj-section>"
TEXTS = {
    "subject": "{{badge.title}} for {{customer.first_name}}",
    "body": BODY.format("<b>{{customer.email}}</b> has {{balance.points}}"),
    "text": "{{customer.email}} has {{balance.points}}",
}
SETTINGS_QUERY = (
    "query ($slug: String!) { loyaltyProgram(channel: $slug) { messages { isActive } } }"
)


@pytest.fixture
def world(shop: Shop) -> World:
    cache.clear()
    return World.build(shop)


@pytest.fixture
def outbox(settings: Any) -> list[Any]:
    """E-mails of Django's own settings, instead of a mail server."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    mail.outbox = []
    return mail.outbox


def place(world: World, **changes: Any) -> dict[str, Any]:
    return {"programId": world.program_gid, "kind": KIND, "languageCode": "en", **changes}


def template(world: World, **changes: Any) -> dict[str, Any]:
    data = world.run("LoyaltyMessageTemplate", world.admin, **place(world, **changes))
    found: dict[str, Any] = data["loyaltyMessageTemplate"]
    return found


def save(world: World, *, based_on: int = 0, **changes: Any) -> int:
    """The number of the new version."""
    made = world.payload(
        "LoyaltyMessageTemplateUpdate",
        world.admin,
        **place(world, basedOn=based_on, input={**TEXTS, **changes}),
    )
    number: int = made["template"]["number"]
    return number


def preview(world: World, token: str | None = None, **given: Any) -> dict[str, Any]:
    data = world.run("LoyaltyMessageTemplatePreview", token or world.admin, **place(world, **given))
    found: dict[str, Any] = data["loyaltyMessageTemplatePreview"]
    return found


def settings_on_page(world: World) -> dict[str, Any]:
    page = world.run("LoyaltyMessagesPage", world.admin, first=10)
    programs = {edge["node"]["id"]: edge["node"] for edge in page["loyaltyPrograms"]["edges"]}
    found: dict[str, Any] = programs[world.program_gid]["messages"]
    return found


# Operations -----------------------------------------------------------------------------------


@runs("LoyaltyMessagesPage")
@runs("LoyaltyMessageSettingsUpdate")
def test_staff_set_what_a_program_sends(world: World) -> None:
    before = settings_on_page(world)
    assert (before["isActive"], before["languageCode"], before["statements"]) == (
        True,
        "en",
        "NEVER",
    )
    assert (before["expiryReminderDays"], before["balanceThresholds"]) == ([30, 7], [])
    active = {item["kind"] for item in before["kinds"] if item["isActive"]}
    assert active == {
        "TIER_RAISED",
        "BADGE_UNLOCKED",
        "POINTS_EXPIRING",
        "BALANCE_REACHED",
        "REWARD_CLAIMED",
    }
    shipped = [{"languageCode": code, "isShipped": True, "failedAt": None} for code in ("de", "en")]
    assert [item["templates"] for item in before["kinds"]] == [shipped] * 8
    (sender,) = [row for row in before["senders"] if row["channelId"] == world.channel.global_id]
    assert (sender["channelName"] != "", sender["source"], sender["fromAddress"]) == (
        True,
        "SHOP",
        "",
    )

    given = {
        "isActive": False,
        "kinds": [
            {"kind": "TIER_LOWERED", "isActive": True},
            {"kind": "TIER_RAISED", "isActive": False},
        ],
        "languageCode": "de",
        "expiryReminderDays": [3, 60],
        "balanceThresholds": [1000, 500],
        "statements": "MONTHLY",
        "mirrorActive": False,
        "senders": [
            {
                "channelId": world.channel.global_id,
                "source": "DJANGO",
                "fromName": "ACME",
                "fromAddress": "points@acme.test",
                "replyTo": "help@acme.test",
                "storefrontUrl": "https://acme.test/points",
                "productUrl": "https://acme.test/{slug}",
            }
        ],
    }
    for _twice in range(2):
        made = world.payload(
            "LoyaltyMessageSettingsUpdate", world.admin, programId=world.program_gid, input=given
        )
        assert made["program"] == {"id": world.program_gid}

    after = settings_on_page(world)
    for name in ("isActive", "languageCode", "statements", "mirrorActive"):
        assert after[name] == given[name]
    assert (after["expiryReminderDays"], after["balanceThresholds"]) == ([60, 3], [500, 1000])
    assert [item["kind"] for item in after["kinds"] if item["isActive"]] == [
        "TIER_LOWERED",
        "BADGE_UNLOCKED",
        "POINTS_EXPIRING",
        "BALANCE_REACHED",
        "REWARD_CLAIMED",
        "STATEMENT",
    ]
    (sender,) = [row for row in after["senders"] if row["channelId"] == world.channel.global_id]
    assert {**sender, "channelName": ""} == {**given["senders"][0], "channelName": ""}


@runs("LoyaltyMessageTemplate")
@runs("LoyaltyMessageTemplateUpdate")
@runs("LoyaltyMessageTemplateReset")
def test_staff_write_what_an_e_mail_says(world: World) -> None:
    shipped = shipped_contents(MessageKind.BADGE_UNLOCKED, "en")
    before = template(world)
    assert (before["isShipped"], before["number"], before["versions"]) == (True, 0, [])
    assert (before["subject"], before["body"]) == (shipped.subject, shipped.body)
    assert before["shipped"] == {
        "languageCode": "en",
        "subject": shipped.subject,
        "body": shipped.body,
        "text": shipped.text,
    }
    names = {item["path"]: item for item in before["variables"]}
    assert names["badge.title"]["description"] and names["badge.title"]["example"]
    assert names["badge.title"]["isList"] is False

    assert save(world) == 1
    assert save(world) == 1
    only_subject = {"input": {"subject": "New"}, "basedOn": 1}
    world.payload("LoyaltyMessageTemplateUpdate", world.admin, **place(world, **only_subject))

    now = template(world)
    assert (now["isShipped"], now["number"], now["subject"]) == (False, 2, "New")
    assert (now["body"], now["text"]) == (TEXTS["body"], TEXTS["text"])
    assert [(row["number"], row["subject"]) for row in now["versions"]] == [
        (2, "New"),
        (1, TEXTS["subject"]),
    ]
    assert {row["actor"].split(":")[0] for row in now["versions"]} == {"user"}

    reset = world.payload("LoyaltyMessageTemplateReset", world.admin, **place(world, basedOn=2))
    assert reset["template"]["number"] == 3
    after = template(world)
    assert (after["isShipped"], after["subject"]) == (True, shipped.subject)
    assert [row["isShipped"] for row in after["versions"]] == [True, False, False]


def test_a_language_without_texts_shows_the_nearest_that_has_some(world: World) -> None:
    found = template(world, languageCode="de-AT")
    assert (found["languageCode"], found["textsLanguageCode"]) == ("de-at", "de")
    assert template(world, languageCode="fr")["textsLanguageCode"] == "en"
    made = place(world, languageCode="fr", basedOn=0, input=TEXTS)
    world.payload("LoyaltyMessageTemplateUpdate", world.admin, **made)
    assert template(world, languageCode="fr-CA")["textsLanguageCode"] == "fr"
    (row,) = [item for item in settings_on_page(world)["kinds"] if item["kind"] == KIND]
    assert [(item["languageCode"], item["isShipped"]) for item in row["templates"]] == [
        ("de", True),
        ("en", True),
        ("fr", False),
    ]


def test_two_who_write_at_once_are_told(world: World) -> None:
    save(world)
    for name, given in (
        ("LoyaltyMessageTemplateUpdate", {"input": {"subject": "Other"}}),
        ("LoyaltyMessageTemplateReset", {}),
    ):
        variables = place(world, basedOn=0, **given)
        assert refusal(world, name, world.admin, **variables) == ("OUTDATED", "basedOn")


def test_staff_see_texts_that_failed(world: World) -> None:
    save(world)
    MessageTemplate.objects.update(subject="{{#if")
    render(
        program_id=world.program.pk,
        kind=MessageKind.BADGE_UNLOCKED,
        language_code="en",
        variables_in=partial(sample_variables, MessageKind.BADGE_UNLOCKED),
        now=timezone.now() - timedelta(hours=1),
    )

    found = template(world)

    assert (found["failures"], bool(found["failedAt"]), bool(found["error"])) == (1, True, True)
    assert found["versions"][0]["failures"] == 1
    (row,) = [item for item in settings_on_page(world)["kinds"] if item["kind"] == KIND]
    assert [bool(item["failedAt"]) for item in row["templates"]] == [False, True]


@runs("LoyaltyMessageTemplatePreview")
def test_staff_see_what_would_become_of_texts(world: World) -> None:
    before = books()
    invented = preview(world, input=TEXTS)
    assert (invented["errors"], invented["warnings"]) == ([], [])
    assert invented["subject"].endswith(" for Anna")
    assert "<b>anna.weber@example.com</b> has 1,240" in invented["html"]
    assert "anna.weber@example.com has 1,240" in invented["text"]

    real = preview(world, input=TEXTS, accountId=world.account_gid)
    assert "<b>ann@example.com</b> has 858" in real["html"]
    # What it would be about is invented where the customer has no badge.
    assert real["subject"].startswith("Explorer for")
    assert invented["isInvented"] and real["isInvented"]
    assert not preview(world, kind="POINTS_CREDITED", accountId=world.account_gid)["isInvented"]

    assert preview(world)["subject"] != ""
    assert books() == before and not MessageTemplate.objects.exists()


@pytest.mark.parametrize("kind", MessageKind)
def test_the_shipped_texts_show_a_customers_values(world: World, kind: MessageKind) -> None:
    found = preview(world, kind=kind.value, accountId=world.account_gid)

    assert found["errors"] == []
    assert found["subject"] and "</html>" in found["html"]
    # Links that do something for this customer are no part of a preview.
    assert "unsubscribe/…" in found["text"]


def test_a_preview_says_what_is_wrong_with_each_part(world: World) -> None:
    found = preview(
        world,
        input={
            "subject": "{{bagde.title}}",
            "body": "\n" + BODY.format("<script>alert(1)</script>"),
            "text": "{{balance.points}}",
        },
    )

    assert (found["subject"], found["html"]) == (None, None)
    assert "1,240" in found["text"]
    assert [(item["field"], item["message"]) for item in found["errors"]] == [
        (
            "subject",
            "Line 1: There is no variable called bagde.title. Did you mean badge.title?",
        ),
        ("body", "Line 2: <script> can't be used in an e-mail of this program."),
    ]


def test_a_preview_warns_of_what_is_cut_off(world: World) -> None:
    found = preview(world, input={"body": BODY.format("a" * 95_000)})

    assert found["errors"] == [] and found["html"]
    assert found["warnings"] == [
        "The e-mail has more than 102 kB. Gmail hides what is beyond that."
    ]


@runs("LoyaltyMessageTemplateTest")
def test_staff_send_a_test(world: World, outbox: list[Any]) -> None:
    before = books()
    given = place(world, input=TEXTS, accountId=world.account_gid, address="me@example.com")

    world.payload("LoyaltyMessageTemplateTest", world.admin, **given)

    (sent,) = outbox
    assert sent.to == ["me@example.com"]
    assert sent.subject.startswith("Test: ") and "ann@example.com has 858" in sent.body
    assert sent.alternatives[0][1] == "text/html"
    assert books() == before


def test_staff_try_out_each_channel(world: World, outbox: list[Any]) -> None:
    yen = world.shop.setup.yen_channel()
    for channel, name in ((world.channel, "home"), (yen, "yen")):
        ChannelSender.objects.create(
            program=world.program,
            channel_id=channel.channel_id,
            source="DJANGO",
            from_address=f"{name}@example.com",
            storefront_url=f"https://{name}.example.com/points",
        )
    texts = {**TEXTS, "text": "{{links.account}} {{balance.worth}}"}
    before = books()

    for channel, name in ((yen, "yen"), (world.channel, "home")):
        given = {"input": texts, "channel": channel.slug}
        invented = preview(world, **given)["text"]
        assert ("¥" in invented) is (name == "yen")
        real = preview(world, **given, accountId=world.account_gid)["text"]
        assert f"https://{name}.example.com/points" in real
        for account in ({}, {"accountId": world.account_gid}):
            values = place(world, **given, **account, address="me@example.com")
            world.payload("LoyaltyMessageTemplateTest", world.admin, **values)
            assert outbox[-1].from_email.endswith(f"{name}@example.com>")
    # As before, where no channel is named: that of the customer's orders.
    real = preview(world, input=texts, accountId=world.account_gid)["text"]
    assert "https://home.example.com/points" in real
    assert books() == before


def test_a_channel_of_another_program_is_none_of_ours(world: World, outbox: list[Any]) -> None:
    yen = world.shop.setup.yen_channel()
    now = timezone.now()
    other = Program.objects.create(name="Other", created_at=now, updated_at=now)
    other.channels.create(channel_id=yen.channel_id)
    write_version(other, author="test", now=now, using="default")

    for channel in (yen.slug, "unknown", ""):
        (error,) = preview(world, channel=channel)["errors"]
        assert (error["code"], error["field"]) == ("NOT_FOUND", "channel")
        given = place(world, channel=channel, address="me@example.com")
        refused = refusal(world, "LoyaltyMessageTemplateTest", world.admin, **given)
        assert refused == ("NOT_FOUND", "channel") and not outbox


def test_tests_are_counted(world: World, outbox: list[Any]) -> None:
    given = place(world, address="me@example.com")
    for _test in range(TESTS_PER_HOUR):
        world.payload("LoyaltyMessageTemplateTest", world.admin, **given)

    assert refusal(world, "LoyaltyMessageTemplateTest", world.admin, **given) == ("TOO_MANY", None)
    assert len(outbox) == TESTS_PER_HOUR


def test_a_test_that_no_server_takes_is_told(world: World, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    given = place(world, address="me@example.com")

    assert refusal(world, "LoyaltyMessageTemplateTest", world.admin, **given) == ("NOT_SENT", None)


def test_no_program_has_no_texts_to_try_out(world: World, outbox: list[Any]) -> None:
    unknown = {"programId": gid("LoyaltyProgram", UNKNOWN)}

    (error,) = preview(world, **unknown)["errors"]
    assert (error["code"], error["field"]) == ("NOT_FOUND", "programId")
    given = place(world, **unknown, address="me@example.com")
    refused = refusal(world, "LoyaltyMessageTemplateTest", world.admin, **given)
    assert refused == ("NOT_FOUND", "programId") and not outbox


def test_the_first_texts_of_a_language_get_values_in_it(world: World) -> None:
    given = {"languageCode": "fr", "input": {"text": "{{language_code}} {{points_name.plural}}"}}

    for account in ({}, {"accountId": world.account_gid}):
        assert "fr point" in preview(world, **given, **account)["text"]


# Who may --------------------------------------------------------------------------------------


def test_who_may(world: World, outbox: list[Any]) -> None:
    """MANAGE_DISCOUNTS; with a customer's values, MANAGE_USERS, too."""
    with_account = {"accountId": world.account_gid}
    cases: list[tuple[str, dict[str, Any], frozenset[str]]] = [
        ("LoyaltyMessageTemplate", place(world), frozenset({"MANAGE_DISCOUNTS"})),
        ("LoyaltyMessageTemplatePreview", place(world), frozenset({"MANAGE_DISCOUNTS"})),
        (
            "LoyaltyMessageTemplatePreview",
            place(world, **with_account),
            frozenset({"MANAGE_DISCOUNTS", "MANAGE_USERS"}),
        ),
        (
            "LoyaltyMessageTemplateUpdate",
            place(world, basedOn=0, input=TEXTS),
            frozenset({"MANAGE_DISCOUNTS"}),
        ),
        ("LoyaltyMessageTemplateReset", place(world, basedOn=1), frozenset({"MANAGE_DISCOUNTS"})),
        (
            "LoyaltyMessageTemplateTest",
            place(world, address="me@example.com"),
            frozenset({"MANAGE_DISCOUNTS"}),
        ),
        (
            "LoyaltyMessageTemplateTest",
            place(world, address="me@example.com", **with_account),
            frozenset({"MANAGE_DISCOUNTS", "MANAGE_USERS"}),
        ),
        (SETTINGS_QUERY, {"slug": world.channel.slug}, frozenset({"MANAGE_DISCOUNTS"})),
        (
            "LoyaltyMessageSettingsUpdate",
            {"programId": world.program_gid, "input": {"isActive": False}},
            frozenset({"MANAGE_DISCOUNTS"}),
        ),
    ]
    rights = {"MANAGE_USERS", "MANAGE_ORDERS", "MANAGE_DISCOUNTS"}
    for name, variables, needed in cases:
        document = DOCUMENTS.get(name, name)
        tokens: list[str | None] = [None, world.ann.token, world.bob.token]
        for missing in sorted(needed):
            others = sorted(rights - {missing})
            tokens.append(world.shop.setup.staff(*others).token)
            tokens.append(world.shop.setup.app_token(*others))
        before, kept = books(), len(outbox)
        for token in tokens:
            body = world.post(document, token, **variables)
            assert is_denied(body) or _denied_within(body), (name, body)
        assert (books(), len(outbox)) == (before, kept), name
        assert not MessageSettings.objects.exists()
        for token in (
            world.shop.setup.staff(*sorted(needed)).token,
            world.shop.setup.app_token(*sorted(needed)),
        ):
            body = world.post(document, token, **variables)
            assert "errors" not in body, (name, body)


def _denied_within(body: dict[str, Any]) -> bool:
    """A field that may not be null takes the object around it along."""
    codes = {error["extensions"]["exception"]["code"] for error in body.get("errors", ())}
    return codes == {"PermissionDenied"} and body["data"] in (None, {"loyaltyProgram": None})


# Bad input ------------------------------------------------------------------------------------


def test_bad_settings(world: World) -> None:
    def refuse(programId: Any = world.program_gid, **given: Any) -> tuple[str, str | None]:
        variables = {"programId": programId, "input": given}
        return refusal(world, "LoyaltyMessageSettingsUpdate", world.admin, **variables)

    def switch(*kinds: str) -> dict[str, Any]:
        return {"kinds": [{"kind": kind, "isActive": False} for kind in kinds]}

    def sender(**given: Any) -> dict[str, Any]:
        return {"senders": [{"channelId": world.channel.global_id, **given}]}

    no_url = ("INVALID", "senders.0.productUrl")
    check(
        refuse,
        [
            ({"programId": gid("LoyaltyProgram", UNKNOWN)}, "NOT_FOUND", "programId"),
            ({"programId": world.account_gid}, "GRAPHQL_ERROR", "programId"),
            ({"isActive": None}, "REQUIRED", "isActive"),
            ({"kinds": None}, "REQUIRED", "kinds"),
            (switch("STATEMENT"), "INVALID", "kinds"),
            (switch("BADGE_UNLOCKED", "BADGE_UNLOCKED"), "INVALID", "kinds"),
            ({"languageCode": "../etc"}, "INVALID", "languageCode"),
            ({"languageCode": "a" * 36}, "INVALID", "languageCode"),
            ({"expiryReminderDays": [0]}, "INVALID", "expiryReminderDays"),
            ({"expiryReminderDays": [366]}, "INVALID", "expiryReminderDays"),
            ({"expiryReminderDays": [1, 2, 3, 4, 5, 6]}, "INVALID", "expiryReminderDays"),
            ({"balanceThresholds": [-5]}, "INVALID", "balanceThresholds"),
            (sender(fromAddress="points"), "INVALID", "senders.0.fromAddress"),
            (sender(fromAddress="a@b.test\r\nBcc: c@d.test"), "INVALID", "senders.0.fromAddress"),
            (sender(fromName="a\r\nb"), "INVALID", "senders.0.fromName"),
            (sender(fromName=None), "REQUIRED", "senders.0.fromName"),
            (sender(replyTo="a b@c.test"), "INVALID", "senders.0.replyTo"),
            (sender(storefrontUrl="javascript:a"), "INVALID", "senders.0.storefrontUrl"),
            (sender(productUrl="https://acme.test/p"), "INVALID", "senders.0.productUrl"),
            (
                sender(productUrl="https://acme.test/{slug}/{slug}"),
                "INVALID",
                "senders.0.productUrl",
            ),
            (sender(productUrl="https://acme.test/{slug}/{id}"), *no_url),
            (sender(productUrl="javascript:{slug}"), "INVALID", "senders.0.productUrl"),
            (
                {"senders": [{"channelId": gid("Channel", UNKNOWN)}]},
                "NOT_FOUND",
                "senders.0.channelId",
            ),
            ({"senders": [{"channelId": "x"}]}, "GRAPHQL_ERROR", "senders.0.channelId"),
            (
                {"senders": [{"channelId": world.channel.global_id}] * 2},
                "INVALID",
                "senders.1.channelId",
            ),
        ],
    )
    assert not MessageSettings.objects.exists() and not ChannelSender.objects.exists()


def test_bad_texts(world: World) -> None:
    def refuse(**changes: Any) -> tuple[str, str | None]:
        variables = place(world, basedOn=0, input=TEXTS) | changes
        return refusal(world, "LoyaltyMessageTemplateUpdate", world.admin, **variables)

    def texts(**changes: Any) -> dict[str, Any]:
        return {"input": {**TEXTS, **changes}}

    check(
        refuse,
        [
            ({"programId": gid("LoyaltyProgram", UNKNOWN)}, "NOT_FOUND", "programId"),
            ({"programId": world.account_gid}, "GRAPHQL_ERROR", "programId"),
            ({"languageCode": ""}, "INVALID", "languageCode"),
            ({"languageCode": "en/../../etc"}, "INVALID", "languageCode"),
            ({"basedOn": 7}, "OUTDATED", "basedOn"),
            (texts(subject=None), "REQUIRED", "subject"),
            (texts(subject=" "), "INVALID", "subject"),
            (texts(subject="a\nb"), "INVALID", "subject"),
            (texts(subject="a\x00"), "INVALID", "subject"),
            (texts(subject="{{settings.SECRET_KEY}}"), "INVALID", "subject"),
            (texts(text="{{this.__class__}}"), "INVALID", "text"),
            (texts(text="{{lookup badge 'title'}}"), "INVALID", "text"),
            (texts(text="{{#each @root.tier}}" * 17), "INVALID", "text"),
            (texts(text="a" * 100_001), "INVALID", "text"),
            (texts(body=BODY.format("{{[a'+__import__('os')+']}}")), "INVALID", "body"),
            (texts(body='<mj-include path="/etc/passwd" />'), "INVALID", "body"),
            (texts(body=BODY.format("<b>" * 10_000)), "INVALID", "body"),
            (texts(body=BODY.format('<a href="javascript:a()">a</a>')), "INVALID", "body"),
            (texts(body="a" * 2_000_000), "INVALID", "body"),
        ],
    )
    assert not MessageTemplate.objects.exists()


def test_bad_tests_and_previews(world: World, outbox: list[Any]) -> None:
    other = Program.objects.create(
        name="Other", created_at=timezone.now(), updated_at=timezone.now()
    )

    def refuse(**changes: Any) -> tuple[str, str | None]:
        variables = place(world, address="me@example.com") | changes
        return refusal(world, "LoyaltyMessageTemplateTest", world.admin, **variables)

    check(
        refuse,
        [
            ({"address": ""}, "REQUIRED", "address"),
            ({"address": "me"}, "INVALID", "address"),
            ({"address": "a@b.test, c@d.test"}, "INVALID", "address"),
            ({"address": "a@b.test\r\nBcc: c@d.test"}, "INVALID", "address"),
            ({"input": {"subject": "{{#if"}}, "INVALID", "subject"),
            ({"accountId": gid("LoyaltyAccount", UNKNOWN)}, "NOT_FOUND", "accountId"),
            ({"accountId": world.program_gid}, "GRAPHQL_ERROR", "accountId"),
            (
                {"accountId": world.account_gid, "programId": gid("LoyaltyProgram", other.pk)},
                "NOT_FOUND",
                "accountId",
            ),
        ],
    )
    assert outbox == []
    (error,) = preview(world, accountId=gid("LoyaltyAccount", UNKNOWN))["errors"]
    assert (error["code"], error["field"]) == ("NOT_FOUND", "accountId")
    unknown = place(world, programId=gid("LoyaltyProgram", UNKNOWN))
    found = world.run("LoyaltyMessageTemplate", world.admin, **unknown)
    assert found == {"loyaltyMessageTemplate": None}


# Lists ----------------------------------------------------------------------------------------


def test_the_page_takes_as_many_queries_for_many_programs(world: World) -> None:
    with CaptureQueriesContext(connection) as few:
        settings_on_page(world)
    for number in range(4):
        Program.objects.create(
            name=str(number), created_at=timezone.now(), updated_at=timezone.now()
        )
    for number in range(3):
        save(world, based_on=number, subject=f"New {number}")

    with CaptureQueriesContext(connection) as many:
        settings_on_page(world)

    assert len(many) == len(few)
