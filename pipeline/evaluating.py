"""Measuring an engine on a test set: by itself, and with all that newsbridge does around it."""

import json
import resource
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Any

from checks import run as run_checks
from model.errors import SourceError
from model.languages import Language
from model.richtext import RichText
from pipeline.scores import Difference, Scores, differences, score
from pipeline.testset import TestSet
from pipeline.wiring import Newsroom
from translators.chain import Chain, Request
from translators.engine import Engine

ENGINE, CHAIN = "engine", "chain"
"""The two ways that are measured: the engine's own words, and what becomes of them in newsbridge."""

MEASURED_WITH = ("newsbridge", "ctranslate2", "sentencepiece", "sacrebleu")
WARM_UP = "Guten Tag."


@dataclass(frozen=True)
class Way:
    """One way of translating the test set."""

    scores: Scores
    translations: tuple[str, ...]


@dataclass(frozen=True)
class Evaluation:
    """An engine measured on a test set.

    Attributes:
        fingerprint: of the test set; only results with the same can be compared.
        engine: its name, with packages and their versions.
        versions: of the programs that took part.
        peak_megabytes: the most memory that the process ever had.
        ways: `engine` and `chain`.
    """

    pair: str
    test_set: str
    fingerprint: str
    segments: int
    engine: str
    versions: dict[str, str]
    peak_megabytes: int
    ways: dict[str, Way]

    def to_json(self) -> dict[str, Any]:
        """Plain data, translations included, so that a later result can be compared with this one."""
        return asdict(self)


def evaluate(newsroom: Newsroom, test_set: TestSet, engine_name: str = "") -> Evaluation:
    """Translate a test set twice, by the engine alone and by the chain around it, and measure both.

    Args:
        newsroom: whose termbase and engines are used; nothing is stored.
        test_set: what to translate.
        engine_name: as in `config/engines.toml`; "" for the one that the language pair has.

    Raises:
        UnsupportedPair: no engine leads to the language.
        TranslationError: the engine failed.
    """
    engines, target = newsroom.engines, test_set.target
    engine = engines.named(engine_name, Language.DE, target) if engine_name else engines.engine(Language.DE, target)
    chain = newsroom.chain_of(engine, target)
    try:
        chain.translate([Request(RichText(WARM_UP))])  # loads the models, which is no part of their speed
        ways = {
            ENGINE: _measured(newsroom, test_set, partial(_by_engine, engine)),
            CHAIN: _measured(newsroom, test_set, partial(_by_chain, chain)),
        }
    finally:
        chain.close()
    return Evaluation(
        pair=f"{Language.DE}-{target}",
        test_set=test_set.name,
        fingerprint=test_set.fingerprint,
        segments=len(test_set.sources),
        engine=engine.name,
        versions={name: version(name) for name in MEASURED_WITH},
        peak_megabytes=_peak_megabytes(),
        ways=ways,
    )


def compare_with(path: Path, now: Evaluation, test_set: TestSet) -> dict[str, list[Difference]]:
    """Compare an evaluation with an earlier one that was kept as JSON, way by way.

    Raises:
        SourceError: the file cannot be read, is no such result, or is about other sentences.
    """
    earlier = _load(path)
    if earlier.get("fingerprint") != now.fingerprint:
        reason = f"was not measured on the sentences of {test_set.name}, so the two cannot be compared"
        raise SourceError(subject=str(path), reason=reason)
    try:
        before = {name: list(way["translations"]) for name, way in earlier["ways"].items()}
    except (KeyError, TypeError, AttributeError) as error:
        raise SourceError(subject=str(path), reason="lacks the translations that it was measured by") from error
    return {
        name: differences(before[name], way.translations, test_set.references, test_set.target)
        for name, way in now.ways.items()
        if name in before
    }


def _measured(newsroom: Newsroom, test_set: TestSet, run: Callable[[Sequence[str]], list[str]]) -> Way:
    size, sources = newsroom.settings.batch, test_set.sources
    begin = time.perf_counter()
    texts = [text for start in range(0, len(sources), size) for text in run(sources[start : start + size])]
    seconds = time.perf_counter() - begin
    target, terms = test_set.target, newsroom.terms
    findings = [
        run_checks(RichText(source), RichText(text), target, terms) for source, text in zip(sources, texts, strict=True)
    ]
    scores = score(sources, test_set.references, texts, findings, target, terms, seconds)
    return Way(scores, tuple(texts))


def _by_engine(engine: Engine, batch: Sequence[str]) -> list[str]:
    return [reading.text for reading in engine.translate(batch)]


def _by_chain(chain: Chain, batch: Sequence[str]) -> list[str]:
    return [target.text.text for target in chain.translate([Request(RichText(text)) for text in batch])]


def _peak_megabytes() -> int:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return round(peak / (1024 * 1024 if sys.platform == "darwin" else 1024))  # macOS counts bytes, Linux kilobytes


def _load(path: Path) -> dict[str, Any]:
    try:
        earlier = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SourceError(subject=str(path), reason=error.strerror or str(error)) from error
    except ValueError as error:
        raise SourceError(
            subject=str(path), reason="is not JSON; keep what `newsbridge evaluate --json` prints"
        ) from error
    return earlier if isinstance(earlier, dict) else {}
