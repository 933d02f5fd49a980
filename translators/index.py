"""The index of official language packages, and fetching from it: nothing is fetched unless an operator asks."""

import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import requests
from urllib3.exceptions import NameResolutionError, NewConnectionError

from model.errors import PackageError

OFFICIAL_INDEX = "https://raw.githubusercontent.com/argosopentech/argospm-index/main/index.json"

Progress = Callable[[str, int, int], None]
"""Called with a package's name, the bytes that have come and the bytes expected (0: not known)."""

_MAX_INDEX = 16 * 1024**2
_MAX_PACKAGE = 1024**3
_MAX_SECONDS = 3600.0
_CHUNK = 256 * 1024
_HEADERS = {"User-Agent": "newsbridge (language packages)"}


@dataclass(frozen=True)
class Offer:
    """A package that an index offers, with the addresses that it can be fetched from."""

    source: str
    target: str
    version: str
    links: tuple[str, ...]

    @property
    def name(self) -> str:
        """Pair and version: `de-en 1.0`."""
        return f"{self.source}-{self.target} {self.version}"


def fetch_index(url: str, timeout: float) -> list[Offer]:
    """Return what the index at `url` (itself, or the folder that `index.json` lies in) offers.

    Raises:
        PackageError: it cannot be reached, or is no index.
    """
    address = urljoin(url, "index.json") if url.endswith("/") else url
    try:
        with requests.get(address, timeout=timeout, headers=_HEADERS, stream=True) as response:
            response.raise_for_status()
            entries = json.loads(_body(response))
    except requests.RequestException as error:
        template = "the package index at {url} cannot be reached ({reason}); what is installed stays"
        raise PackageError(template, url=address, reason=_why(error)) from error
    except ValueError as error:
        raise PackageError(name=address, reason="not a package index: its JSON cannot be read") from error
    if not isinstance(entries, list):
        raise PackageError(name=address, reason="not a package index: no list of packages")
    return [_offer(entry, address) for entry in entries if _is_translation(entry)]


def _body(response: requests.Response) -> bytes:
    body = b""
    for chunk in response.iter_content(_CHUNK):
        body += chunk
        if len(body) > _MAX_INDEX:
            raise ValueError(response.url)
    return body


def newest(offers: Sequence[Offer], source: str, target: str) -> Offer | None:
    """Return the offer of the highest version for a pair, None where there is none."""
    fitting = [offer for offer in offers if (offer.source, offer.target) == (source, target)]
    return max(fitting, key=lambda offer: version_key(offer.version), default=None)


def version_key(version: str) -> tuple[int, ...]:
    """Return what versions such as `1.10` are ordered by."""
    return tuple(int(part) for part in version.replace("-", ".").split(".") if part.isdigit())


def download(offer: Offer, path: Path, timeout: float, on_progress: Progress | None = None) -> str:
    """Fetch an offer from the first of its links that works, into `path`; return that link.

    Raises:
        PackageError: no link works, or what comes is too large or takes too long.
    """
    reasons = []
    for link in offer.links:
        try:
            _fetch(link, path, timeout, partial(on_progress or _silent, offer.name))
        except (OSError, PackageError) as error:  # requests' own errors are OSErrors, a full disk is one too
            reasons.append(f"{urlsplit(link).hostname}: {_why(error)}")
        else:
            return link
    raise PackageError(name=offer.name, reason="; ".join(reasons) or "the index names no address that we can fetch")


def _silent(_name: str, _come: int, _expected: int) -> None:
    pass


def _fetch(link: str, path: Path, timeout: float, tell: Callable[[int, int], object]) -> None:
    deadline, come = time.monotonic() + _MAX_SECONDS, 0
    with requests.get(link, timeout=timeout, headers=_HEADERS, stream=True) as response, path.open("wb") as file:
        response.raise_for_status()
        expected = int(response.headers.get("Content-Length", 0))
        for chunk in response.iter_content(_CHUNK):
            come += file.write(chunk)
            tell(come, expected)
            if come > _MAX_PACKAGE:
                raise PackageError(name=link, reason="larger than 1 GiB")
            if time.monotonic() > deadline:
                raise PackageError(name=link, reason="not complete after an hour")
    if come < expected:
        raise PackageError(name=link, reason=f"the connection broke after {come} of {expected} bytes")


def _is_translation(entry: object) -> bool:
    return isinstance(entry, dict) and entry.get("type", "translate") == "translate" and bool(entry.get("from_code"))


def _offer(entry: dict[str, Any], address: str) -> Offer:
    links = tuple(urljoin(address, str(link)) for link in entry.get("links") or ())
    reachable = tuple(link for link in links if urlsplit(link).scheme in {"http", "https"})
    return Offer(str(entry["from_code"]), str(entry.get("to_code")), str(entry.get("package_version", "")), reachable)


def _why(error: Exception) -> str:
    """Say in a few words what an operator can act on; the exception itself stays the cause."""
    if isinstance(error, requests.HTTPError):
        return f"HTTP {error.response.status_code}"
    if isinstance(error, requests.Timeout):
        return "no answer in time"
    reason = getattr(error.args[0] if error.args else None, "reason", error)
    known = {
        NameResolutionError: "no such host",
        NewConnectionError: "connection refused",
        requests.exceptions.SSLError: "its certificate is not trusted",
    }
    return next((words for kind, words in known.items() if isinstance(reason, kind)), str(error))
