"""What a key repairs: the exact words for a finding, and never words that the checks would doubt anew."""

import csv
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

import checks
from checks.pair import Pair
from model.article import Article, Block, BlockKind
from model.languages import Language
from model.richtext import RichText
from model.termbase import Termbase
from model.translation import Finding, Origin, OriginKind, SegmentTarget, Severity, State, Translation
from pipeline.edits import Edit
from pipeline.remedies import of_other_form
from pipeline.repairing import repairs, segment_repairs
from pipeline.settings import Settings
from pipeline.settling import article_findings
from pipeline.wiring import Newsroom
from translators.splitting import segment
from translators.terms import load_terms

ROOT = Path(__file__).parents[2]
PLANTED = ROOT / "tests" / "checks" / "data" / "planted.tsv"
MACHINE = Origin(OriginKind.MACHINE, "fake")
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
EN, ZH = Language.EN, Language.ZH
REPAIRABLE = {"numbers", "dates", "addresses", "punctuation", "spacing", "repetition", "traditional"}
"""Checks whose findings the product nearly always knows how to cure."""


@pytest.fixture(scope="module")
def terms() -> Termbase:
    return Termbase(load_terms(ROOT / "config" / "terms.tsv"))


def judged(german: str, text: str, language: Language, terms: Termbase) -> SegmentTarget:
    findings = checks.run(RichText(german), RichText(text), language, terms)
    return SegmentTarget(RichText(text), MACHINE, findings=findings)


def repaired(german: str, text: str, language: Language, terms: Termbase) -> str:
    """Press the key until it does nothing more."""
    for _ in range(9):
        target = judged(german, text, language, terms)
        proposed = segment_repairs(RichText(german), target, language, terms)
        if not proposed:
            break
        text = proposed[0].edit.apply(text)
    return text


@pytest.mark.parametrize(
    ("german", "text", "right"),
    [
        ("Es kamen 860 Gäste.", "There were 680 guests.", "There were 860 guests."),
        ("Der Anteil stieg auf 43 Prozent.", "The share rose to 43.", "The share rose to 43 per cent."),
        ("Das kostet 250 Mio. Euro.", "It costs €250 billion.", "It costs €250 million."),
        ("Die Frist endet am 9. Juni.", "The period ends on 8 June.", "The period ends on 9 June."),
        ("Beginn ist um 14 Uhr.", "It begins at 4 p.m.", "It begins at 2 p.m."),
        ("Schreiben Sie an presse@hamm.example.", "Write to press@hamm.example.", "Write to presse@hamm.example."),
        ("Tel. 0431 901-1007 hilft.", "Phone 0431 901-1070 helps.", "Phone 0431 901-1007 helps."),
        ("Die Stadt hat viele Gäste.", "The city has many many guests .", "The city has many many guests."),
        ("Die Stadt wächst und wächst.", "The city （the centre） grows.", "The city (the centre) grows."),
        ("Das Ergebnis (Vorjahr: 51) ist da.", "The result is there (before: 51.", "The result is there (before: 51."),
        ("Der Umsatz stieg (ohne Köln).", "Sales rose (without Cologne.", "Sales rose (without Cologne)."),
        ("Am Ende klatschten die Gäste.", "In the end the guests guests clapped.", "In the end the guests clapped."),
        ("Oberbürgermeister Thomas Kufner sprach.", "Mayor Thomas Kuffner spoke.", "Mayor Thomas Kufner spoke."),
        ("Ein Fest in Cottbus.", "A fair in Coburg.", "A fair in Cottbus."),
    ],
)
def test_english_is_repaired(german: str, text: str, right: str, terms: Termbase) -> None:
    assert repaired(german, text, EN, terms) == right


@pytest.mark.parametrize(
    ("german", "text", "right"),
    [
        ("Das kostet 250 Mio. Euro.", "费用为25亿欧元。", "费用为2.5亿欧元。"),
        ("Das sind 2,4 Prozentpunkte.", "即2.6个百分点。", "即2.4个百分点。"),
        ("Am 1. Mai 2026 geht es los.", "活动于2026年5月11日开始。", "活动于2026年5月1日开始。"),
        ("Wann kommt er?", "他什么时候来?", "他什么时候来？"),
        ("Die Stadt baut.", "这座 城市在建设。", "这座城市在建设。"),
        ("Die Stadt baut.", "城市開始建设。", "城市开始建设。"),
        ("Der Fünfjahresplan gilt.", "五年计划有效。", "五年规划有效。"),
        ("Ein Fest in Paderborn.", "波恩的庆典。", "帕德博恩的庆典。"),
        ("Das war am 27. Januar 2026.", "那是2026年1月27。", "那是2026年1月27日。"),
        ("Es sind 8,51 Mio. Menschen.", "有851万万人。", "有851万人。"),
    ],
)
def test_chinese_is_repaired(german: str, text: str, right: str, terms: Termbase) -> None:
    assert repaired(german, text, ZH, terms) == right


