import os
import threading
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from model.errors import TranslationError
from model.languages import Language
from translators import argos, decoding
from translators.argos import ArgosEngine, open_engine
from translators.clauses import divide
from translators.engine import GUARDED, PLAIN, Decoding, Reading
from translators.packages import PackageStore
from translators.routes import Package, PackageOrigin, Route
from translators.tokenizers import SentencePiece, load_tokenizer

TEXTS = ["Die Stadt Foshan baut eine neue Brücke.", "Der Rat stimmt zu.", "Im Jahr 2021 kamen 48 Städte zusammen."]


@pytest.fixture(scope="module")
def english(real_store: PackageStore) -> Iterator[ArgosEngine]:
    """The embedded German-English package: its quality does not matter here."""
    engine = open_engine(real_store.route(Language.DE, Language.EN), threads=1)
    assert isinstance(engine, ArgosEngine)
    yield engine
    engine.close()


# With a real package


def test_the_engine_is_named_after_its_package(english: ArgosEngine, real_store: PackageStore) -> None:
    [package] = [package for package in real_store.embedded() if package.target == "en"]

    assert english.name == f"argos de-en {package.version}"
    assert english.target is Language.EN


def test_sentences_translated_together_come_out_as_alone(english: ArgosEngine) -> None:
    together = [reading.text for reading in english.translate(TEXTS)]
    alone = [english.translate([text])[0].text for text in TEXTS]

    assert together == alone
    assert all(together)


def test_a_score_is_a_mean_of_log_probabilities_whatever_the_length_penalty(english: ArgosEngine) -> None:
    mean = [reading.score for reading in english.translate(TEXTS)]
    summed = [reading.score for reading in english.translate(TEXTS, Decoding(length_penalty=0.0))]

    assert all(score is not None and -10 < score < 0 for score in mean + summed)


def test_other_settings_give_another_reading(english: ArgosEngine) -> None:
    text = " ".join(TEXTS)

    assert english.translate([text], GUARDED)[0].score != english.translate([text], PLAIN)[0].score


def test_an_alignment_leads_into_the_translation(english: ArgosEngine) -> None:
    long = " ".join(TEXTS)
    for text, reading in zip([*TEXTS, long], english.translate([*TEXTS, long], Decoding(align=True)), strict=True):
        assert reading.align is not None
        assert all(0 <= reading.align(offset) <= len(reading.text) for offset in range(len(text) + 1))


def test_an_alignment_is_only_made_when_asked_for(english: ArgosEngine) -> None:
    assert english.translate(TEXTS[:1])[0].align is None


def test_nothing_is_translated_as_nothing(english: ArgosEngine) -> None:
    assert english.translate([]) == []
    assert [reading.text for reading in english.translate(["", " ", TEXTS[1]])][:2] == ["", ""]


def test_a_closed_engine_opens_again(english: ArgosEngine) -> None:
    before = english.translate(TEXTS)
    english.close()

    assert english.translate(TEXTS) == before


