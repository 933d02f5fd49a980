import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.richtext import Mark, MarkKind, RichText
from translators.markup import reattach


def _marked(text: str) -> RichText:
    """Read `<kind>words</kind>`; a link is `<a>`."""
    plain, marks = "", []
    while "<" in text:
        before, _, rest = text.partition("<")
        kind, _, rest = rest.partition(">")
        words, _, text = rest.partition(f"</{kind}>")
        plain += before
        href = "https://a.de/" if kind == "a" else None
        marks.append(Mark(len(plain), len(plain) + len(words), MarkKind(kind), href))
        plain += words
    return RichText(plain + text, tuple(sorted(marks)))


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


def test_an_exponent_whose_unit_is_gone_is_dropped() -> None:
    assert reattach(_marked("12 m<sup>2</sup>"), "12 square metres, 2 rooms") == RichText("12 square metres, 2 rooms")


def test_where_the_words_changed_the_alignment_says_where_the_mark_belongs() -> None:
    source = _marked("Der <a>Oberbürgermeister</a> lobt die Stadt")
    target = "Praise for the city came from its lord mayor"

    def align(offset: int) -> int:
        return target.index("lord") if offset == 4 else 0

    assert reattach(source, target, align).marks == (Mark(34, 38, MarkKind.LINK, "https://a.de/"),)


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
