"""A program's own MJML, read before it is compiled: is it whole, bounded and harmless?

Stricter than MJML: whatever is read here the compiler reads in the same way, so that nothing gets
past ([why](docs/decisions/0029-mjml-is-compiled-in-process.md)). One pass, in linear time.
"""

import html
import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from enum import Enum, auto
from typing import Final

from saleor_loyalty_plugin.messages.email.handlebars_syntax import (
    Block,
    Node,
    Output,
    Path,
    Piece,
    Tag,
    Text,
    is_whole,
    tree_of,
)
from saleor_loyalty_plugin.messages.email.template_errors import TemplateError

ELEMENTS_DEEP_MAX: Final = 32
ELEMENTS_MAX: Final = 2_000
ATTRIBUTES_MAX: Final = 40

COMPONENTS: Final = frozenset(
    """
    mj-accordion mj-accordion-element mj-accordion-text mj-accordion-title mj-button mj-carousel
    mj-carousel-image mj-column mj-divider mj-group mj-hero mj-image mj-navbar mj-navbar-link
    mj-raw mj-section mj-social mj-social-element mj-spacer mj-table mj-text mj-wrapper
    """.split()
)
# What shows the words between its tags; elsewhere the compiler leaves them out.
_WITH_WORDS: Final = frozenset(
    """
    mj-accordion-text mj-accordion-title mj-button mj-navbar-link mj-raw mj-social-element mj-table
    mj-text
    """.split()
)
VOID_HTML: Final = frozenset({"br", "col", "hr", "img", "wbr"})
HTML: Final = VOID_HTML | frozenset(
    """
    a abbr b bdi bdo big blockquote caption center cite code colgroup dd del dfn div dl dt em
    figcaption figure font h1 h2 h3 h4 h5 h6 i ins kbd li mark ol p pre q s samp small span strike
    strong sub sup table tbody td tfoot th thead tr tt u ul var
    """.split()
)
# Attributes that name a place. A picture or link may lead there; nothing else is called by any.
_PLACES: Final = frozenset(
    """
    background background-url base-url cite href icon-unwrapped-url icon-wrapped-url left-icon
    right-icon src thumbnails-src
    """.split()
)
# Those of them that nobody has to click on.
_LOADED: Final = _PLACES - {"base-url", "cite", "href"}
# Pictures that the compiler would have loaded from its makers' hosts where none is named.
PICTURES: Final = {
    "mj-accordion": ("icon-wrapped-url", "icon-unwrapped-url"),
    "mj-carousel": ("left-icon", "right-icon"),
    "mj-social-element": ("src",),
}
_SENTENCES: Final = frozenset({"alt", "aria-label", "title"})
_GOES_ON: Final = ("/", "?", "#", "&")
_LINKS: Final = ("https://", "http://", "mailto:", "tel:", "cid:", "#")
_FORBIDDEN_ATTRIBUTES: Final = frozenset(
    {"action", "formaction", "srcdoc", "srcset", "ping", "http-equiv", "name", "id", "xmlns"}
)
# `name` tells a social network; elsewhere it would only shadow names of the page.
_NAMED: Final = frozenset({"mj-social-element"})
# What begins with a scheme that runs or reads something; and what styles could reach for.
_SCHEME: Final = re.compile(r"[\"']?(?:javascript|vbscript|data|file|blob|about):")
_IN_STYLES: Final = re.compile(
    r"expression\(|behavior:|-moz-binding|@import|\\|url\((?![\"']?https?://)"
)
# The names of functions, looked for only where they begin; and those that load a picture.
_FUNCTION: Final = re.compile(r"(?<![a-z0-9-])([a-z0-9-]+)\(")
_LOADING: Final = re.compile(r"(?:url|src|image|image-set|cross-fade)\(")
_UNSEEN: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u206f\ufeff]")
_ELEMENT: Final = re.compile(r"</?([a-zA-Z][a-zA-Z0-9-]*)")
# Looked for only where blanks begin: from each of a long run it would take hours.
_ATTRIBUTE: Final = re.compile(
    r"(?<!\s)\s+([a-zA-Z][a-zA-Z0-9-]*)\s*=\s*(?:\"([^\"<]*)\"|'([^'\"<]*)')"
)
_BEGIN_ENDS: Final = re.compile(r"\s*(/?)>")
_END_ENDS: Final = re.compile(r"\s*>")

