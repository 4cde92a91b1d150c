"""Handlebars, carried out: a tree of nodes and plain values → text, within bounds.

An interpreter of its own instead of the library that Saleor uses, which turns templates into Python
code and runs that ([why](docs/decisions/0028-an-interpreter-for-handlebars.md)). A template sees
what it is given and nothing else: keys of dicts, places of lists. There are no attributes, calls,
files or other templates to reach for.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from saleor_loyalty_plugin.messages.email.handlebars_helpers import HELPERS
from saleor_loyalty_plugin.messages.email.handlebars_syntax import (
    Block,
    Call,
    Expression,
    Literal,
    Node,
    Output,
    Path,
    Text,
    pieces_of,
    tree_of,
)
from saleor_loyalty_plugin.messages.email.template_errors import TemplateError

STEPS_MAX: Final = 50_000
OUTPUT_LENGTH_MAX: Final = 1_000_000
_ESCAPES: Final = {
    "&": "&amp;",
    '"': "&quot;",
    "'": "&#x27;",
    "`": "&#x60;",
    "<": "&lt;",
    ">": "&gt;",
}
_ESCAPED: Final = re.compile("[&\"'`<>]")


@dataclass(frozen=True)
class Template:
    """A template that was read. `is_html`: values are escaped, also those in three braces.

    They come from customers and from the catalogue; HTML belongs into the template itself.
    """

    nodes: tuple[Node, ...]
    is_html: bool

    def render(self, variables: Mapping[str, object]) -> str:
        """The text with the values in it; what isn't there is empty.

        Raises `TemplateError` when a bound is broken: steps, or the length of what comes out.
        """
        run = _Run(self.is_html)
        scope = _Scope(variables, None, {"root": variables})
        run.nodes(self.nodes, scope)
        return "".join(run.output)


def compiled(source: str, *, is_html: bool) -> Template:
    """Read a template. Raises `TemplateError`."""
    return Template(tree_of(pieces_of(source)), is_html)


@dataclass(slots=True)
class _Scope:
    """What `this` is at a place; `../` goes to `outer`; `data` are `@index` and the like."""

    value: object
    outer: "_Scope | None"
    data: Mapping[str, object]

    def inside(self, value: object, **data: object) -> "_Scope":
        return _Scope(value, self, {**self.data, **data})


class _Run:
    """One rendering: what has come out, and how much was done for it."""

    def __init__(self, is_html: bool) -> None:
        self.is_html = is_html
        self.output: list[str] = []
        self.steps = 0
        self.length = 0

    def nodes(self, nodes: Sequence[Node], scope: _Scope) -> None:
        for node in nodes:
            if isinstance(node, Text):
                self._step(1)
                self._write(node.text, 1)
            elif isinstance(node, Output):
                self._step(node.line)
                shown = shown_value(self._value(node.expression, scope))
                self._write(escaped(shown) if self.is_html else shown, node.line)
            else:
                self._step(node.line)
                self._block(node, scope)

    def _block(self, block: Block, scope: _Scope) -> None:
        value = self._value(block.expression, scope)
        kind = block.kind
        if kind == "if" or (kind == "value" and (value is True or not value)):
            self.nodes(block.body if value else block.otherwise, scope)
        elif kind == "unless":
            self.nodes(block.otherwise if value else block.body, scope)
        elif (
            isinstance(value, (list, dict))
            and value
            and kind != "with"
            and (kind == "each" or isinstance(value, list))
        ):
            self._each(block, value, scope)
        elif kind == "each" or not value:
            self.nodes(block.otherwise, scope)
        else:
            self.nodes(block.body, scope.inside(value))

    def _each(self, block: Block, value: list[object] | dict[str, object], scope: _Scope) -> None:
        keys = list(value) if isinstance(value, dict) else [None] * len(value)
        items = list(value.values()) if isinstance(value, dict) else value
        for index, (key, item) in enumerate(zip(keys, items, strict=True)):
            self._step(block.line)
            first, last = index == 0, index == len(items) - 1
            inner = scope.inside(item, index=index, key=key, first=first, last=last)
            self.nodes(block.body, inner)

    def _value(self, expression: Expression, scope: _Scope) -> object:
        if isinstance(expression, Literal):
            return expression.value
        if isinstance(expression, Path):
            return value_at(expression, scope)
        self._step(expression.line)
        return self._called(expression, scope)

    def _called(self, call: Call, scope: _Scope) -> object:
        arguments = [self._value(argument, scope) for argument in call.arguments]
        named = {name: self._value(argument, scope) for name, argument in call.named}
        return HELPERS[call.helper].run(arguments, named)

    def _step(self, line: int) -> None:
        self.steps += 1
        if self.steps > STEPS_MAX:
            raise TemplateError(
                "This takes too many steps: loops inside of loops multiply. Up to %(maximum)s are"
                " carried out.",
                line=line,
                values={"maximum": STEPS_MAX},
            )

    def _write(self, text: str, line: int) -> None:
        self.length += len(text)
        if self.length > OUTPUT_LENGTH_MAX:
            raise TemplateError(
                "What comes out is too long: it may have up to %(maximum)s characters.",
                line=line,
                values={"maximum": OUTPUT_LENGTH_MAX},
            )
        self.output.append(text)


def value_at(path: Path, scope: _Scope) -> object:
    """What a path leads to, None if nothing is there. Outside of everything, `../` stays there."""
    for _up in range(path.ups):
        scope = scope.outer or scope
    value: object = scope.value
    parts = path.parts
    if path.data:
        value, parts = scope.data.get(parts[0]), parts[1:]
    for part in parts:
        # Exact types: no subclass gets to run code of its own here.
        if type(value) is dict:
            value = value.get(part)
        elif type(value) is list:
            value = _item(value, part)
        else:
            return None
    return value


def _item(items: list[object], part: str) -> object:
    if part == "length":
        return len(items)
    if part.isascii() and part.isdigit() and len(part) <= 6 and int(part) < len(items):
        return items[int(part)]
    return None


def shown_value(value: object) -> str:
    """A value as text. Lists and dicts are nothing to show; they are for `each` and `with`."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int) else ""


def escaped(text: str) -> str:
    """Safe between tags and between quotes."""
    return _ESCAPED.sub(lambda match: _ESCAPES[match[0]], text)
