"""The page on which readers of a feed report an error: no account, no cookie, no script, nothing about them is kept."""

import hmac
import re
from datetime import timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from pydantic import BaseModel

from model.errors import EntryWithdrawn, NoEntry, TooManyReports, UnknownLanguage
from model.languages import Language, parse_language
from pipeline.reader_links import signature
from pipeline.readers import LONGEST, Reported, report, reported
from pipeline.wiring import Newsroom
from review.access import Room
from review.pages import environment
from review.texts import LANGUAGES, accepted, catalogue, explain, phrase

router = APIRouter(prefix="/report/{token}")

Problem = tuple[int, str] | None
"""A status of HTTP and a text marked by `phrase`."""
NUMBER = re.compile("[0-9]{1,18}")
"""Databases hold no longer ones."""

QUICKEST = timedelta(seconds=3)
"""Nobody has read the page and written a line in less; a program has."""
OPEN_FOR = timedelta(hours=24)
"""How long a page may have been open."""


class Written(BaseModel):
    """The form as it came.

    Attributes:
        opened: when the page was opened, signed.
        passage: the number of a sentence, "" for none.
        text: what is wrong.
        better: how it should read.
        topic: a field that nobody sees, so that programs alone fill it.
    """

    opened: str = ""
    passage: str = ""
    text: str = ""
    better: str = ""
    topic: str = ""

    @property
    def chosen(self) -> int | None:
        """The number of the sentence, None where there is none."""
        return int(self.passage) if NUMBER.fullmatch(self.passage) else None


@router.get("")
def ask(request: Request, room: Room, token: str, lang: str = "", sent: str = "") -> Response:
    """Ask what is wrong, or say thanks."""
    try:
        about = reported(room, token)
    except NoEntry as error:
        return _nothing(request, lang, error)
    return _page(room, token, about, lang, Written(), sent=bool(sent))


@router.post("")
def take(request: Request, room: Room, token: str, written: Annotated[Written, Form()], lang: str = "") -> Response:
    """Keep a report; what cannot be taken comes back as it was typed, with the reason."""
    try:
        about = reported(room, token)
    except NoEntry as error:
        return _nothing(request, lang, error)
    if problem := _problem(room, token, about, written):
        return _page(room, token, about, lang, written, problem)
    address = request.client.host if request.client else ""
    try:
        report(room, about, written.chosen, written.text, written.better, address)
    except TooManyReports as error:
        return _page(room, token, about, lang, written, (429, error.message))
    return RedirectResponse(f"{request.url.path}?lang={_language(lang, about).short}&sent=1", 303)


def _problem(room: Newsroom, token: str, about: Reported, written: Written) -> Problem:
    """Return why a report cannot be taken as it is, with the status; None where it can."""
    age = _age(room, token, written.opened)
    if age is None or age > OPEN_FOR:
        return 400, phrase("This page was open for too long. Please send your report again.")
    if written.topic or age < QUICKEST:
        # No word of what gave it away; a person just sends it once more.
        return 400, phrase("That was very quick. Please send your report again.")
    if not written.text.strip():
        return 400, phrase("Please say what is wrong.")
    # Browsers count a line break as one character and send two.
    if max(len(each.replace("\r\n", "\n")) for each in (written.text, written.better)) > LONGEST:
        return 400, phrase("Please write at most 2,000 characters.")
    if written.passage and (written.chosen is None or about.passage(written.chosen) is None):
        return 409, phrase("The text has changed since you opened this page. Please choose the passage again.")
    return None


def _age(room: Newsroom, token: str, opened: str) -> timedelta | None:
    """Return how long ago we made the page that says `opened`; None where we made none such."""
    moment, _, signed = opened.partition(".")
    wanted = signature(room.desk_secret, "page", token, moment) if NUMBER.fullmatch(moment) else ""
    if not wanted or not hmac.compare_digest(signed.encode(), wanted.encode()):
        return None
    return timedelta(seconds=int(room.now().timestamp()) - int(moment))


def _opened(room: Newsroom, token: str, before: str) -> str:
    """Return when the page was opened, signed; a page that comes back was opened `before`."""
    age = _age(room, token, before)
    if age is not None and age < OPEN_FOR:
        return before
    moment = str(int(room.now().timestamp()))
    return f"{moment}.{signature(room.desk_secret, 'page', token, moment)}"


def _page(
    room: Newsroom,
    token: str,
    about: Reported,
    lang: str,
    written: Written,
    problem: Problem = None,
    *,
    sent: bool = False,
) -> Response:
    language = _language(lang, about)
    status, said = problem or (200, "")
    values = {
        "about": about,
        "language": language,
        "languages": LANGUAGES,
        "most": LONGEST,
        "problem": catalogue(language).gettext(said) if said else "",
        "sent": sent,
        "written": written,
        "opened": _opened(room, token, written.opened),
    }
    return HTMLResponse(environment(language).get_template("report.html").render(values), status)


def _language(lang: str, about: Reported) -> Language:
    """Return the language that the reader has chosen, else that of the feed."""
    try:
        return parse_language(lang) if lang else about.profile.language
    except UnknownLanguage:
        return about.profile.language


def _nothing(request: Request, lang: str, error: NoEntry) -> Response:
    try:
        language = parse_language(lang)
    except UnknownLanguage:
        language = accepted(request.headers.get("accept-language", ""))
    values = {"language": language, "problem": explain(error, language)}
    page = environment(language).get_template("report_nothing.html").render(values)
    return HTMLResponse(page, 410 if isinstance(error, EntryWithdrawn) else 404)
