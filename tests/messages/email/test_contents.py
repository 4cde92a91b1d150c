"""The shipped e-mails hold what is asked of staff's own, and what is checked when staff save."""

import time

import pytest

from saleor_loyalty_plugin.messages.email.contents import (
    PARTS,
    Contents,
    compiled_contents,
    problems_of,
    shipped_contents,
    shipped_languages,
)
from saleor_loyalty_plugin.messages.email.variables import sample_variables
from saleor_loyalty_plugin.rules.messages import MessageKind

SUBJECT = "Welcome to {{tier.name}}"
BODY = (
    "<mj-section><mj-column><mj-text>Hello {{customer.first_name}}</mj-text></mj-column>"
    "</mj-section>"
)
TEXT = "Hello {{customer.first_name}}"


def problems(kind=MessageKind.TIER_RAISED, **parts):
    contents = Contents(**{"subject": SUBJECT, "body": BODY, "text": TEXT, **parts})
    return [
        (problem.part, problem.error.line, problem.error.message, problem.is_error)
        for problem in problems_of(contents, kind=kind, language_code="en")
    ]


def test_english_and_german_are_shipped():
    assert shipped_languages() == {"de", "en"}


@pytest.mark.parametrize("language_code", ["de", "en"])
@pytest.mark.parametrize("kind", MessageKind)
def test_the_shipped_e_mails_have_no_problems_and_nothing_left_open(kind, language_code):
    contents = shipped_contents(kind, language_code)
    example = sample_variables(kind, language_code)

    assert problems_of(contents, kind=kind, language_code=language_code) == []
    filled_in = compiled_contents(contents).filled_in(example, language_code)
    for part in (filled_in.subject, filled_in.html, filled_in.text):
        assert part.strip()
        assert "{{" not in part and "}}" not in part and "0hbrs" not in part
    assert f'lang="{language_code}"' in filled_in.html
    assert "Anna" in filled_in.html and "Anna" in filled_in.text
    assert "\n\n\n" not in filled_in.text
    for link in example["links"].values():
        assert link in filled_in.text and link in filled_in.html


def test_an_own_e_mail_may_be_short():
    assert problems() == []


PROBLEMS = {
    ("subject", ""): (None, "This can't be empty."),
    ("subject", "{{tier.description}}"): (None, "This can't be empty."),
    ("subject", "a\nb"): (1, "The subject has to be one line."),
    ("subject", "a" * 1_001): (None, "The subject is too long: it may have up to 1000 characters."),
    ("subject", "{{tier.nam}}"): (
        1,
        "There is no variable called tier.nam. Did you mean tier.name?",
    ),
    ("text", "a\n{{costumer.first_name}}"): (
        2,
        "There is no variable called costumer.first_name. Did you mean customer.first_name?",
    ),
    ("text", "{{settings.SECRET_KEY}}"): (1, "There is no variable called settings.SECRET_KEY."),
    ("text", "{{this.__class__}}"): (1, "There is no variable called __class__."),
    ("text", "{{@root.tier.nam}}"): (
        1,
        "There is no variable called @root.tier.nam. Did you mean tier.name?",
    ),
    ("text", "{{../tier.name}}"): (
        1,
        "There is no variable called ../tier.name. Did you mean tier.name?",
    ),
    ("text", "{{#each products}}\n{{names}}{{/each}}"): (
        2,
        "There is no variable called names. Did you mean name?",
    ),
    ("text", "{{products}}"): (
        1,
        "products is a list. Write {{#each products}}…{{/each}}.",
    ),
    ("text", "{{slug}}"): (1, "slug is known only within {{#each products}}…{{/each}}."),
    ("text", "{{"): (1, "These braces are not closed. Add }}."),
    ("text", "{{tier}}"): (1, "tier has parts. Write one of them, such as {{tier.name}}."),
    ("text", "{{#each tier.name}}a{{/each}}"): (
        1,
        "tier.name is no list: {{#each}} finds nothing in it.",
    ),
    ("text", '{{#if (compare tier.level ">" 1)}}a{{/if}}'): (
        1,
        "There is no variable called tier.level. Did you mean tier.name?",
    ),
    ("text", "{{#each products}}{{#each ../products}}" * 7 + "{{/each}}{{/each}}" * 7): (
        1,
        "There is no variable called products. Did you mean products?",
    ),
    ("body", BODY + "\n<script>"): (2, "<script> can't be used in an e-mail of this program."),
    ("body", BODY + "\n\n{{nothing}}"): (3, "There is no variable called nothing."),
    ("body", "{{#if tier.name}}" + BODY): (1, "{{#if}} is not closed. Add {{/if}}."),
}


