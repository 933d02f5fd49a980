"""English texts that are said later, in the language of whoever reads them."""

from collections.abc import Mapping
from dataclasses import dataclass, field


def phrase(text: str) -> str:
    """Return `text` as it is: marks an English text for those who collect what is to be translated."""
    return text


@dataclass(frozen=True)
class Sentence:
    """A text marked by `phrase`, with what its places are filled with; empty: nothing is said."""

    template: str
    fields: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.template.format_map(self.fields)

    def __bool__(self) -> bool:
        return bool(self.template)


NOTHING = Sentence("")
