import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.languages import Language, parse_language
from model.richtext import Mark, MarkKind, RichText
from model.terms import Term
from translators.engine import Alignment
from translators.markup import reattach
from translators.places import known_places

ROWS = [
    line.split("\t") for line in (Path(__file__).parent / "data" / "marks.tsv").read_text(encoding="utf-8").splitlines()
]
TERMS = [
    Term(german, language, target, kind=kind)
    for german, english, chinese, kind in (
        ("Köln", "Cologne", "科隆", "place"),
        ("China", "China", "中国", "place"),
        ("Hannover Messe", "Hannover Messe", "汉诺威工业博览会", "event"),
        ("Oberbürgermeisterin", "Mayor", "市长", "title"),
    )
    for language, target in ((Language.EN, english), (Language.ZH, chinese))
]
_TAG = re.compile(r"<(/?)(a|strong|em|sub|sup)>")


def _marked(text: str) -> RichText:
    """Read `<kind>words</kind>`, nested too; a link is `<a>`."""
    plain, open_, marks = "", [], []
    rest = 0
    for tag in _TAG.finditer(text):
        plain, rest = plain + text[rest : tag.start()], tag.end()
        if not tag[1]:
            open_.append(len(plain))
        else:
            kind = MarkKind(tag[2])
            marks.append(Mark(open_.pop(), len(plain), kind, "https://a.de/" if kind is MarkKind.LINK else None))
    return RichText(plain + text[rest:], tuple(sorted(marks)))


def _by_words(source: str, target: str, words: str) -> Alignment:
    """Align as an engine does: each letter of a word goes to where the piece written for it begins.

    `German=one,two`: its first half went to one piece, its second to the other. What is not named follows its
    predecessor.
    """
    places: dict[int, int] = {}
    for pair in words.split():
        german, _, pieces = pair.partition("=")
        start, parts = source.index(german), pieces.split(",")
        for number in range(len(german)):
            places[start + number] = target.index(parts[number * len(parts) // len(german)])
    return lambda offset: places.get(max((known for known in places if known <= offset), default=-1), 0)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("<strong>Die Stadt baut.</strong>", "<strong>The city builds.</strong>"),
        ("<strong>Die Stadt baut</strong>.", "<strong>The city builds</strong>."),
        ("<strong>Die Stadt baut</strong>.", "<strong>该市正在建设</strong>。"),
        ("<strong>Kontakt:</strong>", "<strong>联系方式：</strong>"),
        ("Die <strong>ISA</strong> hilft.", "The <strong>ISA</strong> helps."),
        ("Die VISA und die <em>ISA</em>", "The VISA and the <em>ISA</em>"),
        ("ISA und <em>ISA</em>", "ISA和<em>ISA</em>"),
        ("CO<sub>2</sub>-Emissionen bis 2060", "到2060年的CO<sub>2</sub>排放"),
        ("12 m<sup>2</sup> und 3 m<sup>3</sup>", "12 m<sup>2</sup> and 3 m<sup>3</sup>"),
        ("m<sup>2</sup> gegen m<sup>2</sup>", "m<sup>2</sup> against m<sup>2</sup>"),
        ("Siehe <a>www.isa-portal.de</a>.", "见<a>www.isa-portal.de</a>。"),
        ("Es sprach <a>Friedhelm Ost</a> in Berlin", "<a>Friedhelm Ost</a>在柏林讲话"),
    ],
)
def test_a_mark_stands_over_the_same_words(source: str, target: str) -> None:
    wanted = _marked(target)

    assert reattach(_marked(source), wanted.text) == wanted


@pytest.mark.parametrize(("language", "german", "translation", "words"), ROWS)
def test_a_mark_follows_its_words(language: str, german: str, translation: str, words: str) -> None:
    source, wanted = _marked(german), _marked(translation)
    align = _by_words(source.text, wanted.text, words) if words else None

    assert reattach(source, wanted.text, align, known_places(parse_language(language), TERMS)) == wanted


def test_an_exponent_whose_unit_is_gone_is_dropped() -> None:
    assert reattach(_marked("12 m<sup>2</sup>"), "12 square metres, 2 rooms") == RichText("12 square metres, 2 rooms")


