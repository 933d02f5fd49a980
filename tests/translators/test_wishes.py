"""Terms on their way to the engine: what is wished, how a package reads it, which reading is taken."""

import json
import re
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.languages import Language
from model.terms import Term
from translators.annotation import annotate, folded, tell_apart, without_marks
from translators.archives import read_term_marks
from translators.argos import ArgosEngine
from translators.engine import Decoding, Reading, Wish
from translators.packages import PackageStore
from translators.routes import Package, PackageOrigin
from translators.terms import load_terms
from translators.tokenizers import load_tokenizer
from translators.wishes import wishes

EN, ZH = Language.EN, Language.ZH
TERMS = (
    Term("Beirat", ZH, "顾问委员会"),
    Term("Beirat", EN, "advisory board", ("council",)),
    Term("ISA", ZH, "中德工业城市联盟", ("ISA",), kind="organisation"),
    Term("Mitgliedsstädte", ZH, "成员城市"),
    Term("Bürgermeister", ZH, "市长", kind="title"),
    Term("Perlflussdelta", ZH, "珠江三角洲", kind="place"),
    Term("Foshan", EN, "Foshan", kind="place"),
)


# What is wished


def said(text: str, language: Language = ZH) -> list[tuple[str, str]]:
    return [(text[wish.start : wish.end], wish.target) for wish in wishes(text, TERMS, language)]


def test_each_term_is_wished_as_it_is_preferred() -> None:
    assert said("Die Beiräte der ISA tagen.") == [("Beiräte", "顾问委员会"), ("ISA", "中德工业城市联盟")]
    assert said("Der Klimabeirat tagt.", EN) == [("beirat", "advisory board")]


def test_a_word_has_one_wish_at_most() -> None:
    assert said("Die ISA-Mitgliedsstädte kommen.") == [("ISA", "中德工业城市联盟")]


def test_what_is_misspelled_and_a_title_in_another_word_are_not_wished() -> None:
    assert said("Die Bürgermeisterwahl im Perlflossdelta") == []


def test_names_are_wished_as_they_are_written_known_or_not() -> None:
    assert said("Foshan wächst.", EN) == [("Foshan", "Foshan")]
    assert said("Staatssekretärin Henrike Sander lobte die Ventil & Sohn GmbH und das BIP.") == [
        ("Henrike Sander", "Henrike Sander"),
        ("Ventil & Sohn GmbH", "Ventil & Sohn GmbH"),
    ]


def test_a_wish_brings_the_other_right_forms() -> None:
    (wish,) = wishes("Der Beirat tagt.", TERMS, EN)

    assert wish.also == ("council",)


# How it is written for a package


def test_a_wish_stands_behind_its_word_or_the_compound_that_it_begins() -> None:
    text = "Die Beiratssitzung der ISA."
    wanted = [Wish(4, 10, "顾问委员会"), Wish(23, 26, "联盟")]

    assert annotate(text, wanted, "<2zh>") == "Die Beiratssitzung <2zh> 顾问委员会 <2zh> der ISA <2zh> 联盟 <2zh>."


def test_a_mark_in_a_text_or_a_wish_is_harmless() -> None:
    assert without_marks("Ein <2zh> und <2en>.") == "Ein ‹2zh› und ‹2en›."
    assert annotate("Rat", [Wish(0, 3, "<2zh> x")], "<2zh>") == "Rat <2zh> ‹2zh› x <2zh>"


def test_tokens_of_annotations_are_told_apart_and_their_attention_goes_to_the_word() -> None:
    tokens = ["▁Der", "▁Rat", "▁", "<2zh>", "▁", "会", "▁", "<2zh>", "▁tagt", "."]

    parts = tell_apart(tokens, "<2zh>")

    assert parts.plain == (0, 1, 8, 9)
    assert folded([0.0, 0.25, 0.0, 0.0, 0.0, 0.5, 0.0, 0.0, 0.125, 0.125], parts) == [0.0, 0.75, 0.125, 0.125]


