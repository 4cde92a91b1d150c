"""MJML: what comes out, and what is refused before the compiler sees it."""

import re
import time
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from saleor_loyalty_plugin.messages.email.mjml import compiled_mjml
from saleor_loyalty_plugin.messages.email.mjml_source import (
    COMPONENTS,
    ELEMENTS_DEEP_MAX,
    ELEMENTS_MAX,
    HTML,
    PICTURES,
    VOID_HTML,
)
from saleor_loyalty_plugin.messages.email.template_errors import TemplateError

LAYOUT = """<mjml lang="{{language_code}}">
  <mj-head><mj-title>{{shop.name}}</mj-title></mj-head>
  <mj-body>
    <!-- body -->
  </mj-body>
</mjml>"""
COLUMN = "<mj-section><mj-column>{}</mj-column></mj-section>"
VARIABLES = {
    "language_code": "de",
    "shop": {"name": "ACME"},
    "name": '"><script>alert(1)</script>',
    "yes": True,
    "points": 5,
    "words": ["one", "two"],
    "links": {"account": "https://shop.test/account?a=1&b=2"},
}


def rendered(body):
    return compiled_mjml(body, layout=LAYOUT).render(VARIABLES)


def test_a_body_is_compiled_in_its_frame_and_filled_in():
    page = rendered(
        COLUMN.format(
            '<mj-text><b title="{{name}}">{{name}}</b><br>'
            "{{#each words}}[{{this}}]{{/each}}</mj-text>"
            '<mj-raw>{{#if (compare points "<" 9)}}</mj-raw>'
            '<mj-button href="{{links.account}}">{{{name}}}</mj-button>'
            "<mj-raw>{{else}}</mj-raw><mj-text>many</mj-text><mj-raw>{{/if}}</mj-raw>"
        )
    )

    shown = "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
    assert '<html lang="de"' in page and "<title>ACME</title>" in page
    assert f'<b title="{shown}">{shown}</b><br />[one][two]' in page
    assert 'href="https://shop.test/account?a=1&amp;b=2"' in page
    assert page.count(shown) == 3 and "many" not in page
    assert "<script" not in page and "{{" not in page and "0hbrs0" not in page


def test_attributes_come_out_as_they_were_written():
    page = rendered(
        COLUMN.format(
            '<mj-image alt="ä “q” \u00a0 👨\u200d👩 a\\b" src="https://a.test/ü?a=1&amp;b=2" />'
            "<mj-text><b style=\"color:red;\n\tmargin:0\" title='\u00ad'>\u00a0\u200dx</b>"
            "</mj-text>"
        )
    )

    assert 'alt="ä “q” &#160; 👨&#8205;👩 a&#92;b"' in page
    assert 'src="https://a.test/ü?a=1&amp;b=2"' in page
    assert '<b style="color:red;  margin:0" title="&#173;">\u00a0\u200dx</b>' in page


def test_no_font_is_loaded_from_elsewhere():
    assert not re.search(
        r"@import|fonts\.googleapis", rendered(COLUMN.format("<mj-text>a</mj-text>"))
    )


@pytest.mark.parametrize("icon", ["", "https://a.test/icon.png"])
def test_no_picture_is_loaded_from_elsewhere(icon):
    """Whatever else stands in for it where a component has none."""
    inner = {
        "mj-accordion": "<mj-accordion-element><mj-accordion-title>a</mj-accordion-title>"
        "<mj-accordion-text>b</mj-accordion-text></mj-accordion-element>",
        "mj-carousel": '<mj-carousel-image src="https://a.test/1.png" />',
        "mj-navbar": '<mj-navbar-link href="https://a.test">a</mj-navbar-link>',
        "mj-social": "".join(
            f'<mj-social-element name="{name}" src="{icon}" href="https://a.test" />'
            for name in ("facebook", "x", "youtube")
        ),
    }
    compiled = set()
    for name in sorted(COMPONENTS):
        pictures = "".join(f' {key}="{icon}"' for key in PICTURES.get(name, ()))
        element = f"<{name}{pictures}>{inner.get(name, '')}</{name}>"
        for body in (element, COLUMN.format(element)):
            with suppress(TemplateError):
                page = rendered(body)
                loaded = re.findall(
                    r"""(?:src="|background="|url\(['"]?)(https?://[^/"']+)""", page
                )
                assert set(loaded) <= {"https://a.test"}, name
                compiled.add(name)
    assert compiled >= PICTURES.keys() - {"mj-social-element"} | {"mj-social", "mj-image"}


