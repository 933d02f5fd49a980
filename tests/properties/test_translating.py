"""What holds for any text: nothing is lost on the way through the chain, and nothing breaks it."""

from collections.abc import Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import checks
from model.article import Article, Block, BlockKind, Role
from model.errors import NewsbridgeError
from model.languages import Language
from model.richtext import Mark, MarkKind, RichText
from model.termbase import Termbase
from model.terms import Term
from translators.asides import take_out
from translators.chain import Chain, Request
from translators.engine import NO_WISHES, PLAIN, Decoding, Reading, Wishes
from translators.fake import FakeEngine
from translators.markup import reattach
from translators.places import known_places
from translators.splitting import segment, sentences, split
from translators.terms import load_terms

TARGETS = (Language.EN, Language.ZH)
ADDRESSES = (
    *("presse@stadt-ulm.example", "www.isa-portal.example", "https://a.example/b?c=d&e=1", "+49 (30) 25 79 72 – 23"),
    *("(Aachen, Köln, Bonn)", "Kaiserstraße 12, 66111 Saarbrücken", "Tel. 0711 216-0", "07821 910-2245"),
)
WORDS = (
    *(
        "Die Stadt",
        "Köln",
        "Oberbürgermeisterin",
        "Anna Kern",
        "Dr.",
        "a. D.",
        "z. B.",
        "am 24. März 2026",
        "um 19.30 Uhr",
    ),
    *(
        "2,5 Mio. Euro",
        "§ 3 Abs. 2",
        "(Az. 4 K 12/26)",
        "CO2",
        "„Wir bauen“",
        "ISA",
        "1.",
        "IV.",
        "•",
        "→",
        "50 %",
        "\n",
    ),
    *(
        "sagte",
        "und",
        "der",
        "baut.",
        "nicht!",
        "？",
        "（",
        ")",
        "“",
        "中德",
        "Ich",
        "\u00ad",
        "\u200b",
        "\ue000",
        "[1]",
        "…",
    ),
)
QUICK = settings(deadline=None, max_examples=50, suppress_health_check=[HealthCheck.too_slow])

_any_text = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(WORDS + ADDRESSES), max_size=12).map(" ".join),
    st.lists(st.one_of(st.sampled_from(WORDS + ADDRESSES), st.text(max_size=5)), max_size=8).map("".join),
)


@st.composite
def _marked(draw: st.DrawFn) -> RichText:
    text = " ".join(draw(_any_text).split())
    marks: list[Mark] = []
    for _ in range(draw(st.integers(0, 3)) if text else 0):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        kind = draw(st.sampled_from(MarkKind))
        marks.append(Mark(start, end, kind, f"https://a.de/{len(marks)}" if kind is MarkKind.LINK else None))
    return RichText(text, tuple(sorted(marks, key=lambda mark: (mark.start, mark.end))))


def _links(text: RichText) -> set[str | None]:
    return {mark.href for mark in text.marks if mark.kind is MarkKind.LINK}


@pytest.fixture(scope="module")
def terms() -> Termbase:
    return Termbase(load_terms(Path(__file__).parents[2] / "config" / "terms.tsv"))


@QUICK
@given(st.lists(st.tuples(_any_text, st.sampled_from(BlockKind), st.sampled_from(Role)), max_size=3))
def test_the_segments_of_an_article_and_the_gaps_between_them_are_the_article(
    parts: list[tuple[str, BlockKind, Role]],
) -> None:
    article = Article(tuple(Block(kind, RichText(text), role) for text, kind, role in parts))
    found = segment(article)

    for number, block in enumerate(article.blocks):
        text = block.text.text
        edges = [0, *(edge for part in found if part.block == number for edge in (part.start, part.end)), len(text)]
        assert edges == sorted(edges)
        assert not any(
            text[gap_start:gap_end].strip() for gap_start, gap_end in zip(edges[::2], edges[1::2], strict=True)
        )
        assert all(part.text.text == text[part.start : part.end] != "" for part in found if part.block == number)


@QUICK
@given(_any_text, st.sampled_from(Language))
def test_sentences_ascend_and_hold_every_word(text: str, language: Language) -> None:
    for spans in (split(text, language), sentences(text, language)):
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
        assert "".join("".join(text[start:end] for start, end in spans).split()) == "".join(text.split())


