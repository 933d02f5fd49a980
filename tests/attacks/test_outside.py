"""Foreign text makes the newsroom ask machines of the operator's network, or holds it up."""

import socket
import threading
import time
from collections.abc import Callable

import pytest

from checks import run
from model.article import Article, Block, BlockKind
from model.errors import NewsbridgeError, UnreadableDocument
from model.languages import Language
from model.people import Duty
from model.richtext import RichText
from model.translation import State
from sources.addresses import Guard, is_public
from sources.extraction import extract_html
from sources.fetching import Fetcher
from sources.transport import FetchLimits
from tests.review.api.conftest import Portal
from tests.review.conftest import NOON, Desk
from translators.splitting import LONGEST, segment

PRIVATE = [
    *("127.0.0.1", "127.1.2.3", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.0.1", "169.254.169.254", "100.64.0.1"),
    *("::1", "::", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::"),
    *("224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "ff02::1", "fe80::1%eth0"),
]
SPELLED = [
    *(
        "http://127.0.0.1:{}/",
        "http://127.1:{}/",
        "http://2130706433:{}/",
        "http://0x7f000001:{}/",
        "http://0177.0.0.1:{}/",
    ),
    *("http://localhost:{}/", "http://LOCALHOST.:{}/", "http://[::1]:{}/", "http://[::ffff:127.0.0.1]:{}/"),
    *(
        "http://public.example@127.0.0.1:{}/",
        "http://127.0.0.1:{}#@public.example/",
        "http://0:{}/",
        "http://①②⑦.0.0.1:{}/",
    ),
    *(
        "file:///etc/passwd?{}",
        "ftp://127.0.0.1:{}/",
        "gopher://127.0.0.1:{}/",
        "dict://127.0.0.1:{}/",
        "//127.0.0.1:{}/",
    ),
]


@pytest.fixture
def inside() -> object:
    """A machine of the operator's network that counts who asks."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server


def test_no_private_address_is_public() -> None:
    assert [address for address in PRIVATE if is_public(address)] == []
    guard = Guard(frozenset({"intranet.example:80"}))
    assert not guard.allows("public.example", 80, "10.0.0.1")
    assert not guard.allows("intranet.example", 8080, "10.0.0.1")
    assert guard.allows("intranet.example", 80, "10.0.0.1")


def test_nothing_inside_is_asked_however_it_is_spelled(inside: socket.socket) -> None:
    port = inside.getsockname()[1]
    inside.settimeout(0.05)
    with Fetcher(FetchLimits(timeout=1.0, total=2.0, retries=0)) as fetcher:
        for spelled in SPELLED:
            with pytest.raises((NewsbridgeError, ValueError)):
                fetcher.fetch(spelled.format(port))
    with pytest.raises(TimeoutError):
        inside.accept()[0].recv(1)


LONG = 50_000
PARAGRAPH = 10_000
REPEATED = ["a", "[", "a ", "Dr. "]


def quick(work: Callable[[], object], seconds: float, about: str) -> None:
    begun = time.process_time()
    work()
    assert time.process_time() - begun < seconds, about


def test_no_page_holds_up_its_reader() -> None:
    """50,000 characters of whatever patterns like least, where a page can have them."""
    text = "<p>Die Stadt Musterstadt eröffnet am 3. Juni 2026 ein neues Zentrum für Technik im Norden.</p>" * 3
    for unit in REPEATED[:3]:
        long = (unit * LONG)[:LONG]
        page = f"<h1>Titel</h1>{text}<p>{long}</p><img src='{long}' alt='{long}'><time datetime='{long}'></time>"
        quick(lambda page=page: extract_html(page, url="https://x.example/", now=NOON), 10, unit)  # type: ignore[misc]


def test_no_sentence_is_so_long_that_checks_take_hours() -> None:
    for unit in REPEATED:
        long = (unit * PARAGRAPH)[:PARAGRAPH].strip()
        block = Block(BlockKind.PARAGRAPH, RichText(long))
        begun = time.process_time()
        parts = segment(Article((block,)))
        assert time.process_time() - begun < 20, unit
        assert max(len(part.text.text) for part in parts) <= LONGEST
        assert "".join(part.text.text for part in parts).replace(" ", "") == long.replace(" ", "")
    for unit in ("1.", "Aa-"):
        long = (unit * LONGEST)[:LONGEST]
        quick(lambda long=long: run(RichText(long), RichText(long[::-1]), Language.ZH), 10, unit)  # type: ignore[misc]


@pytest.mark.parametrize(
    "address", ["&#1;x", "&#x0c;x", "&#xfffe;", "http://[", "http://[::1", "//[", "&#0;", "%", "http://a:99999999/"]
)
def test_no_address_in_a_page_breaks_its_reader(address: str) -> None:
    """One page of a publisher's must not stop the collecting from all others."""
    text = "<p>Die Stadt Musterstadt eröffnet am 3. Juni 2026 ein neues Zentrum für Technik im Norden.</p>" * 3
    for place in ("<base href='{}'>", "<p><a href='{}'>x</a></p>", "<img src='{}'>", "<link rel=canonical href='{}'>"):
        page = place.replace("{}", address) + f"<h1>Titel</h1>{text}"
        try:
            assert extract_html(page, url="https://x.example/a", now=NOON).blocks
        except UnreadableDocument as error:
            pytest.fail(f"{place}: {error}")


def test_two_who_approve_at_once_lose_nothing(portal: Portal) -> None:
    """The same revision from many browsers at the same moment: one is kept, all others are told."""
    program = portal.program()
    number = portal.chinese(program)
    translation = portal.room.store.translations.with_id(number)
    segment_id = min(translation.targets)
    revision = translation.targets[segment_id].revision
    programs = [portal.program(name=f"p{count}") for count in range(6)]
    barrier, codes = threading.Barrier(len(programs)), list[int]()

    def send(count: int) -> None:
        barrier.wait()
        body = {"text": f"文本{count}", "revision": revision}
        codes.append(programs[count].patch(f"translations/{number}/segments/{segment_id}", json=body).status_code)

    threads = [threading.Thread(target=send, args=(count,)) for count in range(len(programs))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(codes) == [200] + [409] * 5
    assert portal.room.store.translations.with_id(number).targets[segment_id].revision == revision + 1


def test_what_may_be_done_is_asked_at_every_request(portal: Portal) -> None:
    """A page that was open when its person was deactivated or lost a duty can do nothing more."""
    desk: Desk = portal.desk
    administrator, operator = desk.browser("administrator"), desk.browser("operator")
    csrf = {"x-csrf-token": operator.csrf()}
    number = next(each.id for each in desk.room.store.people.all() if each.name == "operator")
    administrator.submit(f"/people/{number}/duty", duty="editor")
    assert operator.post("/runs", headers=csrf, data={"what": "publish"}).status_code == 403
    target = min(portal.room.store.translations.with_id(1).targets)
    fields = {"text": "x", "revision": "0", "act": "approve"}
    administrator.submit(f"/people/{number}/active", active="false")
    answer = operator.post(f"/translations/1/segments/{target}", headers=csrf, data=fields)
    assert answer.status_code in {303, 401}
    assert portal.room.store.translations.with_id(1).targets[target].state is State.TRANSLATED
    assert Duty.OPERATOR not in {each.duty for each in desk.room.store.people.all()}
