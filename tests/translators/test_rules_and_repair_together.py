"""The promise of the rule side: whatever the engine says, no figure, name or address of the German is lost."""

import re
from pathlib import Path

import pytest

from model.article import BlockKind, Role
from model.comparison import compare
from model.languages import Language
from model.names import find_names
from model.richtext import RichText
from model.termbase import Termbase
from model.values import ADDRESSES, find_values
from translators.asides import take_out
from translators.repair import repair
from translators.rules import by_rule
from translators.terms import load_terms

ROOT = Path(__file__).parents[2]
SEED = ROOT / ".." / "shared" / "seed"
RELEASE = """
Köln, den 3. Mai 2024
Pressemitteilung Nr. 17/2024
Wirtschaftsförderungen beraten über Wasserstoff
Bürgermeisterin Aynur Çelik und Guo Peng, stellvertretender Direktor der Hafenbehörde, gaben am 2. Mai 2024 um 19.30 Uhr
den Startschuss für die 3. Konferenz. „Bis 2035 sparen wir 1,2 Mio. Tonnen CO2“, so Çelik.
Die Norddeutsche Elektrolyse GmbH investiert 45,5 Millionen Euro, 12,5 Prozent mehr als 2023.
Beteiligt sind neun Städte (Aachen, Mainz, Köln, Region Schwarzwald (Lahr und Freiburg), Foshan) und 1.250 Firmen.
Unterlagen unter www.konferenz.example/2024 oder per E-Mail an info@konferenz.example, Tel. 0221 4711-308.
Kontakt:
Ansprechpartner: Max Müller
Norddeutsche Elektrolyse GmbH
Hafenstraße 12a
50667 Köln
E-Mail: m.mueller@elektrolyse.example
Tel: +49 (221) 47 11 – 0
Fax: +49 (221) 47 11 – 99
"""


@pytest.fixture(scope="module")
def terms() -> Termbase:
    return Termbase(load_terms(ROOT / "config" / "terms.tsv"))


def with_garbage(line: str, role: Role, language: Language, terms: Termbase, garbage: str) -> str:
    ruled = by_rule(RichText(line), role, BlockKind.PARAGRAPH, language, terms)
    if ruled is not None:
        return ruled.text
    return repair(line, take_out(line, terms, language).put_back(garbage), language, terms)


def lines_of(text: str) -> list[tuple[str, Role]]:
    """Plain lines of a press release; everything from »Kontakt« on is the contact block."""
    text = re.sub(r"</?su[bp]>|\*\*|^#+ ", "", text, flags=re.MULTILINE)
    text = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", text)
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    contact = next(number for number, line in enumerate(lines) if line.startswith("Kontakt"))
    return [(line, Role.CONTACT if number >= contact else Role.BODY) for number, line in enumerate(lines)]


@pytest.mark.parametrize("garbage", ["x", "某事。", "The the 77 of Maxx Mülller in 1999."])
@pytest.mark.parametrize("language", [Language.EN, Language.ZH])
def test_nothing_is_lost_with_an_engine_that_returns_garbage(language: Language, garbage: str, terms: Termbase) -> None:
    seed = [path.read_text(encoding="utf-8") for path in sorted(SEED.glob("*.txt"))]
    for release in [RELEASE, *seed]:
        for line, role in lines_of(release):
            assert_complete(line, with_garbage(line, role, language, terms, garbage), language, terms)


@pytest.mark.skipif(not SEED.is_dir(), reason="the founder's release is not beside this checkout")
def test_the_contact_block_of_the_founder_s_release_arrives_in_chinese(terms: Termbase) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in SEED.glob("*.txt"))
    lines = lines_of(text)
    chinese = "\n".join(with_garbage(line, role, Language.ZH, terms, "x") for line, role in lines)

    values = [value for line, _ in lines for value in find_values(line, Language.DE)]
    addresses = [value.text for value in values if value.kind in ADDRESSES]

    assert len(addresses) >= 4
    assert all(address in chinese for address in addresses)
    assert "柏林，2021年3月26日" in chinese
    assert "联系人：Stefanie Behmer" in chinese


def assert_complete(german: str, translated: str, language: Language, terms: Termbase) -> None:
    values = find_values(german, Language.DE)
    assert compare(values, find_values(translated, language), translated).missing == (), (german, translated)
    assert all(value.text in translated for value in values if value.kind in ADDRESSES), (german, translated)
    for name in find_names(german, terms):
        assert name.is_in(translated, language), (name.text, translated)