@pytest.mark.parametrize(
    ("german", "text"),
    [
        ("Im Jahr kamen 12 Busse und 34 Bahnen.", "There were 56 buses and 78 trains."),  # which is which?
        ("Der Verkehr wird nicht umgeleitet.", "Traffic will be diverted."),  # this takes a translator
        ("Es sprachen Anna Beispiel und Bernd Muster.", "The mayor spoke."),  # nothing to put them in place of
    ],
)
def test_what_is_not_sure_is_not_offered(german: str, text: str, terms: Termbase) -> None:
    target = judged(german, text, EN, terms)
    assert target.findings
    assert segment_repairs(RichText(german), target, EN, terms) == ()


def test_the_note_of_what_was_lost_goes_once_the_sentence_says_it(terms: Termbase) -> None:
    german, note = "Es kamen 48 Städte.", " [in the German: 48]"
    assert repaired(german, f"Cities came.{note}", EN, terms) == f"Cities came.{note}"
    assert repaired(german, f"48 cities came.{note}", EN, terms) == "48 cities came."
    lost = "They met. [in the German: advisory board]"
    assert repaired("Sie trafen den Beirat.", lost, EN, terms) == lost


def test_every_repair_of_a_planted_error_cures_it_and_spoils_nothing(terms: Termbase) -> None:
    """Each is applied alone: its finding is gone and no kind of finding has become more frequent."""
    found, offered = Counter[str](), Counter[str]()
    with PLANTED.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    for row in rows:
        german, text, language = row["German"], row["Translation"], {"en": EN, "zh": ZH}[row["Language"]]
        target = judged(german, text, language, terms)
        found.update(finding.check for finding in target.findings)
        for repair in segment_repairs(RichText(german), target, language, terms):
            cured = target.findings[repair.finding]
            offered[cured.check] += 1
            after = judged(german, repair.edit.apply(text), language, terms)
            assert (cured.template, cured.fields) not in [(each.template, each.fields) for each in after.findings]
            before = Counter(finding.template for finding in target.findings)
            assert not Counter(finding.template for finding in after.findings) - before, row
    for check in sorted(found):
        print(f"{check:12} {offered[check]:3} of {found[check]:3}")
    print(f"repaired: {offered.total()} of {found.total()}")

    assert sum(offered[check] for check in REPAIRABLE) >= 0.9 * sum(found[check] for check in REPAIRABLE)
    assert offered.total() >= 0.55 * found.total()


def test_good_translations_are_offered_nothing(terms: Termbase) -> None:
    path = PLANTED.with_name("good.tsv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    offers = [
        (row[column], repair.edit)
        for row in rows
        for column, language in (("English", EN), ("Chinese", ZH))
        for repair in segment_repairs(
            RichText(row["German"]), judged(row["German"], row[column], language, terms), language, terms
        )
    ]
    assert len(rows) == 150
    assert len(offers) <= 6, offers


def test_a_term_is_written_as_the_article_has_written_it_before(tmp_path: Path) -> None:
    """What the whole article shows is repaired as well, and checked over the whole article."""
    texts = {"Der Beirat tagt.": "The advisory board meets.", "Der Beirat ist froh.": "The advisory council is glad."}
    blocks = tuple(Block(BlockKind.PARAGRAPH, RichText(german)) for german in texts)
    article = Article(blocks, published=NOON)
    columns = "de\ten\ten_also\tzh\tkind\tbasis\n"
    (tmp_path / "terms.tsv").write_text(f"{columns}Beirat\tadvisory board\tadvisory council\t顾问委员会\tterm\tseen\n")
    settings = Settings(home=tmp_path, store=f"sqlite:///{tmp_path / 'x.sqlite'}", terms=tmp_path / "terms.tsv")
    with Newsroom(settings) as newsroom:
        terms = newsroom.terms
        newsroom.store.releases.add("x", ["x"], "https://x.example/", article, segment(article), NOON)
        version = newsroom.store.releases.version(1)
        targets = {
            each.id: judged(each.source.text.text, texts[each.source.text.text], EN, terms) for each in version.segments
        }
        for id_, found in article_findings(newsroom, version, EN, targets).items():
            targets[id_] = replace(targets[id_], findings=(*targets[id_].findings, *found))
        translation = Translation(1, version.id, EN, State.TRANSLATED, NOON, targets)
        [(segment_id, (repair,))] = repairs(newsroom, version, translation).items()
        assert segment_id == version.segments[1].id
        assert repair.edit.apply(targets[segment_id].text.text) == "The advisory board is glad."


def test_a_plural_is_not_made_a_singular_for_the_sake_of_consistency(terms: Termbase) -> None:
    pair = Pair(RichText("Der Beirat tagt."), RichText("The advisory council meets."), EN, terms)
    fields = {"term": "Beirat", "form": "advisory council"}
    finding = Finding("consistency", Severity.NOTE, "", (4, 20), (4, 10), {**fields, "before": "advisory boards"})
    assert list(of_other_form(pair, finding)) == []
    finding = replace(finding, fields={**fields, "before": "advisory board"})
    assert list(of_other_form(pair, finding)) == [Edit(4, 20, "advisory board")]


def test_an_edit_between_two_texts_is_the_shortest() -> None:
    assert list(Edit.between("我们 在", "我们在")) == [Edit(2, 3, "")]
    assert list(Edit.between("same", "same")) == []
