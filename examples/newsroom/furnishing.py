"""A newsroom with releases that are worth reading, as it is at the desk on the morning after a run."""

import shutil
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from checks import run as run_checks
from model.article import Article, Block, BlockKind
from model.languages import Language
from model.people import Duty, Person
from model.richtext import RichText
from model.terms import TranslationUnit
from model.translation import Origin, OriginKind, SegmentTarget, State
from pipeline import passwords
from pipeline.settings import Settings
from pipeline.settling import settle_article
from pipeline.wiring import Newsroom
from translators.splitting import segment

ROOT = Path(__file__).parents[2]
RELEASES = Path(__file__).parent / "newsroom.toml"
PASSWORD = "drei Wörter im Kopf"
PEOPLE = (
    ("li.na", "李娜", Duty.EDITOR),
    ("weber", "Petra Weber", Duty.OPERATOR),
    ("adam", "Adam Koch", Duty.ADMINISTRATOR),
)
COLUMNS = {Language.ZH: 1, Language.EN: 2}


def furnish(home: Path) -> Newsroom:
    """Return a newsroom in `home`: three people, five releases that a machine has translated, a memory."""
    (home / "config").mkdir(parents=True, exist_ok=True)
    for name in ("feeds.toml", "terms.tsv", "sources.toml"):
        shutil.copy(ROOT / "config" / name, home / "config")
    room = Newsroom(Settings(home=home, engine="fake"))
    secret = passwords.hashed(PASSWORD)
    for name, shown, duty in PEOPLE:
        room.store.people.add(Person(0, name, shown, duty, Language.EN, password=secret))
    given = tomllib.loads(RELEASES.read_text(encoding="utf-8"))
    now = datetime.now(UTC)
    for unit in given["memory"]:
        room.store.memory.add(TranslationUnit(unit["de"], Language.ZH, RichText(unit["zh"]), "李娜", now))
    for release in reversed(given["release"]):
        collect(room, release, now - timedelta(days=release["days"]))
    return room


def collect(room: Newsroom, release: dict[str, Any], at: datetime) -> None:
    """Store a release, and what the machine made of it."""
    kinds = [BlockKind.TITLE] + [BlockKind.PARAGRAPH] * len(release["blocks"])
    german = [RichText(" ".join(sentence[0] for sentence in block)) for block in release["blocks"]]
    article = Article(tuple(map(Block, kinds, german)), published=at, url=release["url"])
    room.store.releases.add(release["source"], [release["url"]], release["url"], article, segment(article), at)
    [(stored, _)] = room.store.translations.pending([Language.ZH])
    sentences = [sentence for block in release["blocks"] for sentence in block]
    for language, column in COLUMNS.items():
        _translated(room, stored.version_id, language, [sentence[column] for sentence in sentences], at)


def _translated(room: Newsroom, version_id: int, language: Language, texts: list[str], at: datetime) -> None:
    version = room.store.releases.version(version_id)
    made = {
        each.id: SegmentTarget(
            RichText(text),
            Origin(OriginKind.MACHINE, f"argos de-{language.short} 0.3"),
            score=-0.4,
            findings=run_checks(each.source.text, RichText(text), language, room.terms),
        )
        for each, text in zip(version.segments, texts, strict=True)
    }
    translation = room.store.translations.start(version_id, language, at)
    room.store.translations.save(translation.id, settle_article(room, version, language, made, {}), at)
    room.store.translations.finish(translation.id, State.TRANSLATED, at)
