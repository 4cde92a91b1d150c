"""Handlebars: what comes out, what is refused with a sentence, and that nothing takes long.

What Saleor's e-mails are filled in with, pybars, is the judge of what comes out. It is no judge of
what it gets wrong: see `NOT_AS_PYBARS`.
"""

import html
import re
import time

import pybars
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saleor_loyalty_plugin.messages.email.handlebars import OUTPUT_LENGTH_MAX, STEPS_MAX, compiled
from saleor_loyalty_plugin.messages.email.handlebars_syntax import (
    BLOCKS_DEEP_MAX,
    SOURCE_LENGTH_MAX,
    TAGS_MAX,
)
from saleor_loyalty_plugin.messages.email.template_errors import TemplateError

VARIABLES = {
    "name": "Ann",
    "raw": '<b>"O\'Neil" & `co`</b>',
    "points": 1240,
    "none": None,
    "zero": 0,
    "yes": True,
    "no": False,
    "empty": "",
    "tier": {"name": "Gold", "until": None, "benefits": ["10 %", "<free> shipping"]},
    "lines": [
        {"name": "Mug", "price": "9.00", "tags": ["a", "b"]},
        {"name": "Pen", "price": "1.50", "tags": []},
    ],
    "words": ["one", "two", "three"],
    "nothing": [],
    "settings": {"SECRET_KEY": "only a value"},
}


def rendered(source, variables=VARIABLES, *, is_html=True):
    return compiled(source, is_html=is_html).render(variables)


def by_pybars(source, variables=VARIABLES):
    """What Saleor's e-mails would say."""
    compare = {"==": "__eq__", "!=": "__ne__", "<": "__lt__", "<=": "__le__", ">": "__gt__"}

    def comparing(_this, left, sign, right):
        return getattr(left, compare.get(sign, "__ge__"))(right)

    return pybars.Compiler().compile(source)(variables, helpers={"compare": comparing})


AS_PYBARS = [
    "Hello {{name}}, {{ name }}!",
    "{{raw}}",
    "{{none}}{{zero}}{{yes}}{{no}}{{points}}",
    "{{missing}}{{tier.missing}}{{missing.tier}}{{tier.name.deeper}}",
    "{{tier.name}} {{tier/name}} {{this.tier.name}} {{tier.[name]}}",
    "{{tier.benefits.1}} {{words.0}} {{words.length}}",
    "{{#if yes}}a{{else}}b{{/if}}{{#if no}}a{{else}}b{{/if}}{{#if none}}a{{/if}}",
    "{{#if words}}a{{/if}}{{#if tier}}a{{/if}}",
    "{{#if zero}}a{{else}}b{{/if}}{{#if empty}}a{{else}}b{{/if}}{{#if nothing}}a{{else}}b{{/if}}",
    "{{#unless no}}a{{/unless}}{{#unless yes}}a{{/unless}}",
    "{{#each words}}{{@index}}:{{this}}{{#unless @last}}, {{/unless}}{{/each}}",
    "{{#each lines}}{{#if @first}}first {{/if}}{{name}} for {{../name}} {{/each}}",
    "{{#each lines}}{{name}}{{#each tags}}-{{this}}{{../name}}{{../../name}}{{/each}};{{/each}}",
    "{{#each lines}}{{#if ../yes}}{{../name}}{{/if}}{{/each}}",
    "{{#each nothing}}a{{else}}b{{/each}}{{#each none}}a{{else}}b{{/each}}",
    "{{#each tier}}{{@key}}={{#if @first}}x{{/if}};{{/each}}",
    "{{#with tier}}{{name}}{{/with}}",
    "{{#tier}}{{name}}{{/tier}}{{#lines}}{{name}}{{/lines}}{{#yes}}{{name}}{{/yes}}{{#no}}x{{/no}}",
    "{{^no}}a{{/no}}{{^yes}}a{{/yes}}{{^nothing}}a{{/nothing}}{{^words}}a{{/words}}",
    "{{#no}}a{{^}}b{{/no}}{{#nothing}}a{{else}}b{{/nothing}}",
    "a{{! a remark }}b",
    '{{#if (compare points ">=" 1000)}}many{{else}}few{{/if}}',
    "{{#each words}}{{@root.name}}{{/each}}",
    "a {{~name~}} b",
    "x\n{{#if yes}}\n  y\n{{/if}}\nz\n",
    "x\n  {{#if no}}  \n  y\n  {{else}}\n  w\n  {{/if}}\nz\n",
    "{{#each words}}\n- {{this}}\n{{/each}}\nend\n",
    "{{#if yes}}{{#if yes}}\nx\n{{/if}}{{/if}}\ny\n",
    "one { two } three }} four \\ five",
]


