"""An article as sentences: sentencex, with guards for what it does not know of German press releases."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise

import sentencex

from model.article import Article, Block, BlockKind, Role, SegmentSource
from model.languages import Language
from translators.abbreviations import ENGLISH_LAST, ENGLISH_NEVER_LAST, NEVER_LAST, NUMBERED, OPENERS, SOMETIMES_LAST

Span = tuple[int, int]

LONGEST = 4000
"""Characters of a segment at most. No sentence is so long, but foreign text is as long as its author likes, and the
time of splitting and checking grows with its square."""
MAX_ENCLOSED = 400
"""Characters up to which what stands in quotation marks or brackets is kept together; longer speech is split too."""

_BY_LINE = {Role.CONTACT, Role.DATELINE, Role.KICKER}
_MOSTLY_WHOLE = {BlockKind.TITLE, BlockKind.HEADING, BlockKind.TABLE_CELL, BlockKind.FIGURE}

_CANDIDATE = re.compile(r"(?<=[.!?…])[“”\"«»’‘')\]]*(\s+)(?=\S)")
_QUOTES = re.compile(r"[„“”\"»«]")
_ENCLOSED = re.compile(
    r"""„[^„“”]*[“”] | “[^“”]*” | »[^»«]*« | «[^»«]*» | "[^"]*" | \((?:[^()]|\([^()]*\))*\) | \[[^\]]*\]""",
    re.VERBOSE,
)
_OPENING = " „“‚‘»«\"'([–—-"
_CLOSING = "“”\"«»’‘')]"
_SHORT = re.compile(r"(?:[A-Za-zÄÖÜäöüß]{1,4}\.\s?){1,4}\Z")
_ACADEMIC = re.compile(r"dipl\.-\w+\.\Z", re.IGNORECASE)
_ORDINAL = re.compile(r"(?:\d{1,3}\.|\d{1,2}\.\d{1,2}\.|[IVXL]+\.|[A-ZÄÖÜ]\.)\Z")


def split(text: str, language: Language = Language.DE) -> list[Span]:
    r"""Return offsets of the sentences of a block's text, in order, without white space at their ends.

    A `\n` is always a border. Quoted speech and brackets stay whole, together with the sentence around them.
    """
    return [span for line in _lines(text) for span in _joined_where_enclosed(text, line, language)]


def sentences(text: str, language: Language = Language.DE) -> list[Span]:
    """Return offsets of sentences as `split` does, those within quoted speech too: what an engine is good at."""
    return [span for line in _lines(text) for span in _trimmed(text, line, _borders(text[slice(*line)], language))]


def segment(article: Article) -> list[SegmentSource]:
    """Return the segments of an article: every word of it stands in exactly one."""
    return [
        SegmentSource(number, start, end, block.text.slice(start, end))
        for number, block in enumerate(article.blocks)
        for start, end in _of_block(block)
    ]


def _of_block(block: Block) -> list[Span]:
    text = block.text.text
    if block.role in _BY_LINE:
        return _lines(text)
    if block.kind in _MOSTLY_WHOLE and not _clearly_several(text, split(text)):
        return _lines(text)
    return split(text)


def _clearly_several(text: str, spans: list[Span]) -> bool:
    """Tell whether a heading or caption is prose: sentences of three words and more, with a stop between them."""
    parts = [text[start:end] for start, end in spans]
    return all(len(part.split()) >= 3 for part in parts) and all(
        part.rstrip(_CLOSING).endswith((".", "!", "?", "…")) for part in parts[:-1]
    )


def _lines(text: str) -> list[Span]:
    whole = _trimmed(text, (0, len(text)), [found.end() for found in re.finditer(r"\n", text)])
    return [part for line in whole for part in _trimmed(text, line, _cuts(text[slice(*line)]))]


def _cuts(line: str) -> Iterator[int]:
    """Yield the offsets at which a line that is too long is cut: behind a stop, else a space, else anywhere."""
    start = 0
    while len(line) - start > LONGEST:
        ends = (line.rfind(sign, start, start + LONGEST) + len(sign) for sign in (". ", " "))
        start = next((end for end in ends if end > start + 1), start + LONGEST)
        yield start


