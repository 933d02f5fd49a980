"""The command line: `python -m training prepare|train|export|evaluate`; README.md says how they go together."""

import argparse
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


def main() -> None:
    """Run one step of the recipe."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    steps = parser.add_subparsers(required=True, metavar="STEP")
    _prepare_options(steps.add_parser("prepare", help="make training data of parallel text"))
    _train_options(steps.add_parser("train", help="train, or go on training"))
    _export_options(steps.add_parser("export", help="make language packages of what was trained"))
    _evaluate_options(steps.add_parser("evaluate", help="translate test sets and score them"))
    options = parser.parse_args()
    options.step(options)


def _prepare_options(step: argparse.ArgumentParser) -> None:
    step.add_argument("out", type=Path, help="folder for the data")
    step.add_argument("--press", type=Path, nargs="+", default=sorted((_HERE / "press").glob("*.tsv")))
    step.add_argument("--corpus", type=Path, nargs="*", default=[], help="files XX-YY.tsv[.xz]: origin, source, target")
    step.add_argument("--balance", type=Path, default=_HERE / "balance.toml")
    step.add_argument("--copies", type=int, default=8, help="of each press sentence, every one varied anew")
    step.add_argument("--terms", type=Path, nargs="*", default=[], help="files with columns de, en, zh")
    step.add_argument("--held", type=Path, nargs="*", default=[], help="test sets, of which nothing is trained on")
    step.add_argument("--spm", type=Path, help="SentencePiece model to keep; else one is made")
    step.add_argument("--pieces", type=int, default=24_000, help="of a vocabulary that is made")
    step.add_argument("--seed", type=int, default=1)
    step.set_defaults(step=_prepare)


def _train_options(step: argparse.ArgumentParser) -> None:
    step.add_argument("data", type=Path)
    step.add_argument("run", type=Path, help="folder for the weights; what is in it is gone on with")
    step.add_argument("--minutes", type=float, required=True, help="of this call")
    step.add_argument("--total", type=float, help="of all calls together; default: of this call")
    step.add_argument("--begin", type=Path, help="language package whose weights to begin with")
    for name, default in (("width", 512), ("inner", 2048), ("heads", 8), ("encoder", 8), ("decoder", 3)):
        step.add_argument(f"--{name}", type=int, default=default)
    step.add_argument("--budget", type=int, default=65_536, help="tokens a side in a batch")
    step.add_argument("--rate", type=float, default=1.5e-3)
    step.add_argument("--warmup", type=int, default=1000, help="steps")
    step.add_argument("--steady", type=float, default=0.4, help="share of the time before the rate falls")
    step.add_argument("--drop", type=float, default=0.1)
    step.add_argument("--average", type=float, default=0.9)
    step.add_argument("--compiled", action="store_true")
    step.add_argument("--number", type=int, default=0, help="of this process")
    step.add_argument("--count", type=int, default=1, help="of processes that train together")
    step.set_defaults(step=_train)


def _export_options(step: argparse.ArgumentParser) -> None:
    step.add_argument("run", type=Path, help="folder with ema.q8.NN")
    step.add_argument("out", type=Path)
    step.add_argument("--spm", type=Path, required=True)
    step.add_argument("--version", required=True)
    step.add_argument("--no-marks", action="store_true", help="the data had no annotated terms")
    step.set_defaults(step=_export)


def _evaluate_options(step: argparse.ArgumentParser) -> None:
    step.add_argument("package", type=Path)
    step.add_argument(
        "sets", type=Path, nargs="+", help="TSV of German, English and Chinese, or NAME.de beside NAME.en"
    )
    step.add_argument("--terms", type=Path, nargs="*", default=[])
    step.add_argument("--most", type=int, default=200, help="sentences of a set")
    step.set_defaults(step=_evaluate)


def _prepare(options: argparse.Namespace) -> None:
    from training.prepare import Recipe, prepare, vocabulary

    balance = tomllib.loads(options.balance.read_text(encoding="utf-8"))
    recipe = Recipe(
        press=options.press,
        corpora={path: _most(balance, path) for path in options.corpus},
        copies=options.copies,
        default=balance["default"],
        terms=options.terms,
        held=options.held,
        seed=options.seed,
    )
    options.out.mkdir(parents=True, exist_ok=True)
    spm = options.spm or vocabulary(recipe, options.pieces, options.out)
    if spm.parent != options.out:
        (options.out / "sentencepiece.model").write_bytes(spm.read_bytes())
    print(prepare(recipe, spm, options.out), "pairs")


def _most(balance: Mapping[str, Any], path: Path) -> Mapping[str, int]:
    most: Mapping[str, int] = balance.get(path.name.split(".")[0], {})
    return most


def _train(options: argparse.Namespace) -> None:
    import sentencepiece
    import torch

    from training.batches import Pairs
    from training.export import read_package
    from training.model import Shape
    from training.train import Plan, Run
    from training.vocabulary import read_spoken

    torch.manual_seed(options.number)
    if options.count > 1:
        torch.set_num_threads(1)
    spm = sentencepiece.SentencePieceProcessor(model_file=str(options.data / "sentencepiece.model"))
    shape = Shape(spm.get_piece_size(), options.width, options.inner, options.heads, options.encoder, options.decoder)
    names = ("minutes", "budget", "rate", "warmup", "steady", "drop", "average", "compiled")
    plan = Plan(total=options.total or options.minutes, **{name: getattr(options, name) for name in names})
    begin = read_package(options.begin) if options.begin else None
    run = Run(shape, plan, options.run, read_spoken(options.data), begin, options.number, options.count)
    run.train(Pairs(options.data))


def _export(options: argparse.Namespace) -> None:
    from training.export import export
    from training.vocabulary import read_spoken
    from training.weights import unpack

    shape, state = unpack(options.run)
    spoken, marks = read_spoken(options.run), not options.no_marks
    for path in export(state, shape, options.spm, spoken, options.out, options.version, marks=marks):
        print(path)


def _evaluate(options: argparse.Namespace) -> None:
    from training.annotate import read_known
    from training.evaluate import Package, evaluate, read_pairs

    package = Package(options.package)
    terms = read_known(options.terms, package.language)
    for path in options.sets:
        print(path.name, evaluate(package, read_pairs(path, package.language)[: options.most], terms))


if __name__ == "__main__":
    main()
