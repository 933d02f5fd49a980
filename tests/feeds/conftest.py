"""Stories for the feeds: releases told sentence by sentence in German, English and Chinese."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from feeds.identity import Authority, mint_guid
from model.article import Article, Block, BlockKind, Image, Role, SegmentSource
from model.feed import Entry, FeedProfile, Publication
from model.languages import Language
from model.release import Release, ReleaseVersion, Segment
from model.richtext import Mark, MarkKind, RichText, join
from model.translation import Finding, Origin, OriginKind, SegmentTarget, Severity, State, Translation

PUBLISHED = datetime(2026, 3, 26, 8, 30, tzinfo=UTC)
Words = str | RichText


def rich(words: Words) -> RichText:
    return words if isinstance(words, RichText) else RichText(words)


@dataclass
class Story:
    """One release. A sentence is a tuple (German, English, Chinese), or one string that stands for all three."""

    key: str = "https://presse.example/2026/wasserstoff.html"
    url: str = "https://presse.example/2026/wasserstoff.html"
    publisher: str = "Stadt Musterhausen"
    published: datetime = PUBLISHED
    updated: datetime = PUBLISHED
    withdrawn: datetime | None = None
    corrected: datetime | None = None
    categories: tuple[str, ...] = ()
    engine: str = "argos"
    blocks: list[Block] = field(default_factory=list)
    sources: list[SegmentSource] = field(default_factory=list)
    targets: list[dict[Language, RichText]] = field(default_factory=list)
    findings: dict[int, tuple[Finding, ...]] = field(default_factory=dict)

    def tell(
        self, kind: BlockKind, *sentences: Words | tuple[Words, Words, Words], gap: str = " ", **place: Any
    ) -> "Story":
        triples = [s if isinstance(s, tuple) else (s, s, s) for s in sentences]
        german = [rich(triple[0]) for triple in triples]
        text, start = join(german, [gap] * (len(german) - 1)), 0
        for sentence, (_, english, chinese) in zip(german, triples, strict=True):
            end = start + len(sentence.text)
            self.sources.append(SegmentSource(len(self.blocks), start, end, sentence))
            self.targets.append({Language.EN: rich(english), Language.ZH: rich(chinese)})
            start = end + len(gap)
        self.blocks.append(Block(kind, text, **place))
        return self

    def title(self, *sentences: Words | tuple[Words, Words, Words]) -> "Story":
        return self.tell(BlockKind.TITLE, *sentences)

    def paragraph(self, *sentences: Words | tuple[Words, Words, Words], **place: Any) -> "Story":
        return self.tell(BlockKind.PARAGRAPH, *sentences, **place)

    def doubt(self, position: int, severity: Severity = Severity.WARNING, check: str = "numbers") -> "Story":
        self.findings[position] = (*self.findings.get(position, ()), Finding(check, severity, "2026 is missing"))
        return self

    def version(self) -> ReleaseVersion:
        segments = tuple(Segment(100 + i, i, source) for i, source in enumerate(self.sources))
        article = Article(tuple(self.blocks), self.published, self.url, categories=self.categories)
        release = Release(1, "musterhausen", self.key, self.url, self.published, 1, 7, "unused")
        return ReleaseVersion(7, release, 1, self.published, article, segments)

    def translation(self, language: Language, state: State = State.TRANSLATED) -> Translation:
        origin = Origin(OriginKind.MACHINE, f"{self.engine} de-{language.short} 0.1")
        targets = {
            100 + i: SegmentTarget(texts[language], origin, state, findings=self.findings.get(i, ()))
            for i, texts in enumerate(self.targets)
        }
        return Translation(3, 7, language, state, self.updated, targets)

    def entry(self, language: Language, state: State = State.TRANSLATED) -> Entry:
        guid = mint_guid(Authority("isa-portal.de", "2026"), "musterhausen", self.key, language)
        publication = Publication(
            1,
            language,
            guid,
            self.published,
            self.updated,
            withdrawn_at=self.withdrawn,
            corrected_at=self.corrected,
        )
        translation = None if language is Language.DE else self.translation(language, state)
        return Entry(self.version(), publication, self.publisher, translation)


@pytest.fixture(scope="session")
def story() -> Callable[..., Story]:
    """Begin a release; the caller tells the rest."""
    return Story


@pytest.fixture(scope="session")
def profile() -> Callable[..., FeedProfile]:
    def make(language: Language = Language.ZH, **other: Any) -> FeedProfile:
        given = {"url": f"https://feeds.example/{language.short}.xml", "site": "https://www.example/"}
        titles = {
            Language.DE: ("ISA-Pressemitteilungen", "Pressemitteilungen im deutschen Original."),
            Language.EN: ("ISA Press Releases", "Press releases, translated from German."),
            Language.ZH: ("中德工业城市联盟新闻", "中德工业城市联盟新闻稿，译自德文。"),
        }
        title, description = titles[language]
        return FeedProfile(language.short, language, title, description, **(given | other))

    return make


def marked(text: str, *marks: tuple[str, MarkKind] | tuple[str, MarkKind, str]) -> RichText:
    """Mark the first place where each string stands in `text`."""
    found = [
        Mark(text.index(words), text.index(words) + len(words), kind, *(rest or [None])) for words, kind, *rest in marks
    ]
    return RichText(text, tuple(sorted(found)))


def lowered(text: str) -> RichText:
    """Lower the 2 of CO2."""
    start = text.index("CO2") + 2
    return RichText(text, (Mark(start, start + 1, MarkKind.SUBSCRIPT),))


@pytest.fixture(scope="session")
def hydrogen() -> Story:
    """A release of the usual form: kicker, dateline, lead, quotation, boilerplate, contact."""
    link = ("www.isa-portal.de", MarkKind.LINK, "https://www.isa-portal.de/")
    mail = ("presse@isa.example", MarkKind.LINK, "mailto:presse@isa.example")
    told = Story(categories=("Wirtschaft", "Wasserstoff & Energie"))
    told.title(
        (
            "ISA-Städte beraten über Wasserstoff",
            "ISA cities discuss hydrogen",
            "中德工业城市联盟成员城市共商氢能发展",
        )
    )
    told.paragraph(
        ("Pressemitteilung Nr. 12/2026", "Press release no. 12/2026", "2026年第12号新闻稿"), role=Role.KICKER
    )
    told.paragraph(("Berlin, den 26. März 2026", "Berlin, 26 March 2026", "柏林，2026年3月26日"), role=Role.DATELINE)
    told.paragraph(
        (
            "Vertreter von 48 Industriestädten haben in ihrer 2. Videokonferenz über Wasserstoff beraten.",
            "Representatives of 48 industrial cities discussed hydrogen in their second video conference.",
            "48座工业城市的代表在第二次视频会议上就氢能发展进行了磋商。",
        ),
        (
            "Das Treffen leitete das Sekretariat in Foshan.",
            "The meeting was chaired by the secretariat in Foshan.",
            "会议由设在佛山的联盟秘书处主持。",
        ),
        role=Role.LEAD,
    )
    told.paragraph(
        (
            lowered("Die CO2-Emissionen sollen bis 2060 auf null sinken."),
            lowered("CO2 emissions are to fall to zero by 2060."),
            lowered("到2060年，CO2排放量将降至零。"),
        ),
        (
            "„Wir fangen heute an“, sagte Anna Beispiel.",
            "“We are starting today,” said Anna Beispiel.",
            "安娜·拜施皮尔（Anna Beispiel）说：“我们从今天开始行动。”",
        ),
    )
    told.tell(
        BlockKind.HEADING, ("Über die ISA", "About the ISA", "关于中德工业城市联盟"), level=3, role=Role.BOILERPLATE
    )
    told.paragraph(
        (
            marked("Mehr unter www.isa-portal.de.", link),
            marked("More at www.isa-portal.de.", link),
            marked("更多信息请访问www.isa-portal.de。", link),
        ),
        role=Role.BOILERPLATE,
    )
    told.paragraph(
        ("Ansprechpartnerin: Petra Muster", "Contact: Petra Muster", "联系人：Petra Muster"),
        marked("presse@isa.example", mail),
        ("Tel.: +49 30 1234-0", "Phone: +49 30 1234-0", "电话：+49 30 1234-0"),
        gap="\n",
        role=Role.CONTACT,
    )
    return told.doubt(4).doubt(5, Severity.ERROR, "names").doubt(0, Severity.NOTE)


@pytest.fixture(scope="session")
def figures() -> Story:
    """A release with everything that is no paragraph: picture, lists in lists, a table, a quotation."""
    told = Story(
        key="https://presse.example/2026/kreislauf.html",
        url="https://presse.example/2026/kreislauf.html?a=1&b=2",
        publisher="Region Beispielland",
        published=PUBLISHED + timedelta(days=90),
        updated=PUBLISHED + timedelta(days=91, hours=2),
        corrected=PUBLISHED + timedelta(days=91, hours=2),
    )
    told.title(("Kreislaufwirtschaft in Zahlen", "The circular economy in figures", "循环经济：数据一览"))
    told.tell(
        BlockKind.FIGURE,
        ("Anlage im Hafen", "Plant in the port", "港口的回收设施"),
        image=Image(
            "https://presse.example/bilder/anlage.jpg", "Luftbild der Anlage", "Foto: Region Beispielland / K. Muster"
        ),
    )
    told.paragraph(("Drei Ziele sind gesetzt:", "Three goals are set:", "三项目标已经确定："))
    item = BlockKind.LIST_ITEM
    told.tell(item, ("weniger Abfall", "less waste", "减少废弃物"), level=1, group=1)
    told.tell(item, ("in Betrieben", "in companies", "企业方面"), level=2, group=1, ordered=True)
    told.tell(item, ("in Haushalten", "in households", "家庭方面"), level=2, group=1, ordered=True)
    told.tell(item, ("mehr Verwertung", "more recycling", "提高回收利用率"), level=1, group=1)
    cells = [
        [("Jahr", "Year", "年份"), ("Menge", "Quantity", "数量")],
        [("2024", "2024", "2024年"), ("1.234,5 t", "1,234.5 t", "1234.5吨")],
        [("2025", "2025", "2025年"), ("1.300 t", "1,300 t", "1300吨")],
    ]
    for row, line in enumerate(cells):
        for column, words in enumerate(line):
            header = row == 0 or column == 0
            told.tell(BlockKind.TABLE_CELL, words, group=2, row=row, column=column, header=header)
    told.tell(
        BlockKind.QUOTE,
        (
            "„Abfall ist ein Rohstoff am falschen Ort.“",
            "“Waste is a raw material in the wrong place.”",
            "“废弃物是放错了地方的资源。”",
        ),
    )
    return told


@pytest.fixture(scope="session")
def from_file() -> Story:
    """A release that came as a document: it has no address."""
    told = Story(key="mitteilung.pdf", url="", publisher="", published=PUBLISHED - timedelta(days=30))
    told.updated = told.published
    told.title(("Neue Mitgliedsstadt", "New member city", "联盟迎来新成员城市"))
    return told.paragraph(
        ("Die Stadt tritt der Allianz bei.", "The city is joining the alliance.", "该市加入联盟。"),
        ("Der Vertrag gilt ab sofort.", "The agreement takes effect at once.", "协议即日起生效。"),
    )


def with_target(entry: Entry, position: int, **changes: Any) -> Entry:
    """Change the target of one sentence."""
    assert entry.translation is not None
    targets = dict(entry.translation.targets)
    targets[100 + position] = replace(targets[100 + position], **changes)
    return replace(entry, translation=replace(entry.translation, targets=targets))


@pytest.fixture(scope="session")
def change() -> Callable[..., Entry]:
    return with_target


@pytest.fixture(scope="session")
def stories(hydrogen: Story, figures: Story, from_file: Story) -> Sequence[Story]:
    return [from_file, hydrogen, figures]
