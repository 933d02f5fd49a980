"""How fast and how good packages translate here, beside bare CTranslate2 and argostranslate.translate.

    python benchmarks/translation.py [de-en|de-zh] [--source FILE --reference FILE] [--sentences N] [--rounds N]

Each contender has a process of its own, the same package, beam and sentences. They run in turns, and each ratio is the
median of those within a round: on a busy machine only neighbouring runs can be compared. Processor time, of all threads
together, says what the work costs where others take the cores away. argostranslate would fetch a
sentence splitter over the network; it gets ours, which costs it nothing. Bare CTranslate2 gets its tokens ready made
and as many workers and threads as our engine. Without files, the sentences are those of evaluation/press.tsv.
"""

import argparse
import multiprocessing
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby
from multiprocessing.connection import Connection
from pathlib import Path
from statistics import median
from types import SimpleNamespace

from pipeline.testset import PRESS, TestSet, parse_pair, read_pair, read_table
from translators.routes import Package

ROOT = Path(__file__).parents[1]
NEWSBRIDGE, BARE, ARGOS = "newsbridge", "bare CTranslate2", "argostranslate"
WARM_UP = 8

Run = Callable[[Sequence[str]], list[str]]
"""German lines -> their translations."""


@dataclass(frozen=True)
class Taken:
    """Seconds that one round took by the clock, and those that all threads worked."""

    wall: float
    processor: float


@dataclass(frozen=True)
class Outcome:
    """What a contender's process was like at its end."""

    translations: list[str]
    peak_megabytes: float
    torch_loaded: bool