def test_threads_may_share_an_engine(english: ArgosEngine) -> None:
    english.close()
    results: list[list[Reading]] = []
    threads = [threading.Thread(target=lambda: results.append(english.translate(TEXTS))) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert results == [english.translate(TEXTS)] * 3


def test_sentencepiece_keeps_underscores(real_store: PackageStore) -> None:
    tokenizer = load_tokenizer(real_store.route(Language.DE, Language.EN).steps[0].path)

    assert isinstance(tokenizer, SentencePiece)
    assert tokenizer.decode(tokenizer.encode("Eine Datei a_b")) == "Eine Datei a_b"


def test_a_package_with_bpe_is_opened_by_argostranslate(tmp_path: Path) -> None:
    folder = tmp_path / "installed" / "translate-de_en"
    folder.mkdir(parents=True)
    (folder / "metadata.json").write_text('{"from_code": "de", "to_code": "en"}')
    (folder / "bpe.model").write_text("#version: 0.2\nS t\nSt a\nSta dt</w>\n")

    tokenizer = load_tokenizer(folder)

    assert tokenizer.decode(tokenizer.encode("Die Stadt baut.")) == "Die Stadt baut."


# With a fake CTranslate2


class FakeTranslator:
    """Answers each text with its own words; remembers what it was asked."""

    def __init__(self) -> None:
        self.calls: list[tuple[list[list[str]], dict[str, Any]]] = []

    def translate_batch(self, tokens: list[list[str]], **options: Any) -> list[SimpleNamespace]:
        self.calls.append((tokens, options))
        prefix = options["target_prefix"][0] if options["target_prefix"] else []
        return [self._result(prefix + words) for words in tokens]

    def _result(self, words: list[str]) -> SimpleNamespace:
        result = SimpleNamespace(hypotheses=[words], scores=[-1.0], attention=[[[0.0]] * len(words)])
        return SimpleNamespace(result=lambda: result)


class Words:
    """A tokeniser by white space."""

    def encode(self, sentence: str) -> list[str]:
        return sentence.split()

    def decode(self, tokens: list[str]) -> str:
        return " ".join(tokens)


@pytest.fixture
def translator(monkeypatch: pytest.MonkeyPatch) -> FakeTranslator:
    fake = FakeTranslator()
    monkeypatch.setattr(ArgosEngine, "_load", lambda _: (fake, Words()))
    return fake


def _package(prefix: str = "", target: str = "en") -> Package:
    return Package("de", target, "1.0", Path("/nowhere/installed/x"), PackageOrigin.INSTALLED, prefix=prefix)


def test_all_texts_go_in_one_call_the_longest_first(translator: FakeTranslator) -> None:
    texts = ["eins", "eins zwei drei", "eins zwei"]

    readings = ArgosEngine(_package(), threads=1).translate(texts)

    assert [reading.text for reading in readings] == texts
    assert [[len(words) for words in tokens] for tokens, _ in translator.calls] == [[3, 2, 1]]


def test_two_workers_get_a_batch_each(translator: FakeTranslator) -> None:
    ArgosEngine(_package(), threads=2).translate(["a b", "a b", "a b", "a b"])

    assert [len(tokens) for tokens, _ in translator.calls] == [2, 2]


def test_a_batch_is_limited_by_its_tokens(translator: FakeTranslator, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(decoding, "BATCH_TOKENS", 6)

    ArgosEngine(_package(), threads=1).translate(["a b c", "a b c", "a b c", "a"])

    assert [[len(words) for words in tokens] for tokens, _ in translator.calls] == [[3, 3], [3, 1]]


def test_nothing_is_cut_silently_and_a_loop_ends(translator: FakeTranslator) -> None:
    ArgosEngine(_package()).translate(["eins zwei"])

    options = translator.calls[0][1]
    assert options["max_input_length"] == 0
    assert options["max_decoding_length"] == 26


def test_a_target_prefix_is_given_and_taken_away_again(translator: FakeTranslator) -> None:
    readings = ArgosEngine(_package(prefix=">>cmn<<")).translate(["eins zwei"])

    assert translator.calls[0][1]["target_prefix"] == [[">>cmn<<"]]
    assert readings[0].text == "eins zwei"


def test_a_sentence_too_long_for_the_model_is_divided_and_put_together_again(translator: FakeTranslator) -> None:
    text = ", ".join(f"der Ort {number} und sein Rathaus" for number in range(60)) + "."

    (reading,) = ArgosEngine(_package()).translate([text])

    assert reading.text == text
    assert max(len(words) for tokens, _ in translator.calls for words in tokens) <= PLAIN.longest


def test_chinese_is_put_together_without_spaces(translator: FakeTranslator) -> None:
    (reading,) = ArgosEngine(_package(target="zh"), threads=1).translate(["Wir bauen. Sie zahlt."])

    assert reading.text == "Wir bauen.Sie zahlt."
    assert len(translator.calls[0][0]) == 2


@pytest.mark.parametrize("failure", [RuntimeError("bad model"), ValueError("x"), OSError("gone"), MemoryError()])
def test_whatever_fails_below_is_a_translation_error(failure: Exception, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: ArgosEngine) -> None:
        raise failure

    monkeypatch.setattr(ArgosEngine, "_load", fail)

    with pytest.raises(TranslationError, match=r"argos de-en 1\.0 failed"):
        ArgosEngine(_package()).translate(["Hallo."])


def test_a_package_that_is_gone_is_a_translation_error() -> None:
    with pytest.raises(TranslationError, match=r"argos de-en 1\.0 failed"):
        ArgosEngine(_package()).translate(["Hallo."])


def test_no_more_threads_are_used_than_the_process_has_cores() -> None:
    assert 1 <= argos.cores() <= (os.cpu_count() or 1)


# By way of English


def test_two_packages_make_a_pivot_named_after_both() -> None:
    second = Package("en", "zh", "1.9", Path("/nowhere/installed/y"), PackageOrigin.INSTALLED)

    engine = open_engine(Route((_package(), second)))

    assert engine.name == "argos de-en 1.0 + en-zh 1.9"
    assert engine.target is Language.ZH
    engine.close()


# Dividing


def test_a_text_is_divided_at_the_best_border_near_its_middle() -> None:
    text = "Erstens, zweitens und drittens; viertens, fünftens und sechstens"

    assert [text[a:b] for a, b in divide(text, lambda part: len(part.split()), 5)] == [
        "Erstens, zweitens und drittens;",
        "viertens, fünftens und sechstens",
    ]


def test_a_word_that_is_too_long_stays_whole() -> None:
    assert divide("Donaudampfschifffahrt", len, 5) == [(0, 21)]
    assert divide("ja Donaudampfschifffahrt", len, 5) == [(0, 2), (3, 24)]
