"""Which names of a template nobody knows, found by walking it over an example of its variables."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice
from typing import Any, Final

from saleor_loyalty_plugin.messages.email.handlebars_syntax import (
    Block,
    Call,
    Expression,
    Literal,
    Node,
    Output,
    Path,
    Text,
)
from saleor_loyalty_plugin.messages.email.template_errors import TemplateError

# What takes the place of a part of the example that doesn't say what is in it: an empty list.
_ANYTHING: Final = object()
_UNKNOWN: Final = object()
PROBLEMS_MAX: Final = 10


def name_problems(nodes: Sequence[Node], example: Mapping[str, Any]) -> list[TemplateError]:
    """What is wrong with the names in a template; the first ten.

    `example` holds every variable that there is: dicts, lists with an item of their kind, texts.
    """
    scope = _Scope(example, None, example)
    return list(islice(_problems(nodes, scope), PROBLEMS_MAX))


@dataclass(frozen=True, slots=True)
class _Scope:
    value: Any
    outer: "_Scope | None"
    root: Any


def _problems(nodes: Sequence[Node], scope: _Scope) -> Iterator[TemplateError]:
    for node in nodes:
        if isinstance(node, Text):
            continue
        yield from _in_expression(node.expression, scope)
        if isinstance(node, Output):
            yield from _in_output(node, scope)
        else:
            yield from _in_block(node, scope)


def _in_block(block: Block, scope: _Scope) -> Iterator[TemplateError]:
    value = _value(block.expression, scope)
    inner = scope
    if value is _UNKNOWN:
        # Said already; what is inside depends on it.
        value = _ANYTHING
    if block.kind == "each" or (block.kind == "value" and isinstance(value, list)):
        if not isinstance(value, (list, dict)) and value is not _ANYTHING:
            yield TemplateError(
                "%(name)s is no list: {{#each}} finds nothing in it.",
                line=block.line,
                values={"name": _name(block.expression)},
            )
        inner = _Scope(_item(value), scope, scope.root)
    elif block.kind == "with" or (block.kind == "value" and isinstance(value, dict)):
        inner = _Scope(value, scope, scope.root)
    yield from _problems(block.body, inner)
    yield from _problems(block.otherwise, scope)


def _in_output(node: Output, scope: _Scope) -> Iterator[TemplateError]:
    value = _value(node.expression, scope)
    name = _name(node.expression)
    if isinstance(value, list):
        yield TemplateError(
            "%(name)s is a list. Write {{#each %(name)s}}…{{/each}}.",
            line=node.line,
            values={"name": name},
        )
    elif isinstance(value, dict) and value:
        yield TemplateError(
            "%(name)s has parts. Write one of them, such as {{%(part)s}}.",
            line=node.line,
            values={"name": name, "part": _joined(name, next(iter(value)))},
        )


def _in_expression(expression: Expression, scope: _Scope) -> Iterator[TemplateError]:
    if isinstance(expression, Call):
        for argument in (*expression.arguments, *(value for _name, value in expression.named)):
            yield from _in_expression(argument, scope)
    elif isinstance(expression, Path) and _value(expression, scope) is _UNKNOWN:
        within = _list_with(expression.parts, scope)
        if within is not None:
            yield TemplateError(
                "%(name)s is known only within {{#each %(list)s}}…{{/each}}.",
                line=expression.line,
                values={"name": expression.name, "list": within},
            )
            return
        known = {*_names(scope.value), *_names(scope.root)}
        near = get_close_matches(expression.name, sorted(known), n=1, cutoff=0.5)
        if near:
            yield TemplateError(
                "There is no variable called %(name)s. Did you mean %(near)s?",
                line=expression.line,
                values={"name": expression.name, "near": near[0]},
            )
        else:
            yield TemplateError(
                "There is no variable called %(name)s.",
                line=expression.line,
                values={"name": expression.name},
            )


def _list_with(parts: Sequence[str], scope: _Scope) -> str | None:
    """The list whose items have a value of this name, if there is one."""
    for name in _names(scope.root):
        value = _value(Path(tuple(name.split("."))), _Scope(scope.root, None, scope.root))
        if isinstance(value, list) and parts:
            item = _item(value)
            if isinstance(item, dict) and parts[0] in item:
                return name
    return None


def _value(expression: Expression, scope: _Scope) -> Any:
    if not isinstance(expression, Path):
        return _ANYTHING if isinstance(expression, Call) else expression.value
    for _up in range(expression.ups):
        if scope.outer is None:
            return _UNKNOWN
        scope = scope.outer
    value, parts = scope.value, expression.parts
    if expression.data:
        if parts[0] != "root":
            return _ANYTHING
        value, parts = scope.root, parts[1:]
    for part in parts:
        if value is _ANYTHING or value is None:
            return _ANYTHING
        if isinstance(value, dict) and part in value:
            value = value[part]
        elif isinstance(value, list) and part == "length":
            value = len(value)
        elif isinstance(value, list) and part.isdigit():
            value = _item(value)
        else:
            return _UNKNOWN
    return value


def _item(value: Any) -> Any:
    """An item of an example, or anything where it holds none."""
    if isinstance(value, list) and value:
        return value[0]
    return _ANYTHING


def _names(value: Any, prefix: str = "") -> Iterator[str]:
    """All names that lead from a value to a text, without those of items of lists."""
    if not isinstance(value, dict):
        return
    for key, item in value.items():
        name = f"{prefix}{key}"
        yield name
        yield from _names(item, f"{name}.")


def _name(expression: Expression) -> str:
    if isinstance(expression, Literal):
        return str(expression.value)
    return expression.name if isinstance(expression, Path) else expression.helper


def _joined(name: str, part: str) -> str:
    return part if name == "this" else f"{name}.{part}"
