"""Prefect learns of sources that are not well any more; no server is needed to see that."""

from typing import Any

import pytest

from flows import notify
from model.phrases import Sentence
from pipeline.alerts import Alert, Kind
from pipeline.notifying import Notified


def test_a_source_that_begins_to_be_quiet_is_an_event(monkeypatch: pytest.MonkeyPatch) -> None:
    events: list[tuple[str, dict[str, Any]]] = []
    monkeypatch.setattr(notify, "emit_event", lambda event, **fields: events.append((event, fields)))
    quiet = Alert(Kind.SOURCE, "koeln", Sentence("5 days without news"), state="quiet")
    disk = Alert(Kind.DISK, "/", Sentence("full"))
    known = Alert(Kind.SOURCE, "bonn", Sentence("403"), state="blocked")

    notify.announce(Notified(alerts=[quiet, disk, known], opened=[quiet, disk]))

    [(event, fields)] = events
    assert event == "newsbridge.source.quiet"
    assert fields["resource"] == {"prefect.resource.id": "newsbridge.source.koeln"}
    assert fields["payload"] == {"reason": "5 days without news"}
