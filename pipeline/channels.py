"""The ways to an operator: mail, Teams, WeCom, DingTalk and a hundred more, by addresses that Apprise understands.

Addresses: https://github.com/caronc/apprise/wiki
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from apprise import Apprise, NotifyType

from model.errors import BadConfiguration
from pipeline.settings import Settings

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Message:
    """What an operator reads.

    Attributes:
        good: it says that something is well again.
    """

    title: str
    body: str
    good: bool = False


class Channel:
    """One way.

    Attributes:
        name: its address, secrets hidden and options left out.
    """

    def __init__(self, service: Any) -> None:
        self._apprise = Apprise(servers=[service])
        self.name: str = service.url(privacy=True).partition("?")[0]

    def send(self, message: Message) -> bool:
        """Send a message and say whether it was taken; a server that is dead is given up after seconds."""
        kind = NotifyType.SUCCESS if message.good else NotifyType.WARNING
        return bool(self._apprise.notify(title=message.title, body=message.body, notify_type=kind))


def channels(settings: Settings) -> list[Channel]:
    """Return the ways that the operator has configured.

    Raises:
        BadConfiguration: an address is none that Apprise understands, or the file of addresses cannot be read.
    """
    return [_channel(where, address) for where, address in _addresses(settings)]


def _addresses(settings: Settings) -> Iterator[tuple[str, str]]:
    for number, address in enumerate(settings.notify.get_secret_value().split(), 1):
        yield f"NEWSBRIDGE_NOTIFY, address {number}", address
    if (path := settings.notify_file) is None:
        return
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", "") or "no text"
        raise BadConfiguration(where=f"NEWSBRIDGE_NOTIFY_FILE {path}", reason=f"cannot be read: {reason}") from error
    for number, line in enumerate(lines, 1):
        if (address := line.strip()) and not address.startswith("#"):
            yield f"{path}, line {number}", address


def _channel(where: str, address: str) -> Channel:
    service = Apprise.instantiate(address, suppress_exceptions=True)
    if service is None:
        # The address itself is not shown: it may hold a password.
        reason = f"{address.partition('://')[0][:20]}://... is no address that Apprise understands"
        raise BadConfiguration(where=where, reason=f"{reason}; see https://github.com/caronc/apprise/wiki")
    return Channel(service)
