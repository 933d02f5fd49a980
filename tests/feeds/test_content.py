"""The text that subscribers insert into their pages, and its teaser."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from feeds.assembly import assemble, fingerprint
from feeds.content import content_html, entry_title, teaser
from feeds.inline import inline
from model.article import BlockKind, Image, Role
from model.errors import PublishError
from model.languages import Language
from model.richtext import Mark, MarkKind, RichText
from model.translation import State

ITEM, CELL = BlockKind.LIST_ITEM, BlockKind.TABLE_CELL
Change = Callable[..., Any]


def body(told: Any, language: Language = Language.DE) -> str:
    """The HTML between the wrapper's first line and its last."""
    return "".join(content_html(told.entry(language)).split("\n")[1:-1])


@pytest.fixture
def begin(story: Any) -> Any:
    """A release without a source line, so that only the blocks are left."""
    return story(url="", publisher="").title("T")


def test_the_fragment_says_its_language(hydrogen: Any) -> None:
    assert content_html(hydrogen.entry(Language.ZH)).startswith('<div lang="zh-CN">\n')
    assert content_html(hydrogen.entry(Language.DE)).startswith('<div lang="de">\n')


def test_the_title_is_not_repeated(hydrogen: Any) -> None:
    assert "共商氢能发展" not in content_html(hydrogen.entry(Language.ZH))


def test_a_title_of_two_sentences_is_joined_as_its_language_does(story: Any) -> None:
    told = story().title(("Es geht los. Heute!", "It starts.", "开始了。"), ("Heute!", "Today!", "今天！"))
    assert entry_title(told.entry(Language.ZH)) == "开始了。今天！"
    assert entry_title(told.entry(Language.EN)) == "It starts. Today!"


def test_two_latin_sentences_of_a_chinese_block_do_not_run_together(begin: Any) -> None:
    begin.paragraph(("Eins", "one", "ISA"), ("Zwei", "two", "PKS GmbH"), ("Drei", "three", "三"))
    assert body(begin, Language.ZH).endswith(
        '<p>ISA PKS GmbH三</p><p><small>原文：<span lang="de">T</span>（德文）</small></p>'
    )


def test_lines_of_a_contact_stay_lines(begin: Any) -> None:
    begin.paragraph(("Frau A", "Ms A", "A女士"), "a@b.example", gap="\n", role=Role.CONTACT)
    assert "<p>A女士<br>a@b.example</p>" in body(begin, Language.ZH)
    assert "<p>Frau A<br>a@b.example</p>" in body(begin)


def test_a_lead_is_strong_once(begin: Any) -> None:
    begin.paragraph(RichText("Vorspann", (Mark(0, 8, MarkKind.STRONG),)), role=Role.LEAD)
    assert body(begin) == "<p><strong>Vorspann</strong></p>"


@pytest.mark.parametrize(("level", "tag"), [(0, "h2"), (1, "h2"), (3, "h3"), (9, "h6")])
def test_headings_stay_below_the_title_of_the_page(begin: Any, level: int, tag: str) -> None:
    assert body(begin.tell(BlockKind.HEADING, "Ziel", level=level)) == f"<{tag}>Ziel</{tag}>"


def test_lists_nest(begin: Any) -> None:
    for words, level, ordered in [("a", 1, False), ("b", 2, True), ("c", 3, False), ("d", 2, True), ("e", 1, False)]:
        begin.tell(ITEM, words, level=level, ordered=ordered, group=1)
    assert body(begin) == ("<ul><li>a<ol><li>b<ul><li>c</li></ul></li><li>d</li></ol></li><li>e</li></ul>")


def test_an_inner_list_may_have_a_number_of_its_own(begin: Any) -> None:
    begin.tell(ITEM, "a", level=1, group=1).tell(ITEM, "b", level=2, group=2).tell(ITEM, "c", level=1, group=1)
    assert body(begin) == "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"


def test_neighbouring_lists_stay_two(begin: Any) -> None:
    begin.tell(ITEM, "a", level=1, group=1).tell(ITEM, "b", level=1, group=2)
    assert body(begin) == "<ul><li>a</li></ul><ul><li>b</li></ul>"


def test_a_list_may_begin_deep(begin: Any) -> None:
    begin.tell(ITEM, "a", level=2, group=1).tell(ITEM, "b", level=1, group=1).tell(ITEM, "c", level=2, group=1)
    assert body(begin) == "<ul><li>a</li><li>b<ul><li>c</li></ul></li></ul>"