def main() -> None:
    options = arguments()
    target = parse_pair(options.pair)
    given = read_pair(options.source, options.reference, target) if options.source else read_table(PRESS, target)
    test_set = given.head(options.sentences)
    with tempfile.TemporaryDirectory() as home:
        package = the_package(test_set, Path(home))
        taken, outcomes = contest(package, test_set, options.rounds)
    report(package, test_set, taken, outcomes)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pair", nargs="?", default="de-zh")
    parser.add_argument("--source", type=Path, help="German, a sentence a line")
    parser.add_argument("--reference", type=Path, help="its translation, line by line")
    parser.add_argument("--sentences", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    if bool(options.source) != bool(options.reference):
        parser.error("give --source and --reference together")
    return options


def the_package(test_set: TestSet, home: Path) -> Package:
    from model.languages import Language
    from translators.packages import PackageStore

    (package,) = PackageStore(home, ROOT / "language-packages").route(Language.DE, test_set.target).steps
    return package


def contest(package: Package, test_set: TestSet, rounds: int) -> tuple[dict[str, list[Taken]], dict[str, Outcome]]:
    """Let the contenders translate in turns; return what each round took and what each ended with."""
    context = multiprocessing.get_context("spawn")
    connections: dict[str, Connection] = {}
    for name in CONTENDERS:
        connections[name], theirs = context.Pipe()
        context.Process(target=contend, args=(name, package, test_set.sources, theirs), daemon=True).start()
        theirs.close()  # else nobody would hear that the process failed
        connections[name].recv()  # ready: the model is loaded
    taken: dict[str, list[Taken]] = {name: [] for name in CONTENDERS}
    for _ in range(rounds):
        for name, connection in connections.items():
            connection.send(True)
            taken[name].append(connection.recv())
    outcomes = {}
    for name, connection in connections.items():
        connection.send(False)
        outcomes[name] = connection.recv()
    return taken, outcomes


def contend(name: str, package: Package, lines: Sequence[str], connection: Connection) -> None:
    """Be one contender: translate whenever told to, and tell how long it took."""
    run = CONTENDERS[name](package, lines)
    translations = run(lines[:WARM_UP])
    connection.send(None)
    while connection.recv():
        begin = time.perf_counter(), time.process_time()
        translations = run(lines)
        connection.send(Taken(time.perf_counter() - begin[0], time.process_time() - begin[1]))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024  # Linux counts kilobytes
    connection.send(Outcome(translations, peak, "torch" in sys.modules))


def newsbridge(package: Package, _: Sequence[str]) -> Run:
    from translators.argos import ArgosEngine

    engine = ArgosEngine(package, device="cpu")
    return lambda lines: [reading.text for reading in engine.translate(lines)]


def bare(package: Package, lines: Sequence[str]) -> Run:
    import ctranslate2

    from translators.argos import MAX_WORKERS, cores
    from translators.decoding import BATCH_TOKENS
    from translators.engine import PLAIN
    from translators.splitting import sentences
    from translators.tokenizers import load_tokenizer

    tokenizer, workers = load_tokenizer(package.path), min(MAX_WORKERS, cores())
    ready = {line: [tokenizer.encode(line[slice(*span)]) for span in sentences(line)] for line in lines}
    threads = {"inter_threads": workers, "intra_threads": cores() // workers}
    translator = ctranslate2.Translator(str(package.path / "model"), compute_type="int8", **threads)

    def run(lines: Sequence[str]) -> list[str]:
        pieces = [(number, tokens) for number, line in enumerate(lines) for tokens in ready[line]]
        results = translator.translate_batch(
            [tokens for _, tokens in pieces],
            beam_size=PLAIN.beam_size,
            repetition_penalty=PLAIN.repetition_penalty,
            max_batch_size=BATCH_TOKENS,
            batch_type="tokens",
        )
        texts = (
            (number, tokenizer.decode(found.hypotheses[0])) for (number, _), found in zip(pieces, results, strict=True)
        )
        return [" ".join(text for _, text in parts) for _, parts in groupby(texts, key=lambda part: part[0])]

    return run


def argostranslate(package: Package, _: Sequence[str]) -> Run:
    os.environ["HOME"] = str(package.path.parent)  # argostranslate.translate writes there when imported
    from argostranslate import translate
    from argostranslate.package import Package as ArgosPackage

    from translators.splitting import sentences

    splitter = SimpleNamespace(split_sentences=lambda text: [text[slice(*span)] for span in sentences(text)])
    translate.MiniSBDSentencizer = lambda _: splitter
    languages = translate.Language(package.source, ""), translate.Language(package.target, "")
    translation = translate.PackageTranslation(*languages, ArgosPackage(package.path))
    return lambda lines: [translation.translate(line) for line in lines]


CONTENDERS: dict[str, Callable[[Package, Sequence[str]], Run]] = {
    NEWSBRIDGE: newsbridge,
    BARE: bare,
    ARGOS: argostranslate,
}


def report(package: Package, test_set: TestSet, taken: dict[str, list[Taken]], outcomes: dict[str, Outcome]) -> None:
    from pipeline.scores import metrics

    chrf = {
        name: metrics(test_set.target)["chrF"].corpus_score(outcome.translations, [test_set.references]).score
        for name, outcome in outcomes.items()
    }
    print(f"{package.name}, {len(test_set.sources)} sentences of {test_set.name}, {len(taken[ARGOS])} rounds")
    print(f"{'':18} {'seconds':>8} {'processor':>10} {'chrF':>6} {'peak memory':>12}")
    for name, rounds in taken.items():
        wall, processor = (median(getattr(each, clock) for each in rounds) for clock in ("wall", "processor"))
        print(f"{name:18} {wall:8.2f} {processor:10.2f} {chrf[name]:6.1f} {outcomes[name].peak_megabytes:9.0f} MB")
    ours, faster, of_bare = outcomes[NEWSBRIDGE], ratios(taken, ARGOS), ratios(taken, BARE)
    by_processor = "   by processor time"
    print(f"times as fast as argostranslate {faster[0]:6.1f}{by_processor} {faster[1]:6.1f}   (to reach: 10)")
    print(f"of bare CTranslate2's speed     {of_bare[0]:6.0%}{by_processor} {of_bare[1]:6.0%}   (to reach: 85 %)")
    print(f"chrF beyond argostranslate's    {chrf[NEWSBRIDGE] - chrf[ARGOS]:+6.1f}   (to reach: 0)")
    print(f"peak memory                     {ours.peak_megabytes:6.0f}   (below: 700 MB)")
    print(f"torch in the process            {'yes' if ours.torch_loaded else 'no':>6}   (to reach: no)")


def ratios(taken: dict[str, list[Taken]], other: str) -> tuple[float, float]:
    """Return how many times as long another takes, by the clock and by processor time: medians of the rounds."""
    rounds = list(zip(taken[other], taken[NEWSBRIDGE], strict=True))
    walls = [theirs.wall / ours.wall for theirs, ours in rounds]
    return median(walls), median(theirs.processor / ours.processor for theirs, ours in rounds)


if __name__ == "__main__":
    main()
