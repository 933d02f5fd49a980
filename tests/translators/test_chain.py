from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import pytest

from model.article import BlockKind, Role
from model.errors import TranslationError
from model.languages import Language
from model.richtext import Mark, MarkKind, RichText
from model.terms import Term
from model.translation import Finding, Origin, OriginKind, Severity, State
from translators import chain as module
from translators.chain import Chain, Request
from translators.engine import CLAUSEWISE, GUARDED, NO_WISHES, PLAIN, Decoding, Reading, Wishes
from translators.fake import FakeEngine

ERROR = Finding("repetition", Severity.ERROR, "It says the same again and again.")
NOTE = Finding("punctuation", Severity.NOTE, "A bracket is open.")


@dataclass
class ScriptedEngine:
    """Answers from a script: text -> reading, or the readings of the first and the later askings."""

    script: dict[str, str | tuple[str, ...]]
    name: str = "scripted 1.0"
    target: Language = Language.EN
    calls: list[tuple[list[str], Decoding]] = field(default_factory=list)

    def translate(self, texts: Sequence[str], decoding: Decoding = PLAIN, wishes: Wishes = NO_WISHES) -> list[Reading]:
        self.calls.append((list(texts), decoding))
        return [Reading(self._answer(text, decoding), -0.3, via="via") for text in texts]

    def close(self) -> None:
        """Nothing to give back."""

    def _answer(self, text: str, decoding: Decoding) -> str:
        answer = self.script[text]
        asked = [PLAIN, GUARDED, CLAUSEWISE].index(replace(decoding, align=False))
        return answer if isinstance(answer, str) else answer[min(asked, len(answer) - 1)]


def _fine(_source: RichText, _target: RichText, _language: Language) -> tuple[Finding, ...]:
    return ()


def _loops(_source: RichText, target: RichText, _language: Language) -> tuple[Finding, ...]:
    return (ERROR,) if "la la" in target.text else ()


@dataclass(frozen=True)
class Untouched:
    """What `take_out` gives where there is nothing to take out."""

    text: str
    taken: str = ""

    def put_back(self, translated: str, align: Callable[[int], int] | None) -> str:
        return translated + self.taken


@pytest.fixture(autouse=True)
def _plain_neighbours(monkeypatch: pytest.MonkeyPatch) -> None:
    """No rule, nothing taken out, nothing to repair, unless a test says otherwise."""

    def nothing_taken(text: str, _terms: Sequence[Term], _target: Language) -> Untouched:
        return Untouched(text)

    def no_rule(*_: object) -> None:
        return None

    def whole(_source: str, target: str, _language: Language, _terms: Sequence[Term]) -> str:
        return target

    monkeypatch.setattr(module, "by_rule", no_rule)
    monkeypatch.setattr(module, "take_out", nothing_taken)
    monkeypatch.setattr(module, "repair", whole)


def _request(text: str) -> Request:
    return Request(RichText(text), Role.BODY, BlockKind.PARAGRAPH)


def test_a_sentence_comes_out_with_its_origin_score_and_english() -> None:
    engine = ScriptedEngine({"Die Stadt baut.": "The city builds ."})

    (target,) = Chain(engine, Language.EN, (), _fine).translate([_request("Die Stadt baut.")])

    assert target.machine == RichText("The city builds.")
    assert target.origin == Origin(OriginKind.MACHINE, "scripted 1.0")
    assert (target.score, target.via, target.state, target.findings) == (-0.3, "via", State.TRANSLATED, ())


def test_all_sentences_go_in_one_call_and_a_repeated_one_goes_once() -> None:
    engine = ScriptedEngine({"Eins.": "One.", "Zwei.": "Two."})

    targets = Chain(engine, Language.EN, (), _fine).translate([_request(text) for text in ("Eins.", "Zwei.", "Eins.")])

    assert [target.machine.text for target in targets] == ["One.", "Two.", "One."]
    assert [texts for texts, _ in engine.calls] == [["Eins.", "Zwei."]]


def test_what_a_rule_knows_never_reaches_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "by_rule", lambda text, *_: RichText("Tel.: 5") if "Tel" in text.text else None)
    engine = ScriptedEngine({"Eins.": "One."})

    targets = Chain(engine, Language.EN, (), _fine).translate([_request("Telefon 5"), _request("Eins.")])

    assert [target.origin.kind for target in targets] == [OriginKind.RULE, OriginKind.MACHINE]
    assert targets[0].machine.text == "Tel.: 5"
    assert targets[0].score is None
    assert engine.calls[0][0] == ["Eins."]


def test_nothing_to_translate_asks_no_engine() -> None:
    engine = ScriptedEngine({})

    assert Chain(engine, Language.EN, (), _fine).translate([]) == []
    assert engine.calls == []


def test_signs_without_words_are_kept_and_ask_no_engine() -> None:
    engine = ScriptedEngine({})

    (target,) = Chain(engine, Language.EN, (), _fine).translate([_request("2021 – 48")])

    assert target.machine.text == "2021 – 48"
    assert target.origin.kind is OriginKind.RULE
    assert engine.calls == []


def test_what_was_taken_out_comes_back_before_the_repair(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "take_out", lambda text, *_: Untouched(text.replace(" a@b.de", ""), " a@b.de"))
    monkeypatch.setattr(module, "repair", lambda source, target, *_: f"{target} [{source}]")
    engine = ScriptedEngine({"Mail an.": "Mail to"})

    (target,) = Chain(engine, Language.EN, (), _fine).translate([_request("Mail an a@b.de.")])

    assert target.machine.text == "Mail to a@b.de. [Mail an a@b.de.]"


