"""`python -m devtools.schema`: our part of the GraphQL schema, printed from code.

--write  puts it into graphql/schema.graphql
--check  fails when that file differs, when a ready operation does not fit the schema, and when a
         field of ours is in no ready operation
"""

import argparse
import difflib
import os
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import django
from graphql import GraphQLObjectType, GraphQLSchema, parse, validate
from graphql.language.ast import Document, Field
from graphql.language.visitor import TypeInfoVisitor, Visitor, visit
from graphql.utils.type_info import TypeInfo

from devtools.postgres import PROJECT
from devtools.sdl import print_part

SCHEMA_FILE = PROJECT / "graphql" / "schema.graphql"
OPERATIONS = PROJECT / "graphql" / "operations"
ADDED_TYPES = ("User", "Checkout", "Order", "Product", "ProductVariant")
# Fields that are right as they are, but that none of the ready operations has a use for.
UNUSED: frozenset[tuple[str, str]] = frozenset()


def is_ours(type_name: str) -> bool:
    """Whether a type is the plugin's; every name of ours says so."""
    return "Loyalty" in type_name


def sandbox_schema() -> GraphQLSchema:
    """The schema of the sandbox, which ours is a part of."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "sandbox.settings")
    django.setup()
    from sandbox.graphql_api.schema import get_schema

    schema: GraphQLSchema = get_schema()
    return schema


def printed_part(schema: GraphQLSchema) -> str:
    """The contents that graphql/schema.graphql should have."""
    from saleor_loyalty_plugin.api.queries import LoyaltyQueries
    from saleor_loyalty_plugin.api.schema import SHOP_FIELD, LoyaltyMutations

    roots = {"Query": LoyaltyQueries, "Mutation": LoyaltyMutations}
    types: Mapping[str, Any] = schema.get_type_map()
    ours = {
        name: [key for key in types[name].fields if key in _names(root)]
        for name, root in roots.items()
    }
    added = {name: [SHOP_FIELD] for name in ADDED_TYPES}
    return print_part(schema, is_ours=is_ours, extensions={**ours, **added})


def _names(root: Any) -> set[str]:
    from graphene.utils.str_converters import to_camel_case

    return {field.name or to_camel_case(name) for name, field in root._meta.fields.items()}


def operations() -> Iterator[tuple[Path, Document]]:
    """The ready operations, by file. Raises GraphQLSyntaxError."""
    for path in sorted(OPERATIONS.rglob("*.graphql")):
        yield path, parse(path.read_text(encoding="utf-8"))


def problems_of_operations(schema: GraphQLSchema) -> list[str]:
    """Operations that don't fit the schema, wrong file names, fields that none of them has."""
    problems = []
    used: set[tuple[str, str]] = set()
    for path, document in operations():
        label = path.relative_to(PROJECT)
        problems += [f"{label}: {error.message}" for error in validate(schema, document)]
        names = [definition.name.value for definition in document.definitions]
        if names != [path.stem]:
            problems.append(f"{label}: holds {', '.join(names)}, not just {path.stem}.")
        used |= fields_of(schema, document)
    missing = our_fields(schema) - used - UNUSED
    problems += [f"{kind}.{field} is in no operation." for kind, field in sorted(missing)]
    return problems


def our_fields(schema: GraphQLSchema) -> set[tuple[str, str]]:
    """(type, field) of every field of our output types."""
    return {
        (name, field)
        for name, kind in schema.get_type_map().items()
        if is_ours(name) and isinstance(kind, GraphQLObjectType)
        for field in kind.fields
    }


def fields_of(schema: GraphQLSchema, document: Document) -> set[tuple[str, str]]:
    """(type, field) of every field that a document selects."""
    info = TypeInfo(schema)
    collector = _Collector(info)
    visit(document, TypeInfoVisitor(info, collector))
    return collector.found


class _Collector(Visitor):
    def __init__(self, info: TypeInfo) -> None:
        self.info = info
        self.found: set[tuple[str, str]] = set()

    def enter_Field(self, node: Field, *_args: Any) -> None:
        parent = self.info.get_parent_type()
        if parent is not None:
            self.found.add((parent.name, node.name.value))


def differences(expected: str, actual: str) -> str:
    """What has to change in the file, as a diff."""
    lines = difflib.unified_diff(
        actual.splitlines(keepends=True),
        expected.splitlines(keepends=True),
        fromfile="graphql/schema.graphql",
        tofile="the code",
    )
    return "".join(lines)


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__, prog="python -m devtools.schema")
    modes = parser.add_mutually_exclusive_group()
    modes.add_argument("--check", action="store_true")
    modes.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    schema = sandbox_schema()
    expected = printed_part(schema)
    if options.write:
        SCHEMA_FILE.write_text(expected, encoding="utf-8")
        return 0
    if not options.check:
        print(expected, end="")
        return 0
    actual = SCHEMA_FILE.read_text(encoding="utf-8") if SCHEMA_FILE.exists() else ""
    difference = differences(expected, actual)
    problems = problems_of_operations(schema)
    if difference:
        print(difference + "\nRun: python -m devtools.schema --write")
    print(*problems, sep="\n", end="\n" if problems else "")
    return 1 if difference or problems else 0


if __name__ == "__main__":
    sys.exit(main())
