"""An editor takes a translation along, works on it in another program, and brings it back while others go on."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from model.article import Article, Block, BlockKind
from model.errors import Overtaken, PublishError, TranslationError
from model.languages import Language
from model.richtext import Mark, MarkKind, RichText
from model.translation import SegmentTarget, State, Translation
from pipeline import exchange, exchange_import
from pipeline.approving import approve
from pipeline.exchange import ExportOrder, export, export_to, wanted
from pipeline.exchange_import import ImportOrder, import_xliff
from pipeline.exchange_reports import (
    CHANGED,
    EDITED,
    FOREIGN,
    GONE,
    NO_TARGET,
    NOT_YET,
    OTHER_LANGUAGE,
    RESEGMENTED,
    SOURCE_CHANGED,
    TWICE,
    UNKNOWN_UNIT,
    ImportReport,
    Trouble,
)
from pipeline.reviewing import remark
from pipeline.settings import Settings
from pipeline.translate import translate
from pipeline.wiring import Newsroom
from translators.splitting import segment
from translators.xliff_values import BAD_STATE, BROKEN_OFF, DOUBLED_CODE, MISSING_CODE

ROOT = Path(__file__).parents[2]
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ZH = Language.ZH
TITLE = "ISA-Städte beraten über Wasserstoff"
FIGURE = "Vertreter von 48 Industriestädten haben am 26. März über 2,5 Mio. Euro beraten."
LAST = "Das Rathaus bleibt am Montag geschlossen."
LINKED = "Mehr auf der Seite der ISA."
LINK = Mark(LINKED.index("Seite"), LINKED.index(" der ISA"), MarkKind.LINK, "https://isa.example/")
GOOD = "3月26日，48座工业城市的代表就250万欧元进行了磋商。"


@pytest.fixture
def room(tmp_path: Path) -> Iterator[Newsroom]:
    settings = Settings(home=tmp_path, engine="fake", terms=ROOT / "config" / "terms.tsv")
    with Newsroom(settings) as newsroom:
        newsroom.now = lambda: NOON  # type: ignore[method-assign]
        yield newsroom


def article(*paragraphs: str | RichText, title: str = TITLE) -> Article:
    rich = [RichText(text) if isinstance(text, str) else text for text in paragraphs]
    blocks = (Block(BlockKind.TITLE, RichText(title)), *(Block(BlockKind.PARAGRAPH, text) for text in rich))
    return Article(blocks, published=NOON - timedelta(days=1), url="https://presse.example/1")


FIRST = article(f"{FIGURE} {LAST}", RichText(LINKED, (LINK,)))


@pytest.fixture
def translation(room: Newsroom) -> Translation:
    """Title, two sentences in one paragraph, one with a link."""
    room.store.releases.add("musterstadt", ["1"], FIRST.url, FIRST, segment(FIRST), NOON)
    translate(room)
    return chinese(room)


def chinese(room: Newsroom) -> Translation:
    [release] = room.store.releases.search()
    found = room.store.translations.get(release.version_id, ZH)
    assert found
    return found


def collect_again(room: Newsroom, changed: Article) -> None:
    [release] = room.store.releases.search()
    room.store.releases.add_version(release, changed.url, changed, segment(changed), NOON)


def targets(room: Newsroom) -> dict[str, SegmentTarget]:
    """Return the targets by their German."""
    found = chinese(room)
    version = room.store.releases.version(found.version_id)
    return {each.source.text.text: found.targets[each.id] for each in version.segments if each.id in found.targets}


def number(room: Newsroom, german: str) -> int:
    version = room.store.releases.version(chinese(room).version_id)
    return next(each.id for each in version.segments if each.source.text.text == german)


@pytest.fixture
def exported(room: Newsroom, translation: Translation) -> str:
    return export(room, [translation.id]).decode()


def bring(room: Newsroom, content: str | bytes, *, approve: bool = False, dry_run: bool = False) -> ImportReport:
    file = BytesIO(content if isinstance(content, bytes) else content.encode())
    return import_xliff(room, file, "a.xlf", ImportOrder("Li Na", approve, dry_run))


def edited(content: str, german: str, words: str, state: str = "translated") -> str:
    """Change one segment as a translation program does; `words` replace all that is in the target."""
    pattern = r'(<segment [^>]*state=")\w+("[^>]*><source>(?:<[^>]*>|[^<])*?</source><target>)(?:(?!</target>).)*'
    for found in re.finditer(pattern, content):
        if german in re.sub(r"<[^>]*>", "", found[0]):
            return content[: found.start()] + found[1] + state + found[2] + words + content[found.end() :]
    raise AssertionError(german)


def only(troubles: list[Trouble]) -> Trouble:
    [trouble] = troubles
    return trouble


def counts(report: ImportReport) -> tuple[int, int, int, int, int]:
    return report.drafts, report.approved, report.unchanged, len(report.conflicts), len(report.refused)


def test_what_nobody_touched_changes_nothing(room: Newsroom, exported: str) -> None:
    before = chinese(room)
    assert counts(bring(room, exported, approve=True)) == (0, 0, 4, 0, 0)
    assert chinese(room) == before


def test_an_edit_comes_in_as_a_checked_draft_and_importing_twice_changes_nothing(room: Newsroom, exported: str) -> None:
    wrong = GOOD.replace("48", "49")
    machine = targets(room)[FIGURE].machine
    file = edited(exported, FIGURE, wrong, "final")
    assert counts(bring(room, file)) == (1, 0, 3, 0, 0)
    kept = targets(room)[FIGURE]
    assert (kept.text.text, kept.machine, kept.state, kept.edited_by) == (wrong, machine, State.TRANSLATED, "Li Na")
    assert any("49" in finding.message for finding in kept.findings)
    assert list(room.store.memory.all()) == []

    assert counts(bring(room, file)) == (0, 0, 4, 0, 0)
    assert targets(room)[FIGURE] == kept
    assert len(room.store.history.latest(10, translation_id=chinese(room).id)) == 1


def test_reviewed_and_final_are_approved_where_that_is_asked_for(room: Newsroom, exported: str) -> None:
    file = edited(edited(exported, FIGURE, GOOD, "final"), TITLE, "标题", "reviewed")
    file = edited(file, LAST, "市政厅周一关闭。", "translated")
    assert counts(bring(room, file)) == (3, 0, 1, 0, 0)
    assert counts(bring(room, file, approve=True)) == (0, 2, 2, 0, 0)
    states = {german: target.state for german, target in targets(room).items()}
    assert states == {TITLE: State.REVIEWED, FIGURE: State.FINAL, LAST: State.TRANSLATED, LINKED: State.TRANSLATED}
    assert {unit.source for unit in room.store.memory.all()} == {TITLE, FIGURE}
    assert counts(bring(room, file, approve=True)) == (0, 0, 4, 0, 0)


def test_a_dry_run_says_what_would_be_done_and_changes_nothing(room: Newsroom, exported: str) -> None:
    before = chinese(room)
    file = edited(exported, FIGURE, GOOD, "final")
    assert counts(bring(room, file, approve=True, dry_run=True)) == (0, 1, 3, 0, 0)
    assert chinese(room) == before


def test_a_colleague_was_faster_and_both_texts_are_shown(room: Newsroom, exported: str) -> None:
    number_ = number(room, FIGURE)
    approve(room, chinese(room).id, number_, "别的译文。", "Petra", State.TRANSLATED)
    approve(room, chinese(room).id, number(room, LAST), "周一关闭。", "Petra", State.TRANSLATED)
    report = bring(room, edited(exported, FIGURE, GOOD, "final"), approve=True)
    assert counts(report) == (0, 0, 3, 1, 0), "what only the colleague has edited is no conflict"
    conflict = only(report.conflicts)
    assert (conflict.template, conflict.fields, conflict.segment_id) == (EDITED, {"by": "Petra"}, number_)
    assert (conflict.german, conflict.theirs, conflict.ours) == (FIGURE, GOOD, "别的译文。")
    assert conflict.line
    assert targets(room)[FIGURE].text.text == "别的译文。"


def test_a_colleague_who_is_faster_by_a_moment_loses_nothing(
    room: Newsroom, exported: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def too_late(*_: object) -> None:
        raise Overtaken(by="Petra", revision=1)

    monkeypatch.setattr(exchange_import, "approve", too_late)
    report = bring(room, edited(exported, FIGURE, GOOD))
    assert only(report.conflicts).fields == {"by": "Petra"}
    assert report.drafts == 0


def test_an_approval_withdrawn_meanwhile_is_not_repeated(room: Newsroom, translation: Translation) -> None:
    """The file still says `reviewed`, but nobody has said so since."""
    approve(room, translation.id, number(room, FIGURE), GOOD, "Petra")
    file = export(room, [translation.id]).decode()
    approve(room, translation.id, number(room, FIGURE), GOOD, "Petra", State.TRANSLATED)
    assert counts(bring(room, file, approve=True)) == (0, 0, 4, 0, 0)
    assert targets(room)[FIGURE].state is State.TRANSLATED


def test_what_a_program_drops_makes_us_careful_not_careless(room: Newsroom, exported: str) -> None:
    """Without our metadata only what no editor has touched is written over."""
    file = re.sub(r"<mda:metadata>.*?</mda:metadata>", "", exported)
    file = edited(edited(file, FIGURE, GOOD), LAST, "市政厅周一关闭。")
    approve(room, chinese(room).id, number(room, LAST), "周一关闭。", "Petra")
    report = bring(room, file)
    assert counts(report) == (1, 0, 2, 1, 0)
    assert only(report.conflicts).ours == "周一关闭。"
    assert targets(room)[LAST].state is State.REVIEWED


@pytest.mark.parametrize(
    ("inside", "template"),
    [
        ("在联盟的网页上。", MISSING_CODE),
        ('<pc id="{0}">网</pc><pc id="{0}">页</pc>', DOUBLED_CODE),
    ],
)
def test_a_link_must_come_back_once(room: Newsroom, exported: str, inside: str, template: str) -> None:
    code = f"s{number(room, LINKED)}-1"
    before = targets(room)[LINKED]
    report = bring(room, edited(exported, LINKED, inside.format(code), "final"), approve=True)
    trouble = only(report.refused)
    assert (trouble.template, trouble.german) == (template, LINKED)
    assert code in trouble.fields["code"]
    assert targets(room)[LINKED] == before


def test_a_link_may_move_and_leads_where_it_led(room: Newsroom, exported: str) -> None:
    code = f"s{number(room, LINKED)}-1"
    file = edited(exported, LINKED, f'更多内容见联盟<pc id="{code}" dataRefStart="d9">网页</pc>。')
    assert counts(bring(room, file.replace("https://isa.example/", "https://evil.example/"))) == (1, 0, 3, 0, 0)
    assert targets(room)[LINKED].text == RichText("更多内容见联盟网页。", (Mark(7, 9, MarkKind.LINK, LINK.href),))


def test_changed_german_is_reported_and_the_rest_is_taken(room: Newsroom, exported: str) -> None:
    file = edited(edited(exported, FIGURE, GOOD), LAST, "市政厅周一关闭。")
    file = file.replace(f"<source>{FIGURE}", f"<source>{FIGURE.replace('48', '84')}", 2)
    report = bring(room, file)
    assert counts(report) == (1, 0, 2, 0, 1)
    assert only(report.refused).template == SOURCE_CHANGED
    assert targets(room)[FIGURE].edited is None


def test_segments_that_were_joined_keep_their_unit_out(room: Newsroom, exported: str) -> None:
    second = f'<segment id="s{number(room, LAST)}"'
    start = exported.index(second)
    end = exported.index("</segment>", start) + len("</segment>")
    report = bring(room, edited(exported[:start] + exported[end:], TITLE, "标题"))
    assert counts(report) == (1, 0, 1, 0, 1)
    assert (only(report.refused).template, only(report.refused).fields) == (RESEGMENTED, {"unit": "b1"})


def test_a_segment_that_stands_there_twice_is_taken_once(room: Newsroom, exported: str) -> None:
    unit = exported[exported.index("<unit") : exported.index("</unit>") + len("</unit>")]
    file = edited(exported, TITLE, "标题").replace("</file>", unit + "</file>")
    report = bring(room, file)
    assert only(report.refused).template == TWICE
    assert targets(room)[TITLE].text.text == "标题"


@pytest.mark.parametrize(
    ("before", "after", "template"),
    [
        ('<mda:meta type="hash">', '<mda:meta type="hash">0', FOREIGN),
        ('<mda:meta type="translation">', '<mda:meta type="translation">99', FOREIGN),
        ('trgLang="zh-Hans"', 'trgLang="fr"', OTHER_LANGUAGE),
        ('<unit id="b0"', '<unit id="b77"', UNKNOWN_UNIT),
        ('state="translated"', 'state="done"', BAD_STATE),
        ("</xliff>", "</xlif>", BROKEN_OFF),
    ],
)
def test_what_does_not_belong_here_is_named_once(
    room: Newsroom, exported: str, before: str, after: str, template: str
) -> None:
    trouble = only(bring(room, exported.replace(before, after, 1)).refused)
    assert trouble.template == template
    assert trouble.line
    assert trouble.template.format_map(trouble.fields)


def test_a_release_that_changed_takes_what_is_still_true(room: Newsroom, exported: str) -> None:
    """The editor's hour is not lost because the publisher has changed another sentence."""
    collect_again(room, article(f"{FIGURE} Das Rathaus öffnet am Montag.", RichText(LINKED, (LINK,))))
    file = edited(edited(exported, FIGURE, GOOD, "final"), LAST, "市政厅周一关闭。")
    assert only(bring(room, file).refused).template == NOT_YET
    translate(room)
    report = bring(room, file, approve=True)
    assert counts(report) == (0, 1, 2, 0, 1)
    assert (only(report.refused).template, only(report.refused).german) == (GONE, LAST)
    assert targets(room)[FIGURE].text.text == GOOD
    assert counts(bring(room, file, approve=True)) == (0, 0, 3, 0, 1)


