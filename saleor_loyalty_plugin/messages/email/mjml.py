"""MJML → HTML, with Handlebars in it that is filled in for each customer.

The frame is ours and its body may be a program's own. The compiler is a native library, which a
hostile body could bring down with the whole process: bodies are read first, by `mjml_source`.
"""

import re
from typing import Final

from mjml import mjml2html

from saleor_loyalty_plugin.messages.email.handlebars import Template
from saleor_loyalty_plugin.messages.email.handlebars_syntax import (
    Piece,
    Tag,
    Text,
    pieces_of,
    tree_of,
)
from saleor_loyalty_plugin.messages.email.mjml_source import (
    check_body,
    line_at,
    marked,
    spelt_out,
    unmarked,
)
from saleor_loyalty_plugin.messages.email.template_errors import TemplateError

BODY_PLACE: Final = "<!-- body -->"
HTML_LENGTH_MAX: Final = 400_000
_POSITION: Final = re.compile(r"at position (\d+)")


def compiled_mjml(body: str, *, layout: str) -> Template:
    """A body in its frame, as HTML to fill in. Raises `TemplateError`, with the body's lines."""
    pieces = pieces_of(body)
    tree_of(pieces)
    check_body(*marked(pieces))
    source, tags = marked(in_frame(pieces, frame=layout))
    source = spelt_out(source)
    try:
        compiled = _html_of(source)
    except _NotCompiled as error:
        before = line_at(source, tags, error.place) - layout[: layout.index(BODY_PLACE)].count("\n")
        line = min(max(before, 1), body.count("\n") + 1)
        raise TemplateError(
            "This is no MJML that can be compiled. Look for an element in the wrong place.",
            line=line,
        ) from error
    if len(compiled) > HTML_LENGTH_MAX:
        raise TemplateError(
            "The e-mail becomes too long: it may have up to %(maximum)s characters of HTML.",
            values={"maximum": HTML_LENGTH_MAX},
        )
    return Template(tree_of(unmarked(compiled, tags)), is_html=True)


def unseen_words(body: str) -> int | None:
    """The first line of a body that can be compiled with words that nobody will see, if any."""
    return check_body(*marked(pieces_of(body)))


def in_frame(pieces: list[Piece], *, frame: str) -> list[Piece]:
    """The pieces of a frame with those of a body at its place."""
    framed: list[Piece] = []
    for piece in pieces_of(frame):
        if isinstance(piece, Tag) or BODY_PLACE not in piece.text:
            framed.append(piece)
            continue
        before, after = piece.text.split(BODY_PLACE)
        framed += [Text(before), *pieces, Text(after)]
    return framed


class _NotCompiled(Exception):
    """`place`: where in the source, in characters."""

    def __init__(self, reason: str, *, place: int) -> None:
        super().__init__(reason)
        self.place = place


def _html_of(source: str) -> str:
    try:
        # No fonts from elsewhere: they tell others who reads. No loader: nothing is included.
        return mjml2html(source, disable_comments=True, fonts={})
    except BaseException as error:
        # What panics in the library is no Exception.
        if not isinstance(error, ValueError) and type(error).__name__ != "PanicException":
            raise
        match = _POSITION.search(str(error))
        place = len(source.encode()[: int(match[1])].decode(errors="ignore")) if match else 0
        raise _NotCompiled(str(error), place=place) from error
