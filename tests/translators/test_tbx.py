from pathlib import Path

import pytest

from model.errors import BadConfiguration
from translators import tbx
from translators.tbx import read_tbx
from translators.tbxwriting import write_tbx
from translators.terms import NONE, read_table

ROOT = Path(__file__).parents[2]

OLD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE martif SYSTEM "TBXBasiccoreStructV02.dtd">
<martif type="TBX-Basic" xml:lang="de"><martifHeader/><text><body>
<termEntry id="c1">
 <descripGrp><descrip type="definition">Ein Gas.</descrip></descripGrp>
 <langSet xml:lang="de-DE"><tig><term>Wasserstoff</term></tig></langSet>
 <langSet xml:lang="en-GB">
  <ntig><termGrp>
   <term>hydrogen</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote>
  </termGrp></ntig>
 </langSet>
 <langSet xml:lang="zh-CN">
  <tig><term>氢</term><termNote type="administrativeStatus">admittedTerm-admn-sts</termNote></tig>
  <tig><term>氢能</term><termNote type="administrativeStatus">preferredTerm-admn-sts</termNote></tig>
  <tig><term>水素</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></tig>
 </langSet>
 <langSet xml:lang="zh-TW"><tig><term>氫能</term></tig></langSet>
 <langSet xml:lang="fr"><tig><term>hydrogène</term></tig></langSet>
</termEntry>
<termEntry id="c2"><langSet xml:lang="de"><tig><term>Nur deutsch</term></tig></langSet></termEntry>
</body></text></martif>
"""
TAGS = """<?xml version="1.0" encoding="UTF-8"?>
<tbx xmlns="urn:iso:std:iso:30042:ed-2" xmlns:min="http://www.tbxinfo.net/ns/min"
     xmlns:basic="http://www.tbxinfo.net/ns/basic" type="TBX-Basic" style="dct" xml:lang="de"><tbxHeader/><text><body>
<conceptEntry id="c1"><basic:definition>Ein Gas.</basic:definition><note>Nicht kürzen.</note>
 <langSec xml:lang="de"><termSec><term>Wasserstoff</term></termSec><termSec><term>H-Gas</term></termSec></langSec>
 <langSec xml:lang="zh-Hans">
  <termSec><term>氢能</term><min:administrativeStatus>preferredTerm-admn-sts</min:administrativeStatus></termSec>
  <termSec><term>水素</term><min:administrativeStatus>supersededTerm-admn-sts</min:administrativeStatus></termSec>
 </langSec>
</conceptEntry></body></text></tbx>
"""
BOMB = """<?xml version="1.0"?>
<!DOCTYPE martif [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<martif><text><body>&c;</body></text></martif>
"""


def written(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "terms.tbx"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def test_the_form_of_2008_is_read_with_status_and_definition(tmp_path: Path) -> None:
    book = read_tbx(written(tmp_path, OLD))

    assert book.rows == (
        {
            "de": "Wasserstoff",
            "en": "hydrogen",
            "zh": "氢能",
            "zh_also": "氢",
            "zh_forbidden": "水素",
            "note": "Ein Gas.",
        },
    )
    assert book.skipped == (("c2", "no German term with an English or Chinese one"),)


def test_the_form_of_2019_with_categories_as_elements_is_read_with_each_german_term(tmp_path: Path) -> None:
    rows = read_tbx(written(tmp_path, TAGS)).rows

    assert [row["de"] for row in rows] == ["Wasserstoff", "H-Gas"]
    assert rows[0] == {"de": "Wasserstoff", "zh": "氢能", "zh_forbidden": "水素", "note": "Ein Gas. — Nicht kürzen."}


def test_the_termbase_that_ships_comes_back_from_tbx_as_it_was(tmp_path: Path) -> None:
    table = read_table(ROOT / "config" / "terms.tsv")
    rows = [line.row for line in table.lines]

    book = read_tbx(written(tmp_path, write_tbx(rows, "newsbridge")))

    assert book.skipped == ()
    assert [dict(row) for row in book.rows] == [
        {name: cell for name, cell in row.items() if cell and cell != NONE} for row in rows
    ]


def test_a_line_with_all_columns_comes_back(tmp_path: Path) -> None:
    row = {
        "de": "Siemens & <Söhne>",
        "en": "Siemens",
        "zh": "西门子",
        "zh_also": "西家;西",
        "zh_forbidden": "西门字",
        "zh_first": "西门子（Siemens）",
        "zh_short": "西企",
        "en_short": "S",
        "kind": "organisation",
        "basis": "seen",
        "note": "siehe: Handbuch; S. 5",
    }

    assert dict(read_tbx(written(tmp_path, write_tbx([row], "x"))).rows[0]) == row


@pytest.mark.parametrize(
    ("content", "named"),
    [
        (BOMB, "entities"),
        ("<tbx><text>", r"line 1: is not well-formed"),
        ("<?xml version='1.0'?>\n<tbx>\n<a></b></tbx>", "line 3: is not well-formed"),
        ("<html/>", "<html>"),
        ("", "not well-formed"),
        ("<tbx>Grün</tbx>".encode("latin-1"), "not well-formed"),
        (b"\x00\x01\x02", "not well-formed"),
        ("<?xml version='1.0' encoding='klingon'?><tbx/>", "not well-formed"),
    ],
)
def test_a_hostile_or_broken_file_is_refused_with_its_place(tmp_path: Path, content: str | bytes, named: str) -> None:
    with pytest.raises(BadConfiguration, match=named):
        read_tbx(written(tmp_path, content))


def test_an_entity_from_outside_is_never_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim")
    attack = f'<!DOCTYPE martif [<!ENTITY x SYSTEM "{secret.as_uri()}">]><martif><text>&x;</text></martif>'

    with pytest.raises(BadConfiguration, match="entities"):
        read_tbx(written(tmp_path, attack))


def test_a_file_that_is_too_large_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tbx, "LARGEST", 10)

    with pytest.raises(BadConfiguration, match="divide it"):
        read_tbx(written(tmp_path, OLD))


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration, match="No such file"):
        read_tbx(tmp_path / "none.tbx")