# Stands for a tag in braces while the MJML around it is compiled. Letters and digits: the compiler
# writes any other character differently in some places.
MARK_BEGIN, MARK_END = "0hbrs0", "0srbh0"
_MARK: Final = re.compile(f"{MARK_BEGIN}(\\d{{1,6}}){MARK_END}")


def marked(pieces: list[Piece]) -> tuple[str, list[Tag]]:
    """The text with a mark in place of each tag, and the tags by number.

    Raises `TemplateError` when the text holds what marks begin or end with.
    """
    tags: list[Tag] = []
    texts: list[str] = []
    for piece in pieces:
        if isinstance(piece, Tag):
            texts.append(f"{MARK_BEGIN}{len(tags)}{MARK_END}")
            tags.append(piece)
        elif MARK_BEGIN in piece.text or MARK_END in piece.text:
            raise TemplateError(
                "The template holds %(text)s, which means something else here. Remove it.",
                values={"text": MARK_BEGIN if MARK_BEGIN in piece.text else MARK_END},
            )
        else:
            texts.append(piece.text)
    return "".join(texts), tags


def unmarked(source: str, tags: list[Tag]) -> list[Piece]:
    """A text with marks, as text and tags again."""
    pieces: list[Piece] = []
    place = 0
    for match in _MARK.finditer(source):
        if match.start() > place:
            pieces.append(Text(source[place : match.start()]))
        pieces.append(tags[int(match[1])])
        place = match.end()
    if place < len(source):
        pieces.append(Text(source[place:]))
    return pieces


def spelt_out(body: str) -> str:
    """A body with attributes that the compiler writes as they are.

    It writes what can't be printed, line breaks and backslashes as Rust does, which isn't HTML.
    """
    return _ATTRIBUTE.sub(lambda match: "".join(map(_spelt, match[0])), body)


def _spelt(letter: str) -> str:
    if letter.isspace() and letter.isascii():
        return " "
    return letter if letter.isprintable() and letter != "\\" else f"&#{ord(letter)};"


def line_at(source: str, tags: list[Tag], place: int) -> int:
    """The line of a place in a text with marks, counted as its author does."""
    marks = _MARK.finditer(source, 0, place)
    return source.count("\n", 0, place) + 1 + sum(tags[int(m[1])].more_lines for m in marks)


def check_body(body: str, tags: list[Tag]) -> int | None:
    """Check a body with marks for its tags. Raises `TemplateError` with the line.

    Returns the first line with words that nobody will see, since they stand in no element that
    shows any; None where there is none.
    """
    reader = _Reader(body, tags)
    reader.read()
    return reader.unseen


