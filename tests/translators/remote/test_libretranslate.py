from collections.abc import Callable
from typing import Any

import pytest
from werkzeug import Response

from model.errors import TranslationError
from model.languages import Language
from translators.engine import GUARDED, Decoding, Wish
from translators.remote.batches import Size
from translators.remote.client import Client
from translators.remote.damage import undamaged
from translators.remote.libretranslate import DIVISIBLE, SIZE, LibreTranslateEngine

Connect = Callable[..., Client]
Play = Callable[..., Any]

NEW = [{"code": "de", "targets": ["en", "zh-Hans"]}, {"code": "en", "targets": ["de"]}, {"code": "zh-Hans"}]
OLD = [{"code": code, "name": code} for code in ("de", "en", "zh", "zt")]


def upside_down(asked: dict[str, Any]) -> dict[str, Any]:
    """Answer with the texts turned round."""
    return {"translatedText": [text[::-1] for text in asked["q"]]}


@pytest.fixture
def engine(connect: Connect, script: Play) -> Callable[..., LibreTranslateEngine]:
    """Open the engine on the server of the test, which knows the languages of today's LibreTranslate."""

    def make(target: Language = Language.ZH, size: Size = SIZE, languages: Any = NEW, **fields: Any) -> Any:
        script("/languages", lambda _: languages)
        client = connect(scheme="", divisible=DIVISIBLE, **fields)
        return LibreTranslateEngine(client, Language.DE, target, size)

    return make


Make = Callable[..., LibreTranslateEngine]


def test_texts_are_sent_as_plain_text_in_one_batch_with_the_key_inside(engine: Make, script: Play) -> None:
    asked = script("/translate", upside_down)

    readings = engine(Language.EN).translate(["Stadt", "Land"])

    assert [reading.text for reading in readings] == ["tdatS", "dnaL"]
    assert asked.asked == [
        {
            "q": ["Stadt", "Land"],
            "source": "de",
            "target": "en",
            "format": "text",
            "alternatives": 0,
            "api_key": "geheim-4711",
        }
    ]
    assert "Authorization" not in asked.requests[0].headers


def test_a_server_without_a_key_is_sent_none(engine: Make, script: Play) -> None:
    asked = script("/translate", upside_down)

    engine(key="").translate(["Stadt"])

    assert "api_key" not in asked.asked[0]


@pytest.mark.parametrize(("languages", "code"), [(NEW, "zh-Hans"), (OLD, "zh")])
def test_simplified_chinese_is_asked_for_by_the_name_that_the_server_has(
    engine: Make, script: Play, languages: Any, code: str
) -> None:
    asked = script("/translate", lambda asked: {"translatedText": ["城市"] * len(asked["q"])})
    opened = engine(languages=languages)

    opened.translate(["Stadt"])
    opened.translate(["Land"])

    assert [each["target"] for each in asked.asked] == [code, code]


def test_the_server_is_asked_for_its_languages_once(engine: Make, script: Play, httpserver: Any) -> None:
    script("/translate", upside_down)
    opened = engine()

    opened.translate(["Stadt"])
    opened.translate(["Land"])

    assert [request.path for request, _ in httpserver.log].count("/languages") == 1


def test_a_pair_that_the_server_lacks_is_named_with_those_it_has(engine: Make) -> None:
    with pytest.raises(TranslationError, match=r"does not translate de -> zh-Hans; it has de -> en, fr"):
        engine(languages=[{"code": "de", "targets": ["en", "fr"]}]).translate(["Stadt"])


@pytest.mark.parametrize("languages", [3, {"error": "no"}, [{"name": "German"}], ["de"], None])
def test_something_else_than_libretranslate_is_recognised_by_its_languages(engine: Make, languages: Any) -> None:
    with pytest.raises(TranslationError, match="is it LibreTranslate"):
        engine(languages=languages).translate(["Stadt"])


def test_a_line_break_never_reaches_the_server(engine: Make, script: Play) -> None:
    asked = script("/translate", upside_down)

    engine().translate(["Die Stadt\nbaut.\r\n Sehr  viel."])

    assert asked.asked[0]["q"] == ["Die Stadt baut. Sehr viel."]


