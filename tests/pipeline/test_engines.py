"""An operator chooses engines: what the file may say, what it must not, and where text goes then."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from model.errors import BadConfiguration, TranslationError, UnsupportedPair
from model.languages import Language
from pipeline.engines import Engines
from pipeline.settings import Settings
from translators.fake import FakeEngine
from translators.packages import PackageStore
from translators.pivot import PivotEngine

ROOT = Path(__file__).parents[2]

DE, EN, ZH = Language.DE, Language.EN, Language.ZH

REMOTE = """
[engines.qwen]
kind = "openai"
url = "http://127.0.0.1:11434/v1"
model = "qwen2.5:7b"

[engines.office]
kind = "libretranslate"
url = "https://translate.example/"
key_env = "OFFICE_KEY"

[engines.deepl]
kind = "deepl"
key_env = "DEEPL_KEY"
"""

Make = Callable[..., Engines]


@pytest.fixture
def engines(tmp_path: Path) -> Make:
    """Open the engines of a home whose `config/engines.toml` holds `text`."""

    def make(text: str = "", environ: dict[str, str] | None = None, **settings: Any) -> Engines:
        (tmp_path / "config").mkdir(exist_ok=True)
        (tmp_path / "config" / "engines.toml").write_text(text, encoding="utf-8")
        given = Settings(home=tmp_path, **settings)
        packages = PackageStore(given.packages_path, given.embedded_path)
        return Engines(given, packages, {"DEEPL_KEY": "k-1:fx", "OFFICE_KEY": "k-2"} if environ is None else environ)

    return make


def way(engines: Engines, target: Language) -> list[str]:
    return [f"{leg.source.short}-{leg.target.short} {leg.engine}" for leg in engines.legs(DE, target)]


# What the file says


def test_without_a_file_argos_packages_translate_everything_and_nothing_leaves(tmp_path: Path) -> None:
    settings = Settings(home=tmp_path)
    engines = Engines(settings, PackageStore(settings.packages_path, settings.embedded_path), {})

    legs = [leg for target in (EN, ZH) for leg in engines.legs(DE, target)]

    assert [leg.engine for leg in legs] == ["argos", "argos"]
    assert [leg.server for leg in legs] == [None, None]


def test_the_file_that_comes_with_newsbridge_sends_nothing_anywhere() -> None:
    settings = Settings(home=ROOT)
    engines = Engines(settings, PackageStore(settings.packages_path, settings.embedded_path), {})

    assert all(leg.server is None for target in (EN, ZH) for leg in engines.legs(DE, target))


def test_the_examples_in_that_file_are_right_when_they_are_uncommented(engines: Make) -> None:
    lines = (ROOT / "config" / "engines.toml").read_text(encoding="utf-8").splitlines()
    tables = [line.removeprefix("# ") for line in lines if line.startswith(("[", "# [")) or " = " in line]

    opened = engines("\n".join(tables))

    assert [opened.named(name, DE, EN).name for name in ("qwen", "libretranslate", "deepl")] == [
        "llm qwen2.5:7b",
        "libretranslate",
        "deepl",
    ]


def test_each_pair_has_the_engine_that_is_named_for_it(engines: Make) -> None:
    opened = engines(REMOTE + '[pairs]\nde-en = "deepl"\nde-zh = "qwen"\n')

    assert way(opened, EN) == ["de-en deepl"]
    assert way(opened, ZH) == ["de-zh qwen"]
    assert opened.engine(DE, EN).name == "deepl"
    assert opened.engine(DE, ZH).name == "llm qwen2.5:7b"


def test_a_pair_may_go_via_english_through_the_engines_of_both_halves(engines: Make) -> None:
    opened = engines(REMOTE + '[pairs]\nde-en = "deepl"\nde-zh = { via = "en" }\nen-zh = "qwen"\n')

    engine = opened.engine(DE, ZH)

    assert way(opened, ZH) == ["de-en deepl", "en-zh qwen"]
    assert isinstance(engine, PivotEngine)
    assert engine.name == "deepl + llm qwen2.5:7b"
    assert engine.target is ZH


def test_the_variable_wins_over_the_file_for_all_pairs(engines: Make) -> None:
    text = REMOTE + '[pairs]\nde-en = "deepl"\nde-zh = { via = "en" }\n'

    assert [way(engines(text, engine="fake"), target) for target in (EN, ZH)] == [["de-en fake"], ["de-zh fake"]]
    assert way(engines(text, engine="argos"), ZH) == ["de-zh argos"]
    assert way(engines(text, engine="qwen"), ZH) == ["de-zh qwen"]


def test_an_engine_is_opened_once_and_its_server_shared_by_the_languages(engines: Make, httpserver: HTTPServer) -> None:
    opened = engines(f'[engines.one]\nkind = "openai"\nurl = "{httpserver.url_for("/v1")}"\nmodel = "m"\n')
    into_english, into_chinese = opened.named("one", DE, EN), opened.named("one", DE, ZH)

    assert opened.named("one", DE, EN) is into_english
    assert vars(into_english)["_client"] is vars(into_chinese)["_client"]


def test_argos_says_which_package_is_missing(engines: Make, tmp_path: Path) -> None:
    with pytest.raises(UnsupportedPair, match="packages install de-zh"):
        engines(embedded=tmp_path / "none").engine(DE, ZH)


# Where text goes


def test_each_leg_tells_whether_text_leaves_the_machine(engines: Make) -> None:
    opened = engines(REMOTE + '[pairs]\nde-en = "office"\nde-zh = "qwen"\n')
    [office], [qwen] = opened.legs(DE, EN), opened.legs(DE, ZH)

    assert office.server is not None
    assert qwen.server is not None
    assert (office.server.host, office.server.is_local) == ("translate.example", False)
    assert (qwen.server.host, qwen.server.is_local) == ("127.0.0.1:11434", True)


@pytest.mark.parametrize(
    ("url", "local"),
    [
        ("http://localhost:5000", True),
        ("http://[::1]:5000", True),
        ("http://127.0.0.2", True),
        ("http://192.168.1.7:5000", False),
        ("http://localhost.example", False),
        ("http://127.evil.example", False),
    ],
)
def test_only_loopback_is_this_machine(engines: Make, url: str, local: bool) -> None:
    opened = engines(f'[engines.a]\nkind = "libretranslate"\nurl = "{url}"\n[pairs]\nde-en = "a"\n')

    [leg] = opened.legs(DE, EN)

    assert leg.server is not None
    assert leg.server.is_local is local


def test_a_deepl_key_finds_its_own_service(engines: Make) -> None:
    text = REMOTE + '[pairs]\nde-en = "deepl"\n'

    hosts = [engines(text, {"DEEPL_KEY": key}).legs(DE, EN)[0].server for key in ("k:fx", "k")]

    assert [server.host for server in hosts if server] == ["api-free.deepl.com", "api.deepl.com"]


# Mistakes


@pytest.mark.parametrize(
    ("text", "place", "reason"),
    [
        ('[pairs]\nde-fr = "argos"', "pairs, de-fr", "the pairs are de-en, de-zh and en-zh"),
        ('[pairs]\nde-zh = "qwen"', "pairs, de-zh", "no engine called 'qwen'; known are argos, fake"),
        ('[pairs]\nde-zh = { via = "fr" }', "pairs, de-zh", "{ via = "),
        ('[pairs]\nen-zh = { via = "en" }', "pairs, en-zh", "only de-zh can go via English"),
        ("pairs = 3", "pairs", "write a table"),
        ("engines = 3", "engines", "write a table"),
        ("[engines]\na = 3", "engines, a", "write a table"),
        ("[engins]", "engins", "unknown field"),
        ('[engines.a]\nurl = "http://x"', "engines, a", "kind is missing; it is argos, "),
        ('[engines.a]\nkind = "opnai"', "engines, a", "unknown kind; it is argos, "),
        ('[engines.a]\nkind = "openai"\nurl = "http://x"', "engines, a, model", "is missing"),
        (
            '[engines.a]\nkind = "openai"\nurl = "http://x"\nmodel = "m"\nextra = { day = 2026-01-01 }',
            "engines, a, extra, day",
            "JSON",
        ),
        ('[engines.a]\nkind = "libretranslate"', "engines, a, url", "is missing"),
        ('[engines.a]\nkind = "libretranslate"\nurl = "x"', "engines, a, url", "begins with http:// or https://"),
        ('[engines.a]\nkind = "libretranslate"\nurl = "https://u:p@x"', "engines, a, url", "key_env"),
        ('[engines.a]\nkind = "deepl"', "engines, a, key_env", "is missing"),
        ('[engines.a]\nkind = "deepl"\nkey_env = "K"\nretries = -1', "engines, a, retries", "greater than or equal"),
        ('[engines.argos]\nkind = "deepl"\nkey_env = "K"', "engines", "the name argos belongs to the kind argos"),
        ("[pairs", "engines.toml", "is not valid TOML"),
    ],
)
def test_every_mistake_is_named_with_its_place_and_way_out(engines: Make, text: str, place: str, reason: str) -> None:
    with pytest.raises(BadConfiguration) as caught:
        engines(text)
    assert f"{place}: " in str(caught.value)
    assert "engines.toml" in str(caught.value)
    assert reason in str(caught.value)


def test_a_key_written_into_the_file_is_refused_and_not_repeated(engines: Make) -> None:
    with pytest.raises(BadConfiguration) as caught:
        engines('[engines.a]\nkind = "deepl"\nkey_env = "K"\nkey = "geheim"\n')
    assert "engines, a, key: unknown field; docs/engines.md" in str(caught.value)
    assert "geheim" not in str(caught.value)


def test_a_variable_that_names_no_engine_says_so_at_once(engines: Make) -> None:
    with pytest.raises(BadConfiguration, match=r"NEWSBRIDGE_ENGINE: there is no engine called 'qwem'.*qwen"):
        engines(REMOTE, engine="qwem")


@pytest.mark.parametrize(
    ("environ", "reason"),
    [
        ({}, "key_env: set the variable DEEPL_KEY to the key"),
        ({"DEEPL_KEY": "  "}, "key_env: set the variable DEEPL_KEY to the key"),
        ({"DEEPL_KEY": "a\nb"}, "DEEPL_KEY: this is no key"),
        ({"DEEPL_KEY": "schlüssel"}, "DEEPL_KEY: this is no key"),
    ],
)
def test_a_key_that_is_missing_or_none_is_found_before_anything_is_sent(
    engines: Make, environ: dict[str, str], reason: str
) -> None:
    opened = engines(REMOTE + '[pairs]\nde-en = "deepl"\n', environ)

    with pytest.raises(BadConfiguration, match=reason):
        opened.legs(DE, EN)


def test_a_key_never_goes_over_plain_http_to_another_machine(engines: Make) -> None:
    text = '[engines.a]\nkind = "libretranslate"\nurl = "http://{host}"\nkey_env = "OFFICE_KEY"\n[pairs]\nde-en = "a"\n'

    assert engines(text.format(host="localhost:5000")).legs(DE, EN)
    with pytest.raises(BadConfiguration, match="the key would be sent in the open; write https://"):
        engines(text.format(host="translate.example")).legs(DE, EN)


def test_a_certificate_that_is_not_there_is_named(engines: Make) -> None:
    text = (
        '[engines.a]\nkind = "libretranslate"\nurl = "https://x"\ncertificate = "/nowhere.pem"\n[pairs]\nde-en = "a"\n'
    )

    with pytest.raises(BadConfiguration, match=r"certificate: there is no file /nowhere\.pem"):
        engines(text).legs(DE, EN)


# Through the whole newsroom


def answer(request: Request) -> Response:
    """A model that translates like the toy engine."""
    asked = json.loads(json.loads(request.data)["messages"][1]["content"])["sentences"]
    made = {number: FakeEngine(ZH).translate([text])[0].text for number, text in asked.items()}
    message = {"choices": [{"message": {"content": json.dumps(made)}, "finish_reason": "stop"}]}
    return Response(json.dumps(message), content_type="application/json")


def test_a_release_is_translated_by_the_chosen_server_and_its_entry_says_so(world: Any, httpserver: HTTPServer) -> None:
    from pipeline.newsroom import run

    httpserver.clear()
    httpserver.expect_request("/v1/chat/completions", method="POST").respond_with_handler(answer)
    world.portal.__post_init__()
    world.portal.put("/pm/1", "Neues Zentrum eröffnet")
    (world.home / "config" / "engines.toml").write_text(
        f'[pairs]\nde-en = "fake"\nde-zh = "qwen"\n[engines.qwen]\nkind = "openai"\nmodel = "qwen2.5:7b"\n'
        f'url = "{httpserver.url_for("/v1")}"\n',
        encoding="utf-8",
    )

    with world.newsroom(engine="") as newsroom:
        report = run(newsroom)

    assert report.problems == []
    assert [each.engine for each in report.translated] == ["fake", "llm qwen2.5:7b"]
    assert "翻译引擎：llm qwen2.5:7b" in world.feed("zh").entries[0].content[0].value
    sent = [request.get_data(as_text=True) for request, _ in httpserver.log if request.path.startswith("/v1")]
    assert sent
    assert not any("presse@musterstadt.example" in text or "25 79 72" in text for text in sent)


def test_a_server_that_fails_leaves_the_release_for_the_next_run_and_no_other_engine_steps_in(
    world: Any, httpserver: HTTPServer
) -> None:
    from pipeline.newsroom import run

    world.portal.put("/pm/1", "Neues Zentrum eröffnet")
    (world.home / "config" / "engines.toml").write_text(
        '[pairs]\nde-en = "fake"\nde-zh = "lt"\n[engines.lt]\nkind = "libretranslate"\n'
        f'url = "{httpserver.url_for("/lt")}"\n',
        encoding="utf-8",
    )

    with world.newsroom(engine="") as newsroom:
        first = run(newsroom)
    (world.home / "config" / "engines.toml").unlink()
    with world.newsroom(engine="fake") as newsroom:
        second = run(newsroom)

    assert [problem.reason.split(":")[0] for problem in first.problems] == ["engine lt at localhost"]
    assert "correct url in config/engines.toml (HTTP 404" in first.problems[0].reason
    assert [each.translations for each in second.translated] == [0, 1]


def test_a_failing_engine_is_a_translation_error(engines: Make) -> None:
    engine = engines('[engines.a]\nkind = "libretranslate"\nurl = "http://127.0.0.1:9"\nretries = 0\n').named(
        "a", DE, EN
    )

    with pytest.raises(TranslationError, match="engine a at 127"):
        engine.translate(["Stadt"])
