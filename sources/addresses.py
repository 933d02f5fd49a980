"""Which machines may be asked: those on the public internet, and those that the operator has named.

A feed, a link or a redirect is someone else's text. Without this guard it could make newsbridge read the operator's own
network and publish what it finds there (OWASP: server-side request forgery).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from urllib.parse import urlsplit

from model.source import Source, SourceKind

_DEFAULT_PORTS = {"http": 80, "https": 443}
_NAT64 = IPv6Network("64:ff9b::/96")


def is_public(address: str) -> bool:
    """Tell whether an IP address belongs to the public internet, also where IPv6 wraps an IPv4 address.

    Loopback, private, link-local, shared, documentation, multicast and reserved ranges do not (IANA special-purpose
    registries, RFC 6890).
    """
    ip = _unwrapped(ip_address(address.partition("%")[0]))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _unwrapped(ip: IPv4Address | IPv6Address) -> IPv4Address | IPv6Address:
    if isinstance(ip, IPv4Address):
        return ip
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else ip)


def trusted_hosts(sources: Iterable[Source]) -> frozenset[str]:
    """Return `host:port` of every network source: what the operator configures may be anywhere, an intranet too."""
    return frozenset(_host_port(source.url) for source in sources if source.kind is not SourceKind.FOLDER)


def _host_port(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.hostname}:{parts.port or _DEFAULT_PORTS.get(parts.scheme, '')}"


@dataclass(frozen=True)
class Guard:
    """Decides whether we connect.

    Attributes:
        trusted: `host` or `host:port` that may be private; a bare host stands for all its ports.
        allow_private: everything may be.
    """

    trusted: frozenset[str] = frozenset()
    allow_private: bool = False

    def trusts(self, host: str, port: int) -> bool:
        """Tell whether `host` may be anywhere."""
        host = host.strip("[]").lower()
        return self.allow_private or not self.trusted.isdisjoint({host, f"{host}:{port}"})

    def allows(self, host: str, port: int, address: str) -> bool:
        """Tell whether we may talk to `address`, which `host` resolves to."""
        return self.trusts(host, port) or is_public(address)