def test_where_the_words_changed_the_alignment_says_where_the_mark_belongs() -> None:
    source = _marked("Der <a>Oberbürgermeister</a> lobt die Stadt")
    target = "Praise for the city came from its lord mayor"

    def align(offset: int) -> int:
        return target.index("lord") if 4 <= offset < 21 else 0

    assert reattach(source, target, align).marks == (Mark(34, 38, MarkKind.LINK, "https://a.de/"),)


def test_a_piece_that_strayed_does_not_stretch_the_mark() -> None:
    source, target = _marked("Der Bürgermeister dankt der <a>Feuerwehr</a>"), "市长向全体志愿的消防队员致谢"
    strayed = source.text.index("Feuerwehr")

    (mark,) = reattach(source, target, lambda offset: target.index("消防") if offset > strayed else 0).marks

    assert target[mark.start :].startswith("消防")


def test_articles_and_prepositions_stay_outside() -> None:
    target = "The city is planning a new bridge"

    (mark,) = reattach(_marked("Die Stadt plant eine <a>Brücke</a> neu"), target, lambda _: target.index("a new")).marks

    assert target[mark.start : mark.end] == "new"


def test_a_note_of_what_was_lost_is_not_marked_with_the_sentence() -> None:
    source, note = _marked("<strong>Die Stadt gibt 14 Euro.</strong>"), "（德文原文：14欧元）"

    assert reattach(source, f"该市出资。{note}") == _marked(f"<strong>该市出资。</strong>{note}")


def test_a_link_over_a_name_that_only_the_note_has_stands_there() -> None:
    source, known = _marked("Der Bau in <a>Köln</a> beginnt"), known_places(Language.ZH, TERMS)

    assert reattach(source, "施工开始（德文原文：科隆）", None, known) == _marked("施工开始（德文原文：<a>科隆</a>）")


def test_a_link_over_words_around_an_address_stands_over_the_address() -> None:
    source, known = _marked("Mehr <a>unter www.x.example</a> im Netz"), known_places(Language.EN, TERMS)

    assert reattach(source, "More (www.x.example) online", None, known) == _marked("More (<a>www.x.example</a>) online")


def test_a_mark_does_not_run_over_a_clause_that_its_words_do_not_have() -> None:
    source, target = _marked("Der <a>Bürgermeister</a> sagt, er baut"), "市长说：他建设"

    (mark,) = reattach(source, target, lambda offset: 0 if offset % 2 else 4).marks

    assert "：" not in target[mark.start : mark.end]


def test_without_an_alignment_a_mark_falls_on_whole_words_in_proportion() -> None:
    result = reattach(
        _marked("Wir haben <em>Wasserstofftechnologie</em> besprochen"), "We discussed hydrogen technology"
    )

    (mark,) = result.marks
    assert result.text[mark.start : mark.end] == "discussed hydrogen technology"


def test_a_border_never_falls_into_a_latin_word_within_chinese() -> None:
    result = reattach(_marked("Die <em>Firma Beispiel</em> liefert"), "该Wasserstoff-GmbH供货")

    (mark,) = result.marks
    assert "Wasserstoff-GmbH" in result.text[mark.start : mark.end]


def test_nothing_can_be_marked_in_nothing() -> None:
    assert reattach(_marked("<a>Hier</a>"), "") == RichText("")


_TEXT = st.text(st.sampled_from("ab 中国.，12-"), min_size=1, max_size=20)


@given(_TEXT, st.data())
def test_a_link_is_never_lost_and_marks_stay_within_the_text(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    kind = data.draw(st.sampled_from(MarkKind))
    target = data.draw(_TEXT)
    align = data.draw(st.sampled_from([None, lambda _: 0, lambda _: 10**6]))

    result = reattach(RichText(text, (Mark(start, end, kind, "x"),)), target, align)

    assert result.text == target
    assert all(0 <= mark.start < mark.end <= len(target) for mark in result.marks)
    if kind is MarkKind.LINK:
        assert [mark.href for mark in result.marks] == ["x"]
