"""The log: plain lines, or one JSON object a line for Loki and its like, with what the work is about."""

import json
import logging
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from types import MappingProxyType

PLAIN = "%(levelname)s %(name)s: %(message)s"
_SECRETS = re.compile(
    r"(://[^/\s:@]*:)[^/\s@]+(?=@)"
    r"|(\bBearer |/invitation/|\b(?:api[_-]?key|access_token|token|password|secret)=)[^\s\"'&,;)]+",
    re.IGNORECASE,
)
"""The password in an address, and what stands behind these words."""

_about: ContextVar[Mapping[str, object]] = ContextVar("about", default=MappingProxyType({}))


def always_about(**fields: object) -> None:
    """Let every line that this process logs from now on say what it is about."""
    _about.set({**_about.get(), **fields})


@contextmanager
def about(**fields: object) -> Iterator[None]:
    """Let every line that is logged in the block say what it is about; None says nothing.

    Args:
        fields: such as `source`, `release` (its number), `language`, `run`.
    """
    known = {name: value for name, value in fields.items() if value is not None}
    token = _about.set({**_about.get(), **known})
    try:
        yield
    finally:
        _about.reset(token)


def hide_secrets(text: str) -> str:
    """Return `text` without passwords in addresses, tokens and links of invitations."""
    return _SECRETS.sub(lambda found: f"{found[1] or found[2]}***", text)


class PlainFormatter(logging.Formatter):
    """A line for a person."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line, and the trace of an error below it."""
        return hide_secrets(super().format(record))


class JsonFormatter(logging.Formatter):
    """A line for a program: time in UTC, level, logger, message, and what the work is about."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one JSON object; the trace of an error is its field `trace`."""
        line: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": hide_secrets(record.getMessage()),
            **_about.get(),
        }
        if record.exc_info:
            line["trace"] = hide_secrets(self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False, default=str)


def configure(as_json: bool, level: int) -> None:
    """Write the log to standard error, as JSON or plain, from `level` on; what was configured before goes."""
    handler = logging.StreamHandler()
    # Some libraries give their loggers a level of their own, which passes by that of the root.
    handler.setLevel(level)
    handler.setFormatter(JsonFormatter() if as_json else PlainFormatter(PLAIN))
    logging.basicConfig(level=level, handlers=[handler], force=True)