FINE = [
    '<mj-text>{{#each words}}<a href="{{../links.account}}">a</a>{{/each}}</mj-text>',
    '<mj-text><a href="{{@root.links.account}}">a</a></mj-text>',
    '<mj-text><a href="https://shop.test/{{name}}">a</a> <a href="mailto:a@b.test">b</a></mj-text>',
    '<mj-text><a href="{{#if yes}}{{links.account}}{{else}}https://a{{/if}}/x">a</a></mj-text>',
    '<mj-text><a href="https://a{{#if yes}}?a={{name}}{{/if}}">a</a></mj-text>',
    '<mj-text><a href="{{shop.url}}{{#if yes}}?a={{name}}{{/if}}">a</a></mj-text>',
    '<mj-text><a href="{{#each words}}{{shop.url}}{{/each}}">a</a></mj-text>',
    '<mj-image src="https://a.test/?p={{product.image_url}}" />',
    '<mj-text style="width:calc({{points}}px)">a</mj-text>',
    '<mj-image src="{{product.image_url}}" alt="Data: all about: {{name}}" />',
    "<mj-raw>{{#each words}}</mj-raw><mj-text>{{this}}</mj-text><mj-raw>{{/each}}</mj-raw>",
    "{{#each words}}<mj-text>{{this}}</mj-text>{{/each}}",
    "<mj-table>{{#each words}}<tr><td>{{this}}</td></tr>{{/each}}</mj-table>",
    '<mj-social><mj-social-element name="facebook" href="https://a.test" src="https://a.test/f.png">a'
    "</mj-social-element></mj-social>",
    "<mj-text>&nbsp;&euro; &#9733; a > b</mj-text>",
    '<mj-text style="background:url(https://a.test/b.png)">a</mj-text>',
    "<mj-text>" + "<b>" * (ELEMENTS_DEEP_MAX - 3) + "</b>" * (ELEMENTS_DEEP_MAX - 3) + "</mj-text>",
]


@pytest.mark.parametrize("body", FINE)
def test_what_e_mails_need_is_fine(body):
    assert "</html>" in rendered(COLUMN.format(body))