words = st.lists(st.sampled_from(["Rat", "Beirat-Haus", "x", "中", "<2zh>", "."]), max_size=6).map(" ".join)


@given(words, st.lists(st.tuples(st.integers(0, 20), st.integers(0, 6)), max_size=3))
def test_whatever_is_annotated_the_plain_tokens_are_those_of_the_text(text: str, places: list[tuple[int, int]]) -> None:
    text = without_marks(text)
    wanted = [Wish(start, start + length, "目标") for start, length in places if start + length <= len(text)]

    tokens = re.findall(r"<2zh>|(?:(?!<2zh>)\S)+", annotate(text, wanted, "<2zh>"))
    parts = tell_apart(tokens, "<2zh>")

    assert "".join(tokens[index] for index in parts.plain) == "".join(text.split())
    assert sorted([*parts.plain, *(index for note, _ in parts.notes for index in note)]) == list(range(len(tokens)))


def test_a_package_says_in_its_metadata_that_it_reads_wishes(tmp_path: Path) -> None:
    def marks(**fields: Any) -> str:
        (tmp_path / "metadata.json").write_text(json.dumps(fields))
        return read_term_marks(tmp_path)

    assert marks(newsbridge={"term_marks": "<2zh>"}) == "<2zh>"
    assert marks() == marks(newsbridge={}) == marks(newsbridge="x") == ""


# How the engine sends it


class Mirror:
    """A translator that answers what it was given, and for each further hypothesis the words but the last ones."""

    def __init__(self) -> None:
        self.asked: list[list[str]] = []
        self.options: dict[str, Any] = {}

    def translate_batch(self, tokens: list[list[str]], **options: Any) -> list[SimpleNamespace]:
        self.asked += tokens
        self.options = options
        return [self._result(each, options["num_hypotheses"]) for each in tokens]

    def score_batch(self, sources: list[list[str]], targets: list[list[str]], **_: Any) -> list[SimpleNamespace]:
        return [SimpleNamespace(log_probs=[-9.0] * (len(target) + 1)) for target in targets]

    def _result(self, words: list[str], count: int) -> SimpleNamespace:
        hypotheses = [words[: max(1, len(words) - rank)] for rank in range(count)]
        looked = [[float(row == column) for column in range(len(words))] for row in range(len(words))]
        attention = [looked[: len(each)] for each in hypotheses]
        scores = [-1.0 - rank for rank in range(count)]
        result = SimpleNamespace(hypotheses=hypotheses, scores=scores, attention=attention)
        return SimpleNamespace(result=lambda: result)


class Words:
    """A tokeniser by white space."""

    def encode(self, sentence: str) -> list[str]:
        return sentence.split()

    def decode(self, tokens: list[str]) -> str:
        return " ".join(tokens)


@pytest.fixture
def mirror(monkeypatch: pytest.MonkeyPatch) -> Mirror:
    mirror = Mirror()
    monkeypatch.setattr(ArgosEngine, "_load", lambda _: (mirror, Words()))
    return mirror


def engine(term_marks: str = "") -> ArgosEngine:
    path = Path("/nowhere/installed/x")
    return ArgosEngine(Package("de", "en", "1.0", path, PackageOrigin.INSTALLED, term_marks=term_marks), threads=1)


def test_a_package_trained_on_wishes_gets_them_in_each_sentence(mirror: Mirror) -> None:
    text = "Der Rat tagt. Die ISA dankt."
    wanted = {text: [Wish(4, 7, "council"), Wish(18, 21, "alliance")]}

    (reading,) = engine("<2en>").translate([text], wishes=wanted)

    assert sorted(mirror.asked) == [
        ["Der", "Rat", "<2en>", "council", "<2en>", "tagt."],
        ["Die", "ISA", "<2en>", "alliance", "<2en>", "dankt."],
    ]
    assert reading.text == "Der Rat council tagt. Die ISA alliance dankt."


