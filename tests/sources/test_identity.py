import pytest

from sources.identity import absolute, normalise, release_key

SESSION = "0123456789abcdef0123456789abcdef"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("HTTPS://WWW.Beispiel.DE/Presse", "https://www.beispiel.de/Presse"),
        ("http://beispiel.de:80/a", "http://beispiel.de/a"),
        ("https://beispiel.de:443/a", "https://beispiel.de/a"),
        ("https://beispiel.de:8443/a", "https://beispiel.de:8443/a"),
        ("https://beispiel.de", "https://beispiel.de/"),
        ("https://beispiel.de./a", "https://beispiel.de/a"),
        ("https://name:geheim@beispiel.de/a", "https://beispiel.de/a"),
        ("https://beispiel.de/a#teil", "https://beispiel.de/a"),
        ("  https://beispiel.de/a\n", "https://beispiel.de/a"),
        ("http://[::1]:8080/a", "http://[::1]:8080/a"),
    ],
)
def test_scheme_host_port_and_fragment_have_one_spelling(address: str, expected: str) -> None:
    assert normalise(address) == expected


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://köln.de/", "https://xn--kln-sna.de/"),
        ("https://b.de/Städte", "https://b.de/St%C3%A4dte"),
        ("https://b.de/St%c3%a4dte", "https://b.de/St%C3%A4dte"),
        ("https://b.de/%7Ename/a b", "https://b.de/~name/a%20b"),
        ("https://b.de/x/../a/./b", "https://b.de/a/b"),
        ("https://b.de/a/..", "https://b.de/"),
        ("https://b.de/?b=2&a=1", "https://b.de/?a=1&b=2"),
        ("https://b.de/?q=rote+Rosen", "https://b.de/?q=rote%20Rosen"),
        ("https://b.de/?", "https://b.de/"),
        ("https://b.de/a?&&x=1&", "https://b.de/a?x=1"),
    ],
)
def test_spellings_of_one_address_are_equal(one: str, other: str) -> None:
    assert normalise(one) == normalise(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://b.de/Presse", "https://b.de/presse"),
        ("https://b.de/presse", "https://b.de/presse/"),
        ("https://b.de/a%2Fb", "https://b.de/a/b"),
        ("https://b.de/a//b", "https://b.de/a/b"),
        ("https://b.de/?q=1%2B1", "https://b.de/?q=1+1"),
        ("https://b.de/?q=B%E4r", "https://b.de/?q=B%C3%A4r"),
        ("https://b.de/?a=1&a=2", "https://b.de/?a=2&a=1"),
    ],
)
def test_addresses_that_a_server_may_tell_apart_stay_apart(one: str, other: str) -> None:
    assert normalise(one) != normalise(other)


@pytest.mark.parametrize(
    "noise",
    [
        "utm_source=rss&utm_medium=feed",
        "fbclid=abc",
        "gclid=1",
        "wt_mc=rss.ho.beitrag.rdf",
        "mtm_campaign=x",
        "pk_campaign=x",
        "PHPSESSID=0a1b2c",
        "jsessionid=0A1B",
        f"sid={SESSION}",
    ],
)
def test_sessions_and_tracking_do_not_count(noise: str) -> None:
    assert release_key(f"https://b.de/a?id=7&{noise}") == release_key("https://b.de/a?id=7")


@pytest.mark.parametrize("path", [";jsessionid=0A1B.c1", ";JSESSIONID=0A1B", ";sid=42"])
def test_sessions_in_the_path_do_not_count(path: str) -> None:
    assert release_key(f"https://b.de/presse/a.html{path}?id=7") == release_key("https://b.de/presse/a.html?id=7")


def test_a_cookieless_aspnet_session_does_not_count() -> None:
    assert release_key("https://b.de/(S(abcdefghij0123456789klmn))/a.aspx") == release_key("https://b.de/a.aspx")


@pytest.mark.parametrize("query", ["sid=123", "session=2021-haushalt", "pk_id=5", "at_id=9", "ref=8", "nn=129192"])
def test_a_parameter_that_may_name_the_release_counts(query: str) -> None:
    assert release_key(f"https://b.de/a?{query}") != release_key("https://b.de/a")


def test_http_and_https_are_the_same_release() -> None:
    assert release_key("http://b.de/a") == release_key("https://b.de/a")


def test_key_parameters_are_the_only_ones_that_count_and_may_look_like_noise() -> None:
    key = release_key(f"https://b.de/a?utm_id=3&sid={SESSION}&nn=9", ("sid",))

    assert key == f"https://b.de/a?sid={SESSION}"
    assert release_key("https://b.de/a?nn=9", ()) == "https://b.de/a"


@pytest.mark.parametrize(
    "name", ["tag:b.de,2021:pm-7", "4711", "urn:uuid:1", "mailto:a@b.de", "http://[::1", "http://b.de:x/", ""]
)
def test_what_is_no_address_is_its_own_key(name: str) -> None:
    assert normalise(f" {name} ") == name


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ("meldung.html#top", "https://b.de/presse/meldung.html"),
        ("/a?x=1", "https://b.de/a?x=1"),
        ("//cdn.b.de/a", "https://cdn.b.de/a"),
        ("javascript:void(0)", ""),
        ("mailto:presse@b.de", ""),
        ("tel:+49221", ""),
        ("http://[kaputt", ""),
    ],
)
def test_only_web_addresses_are_resolved(found: str, expected: str) -> None:
    assert absolute("https://b.de/presse/", found) == expected