PLACE = (
    "{} has to begin with https://, http://, mailto:, tel: or # or with a variable that holds an"
    " address, such as {{{{links.account}}}}. Behind such a variable, go on with / ? # or &."
)
LOADED = (
    "{} is loaded when the e-mail is opened and would tell others what its variables hold. Only"
    " variables whose name ends in url can stand there."
)
PICTURE = (
    "<{}> needs {}, the address of a picture of yours, or nothing between its quotation marks for"
    " none. Otherwise one is loaded from elsewhere, where they could see who reads the e-mail."
)
NOT_IN_STYLES = "style holds something that e-mails may not do."
NO_ELEMENT = "A < that begins no element has to be written as &lt;."
REFUSED = {
    '<mj-buton href="https://a.test">a</mj-buton>': (
        1,
        "There is no <mj-buton>. Did you mean <mj-button>?",
    ),
    "<mj-text><script>alert(1)</script></mj-text>": (
        1,
        "<script> can't be used in an e-mail of this program.",
    ),
    '<mj-raw><iframe src="https://a.test"></iframe></mj-raw>': (
        1,
        "<iframe> can't be used in an e-mail of this program.",
    ),
    "<mj-raw><form></form></mj-raw>": (1, "<form> can't be used in an e-mail of this program."),
    "<mj-text><SVG/></mj-text>": (1, "<SVG> can't be used in an e-mail of this program."),
    "<mj-style>a</mj-style>": (1, "<mj-style> can't be used in an e-mail of this program."),
    '<mj-include path="/etc/passwd" />': (
        1,
        "<mj-include> is not supported. Write its content here.",
    ),
    '<mj-include path="http://localhost/" type="html" />': (
        1,
        "<mj-include> is not supported. Write its content here.",
    ),
    '<mj-text><b onclick="a()">a</b></mj-text>': (1, "onclick can't be used on <b>."),
    '<mj-text><b OnClick="a()">a</b></mj-text>': (1, "OnClick can't be used on <b>."),
    '<mj-text><a href="javascript:a()">a</a></mj-text>': (1, PLACE.format("href")),
    '<mj-text><a href="&#106;ava&#10;script:a()">a</a></mj-text>': (1, PLACE.format("href")),
    '<mj-text><a href="java{{none}}script:a()">a</a></mj-text>': (1, PLACE.format("href")),
    '<mj-text><a href="{{none}}javascript:a()">a</a></mj-text>': (1, PLACE.format("href")),
    '<mj-text><a href="{{#if none}}https://{{/if}}{{name}}">a</a></mj-text>': (
        1,
        PLACE.format("href"),
    ),
    '<mj-text><a href="{{name}}">a</a></mj-text>': (1, PLACE.format("href")),
    '<mj-text><a href="{{@root.name}}">a</a></mj-text>': (1, PLACE.format("href")),
    '<mj-text><a href="{{number points}}">a</a></mj-text>': (1, PLACE.format("href")),
    '<mj-text><a href="{{badge.picture_url}}javascript:a()">a</a></mj-text>': (
        1,
        PLACE.format("href"),
    ),
    '<mj-text><a href="{{shop.url}}{{name}}">a</a></mj-text>': (1, PLACE.format("href")),
    '<mj-text><a href="{{#if yes}}{{shop.url}}{{/if}}javascript:a()">a</a></mj-text>': (
        1,
        PLACE.format("href"),
    ),
    '<mj-text><a href="{{shop.url}}{{#if yes}}{{name}}{{/if}}">a</a></mj-text>': (
        1,
        PLACE.format("href"),
    ),
    '<mj-text><a href="{{shop.url}}{{#each words}}a{{/each}}">a</a></mj-text>': (
        1,
        PLACE.format("href"),
    ),
    '<mj-image src="https://a.test/p.png?c={{reward.code}}" />': (1, LOADED.format("src")),
    '<mj-image src="{{links.unsubscribe}}" />': (1, LOADED.format("src")),
    '<mj-image src="https://a.test{{#if yes}}{{number points}}{{/if}}" />': (
        1,
        LOADED.format("src"),
    ),
    '<mj-table><tr><td background="https://a.test/{{name}}">a</td></tr></mj-table>': (
        1,
        LOADED.format("background"),
    ),
    '<mj-carousel left-icon="" right-icon="">'
    '<mj-carousel-image src="https://a.test" thumbnails-src="//{{name}}" />'
    "</mj-carousel>": (1, PLACE.format("thumbnails-src")),
    '<mj-carousel left-icon="https://a.test/{{name}}"></mj-carousel>': (
        1,
        LOADED.format("left-icon"),
    ),
    '<mj-text style="background:url(https://a.test/{{name}})">a</mj-text>': (
        1,
        LOADED.format("style"),
    ),
    "<mj-text style=\"background:-webkit-image-set('https://a.test/{{name}}' 1x)\">a</mj-text>": (
        1,
        LOADED.format("style"),
    ),
    '<mj-text color="red;background:url(https://a.test/{{name}})">a</mj-text>': (
        1,
        LOADED.format("color"),
    ),
    '<mj-text style="background:u{{none}}rl(https://a.test/{{name}})">a</mj-text>': (
        1,
        NOT_IN_STYLES,
    ),
    '<mj-text style="color:red" title="a" lang="&#' + "1" * 5_000 + ';">a</mj-text>': (
        1,
        "lang holds something that e-mails may not do.",
    ),
    '<mj-image src="data:text/html;base64,AA" />': (1, PLACE.format("src")),
    '<mj-image src="/etc/passwd" />': (1, PLACE.format("src")),
    '<mj-image src="file:///etc/passwd" />': (1, PLACE.format("src")),
    '<mj-text style="background:url( javascript:a())">a</mj-text>': (
        1,
        NOT_IN_STYLES,
    ),
    "<mj-text>\n<!-- a --></mj-text>": (
        2,
        "Comments in MJML (<!-- -->) are not supported. Write {{! }} instead.",
    ),
    "{{#if none}}<!--{{/if}}<script>a()</script>{{#if none}}-->{{/if}}": (
        1,
        "Comments in MJML (<!-- -->) are not supported. Write {{! }} instead.",
    ),
    "<mj-text><![CDATA[<script>a()</script>]]></mj-text>": (1, NO_ELEMENT),
    '<!DOCTYPE a [<!ENTITY b "c"><!ENTITY d "&b;&b;&b;">]>&d;': (1, NO_ELEMENT),
    '<?xml-stylesheet href="a"?>': (1, NO_ELEMENT),
    "<mj-text>a < b</mj-text>": (1, NO_ELEMENT),
    "<mj-text><{{name}}></mj-text>": (1, NO_ELEMENT),
    "<mj-text><b title='a\" onclick=\"b'>a</b></mj-text>": (
        1,
        'The attributes of <b> can\'t be read. They are written as width="100px".',
    ),
    "<mj-text {{#if yes}}color='red'{{/if}}>a</mj-text>": (
        1,
        'The attributes of <mj-text> can\'t be read. They are written as width="100px".',
    ),
    '<mj-text><b title="{{#if none}}" lang="{{/if}} onclick=a()">a</b></mj-text>': (
        1,
        "A block in title has to begin and end inside of its quotation marks.",
    ),
    "<mj-text>\n{{! a\n b }}\n<i>\n{{name}}</b></mj-text>": (
        5,
        "</b> comes where </i> should: <i> of line 4 is still open.",
    ),
    "<mj-text>\n<b>a": (2, "<b> is not closed. Add </b>."),
    "</mj-text>": (1, "</mj-text> closes nothing. Remove it."),
    "</mj-body><mj-body>": (1, "</mj-body> closes nothing. Remove it."),
    "\n\n<mj-text>a<mj-button>b</mj-button></mj-text>": (
        3,
        "<mj-button> can't stand inside of <mj-text>.",
    ),
    "\n\n<mj-navbar>\n\na</mj-navbar>": (
        3,
        "This is no MJML that can be compiled. Look for an element in the wrong place.",
    ),
    '\n<mj-social><mj-social-element name="x" href="https://a.test">a</mj-social-element>': (
        2,
        PICTURE.format("mj-social-element", "src"),
    ),
    '<mj-accordion icon-wrapped-url="https://a.test/w.png">': (
        1,
        PICTURE.format("mj-accordion", "icon-unwrapped-url"),
    ),
    "<mj-carousel />": (1, PICTURE.format("mj-carousel", "left-icon")),
    "<mj-text>0hbrs01": (1, None),
    "{{#each words}}<mj-text>a</mj-text>": (1, "{{#each}} is not closed. Add {{/each}}."),
}


