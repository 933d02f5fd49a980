from hypothesis import given
from hypothesis import strategies as st

from model.languages import Language
from model.richtext import Mark, MarkKind, RichText
from translators.memory import LEAST, closest, difference, fit, lengths

DE, ZH = Language.DE, Language.ZH
GERMAN = "Die Stadt Jena plant 21 neue Wohnungen im Norden."


def link(start: int, end: int, name: str = "a") -> Mark:
    return Mark(start, end, MarkKind.LINK, f"https://{name}.example")


def changed(before: str, after: str, language: Language = DE) -> list[tuple[str, str]]:
    return [(each.before, each.after) for each in difference(before, after, language) if each.kind != "equal"]


def test_the_most_alike_come_first_and_what_is_too_different_not_at_all() -> None:
    other, far = GERMAN.replace("Norden", "Süden"), "Der Zoo zeigt drei junge Löwen."

    found = closest(GERMAN, [far, other, GERMAN], limit=5)

    assert [text for text, _ in found] == [GERMAN, other]
    assert found[0][1] == 1.0
    assert closest(GERMAN, [far, other, GERMAN], limit=1) == found[:1]


def test_other_numbers_weigh_more_than_other_letters() -> None:
    other_word, other_number = GERMAN.replace("Jena", "Gera"), GERMAN.replace("21", "22")

    found = closest(GERMAN, [other_number, other_word], limit=5)

    assert [text for text, _ in found] == [other_word, other_number]


def test_a_penalty_can_take_a_pair_below_the_limit() -> None:
    assert closest("Am 3. Mai", ["Am 4. Juni"], limit=5) == []


def test_differences_are_told_by_words_in_german_and_by_characters_in_chinese() -> None:
    assert changed("Die Stadt plant 1.200 Wohnungen.", "Die Stadt baut 1.300 Wohnungen.") == [
        ("plant 1.200", "baut 1.300")
    ]
    assert changed("Die Stadt baut.", "Die Stadt baut bald.") == [("", " bald")]
    assert changed("Köln baut neu.", "Köln baut.") == [(" neu", "")]
    assert changed("该市计划建设Jena新住宅。", "该市正在建设Jena新公寓。", ZH) == [("计划", "正在"), ("住宅", "公寓")]


@given(st.text(max_size=30), st.text(max_size=30), st.sampled_from([DE, ZH]))
def test_the_parts_of_a_difference_joined_give_both_texts(before: str, after: str, language: Language) -> None:
    changes = difference(before, after, language)

    assert "".join(each.before for each in changes) == before
    assert "".join(each.after for each in changes) == after
    assert all((each.kind == "equal") == (each.before == each.after) for each in changes)


@given(st.text(min_size=1, max_size=40), st.text(min_size=1, max_size=40))
def test_no_pair_that_is_alike_is_shorter_or_longer_than_the_lengths_say(one: str, other: str) -> None:
    shortest, longest = lengths(one)
    if closest(one, [other], limit=1):
        assert shortest <= len(other) <= longest
    assert shortest <= len(one) * LEAST


def test_marks_stay_where_the_editor_put_them_as_long_as_they_are_the_same() -> None:
    target = RichText("耶拿计划", (link(0, 2),))

    assert fit(RichText("Jena plant", (link(0, 4),)), target) == (target, True)
    assert fit(RichText("Jena plant", (link(0, 4, "b"),)), target) == (RichText("耶拿计划", (link(0, 2, "b"),)), True)
    assert fit(RichText("Jena"), RichText("耶拿")) == (RichText("耶拿"), True)


def test_marks_that_differ_are_put_by_rule() -> None:
    source = RichText("Jena plant", (link(0, 4, "b"), link(5, 10, "c")))
    twice = RichText("Jena 计划", (link(0, 4), link(5, 7)))

    text, kept = fit(source, twice)

    assert not kept
    assert text.text == twice.text
    assert [mark.href for mark in text.marks] == ["https://b.example", "https://c.example"]
    assert fit(RichText("Jena plant"), twice) == (RichText("Jena 计划"), False)
