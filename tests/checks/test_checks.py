import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

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
        (GERMAN, ENGLISH.replace("2021", "2012"), EN, "dates", Severity.ERROR),
        ("Beginn ist um 19.30 Uhr.", "It begins at 7:30 a.m.", EN, "dates", Severity.ERROR),
        ("Beginn ist um halb acht.", "It begins at half past eight.", EN, "dates", Severity.WARNING),
        ("Ein Drittel der Firmen zögert.", "Some of the companies hesitate.", EN, "numbers", Severity.WARNING),
        ("Die dritte Firma zögert.", "The company hesitates.", EN, "numbers", Severity.NOTE),
        ("Es kamen vier Städte.", "Some cities came.", EN, "numbers", Severity.WARNING),
        (GERMAN, ENGLISH.replace("Anna Schmidt", "Anne Smith"), EN, "names", Severity.ERROR),
        (GERMAN, CHINESE.replace("科隆", "某市"), ZH, "names", Severity.ERROR),
        ("Die BMX tagt.", "It meets.", EN, "names", Severity.WARNING),
        (GERMAN, CHINESE.replace("市长", "大市长"), ZH, "terms", Severity.WARNING),
        (GERMAN, ENGLISH.replace("Mayor", "head"), EN, "terms", Severity.WARNING),
        ("Mail an a@b.example.", "Mail to a@c.example.", EN, "addresses", Severity.ERROR),
        ("Tel. 0211 12345-0 ruft.", "Tel. 0211 123450 calls.", EN, "addresses", Severity.ERROR),
        (GERMAN, ENGLISH.replace("Cologne", "Cologne (the city"), EN, "brackets", Severity.WARNING),
        ("„Wir kommen“, sagte er.", "We are coming, he said.", EN, "brackets", Severity.WARNING),
        (GERMAN, CHINESE.replace("座城市", "座城市）"), ZH, "brackets", Severity.WARNING),
        (GERMAN, ENGLISH.rstrip("."), EN, "punctuation", Severity.NOTE),
        (GERMAN, CHINESE.replace("，", ","), ZH, "punctuation", Severity.WARNING),
        (GERMAN, CHINESE.replace("48", "４８"), ZH, "punctuation", Severity.WARNING),
        (GERMAN, ENGLISH.replace(",", "，"), EN, "punctuation", Severity.WARNING),
        (GERMAN, CHINESE.replace("城市", "城 市"), ZH, "spacing", Severity.WARNING),
        (GERMAN, CHINESE.replace("，", "， "), ZH, "spacing", Severity.WARNING),
        (GERMAN, ENGLISH.replace(", Anna", " , Anna"), EN, "spacing", Severity.WARNING),
        (GERMAN, CHINESE.replace("欧元", "歐元"), ZH, "traditional", Severity.WARNING),
        (GERMAN, CHINESE.replace("250万", "250万万"), ZH, "numerals", Severity.ERROR),
        (GERMAN, CHINESE.replace("24日", "24"), ZH, "numerals", Severity.WARNING),
        (GERMAN, ENGLISH.replace("cities", "城市"), EN, "script", Severity.ERROR),
        (GERMAN, ENGLISH.replace("for 48", "for for 48"), EN, "repetition", Severity.WARNING),
        (GERMAN, CHINESE.replace("城市", "城市城市"), ZH, "repetition", Severity.WARNING),
        ("Es gibt keinen Bus.", "There is a bus.", EN, "negation", Severity.WARNING),
        ("Es gibt keinen Bus.", "有公交车。", ZH, "negation", Severity.WARNING),
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
def test_each_check_is_documented_in_one_sentence_and_more(check: checks.Check) -> None:
    title, _, rest = (check.__doc__ or "").partition("\n\n")

    assert title.endswith(".")
    assert rest.strip()


def test_ten_thousand_pairs_take_seconds_not_minutes() -> None:
    started = time.process_time()
    for _ in range(500):
        checks.run(RichText(GERMAN), RichText(CHINESE), ZH, TERMS)

    assert time.process_time() - started < 500 * 0.005


