"""Who works at the desk, and what they did there."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from model.languages import Language


class Duty(StrEnum):
    """What a person may do; each may do all that the one before may."""

    EDITOR = "editor"
    """Review translations, keep terms and memory."""
    OPERATOR = "operator"
    """Run the newsroom: sources, runs, feeds."""
    ADMINISTRATOR = "administrator"
    """Invite people and say what they may do."""

    def includes(self, other: "Duty") -> bool:
        """Whether who has this duty may do what `other` asks for."""
        order = list(Duty)
        return order.index(self) >= order.index(other)


@dataclass(frozen=True)
class Person:
    """Somebody with an account.

    Attributes:
        name: what they type to get in; unique, whatever the case of its letters.
        shown: what others see beside their work.
        language: of the desk's interface.
        active: False: may not get in any more; what they did stays theirs.
        password: hash in the form of PHC (argon2id), "" while the invitation is open.
        epoch: grows when all sessions of the person are to end.
        subject: who they are at the identity provider (issuer and subject), "" for a password alone.
    """

    id: int
    name: str
    shown: str
    duty: Duty
    language: Language = Language.EN
    active: bool = True
    password: str = ""
    epoch: int = 0
    subject: str = ""


class Deed(StrEnum):
    """What somebody did to a translation, or to the newsroom."""

    EDIT = "edit"
    APPROVE = "approve"
    REVERT = "revert"
    REJECT = "reject"
    HOLD = "hold"
    RELEASE = "release"
    WAIVE = "waive"
    KEEP = "keep"
    """An approval was kept although the German has changed: by a rule of the operator's, never by a person."""
    REOPEN = "reopen"
    """An approved text went back to review, as a check has something to say of it beside its changed German."""
    COMMENT = "comment"
    SETTLE = "settle"
    """A comment was dealt with."""
    INVITE = "invite"
    CHANGE_PERSON = "change-person"
    TRIGGER = "trigger"
    MAKE_TOKEN = "make-token"  # noqa: S105 - a deed, no secret
    REVOKE_TOKEN = "revoke-token"  # noqa: S105
    REMEMBER = "remember"
    """A pair was added to the memory by itself."""
    CHANGE_PAIR = "change-pair"
    DELETE_PAIR = "delete-pair"
    IMPORT_PAIRS = "import-pairs"
    ADD_TERM = "add-term"
    CHANGE_TERM = "change-term"
    DELETE_TERM = "delete-term"
    ERASE = "erase"
    """The data of a person were removed everywhere, at their request; the subject is a digest, never the name."""


@dataclass(frozen=True)
class Change:
    """An entry of the history: never altered, never removed while its translation is kept.

    Attributes:
        by: the name of the person, as it was then.
        subject: what was concerned, in words, where it is no segment.
        before, after: the text or state, "" where there is none.
    """

    at: datetime
    by: str
    deed: Deed
    translation_id: int | None = None
    segment_id: int | None = None
    subject: str = ""
    before: str = ""
    after: str = ""
    reason: str = ""


@dataclass(frozen=True)
class Comment:
    """A remark on a segment or a whole translation, by an editor or by a reader of the feed.

    Attributes:
        segment_id: None where it is about the whole translation.
        by: "" for a reader.
        settled_by: who has dealt with it, "" while nobody has.
    """

    id: int
    translation_id: int
    segment_id: int | None
    at: datetime
    by: str
    text: str
    settled_by: str = ""
