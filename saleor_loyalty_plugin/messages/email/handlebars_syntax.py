"""Handlebars, read: text with tags → a tree of nodes, within bounds and in linear time.

What Saleor's own e-mails use, and a little of what everybody expects besides: `{{name}}`,
`{{{name}}}`, `{{&name}}`, blocks, `{{else}}`, `{{else if …}}`, `{{^name}}`, comments, helpers with
subexpressions, `~`. Not read, with a sentence that says so: partials, decorators, raw blocks,
block parameters.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from django.utils.translation import gettext_noop

from saleor_loyalty_plugin.messages.email.handlebars_helpers import HELPERS
from saleor_loyalty_plugin.messages.email.template_errors import TemplateError

SOURCE_LENGTH_MAX: Final = 100_000
TAGS_MAX: Final = 2_000
BLOCKS_DEEP_MAX: Final = 16
CALLS_DEEP_MAX: Final = 4
ARGUMENTS_MAX: Final = 8
PARTS_MAX: Final = 12
NAME_LENGTH_MAX: Final = 64
BUILT_IN_BLOCKS: Final = frozenset({"if", "unless", "each", "with"})
LOOP_DATA: Final = frozenset({"index", "key", "first", "last", "root"})


@dataclass(frozen=True, slots=True)
class Literal:
    value: str | int | bool | None


@dataclass(frozen=True, slots=True)
class Path:
    """A way to a value: `ups` scopes outwards, then through `parts`; `data`: `@index` and the like.

    `parts` is empty for `this`.
    """

    parts: tuple[str, ...]
    ups: int = 0
    data: bool = False
    line: int = 1

    @property
    def name(self) -> str:
        """The path as one writes it."""
        return ("@" if self.data else "") + "../" * self.ups + (".".join(self.parts) or "this")


@dataclass(frozen=True, slots=True)
class Call:
    helper: str
    arguments: tuple["Expression", ...]
    named: tuple[tuple[str, "Expression"], ...] = ()
    line: int = 1


Expression = Literal | Path | Call


@dataclass(frozen=True, slots=True)
class Text:
    text: str


@dataclass(frozen=True, slots=True)
class Output:
    expression: Expression
    line: int


@dataclass(frozen=True, slots=True)
class Block:
    """`kind`: if, unless, each, with, or value for `{{#name}}`, which looks at what it finds."""

    kind: str
    expression: Expression
    body: tuple["Node", ...]
    otherwise: tuple["Node", ...]
    line: int


Node = Text | Output | Block


@dataclass(frozen=True, slots=True)
class Tag:
    """One `{{…}}`. `sigil`: "" output, "#" and "^" open, "/" closes, "else", "!" a comment.

    `name` is the first word of a block: of `{{#if a}}` it is `if`, and the arguments are `a`.
    """

    sigil: str
    line: int
    name: str = ""
    expressions: tuple[Expression, ...] = ()
    named: tuple[tuple[str, Expression], ...] = ()
    strips_before: bool = False
    strips_after: bool = False
    # How many lines it goes on after the one in which it begins.
    more_lines: int = 0


Piece = Text | Tag


def pieces_of(source: str) -> list[Piece]:
    """A template cut into text and tags. Raises `TemplateError`."""
    if len(source) > SOURCE_LENGTH_MAX:
        raise TemplateError(
            "The template is too long: it may have up to %(maximum)s characters.",
            values={"maximum": SOURCE_LENGTH_MAX},
        )
    return list(_cut(source))


def tree_of(pieces: Sequence[Piece]) -> tuple[Node, ...]:
    """The nodes of a template that was cut into pieces. Raises `TemplateError`."""
    frames = [_Frame()]
    for piece in _without_white_space(list(pieces)):
        if isinstance(piece, Text):
            frames[-1].add(piece)
        elif piece.sigil == "":
            frames[-1].add(Output(piece.expressions[0], piece.line))
        elif piece.sigil in ("#", "^"):
            _open(frames, piece)
        elif piece.sigil == "else":
            _turn(frames, piece)
        elif piece.sigil == "/":
            _close(frames, piece)
    if len(frames) > 1:
        tag = frames[-1].tag
        assert tag is not None  # noqa: S101  (only the outermost frame has none)
        raise TemplateError(
            "{{#%(name)s}} is not closed. Add {{/%(name)s}}.",
            line=tag.line,
            values={"name": frames[-1].closed_by},
        )
    return tuple(frames[0].body)


def is_whole(pieces: Sequence[Piece]) -> bool:
    """Whether each block in a part of a template is closed in the same part."""
    try:
        tree_of(pieces)
    except TemplateError:
        return False
    return True


# --- pieces -----------------------------------------------------------------------------------


def _cut(source: str) -> Iterator[Piece]:
    place, line, tags = 0, 1, 0
    while True:
        start = source.find("{{", place)
        if start < 0:
            break
        if start > place:
            yield Text(source[place:start])
        line += source.count("\n", place, start)
        reader = _TagReader(source, start, line)
        tag = reader.read()
        tags += 1
        if tags > TAGS_MAX:
            raise TemplateError(
                "The template has too many tags in braces: it may have up to %(maximum)s.",
                line=line,
                values={"maximum": TAGS_MAX},
            )
        more_lines = source.count("\n", start, reader.place)
        yield replace(tag, more_lines=more_lines) if more_lines else tag
        line += more_lines
        place = reader.place
    if place < len(source):
        yield Text(source[place:])


def _without_white_space(pieces: list[Piece]) -> list[Piece]:
    """Drop what `~` eats, and lines that hold nothing but blocks and comments."""
    for place, piece in enumerate(pieces):
        if not isinstance(piece, Tag):
            continue
        before = pieces[place - 1] if place else None
        after = pieces[place + 1] if place + 1 < len(pieces) else None
        if piece.strips_before and isinstance(before, Text):
            pieces[place - 1] = Text(before.text.rstrip())
        if piece.strips_after and isinstance(after, Text):
            pieces[place + 1] = Text(after.text.lstrip())
    kept: list[Piece] = []
    pending: list[str] = []
    for on_line in _lines(pieces):
        tags = [piece for piece in on_line if isinstance(piece, Tag)]
        alone = (
            bool(tags)
            and all(tag.sigil for tag in tags)
            and all(isinstance(piece, Tag) or not piece.text.strip() for piece in on_line)
        )
        for piece in tags if alone else on_line:
            if isinstance(piece, Text):
                pending.append(piece.text)
            else:
                kept.extend(_joined(pending))
                kept.append(piece)
    return [*kept, *_joined(pending)]


def _joined(pending: list[str]) -> list[Piece]:
    """The texts so far as one, if there is any; none are pending afterwards."""
    text = "".join(pending)
    pending.clear()
    return [Text(text)] if text else []


def _lines(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    on_line: list[Piece] = []
    for piece in pieces:
        if isinstance(piece, Tag):
            on_line.append(piece)
            continue
        first, *more = piece.text.split("\n")
        for part in more:
            yield [*on_line, Text(f"{first}\n")]
            on_line, first = [], part
        on_line.append(Text(first))
    yield on_line


# Alternatives that exclude each other, so that a match never goes back.
_SPACE = re.compile(r"\s*")
_NAME = re.compile(r"\w[\w-]*")
_NUMBER = re.compile(r"-?\d+(?![\w.-])")
_NAMED = re.compile(r"(\w[\w-]*)\s*=(?!=)\s*")
_STRING = re.compile(r"\"([^\"\\]*(?:\\.[^\"\\]*)*)\"|'([^'\\]*(?:\\.[^'\\]*)*)'", re.DOTALL)
_BRACKETED = re.compile(r"\[([^\[\]{}\n]*)\]")
_WORDS: Final = {"true": True, "false": False, "null": None, "undefined": None}
_UNREAD: Final = {
    ">": gettext_noop("Templates can't include others ({{> name}}). Write the text here."),
    "*": gettext_noop("Decorators ({{* name}}) are not supported."),
}


class _TagReader:
    """Reads the one tag that begins at a place; `place` lies behind it afterwards."""

    def __init__(self, source: str, start: int, line: int) -> None:
        self.source = source
        self.place = start
        self.line = line
        self.start = start

    def read(self) -> Tag:
        if self._takes("{{{{"):
            raise self._template_error("Raw blocks ({{{{name}}}}) are not supported.")
        if self._takes("{{{"):
            return self._output(closing="}}}", before=False)
        self._takes("{{")
        before = self._takes("~")
        if self._at("!"):
            return self._comment(before=before)
        for sigil, sentence in _UNREAD.items():
            if self._at(sigil) or (self._at("#") and self.source.startswith(sigil, self.place + 1)):
                raise self._template_error(sentence)
        if self._takes("&"):
            return self._output(closing="}}", before=before)
        for sigil in ("#", "^", "/"):
            if self._takes(sigil):
                return self._block(sigil, before=before)
        self._space()
        if self._word_ahead() == "else":
            self.place += len("else")
            return self._turn(before=before)
        return self._output(closing="}}", before=before)

    def _comment(self, *, before: bool) -> Tag:
        closing = "--}}" if self.source.startswith("!--", self.place) else "}}"
        end = self.source.find(closing, self.place)
        if end < 0:
            raise self._template_error(
                "This comment is not closed. Add %(closing)s.", closing=closing
            )
        after = closing == "}}" and self.source[end - 1] == "~"
        self.place = end + len(closing)
        return Tag("!", self.line, strips_before=before, strips_after=after)

    def _output(self, *, closing: str, before: bool) -> Tag:
        self._space()
        if self._at('"', "'") or self._at("}"):
            raise self._template_error("A name is missing between the braces.")
        name = self._expression(deep=0)
        expressions, named = self._arguments(deep=0)
        after = self._end(closing)
        if isinstance(name, Path) and (expressions or named):
            name = self._call(name, expressions, named)
        elif expressions or named:
            raise self._template_error("A helper's name is missing at the beginning.")
        return Tag("", self.line, expressions=(name,), strips_before=before, strips_after=after)

    def _block(self, sigil: str, *, before: bool) -> Tag:
        self._space()
        name = self._word_ahead()
        if sigil == "^" and not name and self._at("}", "~"):
            return Tag("else", self.line, strips_before=before, strips_after=self._end("}}"))
        if sigil == "/":
            path = self._path()
            return Tag("/", self.line, path.name, (), (), before, self._end("}}"))
        if name in BUILT_IN_BLOCKS:
            self.place += len(name)
            expressions, named = self._arguments(deep=0)
            if len(expressions) != 1 or named:
                raise self._template_error("{{#%(name)s}} takes exactly one value.", name=name)
        else:
            path = self._path()
            name = path.name
            expressions, named = self._arguments(deep=0)
            if expressions or named:
                raise self._template_error("There is no block called %(name)s.", name=name)
            expressions = (path,)
        after = self._end("}}")
        return Tag(sigil, self.line, name, expressions, (), before, after)

    def _turn(self, *, before: bool) -> Tag:
        """`{{else}}`, or `{{else if …}}` and its like, whose name is `if`."""
        self._space()
        name = self._word_ahead()
        if not name:
            return Tag("else", self.line, "", (), (), before, self._end("}}"))
        if name not in BUILT_IN_BLOCKS:
            raise self._template_error("{{else}} takes nothing, or if and a value.")
        self.place += len(name)
        expressions, named = self._arguments(deep=0)
        if len(expressions) != 1 or named:
            raise self._template_error("{{#%(name)s}} takes exactly one value.", name=name)
        return Tag("else", self.line, name, expressions, (), before, self._end("}}"))

    def _arguments(
        self, *, deep: int
    ) -> tuple[tuple[Expression, ...], tuple[tuple[str, Expression], ...]]:
        expressions: list[Expression] = []
        named: list[tuple[str, Expression]] = []
        while True:
            spaced = self._space()
            if self._at("}", "~", ")") or self.place == len(self.source):
                return tuple(expressions), tuple(named)
            if not spaced:
                raise self._template_error(
                    "This can't be read from %(word)s on.", word=self._shown()
                )
            if self._at("|") or self._word_ahead() == "as":
                raise self._template_error("Block parameters (as |name|) are not supported.")
            if len(expressions) + len(named) == ARGUMENTS_MAX:
                raise self._template_error(
                    "A helper takes up to %(maximum)s values.", maximum=ARGUMENTS_MAX
                )
            match = _NAMED.match(self.source, self.place)
            if match:
                self.place = match.end()
                named.append((match[1], self._expression(deep=deep)))
            else:
                expressions.append(self._expression(deep=deep))

    def _expression(self, *, deep: int) -> Expression:
        if self._takes("("):
            if deep == CALLS_DEEP_MAX:
                raise self._template_error("These parentheses lie too deep in each other.")
            self._space()
            name = self._path()
            expressions, named = self._arguments(deep=deep + 1)
            if not self._takes(")"):
                raise self._template_error("A closing parenthesis is missing.")
            return self._call(name, expressions, named)
        match = _STRING.match(self.source, self.place)
        if match:
            self.place = match.end()
            text = match[1] if match[1] is not None else match[2]
            return Literal(text.replace('\\"', '"').replace("\\'", "'"))
        match = _NUMBER.match(self.source, self.place)
        if match:
            if len(match[0]) > 16:
                raise self._template_error("This number has too many digits.")
            self.place = match.end()
            return Literal(int(match[0]))
        word = self._word_ahead()
        if word in _WORDS and not self.source.startswith((".", "/"), self.place + len(word)):
            self.place += len(word)
            return Literal(_WORDS[word])
        return self._path()

    def _path(self) -> Path:
        data = self._takes("@")
        ups = 0
        while self._takes("../"):
            ups += 1
        if self._at("..") and not self._at("..."):
            self.place += 2
            return self._bounded(Path((), ups + 1, data, self.line))
        parts: list[str] = []
        if self._takes("./") or (self._at(".") and not self._part_follows(self.place + 1)):
            self._takes(".")
            if not self._part_follows(self.place):
                return self._bounded(Path((), ups, data, self.line))
        elif ups and not self._part_follows(self.place):
            return self._bounded(Path((), ups, data, self.line))
        parts.append(self._part())
        while self._at(".", "/") and self._part_follows(self.place + 1):
            self.place += 1
            parts.append(self._part())
        if not data and parts[0] == "this":
            del parts[0]
        return self._bounded(Path(tuple(parts), ups, data, self.line))

    def _bounded(self, path: Path) -> Path:
        if len(path.parts) + path.ups > PARTS_MAX:
            raise self._template_error("This name has too many parts.")
        if path.data and (not path.parts or path.parts[0] not in LOOP_DATA):
            raise self._template_error("There is no %(name)s.", name=path.name)
        return path

    def _part_follows(self, place: int) -> bool:
        return bool(_NAME.match(self.source, place)) or self.source.startswith("[", place)

    def _part(self) -> str:
        match = _BRACKETED.match(self.source, self.place) or _NAME.match(self.source, self.place)
        if not match and self.place >= len(self.source):
            raise self._template_error(
                "These braces are not closed. Add %(closing)s.", closing="}}"
            )
        if not match:
            raise self._template_error("This can't be read from %(word)s on.", word=self._shown())
        part = match[match.lastindex or 0]
        if len(part) > NAME_LENGTH_MAX:
            raise self._template_error("This name is too long.")
        self.place = match.end()
        return part

    def _call(
        self,
        path: Path,
        expressions: tuple[Expression, ...],
        named: tuple[tuple[str, Expression], ...],
    ) -> Call:
        helper = HELPERS.get(path.name)
        if helper is None:
            raise self._template_error(
                "There is no helper called %(name)s. There are: %(known)s.",
                name=path.name,
                known=", ".join(sorted(HELPERS)),
            )
        least, most = helper.arguments
        if not least <= len(expressions) <= most or any(
            name not in helper.named for name, _expression in named
        ):
            raise self._template_error(
                "%(name)s is used like this: %(usage)s", **helper.shown(path.name)
            )
        return Call(path.name, expressions, named, self.line)

    def _end(self, closing: str) -> bool:
        self._space()
        after = self._takes("~")
        if not self._takes(closing):
            if self.source.find(closing, self.place) < 0 or self._at("}"):
                raise self._template_error(
                    "These braces are not closed. Add %(closing)s.", closing=closing
                )
            raise self._template_error("This can't be read from %(word)s on.", word=self._shown())
        return after

    def _word_ahead(self) -> str:
        """The plain word at the place, "" if what stands there goes on as a path or is none."""
        match = _NAME.match(self.source, self.place)
        return match[0] if match else ""

    def _space(self) -> bool:
        match = _SPACE.match(self.source, self.place)
        moved = bool(match and match.end() > self.place)
        self.place = match.end() if match else self.place
        return moved

    def _at(self, *texts: str) -> bool:
        return self.source.startswith(texts, self.place)

    def _takes(self, text: str) -> bool:
        if not self.source.startswith(text, self.place):
            return False
        self.place += len(text)
        return True

    def _shown(self) -> str:
        """A little of what can't be read, to find it by."""
        return " ".join(self.source[self.place : self.place + 20].split()) or "…"

    def _template_error(self, text: str, **values: object) -> TemplateError:
        line = self.line + self.source.count("\n", self.start, self.place)
        return TemplateError(text, line=line, values=values or None)