@pytest.mark.parametrize("source", AS_PYBARS)
def test_what_comes_out_is_what_saleors_e_mails_would_say(source):
    assert rendered(source) == by_pybars(source)


NOT_AS_PYBARS = {
    # Values come from customers and from the catalogue: HTML in them is never let through.
    "{{{raw}}} {{&raw}}": " ".join(
        [html.escape('<b>"O\'Neil" & `co`</b>').replace("`", "&#x60;")] * 2
    ),
    # Lists and dicts show no Python.
    "[{{words}}{{tier}}]": "[]",
    # What everybody knows of Handlebars, and pybars lacks.
    "{{#if no}}a{{else if yes}}b{{else}}c{{/if}}": "b",
    "{{#unless yes}}a{{else}}b{{/unless}}": "b",
    "{{#with none}}a{{else}}b{{/with}}": "b",
    "{{#with tier}}{{../name}}{{/with}}": "Ann",
    "{{!-- }} --}}": "",
    "{{name.__doc__}}{{this.__doc__}}{{this.__class__}}{{name.upper}}": "",
    "{{words.append}}{{words.99}}{{words.length.real}}": "",
    "{{[a'+__import__('os').system('id')+']}}": "",
    "{{settings.SECRET_KEY}}": "only a value",
    "{{@root.settings.SECRET_KEY}}": "only a value",
    "{{number points}} {{price '9' '10.50' 'EUR' display_gross=yes}}": "1,240 10.50 EUR",
    "{{format_datetime '2026-11-12T10:00:00+00:00' '%d.%m.%Y'}}": "12.11.2026",
    "{{format_datetime name}}{{format_datetime '2026-11-12' '%999999999d'}}{{number name}}": "",
    "{{#if (compare name '<' 5)}}a{{else}}b{{/if}}{{compare words '==' words}}": "bfalse",
}


@pytest.mark.parametrize(("source", "expected"), NOT_AS_PYBARS.items())
def test_where_it_says_something_else(source, expected):
    assert rendered(source) == expected


def test_plain_text_is_not_escaped():
    assert rendered("{{raw}} {{{raw}}}", is_html=False) == " ".join([VARIABLES["raw"]] * 2)


# --- compared with pybars on many templates ----------------------------------------------------

_TEXTS = st.sampled_from(["", "a", "<p>", "\n", " ", "}", "{ ", "&amp;", "ä", "-\n  "])
_PATHS = st.sampled_from(
    "name raw points none zero yes no tier.name tier.benefits.0 missing words.length this.name "
    "lines.0.name ../name @index @first @last".split()
)
_CONDITIONS = st.sampled_from(
    ["yes", "no", "none", "words", "tier.until", '(compare @root.points ">" 5)', "zero", "missing"]
)
_LISTS = st.sampled_from(["words", "lines", "nothing", "tier.benefits", "missing", "tags"])


def _blocks(inner):
    return st.one_of(
        st.builds("{{{{#if {0}}}}}{1}{{{{else}}}}{2}{{{{/if}}}}".format, _CONDITIONS, inner, inner),
        st.builds("{{{{#unless {0}}}}}{1}{{{{/unless}}}}".format, _CONDITIONS, inner),
        st.builds("{{{{#each {0}}}}}{1}{{{{else}}}}{2}{{{{/each}}}}".format, _LISTS, inner, inner),
        st.builds("{{{{^{0}}}}}{1}{{{{/{0}}}}}".format, st.just("no"), inner),
        st.builds("{0}{1}".format, inner, inner),
    )


