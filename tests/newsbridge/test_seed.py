"""The acceptance document: a real release, imported as its press office would, is complete in every feed."""

import re
import sys
from html import unescape
from pathlib import Path

import feedparser
import pytest

from newsbridge.__main__ import main

ROOT = Path(__file__).parents[2]
SEED = sorted((ROOT / ".." / "shared" / "seed").glob("*.txt"))

VERBATIM = [
    *("isa@pks-gmbh.net", "www.isa-portal.de", "+49 (30) 25 79 72 – 23", "+49 (30) 25 79 72 – 25"),
    *("Stefanie Behmer", "Reinhardtstraße 34", "10117 Berlin", "Drei gewinnt"),
]
FIGURES = ["2016", "2060", "14", "21", "27", "48"]
NAMES_ZH = [
    *("亚琛", "巴特洪堡", "博特罗普", "开姆尼茨", "富尔达", "哥廷根", "汉堡"),
    *("希尔德斯海姆", "因戈尔施塔特", "凯泽斯劳滕", "科隆", "路德维希港", "美因茨", "纽伦堡"),
    *("诺伊斯", "索林根", "伍珀塔尔", "多特蒙德", "迪伦", "佛山", "中德工业城市联盟"),
]
NAMES_EN = [
    *("Aachen", "Bad Homburg", "Bottrop", "Chemnitz", "Fulda", "Göttingen", "Hamburg", "Hildesheim", "Ingolstadt"),
    *("Kaiserslautern", "Cologne", "Ludwigshafen", "Mainz", "Nuremberg", "Neuss", "Rüsselsheim", "Raunheim"),
    *("Kelsterbach", "Solingen", "Wuppertal", "Dortmund", "Düren", "Lahr", "Freiburg", "Foshan"),
    *("Friedhelm Ost", "Qiang Rong", "PKS", "Sino-German Industrial City Alliance", "CO2"),
]

pytestmark = pytest.mark.skipif(not SEED, reason="no ../shared/seed beside this checkout")


def visible(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", " ", re.sub(r"</?sub>", "", html)))


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Import, translate with the embedded packages, publish; the visible text of the entry in each feed."""
    home = tmp_path_factory.mktemp("home")
    (home / "config").mkdir()
    for name in ("feeds.toml", "terms.tsv", "sources.toml"):
        (home / "config" / name).write_bytes((ROOT / "config" / name).read_bytes())
    with pytest.MonkeyPatch.context() as patch:
        for words in (["import", str(SEED[0])], ["translate"], ["publish"]):
            patch.setattr(sys, "argv", ["newsbridge", "--home", str(home), *words])
            with pytest.raises(SystemExit) as end:
                main()
            assert end.value.code in {0, None}
    found = {}
    for name in ("de", "en", "zh"):
        feed = feedparser.parse((home / "public" / "feeds" / f"{name}.xml").read_bytes())
        assert not feed.bozo
        [entry] = feed.entries
        found[name] = entry.title + "\n" + visible(entry.content[0].value)
    return found


@pytest.mark.parametrize("language", ["de", "en", "zh"])
@pytest.mark.parametrize("words", VERBATIM)
def test_addresses_and_numbers_are_character_for_character_the_same(
    texts: dict[str, str], language: str, words: str
) -> None:
    assert words in texts[language]


@pytest.mark.parametrize("language", ["de", "en", "zh"])
@pytest.mark.parametrize("figure", FIGURES)
def test_no_figure_is_lost(texts: dict[str, str], language: str, figure: str) -> None:
    assert re.search(rf"(?<!\d){figure}(?!\d)", texts[language])


@pytest.mark.parametrize("name", NAMES_EN)
def test_every_name_is_in_the_english(texts: dict[str, str], name: str) -> None:
    assert name in texts["en"]


@pytest.mark.parametrize("name", NAMES_ZH)
def test_every_name_is_in_the_chinese(texts: dict[str, str], name: str) -> None:
    assert name in texts["zh"]


def test_every_sentence_of_the_german_is_there(texts: dict[str, str]) -> None:
    """Compared by words: layout, Markdown signs and the order of page furniture may differ."""
    seed = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", SEED[0].read_text(encoding="utf-8"))
    words = re.findall(r"\w+", re.sub(r"</?sub>", "", seed))
    there = re.findall(r"\w+", texts["de"])

    assert [word for word in dict.fromkeys(words) if word not in set(there)] == []
