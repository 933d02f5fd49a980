"""What became of an XLIFF file that came back."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from translators.xliff_values import FAULTS, FILE_ERRORS

FOREIGN = "this <file> is not from this newsroom: no translation of ours has its id and its text"
OTHER_LANGUAGE = "this <file> says that it is in {tag}; the translation is in {language}"
NOT_YET = "the release has changed since the export and is not translated anew yet; run newsbridge translate first"
UNKNOWN_UNIT = "the unit {unit} is not one of this release"
RESEGMENTED = "segments were split, joined or left out in unit {unit}; nothing of it is taken"
TWICE = "this segment stands in the file twice; the first counts"
SOURCE_CHANGED = "the German is not what was exported; only the translation may be changed"
GONE = "the release has changed since the export, and this sentence is not in it any more, or more than once"
NO_TARGET = "the machine has not translated this sentence yet; run newsbridge translate first"
EDITED = "{by} has edited this segment since the export; both texts are kept, merge them"
CHANGED = "the translation here is another one than was exported; both texts are kept, merge them"
REASONS = (
    FOREIGN,
    OTHER_LANGUAGE,
    NOT_YET,
    UNKNOWN_UNIT,
    RESEGMENTED,
    TWICE,
    SOURCE_CHANGED,
    GONE,
    NO_TARGET,
    EDITED,
    CHANGED,
    *FAULTS,
    *FILE_ERRORS,
)
"""Templates of all that is said of a file, for those who translate the interface."""


@dataclass(frozen=True)
class Trouble:
    """A segment, or more than one, that was not taken.

    Attributes:
        line: where it stands in the file, None where that is not known.
        template: one of `REASONS`, with `fields`.
        translation_id, segment_id: ours, 0 where there is none.
        german, theirs, ours: the sentence, and its translation in the file and here, as far as they are known.
    """

    line: int | None
    template: str
    fields: Mapping[str, str] = field(default_factory=dict, hash=False)
    translation_id: int = 0
    segment_id: int = 0
    german: str = ""
    theirs: str = ""
    ours: str = ""


@dataclass
class ImportReport:
    """One file brought back.

    Attributes:
        drafts, approved: segments that were taken.
        unchanged: segments of which the file says nothing new.
        conflicts: segments that somebody has edited here as well; theirs stays.
        refused: what could not be taken, and why.
        translations: ids of the translations of which something was taken.
    """

    path: str
    drafts: int = 0
    approved: int = 0
    unchanged: int = 0
    conflicts: list[Trouble] = field(default_factory=list)
    refused: list[Trouble] = field(default_factory=list)
    translations: set[int] = field(default_factory=set)

    @property
    def taken(self) -> int:
        """How many segments the file has changed here."""
        return self.drafts + self.approved

    @property
    def whole(self) -> bool:
        """Whether nothing is left to be done by hand."""
        return not self.conflicts and not self.refused
