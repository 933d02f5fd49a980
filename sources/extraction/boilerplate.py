"""What a page puts around and into an article: known by the names of its elements and by set phrases."""

import re
from itertools import chain

from sources.dates import DATE
from sources.richtext import Element

_NAMES = frozenset(
    chain.from_iterable(
        line.split()
        for line in (
            "ads advert advertisement anzeige sponsor promo cta appeal spendenaufruf donation paywall",
            "subscribe newsletter",
            "nav navi navigation metanav topnav menu menue breadcrumb breadcrumbs brotkrume brotkrumen toc",
            "pagination pager paging skiplink skiplinks search suche login toolbar servicebar seitenfunktionen",
            "share sharebar sharebuttons sharing shariff social socialmedia socialshare tweet",
            "comment comments kommentare disqus rating feedback cookie cookies consent popup flyout modal overlay",
            "related relatedlinks recommendation recommendations empfehlungen mehrzumthema weiterfuehrend weiterlesen",
            "sidebar marginal marginalspalte marginalie linkbox linklist downloadbox newslist ticker",
            "kopfzeile footer fuss fusszeile fussbereich seitenfuss colophon banner",
            "tags taglist tagcloud schlagworte stichworte meistgelesen mostread veranstaltungen",
            "meta metadata metadaten metainfo postmeta entrymeta byline autorenzeile lesezeit hits",
            "authorbox autorenbox autorenkasten",
        )
    )
)
_PHRASES = (
    "also-read",
    "article-info",
    "author-bio",
    "author-box",
    "author-info",
    "back-link",
    "link-list",
    "mehr-zum-thema",
    "more-links",
    "most-read",
    "page-functions",
    "read-more",
    "reading-time",
    "see-also",
    "share-buttons",
    "skip-link",
    "social-media",
    "tag-list",
    "teaser-list",
    "to-top",
)
_OVERLAYS = frozenset(
    {"cookie", "cookies", "consent", "cookiebanner", "cookieconsent", "cookiebot", "usercentrics", "klaro", "cmp"}
    | {"comments", "kommentare", "disqus"}
)
_TEASERS = frozenset({"teaser", "teasers", "teaserbox", "card", "cards", "tile", "kachel"})
_TEXT_TAGS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "body", "main", "article"})
"""Never furniture by name: their names are those of anchors (»nav-kontakt«) and of page types."""
_OUTSIDE = frozenset({"navigation", "search", "complementary", "banner", "contentinfo", "dialog"})
"""ARIA landmarks that hold no article."""
_WORD = re.compile(r"[A-ZÄÖÜ]?[a-zäöü0-9]+|[A-ZÄÖÜ]+(?![a-zäöü])")


def _lines_like(*alternatives: str) -> re.Pattern[str]:
    return re.compile(rf"(?:{'|'.join(alternatives)})[\s:!?.»›>]*", re.IGNORECASE)


