"""Templates filled for the person who reads them."""

from datetime import date, datetime, timedelta
from functools import cache
from typing import Any

from babel.dates import format_date, format_datetime, format_timedelta
from fastapi import Request
from fastapi.responses import HTMLResponse
from jinja2 import Environment, PackageLoader, StrictUndefined

from model.berlin import BERLIN
from model.errors import NewsbridgeError
from model.languages import Language
from model.people import Person
from review import sessions
from review.names import NAMES
from review.texts import LANGUAGES, accepted, catalogue, explain, locale


def render(request: Request, template: str, *, status: int = 200, **values: Any) -> HTMLResponse:
    """Return a page.

    Every template knows `person` (None before sign-in), `language`, `languages`, `csrf`, `told` and `here`, the texts
    of the catalogue by `_` and `ngettext`, and the functions `day()` and `moment()`, which write times as a clock in
    Berlin shows them, `age()`, which says how long ago something was, and `named()`, which says a state, deed, duty or
    language.

    Args:
        request: what is answered.
        template: name of a file in `templates/`.
        status: of HTTP.
        values: further names for the template; one that it uses and nobody gives is an error.
    """
    language = language_of(request)
    given = {
        "person": person_of(request),
        "language": language,
        "languages": LANGUAGES,
        "csrf": sessions.token(request),
        # A part of a page, which htmx asks for, has no place for messages; they wait for the next whole page.
        "told": [] if "hx-request" in request.headers else sessions.told(request),
        "here": request.url.path,
    }
    return HTMLResponse(environment(language).get_template(template).render(given | values), status)


def person_of(request: Request) -> Person | None:
    """Return who is signed in, as far as a dependency of the route has asked."""
    person: Person | None = getattr(request.state, "person", None)
    return person


def language_of(request: Request) -> Language:
    """Return the language of the person, before sign-in that of the browser."""
    person = person_of(request)
    return person.language if person else accepted(request.headers.get("accept-language", ""))


def say(request: Request, text: str, **values: object) -> str:
    """Return a text marked by `phrase` in the language of the reader; `{name}` in it stands for a value."""
    said = catalogue(language_of(request)).gettext(text)
    return said.format_map(values) if values else said


def explained(request: Request, error: NewsbridgeError) -> str:
    """Return the line of an error in the language of the reader."""
    return explain(error, language_of(request))


@cache
def environment(language: Language) -> Environment:
    """Return the templates in `language`."""
    made = Environment(
        loader=PackageLoader("review"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,  # else each part of a page, hundreds in an article, is looked up in its folder again
        extensions=["jinja2.ext.i18n"],
    )
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_translations(catalogue(language), newstyle=True)  # type: ignore[attr-defined]
    made.globals.update(_clock(language), named=lambda value: catalogue(language).gettext(NAMES[value]))
    return made


def _clock(language: Language) -> dict[str, Any]:
    def day(value: date) -> str:
        shown = value.astimezone(BERLIN) if isinstance(value, datetime) else value
        return format_date(shown, "medium", locale(language))

    def moment(value: datetime) -> str:
        return format_datetime(value, "medium", BERLIN, locale(language)).strip()

    def age(value: datetime, now: datetime) -> str:
        return format_timedelta(max(now - value, timedelta()), granularity="minute", locale=locale(language))

    return {"day": day, "moment": moment, "age": age}
