"""The schema as text, and how it is joined to the shop's."""

import ast
import re

import pytest
from graphql import GraphQLSchema, parse

from devtools import schema as tool
from devtools.postgres import PROJECT
from saleor_loyalty_plugin.api.costs import COSTS
from saleor_loyalty_plugin.api.enums import LoyaltyErrorCode
from saleor_loyalty_plugin.api.schema import extend

PACKAGE = PROJECT / "saleor_loyalty_plugin"


@pytest.fixture(scope="module")
def schema() -> GraphQLSchema:
    return tool.sandbox_schema()


def test_printed_schema_is_up_to_date(schema: GraphQLSchema) -> None:
    assert (
        tool.differences(tool.printed_part(schema), tool.SCHEMA_FILE.read_text(encoding="utf-8"))
        == ""
    )


def test_operations_fit_and_use_every_field(schema: GraphQLSchema) -> None:
    assert tool.problems_of_operations(schema) == []


def test_a_difference_is_shown(schema: GraphQLSchema) -> None:
    expected = tool.printed_part(schema)
    shown = tool.differences(expected, expected.replace("balance: Int!", "balance: Float!"))
    assert "-  balance: Float!" in shown
    assert "+  balance: Int!" in shown


def test_unused_fields_are_found(schema: GraphQLSchema) -> None:
    document = parse("{ me { loyalty { ...Points } } } fragment Points on LoyaltyAccount { id }")
    used = tool.fields_of(schema, document)
    assert used == {("Query", "me"), ("User", "loyalty"), ("LoyaltyAccount", "id")}
    assert ("LoyaltyAccount", "balance") in tool.our_fields(schema) - used


def test_everything_is_described(schema: GraphQLSchema) -> None:
    """Types, fields, arguments, inputs and enum values."""
    silent = []
    for name, kind in schema.get_type_map().items():
        if not tool.is_ours(name):
            continue
        if not kind.description:
            silent.append(name)
        for field_name, field in getattr(kind, "fields", {}).items():
            arguments = getattr(field, "args", {})
            described = {field_name: field, **arguments}
            silent += [f"{name}.{key}" for key, item in described.items() if not item.description]
        silent += [
            f"{name}.{value.name}" for value in getattr(kind, "values", []) if not value.description
        ]
    assert silent == []


def test_costs_are_of_fields_that_exist(schema: GraphQLSchema) -> None:
    for type_name, fields in COSTS.items():
        assert set(fields) <= set(schema.get_type(type_name).fields), type_name


def test_every_page_costs_as_much_as_it_is_long(schema: GraphQLSchema) -> None:
    """Else a query for pages within pages would be nearly free."""
    pages = {
        (name, field_name)
        for name, kind in schema.get_type_map().items()
        for field_name, field in getattr(kind, "fields", {}).items()
        if {"first", "last"} <= set(getattr(field, "args", {}))
        and tool.is_ours(str(field.type).rstrip("!"))
    }
    multiplied = {
        (name, field_name)
        for name, fields in COSTS.items()
        for field_name, cost in fields.items()
        if cost.get("multipliers") == ["first", "last"]
    }
    assert ("LoyaltyAccount", "holds") in pages
    assert pages == multiplied


def test_joining_twice_changes_nothing() -> None:
    from sandbox.graphql_api.queries import Query
    from sandbox.graphql_api.schema import Mutation

    query, mutation = extend(query=Query, mutation=Mutation)
    again = extend(query=query, mutation=mutation)

    assert again == (query, mutation)
    assert (query._meta.name, mutation._meta.name) == ("Query", "Mutation")


def test_the_folder_of_texts_holds_no_python() -> None:
    """A module there would shadow graphql-core."""
    assert [path for path in (PROJECT / "graphql").rglob("*") if path.suffix == ".py"] == []


def test_api_knows_no_shop() -> None:
    for path in (PACKAGE / "api").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in getattr(node, "names", [])]
            modules = [getattr(node, "module", None) or "", *names]
            assert not any(
                module.split(".")[0] in ("saleor", "sandbox")
                for module in modules
                if isinstance(node, ast.Import | ast.ImportFrom)
            ), path


# Documentation --------------------------------------------------------------------------------

REFERENCE = PROJECT / "docs" / "api.md"


def test_reference_names_everything(schema: GraphQLSchema) -> None:
    """Root fields, error codes, limits and the settings of a program."""
    text = REFERENCE.read_text(encoding="utf-8")
    types = schema.get_type_map()
    wanted = [name for root in ("Query", "Mutation") for name in types[root].fields]
    wanted = [name for name in wanted if "oyalty" in name]
    wanted += [member.name for member in LoyaltyErrorCode._meta.enum]
    wanted += [value.name for value in types["LoyaltyLimitCode"].values]
    for name in (
        "LoyaltyProgramInput",
        "LoyaltyProgramChannelInput",
        "LoyaltyEarningRuleInput",
        "LoyaltyBonusInput",
        "LoyaltyRewardInput",
        "LoyaltyTierInput",
        "LoyaltyTierProgress",
        "LoyaltyBadgeInput",
        "LoyaltyBadgeProgress",
        "LoyaltyEventRecordInput",
        "LoyaltyAccount",
    ):
        wanted += list(types[name].fields)
    assert [name for name in wanted if f"`{name}" not in text] == []


def test_reference_names_nothing_that_is_gone(schema: GraphQLSchema) -> None:
    sdl = tool.SCHEMA_FILE.read_text(encoding="utf-8")
    for name in set(
        re.findall(r"`((?:checkoutL|l)oyalty\w+|Loyalty\w+)", REFERENCE.read_text(encoding="utf-8"))
    ):
        assert re.search(rf"\b{name}\b", sdl), name