def test_other_packages_do_not_see_wishes(mirror: Mirror) -> None:
    engine().translate(["Der Rat tagt."], wishes={"Der Rat tagt.": [Wish(4, 7, "council")]})

    assert {word for words in mirror.asked for word in words} == {"Der", "Rat", "tagt."}


def test_an_alignment_leads_from_the_word_to_what_was_wished_and_over_it(mirror: Mirror) -> None:
    text = "Der Rat tagt heute hier."

    (reading,) = engine("<2en>").translate([text], Decoding(align=True), {text: [Wish(4, 7, "council")]})

    assert reading.align is not None
    assert reading.text == "Der Rat council tagt heute hier."
    assert reading.text[reading.align(text.index("tagt")) :].strip().startswith("tagt")
    assert reading.text[reading.align(text.index("Rat")) :].strip().startswith("Rat")
    assert reading.text[reading.align(text.index("heute")) :].strip().startswith("heute")


def test_a_literal_mark_reaches_no_model(mirror: Mirror) -> None:
    engine("<2en>").translate(["Das Zeichen <2en> steht da."])

    assert "<2en>" not in mirror.asked[0]


def test_further_readings_come_with_the_best_one(mirror: Mirror) -> None:
    (reading,) = engine().translate(["Der Rat tagt heute."], Decoding(beam_size=2, hypotheses=3))

    assert [reading.text, *(other.text for other in reading.others)] == [
        "Der Rat tagt heute.",
        "Der Rat tagt",
        "Der Rat",
    ]
    assert mirror.options["beam_size"] == 3
    assert [other.others for other in reading.others] == [(), ()]


def test_further_readings_of_several_sentences_are_put_together_rank_by_rank(mirror: Mirror) -> None:
    (reading,) = engine().translate(["Der Rat tagt. Die Stadt baut."], Decoding(hypotheses=2))

    assert [other.text for other in reading.others] == ["Der Rat Die Stadt"]


def test_a_real_package_gives_readings_with_their_alignment(real_store: PackageStore) -> None:
    real = ArgosEngine(real_store.route(Language.DE, Language.EN).steps[0], threads=1)

    (reading,) = real.translate(["Die Stadt <2en> baut eine Brücke."], Decoding(hypotheses=3, align=True))
    real.close()

    assert len({reading.text, *(other.text for other in reading.others)}) == 3
    assert all(each.align is not None for each in (reading, *reading.others))


def test_the_marks_of_the_embedded_packages_are_single_tokens_of_their_vocabulary(real_store: PackageStore) -> None:
    for target, mark in ((EN, "<2en>"), (ZH, "<2zh>")):
        tokenizer = load_tokenizer(real_store.route(Language.DE, target).steps[0].path)
        text = "Der Rat tagt."

        tokens = tokenizer.encode(annotate(text, [Wish(4, 7, "x")], mark))
        parts = tell_apart(tokens, mark)

        assert tokens.count(mark) == 2
        assert tokenizer.decode([tokens[index] for index in parts.plain]) == text
        assert mark not in tokenizer.encode(without_marks(f"Das Zeichen {mark}."))


# How it is insisted on


