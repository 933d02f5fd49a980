"""Long lists, part by part."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Generic, Literal, TypeVar

from fastapi import Depends, Query, Request, Response
from pydantic import Field

from review.api.shapes import Shape
from store.listed import Part

T = TypeVar("T")


class Page(Shape, Generic[T]):
    """A part of a list. Follow `next` until it is null; whatever is added meanwhile is met at the end, once."""

    items: list[T]
    next: str | None = Field(
        description="Path of the next part, null at the end.", examples=["/api/v1/releases?after=50"]
    )
    cursor: str | None = Field(
        description="Where this part ends: give it as `after` to go on from here, tomorrow too.", examples=["50"]
    )


@dataclass(frozen=True)
class Wanted:
    """Which part of a list is asked for."""

    limit: Annotated[int, Query(ge=1, le=200, description="Items at most.")] = 50
    after: Annotated[
        str | None, Query(pattern=r"^[0-9]{1,10}$", description="The `cursor` of an earlier part; do not make it up.")
    ] = None
    order: Annotated[
        Literal["oldest", "newest"],
        Query(description="`oldest`: as they came, what comes meanwhile last; `newest`: the other way round."),
    ] = "oldest"

    @property
    def part(self) -> Part:
        """The part as the store knows it, with one row more: it tells whether there is a next part."""
        return Part(self.limit + 1, None if self.after is None else int(self.after), self.order == "newest")


Asked = Annotated[Wanted, Depends()]


def page(request: Request, response: Response, asked: Wanted, rows: Sequence[tuple[int, T]]) -> Page[T]:
    """Return the part of a list that `rows`, numbers and items, hold; they were read by `asked.part`."""
    shown = rows[: asked.limit]
    cursor = str(shown[-1][0]) if shown else asked.after
    following = None
    if len(rows) > len(shown):
        address = request.url.include_query_params(after=cursor)
        following = f"{address.path}?{address.query}"
        response.headers["Link"] = f'<{following}>; rel="next"'
    return Page(items=[item for _, item in shown], next=following, cursor=cursor)
