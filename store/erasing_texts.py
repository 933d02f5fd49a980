"""Taking a person out of one text, and noting where they stood."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from model.erasure import REMOVED, Rewritten, Sought, Span, cut
from model.languages import Language
from model.richtext import RichText

AROUND = 30
"""Characters shown on either side of what is found."""


@dataclass(frozen=True)
class Trace:
    """A place where the person stands.

    Attributes:
        kind: what it is: `german`, `translation`, `memory`, `history`, `remark`...
        subject: which one.
        text: the words with a little around them.
    """

    kind: str
    subject: str
    text: str


@dataclass
class Eraser:
    """Rewrites texts and keeps what it found.

    Attributes:
        hashes: of German sentences: what they were, and what they are.
    """

    sought: Sought
    traces: list[Trace] = field(default_factory=list)
    hashes: dict[str, str] = field(default_factory=dict)

    def rewrite(
        self, kind: str, subject: str, old: str, language: Language, *, alone: bool = True, borders: Sequence[int] = ()
    ) -> Rewritten:
        """Return a text without the person, who stood in it where its spans are."""
        spans = self.sought.all(old) if alone else self.sought.names(old)
        self.traces += [Trace(kind, subject, _around(old, span)) for span in spans]
        return Rewritten(old, cut(old, spans, borders), REMOVED[language])

    def field(
        self, row: Any, names: Sequence[str], kind: str, subject: str, language: Language, *, alone: bool = True
    ) -> bool:
        """Rewrite columns of a row that hold plain text; return whether any changed."""
        changed = False
        for name in names:
            old = getattr(row, name)
            new = self.rewrite(kind, subject, old, language, alone=alone) if old else None
            if new is not None and new.spans:
                setattr(row, name, new.text)
                changed = True
        return changed

    def rich(self, row: Any, name: str, marks: str, kind: str, subject: str, language: Language) -> Rewritten | None:
        """Rewrite a column with its column of marks; None where nothing changed."""
        old = getattr(row, name)
        if old is None:
            return None
        before = RichText.from_json(old, getattr(row, marks) or [])
        new = self.rewrite(kind, subject, old, language)
        if not new.spans and not self.links(before):
            return None
        after = new.rich(before.marks, self.sought)
        setattr(row, name, after.text)
        setattr(row, marks, after.to_json())
        return new

    def links(self, rich: RichText) -> bool:
        """Whether a text links to an address of the person's."""
        return any(mark.href and self.sought.all(mark.href) for mark in rich.marks)


def _around(text: str, span: Span) -> str:
    return text[max(span[0] - AROUND, 0) : span[1] + AROUND].replace("\n", " ")