_TEMPLATES = st.recursive(
    st.one_of(_TEXTS, st.builds("{{{{{0}}}}}".format, _PATHS), st.just("{{! x }}")),
    _blocks,
    max_leaves=8,
)


@given(source=_TEMPLATES)
@settings(max_examples=60, deadline=None)
def test_any_template_says_what_saleors_e_mails_would(source):
    # Blank lines around blocks are taken away by both, in places that differ a little.
    assert _without_space(rendered(source)) == _without_space(by_pybars(source))


def _without_space(text):
    return re.sub(r"\s+", "", text)


# --- what is refused ----------------------------------------------------------------------------

REFUSED = {
    "a\n{{name": (2, "These braces are not closed. Add }}."),
    "{{{name}}": (1, "These braces are not closed. Add }}}."),
    "{{name}": (1, "These braces are not closed. Add }}."),
    "{{! name": (1, "This comment is not closed. Add }}."),
    "{{!-- name }}": (1, "This comment is not closed. Add --}}."),
    "{{}}": (1, "A name is missing between the braces."),
    "{{#if yes}}\n\n": (1, "{{#if}} is not closed. Add {{/if}}."),
    "\n{{/if}}": (2, "{{/if}} closes nothing. Remove it, or open {{#if}} before."),
    "{{#if yes}}\n{{#each words}}\n{{/if}}": (
        3,
        "{{/if}} comes where {{/each}} should: {{#each}} of line 2 is still open.",
    ),
    "{{#if yes}}{{else}}{{else}}{{/if}}": (1, "This {{else}} belongs to no block."),
    "{{else}}": (1, "This {{else}} belongs to no block."),
    "{{#if}}a{{/if}}": (1, "{{#if}} takes exactly one value."),
    "{{#if yes no}}a{{/if}}": (1, "{{#if}} takes exactly one value."),
    "{{#repeat 5}}a{{/repeat}}": (1, "There is no block called repeat."),
    "{{lookup tier name}}": (
        1,
        "There is no helper called lookup. There are: compare, format_datetime, number, price.",
    ),
    "{{log name}}": (
        1,
        "There is no helper called log. There are: compare, format_datetime, number, price.",
    ),
    "{{#if (compare points)}}a{{/if}}": (
        1,
        'compare is used like this: {{#if (compare points ">=" 100)}}',
    ),
    "{{> header}}": (1, "Templates can't include others ({{> name}}). Write the text here."),
    "{{#> header}}": (1, "Templates can't include others ({{> name}}). Write the text here."),
    "{{* decorator}}": (1, "Decorators ({{* name}}) are not supported."),
    "{{{{raw}}}}{{{{/raw}}}}": (1, "Raw blocks ({{{{name}}}}) are not supported."),
    "{{#each words as |word|}}{{/each}}": (1, "Block parameters (as |name|) are not supported."),
    "{{name;}}": (1, "This can't be read from ;}} on."),
    "{{words.-1}}": (1, "This can't be read from .-1}} on."),
    "{{@secret}}": (1, "There is no @secret."),
    "{{name(1)}}": (1, "This can't be read from (1)}} on."),
    "{{a.b.c.d.e.f.g.h.i.j.k.l.m}}": (1, "This name has too many parts."),
    "{{number 12345678901234567}}": (1, "This number has too many digits."),
    "{{number (number (number (number (number (number 1)))))}}": (
        1,
        "These parentheses lie too deep in each other.",
    ),
}


@pytest.mark.parametrize(("source", "problem"), REFUSED.items())
def test_a_template_that_cannot_be_read_is_refused_with_its_line(source, problem):
    with pytest.raises(TemplateError) as caught:
        compiled(source, is_html=True)

    assert (caught.value.line, caught.value.message) == problem


