import pytest
from pytest_httpserver import HTTPServer
from werkzeug import Request, Response

from model.errors import FetchError, UnreadableDocument
from model.source import Selectors, Validators
from sources.fetching import Fetcher
from sources.visiting import Visited, visit

PAGING = {"include": r"/presse/\d+$", "selectors": Selectors(next_page="a.weiter")}


def overview(*numbers: int, following: str = "") -> str:
    links = "".join(f'<a href="/presse/{number}">Meldung Nummer {number}</a>' for number in numbers)
    return links + (f'<a class="weiter" href="{following}">weiter</a>' if following else "")


def numbers(visited: Visited) -> list[int]:
    return [int(link.url.rpartition("/")[2]) for link in visited.links]


def nothing(_: str) -> None:
    """Nothing is remembered: a first visit."""


def asked(server: HTTPServer) -> list[str]:
    return [request.full_path.rstrip("?") for request, _ in server.log if request.path != "/robots.txt"]


@pytest.fixture
def three_pages(httpserver: HTTPServer) -> HTTPServer:
    for number, (path, following) in enumerate([("/p1", "/p2"), ("/p2", "/p3"), ("/p3", "/p1")]):
        body = overview(9 - 2 * number, 8 - 2 * number, following=following)
        httpserver.expect_request(path).respond_with_data(body, headers={"ETag": f'"{path}"'})
    return httpserver


@pytest.mark.parametrize(("pages", "expected"), [(1, [9, 8]), (2, [9, 8, 7, 6]), (9, [9, 8, 7, 6, 5, 4])])
def test_overview_pages_are_followed_as_far_as_told_and_never_in_a_circle(
    three_pages: HTTPServer, fetcher: Fetcher, make_source, pages: int, expected: list[int]
) -> None:
    source = make_source("listing", three_pages.url_for("/p1"), pages=pages, **PAGING)

    visited = visit(source, fetcher, nothing)

    assert numbers(visited) == expected
    assert visited.validators == {source.url: Validators('"/p1"')}
    assert not visited.not_modified


def test_the_limit_keeps_the_newest(three_pages: HTTPServer, fetcher: Fetcher, make_source) -> None:
    source = make_source("listing", three_pages.url_for("/p1"), pages=3, limit=3, **PAGING)

    assert numbers(visit(source, fetcher, nothing)) == [9, 8, 7]


def test_an_unchanged_source_costs_one_request_and_no_body(
    httpserver: HTTPServer, fetcher: Fetcher, make_source
) -> None:
    def answer(request: Request) -> Response:
        return Response(status=304 if request.headers.get("If-None-Match") == '"v1"' else 500)

    httpserver.expect_request("/p1").respond_with_handler(answer)
    source = make_source("listing", httpserver.url_for("/p1"), pages=3, **PAGING)

    visited = visit(source, fetcher, {source.url: Validators('"v1"')}.get)

    assert visited == Visited(not_modified=True)
    assert asked(httpserver) == ["/p1"]


@pytest.mark.parametrize("trouble", ["gone", "empty"])
def test_a_later_page_that_fails_does_not_cost_the_first_and_is_asked_for_again(
    httpserver: HTTPServer, fetcher: Fetcher, make_source, caplog, trouble: str
) -> None:
    httpserver.expect_request("/p1").respond_with_data(overview(2, 1, following="/p2"), headers={"ETag": '"v1"'})
    httpserver.expect_request("/p2").respond_with_data("leer", status=404 if trouble == "gone" else 200)
    source = make_source("listing", httpserver.url_for("/p1"), pages=2, **PAGING)

    visited = visit(source, fetcher, nothing)

    assert numbers(visited) == [2, 1]
    assert visited.validators == {}
    assert "/p2" in caplog.text


def test_an_access_point_that_fails_is_an_error(httpserver: HTTPServer, fetcher: Fetcher, make_source) -> None:
    httpserver.expect_request("/leer").respond_with_data("leer")

    with pytest.raises(FetchError, match="HTTP 404"):
        visit(make_source("listing", httpserver.url_for("/weg"), **PAGING), fetcher, nothing)
    with pytest.raises(UnreadableDocument, match="matches no link"):
        visit(make_source("listing", httpserver.url_for("/leer"), **PAGING), fetcher, nothing)


def test_a_feed_is_visited_with_its_validators_remembered(
    httpserver: HTTPServer, fetcher: Fetcher, make_source, data
) -> None:
    headers = {"Last-Modified": "Mon, 31 Aug 2026 08:30:00 GMT"}
    httpserver.expect_request("/rss").respond_with_data((data / "feed-atom.xml").read_bytes(), headers=headers)
    source = make_source("feed", httpserver.url_for("/rss"), limit=1)

    visited = visit(source, fetcher, nothing)

    assert [link.key for link in visited.links] == ["tag:kreis.example,2026:2"]
    assert visited.validators == {source.url: Validators(last_modified=headers["Last-Modified"])}


def sitemap(*numbers: int) -> str:
    return "<urlset>" + "".join(f"<url><loc>http://stadt.example/presse/{n}</loc></url>" for n in numbers) + "</urlset>"


def test_sitemaps_of_an_index_are_read_until_there_are_enough(
    httpserver: HTTPServer, fetcher: Fetcher, make_source
) -> None:
    days = {"/alt": "2026-01-01", "/neu": "2026-08-01", "/kaputt": "2026-07-01", "/mittel": "2026-06-01"}
    children = [f"<sitemap><loc>{path}</loc><lastmod>{day}</lastmod></sitemap>" for path, day in days.items()]
    httpserver.expect_request("/index").respond_with_data(
        f"<sitemapindex>{''.join(children)}</sitemapindex>", headers={"ETag": '"v1"'}
    )
    httpserver.expect_request("/neu").respond_with_data(sitemap(9, 8), headers={"ETag": '"v1"'})
    httpserver.expect_request("/kaputt").respond_with_data("kaputt")
    httpserver.expect_request("/mittel").respond_with_data(sitemap(8, 7, 6))
    source = make_source("sitemap", httpserver.url_for("/index"), limit=3)

    visited = visit(source, fetcher, nothing)

    assert numbers(visited) == [9, 8, 7]
    assert asked(httpserver) == ["/index", "/neu", "/kaputt", "/mittel"]
    assert visited.validators == {}


def test_an_index_of_indexes_comes_to_an_end(httpserver: HTTPServer, fetcher: Fetcher, make_source) -> None:
    httpserver.expect_request("/index").respond_with_data(
        "<sitemapindex><sitemap><loc>/index</loc></sitemap></sitemapindex>"
    )

    assert visit(make_source("sitemap", httpserver.url_for("/index")), fetcher, nothing).links == ()
    assert len(asked(httpserver)) < 30
