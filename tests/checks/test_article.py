import checks
from model.languages import Language
from model.mentions import Passage
from model.terms import Term
from model.translation import Severity

ZH = Language.ZH
TERMS = [
    Term("Siemens", ZH, "西门子", first="西门子（Siemens）", kind="organisation"),
    Term("Oberbürgermeister", ZH, "市长", acceptable=("大市长",), kind="title"),
]


def test_the_first_mention_has_the_original_in_brackets_and_later_ones_have_not() -> None:
    passages = [
        Passage("Siemens baut um", "西门子改建", headline=True),
        Passage("Siemens baut in Köln.", "西门子在科隆建厂。"),
        Passage("Siemens wächst.", "西门子（Siemens）正在增长。"),
    ]

    found = checks.run_article(passages, ZH, TERMS)

    assert {index: [(item.check, item.severity) for item in items] for index, items in found.items()} == {
        1: [("first_mention", Severity.WARNING)],
        2: [("first_mention", Severity.NOTE)],
    }
    assert found[1][0].span == (0, 3)
    assert found[1][0].fields["wanted"] == "西门子（Siemens）"


def test_an_article_as_the_termbase_wants_it_has_no_findings() -> None:
    passages = [
        Passage("Siemens baut um", "西门子改建", headline=True),
        Passage("Siemens baut in Köln.", "西门子（Siemens）在科隆建厂。"),
        Passage("Siemens wächst.", "西门子正在增长。"),
        Passage("Der Oberbürgermeister kam.", "市长来了。"),
        Passage("Der Oberbürgermeister ging.", "市长走了。"),
    ]

    assert checks.run_article(passages, ZH, TERMS) == {}


def test_two_forms_of_one_title_are_noted_where_the_second_stands() -> None:
    passages = [
        Passage("Der Oberbürgermeister kam.", "市长来了。"),
        Passage("Der Oberbürgermeister ging.", "大市长走了。"),
    ]

    ((index, (finding,)),) = checks.run_article(passages, ZH, TERMS).items()

    assert (index, finding.check, finding.severity) == (1, "consistency", Severity.NOTE)
    assert finding.span == (0, 3)
    assert finding.message == "»Oberbürgermeister« is 大市长 here and 市长 before."
