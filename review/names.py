"""What the desk calls the values of our enumerations."""

from enum import StrEnum

from model.languages import Language
from model.people import Deed, Duty
from model.translation import State
from review.texts import phrase
from store.queue import Order, Standing

NAMES: dict[StrEnum, str] = {
    Language.DE: phrase("German"),
    Language.EN: phrase("English"),
    Language.ZH: phrase("Chinese"),
    State.INITIAL: phrase("not translated"),
    State.TRANSLATED: phrase("machine translation"),
    State.REVIEWED: phrase("reviewed"),
    State.FINAL: phrase("final"),
    Duty.EDITOR: phrase("Editor"),
    Duty.OPERATOR: phrase("Operator"),
    Duty.ADMINISTRATOR: phrase("Administrator"),
    Deed.EDIT: phrase("edited"),
    Deed.APPROVE: phrase("approved"),
    Deed.REVERT: phrase("took the machine's text"),
    Deed.REJECT: phrase("rejected"),
    Deed.HOLD: phrase("held back"),
    Deed.RELEASE: phrase("let go"),
    Deed.WAIVE: phrase("let out all the same"),
    Deed.KEEP: phrase("kept the approval"),
    Deed.COMMENT: phrase("commented"),
    Deed.SETTLE: phrase("settled a remark"),
    Deed.INVITE: phrase("invited"),
    Deed.CHANGE_PERSON: phrase("changed an account"),
    Deed.TRIGGER: phrase("started"),
    Deed.MAKE_TOKEN: phrase("made a token"),
    Deed.REVOKE_TOKEN: phrase("revoked a token"),
    Standing.WAITING: phrase("waiting"),
    Standing.HELD: phrase("on hold"),
    Standing.REJECTED: phrase("rejected"),
    Order.RISK: phrase("the riskiest"),
    Order.AGE: phrase("the oldest"),
    Order.NEWEST: phrase("the newest"),
}
"""English, for the catalogue; in a template: `{{ named(translation.state) }}`."""
