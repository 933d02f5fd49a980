"""Two engines on one release: side by side, with the same rules and checks, and nothing left behind."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from model.errors import BadConfiguration, SourceError, TranslationError
from model.languages import Language
from model.translation import Severity
from pipeline.collect import CollectOrder, collect
from pipeline.comparing import Comparison, compare
from translators.fake import FakeEngine

RELEASE = """\
# Neues Zentrum für Wasserstoff

Die Stadt Musterstadt eröffnet ein neues Zentrum. Das Vorhaben kostet 2,5 Mio. Euro.

Auskunft erteilt die Pressestelle.

presse@musterstadt.example
"""


def looping(request: Request) -> Response:
    """A LibreTranslate that translates like the toy, but loops where there is a 2."""
    texts = json.loads(request.data)["q"]
    readings = FakeEngine(Language.ZH).translate(texts)
    made = ["建设" * 20 + "。" if "2" in text else reading.text for text, reading in zip(texts, readings, strict=True)]
    return Response(json.dumps({"translatedText": made}), content_type="application/json")


@pytest.fixture
def desk(world: Any, httpserver: HTTPServer) -> Any:
    """A world with a second engine, `office`, that does not always get to an end."""
    httpserver.clear()
    httpserver.expect_request("/lt/languages").respond_with_json(
        [{"code": "de", "targets": ["en", "zh"]}, {"code": "zh", "targets": []}]
    )
    httpserver.expect_request("/lt/translate").respond_with_handler(looping)
    world.portal.__post_init__()
    (world.home / "config" / "engines.toml").write_text(
        f'[engines.office]\nkind = "libretranslate"\nurl = "{httpserver.url_for("/lt")}"\n', encoding="utf-8"
    )
    (world.home / "meldung.md").write_text(RELEASE, encoding="utf-8")
    return world


@pytest.fixture
def comparison(desk: Any) -> Comparison:
    with desk.newsroom() as newsroom:
        return compare(newsroom, str(desk.home / "meldung.md"), Language.ZH, ["fake", "office"])


def test_every_sentence_stands_beside_what_each_engine_made_of_it(comparison: Comparison) -> None:
    assert comparison.title == "Neues Zentrum für Wasserstoff"
    assert [each.source for each in comparison.segments] == [
        "Neues Zentrum für Wasserstoff",
        "Die Stadt Musterstadt eröffnet ein neues Zentrum.",
        "Das Vorhaben kostet 2,5 Mio. Euro.",
        "Auskunft erteilt die Pressestelle.",
        "presse@musterstadt.example",
    ]
    assert [each.differs for each in comparison.segments] == [False, False, True, False, False]
    assert all(len(each.targets) == 2 for each in comparison.segments)


def test_the_checks_look_at_both(comparison: Comparison) -> None:
    good, wrong = comparison.segments[2].targets

    assert "repetition" not in {finding.check for finding in good.findings}
    assert "repetition" in {finding.check for finding in wrong.findings}
    assert wrong.risk > good.risk


def test_the_summary_counts_findings_seconds_and_doubts(comparison: Comparison) -> None:
    fake, office = comparison.engines

    assert [(each.choice, each.name) for each in comparison.engines] == [
        ("fake", "fake"),
        ("office", "libretranslate office"),
    ]
    for number, engine in enumerate((fake, office)):
        findings = [finding for each in comparison.segments for finding in each.targets[number].findings]
        assert sum(engine.findings.values()) == len(findings)
        assert set(engine.findings) == set(Severity)
        assert engine.seconds > 0


def test_agreement_is_100_for_the_same_text_and_less_where_they_differ(comparison: Comparison, desk: Any) -> None:
    pytest.importorskip("sacrebleu")
    (desk.home / "gleich.md").write_text(RELEASE.replace("2,5 Mio.", "7 Mio."), encoding="utf-8")

    with desk.newsroom() as newsroom:
        same = compare(newsroom, str(desk.home / "gleich.md"), Language.ZH, ["fake", "office"])

    assert [(each.first, each.second) for each in comparison.agreements] == [("fake", "office")]
    assert 0 < comparison.agreements[0].chrf < 100
    assert same.agreements[0].chrf == pytest.approx(100)


def test_without_sacrebleu_there_is_no_agreement_and_no_error(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "sacrebleu", None)

    with desk.newsroom() as newsroom:
        comparison = compare(newsroom, str(desk.home / "meldung.md"), Language.ZH, ["fake", "office"])

    assert comparison.agreements == ()


def test_a_file_is_compared_without_even_a_store(comparison: Comparison, desk: Any) -> None:
    assert not (desk.home / "var").exists()


def test_a_stored_release_is_compared_and_nothing_is_stored_of_it(desk: Any) -> None:
    desk.portal.put("/pm/1", "Neues Zentrum eröffnet")
    with desk.newsroom() as newsroom:
        collect(newsroom, CollectOrder())
        before = newsroom.store.counts()

        comparison = compare(newsroom, "1", Language.EN, ["fake", "office"])

        assert newsroom.store.counts() == before
    assert comparison.title == "Neues Zentrum eröffnet"
    assert any("2,5 Mio." in each.source for each in comparison.segments)


@pytest.mark.parametrize(
    ("what", "choices", "error", "words"),
    [
        ("meldung.md", ["fake"], BadConfiguration, "name two engines or more"),
        ("meldung.md", ["fake", "fake"], BadConfiguration, "each once"),
        ("meldung.md", [], BadConfiguration, "name two engines or more"),
        ("meldung.md", ["fake", "qwen"], BadConfiguration, "no engine called 'qwen'; known are argos, fake, office"),
        ("99", ["fake", "office"], BadConfiguration, "release 99: there is none with this number"),
        ("fehlt.md", ["fake", "office"], SourceError, "fehlt.md"),
    ],
)
def test_mistakes_are_named(desk: Any, what: str, choices: list[str], error: type[Exception], words: str) -> None:
    given = what if what.isdecimal() else str(Path(desk.home) / what)

    with desk.newsroom() as newsroom, pytest.raises(error, match=words):
        compare(newsroom, given, Language.ZH, choices)


def test_an_engine_that_fails_ends_the_comparison(desk: Any, httpserver: HTTPServer) -> None:
    httpserver.clear()

    with desk.newsroom() as newsroom, pytest.raises(TranslationError, match="engine office at"):
        compare(newsroom, str(desk.home / "meldung.md"), Language.ZH, ["fake", "office"])


def test_the_json_holds_what_the_table_shows(comparison: Comparison) -> None:
    data = json.loads(json.dumps(comparison.to_json()))

    assert [each["engine"] for each in data["engines"]] == ["fake", "office"]
    assert data["language"] == "zh-Hans"
    assert [each["differs"] for each in data["segments"]] == [False, False, True, False, False]
    assert {"text", "via", "risk", "findings"} == set(data["segments"][2]["targets"][1])
    assert "repetition" in {finding["check"] for finding in data["segments"][2]["targets"][1]["findings"]}
