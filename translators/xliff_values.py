"""What goes out in an XLIFF file and what comes back: values only; `xliff_writing` and `xliff_reading` make them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from model.languages import Language
from model.richtext import RichText
from model.terms import Term
from model.translation import State

LARGEST = 64 * 1024 * 1024
"""Bytes of a file that is written or read."""
OURS = "newsbridge"
"""Category of our metadata, prefix of our types and sub-states."""


@dataclass(frozen=True)
class Note:
    """A word to the editor about a sentence.

    Attributes:
        category: `finding`, `remark`, `english`.
        priority: from 1, the gravest, to 10.
        of_target: it is about the translation rather than the German.
    """

    category: str
    text: str
    priority: int = 5
    of_target: bool = True


@dataclass(frozen=True)
class Candidate:
    """A translation that an editor may take.

    Attributes:
        kind: `mt` or `tm`, as XLIFF 2.1, section 5.1.3.9, calls machine and memory.
        similarity: of its German to the German at hand, from 0 to 1.
    """

    kind: str
    origin: str
    source: RichText
    target: RichText
    similarity: float = 1.0


@dataclass(frozen=True)
class Sentence:
    """A segment on its way out.

    Attributes:
        target: None where it is not translated yet.
        origin: what made the target: `machine`, `memory`, `rule`, `draft`, `person`.
        revision: of the target, by which we see later whether somebody has edited it meanwhile.
    """

    id: int
    source: RichText
    target: RichText | None
    state: State
    origin: str = ""
    revision: int = 0
    notes: tuple[Note, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    terms: tuple[Term, ...] = ()


@dataclass(frozen=True)
class Paragraph:
    """A block with its sentences; `gaps[i]` is the white space of the German behind sentence `i`."""

    block: int
    kind: str
    sentences: tuple[Sentence, ...]
    gaps: tuple[str, ...] = ()


@dataclass(frozen=True)
class Sheet:
    """A translation on its way out; `facts` say for people and for us where it belongs."""

    translation_id: int
    version_id: int
    content_hash: str
    original: str
    language: Language
    paragraphs: tuple[Paragraph, ...]
    facts: Mapping[str, str] = field(default_factory=dict, hash=False)


class Place(StrEnum):
    """Where an inline code stands to its words."""

    BEGIN = "begin"
    END = "end"
    POINT = "point"
    """It has no words: a line break."""


@dataclass(frozen=True)
class Tag:
    """One end of an inline code, or a line break, by the id of the code."""

    place: Place
    id: str


Content = tuple[str | Tag, ...]
"""Words and inline codes in their order: what a `<source>` or `<target>` holds."""


class Damaged(ValueError):
    """A sentence cannot be taken as it is: `template`, one of `FAULTS`, with its `fields`."""

    def __init__(self, template: str, **fields: str) -> None:
        self.template, self.fields = template, fields
        super().__init__(template.format_map(fields))


@dataclass(frozen=True)
class Flaw:
    """Something in a file that cannot be used.

    Attributes:
        line: where it stands; None behind line 65,534, beyond which libxml2 does not count.
        template: one of `FAULTS`, with `fields`.
        segment: id of the segment that it spoils, "" where it is about more than one.
    """

    line: int | None
    template: str
    fields: Mapping[str, str] = field(default_factory=dict, hash=False)
    segment: str = ""


@dataclass(frozen=True)
class Returned:
    """A segment that came back.

    Attributes:
        target: None where there is none.
        revision, exported: as they went out; None where a program has dropped them.
    """

    id: str
    line: int | None
    state: State
    source: Content
    target: Content | None
    revision: int | None = None
    exported: str | None = None


@dataclass(frozen=True)
class Origin:
    """Which of our translations a `<file>` says it is; 0 and "" where it does not say.

    Attributes:
        language: the tag of the translation as the file has it.
    """

    line: int | None
    language: str
    translation_id: int = 0
    version_id: int = 0
    content_hash: str = ""


@dataclass(frozen=True)
class ReturnedUnit:
    """A block that came back, segment by segment; `id` is that of its `<unit>`."""

    origin: Origin
    id: str
    line: int | None
    segments: tuple[Returned | Flaw, ...]


NOT_XLIFF = "{subject}: not an XLIFF file: {detail}"
OLD_XLIFF = (
    "{subject}: this is XLIFF {version}; newsbridge reads 2.0, 2.1 and 2.2. Let your program write the file back in the"
    " form in which newsbridge exported it"
)
TOO_LARGE = "{subject}: larger than {most} MB; divide it"
DECLARES = "{subject}: declares a document type, which XLIFF does not need and which may be an attack; it is not read"
FILE_ERRORS = (NOT_XLIFF, OLD_XLIFF, TOO_LARGE, DECLARES)
"""Templates of the errors that keep a whole file out."""

BROKEN_OFF = "not well-formed, nothing is read from here on: {detail}"
NO_SEGMENT = "the unit has no <segment>"
NO_SOURCE = "the segment must hold one <source>"
TARGET_PLACE = "a segment holds at most one <target>, behind its <source>"
BAD_STATE = "»{state}« is no state of XLIFF 2; there are {known}"
NOT_INLINE = "<{name}> cannot stand within a sentence"
NO_CHARACTER = '<cp hex="{hex}"> is no character'
UNKNOWN_CODE = "the code {code} does not belong to this sentence; take it out"
DOUBLED_CODE = "the code {code} stands there twice; take one out"
MISNESTED_CODE = "the code {code} ends before it begins, or has only one of its ends"
EMPTY_CODE = "the code {code} stands around no words"
WRONG_CODE = "the code {code} is of another kind than in the German"
MISSING_CODE = "the code {code} is missing; put it around its words"
FAULTS = (
    BROKEN_OFF,
    NO_SEGMENT,
    NO_SOURCE,
    TARGET_PLACE,
    BAD_STATE,
    NOT_INLINE,
    NO_CHARACTER,
    UNKNOWN_CODE,
    DOUBLED_CODE,
    MISNESTED_CODE,
    EMPTY_CODE,
    WRONG_CODE,
    MISSING_CODE,
)
"""Templates of what keeps a segment, a unit or the rest of a file out."""
