"""What every command shares: the options before the verb, parsing of dates and languages, the exit code."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import typer

from model.errors import BadConfiguration

if TYPE_CHECKING:
    from pipeline.settings import Settings
    from pipeline.wiring import Newsroom


@dataclass(frozen=True)
class Options:
    """The options before the verb; None: from the environment, else the default."""

    home: Path | None
    store: str | None
    catalogue: Path | None
    output: Path | None

    def given(self) -> dict[str, Any]:
        """Return what was given, by name of the setting."""
        options: dict[str, Any] = {
            "home": self.home,
            "store": self.store,
            "sources": self.catalogue,
            "output": self.output,
        }
        return {name: value for name, value in options.items() if value is not None}

    def settings(self) -> "Settings":
        """Return the settings: options win over the environment, and that over config/newsbridge.toml.

        Raises:
            BadConfiguration: a setting is wrong, or nobody says where the newsroom is, and here is none.
        """
        from newsbridge.logs import log_as_json
        from pipeline.origins import home_of
        from pipeline.settings import LogForm, Settings

        home = home_of(self.given())
        if not self.given() and "NEWSBRIDGE_HOME" not in os.environ and not (home / "config").is_dir():
            reason = "there is no newsroom here; `newsbridge init DIR` makes one, --home names one"
            raise BadConfiguration(where=home, reason=reason)
        settings = Settings(**self.given())
        if settings.log is LogForm.JSON:
            log_as_json()
        return settings

    def newsroom(self) -> "Newsroom":
        """Return the newsroom for these options."""
        from pipeline.wiring import Newsroom

        return Newsroom(self.settings())


def parse_since(text: str | None) -> datetime | None:
    """Return midnight in Berlin of an ISO date such as `2026-11-01`.

    Raises:
        typer.BadParameter: it is not a date.
    """
    if text is None:
        return None
    from datetime import date

    from model.berlin import midnight

    try:
        day = date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text}: not a date; write it like 2026-11-01") from error
    return midnight(day)


def finish(failed: bool) -> NoReturn:
    """End the command with the exit code that tells whether something failed."""
    raise typer.Exit(1 if failed else 0)
