from model.richtext import Mark, MarkKind, RichText
from translators.carrying import carry


def linked(text: str, words: str, href: str = "https://isa.example/") -> RichText:
    start = text.index(words)
    return RichText(text, (Mark(start, start + len(words), MarkKind.LINK, href),))


GERMAN = linked("Mehr auf der Seite der ISA.", "Seite der ISA")


def covered(text: RichText) -> list[str]:
    return [text.text[mark.start : mark.end] for mark in text.marks]


def test_a_link_stays_on_its_words_when_others_change() -> None:
    before = linked("更多信息请见ISA网站。", "ISA网站")
    assert covered(carry(GERMAN, before, "欲知详情，请访问ISA网站。")) == ["ISA网站"]


def test_a_link_covers_what_its_words_became() -> None:
    before = linked("More on the page of ISA.", "page of ISA")
    assert covered(carry(GERMAN, before, "More on the ISA website.")) == ["ISA website"]


def test_a_link_whose_words_are_gone_is_placed_anew() -> None:
    before = linked("More on ISA.", "ISA")
    after = carry(GERMAN, before, "More")
    assert [mark.href for mark in after.marks] == ["https://isa.example/"]


def test_emphasis_goes_with_its_words() -> None:
    before = RichText("very good", (Mark(0, 4, MarkKind.STRONG),))
    assert carry(RichText("sehr gut"), before, "good").marks == ()


def test_nothing_changed_is_nothing_moved() -> None:
    before = linked("Mehr: ISA.", "ISA")
    assert carry(GERMAN, before, before.text) == before
