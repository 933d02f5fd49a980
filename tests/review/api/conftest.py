"""A newsroom with releases that are translated, and programs that use it."""

import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from model.article import Article, Block, BlockKind
from model.people import Duty
from model.release import Release
from model.richtext import Mark, MarkKind, RichText
from model.translation import State
from pipeline.tokens import make
from pipeline.translate import translate
from tests.review.conftest import Desk
from translators.splitting import segment

ROOT = Path(__file__).parents[3]
FIGURE = "Vertreter von 48 Industriestädten haben am 26. März über 2,5 Mio. Euro beraten."
LINKED = "Mehr auf der Seite der ISA."


class Program(TestClient):
    """A program with a token; addresses begin behind `/api/v1`."""

    def __init__(self, desk: Desk, secret: str = "", address: str = "192.0.2.7", **options: Any) -> None:
        headers = {"Authorization": f"Bearer {secret}"} if secret else {}
        super().__init__(
            desk.app,
            base_url="http://testserver/api/v1/",
            headers=headers | options.pop("headers", {}),
            client=(address, 50000),
            raise_server_exceptions=False,
            follow_redirects=False,
            **options,
        )

    def read(self, path: str, **asked: Any) -> Any:
        """Return what is at an address."""
        answer = self.get(path, params=asked)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def act(self, method: str, path: str, **body: Any) -> Any:
        """Send a change and return the answer."""
        answer = self.request(method, path, json=body)
        assert answer.status_code in {200, 201}, answer.text
        return answer.json()


class Portal:
    """The newsroom, what it has collected, and the programs of those who use it."""

    def __init__(self, desk: Desk) -> None:
        self.desk, self.room = desk, desk.room

    def collect(self, title: str, *texts: str | RichText, source: str = "musterstadt") -> Release:
        """Store a release published a day ago."""
        rich = [RichText(text) if isinstance(text, str) else text for text in texts or ("Das Rathaus bleibt zu.",)]
        blocks = [Block(BlockKind.TITLE, RichText(title)), *(Block(BlockKind.PARAGRAPH, text) for text in rich)]
        url = f"https://presse.example/{source}/{title}"
        article = Article(tuple(blocks), published=self.desk.time - timedelta(days=1), url=url)
        return self.room.store.releases.add(source, [title], url, article, segment(article), self.desk.time)

    def change(self, release: Release, *texts: str) -> None:
        """Store another version of a release."""
        blocks = [BlockKind.TITLE, *[BlockKind.PARAGRAPH] * (len(texts) - 1)]
        article = Article(tuple(Block(kind, RichText(text)) for kind, text in zip(blocks, texts, strict=True)))
        self.room.store.releases.add_version(release, release.url, article, segment(article), self.desk.time)

    def translate(self) -> None:
        """Translate whatever waits."""
        translate(self.room)

    def token(self, duty: Duty = Duty.EDITOR, name: str = "", days: int | None = 30) -> str:
        """Make a token and return its secret."""
        return make(self.room, name or duty.value, duty, days, "Administrator")[1]

    def program(self, duty: Duty = Duty.EDITOR, name: str = "", **options: Any) -> Program:
        """Start a program with a token of its own."""
        return self.desk.opened.enter_context(Program(self.desk, self.token(duty, name), **options))

    def stranger(self, secret: str = "", **options: Any) -> Program:
        """Start a program that sends `secret`, or nothing."""
        return self.desk.opened.enter_context(Program(self.desk, secret, **options))

    def source(self, name: str, folder: Path) -> None:
        """Add a folder to the catalogue."""
        text = f'[[source]]\nname = "{name}"\nkind = "folder"\nurl = "{folder}"\npublisher = "Stadt Muster"\n'
        (self.room.settings.home / "config" / "sources.toml").write_text(text)

    def chinese(self, program: Program, german: str = "ISA-Städte beraten") -> int:
        """Return the number of the Chinese translation of a release."""
        rows = program.read("translations", language="zh-Hans")["items"]
        return int(next(row["id"] for row in rows if row["german"] == german))

    def spoil(self, translation_id: int) -> None:
        """Approve a segment with a wrong figure, and reopen it: a check doubts it from now on."""
        from pipeline.approving import approve

        translation = self.room.store.translations.with_id(translation_id)
        version = self.room.store.releases.version(translation.version_id)
        [wrong] = [each.id for each in version.segments if "48" in each.source.text.text]
        approve(self.room, translation_id, wrong, "39个工业城市。", "Li Na", State.TRANSLATED)


@pytest.fixture
def portal(desk: Desk) -> Portal:
    """A newsroom with two releases, translated into both languages."""
    config = desk.room.settings.home / "config"
    config.mkdir()
    for name in ("feeds.toml", "terms.tsv"):
        shutil.copy(ROOT / "config" / name, config)
    (config / "sources.toml").write_text("")
    made = Portal(desk)
    mark = Mark(LINKED.index("Seite"), LINKED.index("."), MarkKind.LINK, "https://isa.example/")
    made.collect("ISA-Städte beraten", FIGURE, RichText(LINKED, (mark,)))
    made.collect("Kleine Meldung", "Das Rathaus bleibt geschlossen.", source="kleinstadt")
    made.translate()
    return made
