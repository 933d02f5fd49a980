from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.item import newest_items
from feeds.profiles import load_profiles
from feeds.spacing import spaced, spaced_text
from model.errors import BadConfiguration
from model.feed import FeedProfile, Spacing
from model.languages import Language
from model.richtext import Mark, MarkKind, RichText


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("联盟有21座城市", "联盟有 21 座城市"),
        ("由Anna Schmidt主持", "由 Anna Schmidt 主持"),
        ("增长4.5%，达到250万欧元", "增长 4.5%，达到 250 万欧元"),
        ("中德工业城市联盟（ISA）成立", "中德工业城市联盟（ISA）成立"),
        (
            "联系presse@isa.example或见https://isa.example/a-1?b=c",
            "联系 presse@isa.example 或见 https://isa.example/a-1?b=c",
        ),
        ("已 有 空格 2021 年", "已 有 空格 2021 年"),
        ("ISA", "ISA"),
        ("", ""),
    ],
)
def test_chinese_and_latin_stand_apart_and_nothing_else_changes(text: str, wanted: str) -> None:
    assert spaced(text) == wanted


@given(st.text(st.sampled_from("中国ab12 ，%.@"), max_size=30))
def test_spacing_twice_changes_nothing(text: str) -> None:
    assert spaced(spaced(text)) == spaced(text)


def test_marks_stay_on_their_words() -> None:
    text = RichText(
        "见ISA网站2021年", (Mark(1, 4, MarkKind.LINK, "https://isa.example/"), Mark(6, 11, MarkKind.STRONG))
    )

    result = spaced_text(text)

    assert result.text == "见 ISA 网站 2021 年"
    assert [result.text[mark.start : mark.end] for mark in result.marks] == ["ISA", "2021 年"]


def test_a_feed_has_the_spaces_that_its_profile_asks_for(
    story: Callable[..., Any], profile: Callable[..., FeedProfile]
) -> None:
    told = story().title(("48 Städte", "48 cities", "48座城市")).paragraph(("ISA tagt.", "ISA meets.", "ISA开会。"))
    entry = told.entry(Language.ZH)

    (plain,) = newest_items(profile(), [entry])
    (wide,) = newest_items(profile(spacing=Spacing.PANGU), [entry])

    assert (plain.title, wide.title) == ("48座城市", "48 座城市")
    assert "ISA开会。" in plain.content
    assert "ISA 开会。" in wide.content


def test_spacing_is_read_from_the_configuration_and_a_mistake_is_named(tmp_path: Path) -> None:
    path = tmp_path / "feeds.toml"
    text = (
        'authority = "a.example"\nsince = "2026"\n[[feed]]\nname = "zh"\nlanguage = "zh"\ntitle = "T"\n'
        'description = "D"\nsite = "https://a.example/"\nspacing = "pangu"\n'
    )
    path.write_text(text, encoding="utf-8")

    assert load_profiles(path)[0].spacing is Spacing.PANGU

    path.write_text(text.replace("pangu", "panga"), encoding="utf-8")
    with pytest.raises(BadConfiguration, match="`spacing`: there is no 'panga'; did you mean `pangu`"):
        load_profiles(path)
