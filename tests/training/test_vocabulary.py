from pathlib import Path

from training.vocabulary import END, read_spoken, spoken, write_spoken

PIECES = ["<unk>", "<s>", "</s>", "<pad>", "<2en>", "<2zh>", "▁the", "▁der", "城市", "城", "x"]


def test_a_language_says_what_was_seen_and_single_characters(tmp_path: Path) -> None:
    seen = {"en": [0] * 6 + [3, 0, 0, 0, 0], "zh": [0] * 8 + [2, 0, 0]}
    numbers = spoken(seen, PIECES)
    assert [PIECES[number] for number in numbers["en"]] == [PIECES[END], "▁the", "x"]
    assert [PIECES[number] for number in numbers["zh"]] == [PIECES[END], "城市", "城", "x"]
    write_spoken(numbers, tmp_path)
    assert read_spoken(tmp_path) == numbers
