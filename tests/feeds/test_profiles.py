"""The operator's file of feeds."""

from pathlib import Path

import pytest

from feeds.identity import Authority
from feeds.profiles import KEYS, load_authority, load_profiles
from model.errors import BadConfiguration
from model.feed import FeedProfile, Gate
from model.languages import Language

SHIPPED = Path(__file__).parents[2] / "config" / "feeds.toml"
GOOD = """
authority = "isa-portal.de"
since = "2026"
[[feed]]
name = "zh"
language = "zh"
title = "新闻"
description = "新闻稿"
site = "https://www.example/"
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "feeds.toml"


def test_the_file_that_ships_holds_the_three_feeds() -> None:
    profiles = load_profiles(SHIPPED)
    assert [(p.name, p.language, p.gate, p.size) for p in profiles] == [
        ("de", Language.DE, Gate.MACHINE, 50),
        ("en", Language.EN, Gate.MACHINE, 50),
        ("zh", Language.ZH, Gate.MACHINE, 50),
    ]
    assert "中德工业城市联盟" in profiles[2].title
    assert load_authority(SHIPPED) == Authority("isa-portal.de", "2026")


def test_what_is_left_out_has_its_default(file: Path) -> None:
    file.write_text(GOOD, encoding="utf-8")
    assert load_profiles(file) == [FeedProfile("zh", Language.ZH, "新闻", "新闻稿", site="https://www.example/")]


def test_every_field_is_read(file: Path) -> None:
    more = 'url = "https://a.example/zh.xml"\ngate = "reviewed"\nsources = ["a", "b"]\nsize = 7\n'
    file.write_text(GOOD + more, encoding="utf-8")
    (profile,) = load_profiles(file)
    assert profile.url == "https://a.example/zh.xml"
    assert (profile.gate, profile.sources, profile.size) == (Gate.REVIEWED, ("a", "b"), 7)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ("title =", "titel =", r"feed zh: there is no field `titel`; did you mean `title`\? known are name, language"),
        ("since =", "sinc =", r"there is no field `sinc`; did you mean `since`\?"),
        ('name = "zh"', "", "feed number 1: `name` is missing"),
        ('site = "https://www.example/"', "", "feed zh: `site` is missing: the address of the page"),
        ('name = "zh"', "name = 5", "feed number 1: `name` must be text in quotes, not 5"),
        ('name = "zh"', 'name = "../zh"', r"`name` becomes a file name; use lower-case letters.*not '../zh'"),
        ('name = "zh"', 'name = "ZH"', "`name` becomes a file name"),
        ('language = "zh"', 'language = "fr"', "feed zh: `language`: fr: no such language; known are de, en, zh-Hans"),
        (
            'language = "zh"',
            'language = "zh"\ngate = "review"',
            r"`gate`: there is no 'review'; did you mean `reviewed`",
        ),
        ('language = "zh"', 'language = "zh"\nsize = 0', "`size` must be a number, 1 or more, not 0"),
        ('language = "zh"', 'language = "zh"\nkeep = 0', "`keep` must be a number, 1 or more, not 0"),
        ('language = "zh"', 'language = "zh"\nsize = true', "`size` must be a number"),
        ('language = "zh"', 'language = "zh"\nsources = "all"', "`sources` must be a list of names from the catalogue"),
        ('language = "zh"', 'language = "zh"\nsources = []', "`sources` must be a list of names"),
        ("https://www.example/", "www.example", "`site` must be a whole address such as https://example.org/"),
        ("[[feed]]", '[topics]\nwasser = "Wasser"\n[[feed]]', r"topics: `wasser` must be a list of German words"),
        (
            'name = "zh"',
            'name = "zh"\ntopics = ["wasser"]',
            r"there is no 'wasser'; the table \[topics\] .* holds none",
        ),
        ('name = "zh"', 'name = "zh"\nkeywords = [""]', "`keywords` must be a list of German words"),
        ('name = "zh"', 'name = "zh"\ndelay = -1', "`delay` must be a number, 0 or more, not -1"),
        ('name = "zh"', 'name = "zh"\nembargo = "2"', "`embargo` must be a number, 0 or more, not '2'"),
        ('name = "zh"', 'name = "zh"\ntext = "short"', "`text`: there is no 'short'; known are full, teaser"),
        ('name = "zh"', 'name = "zh"\nimages = "copys"', "`images`: there is no 'copys'; did you mean `copy`"),
        ('name = "zh"', 'name = "zh"\nimages = "copy"', '`images = "copy"` needs `pages_url`'),
        ('language = "zh"', 'language = "en"\nscript = "traditional"', '`script = "traditional"` is for Chinese'),
        ('name = "zh"', 'name = "zh"\naccess = "token"', '`access = "token"` needs `url`, ending in /zh.xml'),
        (
            'name = "zh"',
            'name = "zh"\nurl = "https://a.example/zh.xml"\naccess = "token"\npages = true',
            '`access = "token"` and `pages = true` contradict',
        ),
        (
            'name = "zh"',
            'name = "zh"\nurl = "https://a.example/zh.xml"\naccess = "token"\nhub = "https://hub.example/"',
            '`access = "token"` and `hub` contradict',
        ),
        (
            'name = "zh"',
            'name = "zh"\nlabel_machine = "译文仅供参考"',
            "`label_machine` must hold »机器« or »人工智能«",
        ),
        (
            'name = "zh"',
            'name = "zh"\nlabel_machine = "机器翻译{engine}"',
            r"nothing can stand for {engine}; did you mean `engines`\? known are engines, publisher",
        ),
        ('name = "zh"', 'name = "zh"\nlabel_reviewed = "机器{"', "`label_reviewed`: a bracket has no partner"),
        ('name = "zh"', 'name = "zh"\nreport_url = "/report?{guid}"', "`report_url` must be a whole address"),
        ('name = "zh"', 'name = "zh"\nhub = "hub.example"', "`hub` must be a whole address"),
        ("[[feed]]", "[feed]", r"begin each feed with a line \[\[feed\]\]"),
        ("[[feed]]", "[[feed]", "is not TOML: "),
    ],
)
def test_a_mistake_is_named_with_its_place_and_the_way_out(file: Path, old: str, new: str, reason: str) -> None:
    file.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(BadConfiguration, match=reason) as caught:
        load_profiles(file)
    assert str(caught.value).startswith(str(file))
    assert "\n" not in str(caught.value)


def test_a_name_stands_once(file: Path) -> None:
    file.write_text(GOOD + GOOD[GOOD.index("[[feed]]") :], encoding="utf-8")
    with pytest.raises(BadConfiguration, match="feed zh: the name stands twice"):
        load_profiles(file)


def test_a_file_without_feeds_is_a_mistake(file: Path) -> None:
    file.write_text('authority = "isa-portal.de"\nsince = "2026"\n', encoding="utf-8")
    with pytest.raises(BadConfiguration, match="it holds no feed"):
        load_profiles(file)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [
        ('authority = "isa-portal.de"', "", "`authority` must be a domain of yours"),
        ("isa-portal.de", "https://isa-portal.de", "`authority` must be a domain of yours"),
        ('since = "2026"', "since = 2026", "`since` must be a date in quotes"),
        ('since = "2026"', 'since = "last year"', "`since` must be a date in quotes"),
    ],
)
def test_an_authority_that_makes_no_guid_is_refused(file: Path, old: str, new: str, reason: str) -> None:
    file.write_text(GOOD.replace(old, new), encoding="utf-8")
    with pytest.raises(BadConfiguration, match=reason):
        load_authority(file)


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadConfiguration, match=r"none\.toml: no such file"):
        load_profiles(tmp_path / "none.toml")
    with pytest.raises(BadConfiguration, match="cannot be read"):
        load_profiles(tmp_path)
    (tmp_path / "latin.toml").write_bytes("title = 'ä'".encode("latin-1"))
    with pytest.raises(BadConfiguration, match="is not UTF-8 at byte 9"):
        load_profiles(tmp_path / "latin.toml")


def test_topics_and_keywords_become_the_words_of_the_feed(file: Path) -> None:
    told = GOOD.replace("[[feed]]", '[topics]\nwasserstoff = ["Wasserstoff", "Elektrolyse"]\n[[feed]]')
    file.write_text(told + 'topics = ["wasserstoff"]\nkeywords = ["Hafen", "Elektrolyse"]\n', encoding="utf-8")
    (profile,) = load_profiles(file)
    assert profile.words == ("Wasserstoff", "Elektrolyse", "Hafen")


def test_every_key_is_explained_to_the_operator() -> None:
    page = (Path(__file__).parents[2] / "docs" / "feeds.md").read_text(encoding="utf-8")
    shipped = SHIPPED.read_text(encoding="utf-8")
    assert [key for key in KEYS if f"| `{key}` |" not in page] == []
    assert [key for key in KEYS if f"\n#   {key} " not in shipped] == []
