"""The description of the API: as OpenAPI for programs, as a page for people; neither needs another host."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from fastapi import APIRouter, FastAPI, Request
from fastapi.dependencies.models import Dependant
from fastapi.openapi.utils import get_openapi
from fastapi.responses import HTMLResponse, RedirectResponse
from fastapi.routing import APIRoute
from markupsafe import Markup, escape

from model.languages import Language
from model.people import Duty
from review.api.access import May, holder
from review.api.limits import MOST
from review.api.problems import KINDS, MEDIA_TYPE
from review.pages import environment

router = APIRouter(include_in_schema=False)

Json = dict[str, Any]
DUTY = "x-duty"
"""Member of an operation in the OpenAPI document: the duty that its token needs at least."""


@dataclass(frozen=True)
class Type:
    """A type in words; `shape` names the shape that it holds, "" where it is a plain value."""

    words: str
    shape: str = ""


@dataclass(frozen=True)
class Member:
    """A parameter of an operation, or a member of a shape."""

    name: str
    type: Type
    required: bool
    description: str


@dataclass(frozen=True)
class Operation:
    """What a method does at an address."""

    id: str
    tag: str
    method: str
    path: str
    duty: str
    summary: str
    description: str
    parameters: tuple[Member, ...]
    takes: Type | None
    gives: tuple[tuple[str, Type], ...]


@router.get("/")
def home(request: Request) -> RedirectResponse:
    """Lead to the page."""
    return RedirectResponse(f"{request.scope['root_path']}/docs")


@router.get("/docs")
def page(request: Request) -> HTMLResponse:
    """Show all operations and shapes."""
    document = request.app.openapi()
    operations = list(_operations(document))
    groups = [(tag, list(group)) for tag, group in groupby(operations, key=lambda each: each.tag)]
    values = {
        "root": request.scope["root_path"],
        "address": f"{request.url.scheme}://{request.url.netloc}",
        "inline": _inline,
        "info": document["info"],
        "openapi": document["openapi"],
        "groups": groups,
        "shapes": _shapes(document),
        "kinds": KINDS,
        "most": MOST,
    }
    return HTMLResponse(environment(Language.EN).get_template("api.html").render(values))


def install(api: FastAPI, routers: Iterable[APIRouter]) -> None:
    """Let `api`, made of `routers`, describe itself with the duty of each operation and the media type of problems."""

    def describe() -> Json:
        if api.openapi_schema is None:
            document = get_openapi(
                title=api.title,
                version=api.version,
                summary=api.summary,
                description=api.description,
                routes=api.routes,
                servers=[{"url": "/api/v1"}],
            )
            for route in (route for router in routers for route in router.routes):
                if isinstance(route, APIRoute):
                    _complete(document["paths"][route.path_format], route)
            api.openapi_schema = document
        return api.openapi_schema

    api.openapi = describe  # type: ignore[method-assign]


def duty_of(route: APIRoute) -> Duty | None:
    """Return the duty that a route asks for: the highest where it asks for several, None where it asks for no token."""
    calls = list(_calls(route.dependant))
    asked = [call.duty for call in calls if isinstance(call, May)]
    return max(asked, key=list(Duty).index, default=Duty.EDITOR if holder in calls else None)


def _calls(dependant: Dependant) -> Iterator[Any]:
    for each in dependant.dependencies:
        yield each.call
        yield from _calls(each)


def _complete(operations: Json, route: APIRoute) -> None:
    for method in route.methods or ():
        operation = operations[method.lower()]
        operation[DUTY] = duty_of(route)
        for status, answer in operation["responses"].items():
            if status.startswith("4"):
                answer["content"] = {MEDIA_TYPE: answer["content"]["application/json"]}


def _operations(document: Json) -> Iterator[Operation]:
    for path, methods in document["paths"].items():
        for method, each in methods.items():
            body = each.get("requestBody", {}).get("content", {}).get("application/json")
            answers = ((status, answer.get("content", {})) for status, answer in each["responses"].items())
            yield Operation(
                id=each["operationId"],
                tag=each["tags"][0],
                method=method.upper(),
                path=path,
                duty=each[DUTY],
                summary=each["summary"],
                description=each.get("description", ""),
                parameters=tuple(_parameter(parameter) for parameter in each.get("parameters", ())),
                takes=_type(body["schema"]) if body else None,
                gives=tuple(
                    (status, _type(kind["schema"])) for status, content in answers for kind in content.values()
                ),
            )


def _parameter(each: Json) -> Member:
    # One that is left out has no value; `null` cannot be said in an address.
    schema = {**each["schema"], "anyOf": [part for part in each["schema"].get("anyOf", []) if part != {"type": "null"}]}
    kind = _type(schema if schema["anyOf"] else each["schema"])
    return Member(each["name"], kind, each.get("required", False), each.get("description", ""))


def _inline(text: str) -> Markup:
    """Return a text with what stands between backticks as code."""
    parts = (Markup("<code>{}</code>").format(part) if odd else escape(part) for odd, part in _parts(text))
    return Markup("").join(parts)


def _parts(text: str) -> Iterator[tuple[int, str]]:
    return ((number % 2, part) for number, part in enumerate(text.split("`")))


def _shapes(document: Json) -> list[tuple[str, Json, list[Member]]]:
    return [
        (name, shape, [_member(shape, *each) for each in shape.get("properties", {}).items()])
        for name, shape in sorted(document["components"]["schemas"].items())
    ]


def _member(shape: Json, name: str, each: Json) -> Member:
    return Member(name, _type(each), name in shape.get("required", ()), each.get("description", ""))


def _type(schema: Json) -> Type:
    if "$ref" in schema:
        name = schema["$ref"].rsplit("/", 1)[-1]
        # A generic shape is called `Page_ReleaseListed_`.
        return Type(name.rstrip("_").replace("_", " of "), name)
    if "anyOf" in schema:
        parts = [_type(each) for each in schema["anyOf"]]
        return Type(" or ".join(each.words for each in parts), next((each.shape for each in parts if each.shape), ""))
    if schema.get("type") == "array" and "items" in schema:
        inner = _type(schema["items"])
        return Type(f"list of {inner.words}", inner.shape)
    if "enum" in schema:
        return Type(" or ".join(f"“{value}”" for value in schema["enum"]))
    limits = [words.format(schema[key]) for key, words in LIMITS.items() if key in schema]
    kind = schema.get("format") or schema.get("const") or schema.get("type", "any")
    return Type(", ".join([str(kind), *limits]))


LIMITS = {
    "minimum": "from {}",
    "maximum": "to {}",
    "minLength": "at least {} characters",
    "maxLength": "at most {} characters",
}
"""Bounds of values and lengths, in words."""
