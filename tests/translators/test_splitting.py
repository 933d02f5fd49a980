from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.article import Article, Block, BlockKind, Role
from model.languages import Language
from model.richtext import Mark, MarkKind, RichText
from translators.splitting import MAX_ENCLOSED, segment, sentences, split

DATA = Path(__file__).parent / "data"
GERMAN = (DATA / "splitting.txt").read_text(encoding="utf-8").splitlines()
ENGLISH = (DATA / "splitting-en.txt").read_text(encoding="utf-8").splitlines()


def _split(text: str) -> list[str]:
    return [text[start:end] for start, end in split(text)]


def _segments(*blocks: Block) -> list[str]:
    return [source.text.text for source in segment(Article(blocks))]


def _as_split(case: str, language: Language) -> str:
    text = case.replace(" | ", " ")
    return " | ".join(text[start:end] for start, end in split(text, language))


@pytest.mark.parametrize(("cases", "language"), [(GERMAN, Language.DE), (ENGLISH, Language.EN)])
def test_98_of_100_hard_lines_are_split_exactly_where_the_bars_stand(cases: list[str], language: Language) -> None:
    wrong = {case: split_so for case in cases if (split_so := _as_split(case, language)) != case}

    print(*(f"wanted {case}\ngot    {split_so}" for case, split_so in wrong.items()), sep="\n")
    assert len(wrong) <= 0.02 * len(cases)


@pytest.mark.parametrize(("cases", "least"), [(GERMAN, 250), (ENGLISH, 40)])
def test_the_hard_lines_are_many_and_no_two_are_the_same(cases: list[str], least: int) -> None:
    assert len(set(cases)) == len(cases) >= least


def test_a_line_break_is_a_border_even_within_quotation_marks() -> None:
    assert _split("„Wir bauen.\nWir wohnen“\nAnna Kern") == ["„Wir bauen.", "Wir wohnen“", "Anna Kern"]


def test_quoted_speech_that_is_too_long_to_review_is_split_by_sentence() -> None:
    speech = "Die Stadt wächst und mit ihr der Verkehr. " * (MAX_ENCLOSED // 40 + 1)
    quoted = f"„{speech.strip()}“, sagte er."

    assert len(_split(quoted)) == len(speech.split(". ")) - 1


def test_the_sentences_of_quoted_speech_are_known_to_the_engine() -> None:
    text = "„Das ist gut. Wir freuen uns“, sagte sie."

    assert [text[slice(*span)] for span in sentences(text)] == ["„Das ist gut.", "Wir freuen uns“, sagte sie."]


def test_english_is_split_by_its_own_rules() -> None:
    text = "Mr. Smith met Dr. Ost on 3. He left."

    assert [text[slice(*span)] for span in split(text, Language.EN)] == ["Mr. Smith met Dr. Ost on 3.", "He left."]


_TEXT = st.text(st.sampled_from('abzÄ 12.!?…„“”»«"()[]\n\t–-,:;a.D.XIV€中'), max_size=80)


@given(_TEXT)
def test_every_character_that_is_no_white_space_is_in_exactly_one_sentence(text: str) -> None:
    for spans in (split(text), sentences(text)):
        covered = "".join(text[start:end] for start, end in spans)

        assert "".join(covered.split()) == "".join(text.split())
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))
        assert all(text[start:end] == text[start:end].strip() != "" for start, end in spans)


@given(st.lists(st.tuples(_TEXT, st.sampled_from(BlockKind), st.sampled_from(Role)), max_size=4))
def test_every_word_of_an_article_is_in_exactly_one_segment(parts: list[tuple[str, BlockKind, Role]]) -> None:
    article = Article(tuple(Block(kind, RichText(text), role) for text, kind, role in parts))

    words = "".join("".join(source.text.text.split()) for source in segment(article))

    assert words == "".join("".join(text.split()) for text, _, _ in parts)


def test_a_segment_knows_its_place_and_keeps_its_marks() -> None:
    text = RichText("Die Stadt baut. Die ISA hilft.", (Mark(20, 23, MarkKind.STRONG),))

    first, second = segment(Article((Block(BlockKind.TITLE, RichText("Neu")), Block(BlockKind.PARAGRAPH, text))))[1:]

    assert (first.block, first.start, first.end) == (1, 0, 15)
    assert (second.block, second.start, second.end) == (1, 16, 30)
    assert second.text == RichText("Die ISA hilft.", (Mark(4, 7, MarkKind.STRONG),))


@pytest.mark.parametrize("kind", [BlockKind.TITLE, BlockKind.HEADING, BlockKind.TABLE_CELL, BlockKind.FIGURE])
def test_a_short_block_stays_whole_unless_it_is_clearly_prose(kind: BlockKind) -> None:
    assert _segments(Block(kind, RichText("Foto: dpa. Quelle: Stadt"))) == ["Foto: dpa. Quelle: Stadt"]
    assert _segments(Block(kind, RichText("Die Brücke ist frei. Der Verkehr rollt wieder."))) == [
        "Die Brücke ist frei.",
        "Der Verkehr rollt wieder.",
    ]


def test_a_contact_block_is_cut_by_line_only() -> None:
    contact = Block(BlockKind.PARAGRAPH, RichText("Dr. Anna Kern. Leiterin\nTel. 030 1234. Fax 5"), Role.CONTACT)

    assert _segments(contact) == ["Dr. Anna Kern. Leiterin", "Tel. 030 1234. Fax 5"]


def test_a_picture_without_a_caption_has_no_segment() -> None:
    assert _segments(Block(BlockKind.FIGURE, RichText(""))) == []
