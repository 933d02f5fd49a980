"""One segment in two languages: as it is shown, and what a program may do to it."""

from datetime import datetime
from typing import Literal

from fastapi import APIRouter, BackgroundTasks, Depends
from pydantic import Field, NonNegativeInt

from checks import explain
from model.article import BlockKind, Role
from model.errors import Overtaken
from model.languages import Language
from model.people import Duty
from model.release import ReleaseVersion, Segment
from model.translation import Finding, OriginKind, SegmentTarget, State, Translation
from pipeline.approving import approve
from pipeline.reviewing import write
from review.access import Room
from review.api.access import Held, may
from review.api.problems import Problem, Refused
from review.api.publishing import publish_when_done
from review.api.shapes import Id, MarkShown, Order, Shape, Words
from review.editing import LONGEST
from review.lookup import opened

router = APIRouter(
    prefix="/translations/{translation_id}/segments/{segment_id}",
    tags=["translations"],
    dependencies=[Depends(may(Duty.EDITOR))],
)


class FindingShown(Shape):
    """What a check reports of a segment."""

    check: str = Field(description="Id of the check.", examples=["numbers"])
    severity: Literal["note", "warning", "error", "blocking"]
    message: str = Field(description="For an editor, in English.")
    fields: dict[str, str] = Field(description="The words concerned.")
    span: tuple[int, int] | None = Field(description="Characters of the target, null for the whole.")
    source_span: tuple[int, int] | None = Field(description="Characters of the German, null for the whole.")

    @classmethod
    def of(cls, finding: Finding) -> "FindingShown":
        """Return the shape of `finding`."""
        return cls(
            check=finding.check,
            severity=finding.severity.name.lower(),  # type: ignore[arg-type]
            message=explain(finding, Language.EN),
            fields=dict(finding.fields),
            span=finding.span,
            source_span=finding.source_span,
        )


class SegmentShown(Shape):
    """A sentence, German and translated."""

    id: int
    position: int = Field(description="From 0 through the whole article.")
    block: int = Field(description="Position of its block in the German.")
    kind: BlockKind
    role: Role
    source: str = Field(description="The German.")
    machine: str = Field(description="The machine's text, kept for ever.")
    edited: str | None = Field(description="An editor's text, null while nobody has written one.")
    target: str = Field(description="What a reader gets: the editor's text where there is one.")
    marks: list[MarkShown] = Field(description="Links and emphasis of `target`.")
    state: State
    origin: OriginKind = Field(description="What made the machine's text.")
    engine: str = Field(description="Its name, with versions.")
    via: str | None = Field(description="The English in between, where there is no direct package.")
    score: float | None = Field(description="Mean log-probability a token, as the engine reports it.")
    risk: float = Field(ge=0, le=1, description="How likely a reader would be misled.")
    edited_by: str | None
    edited_at: datetime | None
    revision: int = Field(description="Grows with every edit; send it with a change.")
    findings: list[FindingShown]


class SegmentChange(Order):
    """A new text, a new state, or both."""

    revision: NonNegativeInt = Field(le=2**31 - 1, description="As read: a change made since then wins over this one.")
    text: Words | None = Field(
        None, max_length=LONGEST, description="Plain; links and emphasis stay on their words. Null: as it stands."
    )
    state: Literal["reviewed", "translated"] = Field(
        "reviewed", description="`reviewed` approves; `translated` keeps a draft, or opens the segment again."
    )


class Conflict(Problem):
    """Somebody was faster."""

    yours: str | None = Field(description="The text that was sent.")
    theirs: SegmentShown = Field(description="The segment as it is now.")


@router.get("", summary="Read a segment")
def segment(room: Room, translation_id: Id, segment_id: Id) -> SegmentShown:
    """Return a segment of a translation."""
    return _one(*opened(room, translation_id, segment_id), segment_id)


@router.patch(
    "",
    summary="Edit, approve or reopen a segment",
    responses={409: {"model": Conflict, "description": "Somebody has edited the segment since `revision`."}},
)
def change(
    room: Room, token: Held, after: BackgroundTasks, translation_id: Id, segment_id: Id, wanted: SegmentChange
) -> SegmentShown:
    """Keep a text for a segment as a draft or approved; nothing is stored where somebody was faster.

    With the last approved segment the translation is reviewed, and the feeds are written anew.
    """
    opened(room, translation_id, segment_id)
    state, revision = State(wanted.state), wanted.revision
    try:
        if wanted.text is None:
            approve(room, translation_id, segment_id, None, token.by, state, revision)
        else:
            write(room, translation_id, segment_id, wanted.text, token.by, state, revision)
    except Overtaken as error:
        theirs = _one(*opened(room, translation_id, segment_id), segment_id)
        raise Refused(409, "overtaken", str(error), yours=wanted.text, theirs=theirs) from error
    after.add_task(publish_when_done, room, translation_id)
    return _one(*opened(room, translation_id, segment_id), segment_id)


def shown(translation: Translation, version: ReleaseVersion) -> list[SegmentShown]:
    """Return the segments of a translation that have a target, in reading order."""
    targets = translation.targets
    return [_shown(version, each, targets[each.id]) for each in version.segments if each.id in targets]


def _one(translation: Translation, version: ReleaseVersion, segment_id: int) -> SegmentShown:
    found = next(each for each in version.segments if each.id == segment_id)
    return _shown(version, found, translation.targets[segment_id])


def _shown(version: ReleaseVersion, segment: Segment, target: SegmentTarget) -> SegmentShown:
    block = version.article.blocks[segment.source.block]
    return SegmentShown(
        id=segment.id,
        position=segment.position,
        block=segment.source.block,
        kind=block.kind,
        role=block.role,
        source=segment.source.text.text,
        machine=target.machine.text,
        edited=target.edited.text if target.edited else None,
        target=target.text.text,
        marks=[MarkShown.of(mark) for mark in target.text.marks],
        state=target.state,
        origin=target.origin.kind,
        engine=target.origin.name,
        via=target.via,
        score=target.score,
        risk=target.risk,
        edited_by=target.edited_by,
        edited_at=target.edited_at,
        revision=target.revision,
        findings=[FindingShown.of(finding) for finding in target.findings],
    )
