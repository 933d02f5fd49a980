"""Make training data: pairs read, filtered, balanced, varied, annotated, cut into pieces and written as numbers."""

import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from training.annotate import PLAIN, Rates, Wordbook, read_known, rote, varied, wordbook
from training.corpus import Pair, distinct, held_out, plausible, read_corpus, read_press
from training.lexicon import lexicon
from training.vocabulary import FIRST, MARKS, spoken, write_spoken

LONGEST = 128
"""Pieces of a sentence; longer ones are left out."""

PART = 400_000
"""Pairs in one file: about 20 MB."""


@dataclass(frozen=True)
class Recipe:
    """What goes into the data.

    Attributes:
        press: files of German, English and Chinese lines, which are used `copies` times, each time varied anew.
        corpora: files `XX-YY.tsv.xz`, with how many pairs of each origin are taken at most.
        default: how many pairs of an origin that is not named there.
        rote: how many lists of words and names a language gets, to learn copying from.
        terms: files with columns `de`, `en`, `zh`: what words are called.
        held: files of which no line and no eight words in a row may be trained on.
        sampled: share of press sentences whose words are cut into pieces in an unusual way.
    """

    press: Sequence[Path]
    corpora: Mapping[Path, Mapping[str, int]] = field(default_factory=dict)
    copies: int = 6
    default: int = 20_000
    rote: int = 20_000
    terms: Sequence[Path] = ()
    held: Sequence[Path] = ()
    sampled: float = 0.25
    seed: int = 1


def prepare(recipe: Recipe, spm: Path, folder: Path) -> int:
    """Write FOLDER/train-NN.npz and return how many pairs they hold; the vocabulary is `spm`'s."""
    import sentencepiece

    folder.mkdir(parents=True, exist_ok=True)
    processor = sentencepiece.SentencePieceProcessor(model_file=str(spm))
    rng = random.Random(recipe.seed)
    rows = list(_pairs(recipe, rng))
    rng.shuffle(rows)
    counts = {language: np.zeros(processor.get_piece_size(), np.int64) for language in MARKS}
    written = sum(
        _write(folder / f"train-{number:02d}.npz", chunk, processor, recipe.sampled, rng, counts)
        for number, chunk in enumerate(rows[start : start + PART] for start in range(0, len(rows), PART))
    )
    pieces = [processor.id_to_piece(number) for number in range(processor.get_piece_size())]
    write_spoken(spoken({language: seen.tolist() for language, seen in counts.items()}, pieces), folder)
    return written


def vocabulary(recipe: Recipe, size: int, folder: Path) -> Path:
    """Train a SentencePiece model on the recipe's text and return its path."""
    import sentencepiece

    folder.mkdir(parents=True, exist_ok=True)
    text = [side for pair in _read(recipe) for side in (pair.source, pair.target)]
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(text),
        model_prefix=str(folder / "sentencepiece"),
        vocab_size=size,
        character_coverage=0.9998,
        model_type="unigram",
        unk_id=0,
        bos_id=1,
        eos_id=2,
        pad_id=3,
        user_defined_symbols=list(MARKS.values()),
        normalization_rule_name="nmt_nfkc",
        input_sentence_size=600_000,
        shuffle_input_sentence=True,
    )
    return folder / "sentencepiece.model"


def _pairs(recipe: Recipe, rng: random.Random) -> Iterator[Pair]:
    pairs = list(_read(recipe))
    press = [pair for pair in pairs if pair.origin == "press"]
    books = {language: _book(press, recipe.terms, language) for language in MARKS}
    for book in books.values():
        yield from (rote(book, rng) for _ in range(recipe.rote))
    for pair in pairs:
        if pair.origin != "press":
            yield varied(pair, books[pair.language], PLAIN, rng)
            continue
        for _ in range(recipe.copies):
            yield varied(pair, books[pair.language], Rates(), rng)


def _read(recipe: Recipe) -> Iterator[Pair]:
    def everything() -> Iterator[Pair]:
        yield from (pair for pair in read_press(recipe.press) if plausible(pair))
        for path, most in recipe.corpora.items():
            yield from read_corpus(path, most, recipe.default, recipe.seed)

    return distinct(everything(), held_out(recipe.held))


def _book(press: Sequence[Pair], terms: Sequence[Path], language: str) -> Wordbook:
    own = [pair for pair in press if pair.language == language]
    return wordbook(press, language, read_known(terms, language), lexicon(own, language))


def _write(
    path: Path,
    pairs: Sequence[Pair],
    processor: Any,
    sampled: float,
    rng: random.Random,
    counts: Mapping[str, np.ndarray[Any, Any]],
) -> int:
    ids: list[np.ndarray[Any, Any]] = []
    lengths, languages = [], []
    for pair in pairs:
        unusual = pair.origin == "press" and rng.random() < sampled
        options = {"enable_sampling": True, "alpha": 0.2, "nbest_size": -1} if unusual else {}
        source, target = processor.encode(pair.source, **options), processor.encode(pair.target)
        if 0 < len(source) <= LONGEST and 0 < len(target) <= LONGEST and 0 not in target:
            ids += [np.array(source, np.uint16), np.array(target, np.uint16)]
            lengths += [len(source), len(target)]
            languages.append(FIRST[pair.language])
            np.add.at(counts[pair.language], target, 1)
    np.savez_compressed(
        path, ids=np.concatenate(ids), lengths=np.array(lengths, np.uint8), languages=np.array(languages, np.uint8)
    )
    return len(languages)