def test_a_table_keeps_its_heads_its_gaps_and_its_paragraphs(begin: Any) -> None:
    begin.tell(CELL, "Jahr", group=1, row=0, column=0, header=True)
    begin.tell(CELL, "Zahl", group=1, row=0, column=1, header=True)
    begin.tell(CELL, "2025", group=1, row=1, column=0, header=True)
    begin.tell(CELL, "2026", group=1, row=2, column=0, header=True)
    begin.tell(CELL, "1,5", group=1, row=2, column=1).tell(CELL, "geschätzt", group=1, row=2, column=1)
    assert body(begin) == (
        '<table><thead><tr><th scope="col">Jahr</th><th scope="col">Zahl</th></tr></thead>'
        '<tbody><tr><th scope="row">2025</th><td></td></tr>'
        '<tr><th scope="row">2026</th><td>1,5<br>geschätzt</td></tr></tbody></table>'
    )


def test_two_tables_stay_two(begin: Any) -> None:
    begin.tell(CELL, "a", group=1).tell(CELL, "b", group=2)
    assert body(begin).count("<table>") == 2


def test_a_picture_names_who_made_it_in_the_language_of_the_feed(begin: Any) -> None:
    begin.tell(BlockKind.FIGURE, ("Hafen", "Port", "港口"), image=Image("https://a.example/b.jpg", "Kran", "Foto: Kim"))
    src = '<img src="https://a.example/b.jpg" alt="'
    assert f'{src}Kran"><figcaption>Hafen <small>Foto: Kim</small></figcaption>' in body(begin)
    assert f'{src}"><figcaption>港口 <small>图片：Kim</small></figcaption>' in body(begin, Language.ZH)


def test_a_picture_without_a_web_address_leaves_its_caption(begin: Any) -> None:
    begin.tell(BlockKind.FIGURE, "Hafen", image=Image("data:image/png;base64,xx"))
    begin.tell(BlockKind.FIGURE, image=Image("bild.png"))
    assert body(begin) == "<figure><figcaption>Hafen</figcaption></figure>"


@pytest.mark.parametrize(
    ("marks", "html"),
    [
        ([(0, 4, "strong"), (2, 6, "em")], "<strong>ab<em>cd</em></strong><em>ef</em>"),
        ([(0, 6, "em"), (2, 4, "strong")], "<em>ab</em><strong><em>cd</em></strong><em>ef</em>"),
        ([(0, 6, "strong"), (0, 6, "strong")], "<strong>abcdef</strong>"),
        ([(1, 2, "sub"), (3, 4, "sup")], "a<sub>b</sub>c<sup>d</sup>ef"),
    ],
)
def test_marks_nest_even_where_they_overlap(marks: list[tuple[int, int, str]], html: str) -> None:
    rich = RichText("abcdef", tuple(Mark(start, end, MarkKind(kind)) for start, end, kind in marks))
    assert inline(rich) == html


def test_links_never_stand_within_links() -> None:
    first, second = Mark(0, 4, MarkKind.LINK, "https://a.example/"), Mark(2, 6, MarkKind.LINK, "https://b.example/")
    html = '<a href="https://a.example/">abcd</a><a href="https://b.example/">ef</a>'
    assert inline(RichText("abcdef", (first, second))) == html


def test_an_address_with_umlauts_becomes_one_that_every_reader_follows() -> None:
    link = Mark(0, 1, MarkKind.LINK, "https://müller.example/Grüße Welt?a=ü&b=%20#ä")
    href = "https://xn--mller-kva.example/Gr%C3%BC%C3%9Fe%20Welt?a=%C3%BC&amp;b=%20#%C3%A4"
    assert inline(RichText("x", (link,))) == f'<a href="{href}">x</a>'


def test_an_address_that_is_none_leaves_its_words() -> None:
    bad = [
        "http://[",
        "www.isa-portal.de",
        "/pfad",
        "https://",
        "https://" + "ü" * 70 + ".example/",
        "ftp://a.example/",
    ]
    assert [inline(RichText("x", (Mark(0, 1, MarkKind.LINK, href),))) for href in bad] == ["x"] * len(bad)


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_href_gives_a_followable_address_or_none(href: str) -> None:
    html = inline(RichText("x", (Mark(0, 1, MarkKind.LINK, href),)))
    assert html == "x" or html.startswith(('<a href="http', '<a href="mailto:', '<a href="tel:'))


def test_a_missing_sentence_is_an_error_and_never_german(hydrogen: Any) -> None:
    entry = hydrogen.entry(Language.ZH)
    assert entry.translation is not None
    del entry.translation.targets[103]
    with pytest.raises(PublishError, match=r"/zh-Hans: sentence 4 has no translation into zh-Hans \(»Vertreter von 48"):
        content_html(entry)


