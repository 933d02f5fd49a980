"""How fast packages translate here, against bare CTranslate2 and against argostranslate.translate.

    python benchmarks/translate.py [de-en|de-zh] [--texts FILE] [--rounds N]

All three get the same package, beam and sentences, in turns, and the best of the rounds counts: only the ratios mean
something. argostranslate would fetch a sentence splitter over the network; it gets ours, which costs it nothing.
"""

import argparse
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import ctranslate2

from model.languages import parse_language
from translators.argos import BATCH_TOKENS, ArgosEngine, cores
from translators.engine import PLAIN
from translators.packages import PackageStore
from translators.routes import Package
from translators.splitting import sentences
from translators.tokenizers import load_tokenizer

ROOT = Path(__file__).parents[1]
CASES = ROOT / "tests" / "translators" / "data" / "splitting.txt"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pair", nargs="?", default="de-zh")
    parser.add_argument("--texts", type=Path, default=CASES, help="a paragraph a line")
    parser.add_argument("--rounds", type=int, default=3)
    options = parser.parse_args()
    paragraphs = [line.replace(" | ", " ") for line in options.texts.read_text(encoding="utf-8").splitlines() if line]
    with tempfile.TemporaryDirectory() as home:
        store = PackageStore(Path(home), ROOT / "language-packages")
        source, target = map(parse_language, options.pair.split("-", 1))
        (package,) = store.route(source, target).steps
        report(package, paragraphs, options.rounds, Path(home))


def report(package: Package, paragraphs: list[str], rounds: int, home: Path) -> None:
    segments = [text[slice(*span)] for text in paragraphs for span in sentences(text)]
    ours = newsbridge(package, segments)
    memory = peak_memory(ours)
    contenders = {
        "newsbridge": ours,
        "bare CTranslate2": bare(package, segments),
        "argostranslate": argostranslate(package, paragraphs, home),
    }
    seconds = {name: min(times) for name, times in in_turns(contenders, rounds).items()}
    print(f"{package.name}, {len(segments)} sentences, {cores()} cores, beam {PLAIN.beam_size}")
    for name, taken in seconds.items():
        print(f"{name:18} {taken:6.2f} s {len(segments) / taken:6.1f} sentences/s")
    print(f"of bare CTranslate2's speed {seconds['bare CTranslate2'] / seconds['newsbridge']:6.0%}   (to reach: 85 %)")
    print(f"times as fast as argos      {seconds['argostranslate'] / seconds['newsbridge']:6.1f}   (to reach: 10)")
    print(f"peak memory, ours alone     {memory:6.0f} MB (limit: 700); torch loaded: {'torch' in sys.modules}")


def newsbridge(package: Package, segments: list[str]) -> Callable[[], object]:
    engine = ArgosEngine(package, device="cpu")
    return lambda: engine.translate(segments)


def bare(package: Package, segments: list[str]) -> Callable[[], object]:
    tokenizer = load_tokenizer(package.path)
    tokens = [tokenizer.encode(segment) for segment in segments]
    translator = ctranslate2.Translator(str(package.path / "model"), compute_type="int8", intra_threads=cores())
    return lambda: translator.translate_batch(
        tokens,
        beam_size=PLAIN.beam_size,
        repetition_penalty=PLAIN.repetition_penalty,
        max_batch_size=BATCH_TOKENS,
        batch_type="tokens",
    )


def argostranslate(package: Package, paragraphs: list[str], home: Path) -> Callable[[], object]:
    os.environ["HOME"] = str(home)  # argostranslate.translate writes there when imported
    from argostranslate import translate  # noqa: PLC0415
    from argostranslate.package import Package as ArgosPackage  # noqa: PLC0415

    splitter = SimpleNamespace(split_sentences=lambda text: [text[slice(*span)] for span in sentences(text)])
    translate.MiniSBDSentencizer = lambda _: splitter
    languages = translate.Language(package.source, ""), translate.Language(package.target, "")
    translation = translate.PackageTranslation(*languages, ArgosPackage(package.path))
    return lambda: [translation.translate(paragraph) for paragraph in paragraphs]


def in_turns(contenders: dict[str, Callable[[], object]], rounds: int) -> dict[str, list[float]]:
    times: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, run in contenders.items():
            begin = time.perf_counter()
            run()
            times[name].append(time.perf_counter() - begin)
    return times


def peak_memory(run: Callable[[], object]) -> float:
    """Megabytes; Linux counts kilobytes."""
    run()
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