_NETWORK = r"(?:facebook|twitter|x|xing|linkedin|whatsapp|instagram|mastodon|youtube|bluesky|threads|e-?mail|rss)"
_PAGE = (
    r"(?:(?:dies(?:e[nrms]?)?|den|die|der) )?(?:seite|artikel|beitrag|meldung|(?:presse)?mitteilung|inhalt|text|story)"
)
_COUNTED = (
    r"(?:(?:kommentare?|zugriffe|aufrufe|klicks|lesedauer|lesezeit)(?: ca\.)?:?(?: ca\.)? ?"
    r"\(?\d+(?: ?min(?:uten?|\.)?)?\)?)"
)
_NAME = r"(?-i:[A-ZÄÖÜ][\w.’'-]+|von|van|de|und)"
_CONTROL = _lines_like(
    _COUNTED,
    r"\d+ ?min(?:uten?|\.)? (?:lesezeit|lesedauer)|(?:jetzt |hier )?(?:spenden|mitglied werden|newsletter abonnieren)",
    r"(?:zurück )?(?:zu (?:allen|den)|zur übersicht aller|alle) (?:presse)?(?:mitteilungen|meldungen|nachrichten|news)",
    rf"(?:text|artikel|seite) vorlesen lassen|(?:war|ist) {_PAGE} hilfreich|(?:gefällt|gefiel) ihnen {_PAGE}",
    r"(?:kategorien?|ressort|rubrik|schlagw[oö]rter?|schlagworte|stichw[oö]rter?|stichworte|tags|keywords): ?.{2,60}",
    r"symbolbild|archivbild|inhaltsverzeichnis|externer link|\(?öffnet (?:in|ein) neue.{2,20}",
    r"zum (?:haupt)?inhalt(?: springen)?|sie (?:befinden sich|sind) hier|(?:.{0,20}in die )?zwischenablage kopieren",
    rf"bewertung abgeben|aktualisiert(?: am)?:? {DATE}.{{0,30}}|link in die zwischenablage kopieren",
    rf"(?:online seit|veröffentlicht|publiziert|erschienen|eingestellt|erstellt)(?: am| vom| von .{{2,30}} am)?:? ?"
    rf"(?:{DATE}.{{0,30}}|\d{{4}}-\d\d-\d\d.{{0,15}})|(?:letzte|zuletzt) (?:aktualisier|änder|geänder)\w+.{{0,60}}",
    r"(?:video|audio|podcast|bild|foto)s?:? .{0,70}\(?\d+(?:[:.]\d\d)? ?min(?:uten?|\.)?\)?",
    r"(?:bild|foto|slide|seite) \d+ (?:von|/) \d+|(?:bilder|foto)(?:galerie|strecke|show)|galerie|impressionen",
    r"(?:zum )?(?:archiv|newsroom|presseportal|seitenanfang)|mehr anzeigen|alle anzeigen|wird geladen\W*",
    r"©? ?(?:dpa|apa|afp|epd|kna)(?:-infocom)?,? ?(?:dpa)?[:\d/-]*",
    rf"(?:{_PAGE} )?(?:als pdf )?(?:drucken|teilen|empfehlen|versenden|merken|vorlesen|anhören|herunterladen)",
    rf"{_PAGE} (?:weiterempfehlen|teilen|drucken|kommentieren|bewerten).*|ist {_PAGE} hilfreich",
    rf"(?:(?:auf|bei|via|über|per|mit) )?{_NETWORK}(?: teilen)?|teilen sie {_PAGE}.*|(?:link )?kopieren|diese seite",
    r"druck(?:version|ansicht)|download|pdf|weiterlesen|mehr ?(?:lesen|erfahren|dazu)?",
    r"(?:zurück )?(?:zur (?:übersicht|startseite|liste)|zum (?:seitenanfang|archiv))|zurück|nach oben|top|back|weiter",
    r"(?:vorherige|nächste)[rs]? (?:meldung|artikel|beitrag|seite|nachricht).{0,60}",
    r"startseite|home|inhalt|menü|suchen?|navigation|schließen|anzeige|werbung|anmelden|abonnieren",
    r"(?:bild|foto) vergrößern|bildunterschrift (?:anzeigen|ausblenden)",
    r"(?:bild|foto|text|pdf|datei)[- ]?download.{0,40}",
    rf"(?:{_PAGE} )?als (?:pdf|word).{{0,40}}|pdf-(?:datei|version)(?: .{{0,30}})?",
    r".{0,70}[(\[](?:pdf|jpe?g|png|docx?|zip|mp[34])[,; |].{0,25}[)\]]|(?:datei ist )?nicht barrierefrei",
    r"stand:? \d.{0,30}|[-–•·*_| ]+",
)
_BYLINE = re.compile(
    rf"(?:{DATE}(?:[\s,|–-]+\d\d?[:.]\d\d(?: uhr)?)?[\s,|–-]*)?(?:von|autor(?:in)?:|text:)(?: {_NAME}){{1,5}}"
    rf"(?:, (?-i:[A-ZÄÖÜ])[\w -]{{1,40}})?(?:[\s(|]*{_COUNTED}\)?)?",
    re.IGNORECASE,
)
_FURNITURE = _lines_like(
    r"(?:weitere|mehr|aktuelle|neu(?:este|ere)|letzte|ähnliche|verwandte) (?:presse|medien)?(?:mitteilungen|meldungen"
    r"|nachrichten|artikel|beiträge|stor(?:y|ie)s|news|aussendungen|neuigkeiten)"
    r"(?:(?:\W| (?:aus|von|zu[mr]?|des|der)).*)?|(?:am )?meistgelesen.*",
    r"(?:das|dies) könnte (?:sie|dich|euch) .*|lesen sie (?:auch|weiter|mehr).*|(?:auch )?interessant",
    r"mehr zum thema.{0,40}|(?:schlag|stich)(?:wort|worte|wörter)|merkmale dieser (?:presse)?mitteilung",
    r"(?:\d+ |keine |leser)?kommentare(?: \(\d+\)| zu .*)?|(?:schreibe?n? (?:sie )?)?(?:einen|ihr(?:en)?) kommentar.*",
    r"diskutieren sie mit.*|ihre meinung|(?:unser |zum )?newsletter.{0,40}|anmeldung zum newsletter",
    r"(?:zu[mr]|über (?:den|die)) autor(?:in|en|innen)?|folgen sie uns.*|die semantisch .*",
    r"(?:sendungs|programm|tv-)hinweis.*",
)
_RELATED = _lines_like(
    r"weiterführende .*|(?:weitere|mehr) (?:informationen|infos|hintergründe|inhalte|themen|links).*",
    r"(?:weitere|mehr) (?:downloads|fotos|bilder).*",
    r"(?:weitere|mehr|aktuelle|neueste|letzte) (?:meldungen|nachrichten|artikel|beiträge|news).*",
    r"(?:weitere|mehr|aktuelle|neueste|letzte) (?:presse)?(?:mitteilungen|meldungen).*",
    r"mehr (?:zum|zu|über|von|aus|dazu|auf).*|(?:das|dies) könnte sie.*|(?:auch )?interessant.*",
    r"lesen sie auch.*|siehe auch.*|verwandte .*|ähnliche .*|dazu passt.*|die semantisch .*|related.*|empfehlungen.*",
    r"(?:schlag|stich)w(?:ort|orte|örter)|themen|tags|keywords|downloads?|links?|dokumente?|medien|anhänge?",
    r"zum (?:thema|weiterlesen|herunterladen)|newsletter.*|kommentare.*|teilen.*",
)
_POINTER = re.compile(
    r"(?:zum (?:artikel|beitrag|video|audio|podcast)|zur meldung|lesen sie (?:auch|hierzu|dazu|mehr)"
    r"|mehr (?:dazu|hierzu|zum thema)|siehe auch|auch interessant)\b",
    re.IGNORECASE,
)
_NOTICE = re.compile(
    r"(?:über )?dieses thema (?:im programm|bericht)|(?:original-content von|ot[sa]-originaltext)\b"
    r"|dies(?:er|e) (?:text|artikel|meldung|beitrag) (?:wurde am .{6,40} (?:aktualisiert|geändert)|ist ein archiv)"
    r"|dies ist (?:ein archiv|eine archivierte)|an dieser stelle (?:finden|befinde|wird).{0,40} inhalte? (?:von|aus)"
    r"|hier finden sie (?:einen )?externen inhalt|empfohlener (?:redaktioneller|externer) inhalt"
    r"|mit (?:einem )?klick auf .{3,60} laden sie|ihre (?:cookie|datenschutz)-?einstellungen verhindern"
    r"|(?:sendungs|programm|tv-)hinweis\b",
    re.IGNORECASE,
)
"""What a broadcaster, an agency or an archive says of the text that it carries."""
_CUT_TEASER = re.compile(r"(?:mehr (?:lesen|erfahren)|weiterlesen|zum (?:artikel|beitrag))\s*[»›>→]*$", re.IGNORECASE)
_CONSENT = re.compile(
    r".{0,40}\b(?:video|inhalt|karte|player|youtube|externe).{0,120}"
    r"(?:datenübertragung|datenschutz|cookies|zustimm|einwillig|eingebunden|geladen)|(?:video|bild) überspringen",
    re.IGNORECASE | re.DOTALL,
)
_BETWEEN_LABELS = re.compile(r"\s+[|·•]\s+|\n")
_LONGEST_LABEL = 90
_LONGEST_POINTER, _LONGEST_NOTICE = 300, 500