# --- tree -------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Frame:
    """A block that is open. `chained`: opened by `{{else if …}}`, closed with the one around it."""

    tag: Tag | None = None
    chained: bool = False
    closed_by: str = ""
    body: list[Node] = field(default_factory=list)
    otherwise: list[Node] | None = None

    def add(self, node: Node) -> None:
        (self.body if self.otherwise is None else self.otherwise).append(node)

    def block(self) -> Block:
        tag = self.tag
        assert tag is not None  # noqa: S101  (only the outermost frame has none)
        kind = tag.name if tag.name in BUILT_IN_BLOCKS else "value"
        body, otherwise = tuple(self.body), tuple(self.otherwise or ())
        if tag.sigil == "^":
            body, otherwise = otherwise, body
        return Block(kind, tag.expressions[0], body, otherwise, tag.line)


def _open(frames: list[_Frame], tag: Tag, *, chained: bool = False) -> None:
    if len(frames) > BLOCKS_DEEP_MAX:
        raise TemplateError(
            "Blocks lie too deep in each other: up to %(maximum)s may.",
            line=tag.line,
            values={"maximum": BLOCKS_DEEP_MAX},
        )
    closed_by = frames[-1].closed_by if chained else tag.name
    frames.append(_Frame(tag=tag, chained=chained, closed_by=closed_by))


def _turn(frames: list[_Frame], tag: Tag) -> None:
    frame = frames[-1]
    if frame.tag is None or frame.otherwise is not None:
        raise TemplateError("This {{else}} belongs to no block.", line=tag.line)
    frame.otherwise = []
    if tag.name:
        _open(frames, tag, chained=True)


def _close(frames: list[_Frame], tag: Tag) -> None:
    if len(frames) == 1:
        raise TemplateError(
            "{{/%(name)s}} closes nothing. Remove it, or open {{#%(name)s}} before.",
            line=tag.line,
            values={"name": tag.name},
        )
    if frames[-1].closed_by != tag.name:
        opened = frames[-1].tag
        raise TemplateError(
            "{{/%(name)s}} comes where {{/%(expected)s}} should: {{#%(expected)s}} of line"
            " %(opened)s is still open.",
            line=tag.line,
            values={
                "name": tag.name,
                "expected": frames[-1].closed_by,
                "opened": opened.line if opened else 1,
            },
        )
    while True:
        frame = frames.pop()
        frames[-1].add(frame.block())
        if not frame.chained:
            return