def test_further_readings_come_along_and_are_repaired_too(engine: Make, script: Play) -> None:
    asked = script("/translate", lambda _: {"translatedText": ["在建."], "alternatives": [["正在建设.", "建设中！."]]})

    (reading,) = engine().translate(["Wir bauen."], Decoding(hypotheses=3))

    assert asked.asked[0]["alternatives"] == 2
    assert [reading.text, *(other.text for other in reading.others)] == ["在建。", "正在建设。", "建设中！"]


def test_large_work_is_divided_by_texts_and_by_characters(engine: Make, script: Play) -> None:
    asked = script("/translate", upside_down)

    readings = engine(Language.EN, Size(3, 20)).translate(["a" * 30, "bb", "cc", "dd", "ee", "f" * 18])

    assert [[len(text) for text in each["q"]] for each in asked.asked] == [[30], [2, 2, 2], [2, 18]]
    assert [reading.text[0] for reading in readings] == list("abcdef")


def test_another_decoding_makes_no_difference_and_no_request(engine: Make, script: Play) -> None:
    asked = script("/translate", upside_down)
    opened = engine(Language.EN)

    first = opened.translate(["ab", "cd"])
    again = opened.translate(["cd"], GUARDED)
    more = opened.translate(["cd", "ef"])

    assert [each["q"] for each in asked.asked] == [["ab", "cd"], ["ef"]]
    assert again == first[1:]
    assert [reading.text for reading in more] == ["dc", "fe"]


def test_a_server_whose_languages_fail_is_not_blamed_on_a_sentence(engine: Make, httpserver: Any) -> None:
    opened = engine()
    httpserver.clear()
    httpserver.expect_request("/languages").respond_with_data("kaputt", status=500)

    with pytest.raises(TranslationError) as caught:
        opened.translate(["Stadt", "Land"])
    assert "HTTP 500" in str(caught.value)
    assert "the sentence is" not in str(caught.value)
    assert len(httpserver.log) == 1


def test_nothing_to_translate_asks_nothing(engine: Make, httpserver: Any) -> None:
    assert engine().translate([]) == []
    assert httpserver.log == []


def test_a_request_over_the_servers_limit_is_halved_until_it_fits(engine: Make, script: Play) -> None:
    too_much = Response('{"error": "request (7) exceeds text limit (3)"}', 400, content_type="application/json")
    asked = script("/translate", too_much, upside_down)

    readings = engine(Language.EN).translate(list("abcdefg"))

    assert [len(each["q"]) for each in asked.asked] == [7, 3, 4]
    assert "".join(reading.text for reading in readings) == "abcdefg"


def test_a_batch_that_the_server_cannot_do_is_halved_and_the_sentence_named(engine: Make, script: Play) -> None:
    fault = Response(
        '{"error": "Cannot translate text: list index out of range"}', 500, content_type="application/json"
    )
    asked = script("/translate", fault)

    with pytest.raises(TranslationError) as caught:
        engine().translate(["Gut eins.", "Gut zwei.", "Gut drei."])

    assert [len(each["q"]) for each in asked.asked] == [3, 1]
    assert str(caught.value).endswith("the sentence is »Gut eins.«")
    assert "list index out of range" in str(caught.value)


def test_the_wrong_number_of_answers_is_asked_for_again_in_halves(engine: Make, script: Play) -> None:
    asked = script("/translate", lambda _: {"translatedText": ["nur eine"]}, upside_down)

    readings = engine(Language.EN).translate(["ab", "cd"])

    assert [reading.text for reading in readings] == ["ba", "dc"]
    assert [len(each["q"]) for each in asked.asked] == [2, 1, 1]


@pytest.mark.parametrize(
    "answer",
    [{"translatedText": "Stadt"}, {"translatedText": [3]}, {"translatedText": None}, {}, [], "Stadt", None],
)
def test_an_answer_of_another_form_is_an_error(engine: Make, script: Play, answer: Any) -> None:
    script("/translate", lambda _: answer)

    with pytest.raises(TranslationError, match="is it LibreTranslate"):
        engine().translate(["Stadt"])