def test_a_release_that_changed_keeps_what_an_editor_did_there(room: Newsroom, exported: str) -> None:
    collect_again(room, article(f"{FIGURE} Das Rathaus öffnet am Montag.", RichText(LINKED, (LINK,))))
    translate(room)
    approve(room, chinese(room).id, number(room, FIGURE), "别的译文。", "Petra")
    report = bring(room, edited(exported, FIGURE, GOOD))
    assert (only(report.conflicts).template, only(report.conflicts).fields) == (EDITED, {"by": "Petra"})
    assert targets(room)[FIGURE].text.text == "别的译文。"


def test_a_machine_that_says_it_anew_in_a_changed_release_is_a_conflict_too(room: Newsroom, exported: str) -> None:
    collect_again(room, article(f"{FIGURE} Das Rathaus öffnet am Montag.", RichText(LINKED, (LINK,))))
    translate(room)
    found = chinese(room)
    other = SegmentTarget(RichText("机器的新译文。"), targets(room)[FIGURE].origin)
    room.store.translations.replace_machine(found.id, {number(room, FIGURE): other}, NOON)
    assert only(bring(room, edited(exported, FIGURE, GOOD)).conflicts).template == CHANGED


def test_a_sentence_that_is_not_translated_yet_waits_for_the_machine(room: Newsroom) -> None:
    room.store.releases.add("musterstadt", ["1"], FIRST.url, FIRST, segment(FIRST), NOON)
    [release] = room.store.releases.search()
    started = room.store.translations.start(release.version_id, ZH, NOON)
    file = export(room, [started.id]).decode()
    assert file.count('state="initial"') == 4
    assert "<target>" not in file
    report = bring(room, file.replace("</source></segment>", "</source><target>译</target></segment>", 1))
    assert {trouble.template for trouble in report.refused} == {NO_TARGET}


