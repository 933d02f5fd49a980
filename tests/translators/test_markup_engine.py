"""Marks in whole sentences: the engine never sees fragments, and its attention says where a marked word went."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from model.languages import Language
from model.richtext import Mark, MarkKind, RichText
from model.translation import Finding
from translators.argos import open_engine
from translators.chain import Chain, Request
from translators.engine import NO_WISHES, PLAIN, Decoding, Reading, Wishes
from translators.fake import FakeEngine
from translators.packages import PackageStore

ROWS = [
    line.split("\t")
    for line in (Path(__file__).parent / "data" / "marked-words.tsv").read_text(encoding="utf-8").splitlines()
]


def _linked(text: str) -> RichText:
    start, end = text.index("<a>"), text.index("</a>") - len("<a>")
    return RichText(re.sub("</?a>", "", text), (Mark(start, end, MarkKind.LINK, "https://a.de/"),))


def _no_checks(*_: object) -> tuple[Finding, ...]:
    return ()


class _Recording(FakeEngine):
    """Keeps what it was asked."""

    def __init__(self, target: Language) -> None:
        super().__init__(target)
        self.asked: list[str] = []

    def translate(self, texts: Sequence[str], decoding: Decoding = PLAIN, wishes: Wishes = NO_WISHES) -> list[Reading]:
        self.asked += texts
        return super().translate(texts, decoding, wishes)


def test_the_engine_sees_whole_sentences_without_a_trace_of_marks() -> None:
    engine = _Recording(Language.EN)
    sentences = [_linked(row[0]) for row in ROWS]
    emissions = RichText("Die CO2-Emissionen sinken.", (Mark(6, 7, MarkKind.SUBSCRIPT),))

    Chain(engine, Language.EN, (), _no_checks).translate([Request(text) for text in (*sentences, emissions)])

    assert engine.asked == [text.text for text in (*sentences, emissions)]


@pytest.mark.parametrize(("language", "column"), [(Language.EN, 1), (Language.ZH, 2)])
def test_a_link_stands_over_its_word_where_the_package_translated_it(
    real_store: PackageStore, language: Language, column: int
) -> None:
    """The third column of a row and the second name what the word may be called; other readings say nothing here."""
    chain = Chain(open_engine(real_store.route(Language.DE, language), threads=2), language, (), _no_checks)
    right: list[RichText] = []
    wrong: list[RichText] = []

    for row, target in zip(ROWS, chain.translate([Request(_linked(row[0])) for row in ROWS]), strict=True):
        text, wanted = target.text.text.lower(), row[column].lower().split("/")
        (mark,) = target.text.marks
        if any(word in text for word in wanted):
            (right if any(word in text[mark.start : mark.end] for word in wanted) else wrong).append(target.text)

    chain.close()
    assert len(right) >= 12
    assert len(right) >= 0.7 * len(right + wrong), wrong
