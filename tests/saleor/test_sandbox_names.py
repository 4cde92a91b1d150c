"""The sandbox's GraphQL says what Saleor's says: fewer things, none of them otherwise."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from graphql import parse
from graphql.language import ast
from graphql.language.printer import print_ast
from saleor.graphql.api import schema

PROJECT = Path(__file__).parents[2]
PRINT_SCHEMA = (
    "import django; django.setup(); "
    "from sandbox.graphql_api.schema import get_schema; print(get_schema())"
)
HAS_FIELDS = (ast.ObjectTypeDefinition, ast.InterfaceTypeDefinition, ast.InputObjectTypeDefinition)
# What 3.22 has not yet.
NEWER = ("CustomerType", "User.customerType", "Query.customerTypes")


def _definitions(sdl: str) -> dict[str, Any]:
    return {
        definition.name.value: definition
        for definition in parse(sdl).definitions
        if getattr(definition, "name", None) is not None
    }


def _sandbox_sdl(elsewhere: Path) -> str:
    """Printed by a process of its own: two Django projects don't fit into one."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "sandbox.settings",
        "DATABASE_URL": "postgres://never@127.0.0.1/asked",
        "PYTHONPATH": os.pathsep.join((os.environ.get("PYTHONPATH", ""), str(PROJECT))),
    }
    done = subprocess.run(
        [sys.executable, "-c", PRINT_SCHEMA],
        env=environment,
        # Python and Celery import from the working directory first; the plugin under test is the
        # installed one.
        cwd=elsewhere,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout


def test_what_the_sandbox_has_is_in_saleor_by_the_same_name_and_type(tmp_path: Path) -> None:
    ours, theirs = _definitions(_sandbox_sdl(tmp_path)), _definitions(str(schema))

    differences = [
        difference
        for name, definition in ours.items()
        for difference in _differences(name, definition, theirs.get(name))
        if "CustomerType" in theirs or not difference.startswith(NEWER)
    ]

    assert differences == []
    assert {"User", "Checkout", "Order", "CheckoutComplete", "OrderErrorCode"} <= ours.keys()


def _differences(name: str, ours: Any, theirs: Any) -> Iterator[str]:
    if type(ours) is not type(theirs):
        yield f"{name}: no such type in Saleor"
    elif isinstance(ours, ast.EnumTypeDefinition):
        known = {value.name.value for value in theirs.values}
        yield from (
            f"{name}.{value.name.value}: no such value"
            for value in ours.values
            if value.name.value not in known
        )
    elif isinstance(ours, HAS_FIELDS):
        for field, same in _pairs(ours.fields, theirs.fields):
            yield from _field_differences(f"{name}.{field.name.value}", field, same)


def _field_differences(place: str, ours: Any, theirs: Any) -> Iterator[str]:
    if theirs is None:
        yield f"{place}: not in Saleor"
        return
    if print_ast(ours.type) != print_ast(theirs.type):
        yield f"{place}: {print_ast(ours.type)} instead of {print_ast(theirs.type)}"
    if not isinstance(ours, ast.FieldDefinition):
        return
    for argument, same in _pairs(ours.arguments, theirs.arguments):
        yield from _field_differences(f"{place}({argument.name.value})", argument, same)
    given = {argument.name.value for argument in ours.arguments}
    for argument in theirs.arguments:
        if isinstance(argument.type, ast.NonNullType) and argument.name.value not in given:
            yield f"{place}({argument.name.value}): Saleor requires it"


def _pairs(ours: list[Any], theirs: list[Any]) -> Iterator[tuple[Any, Any]]:
    by_name = {item.name.value: item for item in theirs}
    return ((item, by_name.get(item.name.value)) for item in ours)
