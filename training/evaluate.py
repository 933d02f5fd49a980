"""Evaluate packages: BLEU and chrF, figures, loops, and how well annotated terms are obeyed."""

import re
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from training.annotate import ENDINGS
from training.figures import figures, standing
from training.vocabulary import MARKS

BEAM = 4
PENALTY = 1.1
"""Against repetition."""

_LOOP = re.compile(r"(.{2,40}?)\1{2,}")
_NO_LOOP = re.compile(r"[\d.,0\s-]+")


@dataclass(frozen=True)
class Scores:
    """What a package made of a test set; shares are of the sentences or terms that they can be told of."""

    sentences: int
    bleu: float
    chrf: float
    figures: float
    loops: int
    terms: float
    annotated_terms: float

    def __str__(self) -> str:
        return (
            f"{self.sentences} sentences: BLEU {self.bleu:.1f}, chrF {self.chrf:.1f}, figures {self.figures:.0%}, "
            f"loops {self.loops}, terms {self.terms:.0%}, annotated {self.annotated_terms:.0%}"
        )


class Package:
    """An `.argosmodel` file, opened for translation."""

    def __init__(self, path: Path, threads: int = 2) -> None:
        import ctranslate2
        import sentencepiece

        self._folder = tempfile.TemporaryDirectory()
        with zipfile.ZipFile(path) as archive:
            archive.extractall(self._folder.name)
        (root,) = Path(self._folder.name).iterdir()
        self.language = root.name.rpartition("_")[2]
        self._pieces = sentencepiece.SentencePieceProcessor(model_file=str(root / "sentencepiece.model"))
        self._translator = ctranslate2.Translator(str(root / "model"), compute_type="int8", intra_threads=threads)

    def translate(self, texts: Sequence[str]) -> list[str]:
        """Return a translation of each text."""
        results = self._translator.translate_batch(
            self._pieces.encode(list(texts), out_type=str),
            beam_size=BEAM,
            repetition_penalty=PENALTY,
            max_batch_size=1024,
            batch_type="tokens",
            disable_unk=True,
        )
        return [self._pieces.decode(result.hypotheses[0]) for result in results]


def evaluate(package: Package, pairs: Sequence[tuple[str, str]], terms: Mapping[str, Sequence[str]]) -> Scores:
    """Translate the sources and compare with the references; `terms` says what German words are to be called."""
    sources, references = [source for source, _ in pairs], [reference for _, reference in pairs]
    made = package.translate(sources)
    bleu, chrf = _sacrebleu(made, references, package.language)
    plain, annotated = obeyed(package, sources, made, terms)
    rightly = [
        right
        for pair, text in zip(pairs, made, strict=True)
        if (right := _figures(*pair, text, package.language)) is not None
    ]
    loops = sum(looping(text) for text in made)
    return Scores(len(pairs), bleu, chrf, _share(rightly), loops, plain, annotated)


def obeyed(
    package: Package, sources: Sequence[str], made: Sequence[str], terms: Mapping[str, Sequence[str]]
) -> tuple[float, float]:
    """Return the share of terms with an accepted name in `made`, and of annotated ones with the first name."""
    found = [
        (source, text, here) for source, text in zip(sources, made, strict=True) if (here := terms_in(source, terms))
    ]
    again = package.translate([mark(source, here, package.language) for source, _, here in found]) if found else []
    plain = [any(name in text for name in names) for _, text, here in found for names in here.values()]
    annotated = [names[0] in text for (_, _, here), text in zip(found, again, strict=True) for names in here.values()]
    return _share(plain), _share(annotated)


def terms_in(source: str, terms: Mapping[str, Sequence[str]]) -> dict[str, Sequence[str]]:
    """Return the words of a sentence that are terms, in any form, with their names."""
    found: dict[str, Sequence[str]] = {}
    for word in re.findall(r"[^\W\d_][\w-]+", source):
        names = next((terms[stem] for ending in ENDINGS if (stem := word.removesuffix(ending)) in terms), None)
        if names and source.count(word) == 1:
            found[word] = names
    return found


def mark(source: str, wanted: Mapping[str, Sequence[str]], language: str) -> str:
    """Return the sentence with the first name of each word written behind it."""
    for word, names in wanted.items():
        source = source.replace(word, f"{word} {MARKS[language]} {names[0]} {MARKS[language]}", 1)
    return source


def looping(text: str) -> bool:
    """Tell whether something other than figures stands three times in a row."""
    return any(not _NO_LOOP.fullmatch(match[1]) for match in _LOOP.finditer(f"{text} "))


def read_pairs(path: Path, language: str) -> list[tuple[str, str]]:
    """Return sources and references: of a file with German, English and Chinese, or of `NAME.de` beside `NAME.en`."""
    if path.suffix == ".de":
        others = path.with_suffix(f".{language}").read_text(encoding="utf-8").splitlines()
        return list(zip(path.read_text(encoding="utf-8").splitlines(), others, strict=True))
    column = 1 if language == "en" else 2
    rows = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()]
    return [(row[0], row[column]) for row in rows]


def _figures(source: str, reference: str, text: str, language: str) -> bool | None:
    wanted = [figure.target for figure in figures(source, reference, language)]
    return all(standing(figure).search(text) for figure in wanted) if wanted else None


def _sacrebleu(made: list[str], references: list[str], language: str) -> tuple[float, float]:
    import sacrebleu

    bleu: Any = sacrebleu.corpus_bleu(made, [references], tokenize="zh" if language == "zh" else "13a")
    chrf: Any = sacrebleu.corpus_chrf(made, [references])
    return bleu.score, chrf.score


def _share(answers: Sequence[bool]) -> float:
    return sum(answers) / len(answers) if answers else 1.0