@pytest.mark.parametrize(
    ("source", "target", "language"),
    [
        ("Die Stadt gewährt 20 Prozent Nachlass.", "市政府给予八折优惠。", ZH),
        ("Rund 50 Prozent der Firmen zögern.", "About half of the companies hesitate.", EN),
        ("„Wir sind“, sagte er,", "“We are,” he said,", EN),
        ("Die Hälfte der Kosten trägt das Land.", "州政府承担一半费用。", ZH),
        ("Nicht nur Firmen kommen.", "Companies and others are coming.", EN),
        ("Drei von vier Betrieben suchen Personal.", "四分之三的企业正在招聘员工。", ZH),
        ("Die IHK lädt ein.", "The chamber of commerce invites you.", EN),
        ("Anna Schmidt sprach mit Peter Meier.", "Anna Schmidt spoke with Meier.", EN),
        ("Das Kloster liegt am Rhein.", "修道院坐落在莱茵河畔。", ZH),
    ],
)
def test_what_good_translations_do_is_no_fault(source: str, target: str, language: Language) -> None:
    above_a_note = {check for check, severity in found(source, target, language).items() if severity > Severity.NOTE}

    assert above_a_note == set()


LONG = (
    "Die Stadt baut am Hafen eine neue Schule, weil die Zahl der Kinder in den vergangenen Jahren stark gestiegen ist, "
    "und saniert zugleich das alte Rathaus."
)


@pytest.mark.parametrize(
    ("target", "language", "lost"),
    [
        ("The city is building a new school at the port and is renovating the old town hall.", EN, "Kinder"),
        ("该市在港口新建一所学校，并同时翻修旧市政厅。", ZH, "Kinder"),
        (
            "The city is building a new school at the port because the number of children has risen sharply lately.",
            EN,
            "Rathaus",
        ),
    ],
)
def test_a_dropped_clause_is_reported_with_its_place(target: str, language: Language, lost: str) -> None:
    (finding,) = [
        finding for finding in checks.run(RichText(LONG), RichText(target), language) if finding.check == "omission"
    ]

    assert finding.source_span is not None
    assert lost in LONG[slice(*finding.source_span)]


def test_a_clause_that_nobody_said_is_reported_with_its_place() -> None:
    target = (
        "The city is building a new school at the port, as the federal minister for the environment announced "
        "in Berlin together with the president of the chamber of commerce."
    )

    findings = checks.run(RichText("Die Stadt baut am Hafen eine neue Schule."), RichText(target), EN)

    (span,) = [finding.span for finding in findings if finding.check == "addition"]
    assert span is not None
    assert "minister" in target[slice(*span)]


@pytest.mark.parametrize(
    ("target", "language", "word"),
    [
        ("The Haushalt of the city grows.", EN, "Haushalt"),
        ("该市的Haushalt正在增长。", ZH, "Haushalt"),
    ],
)
def test_a_german_word_left_is_named(target: str, language: Language, word: str) -> None:
    findings = checks.run(RichText("Der Haushalt der Stadt wächst."), RichText(target), language)

    assert [finding.fields["words"] for finding in findings if finding.check == "residue"] == [word]


def test_a_company_that_keeps_its_german_name_is_not_left_untranslated() -> None:
    source = "Die Bergmann Werke GmbH und die Robert Bosch Stiftung bauen um."
    target = "Bergmann Werke GmbH and Robert Bosch Stiftung are rebuilding."

    assert "residue" not in found(source, target, EN)


def test_a_link_on_a_full_stop_is_reported() -> None:
    source = RichText("Mehr bei der ISA.", (Mark(13, 16, MarkKind.LINK, "https://isa.example/"),))
    target = RichText("More at ISA.", (Mark(11, 12, MarkKind.LINK, "https://isa.example/"),))

    assert [(finding.check, finding.span) for finding in checks.run(source, target, EN)] == [("links", (11, 12))]


def test_a_missing_figure_points_at_the_german() -> None:
    source = "Es kamen 48 Städte."

    (finding,) = checks.run(RichText(source), RichText("The cities came."), EN)

    assert finding.source_span is not None
    assert source[slice(*finding.source_span)] == "48"


texts = st.text(alphabet=st.characters(codec="utf-8"), max_size=60)


@given(texts, texts, st.sampled_from([EN, ZH]))
def test_no_text_breaks_a_check_and_each_span_lies_in_its_text(source: str, target: str, language: Language) -> None:
    for finding in checks.run(RichText(source), RichText(target), language, TERMS):
        for span, text in ((finding.span, target), (finding.source_span, source)):
            assert span is None or 0 <= span[0] <= span[1] <= len(text)
