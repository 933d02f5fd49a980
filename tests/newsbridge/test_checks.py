import pytest
from typer.testing import CliRunner

from newsbridge.commands import app


def test_the_checks_are_listed_with_what_they_do() -> None:
    result = CliRunner().invoke(app, ["checks"])

    assert result.exit_code == 0
    assert "numbers\n    A figure of the German is missing" in result.output
    assert "consistency\n" in result.output


@pytest.mark.parametrize(("language", "text"), [("de", "Ein Link des Deutschen fehlt"), ("zh", "德文中的链接缺失")])
def test_one_check_is_shown_in_the_language_asked_for(language: str, text: str) -> None:
    result = CliRunner().invoke(app, ["checks", "links", "--language", language])

    assert text in result.output
    assert "numbers" not in result.output


def test_an_unknown_check_is_answered_with_those_there_are() -> None:
    result = CliRunner().invoke(app, ["checks", "numbrs"])

    assert result.exit_code == 2
    assert "numbers" in result.output
