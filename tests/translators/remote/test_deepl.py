from collections.abc import Callable
from typing import Any

import pytest
from werkzeug import Response

from model.errors import TranslationError
from model.languages import Language
from translators.engine import GUARDED, Wish
from translators.remote.batches import Size
from translators.remote.client import Client
from translators.remote.deepl import BUSY, MEANINGS, SCHEME, DeepLEngine, home

Connect = Callable[..., Client]
Play = Callable[..., Any]
Make = Callable[..., DeepLEngine]


def upside_down(asked: dict[str, Any]) -> dict[str, Any]:
    """Turn plain texts round; leave text with tags as it is."""
    tagged = "tag_handling" in asked
    texts = [text if tagged else text[::-1] for text in asked["text"]]
    return {"translations": [{"detected_source_language": "DE", "text": text} for text in texts]}


@pytest.fixture
def engine(connect: Connect) -> Make:
    def make(target: Language = Language.ZH, source: Language = Language.DE, **size: int) -> DeepLEngine:
        client = connect(name="deepl", scheme=SCHEME, busy=BUSY, meanings=MEANINGS)
        return DeepLEngine(client, source, target, Size(**{"texts": 50, "characters": 30_000, **size}))

    return make


@pytest.mark.parametrize(
    ("source", "target", "codes"),
    [
        (Language.DE, Language.ZH, ("DE", "ZH-HANS")),
        (Language.DE, Language.EN, ("DE", "EN-GB")),
        (Language.EN, Language.ZH, ("EN", "ZH-HANS")),
    ],
)
def test_a_request_is_as_deepl_documents_it(
    engine: Make, script: Play, source: Language, target: Language, codes: tuple[str, str]
) -> None:
    asked = script("/v2/translate", upside_down)

    readings = engine(target, source).translate(["Stadt <b>&amp;</b> Land", "Köln\nbaut"])

    assert [reading.text for reading in readings] == ["dnaL >b/<;pma&>b< tdatS", "tuab nlöK"]
    assert asked.asked == [
        {
            "text": ["Stadt <b>&amp;</b> Land", "Köln baut"],
            "source_lang": codes[0],
            "target_lang": codes[1],
            "split_sentences": "0",
            "preserve_formatting": True,
        }
    ]
    assert asked.requests[0].headers["Authorization"] == "DeepL-Auth-Key geheim-4711"


def test_wishes_stand_in_the_text_between_tags_that_deepl_leaves_alone(engine: Make, script: Play) -> None:
    asked = script("/v2/translate", upside_down)
    text = "Die Industriestädteallianz & <Partner> in Foshan"

    readings = engine().translate(
        ["Stadt", text, "Land"], wishes={text: [Wish(4, 26, "A&B联盟"), Wish(42, 48, "佛山")]}
    )

    assert asked.asked[0]["text"] == ["Stadt", "Land"]
    assert "tag_handling" not in asked.asked[0]
    assert asked.asked[1]["text"] == ["Die <x>A&amp;B联盟</x> &amp; &lt;Partner&gt; in <x>佛山</x>"]
    assert asked.asked[1]["ignore_tags"] == ["x"]
    assert asked.asked[1]["tag_handling"] == "xml"
    assert [reading.text for reading in readings] == ["tdatS", "Die A&B联盟 & <Partner> in 佛山", "dnaL"]


def test_quotes_that_deepl_escapes_are_quotes_again(engine: Make, script: Play) -> None:
    script("/v2/translate", lambda _: {"translations": [{"text": "&quot;<x>佛山</x>&quot; &apos;&lt;&apos;"}]})

    (reading,) = engine().translate(["Foshan"], wishes={"Foshan": [Wish(0, 6, "佛山")]})

    assert reading.text == "\"佛山\" '<'"


def test_a_text_that_occurs_twice_is_paid_for_once(engine: Make, script: Play) -> None:
    asked = script("/v2/translate", upside_down)

    assert [reading.text for reading in engine().translate(["ab", "cd", "ab"])] == ["ba", "dc", "ba"]
    assert asked.asked[0]["text"] == ["ab", "cd"]


def test_what_the_chain_asks_again_with_another_decoding_is_not_paid_for_again(engine: Make, script: Play) -> None:
    asked = script("/v2/translate", upside_down)
    opened = engine()
    wishes = {"cd": [Wish(0, 1, "C")]}

    first = opened.translate(["ab", "cd"], wishes=wishes)
    again = opened.translate(["cd"], GUARDED, wishes)
    other = opened.translate(["cd"])

    assert len(asked.asked) == 3
    assert again == first[1:]
    assert [reading.text for reading in (*again, *other)] == ["Cd", "dc"]


def test_no_request_is_larger_than_deepl_takes(engine: Make, script: Play) -> None:
    asked = script("/v2/translate", upside_down)

    engine().translate([f"Satz {number}" for number in range(120)])

    assert [len(each["text"]) for each in asked.asked] == [50, 50, 20]


def test_a_used_up_quota_is_said_in_words_and_not_asked_about_again(engine: Make, script: Play) -> None:
    asked = script("/v2/translate", Response('{"message": "Quota exceeded"}', 456, content_type="application/json"))

    with pytest.raises(TranslationError) as caught:
        engine().translate(["ab", "cd"])
    assert "the quota is used up; wait for the next month" in str(caught.value)
    assert "(HTTP 456)" in str(caught.value)
    assert len(asked.asked) == 1


@pytest.mark.parametrize("status", [429, 500, 503, 529])
def test_what_deepl_calls_passing_is_asked_again(engine: Make, script: Play, status: int) -> None:
    asked = script("/v2/translate", Response("{}", status), upside_down)

    assert engine().translate(["ab"])[0].text == "ba"
    assert len(asked.asked) == 2


def test_a_request_that_is_too_large_is_halved(engine: Make, script: Play) -> None:
    asked = script("/v2/translate", Response("{}", 413), upside_down)

    assert len(engine().translate(["ab", "cd", "ef"])) == 3
    assert [len(each["text"]) for each in asked.asked] == [3, 1, 2]


def test_the_wrong_number_of_answers_is_never_matched_up(engine: Make, script: Play) -> None:
    script("/v2/translate", lambda _: {"translations": [{"text": "a"}, {"text": "b"}]})

    with pytest.raises(TranslationError, match=r"it answered 2 times to 1 texts.*»ab«"):
        engine().translate(["ab", "cd", "ef"])


@pytest.mark.parametrize("answer", [{}, [], None, {"translations": "x"}, {"translations": [{"text": 3}]}, "x"])
def test_an_answer_of_another_form_is_an_error(engine: Make, script: Play, answer: Any) -> None:
    script("/v2/translate", lambda _: answer)

    with pytest.raises(TranslationError, match="is it DeepL"):
        engine().translate(["ab"])


def test_nothing_to_translate_asks_nothing(engine: Make, httpserver: Any) -> None:
    assert engine().translate([]) == []
    assert httpserver.log == []


def test_the_key_tells_which_service_it_belongs_to() -> None:
    assert home("0000:fx") == "https://api-free.deepl.com"
    assert home("0000") == "https://api.deepl.com"


def test_the_name_is_one_for_readers(engine: Make) -> None:
    assert engine().name == "deepl"