class Stubborn(Mirror):
    """A translator that writes »es« for »Rat« and looks at »Rat« while it does; it would have nothing else there.

    Args:
        likelihood: what it thinks of another word for »Rat«.
    """

    def __init__(self, likelihood: float = -0.1) -> None:
        super().__init__()
        self.likelihood = likelihood

    def translate_batch(self, tokens: list[list[str]], **options: Any) -> list[SimpleNamespace]:
        begun = options["target_prefix"] or [[]] * len(tokens)
        self.asked += [words for words in begun if words]
        return [self._answer(words, start) for words, start in zip(tokens, begun, strict=True)]

    def score_batch(self, sources: list[list[str]], targets: list[list[str]], **_: Any) -> list[SimpleNamespace]:
        def likely(source: list[str], target: list[str]) -> list[float]:
            at_its_place = source[len(target) - 1 : len(target)] == ["Rat"]
            return [self.likelihood if at_its_place else self.likelihood - 9] * (len(target) + 1)

        return [SimpleNamespace(log_probs=likely(*pair)) for pair in zip(sources, targets, strict=True)]

    def _answer(self, source: list[str], begun: list[str]) -> SimpleNamespace:
        words = begun + [("es" if word == "Rat" else word) for word in source[len(begun) :]]
        looked = [[float(row == column) for column in range(len(source))] for row in range(len(words))]
        result = SimpleNamespace(hypotheses=[words], scores=[-0.1], attention=[looked])
        return SimpleNamespace(result=lambda: result)


def insisted(monkeypatch: pytest.MonkeyPatch, translator: Stubborn, text: str, *wanted: Wish) -> str:
    monkeypatch.setattr(ArgosEngine, "_load", lambda _: (translator, Words()))
    (reading,) = engine().translate([text], wishes={text: wanted})
    return reading.text


def test_the_model_goes_on_from_what_was_wished_where_it_looked_at_the_word(monkeypatch: pytest.MonkeyPatch) -> None:
    wish = Wish(4, 7, "council")

    assert insisted(monkeypatch, Stubborn(), "Der Rat tagt heute.", wish) == "Der council tagt heute."


def test_nothing_is_insisted_on_where_another_right_form_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    translator = Stubborn()

    assert insisted(monkeypatch, translator, "Der Rat tagt.", Wish(4, 7, "council", ("es",))) == "Der es tagt."
    assert translator.asked == []


def test_two_wishes_of_a_sentence_are_seen_to_one_after_the_other(monkeypatch: pytest.MonkeyPatch) -> None:
    wanted = Wish(4, 7, "council"), Wish(15, 18, "board")

    assert insisted(monkeypatch, Stubborn(), "Der Rat bittet Rat heute.", *wanted) == "Der council bittet board heute."


def test_what_the_model_finds_much_worse_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    assert insisted(monkeypatch, Stubborn(-3.0), "Der Rat tagt.", Wish(4, 7, "council")) == "Der es tagt."


def test_a_figure_is_not_given_for_a_wish(monkeypatch: pytest.MonkeyPatch) -> None:
    class Forgetful(Stubborn):
        def _answer(self, source: list[str], begun: list[str]) -> SimpleNamespace:
            return super()._answer([word for word in source if not (begun and word == "48")], begun)

    assert (
        insisted(monkeypatch, Forgetful(), "Der Rat nennt 48 Orte.", Wish(4, 7, "council")) == "Der es nennt 48 Orte."
    )


def test_with_a_real_package_nearly_all_terms_come_out_as_they_are_wished(real_store: PackageStore) -> None:
    real = ArgosEngine(real_store.route(Language.DE, ZH).steps[0], threads=2)
    texts = [
        "Die Stadt Wuppertal und die Stadt Foshan arbeiten zusammen.",
        "Der Beirat der Industriestädteallianz tagte in Hannover.",
        "Das Bundesministerium der Finanzen fördert die Elektromobilität.",
        "Die Mitgliedsstädte treffen sich im Perlflussdelta.",
    ]
    terms = load_terms(Path(__file__).parents[2] / "config" / "terms.tsv")
    wanted = {text: wishes(text, terms, ZH) for text in texts}

    plain = real.translate(texts)
    obeyed = real.translate(texts, wishes=wanted)
    real.close()

    assert met(plain, wanted) < met(obeyed, wanted)
    assert met(obeyed, wanted) >= 7


def met(readings: list[Reading], wanted: dict[str, tuple[Wish, ...]]) -> int:
    return sum(
        wish.target in reading.text for reading, each in zip(readings, wanted.values(), strict=True) for wish in each
    )