TOO_MUCH = {
    "ten million characters": "a" * 10_000_000,
    "a hundred thousand opening braces": "{" * 100_000,
    "braces that open and don't close": "{{" * 50_000,
    "a quotation that doesn't end": '{{number "' + "\\a" * 49_000,
    "a name that doesn't end": "{{" + "a" * 99_000 + "}}",
    "spaces that don't end": "{{number " + " " * 90_000 + "=}}",
    "digits that don't end": "{{number " + "1" * 99_000 + "a}}",
    "parts that don't end": "{{" + "a." * 49_000 + "}}",
    "scopes that don't end": "{{" + "../" * 33_000 + "}}",
    "too many tags": "{{a}}" * (TAGS_MAX + 1),
    "blocks that are not closed": "{{#if a}}" * (TAGS_MAX - 1),
    "blocks deep in each other": "{{#if a}}" * 900 + "{{/if}}" * 900,
    "calls deep in each other": "{{number " + "(number " * 10_000,
    "comments that don't end": "{{!--" * 20_000,
    "conditions that don't end": "{{#if a}}" + "{{else if a}}" * 1_900 + "{{/if}}",
}


@pytest.mark.parametrize("source", TOO_MUCH.values(), ids=TOO_MUCH.keys())
def test_what_is_too_much_is_refused_at_once(source):
    begun = time.process_time()

    with pytest.raises(TemplateError):
        compiled(source, is_html=True)

    assert time.process_time() - begun < 1


def test_the_largest_template_is_read_in_time():
    source = ("{{a.b}}" * TAGS_MAX).ljust(SOURCE_LENGTH_MAX, "\n")
    begun = time.process_time()

    assert rendered(source) == "\n" * (SOURCE_LENGTH_MAX - 7 * TAGS_MAX)

    assert time.process_time() - begun < 1


LOOPS = {
    "loops in loops": "{{#each @root.words}}" * 15 + "x" + "{{/each}}" * 15,
    "loops over themselves": "{{#each @root}}" * 15 + "x" + "{{/each}}" * 15,
    "loops with nothing in them": "{{#each @root.words}}" * 15 + "{{/each}}" * 15,
    "one loop over much": "{{#each many}}{{#each @root.many}}{{/each}}{{/each}}",
    "calls in loops": "{{#each many}}" + "{{compare 1 '<' (compare 1 '<' 2)}}" * 100 + "{{/each}}",
}


@pytest.mark.parametrize("source", LOOPS.values(), ids=LOOPS.keys())
def test_loops_in_loops_end_after_so_many_steps(source):
    template = compiled(source, is_html=True)
    begun = time.process_time()

    with pytest.raises(TemplateError) as caught:
        template.render({**VARIABLES, "many": ["x"] * 1_000})

    assert str(STEPS_MAX) in caught.value.message
    assert time.process_time() - begun < 1


def test_what_comes_out_may_not_become_endless():
    template = compiled("{{#each many}}{{@root.long}}{{/each}}", is_html=True)

    with pytest.raises(TemplateError) as caught:
        template.render({"many": ["x"] * 1_000, "long": "&" * 10_000})

    assert str(OUTPUT_LENGTH_MAX) in caught.value.message


def test_blocks_may_lie_as_deep_in_each_other_as_the_bound_says():
    deep = BLOCKS_DEEP_MAX

    assert rendered("{{#if yes}}" * deep + "x" + "{{/if}}" * deep) == "x"


@given(source=st.text(st.sampled_from("{}#/^!~&>@.()[]\"'|= \nabif1"), max_size=60))
@settings(max_examples=500, deadline=None)
def test_whatever_is_written_is_read_or_refused_with_a_sentence(source):
    try:
        template = compiled("{{" + source, is_html=True)
    except TemplateError as error:
        assert error.message.endswith((".", "}}")) and error.line >= 1
    else:
        assert isinstance(template.render(VARIABLES), str)