def test_an_empty_target_is_no_translation(room: Newsroom, exported: str) -> None:
    assert counts(bring(room, edited(exported, FIGURE, "  ", "final"), approve=True)) == (0, 0, 4, 0, 0)


def test_an_editor_finds_all_that_the_desk_shows(room: Newsroom, translation: Translation) -> None:
    approve(room, translation.id, number(room, FIGURE), GOOD.replace("48", "49"), "Petra", State.TRANSLATED)
    remark(room, translation.id, number(room, FIGURE), "48, nicht 49!", "Petra")
    approve(room, translation.id, number(room, LAST), "市政厅周一关闭。", "Petra")
    file = export(room, [translation.id], Language.DE).decode()
    assert 'subState="newsbridge:person"' in file
    assert re.search(r'<note [^>]*category="finding"[^>]*>\[1\] numbers: [^<]*49', file)
    assert re.search(r'<note [^>]*category="remark"[^>]*>\[1\] Petra: 48, nicht 49!', file)
    assert re.search(r'<mtc:match [^>]*type="mt"', file)
    assert re.search(r'<mtc:match [^>]*type="tm"[^>]*origin="Petra"><source>' + LAST, file)
    assert "<gls:term" in file


def test_orders_choose_by_language_source_and_state(room: Newsroom, translation: Translation) -> None:
    assert wanted(room, ExportOrder(ZH)) == [translation.id]
    assert wanted(room, ExportOrder(ZH, source="elsewhere")) == []
    for each in translation.targets:
        approve(room, translation.id, each, None, "Petra")
    assert wanted(room, ExportOrder(ZH, waiting=True)) == []
    assert wanted(room, ExportOrder(ZH)) == [translation.id]


