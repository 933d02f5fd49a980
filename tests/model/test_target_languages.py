import pytest

from model.errors import UnknownLanguage
from model.languages import Language, target_languages


def test_without_a_name_all_languages_are_meant() -> None:
    assert target_languages(None) == [Language.EN, Language.ZH]
    assert target_languages(["zh-CN"]) == [Language.ZH]


@pytest.mark.parametrize("tag", ["de", "fr"])
def test_what_we_do_not_translate_into_is_refused(tag: str) -> None:
    with pytest.raises(UnknownLanguage, match=tag):
        target_languages([tag])