@pytest.mark.parametrize(("given", "expected"), PROBLEMS.items())
def test_what_is_wrong_is_said_with_its_part_and_line(given, expected):
    part, source = given

    first, *_others = problems(**{part: source})

    assert first == (part, *expected, True)


def test_each_part_has_its_own_problems():
    found = problems(subject="{{a}}", body="<b>", text="{{#if}}")

    assert [part for part, *_rest in found] == list(PARTS)


def test_names_within_lists_and_blocks_are_known():
    text = (
        "{{#each products}}{{name}}{{../tier.name}}{{@index}}{{#if @first}}{{this.price}}{{/if}}"
        "{{/each}}{{#each tier.benefits}}{{this}}{{/each}}{{#with tier}}{{name}}{{/with}}"
        "{{products.0.name}}{{products.length}}{{#products}}{{url}}{{/products}}"
    )

    assert problems(text=text) == []


def test_loops_that_never_end_are_found_when_staff_save():
    loops = "{{#each @root.products}}" * 16 + "x" + "{{/each}}" * 16
    begun = time.process_time()

    ((part, line, message, is_error),) = problems(text=loops)

    assert (part, line, is_error) == ("text", 1, True) and "too many steps" in message
    assert time.process_time() - begun < 2


def test_a_thousand_unknown_names_are_told_in_time():
    begun = time.process_time()

    found = problems(text="{{customer.unknown_name_of_sixty_letters_and_more_and_more}}" * 1_600)

    assert len(found) == 10
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (BODY + "\n\n{{tier.name}}", 3),
        (BODY + "\n{{#if tier.name}} {{! }}\nHello{{/if}}", 3),
        ("<mj-section>\nHello<mj-column></mj-column></mj-section>", 2),
        ("<mj-section><mj-column>\n<b>{{tier.name}}</b></mj-column></mj-section>", 2),
        (BODY + "\n{{#if tier.name}}\n{{/if}}{{! note }}", None),
        ("<mj-section><mj-column><mj-raw>Hello</mj-raw></mj-column></mj-section>", None),
        ("<mj-section><mj-column><mj-text><b>Hello</b></mj-text></mj-column></mj-section>", None),
    ],
)
def test_words_that_nobody_will_see_are_told_but_no_error(body, line):
    if line is None:
        assert problems(body=body) == []
        return
    ((part, _, message, is_error),) = problems(body=body)

    assert (part, is_error) == ("body", False)
    assert message.startswith(f"What stands in line {line} is not shown in the e-mail.")


def test_what_gmail_would_cut_off_is_told_but_no_error():
    long = BODY.replace("Hello", "a" * 98_000)

    assert problems(body=long) == [
        (
            "body",
            None,
            "The e-mail has more than 102 kB. Gmail hides what is beyond that.",
            False,
        )
    ]


def test_a_subject_can_begin_no_header():
    contents = Contents(SUBJECT, BODY, TEXT)
    name = "Gold\r\nBcc: all@example.com\x00\x0b\x85\u2028\u202etxt"
    variables = {"tier": {"name": name}}

    filled_in = compiled_contents(contents).filled_in(variables, "en")

    assert filled_in.subject == "Welcome to Gold Bcc: all@example.com txt"
