"""German press releases as they were collected."""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import APIRouter, Depends, HTTPException, Query, Request, Response
from pydantic import Field

from model.article import Block, BlockKind, Role
from model.languages import Language
from model.people import Duty
from model.release import Release, ReleaseVersion
from model.translation import State
from pipeline.wiring import Newsroom
from review.access import Room
from review.api.access import may
from review.api.paging import Asked, Page, page
from review.api.shapes import Id, MarkShown, Moment, Shape, Words
from store.listed import ListedRelease, ReleaseFilter

router = APIRouter(prefix="/releases", tags=["releases"], dependencies=[Depends(may(Duty.EDITOR))])


class TranslationLink(Shape):
    """A translation of the newest version."""

    id: int
    language: Language
    state: State


class ReleaseListed(Shape):
    """A release, with what a list shows of its newest version."""

    id: int = Field(description="Stays for ever, as do `source` and `key`.")
    source: str = Field(examples=["stadt-duisburg"])
    key: str = Field(description="Identity within the source.")
    publisher: str = Field(description="Who speaks, as readers see it; empty for a source that is gone.")
    title: str
    url: str = Field(description="Where it was read; empty or a path for a file.")
    published: datetime | None = Field(description="As the publisher dates it.")
    first_seen: datetime
    changed_at: datetime = Field(description="When the newest version was collected, or the release withdrawn.")
    withdrawn_at: datetime | None = Field(description="When its publisher took it back.")
    number: int = Field(description="Of the newest version, from 1.")
    translations: list[TranslationLink]


class ImageShown(Shape):
    """A picture at its publisher."""

    url: str
    alt: str
    credit: str


class BlockShown(Shape):
    """A paragraph, heading, list item, table cell or picture of the German."""

    position: int = Field(description="From 0; segments name their block by it.")
    kind: BlockKind
    role: Role
    text: str
    marks: list[MarkShown]
    level: int = Field(description="Of a heading or list item, else 0.")
    ordered: bool
    group: int = Field(description="Number of its list or table, else 0.")
    row: int
    column: int
    header: bool
    image: ImageShown | None


class VersionShown(Shape):
    """A release's text as collected at one time."""

    id: int
    number: int
    collected_at: datetime
    published: datetime | None
    title: str
    url: str = Field(description="Where a reader finds it; empty for a file.")
    author: str
    categories: list[str]
    blocks: list[BlockShown]


class ReleaseWhole(Shape):
    """A release with the German text of one version."""

    id: int
    source: str
    key: str
    publisher: str
    url: str
    first_seen: datetime
    withdrawn_at: datetime | None
    number: int = Field(description="Of the newest version.")
    versions: list[int] = Field(description="Numbers of all versions, the newest first.")
    version: VersionShown


@router.get("", summary="List releases")
def releases(
    request: Request,
    response: Response,
    room: Room,
    asked: Asked,
    source: Annotated[Words | None, Query(max_length=200, description="Of this source alone.")] = None,
    since: Annotated[Moment | None, Query(description="Collected, changed or withdrawn at this time or later.")] = None,
    state: Annotated[
        Literal["current", "withdrawn"] | None, Query(description="Only those that stand, or were taken back.")
    ] = None,
) -> Page[ReleaseListed]:
    """Return releases in the order in which they were first collected."""
    wanted = ReleaseFilter(source, since, None if state is None else state == "withdrawn")
    rows = room.store.listing.releases(wanted, asked.part)
    return page(request, response, asked, [(row.release.id, _listed(room, row)) for row in rows])


@router.get("/{release_id}", summary="Read a release")
def release(
    room: Room,
    release_id: Id,
    version: Annotated[int | None, Query(ge=1, le=100_000, description="Number of a version, else the newest.")] = None,
) -> ReleaseWhole:
    """Return a release with its German text, block by block."""
    known = room.store.releases.get(release_id)
    if known is None:
        raise HTTPException(404, f"There is no release {release_id}.")
    ids = room.store.releases.version_ids(release_id)
    number = version or known.number
    if number > len(ids):
        raise HTTPException(404, f"Release {release_id} has {len(ids)} versions.")
    return _whole(room, known, room.store.releases.version(ids[-number]))


def _listed(room: Newsroom, row: ListedRelease) -> ReleaseListed:
    release = row.release
    return ReleaseListed(
        id=release.id,
        source=release.source,
        key=release.key,
        publisher=room.publisher(release.source),
        title=row.title,
        url=release.url,
        published=row.published,
        first_seen=release.first_seen,
        changed_at=row.changed_at,
        withdrawn_at=release.withdrawn_at,
        number=release.number,
        translations=[
            TranslationLink(id=id_, language=language, state=state) for id_, language, state in row.translations
        ],
    )


def _whole(room: Newsroom, release: Release, version: ReleaseVersion) -> ReleaseWhole:
    return ReleaseWhole(
        id=release.id,
        source=release.source,
        key=release.key,
        publisher=room.publisher(release.source),
        url=release.url,
        first_seen=release.first_seen,
        withdrawn_at=release.withdrawn_at,
        number=release.number,
        versions=list(range(release.number, 0, -1)),
        version=_version(version),
    )


def _version(version: ReleaseVersion) -> VersionShown:
    article = version.article
    return VersionShown(
        id=version.id,
        number=version.number,
        collected_at=version.collected_at,
        published=article.published,
        title=article.title,
        url=article.url,
        author=article.author,
        categories=list(article.categories),
        blocks=[_block(position, block) for position, block in enumerate(article.blocks)],
    )


def _block(position: int, block: Block) -> BlockShown:
    image = block.image
    return BlockShown(
        position=position,
        kind=block.kind,
        role=block.role,
        text=block.text.text,
        marks=[MarkShown.of(mark) for mark in block.text.marks],
        level=block.level,
        ordered=block.ordered,
        group=block.group,
        row=block.row,
        column=block.column,
        header=block.header,
        image=ImageShown(url=image.url, alt=image.alt, credit=image.credit) if image else None,
    )