@pytest.mark.parametrize(("body", "problem"), REFUSED.items())
def test_what_e_mails_must_not_do_is_refused_with_its_line(body, problem):
    with pytest.raises(TemplateError) as caught:
        rendered(body)

    line, message = problem
    assert message is None or (caught.value.line, caught.value.message) == (line, message)


TOO_MUCH = {
    "elements that would end the process": "<mj-text>" + "<b>" * 30_000,
    "elements too deep": "<mj-text>" + "<b>" * 5_000 + "</b>" * 5_000 + "</mj-text>",
    "too many elements": "<mj-text>" + "<br>" * (ELEMENTS_MAX + 1) + "</mj-text>",
    "too many sections": "<mj-section/>" * (ELEMENTS_MAX - 1),
    "an attribute that doesn't end": '<mj-text a="' + "b" * 99_000,
    "spaces that don't end": "<mj-text" + " " * 99_000 + "a",
    "a name that doesn't end": "<" + "a" * 99_000,
    "attributes that don't end": "<mj-text" + "".join(f' a{n}="b"' for n in range(9_000)) + ">",
    "elements that don't begin": "<" * 99_000,
    "ten million characters": "<mj-text>" + "a" * 10_000_000,
}


@pytest.mark.parametrize("body", TOO_MUCH.values(), ids=TOO_MUCH.keys())
def test_what_is_too_much_is_refused_at_once(body):
    begun = time.process_time()

    with pytest.raises(TemplateError):
        rendered(body)

    assert time.process_time() - begun < 1


@pytest.mark.parametrize("letter", [" ", "\n", "\t", "\u00a0", "'", "&", "(", ">", "="])
def test_whatever_is_repeated_is_read_at_once(letter):
    begun = time.process_time()

    rendered(COLUMN.format("<mj-text>a" + letter * 98_000 + "</mj-text>"))

    assert time.process_time() - begun < 1


_ATTRIBUTES = "align border color font-size height name padding width text-align mode css-class"
_VALUES = ["", "0", "-1", "100px", "1e9px", "a", "50%", "9" * 30 + "px", "1px 2px 3px", "{{name}}"]


@st.composite
def _elements(draw, inner):
    name = draw(st.sampled_from(sorted(COMPONENTS | HTML)))
    pairs = draw(
        st.dictionaries(st.sampled_from(_ATTRIBUTES.split()), st.sampled_from(_VALUES), max_size=3)
    )
    attributes = "".join(
        f' {key}="{value}"'
        for key, value in pairs.items()
        if key != "name" or name == "mj-social-element"
    )
    if name in VOID_HTML:
        return f"<{name}{attributes} />"
    return f"<{name}{attributes}>{draw(inner)}</{name}>"


_BODIES = st.recursive(
    st.sampled_from(["", "a", "{{name}}", "{{#if yes}}a{{/if}}", "&", " \n"]),
    lambda inner: st.lists(_elements(inner), max_size=3).map("".join),
    max_leaves=12,
)


@given(body=_BODIES, frame=st.sampled_from(["{}", COLUMN]))
@settings(max_examples=300, deadline=None)
def test_whatever_is_written_is_compiled_or_refused_and_never_runs(body, frame):
    try:
        page = rendered(frame.format(body))
    except TemplateError as error:
        assert error.message
    else:
        assert "<script" not in page and not re.search(r"<[^>]*\son\w+=", page)
