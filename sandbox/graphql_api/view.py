"""`/graphql/`: POST runs a document, GET shows the playground."""

import json
import logging
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt
from graphql.error import GraphQLError

from sandbox.graphql_api.context import Context
from sandbox.graphql_api.errors import ALLOWED_ERRORS, format_error
from sandbox.graphql_api.schema import get_schema

logger = logging.getLogger("sandbox.graphql")

_CORS = {
    "Access-Control-Allow-Origin": "*",
    "Access-Control-Allow-Headers": "authorization, authorization-bearer, content-type",
    "Access-Control-Allow-Methods": "POST, OPTIONS",
}


@csrf_exempt
def graphql_view(request: HttpRequest) -> HttpResponse:
    if request.method == "GET":
        return redirect("playground")
    if request.method == "OPTIONS":
        return HttpResponse(headers=_CORS)
    if request.method != "POST":
        return HttpResponse(status=405, headers={"Allow": "GET, POST, OPTIONS"})
    data = _body_of(request)
    if isinstance(data, list):
        answers = [execute(request, item) for item in data]
        return JsonResponse(
            [answer for answer, _ in answers],
            status=max((status for _, status in answers), default=400),
            safe=False,
            headers=_CORS,
        )
    answer, status = execute(request, data)
    return JsonResponse(answer, status=status, headers=_CORS)


def _body_of(request: HttpRequest) -> Any:
    """What was posted; None where it can't be read.

    A multipart request brings files: each takes the place in the variables that `map` gives it,
    by the name of its part. See https://github.com/jaydenseric/graphql-multipart-request-spec.
    """
    try:
        if request.content_type != "multipart/form-data":
            return json.loads(request.body)
        operations = json.loads(request.POST.get("operations", ""))
        places: dict[str, list[str]] = json.loads(request.POST.get("map", "{}"))
        for name, paths in places.items():
            for path in paths:
                *outer, last = path.split(".")
                value = operations
                for key in outer:
                    value = value[key]
                value[last] = name
    except (AttributeError, KeyError, TypeError, ValueError):
        return None
    return operations


def execute(request: HttpRequest, data: Any) -> tuple[dict[str, Any], int]:
    """Run one operation: its answer and the status code."""
    if not isinstance(data, dict) or not isinstance(data.get("query"), str) or not data["query"]:
        message = (
            "Must provide a query string." if isinstance(data, dict) else "Unable to parse query."
        )
        return {"errors": [format_error(GraphQLError(message))]}, 400
    variables = data.get("variables")
    if isinstance(variables, str):
        variables = json.loads(variables or "null")
    result = get_schema().execute(
        data["query"],
        variable_values=variables,
        operation_name=data.get("operationName"),
        context_value=Context(request),
    )
    answer: dict[str, Any] = {}
    if result.errors:
        answer["errors"] = [_formatted(error) for error in result.errors]
    if result.invalid:
        return answer, 400
    answer["data"] = result.data
    return answer, 200


def _formatted(error: Exception) -> dict[str, Any]:
    cause = getattr(error, "original_error", error)
    if not isinstance(cause, ALLOWED_ERRORS):
        logger.error("A query failed unexpectedly", exc_info=cause)
    return format_error(error)