@pytest.mark.parametrize("changes", [{"machine": RichText("  ")}, {"edited": RichText("")}, {"state": State.INITIAL}])
def test_an_empty_sentence_is_an_error(hydrogen: Any, change: Change, changes: dict[str, Any]) -> None:
    with pytest.raises(PublishError, match="sentence 1 has no translation"):
        assemble(change(hydrogen.entry(Language.EN), 0, **changes))


def test_a_release_without_translation_is_an_error(hydrogen: Any) -> None:
    with pytest.raises(PublishError, match="there is no translation into en"):
        assemble(replace(hydrogen.entry(Language.EN), translation=None))
    with pytest.raises(PublishError, match="there is no translation into en"):
        assemble(replace(hydrogen.entry(Language.EN), translation=hydrogen.translation(Language.ZH)))


def test_a_translation_of_an_older_version_is_an_error(hydrogen: Any) -> None:
    old = replace(hydrogen.translation(Language.EN), version_id=6)
    with pytest.raises(PublishError, match="another version"):
        assemble(replace(hydrogen.entry(Language.EN), translation=old))


def test_german_words_that_no_segment_holds_are_an_error(hydrogen: Any) -> None:
    entry = hydrogen.entry(Language.EN)
    version = replace(entry.version, segments=entry.version.segments[:-1])
    with pytest.raises(PublishError, match=r"no segment holds »Tel.: \+49 30 1234-0«"):
        assemble(replace(entry, version=version))


def test_the_editors_words_go_out(hydrogen: Any, change: Change) -> None:
    entry = change(hydrogen.entry(Language.ZH), 0, edited=RichText("氢能：成员城市共商发展"))
    assert entry_title(entry) == "氢能：成员城市共商发展"


def test_the_fingerprint_changes_with_the_words_and_with_a_review_only(hydrogen: Any, change: Change) -> None:
    entry = hydrogen.entry(Language.ZH)
    edited = change(entry, 3, edited=RichText("改过的句子。"))
    reviewed = hydrogen.entry(Language.ZH, State.REVIEWED)
    assert len({fingerprint(each) for each in (entry, edited, reviewed)}) == 3
    other_engine = replace(hydrogen, engine="opus", findings={})
    assert fingerprint(other_engine.entry(Language.ZH)) == fingerprint(entry)
    assert fingerprint(hydrogen.entry(Language.DE)) == hydrogen.version().article.content_hash


def test_the_teaser_is_the_lead(hydrogen: Any) -> None:
    assert teaser(assemble(hydrogen.entry(Language.EN))).startswith("Representatives of 48 industrial cities")


def test_a_long_teaser_ends_with_a_sentence_and_not_with_an_abbreviation(begin: Any) -> None:
    begin.paragraph("Wort " * 30 + "am 14. März mit Prof. Dr. Muster a. D. und " + "Wort " * 80 + "Ende.")
    short = teaser(assemble(begin.entry(Language.DE)))
    assert short.endswith("Wort …")
    assert len(short) <= 300
    begin.blocks.clear()
    begin.title("T").paragraph("Erster Satz ohne Ende " * 8 + "im Rathaus. Nr. 5 und " + "Wort " * 80)
    assert teaser(assemble(begin.entry(Language.DE))).endswith("im Rathaus.")


def test_a_long_chinese_teaser_ends_with_a_sentence_or_within_the_sentence(begin: Any) -> None:
    begin.paragraph(("Satz.", "x", "联盟成员城市共商氢能发展。" * 20))
    assert teaser(assemble(begin.entry(Language.ZH))) == "联盟成员城市共商氢能发展。" * 9
    begin.targets[1][Language.ZH] = RichText("佛山" * 200)
    assert teaser(assemble(begin.entry(Language.ZH))) == "佛山" * 59 + "……"


def test_a_release_without_a_paragraph_still_has_a_teaser(begin: Any) -> None:
    assert teaser(assemble(begin.entry(Language.DE))) == "T"
    begin.tell(ITEM, "ein\nPunkt", level=1, group=1)
    assert teaser(assemble(begin.entry(Language.DE))) == "ein Punkt"


@given(st.text(max_size=900))
@settings(max_examples=200, deadline=None)
def test_a_teaser_is_short_and_on_one_line(story: Any, words: str) -> None:
    told = story().title("T").paragraph(("x", "x", words or "x"))
    for language, limit in ((Language.ZH, 120), (Language.EN, 300)):
        told.targets[1][language] = RichText(words.strip() or "x")
        short = teaser(assemble(told.entry(language)))
        assert len(short) <= limit
        assert len(short.splitlines()) <= 1
