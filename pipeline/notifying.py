"""Telling an operator of incidents: once when one begins, daily while it lasts, once when it is over."""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from model.berlin import in_berlin
from model.errors import NewsbridgeError
from model.incident import Incident
from model.languages import Language
from model.phrases import Sentence, phrase
from pipeline.alerts import Alert, find_alerts, name_of
from pipeline.channels import Channel, Message, channels
from pipeline.speaking import speak
from pipeline.wiring import Newsroom

log = logging.getLogger(__name__)

STAGE = "notify"
DAY = timedelta(hours=24)
"""Between two reminders."""
PAUSE = timedelta(hours=1)
"""Between »well again« and »wrong again« of the same thing, so that what comes and goes does not ring all day."""
APART = 5
"""News that come one by one; more at a time have one cause, such as the network, and come in one message."""
LISTED = 30
"""News in one message."""


class Step(StrEnum):
    """What is told of an incident."""

    OPENED = "opened"
    LASTS = "lasts"
    CLOSED = "closed"


TITLES: dict[Step, str] = {
    Step.OPENED: phrase("newsbridge, look at this: {name}"),
    Step.LASTS: phrase("newsbridge, still: {name}"),
    Step.CLOSED: phrase("newsbridge, well again: {name}"),
}


@dataclass(frozen=True)
class News:
    """What is to be told: an incident as the operator knows it, and what is wrong now."""

    step: Step
    incident: Incident
    alert: Alert | None


@dataclass
class Notified:
    """What came of a look.

    Attributes:
        alerts: all that is wrong now.
        opened: those of them that are new.
        told: titles of the messages that somebody took.
        missed: ways that took none, by name.
    """

    alerts: list[Alert] = field(default_factory=list)
    opened: list[Alert] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)


def decide(incident: Incident, now: datetime) -> Step | None:
    """Return what is to be told of an incident now, None where the operator knows all."""
    passed = now - incident.told_at if incident.told_at else None
    if not incident.is_open:
        return Step.CLOSED if incident.told_open else None
    if incident.told_open:
        return Step.LASTS if passed is not None and passed >= DAY else None
    return Step.OPENED if passed is None or passed >= PAUSE else None


def notify(newsroom: Newsroom) -> Notified:
    """Look for what is wrong, and tell the operator what they do not know yet.

    Several processes may do so at once: each message is sent by one. Where no way takes a message it is sent the next
    time. Whoever is killed between taking a message and sending it leaves it to the next reminder.

    Raises:
        BadConfiguration: an address is wrong, or the catalogue or the feeds.
        StoreError: the store cannot be read or written.
    """
    ways = channels(newsroom.settings)
    alerts = {alert.key: alert for alert in find_alerts(newsroom)}
    opened = _keep_books(newsroom, alerts)
    result = Notified(list(alerts.values()), opened)
    if not ways:
        return result
    now = newsroom.now()
    wanted = [(decide(each, now), each) for each in newsroom.store.incidents.all()]
    news = [News(step, each, alerts.get(each.key)) for step, each in wanted if step]
    for group in _groups(news):
        _tell(newsroom, ways, group, result)
    return result


def notify_after_run(newsroom: Newsroom) -> Notified:
    """Do what `notify` does at the end of a run, whose work is done whatever comes of this."""
    try:
        return notify(newsroom)
    except NewsbridgeError as error:
        log.error("nobody was told of incidents: %s", error)
        return Notified()


def try_channels(newsroom: Newsroom) -> dict[str, bool]:
    """Send a message every way and return which took it, by name.

    Raises:
        BadConfiguration: an address is wrong.
    """
    language = newsroom.settings.notify_language
    body = Sentence(phrase("This is a test: messages of newsbridge arrive here."))
    message = Message("newsbridge", f"{speak(body, language)}\n{newsroom.settings.desk_url}", good=True)
    return {way.name: way.send(message) for way in channels(newsroom.settings)}


def _keep_books(newsroom: Newsroom, alerts: Mapping[str, Alert]) -> list[Alert]:
    incidents, now = newsroom.store.incidents, newsroom.now()
    known = {each.key for each in incidents.all() if each.is_open}
    for key in known - alerts.keys():
        incidents.close(key, now)
    return [alert for key, alert in alerts.items() if key not in known and incidents.open(key, now)]


def _groups(news: Sequence[News]) -> list[Sequence[News]]:
    return [news] if len(news) > APART else [[each] for each in news]


def _tell(newsroom: Newsroom, ways: Sequence[Channel], group: Sequence[News], result: Notified) -> None:
    incidents, now = newsroom.store.incidents, newsroom.now()
    taken = [
        (each, told) for each in group if (told := incidents.tell(each.incident, each.step is not Step.CLOSED, now))
    ]
    if not taken:
        return
    message = _message(newsroom, [each for each, _ in taken])
    if _send(newsroom, ways, message, result):
        result.told.append(message.title)
        return
    for each, told in taken:
        incidents.untell(told, each.incident)


def _send(newsroom: Newsroom, ways: Sequence[Channel], message: Message, result: Notified) -> bool:
    """Send a message every way; a way that fails is told among the failures."""
    failures, taken = newsroom.store.failures, False
    for way in ways:
        if way.send(message):
            failures.clear(STAGE, way.name)
            taken = True
        else:
            log.warning("%s takes no message", way.name)
            failures.record(STAGE, way.name, "it takes no message", newsroom.now())
            result.missed.append(way.name)
    return taken


def _message(newsroom: Newsroom, group: Sequence[News]) -> Message:
    language, desk = newsroom.settings.notify_language, newsroom.settings.desk_url.rstrip("/")
    good = all(each.step is Step.CLOSED for each in group)
    if len(group) == 1:
        return Message(_title(group[0], language), _body(group[0], language, desk), good)
    title = speak(Sentence(phrase("newsbridge: {n} messages"), {"n": len(group)}), language)
    parts = [f"{_title(each, language)}\n{_body(each, language, desk)}" for each in group[:LISTED]]
    if len(group) > LISTED:
        parts.append(f"+{len(group) - LISTED}: {desk}/failures")
    return Message(title, "\n\n".join(parts), good)


def _title(news: News, language: Language) -> str:
    return speak(Sentence(TITLES[news.step], {"name": name_of(news.incident.key)}), language)


def _body(news: News, language: Language, desk: str) -> str:
    """Say the cause, what to do, since when, and where to look."""
    begun = f"{in_berlin(news.incident.opened_at):%Y-%m-%d %H:%M}"
    since = Sentence(phrase("Since: {time}"), {"time": begun})
    if news.alert is None:
        return f"{speak(since, language)}\n{desk}/"
    to_do = Sentence(phrase("What to do: {remedy}"), {"remedy": news.alert.remedy}) if news.alert.remedy else None
    said = [news.alert.cause, to_do, since]
    return "\n".join([*(speak(each, language) for each in said if each), f"{desk}{news.alert.page}"])
