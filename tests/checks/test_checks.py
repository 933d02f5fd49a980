import time
from pathlib import Path

import pytest

import checks
from model.languages import Language
from model.richtext import Mark, MarkKind, RichText
from model.termbase import Termbase
from model.terms import Term
from model.translation import Severity

EN, ZH = Language.EN, Language.ZH
TERMS = Termbase(
    [
        Term("Köln", EN, "Cologne", kind="place"),
        Term("Köln", ZH, "科隆", kind="place"),
        Term("Oberbürgermeisterin", EN, "Mayor", kind="title"),
        Term("Oberbürgermeisterin", ZH, "市长", forbidden=("大市长",), kind="title"),
    ]
)
GERMAN = (
    "Die Oberbürgermeisterin von Köln, Anna Schmidt, hat am 24. März 2021 rund 2,5 Mio. Euro für 48 Städte zugesagt."
)
ENGLISH = "On 24 March 2021, the Mayor of Cologne, Anna Schmidt, pledged around €2.5 million for 48 cities."
CHINESE = "2021年3月24日，科隆市长Anna Schmidt承诺为48座城市提供约250万欧元。"


def found(source: str, target: str, language: Language) -> dict[str, Severity]:
    """The gravest severity of each check that reports something."""
    findings = checks.run(RichText(source), RichText(target), language, TERMS)
    return {finding.check: finding.severity for finding in reversed(findings)}


@pytest.mark.parametrize(("target", "language"), [(ENGLISH, EN), (CHINESE, ZH)])
def test_a_good_translation_has_no_findings(target: str, language: Language) -> None:
    assert found(GERMAN, target, language) == {}


@pytest.mark.parametrize(
    ("source", "target", "language", "check", "severity"),
    [
        (GERMAN, "", EN, "empty", Severity.BLOCKING),
        (GERMAN, "。", ZH, "empty", Severity.BLOCKING),
        (GERMAN, "[in the German: 48]", EN, "empty", Severity.BLOCKING),
        (GERMAN, GERMAN, EN, "copied", Severity.BLOCKING),
        (GERMAN, GERMAN.replace("hat", "has"), EN, "copied", Severity.BLOCKING),
        (GERMAN, ENGLISH, ZH, "script", Severity.BLOCKING),
        (GERMAN, CHINESE, EN, "script", Severity.BLOCKING),
        (GERMAN, ENGLISH.replace("cities", "городов"), EN, "script", Severity.ERROR),
        (GERMAN, "the city of the city of the city of the city of", EN, "repetition", Severity.BLOCKING),
        (GERMAN, f"{ENGLISH} and so on and so on and so on.", EN, "repetition", Severity.ERROR),
        (GERMAN, "雅典雅典雅典雅典雅典", ZH, "repetition", Severity.BLOCKING),
        (GERMAN, f"{CHINESE}城市的城市的城市的。", ZH, "repetition", Severity.ERROR),
        (GERMAN, "Yes.", EN, "length", Severity.ERROR),
        (GERMAN, "是。", ZH, "length", Severity.ERROR),
        (GERMAN, f"{ENGLISH} {'And then something else was said as well. ' * 6}", EN, "length", Severity.ERROR),
        (GERMAN, ENGLISH.replace("for 48", "für die vielen 48"), EN, "residue", Severity.WARNING),
        (GERMAN, "Die the und City für 48 mit", EN, "residue", Severity.ERROR),
        (GERMAN, CHINESE.replace("承诺", "承诺zugesagt"), ZH, "residue", Severity.WARNING),
        (GERMAN, ENGLISH.replace("48", "84"), EN, "numbers", Severity.ERROR),
        (GERMAN, CHINESE.replace("250万", "25万"), ZH, "numbers", Severity.ERROR),
        (GERMAN, ENGLISH.replace("2021", "2012"), EN, "numbers", Severity.ERROR),
        ("Es kamen vier Städte.", "Some cities came.", EN, "numbers", Severity.WARNING),
        (GERMAN, ENGLISH.replace("Anna Schmidt", "Anne Smith"), EN, "names", Severity.ERROR),
        (GERMAN, CHINESE.replace("科隆", "某市"), ZH, "names", Severity.ERROR),
        ("Die BMX tagt.", "It meets.", EN, "names", Severity.WARNING),
        (GERMAN, CHINESE.replace("市长", "大市长"), ZH, "terms", Severity.WARNING),
        (GERMAN, ENGLISH.replace("Mayor", "head"), EN, "terms", Severity.NOTE),
        ("Mail an a@b.example.", "Mail to a@c.example.", EN, "addresses", Severity.ERROR),
        ("Tel. 0211 12345-0 ruft.", "Tel. 0211 123450 calls.", EN, "addresses", Severity.ERROR),
        (GERMAN, ENGLISH.replace("Cologne", "Cologne (the city"), EN, "punctuation", Severity.NOTE),
        (GERMAN, ENGLISH.rstrip("."), EN, "punctuation", Severity.NOTE),
        (GERMAN, CHINESE.replace("，", ","), ZH, "punctuation", Severity.NOTE),
        (GERMAN, ENGLISH.replace(" for 48 cities", "") + " [in the German: 48]", EN, "note", Severity.WARNING),
    ],
)
def test_each_fault_is_reported_by_its_check(
    source: str, target: str, language: Language, check: str, severity: Severity
) -> None:
    assert found(source, target, language).get(check) == severity


