import socket
from collections.abc import Iterator

import pytest
from pytest_httpserver import HTTPServer

from model.errors import Refused
from model.source import Source, SourceKind
from sources.addresses import is_public, trusted_hosts
from sources.fetching import Fetcher, FetchLimits

LIMITS = FetchLimits(timeout=2, retries=0)


@pytest.mark.parametrize(
    "address",
    [
        *[
            "127.0.0.1",
            "127.8.8.8",
            "10.0.0.1",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
        ],
        *["224.0.0.1", "255.255.255.255", "240.0.0.1", "192.0.2.1", "::", "::1", "fe80::1%eth0", "fc00::1", "ff02::1"],
        *["::ffff:127.0.0.1", "::ffff:10.0.0.1", "2002:7f00:1::", "64:ff9b::a00:1", "2001:db8::1"],
    ],
)
def test_an_address_inside_a_network_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "9.9.9.9", "2a00:1450:4001:82f::200e", "::ffff:9.9.9.9", "64:ff9b::909:909"]
)
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::ffff:127.0.0.1]"])
def test_no_spelling_of_loopback_is_asked(httpserver: HTTPServer, host: str) -> None:
    with Fetcher(LIMITS) as fetcher, pytest.raises(Refused, match="not on the public internet"):
        fetcher.fetch(f"http://{host}:{httpserver.port}/a")

    assert not httpserver.log


@pytest.mark.parametrize("form", ["{host}:{port}", "{host}"])
def test_a_host_that_the_operator_names_may_be_private(httpserver: HTTPServer, form: str) -> None:
    httpserver.expect_request("/a").respond_with_data("da")
    trusted = frozenset({form.format(host=httpserver.host, port=httpserver.port)})

    with Fetcher(LIMITS, trusted=trusted) as fetcher:
        assert fetcher.fetch(httpserver.url_for("/a"), delay=0).body == b"da"


def test_a_redirect_into_the_private_network_is_refused(httpserver: HTTPServer, inside: HTTPServer) -> None:
    httpserver.expect_request("/a").respond_with_data(status=302, headers={"Location": inside.url_for("/geheim")})
    trusted = frozenset({f"{httpserver.host}:{httpserver.port}"})
    refused = pytest.raises(Refused, match=r"/geheim: 127\.0\.0\.1 is not on the public internet")

    with Fetcher(LIMITS, trusted=trusted) as fetcher, refused:
        fetcher.fetch(httpserver.url_for("/a"), delay=0)

    assert not inside.log


def test_a_name_that_resolves_differently_the_second_time_is_refused(
    httpserver: HTTPServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """DNS rebinding: public when we look it up to check, loopback when we connect."""
    answers: Iterator[str] = iter(["9.9.9.9", "127.0.0.1"])

    def rebinding(_: object, port: int, *__: object, **___: object) -> list[tuple[object, ...]]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    monkeypatch.setattr(socket, "getaddrinfo", rebinding)

    with Fetcher(LIMITS) as fetcher, pytest.raises(Refused, match="not on the public internet"):
        fetcher.fetch(f"http://stadt.example:{httpserver.port}/a")

    assert not httpserver.log


def test_every_configured_host_is_trusted_at_its_port() -> None:
    sources = [
        Source("a", SourceKind.FEED, "http://127.0.0.1:8808/rss"),
        Source("b", SourceKind.FEED, "https://Intranet.example/rss"),
        Source("c", SourceKind.FOLDER, "/var/inbox"),
    ]

    assert trusted_hosts(sources) == {"127.0.0.1:8808", "intranet.example:443"}
