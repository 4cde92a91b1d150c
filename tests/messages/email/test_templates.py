"""Versions of a program's own texts, which is in force, and what happens to a broken one."""

import threading
from datetime import UTC, datetime

import pytest
from django.db import connection

from saleor_loyalty_plugin.messages.email import contents as contents_module
from saleor_loyalty_plugin.messages.email.contents import (
    Contents,
    compiled_contents,
    shipped_contents,
)
from saleor_loyalty_plugin.messages.email.render import render
from saleor_loyalty_plugin.messages.email.templates import (
    LANGUAGES_MAX,
    Templates,
    reset_template,
    save_template,
    versions_of,
)
from saleor_loyalty_plugin.messages.email.variables import sample_variables
from saleor_loyalty_plugin.models import MessageSettings, MessageTemplate, Program
from saleor_loyalty_plugin.rules.messages import MessageKind
from saleor_loyalty_plugin.services.errors import LoyaltyProblem, ProblemCode

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
KIND = MessageKind.BADGE_UNLOCKED
COLUMN = "<mj-section><mj-column><mj-text>{}</mj-text></mj-column></mj-section>"


def contents(word):
    return Contents(f"{word} {{{{badge.title}}}}", COLUMN.format(word), f"{word} text")


@pytest.fixture
def program(db):
    return Program.objects.get()


def saved(program, word, *, based_on=0, language_code="en", kind=KIND):
    return save_template(
        program_id=program.pk,
        kind=kind,
        language_code=language_code,
        contents=contents(word),
        based_on=based_on,
        author="staff",
        now=NOW,
    )


def reset(program, *, based_on, language_code="en"):
    return reset_template(
        program_id=program.pk,
        kind=KIND,
        language_code=language_code,
        based_on=based_on,
        author="staff",
        now=NOW,
    )


def in_force(program, language_code="en"):
    templates = Templates([program.pk], using="default")
    found = templates.in_force(program_id=program.pk, kind=KIND, language_code=language_code)
    return found.language_code, found.version and found.version.subject.split()[0]


def numbers(program, language_code="en"):
    rows = MessageTemplate.objects.filter(language_code=language_code).order_by("number")
    return [(row.number, row.subject.split(" ")[0], row.is_shipped) for row in rows]


def rendered(program, variables=None, language_code="en"):
    return render(
        program_id=program.pk,
        kind=KIND,
        language_code=language_code,
        variables_in=lambda language: variables or sample_variables(KIND, language),
        now=NOW,
    )


def test_versions_are_added_and_the_last_is_in_force(program):
    assert in_force(program) == ("en", None)
    saved(program, "First")
    saved(program, "Second", based_on=1)
    assert in_force(program) == ("en", "Second")

    saved(program, "First", based_on=2)
    assert in_force(program) == ("en", "First")
    reset(program, based_on=3)
    assert in_force(program) == ("en", None)
    saved(program, "Second", based_on=4)

    assert in_force(program) == ("en", "Second")
    assert numbers(program) == [
        (1, "First", False),
        (2, "Second", False),
        (3, "First", False),
        (4, "", True),
        (5, "Second", False),
    ]


def test_the_shipped_texts_make_no_version_where_they_are_in_force(program):
    def save(language_code, *, based_on=0):
        return save_template(
            program_id=program.pk,
            kind=KIND,
            language_code=language_code,
            contents=shipped_contents(KIND, "en"),
            based_on=based_on,
            author="staff",
            now=NOW,
        )

    assert save("en") is None and numbers(program) == []
    # Elsewhere they are a choice.
    assert save("fr").number == 1
    saved(program, "One")
    reset(program, based_on=1)
    assert save("en", based_on=2).number == 2


def test_the_same_twice_is_one_version(program):
    for _again in range(2):
        assert saved(program, "First").number == 1
    for _again in range(2):
        assert reset(program, based_on=1).number == 2

    assert [number for number, *_rest in numbers(program)] == [1, 2]


@pytest.mark.parametrize("based_on", [0, 2, -1])
def test_who_has_not_seen_the_newest_version_is_told_so(program, based_on):
    saved(program, "First")

    with pytest.raises(LoyaltyProblem) as saving:
        saved(program, "Second", based_on=based_on)
    with pytest.raises(LoyaltyProblem) as resetting:
        reset(program, based_on=based_on)

    assert {saving.value.code, resetting.value.code} == {ProblemCode.OUTDATED}
    assert numbers(program) == [(1, "First", False)]


