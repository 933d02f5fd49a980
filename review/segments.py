"""One segment of an article, as htmx puts it in the place of what stood there."""

from fastapi import Request
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from review.pages import render
from review.view import Sheet


def segment_answer(
    request: Request, sheet: Sheet, segment_id: int, typed: str = "", overtaken_by: str = ""
) -> Response:
    """Return a segment as it is now, and the state of the article above it; without scripts, lead back to its page.

    The status is 200 also where somebody was faster: htmx puts only answers that went well in the segment's place.

    Args:
        request: what is answered.
        sheet: the translation.
        segment_id: a segment of it.
        typed: what the person sent, where it was not stored.
        overtaken_by: who had saved the segment before, "" where nobody had.
    """
    if "hx-request" not in request.headers:
        return RedirectResponse(f"/translations/{sheet.translation.id}#s{segment_id}", status_code=303)
    return render(
        request,
        "segment.html",
        sheet=sheet,
        segment=sheet.segment(segment_id),
        translation=sheet.translation,
        typed=typed,
        overtaken_by=overtaken_by,
        swapped=True,
    )
