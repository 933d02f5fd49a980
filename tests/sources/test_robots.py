import pytest
from pytest_httpserver import HTTPServer

from model.errors import FetchError, Refused
from sources.fetching import Fetcher

ONLY_PRESS = """
User-agent: *
Disallow: /

User-agent: newsbridge
Allow: /presse
Disallow: /
Crawl-delay: 7
"""


def robots_requests(server: HTTPServer) -> int:
    return sum(request.path == "/robots.txt" for request, _ in server.log)


def test_what_robots_txt_forbids_is_refused_and_what_it_allows_is_read(
    httpserver: HTTPServer, fetcher: Fetcher
) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data(ONLY_PRESS)
    httpserver.expect_request("/presse/1").respond_with_data("da")

    assert fetcher.fetch(httpserver.url_for("/presse/1")).body == b"da"
    with pytest.raises(Refused, match=r"/intern: robots\.txt does not allow newsbridge to read it"):
        fetcher.fetch(httpserver.url_for("/intern"))


def test_robots_txt_is_asked_for_once_a_day(httpserver: HTTPServer, fetcher: Fetcher, fake_time) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data(ONLY_PRESS)
    httpserver.expect_request("/presse").respond_with_data("")
    for _ in range(3):
        fetcher.fetch(httpserver.url_for("/presse"))

    assert robots_requests(httpserver) == 1

    fake_time.now += 25 * 3600
    fetcher.fetch(httpserver.url_for("/presse"))

    assert robots_requests(httpserver) == 2


def test_a_crawl_delay_wins_over_a_shorter_one_of_ours(httpserver: HTTPServer, fetcher: Fetcher, fake_time) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data(ONLY_PRESS)
    httpserver.expect_request("/presse").respond_with_data("")

    for _ in range(2):
        fetcher.fetch(httpserver.url_for("/presse"), delay=1)

    assert fake_time.slept == [7.0]


def test_an_exaggerated_crawl_delay_is_cut_to_our_patience(httpserver: HTTPServer, fetcher: Fetcher, fake_time) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("User-agent: *\nCrawl-delay: 86400")
    httpserver.expect_request("/presse").respond_with_data("")

    for _ in range(2):
        fetcher.fetch(httpserver.url_for("/presse"))

    assert fake_time.slept == [30.0]


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_site_without_robots_txt_allows_everything(httpserver: HTTPServer, fetcher: Fetcher, status: int) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data(status=status)
    httpserver.expect_request("/a").respond_with_data("da")

    assert fetcher.fetch(httpserver.url_for("/a")).body == b"da"


def test_a_robots_txt_that_redirects_to_itself_counts_as_none(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data(status=302, headers={"Location": "/robots.txt"})
    httpserver.expect_request("/a").respond_with_data("da")

    assert fetcher.fetch(httpserver.url_for("/a")).body == b"da"


def test_a_web_page_in_place_of_robots_txt_forbids_nothing(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    httpserver.expect_request("/robots.txt").respond_with_data("<html><body>Disallow: no page here</body></html>")
    httpserver.expect_request("/a").respond_with_data("da")

    assert fetcher.fetch(httpserver.url_for("/a")).body == b"da"


def test_a_broken_site_is_left_alone_until_its_robots_txt_can_be_read(httpserver: HTTPServer, fetcher: Fetcher) -> None:
    down = httpserver.expect_request("/robots.txt")
    down.respond_with_data(status=503)
    httpserver.expect_request("/a").respond_with_data("da")

    with pytest.raises(FetchError, match=r"/a: robots\.txt answers HTTP 503") as caught:
        fetcher.fetch(httpserver.url_for("/a"))
    assert caught.value.fields["status"] == 503

    down.respond_with_data("")

    assert fetcher.fetch(httpserver.url_for("/a")).body == b"da"


def test_robots_txt_of_every_host_on_the_way_is_obeyed(
    httpserver: HTTPServer, inside: HTTPServer, fetcher: Fetcher
) -> None:
    inside.expect_request("/robots.txt").respond_with_data("User-agent: *\nDisallow: /")
    httpserver.expect_request("/a").respond_with_data(status=302, headers={"Location": inside.url_for("/b")})

    with pytest.raises(Refused, match=r"/b: robots\.txt does not allow"):
        fetcher.fetch(httpserver.url_for("/a"))
