from hypothesis import given
from hypothesis import strategies as st

from translators.alignment import by_attention, compose, follow, proportional


def test_an_edit_moves_what_stands_behind_it() -> None:
    before, after = "Die Stadt baut am Hafen", "Die große Stadt am Hafen"

    place = follow(before, after)

    assert after[place(before.index("Stadt")) :].startswith("Stadt")
    assert after[place(before.index("Hafen")) :].startswith("Hafen")


@given(st.text("abc ", max_size=15), st.text("abc ", max_size=15))
def test_every_place_of_one_text_has_a_place_in_the_other(before: str, after: str) -> None:
    place = follow(before, after)

    assert all(0 <= place(offset) <= len(after) for offset in range(len(before) + 1))
    assert place(len(before)) == len(after)


def test_alignments_follow_one_another() -> None:
    assert compose(proportional(10, 20), lambda offset: offset + 1)(5) == 11


def test_a_place_is_where_the_model_looked_while_writing() -> None:
    # »Die Stadt baut .« -> »建 设 城 市 。« with »建设« written for »baut«, and all at rest on the stop.
    attention = [[0.1, 0.0, 0.4, 0.5], [0.0, 0.4, 0.1, 0.5], [0.0, 0.0, 0.0, 1.0]]
    place = by_attention(attention, source=[0, 4, 10, 14, 15], target=[0, 2, 4, 5])

    assert place(10) == 0
    assert place(4) == place(9) == 2
    assert place(14) == 5