def test_what_has_an_error_is_not_saved(program):
    with pytest.raises(LoyaltyProblem) as caught:
        save_template(
            program_id=program.pk,
            kind=KIND,
            language_code="en",
            contents=Contents("a", "<mj-section>\n{{bagde.title}}</mj-section>", "a"),
            based_on=0,
            author="staff",
            now=NOW,
        )

    assert (caught.value.code, caught.value.field, caught.value.message) == (
        ProblemCode.INVALID,
        "body",
        "Line 2: There is no variable called bagde.title. Did you mean badge.title?",
    )
    assert not MessageTemplate.objects.exists()


def test_a_program_that_is_not_there_has_no_templates(db):
    with pytest.raises(LoyaltyProblem) as caught:
        save_template(
            program_id=12345,
            kind=KIND,
            language_code="en",
            contents=contents("a"),
            based_on=0,
            author="staff",
            now=NOW,
        )

    assert caught.value.code == ProblemCode.NOT_FOUND


@pytest.mark.parametrize("language_code", ["", "../../etc", "e n", "x" * 36, "ä"])
def test_a_language_is_a_code(program, language_code):
    with pytest.raises(LoyaltyProblem) as caught:
        saved(program, "First", language_code=language_code)

    assert (caught.value.code, caught.value.field) == (ProblemCode.INVALID, "language_code")


def test_languages_have_a_bound(program):
    for number in range(LANGUAGES_MAX):
        saved(program, "First", language_code=f"x{number}")

    with pytest.raises(LoyaltyProblem) as caught:
        saved(program, "First", language_code="fr")

    assert caught.value.code == ProblemCode.INVALID
    assert saved(program, "Second", language_code="x0", based_on=1).number == 2


def test_the_nearest_language_that_has_words_is_in_force(program):
    assert in_force(program, "de-AT") == ("de", None)
    assert in_force(program, "fr") == ("en", None)
    saved(program, "Servus", language_code="de_AT")
    saved(program, "Hallo", language_code="de")
    saved(program, "Bonjour", language_code="fr")
    assert in_force(program, "de-AT") == ("de-at", "Servus")
    assert in_force(program, "de-CH") == ("de", "Hallo")
    assert in_force(program, "fr-CA") == ("fr", "Bonjour")
    assert in_force(program, "it") == ("en", None)

    MessageSettings.objects.create(program=program, language_code="fr", updated_at=NOW)
    assert in_force(program, "it") == ("fr", "Bonjour")
    reset(program, based_on=1, language_code="fr")
    assert in_force(program, "fr") == ("en", None)


def test_a_program_has_texts_of_its_own(program):
    other = Program.objects.create(name="Other", created_at=NOW, updated_at=NOW)
    saved(program, "First")

    assert in_force(other) == ("en", None)
    assert Templates([other.pk], using="default").languages(other.pk, KIND) == ["de", "en"]


def test_an_e_mail_is_made_from_the_version_in_force(program):
    version = saved(program, "First")

    email = rendered(program)

    assert email.template_version == version
    assert (email.subject, email.text.splitlines()[2]) == ("First Explorer", "First text")
    assert ">First</div>" in email.html


