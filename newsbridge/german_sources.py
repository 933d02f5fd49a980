"""German for the health of sources and for their dry runs."""

GERMAN_SOURCES = {
    # conditions
    "quiet": "still",
    "broken": "kaputt",
    "blocked": "gesperrt",
    "failing": "fällt aus",
    "off": "aus",
    "health": "Zustand",
    # reasons
    "It is switched off.": "Sie ist ausgeschaltet.",
    "Switch it on to collect it.": "Einschalten, um sie zu sammeln.",
    "It has not been visited yet.": "Sie wurde noch nicht besucht.",
    "Collect it now, or wait for the next run.": "Jetzt sammeln oder den nächsten Lauf abwarten.",
    "It turns us away: {error}": "Sie weist uns ab: {error}",
    "Ask the publisher for permission or for a feed, or switch the source off.": (
        "Beim Herausgeber um Erlaubnis oder einen Feed bitten, oder die Quelle ausschalten."
    ),
    "Failed visits in a row: {n}. {error}": "Fehlgeschlagene Besuche in Folge: {n}. {error}",
    "Open its address in a browser; where it has moved, correct the catalogue.": (
        "Ihre Adresse im Browser öffnen; ist sie umgezogen, den Katalog berichtigen."
    ),
    "It answers, but nothing is recognised: {error}": "Sie antwortet, aber nichts wird erkannt: {error}",
    "Try the source: it shows what is found. Then correct its selectors in the catalogue.": (
        "Einen Probelauf machen: Er zeigt, was gefunden wird. Dann die Selektoren im Katalog berichtigen."
    ),
    "Releases found: {found}; usual are {usual}.": "Gefundene Mitteilungen: {found}; üblich sind {usual}.",
    "Articles that cannot be read: {failed} of {found}.": "Nicht lesbare Artikel: {failed} von {found}.",
    "Articles are announced, but for {days} working days there was none that can be read.": (
        "Artikel werden angekündigt, aber seit {days} Arbeitstagen war keiner lesbar."
    ),
    "Articles have only {length} characters; usual are {usual}.": (
        "Artikel haben nur noch {length} Zeichen; üblich sind {usual}."
    ),
    "Working days without news: {days}; usual are {usual}, rarely more than {longest}.": (
        "Arbeitstage ohne Neues: {days}; üblich sind {usual}, selten mehr als {longest}."
    ),
    "Open its page: there may be nothing to say. Where it shows newer releases, try the source.": (
        "Ihre Seite öffnen: Vielleicht gibt es nichts zu sagen. Zeigt sie neuere Mitteilungen, einen Probelauf machen."
    ),
    "Too little is known of it yet. Visits so far: {n}.": (
        "Es ist noch zu wenig über sie bekannt. Besuche bisher: {n}."
    ),
    "It works; only the last visit failed: {error}": "Sie läuft; nur der letzte Besuch schlug fehl: {error}",
    "It works.": "Sie läuft.",
    # dry runs
    "{n} more": "{n} weitere",
    "no title": "kein Titel",
    "not recognised": "nicht erkannt",
    "A page that was saved, instead of the live one; var/broken/ holds those that broke.": (
        "Eine gespeicherte Seite statt der im Netz; var/broken/ enthält jene, an denen das Lesen scheiterte."
    ),
    "{n} characters": "{n} Zeichen",
    "the time was up; the releases after this one were not read": (
        "die Zeit war um; die Mitteilungen ab dieser wurden nicht gelesen"
    ),
    "a folder has no page that could be saved": "ein Ordner hat keine Seite, die man speichern könnte",
}