def test_files_are_named_and_bounded(
    room: Newsroom, translation: Translation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert export_to(room, [translation.id], tmp_path / "out") == [tmp_path / "out" / "musterstadt-1.zh.xlf"]
    one = tmp_path / "one.XLIFF"
    assert export_to(room, [translation.id], one) == [one]
    assert one.read_bytes() == (tmp_path / "out" / "musterstadt-1.zh.xlf").read_bytes()
    monkeypatch.setattr(exchange, "LARGEST", 100)
    with pytest.raises(PublishError, match="folder"):
        export_to(room, [translation.id], tmp_path / "two.xlf")
    assert not (tmp_path / "two.xlf").exists()


def test_somebody_must_stand_behind_the_work(room: Newsroom, exported: str) -> None:
    with pytest.raises(TranslationError, match="name"):
        import_xliff(room, BytesIO(exported.encode()), "a.xlf", ImportOrder("  "))


def test_the_machine_may_translate_anew_meanwhile(room: Newsroom, exported: str) -> None:
    """What an editor wrote after the German goes before what a machine says now."""
    other = SegmentTarget(RichText("机器的新译文。"), targets(room)[FIGURE].origin)
    room.store.translations.replace_machine(chinese(room).id, {number(room, FIGURE): other}, NOON)
    assert counts(bring(room, exported)) == (0, 0, 4, 0, 0)
    assert targets(room)[FIGURE].text.text == "机器的新译文。"
    assert counts(bring(room, edited(exported, FIGURE, GOOD))) == (1, 0, 3, 0, 0)
    assert targets(room)[FIGURE].text.text == GOOD