@QUICK
@given(_any_text, _any_text, st.sampled_from(TARGETS), st.integers(-3, 30))
def test_what_was_taken_out_of_a_sentence_comes_back_whatever_the_engine_said(
    terms: Termbase, german: str, said: str, target: Language, step: int
) -> None:
    prepared = take_out(german, terms, target)

    for align in (None, lambda offset: max(0, min(offset * step, len(said)))):
        back = prepared.put_back(said, align)
        assert all(piece.text in back for _, piece in prepared.pieces)
        assert [letter for letter in said if letter.isalnum()] == _letters_besides(back, said)


def _letters_besides(back: str, said: str) -> list[str]:
    """The letters of `said` in the order of `back`, skipping what does not belong to it."""
    wanted = iter([letter for letter in said if letter.isalnum()])
    found, following = [], next(wanted, None)
    for letter in back:
        if letter == following:
            found.append(letter)
            following = next(wanted, None)
    return found


@QUICK
@given(_any_text, st.sampled_from(TARGETS))
def test_a_text_without_its_pieces_and_the_pieces_are_the_text(terms: Termbase, german: str, target: Language) -> None:
    prepared = take_out(german, terms, target)

    assert sum(character.isalnum() for character in prepared.text) <= sum(character.isalnum() for character in german)
    if not prepared.pieces:
        assert "".join(prepared.text.split()) == "".join(german.split())


@QUICK
@given(_marked(), _any_text.filter(bool), st.sampled_from(TARGETS), st.data())
def test_marks_stay_within_the_text_and_no_link_is_lost(
    terms: Termbase, source: RichText, target: str, language: Language, data: st.DataObject
) -> None:
    step = data.draw(st.integers(-2, 9))
    align = data.draw(st.sampled_from([None, lambda offset: offset * step, lambda offset: len(target) - offset]))

    result = reattach(source, target, align, known_places(language, terms))

    assert result.text == target
    assert all(0 <= mark.start < mark.end <= len(target) for mark in result.marks)
    assert _links(result) == _links(source)


class _Answering(FakeEngine):
    """Says to every sentence what it was given to say; to all the same, or itself again."""

    def __init__(self, target: Language, answer: str | None) -> None:
        super().__init__(target)
        self._answer = answer

    def translate(self, texts: Sequence[str], decoding: Decoding = PLAIN, wishes: Wishes = NO_WISHES) -> list[Reading]:
        return [
            Reading(text if self._answer is None else self._answer, -1.0, lambda offset: 2 * offset) for text in texts
        ]


class _Silent(FakeEngine):
    """Answers less often than it was asked."""

    def translate(self, texts: Sequence[str], decoding: Decoding = PLAIN, wishes: Wishes = NO_WISHES) -> list[Reading]:
        return super().translate(texts, decoding)[1:]


_requests = st.lists(st.builds(Request, _marked(), st.sampled_from(Role), st.sampled_from(BlockKind)), max_size=3)


def _chain(engine: FakeEngine, terms: Termbase) -> Chain:
    mine: list[Term] = [term for term in terms if term.language is engine.target]
    return Chain(engine, engine.target, Termbase(mine), partial(checks.run, terms=terms))


@QUICK
@given(_requests, st.sampled_from(TARGETS))
def test_the_chain_answers_every_request_and_keeps_its_links(
    terms: Termbase, requests: list[Request], target: Language
) -> None:
    answers = _chain(FakeEngine(target), terms).translate(requests)

    assert len(answers) == len(requests)
    for request, answer in zip(requests, answers, strict=True):
        assert _links(answer.text) == _links(request.text) or not answer.text.text


@QUICK
@given(_requests, st.sampled_from(TARGETS), st.one_of(st.none(), st.just(""), st.just("。"), _any_text))
def test_no_answer_of_an_engine_breaks_the_chain(
    terms: Termbase, requests: list[Request], target: Language, answer: str | None
) -> None:
    answers = _chain(_Answering(target, answer), terms).translate(requests)

    assert len(answers) == len(requests)


@QUICK
@given(_requests, st.sampled_from(TARGETS))
def test_an_engine_that_swallows_sentences_is_an_error_of_ours(
    terms: Termbase, requests: list[Request], target: Language
) -> None:
    try:
        answers = _chain(_Silent(target), terms).translate(requests)
    except NewsbridgeError:
        return
    assert len(answers) == len(requests)
