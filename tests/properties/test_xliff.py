"""Text of any script survives a journey through XLIFF, with its marks, whatever they overlap."""

from io import BytesIO

from hypothesis import given, settings
from hypothesis import strategies as st

from model.languages import Language
from model.richtext import Mark, MarkKind, RichText
from model.translation import State
from translators.xliff_inline import codes_of, ensure_complete, from_content
from translators.xliff_reading import read_xliff
from translators.xliff_values import Paragraph, Returned, ReturnedUnit, Sentence, Sheet
from translators.xliff_writing import write_xliff

SCRIPTS = (
    "aß „Zöl—中文。，𠮷ｱ한ไทยעבריתعربيअ😀👩\u200d🔬🇩🇪e\u0301a\u0308\u2028\u2029\u200e\u200f\u202e\ufeff\u00a0\u3000"
    "\u0000\u0007\u001b\u0085\ufffe&<>\"'\n"
)
SIGNS = st.one_of(st.sampled_from(SCRIPTS), st.characters(exclude_categories=("Cs",), exclude_characters="\r"))


@st.composite
def rich_texts(draw: st.DrawFn) -> RichText:
    """Text as the model has it: nothing at its ends that is white space, marks that are not empty."""
    text = draw(st.text(SIGNS, min_size=1, max_size=40).map(str.strip).filter(bool))
    places = st.tuples(st.integers(0, len(text)), st.integers(0, len(text))).filter(lambda pair: pair[0] != pair[1])
    kinds = st.tuples(st.sampled_from(MarkKind), st.sampled_from(["https://a.example/?x=1&y=2", "mailto:b@a.example"]))
    drawn = draw(st.lists(st.tuples(places, kinds), max_size=4))
    marks = [Mark(*sorted(place), kind, href if kind is MarkKind.LINK else None) for place, (kind, href) in drawn]
    return RichText(text, tuple(sorted(marks, key=lambda mark: (mark.start, mark.end, mark.kind, mark.href or ""))))


def journey(*pairs: tuple[RichText, RichText]) -> tuple[bytes, list[tuple[RichText, RichText]]]:
    """Return the file of some sentences, and what is read from it."""
    sentences = tuple(Sentence(id_, *pair, State.TRANSLATED, "machine") for id_, pair in enumerate(pairs, start=1))
    sheet = Sheet(1, 1, "", "", Language.ZH, (Paragraph(0, "paragraph", sentences, (" ",) * (len(pairs) - 1)),))
    file = BytesIO()
    write_xliff(file, Language.ZH, [sheet])
    [unit] = read_xliff(BytesIO(file.getvalue()), "a.xlf")
    assert isinstance(unit, ReturnedUnit)
    back = []
    for pair, segment in zip(pairs, unit.segments, strict=True):
        assert isinstance(segment, Returned)
        codes = codes_of(segment.id, *pair)
        assert segment.target is not None
        ensure_complete(segment.target, codes.target)
        back.append((from_content(segment.source, codes.known()), from_content(segment.target, codes.known())))
    return file.getvalue(), back


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(rich_texts(), rich_texts()), min_size=1, max_size=3))
def test_out_in_and_out_again_is_the_same_byte_for_byte(pairs: list[tuple[RichText, RichText]]) -> None:
    content, back = journey(*pairs)
    assert back == pairs
    assert journey(*back)[0] == content
