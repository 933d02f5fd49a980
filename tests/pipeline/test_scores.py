"""Figures of known translations: what each one counts, and what it does not."""

import pytest

from checks import run as run_checks
from model.languages import Language
from model.notes import with_note
from model.richtext import RichText
from model.termbase import Termbase
from model.terms import Term
from pipeline.scores import Scores, Share, differences, score

EN, ZH = Language.EN, Language.ZH
TERMS = Termbase(
    [
        Term("Köln", EN, "Cologne", kind="place"),
        Term("Köln", ZH, "科隆", acceptable=("科隆市",), kind="place"),
        Term("Bürgermeister", ZH, "市长", kind="title"),
    ]
)
GERMAN = ["Köln baut 21 Wohnungen.", "Der Bürgermeister kam am 3. Mai 2026.", "Ein Satz ohne Zahl."]
CHINESE = ["科隆建造21套住宅。", "市长于2026年5月3日到来。", "一个没有数字的句子。"]


def scored(translations: list[str], language: Language = ZH, references: list[str] | None = None) -> Scores:
    findings = [
        run_checks(RichText(source), RichText(text), language, TERMS)
        for source, text in zip(GERMAN, translations, strict=True)
    ]
    return score(GERMAN, references or CHINESE, translations, findings, language, TERMS, seconds=2.0)


def test_a_perfect_translation_has_perfect_figures() -> None:
    scores = scored(CHINESE)

    assert (scores.bleu, scores.chrf) == (100.0, 100.0)
    assert (scores.terms, scores.values) == (Share(2, 2, 2), Share(2, 2, 2))
    assert (scores.loops, scores.empty, scores.findings) == (0, 0, {})
    assert scores.segments_per_second == 1.5
    assert scores.characters_per_second == sum(map(len, GERMAN)) / 2
    assert "tok:zh" in scores.bleu_signature
    assert "nc:6" in scores.chrf_signature


def test_chinese_is_compared_by_characters_and_english_by_words() -> None:
    half_right = [CHINESE[0].replace("住宅", "公寓"), *CHINESE[1:]]

    assert 50 < scored(half_right).bleu < 100
    assert "tok:13a" in scored(["a", "b", "c"], EN).bleu_signature


def test_terms_and_values_in_the_note_count_apart() -> None:
    noted = with_note("建造住宅。", ["科隆", "21"], ZH)

    scores = scored([noted, CHINESE[1], CHINESE[2]])

    assert scores.terms == Share(total=2, found=1, noted=2)
    assert scores.values == Share(total=2, found=1, noted=2)


def test_any_allowed_form_of_a_term_is_right_and_a_wrong_value_is_missing() -> None:
    scores = scored(["科隆市建造22套住宅。", "市长到来。", CHINESE[2]])

    assert scores.terms == Share(2, 2, 2)
    assert scores.values == Share(2, 0, 0)
    assert scores.findings["numbers"] == pytest.approx(200 / 3, abs=0.01)


def test_loops_and_gaps_are_counted() -> None:
    scores = scored(["科隆科隆科隆科隆科隆科隆", "", CHINESE[2]])

    assert (scores.loops, scores.empty) == (1, 1)
    assert scores.findings["empty"] == pytest.approx(33.33)


def test_a_difference_is_told_with_the_chance_of_it() -> None:
    references = [f"Der Bus Nummer {number} fährt heute nicht." for number in range(60)]
    worse = [text.replace("Bus", "Zug") for text in references]

    bleu, chrf = differences(worse, references, references, EN)
    same = differences(worse, worse, references, EN)

    assert (bleu.metric, chrf.metric) == ("BLEU", "chrF2")
    assert bleu.before < bleu.now == 100.0
    assert bleu.chance < 0.05
    assert [each.chance for each in same] == [1.0, 1.0]