BROKEN = {
    "a template that another release let through": "{{#if",
    "loops without end": "{{#each @root.words}}" * 16 + "x" + "{{/each}}" * 16,
    "an e-mail without end": "{{#each words}}{{@root.long}}{{/each}}",
    "code": "{{[a'+__import__('os').system('id')+']}}{{/if}}",
    "elements that would end the process": "<b>" * 20_000,
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_version_never_stops_an_e_mail_and_staff_see_it(program, body):
    version = saved(program, "First")
    MessageTemplate.objects.filter(pk=version.pk).update(body=body)
    words = {"words": ["one", "two", "three"], "long": "a" * 900_000}

    emails = [rendered(program, {**sample_variables(KIND, "en"), **words}) for _again in range(2)]

    shipped = compiled_contents(shipped_contents(KIND, "en"))
    expected = shipped.filled_in(sample_variables(KIND, "en"), "en")
    for email in emails:
        assert (email.template_version, email.subject) == (None, expected.subject)
        assert (email.html, email.text) == (expected.html, expected.text)
    version.refresh_from_db()
    assert (version.failed_at, version.failures) == (NOW, 2)
    assert version.error


def test_a_broken_version_is_read_once(program, monkeypatch):
    version = saved(program, "First")
    MessageTemplate.objects.filter(pk=version.pk).update(body="{{#if", text="read once")
    read = []
    compile_part = contents_module.compiled_part

    def counted(texts, part):
        read.append((texts.text, part))
        return compile_part(texts, part)

    monkeypatch.setattr(contents_module, "compiled_part", counted)
    for _again in range(3):
        assert rendered(program).template_version is None

    # Of the version's parts those up to the first that is broken.
    assert [part for text, part in read if text == "read once"] == ["subject", "body"]
    version.refresh_from_db()
    assert version.failures == 3 and version.error.startswith("1: ")


def test_what_replaces_a_broken_version_says_its_own_language(program):
    saved(program, "Bonjour", language_code="fr")
    assert rendered(program, language_code="fr").language_code == "fr"
    MessageTemplate.objects.update(body="{{#if")

    email = rendered(program, language_code="fr")

    assert (email.template_version, email.language_code) == (None, "en")
    assert '<html lang="en"' in email.html and 'lang="fr"' not in email.html


def test_a_version_that_fails_for_one_customer_serves_the_others(program):
    version = saved(program, "First")
    MessageTemplate.objects.filter(pk=version.pk).update(subject="{{badge.title}}")
    nameless = sample_variables(KIND, "en")
    nameless["badge"] = {**nameless["badge"], "title": ""}

    assert rendered(program, nameless).template_version is None
    assert rendered(program).template_version == version

    version.refresh_from_db()
    assert (version.failures, version.error) == (1, "The subject is empty for this customer.")


def test_a_new_version_has_not_failed(program):
    saved(program, "First")
    MessageTemplate.objects.update(failed_at=NOW, failures=3, error="a")

    again = saved(program, "Second", based_on=1)

    assert (again.number, again.failed_at, again.failures) == (2, None, 0)


def test_a_customers_name_is_no_html_and_no_header(program):
    saved(program, "First")
    MessageTemplate.objects.update(
        subject="{{customer.name}}",
        body=COLUMN.format('<b title="{{customer.name}}">{{{customer.name}}}</b>'),
    )
    variables = sample_variables(KIND, "en")
    variables["customer"]["name"] = '"><img src=x onerror=alert(1)>\r\nBcc: a@b.test'

    email = rendered(program, variables)

    assert email.subject == '"><img src=x onerror=alert(1)> Bcc: a@b.test'
    assert "<img src=x" not in email.html and email.html.count("&lt;img src=x onerror") == 2


def test_reading_many_templates_takes_two_queries(program, django_assert_num_queries):
    for language in ("en", "de", "fr"):
        saved(program, "First", language_code=language)
    variables = sample_variables(KIND, "en")

    with django_assert_num_queries(2):
        templates = Templates([program.pk], using="default")
        for language in ("en", "de", "fr", "it") * 5:
            render(
                program_id=program.pk,
                kind=KIND,
                language_code=language,
                variables_in=lambda _language: variables,
                now=NOW,
                templates=templates,
            )


def test_versions_are_listed_newest_first(program):
    saved(program, "First")
    saved(program, "Second", based_on=1)

    found = versions_of(
        program_id=program.pk, kind=KIND, language_code="en", limit=1, using="default"
    )

    assert [version.number for version in found] == [2]


def test_two_who_save_at_once_make_one_version(committing_db):
    program = Program.objects.get()
    outcomes = []
    both = threading.Barrier(2)

    def save(word):
        try:
            both.wait(10)
            outcomes.append(saved(program, word).number)
        except LoyaltyProblem as problem:
            outcomes.append(problem.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=[word]) for word in ("First", "Second")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert sorted(map(str, outcomes)) == ["1", "OUTDATED"]
    assert MessageTemplate.objects.count() == 1


def test_shipped_texts_are_as_they_are_in_the_package(program):
    templates = Templates([program.pk], using="default")

    found = templates.in_force(program_id=program.pk, kind=KIND, language_code="de")

    assert found.contents == shipped_contents(KIND, "de")
