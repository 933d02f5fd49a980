"""The label: how an entry tells its reader who stands behind the text, and where the original is.

Asked for by China's measures for labelling AI-generated synthetic content, in force since 2025-09-01 (a label that
people see, which GB 45438-2025 wants to name 人工智能, and one in the metadata), and by Article 50 of the EU AI Act
(Regulation (EU) 2024/1689).
"""

import html
from urllib.parse import urlsplit

from feeds.assembly import is_reviewed
from feeds.inline import escape
from feeds.phrases import PHRASES, NoticePhrases
from feeds.text import one_line, web_address
from model.feed import Entry
from model.translation import REVIEWED, Translation

_STOPS = (".", "!", "?", "。", "！", "？")


def status(entry: Entry) -> str:
    """Return who stands behind the text, as a bracketed aside after a teaser; "" for the German original."""
    phrases = PHRASES[entry.publication.language].notice
    if entry.translation is None or phrases is None:
        return ""
    return phrases.aside.format(status=_status(entry.translation, phrases))


def notice(entry: Entry) -> str:
    """Return the visible note on a translation: status, engines, doubts. Plain text, "" for the German original."""
    phrases = PHRASES[entry.publication.language]
    if entry.translation is None or phrases.notice is None:
        return ""
    words = phrases.notice
    sentences = _origin(entry, entry.translation, words)
    if count := uncertain(entry.translation):
        sentences.append((words.uncertain_one if count == 1 else words.uncertain_many).format(count=count))
    return phrases.gap.join(sentences)


def _origin(entry: Entry, translation: Translation, words: NoticePhrases) -> list[str]:
    """Return who and what made the text, in the operator's words where there are some."""
    own = entry.look.label_reviewed if is_reviewed(translation) else entry.look.label_machine
    engines = words.comma.join(translation.engines())
    if own:
        said = one_line(own.format(engines=engines, publisher=one_line(entry.publisher)))
        said = said if said.endswith(_STOPS) else words.sentence.format(status=said)
        has_engines = "{engines}" in own
    else:
        said, has_engines = words.sentence.format(status=_status(translation, words)), False
    return [said] if has_engines or not engines else [said, words.engines.format(names=engines)]


def correction(entry: Entry) -> str:
    """Return the day of the last correction, as a sentence of its own; "" for a text that never changed."""
    corrected_at = None if entry.is_headline else entry.publication.corrected_at
    return PHRASES[entry.publication.language].correction(corrected_at) if corrected_at else ""


def uncertain(translation: Translation) -> int:
    """Return the number of segments that a check doubts (a warning or worse) and no editor has settled."""
    if is_reviewed(translation):
        return 0
    return sum(target.doubtful for target in translation.targets.values() if target.state not in REVIEWED)


def source_line(entry: Entry) -> str:
    """Return where the text comes from, as HTML: the German original with its German title, or the publisher."""
    words = PHRASES[entry.publication.language].notice
    publisher = escape(one_line(entry.publisher))
    if words is None:
        name = publisher or escape(urlsplit(original_address(entry)).netloc)
        return f"Quelle: {_link(original_address(entry), name)}" if name else ""
    link = _link(original_address(entry), escape(one_line(entry.version.article.title)), lang=' lang="de"')
    return (words.original_by if publisher else words.original).format(link=link, publisher=publisher)


def report_line(entry: Entry) -> str:
    """Return the link by which a reader reports an error, as HTML; "" where nobody listens."""
    target = web_address(entry.report_url)
    return _link(target, PHRASES[entry.publication.language].report) if target else ""


def original_address(entry: Entry) -> str:
    """Return where a reader finds the German original; "" for a release that came as a file."""
    return web_address(entry.version.article.url) or web_address(entry.version.release.url)


def _status(translation: Translation, words: NoticePhrases) -> str:
    return words.reviewed if is_reviewed(translation) else words.machine


def _link(target: str, words: str, lang: str = "") -> str:
    if target:
        return f'<a href="{html.escape(target)}"{lang}>{words}</a>'
    return f"<span{lang}>{words}</span>" if lang else words