def is_furniture(element: Element) -> bool:
    """Whether the names of `element` say that it holds no article text: sharing, related links, comments."""
    if element.get("role", "") in _OUTSIDE:
        return True
    if element.tag in _TEXT_TAGS:
        return False
    names = names_of(element)
    folded = f"{element.get('class', '')} {element.get('id', '')}".lower().replace("_", "-")
    named = not _NAMES.isdisjoint(names) or any(phrase in folded for phrase in _PHRASES)
    return named or (not _TEASERS.isdisjoint(names) and _leads_elsewhere(element))


def is_overlay(element: Element) -> bool:
    """Whether an element asks for consent or holds what readers wrote: never article, however much text it has."""
    if element.tag in _TEXT_TAGS or not (element.get("class") or element.get("id")):
        return False
    return not _OVERLAYS.isdisjoint(names_of(element)) and next(element.iter("h1", "main"), None) is None


def names_of(element: Element) -> set[str]:
    """Return the words of the element's classes and id, lower case: `article__leadText` gives article, lead, text.

    The tag counts where it is a custom element, as it is named by the page's author too.
    """
    names = f"{element.get('class', '')} {element.get('id', '')} {element.tag if '-' in element.tag else ''}"
    return {word.lower() for word in _WORD.findall(names)}


def is_control(text: str) -> bool:
    """Whether a line is the label of a control of the page: »Drucken«, »Seite teilen«, »nach oben«."""
    if len(text) >= _LONGEST_LABEL:
        return False
    whole = text.strip()
    return bool(_CONTROL.fullmatch(whole)) or all(_CONTROL.fullmatch(label) for label in _BETWEEN_LABELS.split(whole))