def _trimmed(text: str, within: Span, borders: Iterable[int]) -> list[Span]:
    """Cut a span at borders counted from its start; drop white space at the ends, and what is nothing else."""
    start, end = within
    edges = [start, *(start + border for border in borders), end]
    spans = []
    for left, right in pairwise(edges):
        part = text[left:right]
        if part.strip():
            spans.append((left + len(part) - len(part.lstrip()), left + len(part.rstrip())))
    return spans


def _joined_where_enclosed(text: str, line: Span, language: Language) -> list[Span]:
    whole = text[slice(*line)]
    enclosed = [found.span() for found in _ENCLOSED.finditer(whole) if len(found[0]) <= MAX_ENCLOSED]
    free = [
        border for border in _borders(whole, language) if not any(left < border < right for left, right in enclosed)
    ]
    return _trimmed(text, line, free)


def _borders(line: str, language: Language) -> Iterator[int]:
    """Yield the offsets at which a sentence begins."""
    # Without quotation marks sentencex sees the sentences in them; each becomes a space, so offsets hold.
    bare = _QUOTES.sub(" ", line)
    seen = sentencex.get_sentence_boundaries(language.short, bare)
    suggested = {len(bare[: boundary["end_index"]].rstrip()) for boundary in seen}
    for found in _CANDIDATE.finditer(line):
        left, right = line[: found.start(1)], line[found.end() :]
        proposed = len(bare[: found.end()].rstrip()) in suggested
        ends = _ends_german_sentence if language is Language.DE else _ends_english_sentence
        if ends(left, right, proposed):
            yield found.end()


def _ends_english_sentence(left: str, right: str, proposed: bool) -> bool:
    """Tell the same of English as `_ends_german_sentence` does of German."""
    word = _last_word(left).lower()
    following = right.lstrip(_OPENING)
    if _goes_on(following) or word in ENGLISH_NEVER_LAST:
        return False
    return proposed or word in ENGLISH_LAST or word.endswith("…")


def _ends_german_sentence(left: str, right: str, proposed: bool) -> bool:
    """Tell whether a sentence ends between `left` and `right`; `proposed` is what sentencex says."""
    word = _last_word(left)
    following = right.lstrip(_OPENING)
    if _goes_on(following):
        return False
    if not word.endswith("."):
        return proposed or word[-1:] in {"!", "?"} or _opens(following)
    opens = _opens(following)
    if _is_abbreviation(left, NEVER_LAST) or _ACADEMIC.match(word):
        return False
    if _ORDINAL.match(word) and _is_numbered(left):
        return True
    if _ORDINAL.match(word) or _is_abbreviation(left, SOMETIMES_LAST) or word.endswith("str."):
        return opens and left.strip() != word
    return proposed or opens or (following[0].isdigit() and not _may_be_abbreviation(word))


def _may_be_abbreviation(word: str) -> bool:
    """Tell whether an unknown word with a stop may be one, as »Hbf.« is; »hat.« and »3:2.« are none."""
    return len(word) <= 4 and not word[-2:-1].isdigit() and word[:-1].lower() not in OPENERS


def _last_word(left: str) -> str:
    return left.rstrip(_CLOSING).split()[-1].lstrip(_OPENING)


def _goes_on(following: str) -> bool:
    return not following or following[0].islower() or following[0] in ",;:.!?"


def _is_numbered(left: str) -> bool:
    """Tell whether the number at the end of `left` counts what stands before it: »Abs. 3.«, not »im 3.«."""
    words = left.split()
    return len(words) > 1 and words[-2].lstrip(_OPENING).lower() in NUMBERED


def _opens(following: str) -> bool:
    return re.split(r"[\s,.:;!?-]", following, maxsplit=1)[0].lower() in OPENERS


def _is_abbreviation(left: str, known: frozenset[str]) -> bool:
    """Tell whether `left` ends with one of `known`, written with or without spaces: `z. B.` is `z.B.`."""
    ending = left.rstrip(_CLOSING).lower()
    short = _SHORT.search(ending)
    parts = short[0].split() if short else []
    written = {"".join(parts[number:]) for number in range(len(parts))} | {ending.split()[-1].lstrip(_OPENING)}
    return bool(written & known)
