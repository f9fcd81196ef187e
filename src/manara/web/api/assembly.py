"""Puts the API together from what each installed room offers, and refuses an operation without a policy."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from typing import Any

import orjson
from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, path
from ninja import NinjaAPI, Router
from ninja.errors import ValidationError
from ninja.operation import Operation
from ninja.renderers import BaseRenderer

from manara.foundation.access import SIGNED_IN, policy_of
from manara.foundation.programmes.asking import reads
from manara.resolution.queries.exporting import MoreThanAFileHolds
from manara.web.api.guard import guarded, wrong_parameters
from manara.web.api.problems import problem as problem_of
from manara.web.rooms import installed

PREFIX = "/api/v1/"


class Compact(BaseRenderer):
    """JSON in UTF-8 as it is, without spaces."""

    media_type = "application/json"

    def render(self, request: HttpRequest, data: Any, *, response_status: int) -> bytes:
        """The bytes of an answer."""
        return orjson.dumps(data, default=str)


class WithoutPolicy(RuntimeError):
    """An operation that says nobody may read it, because it says nobody who may."""


own = Router(tags=["foundation"])


@own.get("/openapi.json", summary="This description, as OpenAPI 3.1", response=dict[str, Any])
@reads(policy=SIGNED_IN)
def openapi(request: HttpRequest) -> HttpResponse:
    """What can be asked and what is answered; it depends on the node's rooms and on nobody's rights."""
    from manara.web.api.description import described

    return HttpResponse(orjson.dumps(described()), content_type="application/json")


def assembled() -> NinjaAPI:
    """The API of this node; its own pages of documentation are left out, because they load from other hosts."""
    made = NinjaAPI(
        title="Manara", version="1", openapi_url=None, docs_url=None, urls_namespace="api", renderer=Compact()
    )
    made.add_exception_handler(ValidationError, _unreadable)
    made.add_exception_handler(MoreThanAFileHolds, _too_much)
    for room in installed():
        if find_spec(f"{room}.api"):
            made.add_router("", import_module(f"{room}.api").router)
    made.add_router("", own)
    return made


def _unreadable(request: HttpRequest, problem: ValidationError | type[ValidationError]) -> HttpResponse:
    if isinstance(problem, type):
        return wrong_parameters([])
    return wrong_parameters(
        [(str(each["loc"][0]), str(each["loc"][-1]), str(each["type"])) for each in problem.errors]
    )


def _too_much(request: HttpRequest, problem: MoreThanAFileHolds | type[MoreThanAFileHolds]) -> HttpResponse:
    return problem_of("more-than-a-file-holds")


def operations(made: NinjaAPI) -> list[tuple[URLPattern, Operation]]:
    """Every address with its one operation."""
    found = []
    for router in made._get_bound_routers():  # what ninja has no public name for
        views = [view for view in router.path_operations.values() for _operation in view.operations]
        for pattern, view in zip(router.urls_paths(router.prefix), views, strict=True):
            (operation,) = view.operations
            found.append((pattern, operation))
    return found


def parameters_of(operation: Operation) -> frozenset[str]:
    """The words that an operation's address may ask with."""
    return frozenset(
        name
        for model in operation.models
        if model.__ninja_param_source__ == "query"
        for name in getattr(model, "__ninja_flatten_map__", model.model_fields)
    )


def guarded_addresses(made: NinjaAPI) -> list[URLPattern]:
    """The addresses, each behind its guard. Raises `WithoutPolicy` for one that bears none: the node does not start."""
    patterns = []
    for pattern, operation in operations(made):
        policy = policy_of(operation.view_func)
        if policy is None:
            raise WithoutPolicy(f"{pattern.pattern} ({operation.view_func.__module__})")
        view = guarded(pattern.callback, policy, parameters_of(operation))
        patterns.append(path(str(pattern.pattern), view, name=pattern.name or ""))
    return patterns


api = assembled()
urlpatterns = guarded_addresses(api)