class _Reader:
    def __init__(self, body: str, tags: list[Tag]) -> None:
        self.body = body
        self.tags = tags
        self.place = 0
        # Names and places of the elements around.
        self.open: list[tuple[str, int]] = []
        self.elements = 0
        self.unseen: int | None = None

    def read(self) -> None:
        while True:
            start = self.body.find("<", self.place)
            self._look_at_words(start if start >= 0 else len(self.body))
            if start < 0:
                break
            self.place = start
            if self.body.startswith("<!--", start):
                raise self._template_error(
                    "Comments in MJML (<!-- -->) are not supported. Write {{! }} instead."
                )
            match = _ELEMENT.match(self.body, start)
            if match is None:
                raise self._template_error("A < that begins no element has to be written as &lt;.")
            self.place = match.end()
            if self.body.startswith("</", start):
                self._close(match[1])
            else:
                self._begin(match[1])
        if self.open:
            name, self.place = self.open[-1]
            raise self._template_error("<%(name)s> is not closed. Add </%(name)s>.", name=name)

    def _look_at_words(self, end: int) -> None:
        """Note words up to a place that are not shown there; blocks and comments are none."""
        if self.unseen is not None or any(name in _WITH_WORDS for name, _place in self.open):
            return
        for piece in unmarked(self.body[self.place : end], self.tags):
            if isinstance(piece, Tag):
                if not piece.sigil:
                    self.unseen = piece.line
                    return
            elif piece.text.strip():
                blank = len(piece.text) - len(piece.text.lstrip())
                begun = self.body.index(piece.text, self.place) + blank
                self.unseen = line_at(self.body, self.tags, begun)
                return

    def _begin(self, name: str) -> None:
        begun = self.place
        self._check_element(name)
        count, names = 0, set()
        while match := _ATTRIBUTE.match(self.body, self.place):
            attribute = match[1]
            count += 1
            if count > ATTRIBUTES_MAX or attribute.lower() in names:
                raise self._template_error(
                    "<%(name)s> has %(attribute)s twice, or too many attributes.",
                    name=name,
                    attribute=attribute,
                )
            names.add(attribute.lower())
            value = match[2] if match[2] is not None else match[3]
            self._check_attribute(name, attribute, value)
            self.place = match.end()
        rest = _BEGIN_ENDS.match(self.body, self.place)
        if rest is None:
            raise self._template_error(
                'The attributes of <%(name)s> can\'t be read. They are written as width="100px".',
                name=name,
            )
        for attribute in PICTURES.get(name, ()):
            if attribute not in names:
                raise self._template_error(
                    "<%(name)s> needs %(attribute)s, the address of a picture of yours, or nothing"
                    " between its quotation marks for none. Otherwise one is loaded from elsewhere,"
                    " where they could see who reads the e-mail.",
                    name=name,
                    attribute=attribute,
                )
        self.place = rest.end()
        if not rest[1] and name not in VOID_HTML:
            self.open.append((name, begun))
            if len(self.open) > ELEMENTS_DEEP_MAX:
                raise self._template_error(
                    "Elements lie too deep in each other: up to %(maximum)s may.",
                    maximum=ELEMENTS_DEEP_MAX,
                )

    def _check_element(self, name: str) -> None:
        self.elements += 1
        if self.elements > ELEMENTS_MAX:
            raise self._template_error(
                "The template has too many elements: it may have up to %(maximum)s.",
                maximum=ELEMENTS_MAX,
            )
        if name == "mj-include":
            raise self._template_error("<mj-include> is not supported. Write its content here.")
        if name not in COMPONENTS and name not in HTML:
            near = get_close_matches(name, sorted(COMPONENTS | HTML), n=1, cutoff=0.85)
            if near:
                raise self._template_error(
                    "There is no <%(name)s>. Did you mean <%(near)s>?", name=name, near=near[0]
                )
            raise self._template_error(
                "<%(name)s> can't be used in an e-mail of this program.", name=name
            )
        if name in COMPONENTS and any(outer == "mj-text" for outer, _place in self.open):
            raise self._template_error("<%(name)s> can't stand inside of <mj-text>.", name=name)

    def _close(self, name: str) -> None:
        rest = _END_ENDS.match(self.body, self.place)
        if rest is None:
            raise self._template_error(
                "The end of <%(name)s> is written as </%(name)s>.", name=name
            )
        if not self.open:
            raise self._template_error("</%(name)s> closes nothing. Remove it.", name=name)
        expected, begun = self.open[-1]
        if name != expected:
            raise self._template_error(
                "</%(name)s> comes where </%(expected)s> should: <%(expected)s> of line %(opened)s"
                " is still open.",
                name=name,
                expected=expected,
                opened=line_at(self.body, self.tags, begun),
            )
        self.open.pop()
        self.place = rest.end()

    def _check_attribute(self, element: str, attribute: str, value: str) -> None:
        name = attribute.lower()
        if (
            name.startswith("on")
            or (name in _FORBIDDEN_ATTRIBUTES and element not in _NAMED)
            or attribute != name
        ):
            raise self._template_error(
                "%(attribute)s can't be used on <%(name)s>.", attribute=attribute, name=element
            )
        if not is_whole(unmarked(value, self.tags)):
            raise self._template_error(
                "A block in %(attribute)s has to begin and end inside of its quotation marks.",
                attribute=attribute,
            )
        plain = self._plain(attribute, value)
        nodes = tree_of(unmarked(plain, self.tags))
        if name in _PLACES and not _leads_to_a_place(nodes):
            raise self._template_error(
                "%(attribute)s has to begin with https://, http://, mailto:, tel: or # or with a"
                " variable that holds an address, such as {{links.account}}. Behind such a"
                " variable, go on with / ? # or &.",
                attribute=attribute,
            )
        if name not in _SENTENCES and (
            _SCHEME.match(plain)
            or _IN_STYLES.search(plain)
            # A name that is put together could be any.
            or any(MARK_BEGIN in found[1] for found in _FUNCTION.finditer(plain))
        ):
            raise self._refused(attribute)
        is_loaded = name in _LOADED or (
            name not in _SENTENCES | _PLACES and _LOADING.search(plain) is not None
        )
        if is_loaded and not all(map(_is_address, _outputs(nodes))):
            raise self._template_error(
                "%(attribute)s is loaded when the e-mail is opened and would tell others what its"
                " variables hold. Only variables whose name ends in url can stand there.",
                attribute=attribute,
            )

    def _plain(self, attribute: str, value: str) -> str:
        """A value as programs that show e-mails read it."""
        try:
            return _UNSEEN.sub("", html.unescape(value)).lower()
        except ValueError as error:  # the number of a letter with thousands of digits
            raise self._refused(attribute) from error

    def _refused(self, attribute: str) -> TemplateError:
        return self._template_error(
            "%(attribute)s holds something that e-mails may not do.", attribute=attribute
        )

    def _template_error(self, text: str, **values: object) -> TemplateError:
        return TemplateError(
            text, line=line_at(self.body, self.tags, self.place), values=values or None
        )