@pytest.mark.parametrize("others", [["flach"], [[1]], [[], []], {"a": 1}])
def test_alternatives_of_another_form_are_an_error(engine: Make, script: Play, others: Any) -> None:
    script("/translate", lambda _: {"translatedText": ["x"], "alternatives": others})

    with pytest.raises(TranslationError, match="alternatives"):
        engine().translate(["Stadt"], Decoding(hypotheses=2))


def test_wishes_go_unheard_and_do_no_harm(engine: Make, script: Play) -> None:
    script("/translate", upside_down)

    (reading,) = engine(Language.EN).translate(["Stadt"], wishes={"Stadt": [Wish(0, 5, "city")]})

    assert reading.text == "tdatS"


def test_the_name_tells_the_kind_and_what_the_operator_calls_it(connect: Connect) -> None:
    usual = connect(name="libretranslate")

    assert LibreTranslateEngine(usual, Language.DE, Language.EN).name == "libretranslate"
    assert LibreTranslateEngine(connect(), Language.DE, Language.EN).name == "libretranslate probe"


# What its formatter damages


@pytest.mark.parametrize(
    ("source", "came", "meant"),
    [
        ("Die Stadt baut.", "该市正在建设.", "该市正在建设。"),
        ("Kommt er?", "他来吗？?", "他来吗？"),
        ("Er baut!", "他在建！!", "他在建！"),
        ("Er baut!", "他在建!", "他在建！"),
        ("Und dann?", "然后?", "然后？"),
        ("Erstens das;", "首先；;", "首先；"),
        ("Zum einen,", "一方面,", "一方面，"),
        ("Wir warten ...", "我们等待…….", "我们等待……"),
        ("Er sagte: „Ja“.", "他说：“是”.", "他说：“是”。"),
        ("Er sagte: „Ja.“.", "他说：“是。”.", "他说：“是。”"),
        ("Es berät die PKS GmbH.", "提供咨询的是PKS GmbH.", "提供咨询的是PKS GmbH。"),
        ("Es sind 4,5 Prozent.", "占4.5%.", "占4.5%。"),
        ("Neues Zentrum", "新中心", "新中心"),
        ("Neues Zentrum", "新中心.", "新中心."),
        ("PKS GmbH.", "PKS GmbH.", "PKS GmbH."),
        ("Die Stadt baut.", "该市正在建设。", "该市正在建设。"),
        ("Die Stadt baut.", "", ""),
    ],
)
def test_the_end_of_a_chinese_sentence_is_as_it_was_meant(source: str, came: str, meant: str) -> None:
    assert undamaged(came, source, Language.ZH) == meant


def test_the_end_of_an_english_sentence_stays() -> None:
    assert undamaged("The city builds.", "Die Stadt baut.", Language.EN) == "The city builds."


@pytest.mark.parametrize(
    ("source", "came", "meant"),
    [
        ("Das Zeichen &lt;script&gt; ist", "The sign <script> is", "The sign &lt;script&gt; is"),
        ("Forschung &amp; Lehre", "Research & teaching", "Research &amp; teaching"),
        ("Forschung & Lehre", "Research & teaching", "Research & teaching"),
        ("&amp; steht für &", "& stands for &", "& stands for &"),
        ("&lt; bleibt", "&lt; stays", "&lt; stays"),
        ("&unbekannt; Wort", "&unbekannt; word", "&unbekannt; word"),
    ],
)
def test_entities_are_written_again_where_the_source_spells_them(source: str, came: str, meant: str) -> None:
    assert undamaged(came, source, Language.EN) == meant


def test_an_entity_that_the_server_un_escaped_reaches_us_escaped(engine: Make, script: Play) -> None:
    from html import unescape

    script("/translate", lambda asked: {"translatedText": [unescape(text) for text in asked["q"]]})

    (reading,) = engine(Language.EN).translate(["Schreiben Sie &lt;script&gt; nie."])

    assert reading.text == "Schreiben Sie &lt;script&gt; nie."
