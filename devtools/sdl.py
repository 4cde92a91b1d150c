"""Prints our part of a GraphQL schema as SDL, with descriptions; graphql-core 2 prints none."""

from collections.abc import Callable, Iterable, Mapping
from textwrap import wrap
from typing import Any

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLSchema,
)

LINE_MAX = 90
HEADER = """\
# The plugin's part of the GraphQL schema, printed from saleor_loyalty_plugin/api by
# `python -m devtools.schema --write`. Types that are not defined here (User, Order, Checkout,
# Money, DateTime, PositiveDecimal, PageInfo, Node) are the shop's own.
"""


def print_part(
    schema: GraphQLSchema,
    *,
    is_ours: Callable[[str], bool],
    extensions: Mapping[str, Iterable[str]],
) -> str:
    """SDL of our types, by name, after what we add to other types.

    `is_ours` tells by a type's name; `extensions` maps the others' names to our fields' names.
    """
    types: Mapping[str, Any] = schema.get_type_map()
    blocks = []
    for name, field_names in extensions.items():
        fields = {field: types[name].fields[field] for field in field_names}
        blocks.append(_block(f"extend type {name}", _fields(fields)))
    for name in sorted(filter(is_ours, types)):
        blocks.append(_description(types[name].description, "") + _definition(types[name]))
    return "\n\n".join([HEADER.rstrip(), *blocks]) + "\n"


def _definition(kind: Any) -> str:
    if isinstance(kind, GraphQLObjectType):
        names = [interface.name for interface in kind.interfaces]
        implements = " implements " + " & ".join(names) if names else ""
        return _block(f"type {kind.name}{implements}", _fields(kind.fields))
    if isinstance(kind, GraphQLInputObjectType):
        return _block(f"input {kind.name}", _arguments(kind.fields, "  "))
    if isinstance(kind, GraphQLEnumType):
        values = [
            _description(value.description, "  ") + f"  {value.name}" for value in kind.values
        ]
        return _block(f"enum {kind.name}", values)
    raise TypeError(f"{kind.name}: no type of ours is a {type(kind).__name__}.")


def _block(head: str, items: list[str]) -> str:
    separator = "\n\n" if any('"""' in item for item in items) else "\n"
    return head + " {\n" + separator.join(items) + "\n}"


def _fields(fields: Mapping[str, Any]) -> list[str]:
    printed = []
    for name, field in fields.items():
        arguments = _arguments(field.args, "    ")
        joined = "(\n" + "\n".join(arguments) + "\n  )" if arguments else ""
        deprecated = f" @deprecated(reason: {_quoted(field.deprecation_reason)})"
        printed.append(
            _description(field.description, "  ")
            + f"  {name}{joined}: {field.type}"
            + (deprecated if field.deprecation_reason else "")
        )
    return printed


def _arguments(arguments: Mapping[str, Any], indent: str) -> list[str]:
    return [
        _description(argument.description, indent) + f"{indent}{name}: {argument.type}"
        for name, argument in arguments.items()
    ]


def _description(text: str | None, indent: str) -> str:
    if not text:
        return ""
    lines = [line for part in text.split("\n") for line in wrap(part, LINE_MAX) or [""]]
    if len(lines) == 1 and not text.endswith('"'):
        return f'{indent}"""{lines[0]}"""\n'
    body = "".join(f"{indent}{line}".rstrip() + "\n" for line in lines)
    return f'{indent}"""\n{body}{indent}"""\n'


def _quoted(text: str | None) -> str:
    return '"' + (text or "").replace("\\", "\\\\").replace('"', '\\"') + '"'