class _Begun(Enum):
    """What comes before a place in a link: nothing, an address that may be empty, or more."""

    NOTHING = auto()
    ADDRESS = auto()
    MORE = auto()


class _NoPlace(Exception):
    pass


def _leads_to_a_place(nodes: Sequence[Node]) -> bool:
    """Whether whatever comes first, in each branch of its blocks, is a link or holds one.

    A variable may be empty: what follows it must not be able to take its place.
    """
    try:
        _begun_after(nodes, frozenset({_Begun.NOTHING}))
    except _NoPlace:
        return False
    return True


def _begun_after(nodes: Sequence[Node], before: frozenset[_Begun]) -> frozenset[_Begun]:
    """What may come before the end of nodes. Raises _NoPlace.

    A loop's second round needs no look: what its first one begins with is an address already.
    """
    for node in nodes:
        if isinstance(node, Block):
            before = _begun_after(node.body, before) | _begun_after(node.otherwise, before)
        elif isinstance(node, Text):
            if (_Begun.NOTHING in before and not node.text.startswith(_LINKS)) or (
                _Begun.ADDRESS in before and not node.text.startswith(_GOES_ON)
            ):
                raise _NoPlace
            before = frozenset({_Begun.MORE})
        else:
            if (_Begun.NOTHING in before and not _holds_place(node)) or _Begun.ADDRESS in before:
                raise _NoPlace
            after = {_Begun.ADDRESS if item is _Begun.NOTHING else item for item in before}
            before = frozenset(after)
    return before


def _outputs(nodes: Sequence[Node]) -> Iterator[Output]:
    for node in nodes:
        if isinstance(node, Output):
            yield node
        elif isinstance(node, Block):
            yield from _outputs(node.body)
            yield from _outputs(node.otherwise)


def _holds_place(output: Output) -> bool:
    """Whether a link may begin with it."""
    return _is_address(output) or _parts(output)[:1] == ("links",)


def _is_address(output: Output) -> bool:
    """Whether it holds nothing but an address that says nothing of the customer."""
    parts = _parts(output)
    return bool(parts) and parts[-1].endswith("url")


def _parts(output: Output) -> tuple[str, ...]:
    path = output.expression
    if not isinstance(path, Path):
        return ()
    return path.parts[1:] if path.data else path.parts
