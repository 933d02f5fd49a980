"""An entry -> the complete text as an HTML fragment, and its teaser."""

import re
from types import MappingProxyType

import nh3

from feeds.assembly import assemble
from feeds.blocks import render_blocks
from feeds.inline import escape
from feeds.label import correction, notice, report_line, source_line
from feeds.phrases import PHRASES
from feeds.pictures import Copies, illustrated
from feeds.text import SCHEMES, one_line
from model.article import Article
from model.feed import Entry
from model.languages import Language, parse_language

_TAGS = {
    *("div", "p", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li"),
    *("table", "thead", "tbody", "tr", "th", "td", "figure", "figcaption", "img"),
    *("a", "strong", "em", "sub", "sup", "small", "span", "br"),
}
_ATTRIBUTES = {"a": {"href", "lang"}, "div": {"lang"}, "img": {"alt", "src"}, "span": {"lang"}, "th": {"scope"}}
_NO_COPIES: Copies = MappingProxyType({})
_TEASER_LENGTH = 300
# A Chinese character says about as much as three Latin letters.
_TEASER_LENGTH_CHINESE = 120
_SENTENCE_END_CHINESE = re.compile(r"[。！？][”’」』）]*")
# Five letters before the stop: `Euro.` may wait, but `Dr.`, `Nr.`, `Prof.` and `14.` never end a teaser.
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{5})[.!?][”“»\")]*(?=\s)")


def entry_title(entry: Entry) -> str:
    """Return the title of `entry` in its language, as one plain line; where it has none, the beginning of its text.

    Atom and the pages need a title that says something (RFC 4287, section 4.2.14; RSS does without).

    Raises:
        PublishError: a part of the text has no translation.
    """
    article = assemble(entry)
    return one_line(article.title) or teaser(article)


def content_html(entry: Entry, copies: Copies = _NO_COPIES) -> str:
    """Return the complete text of `entry` as an HTML fragment that a portal can insert as it is.

    The fragment is one `div` with `lang`: the channel's language does not travel with a copied text, and without it
    browsers may draw Chinese with Japanese glyphs, and a screen reader reads the German title as English. The label
    stands first, then the day of a correction, the link to the original last, before the one for reporting an error. Of
    a headline there is no more than that.

    Args:
        entry: what to tell.
        copies: its pictures, where the feed wants copies.

    Raises:
        PublishError: a part of the text has no translation.
    """
    article, language = assemble(entry), entry.publication.language
    body = render_blocks(illustrated(article.blocks, entry.look.images, copies), PHRASES[language])
    lines = [escape(notice(entry)), escape(correction(entry)), escape(waiting(entry))]
    last = [source_line(entry), report_line(entry)]
    return wrap("\n".join(filter(None, [*map(_small, lines), body, *map(_small, last)])), language)


def waiting(entry: Entry) -> str:
    """Return the sentence that says that the text follows; "" for an entry that has it."""
    words = PHRASES[entry.publication.language].notice
    return words.headline if entry.is_headline and words else ""


def wrap(fragment: str, language: Language) -> str:
    """Return `fragment` as one sanitised element of its language.

    Sanitising comes last, so that whatever a page, an engine or an editor wrote, only our elements go out.
    """
    marked = f'<div lang="{language.html}">\n{fragment}\n</div>'
    return nh3.clean(
        marked, tags=_TAGS, attributes=_ATTRIBUTES, url_schemes=set(SCHEMES), link_rel=None, strip_comments=True
    )


def teaser(article: Article) -> str:
    """Return the beginning of `article` as one plain line, cut after a sentence, a word or a Chinese character.

    At most 300 characters, 120 in Chinese. It is the lead, else the first words that the article has besides its title.
    """
    texts = [article.lead, *(block.text.text for block in article.blocks[1:]), article.title]
    text = one_line(next(filter(None, texts), ""))
    if parse_language(article.language) is Language.ZH:
        return _cut_chinese(text)
    return _cut(text)


def _cut(text: str) -> str:
    if len(text) <= _TEASER_LENGTH:
        return text
    ends = [match.end() for match in _SENTENCE_END.finditer(text[: _TEASER_LENGTH + 1])]
    if ends and ends[-1] >= _TEASER_LENGTH // 3:
        return text[: ends[-1]]
    head = text[: _TEASER_LENGTH - 1]
    return head[: head.rfind(" ")].rstrip(" ,;:–-(") + " …" if " " in head else head + "…"


def _cut_chinese(text: str) -> str:
    if len(text) <= _TEASER_LENGTH_CHINESE:
        return text
    ends = [match.end() for match in _SENTENCE_END_CHINESE.finditer(text[:_TEASER_LENGTH_CHINESE])]
    if ends and ends[-1] >= _TEASER_LENGTH_CHINESE // 3:
        return text[: ends[-1]]
    return text[: _TEASER_LENGTH_CHINESE - 2].rstrip("，、；：（“ ") + "……"


def _small(line: str) -> str:
    return f"<p><small>{line}</small></p>" if line else ""