def announces_related(text: str) -> bool:
    """Whether a heading announces links to other pages: »Weitere Meldungen«, »Das könnte Sie auch interessieren«."""
    return len(text) < _LONGEST_LABEL and bool(_RELATED.fullmatch(text.strip()))


def heads_furniture(text: str) -> bool:
    """Whether a heading stands above what is never article: »Kommentare«, »Weitere Meldungen«, »Zur Autorin«."""
    return len(text) < _LONGEST_LABEL and bool(_FURNITURE.fullmatch(text.strip()))


def is_byline(text: str) -> bool:
    """Whether a paragraph names its author and nothing else: »12.03.2024 von Nina Muster«."""
    return len(text) < _LONGEST_LABEL and bool(_BYLINE.fullmatch(text.strip()))


def is_pointer(text: str, linked: float) -> bool:
    """Whether a line leads to another page, or asks for consent to show what comes from one.

    Args:
        text: the line.
        linked: share of it that is link text, 0 to 1.
    """
    if len(text) >= _LONGEST_NOTICE:
        return False
    points = (linked > 0.3 and bool(_POINTER.match(text))) or bool(_NOTICE.match(text))
    return points or (len(text) < _LONGEST_POINTER and bool(_CUT_TEASER.search(text))) or bool(_CONSENT.match(text))


def _leads_elsewhere(element: Element) -> bool:
    """Whether what is called a teaser advertises another page; on an article's own page the lead is often called so."""
    text = len(element.text_content().strip())
    links = [node for node in element.iter() if node.tag.rsplit("-", 1)[-1] in {"a", "link"}]
    linked = sum(len(link.text_content().strip()) for link in links)
    headed = next(element.iter("h2", "h3", "h4", "h5"), None) is not None
    return linked > 0.5 * text or (linked > 0 and headed)
