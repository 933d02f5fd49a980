"""The chain with its real neighbours and an engine that spoils every word."""

import re

import pytest

from model.article import Article, Block, BlockKind, Role
from model.languages import Language
from model.richtext import Mark, MarkKind, RichText
from model.terms import Term
from model.translation import Finding, OriginKind, SegmentTarget
from translators.chain import Chain, Request
from translators.fake import FakeEngine
from translators.splitting import segment

TERMS = (
    Term("Hafenstadt Musterhausen", Language.EN, "port city of Musterhausen", kind="place"),
    Term("Hafenstadt Musterhausen", Language.ZH, "穆斯特豪森港市", kind="place"),
)
FIGURES = "Der 14. Ausbau spart bis 2060 rund 1.250 Tonnen CO2. Alles steht auf www.hafen-muster.de bereit."
ARTICLE = Article(
    (
        Block(BlockKind.TITLE, RichText("Neuer Hafen für die Hafenstadt Musterhausen")),
        Block(BlockKind.PARAGRAPH, RichText("Musterhausen, den 26.03.2021"), Role.DATELINE),
        Block(
            BlockKind.PARAGRAPH,
            RichText(
                FIGURES,
                (
                    Mark(FIGURES.index("CO2") + 2, FIGURES.index("CO2") + 3, MarkKind.SUBSCRIPT),
                    Mark(FIGURES.index("www"), FIGURES.index(" bereit"), MarkKind.LINK, "https://www.hafen-muster.de/"),
                ),
            ),
        ),
        Block(
            BlockKind.PARAGRAPH,
            RichText("Kontakt: Anna Kern\nTelefon: +49 (30) 25 79 72 – 23\nE-Mail: presse@hafen-muster.de"),
            Role.CONTACT,
        ),
    )
)


def _translate(language: Language) -> list[SegmentTarget]:
    def judge(*_: object) -> tuple[Finding, ...]:
        return ()

    requests = [
        Request(source.text, ARTICLE.blocks[source.block].role, ARTICLE.blocks[source.block].kind)
        for source in segment(ARTICLE)
    ]
    terms = [term for term in TERMS if term.language is language]
    return Chain(FakeEngine(language), language, terms, judge).translate(requests)


@pytest.mark.parametrize("language", [Language.EN, Language.ZH])
def test_addresses_numbers_and_links_survive_any_engine(language: Language) -> None:
    targets = _translate(language)
    text = "\n".join(target.text.text for target in targets)

    for kept in ("www.hafen-muster.de", "presse@hafen-muster.de", "+49 (30) 25 79 72 – 23", "2060", "14"):
        assert kept in text
    assert re.search(r"1[,.]?250", text)
    links = {mark.href for target in targets for mark in target.text.marks if mark.kind is MarkKind.LINK}
    assert links == {"https://www.hafen-muster.de/"}


@pytest.mark.parametrize("language", [Language.EN, Language.ZH])
def test_contact_lines_and_datelines_are_the_work_of_rules(language: Language) -> None:
    targets = _translate(language)

    ruled = [target.text.text for target in targets if target.origin.kind is OriginKind.RULE]
    assert len(ruled) >= 4
    assert any("2021" in line for line in ruled)


def test_chinese_keeps_the_index_of_co2_and_is_set_in_chinese_type() -> None:
    targets = _translate(Language.ZH)
    (sentence,) = [target.text for target in targets if "CO2" in target.text.text]

    (mark,) = [mark for mark in sentence.marks if mark.kind is MarkKind.SUBSCRIPT]
    assert sentence.text[mark.start - 2 : mark.end] == "CO2"
    assert sentence.text.endswith(("。", "）"))
