"""A translation server: where it is, how it is asked, and how patient we are with it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from ipaddress import ip_address
from urllib.parse import urlsplit

MIB = 2**20


@dataclass(frozen=True)
class Server:
    """One server as its engine knows it.

    Attributes:
        name: what the operator calls the engine.
        url: address that the paths of its API are put behind.
        key: the secret; "" for a server that wants none.
        key_variable: the environment variable that holds the key, to be named when the key is refused.
        scheme: first word of the `Authorization` header; "" for a key that goes elsewhere.
        certificate: a file with the certificates to trust, "" for those of the system.
        busy: statuses that pass by themselves, so that asking again can help.
        divisible: statuses that a smaller request may not meet.
        meanings: what a status means here, with the way out; for statuses that mean something else elsewhere.
    """

    name: str
    url: str
    key: str = field(default="", repr=False)
    key_variable: str = ""
    scheme: str = "Bearer"
    certificate: str = ""
    busy: frozenset[int] = frozenset({429, 502, 503, 504})
    divisible: frozenset[int] = frozenset({400, 413})
    meanings: Mapping[int, str] = field(default_factory=dict)

    @property
    def host(self) -> str:
        """Host and port: whom the text goes to."""
        return urlsplit(self.url).netloc.rpartition("@")[2]

    @property
    def is_local(self) -> bool:
        """Whether text sent there stays on this machine."""
        name = urlsplit(self.url).hostname or ""
        try:
            return ip_address(name).is_loopback
        except ValueError:  # a name
            return name == "localhost"


@dataclass(frozen=True)
class Patience:
    """How long, how much, how often.

    Attributes:
        connect: seconds until there is a connection.
        silence: seconds without a byte; a language model thinks for a while before the first one.
        total: seconds for an answer that keeps dripping.
        max_bytes: size of an answer, decompressed.
        retries: further tries after the first, where trying again can help.
        backoff: seconds before the first of them, doubled each time; up to as many more at random.
        longest_wait: seconds before a try, and the longest Retry-After that is waited for.
        requests_a_minute, characters_a_minute: what the server is sent at most; 0 is no limit.
    """

    connect: float = 5.0
    silence: float = 60.0
    total: float = 300.0
    max_bytes: int = 8 * MIB
    retries: int = 3
    backoff: float = 1.0
    longest_wait: float = 60.0
    requests_a_minute: int = 0
    characters_a_minute: int = 0
