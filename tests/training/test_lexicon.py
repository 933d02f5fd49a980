from training.corpus import Pair
from training.lexicon import lexicon, phrases_of


def test_words_that_keep_to_one_another_are_found() -> None:
    frames = [
        ("{} gefällt uns", "我们喜欢{}"),
        ("Morgen kommt {} her", "明天{}就来"),
        ("Wir sehen {} dort", "看到{}了"),
    ]
    words = {"Stadtrat": "市议会", "Feuerwehr": "消防队", "Bahnhof": "火车站"}
    pairs = [
        Pair(source.format(german), target.format(chinese), "zh", "press")
        for source, target in frames
        for german, chinese in words.items()
    ]
    found = lexicon(pairs, "zh")
    assert {word: found[word] for word in words} == words


def test_english_phrases_begin_and_end_with_words_that_mean_something() -> None:
    phrases = phrases_of("the city of Bonn has a council", "en")
    assert "city of Bonn" in phrases
    assert not {"the city", "city of", "has a council"} & phrases