def test_a_weak_but_honest_translation_is_not_blocked() -> None:
    weak = "Mayor says money. [in the German: Köln; Anna Schmidt; 24 March 2021; €2.5 million; 48]"

    assert max(found(GERMAN, weak, EN).values()) < Severity.BLOCKING


def test_what_the_note_says_counts_as_said() -> None:
    noted = ENGLISH.replace(" for 48 cities", "") + " [in the German: 48]"

    assert "numbers" not in found(GERMAN, noted, EN)


def test_names_addresses_and_units_may_be_the_same_in_every_language() -> None:
    for line in ("Reinhardtstraße 34, 10117 Berlin", "Anna Schmidt, Köln", "isa@example.org", "BMWK", "1.234 t CO2"):
        severities = found(line, line.replace("Köln", "科隆").replace("1.234", "1234"), ZH).values()
        assert max(severities, default=Severity.NOTE) < Severity.BLOCKING


def test_a_lost_link_is_named() -> None:
    source = RichText("Mehr bei der ISA.", (Mark(13, 16, MarkKind.LINK, "https://isa.example/"),))

    findings = checks.run(source, RichText("更多信息请见ISA。"), ZH)

    assert [(finding.check, finding.severity) for finding in findings] == [("links", Severity.ERROR)]
    assert "https://isa.example/" in findings[0].message


def test_a_span_points_at_the_words_concerned() -> None:
    (finding,) = [
        finding
        for finding in checks.run(RichText("Es sind 48."), RichText("There are 48 or 99."), EN)
        if finding.check == "numbers"
    ]

    assert finding.span is not None
    assert "There are 48 or 99."[slice(*finding.span)] == "99"


def test_the_gravest_comes_first() -> None:
    severities = [finding.severity for finding in checks.run(RichText(GERMAN), RichText("Die und die der"), EN, TERMS)]

    assert severities == sorted(severities, reverse=True)
    assert len(severities) > 2


@pytest.mark.parametrize("check", checks.CHECKS, ids=lambda check: check.__name__)
def test_each_check_is_documented_and_reports_under_its_own_name(check: checks.Check) -> None:
    title, _, rest = (check.__doc__ or "").partition("\n\n")

    assert title.endswith(".")
    assert rest.strip()
    module = Path(checks.__file__).parent / f"{check.__name__}.py"
    assert f'Finding("{check.__name__}"' in module.read_text(encoding="utf-8")


def test_ten_thousand_pairs_take_seconds_not_minutes() -> None:
    started = time.process_time()
    for _ in range(500):
        checks.run(RichText(GERMAN), RichText(CHINESE), ZH, TERMS)

    assert time.process_time() - started < 500 * 0.005