def test_a_headline_is_closed_for_the_engine_and_opened_again() -> None:
    engine = ScriptedEngine({"Neue Brücke.": "New bridge."})

    (target,) = Chain(engine, Language.EN, (), _fine).translate([_request("Neue Brücke")])

    assert target.machine.text == "New bridge"


@pytest.mark.parametrize("text", ["Ist sie da?", "Ziele:", "„Sie ist da.“"])
def test_what_is_closed_already_stays_as_it_is(text: str) -> None:
    engine = ScriptedEngine({text: "Yes"})
    Chain(engine, Language.EN, (), _fine).translate([_request(text)])

    assert engine.calls[0][0] == [text]


def test_marks_come_back_and_only_they_ask_for_an_alignment() -> None:
    source = RichText("Die ISA hilft.", (Mark(4, 7, MarkKind.STRONG),))
    engine = ScriptedEngine({"Die ISA hilft.": "The ISA helps.", "Eins.": "One."})
    chain = Chain(engine, Language.EN, (), _fine)

    (target,) = chain.translate([Request(source, Role.BODY, BlockKind.PARAGRAPH)])
    chain.translate([_request("Eins.")])

    assert target.machine == RichText("The ISA helps.", (Mark(4, 7, MarkKind.STRONG),))
    assert [decoding.align for _, decoding in engine.calls] == [True, False]


def test_chinese_is_set_in_chinese_type() -> None:
    engine = ScriptedEngine({"Eins.": "城市,联盟."}, target=Language.ZH)

    (target,) = Chain(engine, Language.ZH, (), _fine).translate([_request("Eins.")])

    assert target.machine.text == "城市，联盟。"


# A second try


def test_a_loop_is_decoded_again_with_other_settings_and_the_better_reading_kept() -> None:
    engine = ScriptedEngine({"Eins.": ("la la la", "One."), "Zwei.": "Two."})

    targets = Chain(engine, Language.EN, (), _loops).translate([_request("Eins."), _request("Zwei.")])

    assert [target.machine.text for target in targets] == ["One.", "Two."]
    assert targets[0].findings == ()
    assert [texts for texts, _ in engine.calls] == [["Eins.", "Zwei."], ["Eins."]]
    assert engine.calls[1][1].no_repeat_ngram_size > 0


def test_what_came_out_bad_again_is_decoded_clause_by_clause() -> None:
    engine = ScriptedEngine({"Eins.": ("la la la", "la la", "One.")})

    (target,) = Chain(engine, Language.EN, (), _loops).translate([_request("Eins.")])

    assert (target.machine.text, target.findings) == ("One.", ())
    assert engine.calls[2][1].longest < PLAIN.longest


def test_what_no_decoding_cures_is_blocked_and_no_german_steps_in() -> None:
    engine = ScriptedEngine({"Eins.": ("la la la.", "la la.", "la la la la.")})

    (target,) = Chain(engine, Language.EN, (), _loops).translate([_request("Eins.")])

    assert target.machine.text == "la la la."
    assert target.findings == (replace(ERROR, severity=Severity.BLOCKING),)
    assert "Eins" not in target.machine.text


def test_a_wrong_name_is_not_decoded_again() -> None:
    engine = ScriptedEngine({"Eins.": "One."})
    wrong_name = Finding("names", Severity.ERROR, "Ost is missing.")

    (target,) = Chain(engine, Language.EN, (), lambda *_: (wrong_name,)).translate([_request("Eins.")])

    assert target.findings == (wrong_name,)
    assert len(engine.calls) == 1


def test_of_two_readings_the_one_with_less_to_complain_of_is_better() -> None:
    def judge(_source: RichText, target: RichText, _language: Language) -> tuple[Finding, ...]:
        return (ERROR, NOTE) if target.text == "Worse." else (ERROR,)

    engine = ScriptedEngine({"Eins.": ("Worse.", "Bad.")})

    (target,) = Chain(engine, Language.EN, (), judge).translate([_request("Eins.")])

    assert target.machine.text == "Bad."


# Failing


def test_an_engine_that_fails_fails_the_whole_call() -> None:
    class Broken(FakeEngine):
        def translate(
            self, texts: Sequence[str], decoding: Decoding = PLAIN, wishes: Wishes = NO_WISHES
        ) -> list[Reading]:
            raise TranslationError(reason="out of memory")

    with pytest.raises(TranslationError, match="out of memory"):
        Chain(Broken(Language.EN), Language.EN, (), _fine).translate([_request("Eins.")])


def test_an_engine_that_answers_too_little_is_found_out() -> None:
    class Silent(FakeEngine):
        def translate(
            self, texts: Sequence[str], decoding: Decoding = PLAIN, wishes: Wishes = NO_WISHES
        ) -> list[Reading]:
            return []

    with pytest.raises(TranslationError, match="fake answered 0 times to 1 texts"):
        Chain(Silent(Language.EN), Language.EN, (), _fine).translate([_request("Eins.")])


# The fake engine that ships with the product


def test_the_fake_engine_turns_words_round_and_keeps_numbers_and_acronyms() -> None:
    (reading,) = FakeEngine(Language.EN).translate(["Die ISA zählt 48 Städte."])

    assert reading.text == "eiD ISA tlhäz 48 etdätS."


def test_the_fake_engine_writes_chinese_that_tells_words_apart() -> None:
    readings = FakeEngine(Language.ZH).translate(["Stadt", "stadt", "Städte", "GmbH 3.000"])

    assert readings[0].text == readings[1].text != readings[2].text
    assert all("\u4e00" <= sign <= "\u9fff" for sign in readings[2].text)
    assert readings[3].text.endswith(" 3.000")
