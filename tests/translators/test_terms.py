from pathlib import Path

import pytest

from model.errors import BadConfiguration
from model.languages import Language
from translators.terms import load_terms

HEADER = "de\ten\tzh\tzh_also\tkind\tbasis\n"


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "terms.tsv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_line_gives_one_term_in_each_language(tmp_path: Path) -> None:
    path = written(tmp_path, f"{HEADER}# cities\nKöln\tCologne\t科隆\t科隆市; 古龙\tplace\tseen\n\n")

    english, chinese = load_terms(path)

    assert (english.language, english.preferred, english.acceptable) == (Language.EN, "Cologne", ())
    assert (chinese.language, chinese.preferred, chinese.acceptable) == (Language.ZH, "科隆", ("科隆市", "古龙"))


def test_a_name_to_be_kept_keeps_its_latin_form(tmp_path: Path) -> None:
    path = written(tmp_path, f"{HEADER}Qiang Rong\tQiang Rong\t\t\tperson\tkeep\n")

    assert [term.preferred for term in load_terms(path)] == ["Qiang Rong", "Qiang Rong"]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (f"{HEADER}Köln\tCologne\n", "line 2"),
        (f"{HEADER}Köln\tCologne\t\t\tplace\tseen\n", "zh"),
        (f"{HEADER}Köln\tCologne\t科隆\t\tplace\tseen\nKöln\tCologne\t科隆\t\tplace\tseen\n", "line 2 already"),
        ("de\ten\tkind\n", "zh"),
        ("de\ten\tzh\tkind\tfr\n", "fr"),
    ],
)
def test_a_broken_line_is_named(tmp_path: Path, text: str, named: str) -> None:
    with pytest.raises(BadConfiguration, match=named):
        load_terms(written(tmp_path, text))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration, match=r"terms\.tsv"):
        load_terms(tmp_path / "terms.tsv")


def test_the_termbase_that_ships_is_sound_and_never_prescribes_what_it_forbids() -> None:
    terms = load_terms(Path(__file__).parents[2] / "config" / "terms.tsv")

    assert len(terms) > 600
    assert not [term.source for term in terms if {term.preferred, *term.acceptable} & set(term.forbidden)]
